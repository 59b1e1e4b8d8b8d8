package export

import (
	"iter"
	"slices"

	"daybook/backend/event"
	"daybook/backend/proof"
)

// seen holds the findings of the first pass over the events.
type seen struct {
	numbers     []int64
	from, until event.Time
	wide        bool
	first       []event.Event // for the report
	imports     []proof.Import
	counts      []int // by import
	// touched are the numbers of imports that brought an event of which a part is left out.
	touched map[int]bool
}

// seenImports returns the imports by their first numbers.
func seenImports(imports []proof.Import) []proof.Import {
	imports = slices.Clone(imports)
	slices.SortStableFunc(imports, func(a, b proof.Import) int { return int(a.FirstNumber - b.FirstNumber) })
	return imports
}

func newSeen(imports []proof.Import) *seen {
	return &seen{from: event.Latest, until: event.Earliest, imports: imports, counts: make([]int, len(imports)), touched: make(map[int]bool)}
}

func counting(lines iter.Seq2[proof.Line, error], s *seen) iter.Seq2[proof.Line, error] {
	return func(yield func(proof.Line, error) bool) {
		for line, err := range lines {
			if err == nil {
				s.add(&line)
			}
			if !yield(line, err) {
				return
			}
		}
	}
}

func (s *seen) add(line *proof.Line) {
	e := line.Shown()
	s.numbers = append(s.numbers, line.Number)
	s.from, s.until = min(s.from, e.Time), max(s.until, e.Time)
	s.wide = s.wide || proof.Wide(&e)
	if len(s.first) < proof.ReportEvents {
		s.first = append(s.first, proof.Reported(&e))
	}
	if i := proof.ImportOf(s.imports, line.Number); i >= 0 {
		s.counts[i]++
		if line.Left != 0 {
			s.touched[s.imports[i].Number] = true
		}
	}
}

// describe puts these findings into the manifest.
func (s *seen) describe(m *proof.Manifest) {
	m.Counts.Exported = len(s.numbers)
	m.Exported = proof.Span{}
	if len(s.numbers) > 0 {
		m.Exported = proof.Span{First: s.from.String(), Last: s.until.String()}
	}
	m.Imports = []proof.Import{}
	for i := range s.imports {
		if s.counts[i] > 0 {
			s.imports[i].Exported = s.counts[i]
			m.Imports = append(m.Imports, s.imports[i])
		}
	}
	m.Bound()
}
