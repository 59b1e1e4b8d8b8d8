package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// writeTable prints the figures of one size, aligned, in sections.
func writeTable(w io.Writer, figures []*figure) {
	t := &table{header: []string{"", "order", "hits", "daybook", "p95", "facets", "sqlite", "p95", "ratio", "target", "", "aim", ""}, left: []int{0, 1, 9, 10, 11, 12}}
	section := ""
	for _, f := range figures {
		if f.Section != section {
			section = f.Section
			t.title(section)
		}
		hits, ratio := "", ""
		if f.Hits != nil {
			hits = thousands(float64(*f.Hits))
		}
		if f.Ratio > 0 {
			ratio = fmt.Sprintf("%.*f×", decimals(f.Ratio), f.Ratio)
		}
		target, pass := f.Target.words("pass", "FAIL")
		aim, met := f.Aim.words("met", "not met")
		name := f.Name
		if f.Section == sectionWhole || f.Section == sectionPurge {
			name += ", " + f.Unit
		}
		t.row(name, f.Order, hits, f.Daybook.median(f.Unit), f.Daybook.p95(f.Unit), f.Facets.median(f.Unit),
			f.SQLite.median(f.Unit), f.SQLite.p95(f.Unit), ratio, target, pass, aim, met)
	}
	t.write(w)
	fmt.Fprintln(w, "\nSQLite's indexes hold each order as it is first shown, timestamp ↓ and the others ↑; the other direction it sorts.")
	var notes []string
	for _, f := range figures {
		if note := f.Name + ": " + f.Note; f.Note != "" && !slices.Contains(notes, note) {
			notes = append(notes, note)
		}
	}
	for _, note := range notes {
		fmt.Fprintln(w, note)
	}
}

func (g *goal) words(yes, no string) (bound, verdict string) {
	switch {
	case g == nil:
		return "", ""
	case g.Kept:
		return g.Bound, yes
	}
	return g.Bound, no
}

func (s *spread) median(unit string) string {
	if s == nil {
		return ""
	}
	return number(s.Median, unit)
}

func (s *spread) p95(unit string) string {
	if s == nil || unit != millis {
		return ""
	}
	return number(s.P95, unit)
}

func number(v float64, unit string) string {
	switch {
	case unit == perSecond:
		return thousands(v)
	}
	return fmt.Sprintf("%.*f", decimals(v), v)
}

// decimals returns how many decimals show the first significant digits.
func decimals(v float64) int {
	switch {
	case v < 0.1:
		return 3
	case v < 10:
		return 2
	}
	return 1
}

// thousands is v as a whole number with commas.
func thousands(v float64) string {
	digits := fmt.Sprintf("%.0f", v)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// writeParts says where the time of each side's quickest import went.
func writeParts(w io.Writer, m *measured) {
	for _, side := range bothSides {
		o := slices.MinFunc(m.imports[side], func(a, b *outcome) int { return cmp.Compare(a.Took, b.Took) })
		var parts []string
		for _, p := range o.Parts {
			parts = append(parts, fmt.Sprintf("%s %.2f s", p.Name, p.Took.Seconds()))
		}
		fmt.Fprintf(w, "The quickest import of %s: %.2f s, %.2f s of processor time (%s)\n",
			side, o.Took.Seconds(), o.CPU.Seconds(), strings.Join(parts, ", "))
	}
}

// writeLines prints what the tables say as JSON, a line for each figure.
func writeLines(w io.Writer, on machine, p plan, figures []*figure) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	head := struct {
		Machine machine `json:"machine"`
		Rounds  int     `json:"rounds"`
		Repeats int     `json:"repeats"`
		Steady  bool    `json:"steady"`
	}{on, p.rounds, p.repeats, p.steady}
	if err := out.Encode(head); err != nil {
		return err
	}
	for _, f := range figures {
		if err := out.Encode(f); err != nil {
			return err
		}
	}
	return nil
}

// writeGrowth prints every figure at every size, and the power of the number
// of events with which Daybook's grows from one size to the next at most: 0 is
// constant, 1 linear.
func writeGrowth(w io.Writer, bySize [][]*figure) {
	header := []string{"", "order"}
	for _, figures := range bySize {
		n := thousands(float64(figures[0].Events))
		header = append(header, n, "sqlite")
	}
	t := &table{header: append(header, "power"), left: []int{0, 1}}
	last := bySize[len(bySize)-1]
	section := ""
	for i, f := range last {
		if f.Section != section {
			section = f.Section
			t.title(section)
		}
		name := f.Name
		if f.Section == sectionWhole || f.Section == sectionPurge {
			name += ", " + f.Unit
		}
		cells := []string{name, f.Order}
		for _, figures := range bySize {
			at := figures[i]
			cells = append(cells, at.Daybook.median(at.Unit), at.SQLite.median(at.Unit))
		}
		t.row(append(cells, power(bySize, i))...)
	}
	t.write(w)
}

// power of figure i; nothing for what takes less than a millisecond throughout,
// where it would say more of the clock than of Daybook.
func power(bySize [][]*figure, i int) string {
	most := math.Inf(-1)
	for k := 1; k < len(bySize); k++ {
		a, b := bySize[k-1][i], bySize[k][i]
		x, y := a.Daybook.Median, b.Daybook.Median
		if b.Unit == millis && y < 1 || x <= 0 || y <= 0 {
			continue
		}
		if a.Unit == perSecond { // of the time, then
			x, y = float64(a.Events)/x, float64(b.Events)/y
		}
		most = max(most, math.Log(y/x)/math.Log(float64(b.Events)/float64(a.Events)))
	}
	if math.IsInf(most, -1) {
		return ""
	}
	return fmt.Sprintf("%.1f", most)
}

// A table aligns cells; columns not in left stand to the right.
type table struct {
	header []string
	left   []int
	rows   [][]string // a row of one cell is a title
}

func (t *table) row(cells ...string) { t.rows = append(t.rows, cells) }

func (t *table) title(text string) { t.rows = append(t.rows, []string{text}) }

func (t *table) write(w io.Writer) {
	widths := make([]int, len(t.header))
	for _, row := range append([][]string{t.header}, t.rows...) {
		for i, cell := range row {
			if len(row) > 1 {
				widths[i] = max(widths[i], utf8.RuneCountInString(cell))
			}
		}
	}
	line := func(row []string) {
		var b strings.Builder
		for i, cell := range row {
			pad := strings.Repeat(" ", max(0, widths[i]-utf8.RuneCountInString(cell)))
			if slices.Contains(t.left, i) {
				b.WriteString(cell + pad + "  ")
			} else {
				b.WriteString(pad + cell + "  ")
			}
		}
		fmt.Fprintln(w, strings.TrimRight(b.String(), " "))
	}
	line(t.header)
	for _, row := range t.rows {
		if len(row) == 1 {
			fmt.Fprintf(w, "\n%s\n", row[0])
			continue
		}
		line(row)
	}
}
