package segment

import (
	"encoding/binary"
	"slices"

	"daybook/backend/event"
	"daybook/backend/folder"
)

// Runs returns the stretches of consecutive numbers in sorted numbers.
func Runs(seqs []uint32) [][2]int64 {
	var out [][2]int64
	for _, seq := range seqs {
		if n := len(out); n > 0 && out[n-1][1] == int64(seq) {
			out[n-1][1]++
			continue
		}
		out = append(out, [2]int64{int64(seq), int64(seq) + 1})
	}
	return out
}

// Within reports whether one of the runs, [from, to) each, has the number.
func Within(runs [][2]int64, seq int64) bool {
	return slices.ContainsFunc(runs, func(r [2]int64) bool { return r[0] <= seq && seq < r[1] })
}

// Check compares a row with the sequence number and leaf hash that it must have.
func (r Row) Check(seq uint64, leaf event.Hash) error {
	if r.Seq != seq {
		return folder.Damagef("event number %d stands in its place", r.Seq)
	}
	if got, err := event.StoredLeaf(r.Stored); err != nil || got != leaf {
		return folder.Damagef("it does not hash to its leaf")
	}
	return nil
}

// LeafReader returns a function that looks up the leaf hashes of n sequence numbers
// between low and high: all at once where they lie close together.
func LeafReader(t leaves, low, high int64, n int) (func(seq int64) (event.Hash, error), error) {
	if n > 0 && high-low < int64(8*n) {
		hashes, err := t.Leaves(low, high+1)
		if err != nil {
			return nil, err
		}
		return func(seq int64) (event.Hash, error) { return hashes[seq-low], nil }, nil
	}
	return func(seq int64) (event.Hash, error) {
		hashes, err := t.Leaves(seq, seq+1)
		if err != nil {
			return event.Hash{}, err
		}
		return hashes[0], nil
	}, nil
}

// A Row is one event as a store keeps it: its sequence number, whether it is
// marked as a conflict, and its stored bytes (see package event). In the store that is
// an unsigned varint of twice the sequence number, plus one for a conflict, then the
// stored bytes.
type Row struct {
	Seq      uint64
	Conflict bool
	Stored   []byte // valid only until the next row
}

func (r Row) appendTo(dst []byte) []byte {
	head := r.Seq << 1
	if r.Conflict {
		head |= 1
	}
	return append(binary.AppendUvarint(dst, head), r.Stored...)
}

func parseRow(value []byte) (Row, error) {
	head, n := binary.Uvarint(value)
	if n <= 0 {
		return Row{}, folder.Damagef("a row without a sequence number")
	}
	return Row{head >> 1, head&1 == 1, value[n:]}, nil
}

// leaves are the leaf hashes of all events, by their sequence numbers.
type leaves interface {
	// Size returns the number of leaves.
	Size() int64
	// Leaves returns the hashes of the numbers [from, to).
	Leaves(from, to int64) ([]event.Hash, error)
}
