package columns

import "encoding/binary"

// A Column is a field of a segment's rows, by itself.
type Column struct{ c column }

// NewColumn makes a column of one code for each row, each below values.
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

// CountBy has sets counted by at most n stretches of groups, and sets of no more than
// most positions sorted, until restore is called. No table may be used meanwhile.
func CountBy(n, most int) (restore func()) {
	spansWere, fewWere := spans, few
	spans, few = n, most
	return func() { spans, few = spansWere, fewWere }
}

// Sections returns the unpacked sections of a columns file, and its number of rows.
func Sections(data []byte) (rows int, unpacked [][]byte, err error) {
	s, err := OpenSegment(data, Heap)
	if err != nil {
		return 0, nil, err
	}
	for _, packed := range s.packed {
		raw, err := unpack(packed, nil)
		if err != nil {
			return 0, nil, err
		}
		unpacked = append(unpacked, raw)
	}
	return s.n, unpacked, nil
}

// OfSections makes a columns file of any sections, as a forger might.
func OfSections(rows uint64, unpacked [][]byte) []byte {
	data := binary.AppendUvarint([]byte(columnsMagic), rows)
	for _, raw := range unpacked {
		data = appendSection(data, raw)
	}
	return data
}

// RanksOf makes a ranks file that packs raw.
func RanksOf(raw []byte) []byte { return encoder().EncodeAll(raw, []byte(ranksMagic)) }

// TextsOf makes a descriptions file of blocks and of the table of them, which has the
// number of texts for each block.
func TextsOf(total uint64, counts []uint64, blocks [][]byte) []byte {
	data := []byte(textsMagic)
	table := binary.AppendUvarint(nil, total)
	for i, raw := range blocks {
		packed := encoder().EncodeAll(raw, nil)
		data = append(data, packed...)
		table = binary.AppendUvarint(binary.AppendUvarint(table, counts[i]), uint64(len(packed)))
	}
	at := uint64(len(data))
	table = encoder().EncodeAll(table, nil)
	data = binary.BigEndian.AppendUint64(append(data, table...), at)
	return append(binary.BigEndian.AppendUint32(data, uint32(len(table))), "DBTX"...)
}
