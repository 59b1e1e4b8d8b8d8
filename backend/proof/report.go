package proof

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"
	"time"
	"unicode"

	"daybook/backend/event"
	"daybook/backend/numbers"
)

// ReportVersion is the version of the report's form. The report is a function of
// the manifest and of the first events, so a program that has both makes it
// again and compares. Any change of report.tmpl, or of its content, needs a new
// number.
const ReportVersion = 3

// ReportEvents is the number of events that a report lists, and reportText the number
// of characters of each text.
const (
	ReportEvents = 200
	reportText   = 500
)

//go:embed report.tmpl
var reportSource string

var reportTemplate = template.Must(template.New(ReportName).Funcs(template.FuncMap{
	"number": func(n any) string {
		switch n := n.(type) {
		case int64:
			return numbers.Grouped(n)
		case int:
			return numbers.Grouped(n)
		}
		return fmt.Sprint(n)
	},
	"visible":     visible,
	"source":      func(s string) string { return visible(reportedSource(s)) },
	"plural":      numbers.Plural[int],
	"minute":      func(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05") + " UTC" },
	"clock":       func(s string) string { return strings.TrimSuffix(strings.Replace(s, "T", " ", 1), "Z") },
	"column":      func(s string) string { return reportColumns[s] },
	"join":        func(list []string) string { return visible(strings.Join(list, ", ")) },
	"fingerprint": Fingerprint,
	"size":        func(n int64) string { return numbers.Grouped(n) + " bytes" },
}).Parse(reportSource))

// reportSources are the sources of imports as a report names them. A verifier makes the
// report once more and compares, so the names belong to ReportVersion: a source that
// was added later is shown by its id.
var reportSources = map[string]string{
	"daybook":          "Activity feed",
	"google-workspace": "Google Workspace",
	"cloudtrail":       "AWS CloudTrail",
	"github":           "GitHub",
	"sample":           "Sample",
}

// reportedSource returns the name of a source, or the names of several with commas
// between.
func reportedSource(source string) string {
	names := strings.Split(source, ", ")
	for i, name := range names {
		if known, ok := reportSources[name]; ok {
			names[i] = known
		}
	}
	return strings.Join(names, ", ")
}

var reportColumns = map[string]string{"timestamp": "Timestamp", "member": "Member", "action": "Action", "description": "Description"}

// Reported returns the parts of an event that a report shows.
func Reported(e *event.Event) event.Event {
	short := event.Event{Time: e.Time}
	for to, text := range map[*string]string{
		&short.ID: e.ID, &short.Actor: e.Actor, &short.Category: e.Category, &short.Action: e.Action, &short.Description: e.Description,
	} {
		*to = shortened(text)
	}
	return short
}

// shortened returns a text cut to the length that a report shows; it shares no memory
// with a longer one.
func shortened(text string) string {
	n := 0
	for i := range text {
		if n++; n > reportText {
			return strings.Clone(text[:i]) + "… (more in activity.csv)"
		}
	}
	return text
}

// RenderReport writes report.html.
func RenderReport(w io.Writer, m *Manifest, first []event.Event) error {
	err := reportTemplate.Execute(w, struct {
		*Manifest
		Events       []event.Event
		More         int
		NotProven    []string
		Complete     bool
		LeftOutWords string
	}{m, first, m.Counts.Exported - len(first), reportWords(m), complete(m), m.LeftOut.words()})
	if err != nil {
		return fmt.Errorf("write %s: %w", ReportName, err)
	}
	return nil
}

// reportWords returns the limits of a bundle, in the words of its report.
func reportWords(m *Manifest) []string {
	return notProven(m, m.Archive.TreeSize, false, nil, complete(m))
}

// visible returns a text in which characters that cannot be seen, or that change how
// others are shown, are written out.
func visible(s string) string {
	if !strings.ContainsFunc(s, unseen) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if unseen(r) {
			fmt.Fprintf(&b, "[U+%04X]", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func unseen(r rune) bool {
	return r != ' ' && !unicode.IsGraphic(r) || unicode.Is(unicode.Cf, r) || r == '\u00ad' || r == '\u115f' || r == '\u1160' || r == '\u3164' || r == '\uffa0' || unicode.Is(unicode.Variation_Selector, r)
}

// complete reports whether a bundle has every event that the archive ever held.
func complete(m *Manifest) bool { return int64(m.Counts.Exported) == m.Archive.TreeSize }
