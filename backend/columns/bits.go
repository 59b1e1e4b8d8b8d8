package columns

import (
	"iter"
	"math/bits"
)

// Bits is a set of positions (or of ranks) below a fixed length.
type Bits struct {
	words []uint64
	n     int
}

// NewBits returns the empty set over [0, n).
func NewBits(n int) *Bits { return &Bits{make([]uint64, (n+63)/64), n} }

// Len returns the n for which b was made.
func (b *Bits) Len() int { return b.n }

// Set adds i.
func (b *Bits) Set(i int) { b.words[i>>6] |= 1 << (i & 63) }

// Has reports whether i is in b.
func (b *Bits) Has(i int) bool { return b.words[i>>6]&(1<<(i&63)) != 0 }

// SetRange adds all of [from, to).
func (b *Bits) SetRange(from, to int) {
	for from < to && from&63 != 0 {
		b.Set(from)
		from++
	}
	for ; from+64 <= to; from += 64 {
		b.words[from>>6] = ^uint64(0)
	}
	for ; from < to; from++ {
		b.Set(from)
	}
}

// Clone returns a copy.
func (b *Bits) Clone() *Bits { return &Bits{append([]uint64(nil), b.words...), b.n} }

// Grown returns b if it reaches to n, or otherwise a copy that does.
func (b *Bits) Grown(n int) *Bits {
	if n <= b.n {
		return b
	}
	grown := NewBits(n)
	copy(grown.words, b.words)
	return grown
}

// And removes the members that other does not have.
func (b *Bits) And(other *Bits) {
	for i, w := range other.words {
		b.words[i] &= w
	}
}

// AndNot removes the members of other.
func (b *Bits) AndNot(other *Bits) {
	for i, w := range other.words {
		b.words[i] &^= w
	}
}

// Or adds the members of other.
func (b *Bits) Or(other *Bits) {
	for i, w := range other.words {
		b.words[i] |= w
	}
}

// Count is the number of members.
func (b *Bits) Count() int {
	sum := 0
	for _, w := range b.words {
		sum += bits.OnesCount64(w)
	}
	return sum
}

// CountBoth is the number of members that other has too.
func (b *Bits) CountBoth(other *Bits) int {
	sum := 0
	for i, w := range other.words {
		sum += bits.OnesCount64(b.words[i] & w)
	}
	return sum
}

// CountRange is the number of members in [from, to).
func (b *Bits) CountRange(from, to int) int {
	if from >= to {
		return 0
	}
	first, last := from>>6, (to-1)>>6
	head := ^uint64(0) << (from & 63)
	tail := ^uint64(0) >> (63 - (to-1)&63)
	if first == last {
		return bits.OnesCount64(b.words[first] & head & tail)
	}
	sum := bits.OnesCount64(b.words[first]&head) + bits.OnesCount64(b.words[last]&tail)
	for _, w := range b.words[first+1 : last] {
		sum += bits.OnesCount64(w)
	}
	return sum
}

// All yields the members, rising.
func (b *Bits) All() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i, w := range b.words {
			for ; w != 0; w &= w - 1 {
				if !yield(i<<6 + bits.TrailingZeros64(w)) {
					return
				}
			}
		}
	}
}

// next returns the first member in [from, to), or to if there is none.
func (b *Bits) next(from, to int) int {
	for from < to {
		if word := b.words[from>>6] >> (from & 63); word != 0 {
			return min(from+bits.TrailingZeros64(word), to)
		}
		from = from&^63 + 64
	}
	return to
}

// previous returns the last member in [from, to), or from-1 if there is none.
func (b *Bits) previous(from, to int) int {
	for to > from {
		if word := b.words[(to-1)>>6] << (63 - (to-1)&63); word != 0 {
			return max(to-1-bits.LeadingZeros64(word), from-1)
		}
		to = (to - 1) &^ 63
	}
	return from - 1
}
