package columns

import "encoding/binary"

// A Column is a field of a segment's rows, by itself.
type Column struct{ c column }

// NewColumn has a code a row, each below values.
func NewColumn(codes []uint32, values int) (Column, error) {
	var packed []byte
	for _, code := range codes {
		packed = binary.AppendUvarint(packed, uint64(code))
	}
	u := &unpacking{Segment: &Segment{n: len(codes), memory: Heap}}
	c, err := u.column(&varints{rest: packed}, values, "codes")
	return Column{c}, err
}

// Add adds to set the rows whose code is wanted; row 0 is at base.
func (c Column) Add(set *Bits, base int, wanted *Bits) { c.c.add(set, base, wanted) }

// CountBy makes sets be counted by at most n stretches of groups, and those of at
// most so many positions be sorted, until restore is called. No table may be asked
// meanwhile.
func CountBy(n, most int) (restore func()) {
	spansWere, fewWere := spans, few
	spans, few = n, most
	return func() { spans, few = spansWere, fewWere }
}
