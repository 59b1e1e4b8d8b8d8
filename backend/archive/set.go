package archive

import (
	"iter"

	"daybook/backend/columns"
)

// A Set is a selection of events of an archive by their sequence numbers, which stays the
// same when the archive grows. It must not be used while it is being changed.
type Set struct{ seqs *columns.Bits }

// Count returns the number of events.
func (s *Set) Count() int { return s.seqs.Count() }

// Has reports whether the event seq is in s.
func (s *Set) Has(seq uint64) bool { return seq < uint64(s.seqs.Len()) && s.seqs.Has(int(seq)) }

// All yields the sequence numbers in s, the lowest first.
func (s *Set) All() iter.Seq[uint64] {
	return func(yield func(uint64) bool) {
		for seq := range s.seqs.All() {
			if !yield(uint64(seq)) {
				return
			}
		}
	}
}

// Add adds the events of other.
func (s *Set) Add(other *Set) {
	s.seqs = s.seqs.Grown(other.seqs.Len())
	s.seqs.Or(other.seqs)
}

// Remove removes the events of other.
func (s *Set) Remove(other *Set) {
	s.seqs = s.seqs.Grown(other.seqs.Len())
	s.seqs.AndNot(other.seqs)
}

// Clone returns a copy.
func (s *Set) Clone() *Set { return &Set{s.seqs.Clone()} }
