package export

import (
	"iter"
	"slices"

	"daybook/backend/event"
)

// seen holds the findings of the first pass over the events.
type seen struct {
	numbers     []int64
	from, until event.Time
	wide        bool
	first       []event.Event // for the report
	imports     []Import
	counts      []int // by import
}

func newSeen(imports []Import) *seen {
	s := &seen{from: event.Latest, until: event.Earliest, imports: slices.Clone(imports)}
	slices.SortStableFunc(s.imports, func(a, b Import) int { return int(a.FirstNumber - b.FirstNumber) })
	s.counts = make([]int, len(s.imports))
	return s
}

func counting(events iter.Seq2[Leaf, error], s *seen) iter.Seq2[Leaf, error] {
	return func(yield func(Leaf, error) bool) {
		for leaf, err := range events {
			if err == nil {
				s.add(&leaf)
			}
			if !yield(leaf, err) {
				return
			}
		}
	}
}

func (s *seen) add(leaf *Leaf) {
	e := &leaf.Event
	s.numbers = append(s.numbers, leaf.Number)
	s.from, s.until = min(s.from, e.Time), max(s.until, e.Time)
	for _, text := range [...]string{e.ID, e.Actor, e.Category, e.Action, e.Description} {
		s.wide = s.wide || wide(text)
	}
	if len(s.first) < reportEvents {
		s.first = append(s.first, reported(e))
	}
	if i := importOf(s.imports, leaf.Number); i >= 0 {
		s.counts[i]++
	}
}

// describe puts these findings into the manifest.
func (s *seen) describe(m *Manifest) {
	m.Counts.Exported = len(s.numbers)
	m.Exported = Span{s.from.String(), s.until.String()}
	m.Imports = []Import{}
	for i := range s.imports {
		if s.counts[i] > 0 {
			s.imports[i].Exported = s.counts[i]
			m.Imports = append(m.Imports, s.imports[i])
		}
	}
	m.bound()
}
