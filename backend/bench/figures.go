package main

import (
	"fmt"
	"math"
	"slices"
	"time"

	"daybook/backend/query"
)

// A spread summarises several measurements of one quantity.
type spread struct {
	Least  float64 `json:"least"`
	Median float64 `json:"median"`
	P95    float64 `json:"p95"`
	Most   float64 `json:"most"`
}

// spreadOf takes the median (the mean of two middle values) and the smallest value
// that is no less than 95 in 100 of them.
func spreadOf(values []float64) *spread {
	if len(values) == 0 {
		return nil
	}
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	return &spread{
		Least:  sorted[0],
		Median: (sorted[(n-1)/2] + sorted[n/2]) / 2,
		P95:    sorted[int(math.Ceil(0.95*float64(n)))-1],
		Most:   sorted[n-1],
	}
}

// Units of figures.
const (
	perSecond = "events/s"
	megabytes = "MB"
	millis    = "ms"
)

// A figure is one line of the table.
type figure struct {
	Events  int     `json:"events"`
	Section string  `json:"section"`
	Name    string  `json:"name"`
	Order   string  `json:"order,omitempty"`
	Unit    string  `json:"unit"`
	Hits    *int    `json:"hits,omitempty"`
	Daybook *spread `json:"daybook"`
	Facets  *spread `json:"daybook_with_facets,omitempty"`
	SQLite  *spread `json:"sqlite,omitempty"`
	Ratio   float64 `json:"ratio,omitempty"` // Daybook / SQLite

	// Processor time in ms, for figures that are times: on a busy machine it says
	// more than the clock.
	DaybookCPU *spread `json:"daybook_cpu,omitempty"`
	SQLiteCPU  *spread `json:"sqlite_cpu,omitempty"`

	Note string `json:"note,omitempty"`

	// Target is the bound that must be kept, Aim the bound that is yet to be
	// reached.
	Target *goal `json:"target,omitempty"`
	Aim    *goal `json:"aim,omitempty"`
}

// Sections of the table.
const (
	sectionWhole = "whole archive"
	sectionPurge = "purge"
	sectionPages = "pages without text"
	sectionSuite = "the suite: exact total and first page"
)

// figures judges the measurements, and lists the answers in which the two sides
// differ but must not.
func figures(m *measured) (all []*figure, differences []string) {
	all = m.whole()
	asked, differences := m.questions()
	all = append(all, asked...)
	all = append(all, m.purged()...)
	if a, b := m.exports[daybookSide], m.exports[sqliteSide]; len(a) > 0 && len(b) > 0 && a[0].SHA256 != b[0].SHA256 {
		differences = append(differences, "the exported files are not equal")
	}
	for _, f := range all {
		f.Events = m.events
		if f.SQLite != nil && f.SQLite.Median > 0 {
			f.Ratio = f.Daybook.Median / f.SQLite.Median
		}
		f.judge()
	}
	return all, differences
}

func each(outcomes []*outcome, of func(*outcome) float64) *spread {
	var values []float64
	for _, o := range outcomes {
		values = append(values, of(o))
	}
	return spreadOf(values)
}

func inMillis(d time.Duration) float64 { return float64(d) / 1e6 }

func (m *measured) whole() []*figure {
	cpu := func(o *outcome) float64 { return inMillis(o.CPU) }
	rate := func(o *outcome) float64 { return float64(m.events) / o.Took.Seconds() }
	peak := func(o *outcome) float64 { return float64(o.Peak) / 1e6 }
	open := func(o *outcome) float64 { return inMillis(o.Open) }
	took := func(o *outcome) float64 { return inMillis(o.Took) }
	settle := func(o *outcome) float64 { return inMillis(o.Settle) }
	both := func(name, unit string, from map[string][]*outcome, of func(*outcome) float64) *figure {
		return &figure{Section: sectionWhole, Name: name, Unit: unit, Daybook: each(from[daybookSide], of), SQLite: each(from[sqliteSide], of)}
	}
	size := func(side string) *spread { return spreadOf([]float64{float64(m.size[side]) / 1e6}) }
	timed := func(name string, from map[string][]*outcome) *figure {
		f := both(name, perSecond, from, rate)
		f.DaybookCPU, f.SQLiteCPU = each(from[daybookSide], cpu), each(from[sqliteSide], cpu)
		return f
	}
	return []*figure{
		timed(nameImport, m.imports),
		{Section: sectionWhole, Name: nameSize, Unit: megabytes, Daybook: size(daybookSide), SQLite: size(sqliteSide)},
		both(nameImportPeak, megabytes, m.imports, peak),
		{Section: sectionWhole, Name: nameAdd, Unit: millis, Daybook: each(m.adds, took), DaybookCPU: each(m.adds, cpu)},
		{Section: sectionWhole, Name: nameAddPeak, Unit: megabytes, Daybook: each(m.adds, peak)},
		both(nameOpen, millis, m.asks, open),
		{Section: sectionWhole, Name: nameSettle, Unit: millis, Daybook: each(m.asks[daybookSide], settle)},
		both(nameAskPeak, megabytes, m.asks, peak),
		timed(nameExport, m.exports),
		{Section: sectionWhole, Name: nameVerify, Unit: perSecond, Daybook: each(m.verifies, rate), DaybookCPU: each(m.verifies, cpu)},
	}
}

// purged are the figures of purges, of which SQLite is not asked.
func (m *measured) purged() (all []*figure) {
	for i, outcomes := range m.purges {
		if len(outcomes) == 0 {
			continue
		}
		n := outcomes[0].Events
		add := func(name, unit string, of func(*outcome) float64) *figure {
			f := &figure{Section: sectionPurge, Name: purgedParts[i].name + ", " + name, Unit: unit, Hits: &n, Daybook: each(outcomes, of)}
			all = append(all, f)
			return f
		}
		add("tell what is due", millis, func(o *outcome) float64 { return inMillis(o.Parts[0].Took) })
		add("purge", millis, func(o *outcome) float64 { return inMillis(o.Took) }).DaybookCPU =
			each(outcomes, func(o *outcome) float64 { return inMillis(o.CPU) })
		add("bytes written", megabytes, func(o *outcome) float64 { return float64(o.Written) / 1e6 })
		add("peak memory", megabytes, func(o *outcome) float64 { return float64(o.Peak) / 1e6 })
		var pages []float64
		for _, o := range outcomes {
			for _, a := range o.Answers {
				pages = append(pages, inMillis(a.Took))
			}
		}
		s := spreadOf(pages)
		if s == nil { // it was over at once
			s = &spread{}
		}
		all = append(all, &figure{Section: sectionPurge, Name: purgedParts[i].name + ", a page meanwhile", Unit: millis, Hits: &n, Daybook: s,
			Note: fmt.Sprintf("%d pages with facets were answered", len(pages))})
	}
	return all
}

// questions are the figures of all questions. Totals and pages must be equal
// on both sides and in every process, with three exceptions: what the suite
// says of a question, the page by description, and facets, of which SQLite is
// not asked.
func (m *measured) questions() (all []*figure, differences []string) {
	times := func(side string, i int) *spread {
		return each(m.asks[side], func(o *outcome) float64 { return inMillis(o.Answers[i].Took) })
	}
	cpu := func(side string, i int) *spread {
		return each(m.asks[side], func(o *outcome) float64 { return inMillis(o.Answers[i].CPU) })
	}
	qs := questions(m.events)
	for i := range qs {
		q := &qs[i]
		differences = append(differences, m.compare(q, i)...)
		if q.facets {
			all[len(all)-1].Facets = times(daybookSide, i)
			continue
		}
		f := &figure{
			Section: sectionPages, Name: q.place, Order: orderName(q.order), Unit: millis,
			Daybook: times(daybookSide, i), SQLite: times(sqliteSide, i),
			DaybookCPU: cpu(daybookSide, i), SQLiteCPU: cpu(sqliteSide, i),
		}
		if q.asked != nil {
			hits := m.asks[daybookSide][0].Answers[i].Total
			f.Section, f.Name, f.Hits = sectionSuite, q.asked.kind, &hits
			if other := m.asks[sqliteSide][0].Answers[i].Total; other != hits && q.asked.differs != "" {
				f.Note = fmt.Sprintf("SQLite finds %d: %s", other, q.asked.differs)
			}
		}
		all = append(all, f)
	}
	return all, differences
}

// compare compares every answer to a question with Daybook's first.
func (m *measured) compare(q *question, i int) (differences []string) {
	want := m.asks[daybookSide][0].Answers[i]
	for _, side := range bothSides {
		if side == sqliteSide && (q.facets || q.asked != nil && q.asked.differs != "") {
			continue
		}
		for _, o := range m.asks[side] {
			got := o.Answers[i]
			if got.Total != want.Total {
				return append(differences, fmt.Sprintf("%s: %s finds %d, Daybook %d", q.name(), side, got.Total, want.Total))
			}
			if samePage := side == daybookSide || q.order.By != query.ByDescription; samePage && got.Page != want.Page {
				return append(differences, fmt.Sprintf("%s: %s shows other events, or in another order", q.name(), side))
			}
		}
	}
	return differences
}
