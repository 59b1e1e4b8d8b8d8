package main

import "fmt"

// Names of the figures of the whole archive.
const (
	nameImport     = "import"
	nameSize       = "size on disk"
	nameImportPeak = "import, peak memory"
	nameAdd        = "open, hash all, import 100 more"
	nameAddPeak    = "import of 100 more, peak memory"
	nameOpen       = "open"
	nameSettle     = "open and hash every file"
	nameAskPeak    = "questions, peak memory"
	nameExport     = "export as CSV"
	nameVerify     = "verify everything"
)

// A goal is a bound on a figure, in words, and whether it is kept.
type goal struct {
	Bound string `json:"bound"`
	Kept  bool   `json:"kept"`
}

// The targets. A missed target fails the run; the aims beside them are the future
// goals.
const (
	targetRate  = 0.7 // of SQLite's
	aimRate     = 1
	targetSize  = 0.6 // of SQLite's
	aimSize     = 0.5
	targetQuick = 5    // ms in which a question may be answered even where SQLite is faster
	targetPeak  = 600  // MB
	aimPage     = 10   // ms
	aimAdd      = 5000 // ms
	aimExport   = 300_000
	aimVerify   = 200_000
)

func atLeast(have, want float64, unit string) *goal {
	return &goal{"≥ " + bound(want) + unit, have >= want}
}

func atMost(have, want float64, unit string) *goal {
	return &goal{"≤ " + bound(want) + unit, have <= want}
}

func bound(v float64) string {
	if v >= 1000 {
		return thousands(v)
	}
	return fmt.Sprintf("%g", v)
}

// judge sets the goals of a figure.
func (f *figure) judge() {
	have := f.Daybook.Median
	switch {
	case f.Section == sectionPages:
		f.Aim = atMost(have, aimPage, " ms")
	case f.Section == sectionSuite:
		f.judgeAnswer()
	case f.Name == nameImport:
		f.Target, f.Aim = atLeast(f.Ratio, targetRate, "×"), atLeast(f.Ratio, aimRate, "×")
	case f.Name == nameSize:
		f.Target, f.Aim = atMost(f.Ratio, targetSize, "×"), atMost(f.Ratio, aimSize, "×")
	case f.Name == nameImportPeak:
		f.Target = atMost(f.Daybook.Most, targetPeak, " MB")
	case f.Name == nameAskPeak:
		f.Aim = atMost(f.Daybook.Most, targetPeak, " MB")
	case f.Name == nameAdd:
		f.Aim = atMost(have, aimAdd, " ms")
	case f.Name == nameAddPeak:
		f.Target = atMost(f.Daybook.Most, targetPeak, " MB")
	case f.Name == nameOpen:
		f.Aim = atMost(have, upTo(f.Events, 500, 2000), " ms")
	case f.Name == nameExport:
		f.Aim = atLeast(have, aimExport, "/s")
	case f.Name == nameVerify:
		f.Aim = atLeast(have, aimVerify, "/s")
	}
}

// judgeAnswer: without facets faster than SQLite, and with facets too and
// within a fixed time.
func (f *figure) judgeAnswer() {
	f.Target = &goal{"< SQLite or 5 ms", f.faster(f.Daybook)}
	ten := 300.0
	if f.Name == kindInside {
		ten = 1000
	}
	limit := upTo(f.Events, 50, ten)
	f.Aim = &goal{fmt.Sprintf("facets too, ≤ %g ms", limit), f.faster(f.Facets) && f.Facets.Median <= limit}
}

func (f *figure) faster(than *spread) bool {
	return than.Median < targetQuick || f.SQLite != nil && than.Median < f.SQLite.Median
}

// upTo is the bound for up to a million events, or that for more.
func upTo(events int, million, more float64) float64 {
	if events <= 1_000_000 {
		return million
	}
	return more
}

// missed lists the targets that were not reached.
func missed(figures []*figure) (names []string) {
	for _, f := range figures {
		if f.Target != nil && !f.Target.Kept {
			name := f.Name
			if f.Order != "" {
				name += ", by " + f.Order
			}
			names = append(names, fmt.Sprintf("%s: target %s", name, f.Target.Bound))
		}
	}
	return names
}
