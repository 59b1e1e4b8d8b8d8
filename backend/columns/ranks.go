package columns

import (
	"bytes"
	"container/heap"
	"encoding/binary"
	"iter"
	"math"
	"strings"

	"daybook/backend/query"
)

const ranksMagic = "daybook ranks 1\n"

// Ranks map each segment's description ranks to ranks across all segments of a
// snapshot. Equal descriptions in different segments share a rank.
type Ranks struct {
	Distinct int
	Segments [][]uint32 // by segment, then local rank
}

// A textKey is a text with its sort key: texts compare by their folded form, and by
// their bytes where that is equal.
type textKey struct{ raw, folded string }

func (k textKey) compare(o textKey) int {
	if d := strings.Compare(k.folded, o.folded); d != 0 {
		return d
	}
	return strings.Compare(k.raw, o.raw)
}

// textCursor walks one segment's texts.
type textCursor struct {
	textKey
	segment int
	next    func() (string, error, bool)
}

func (c *textCursor) advance() (bool, error) {
	text, err, ok := c.next()
	if !ok || err != nil {
		return false, err
	}
	c.textKey = textKey{text, query.Fold(text)}
	return true, nil
}

type textHeap []*textCursor

func (h textHeap) Len() int           { return len(h) }
func (h textHeap) Less(i, j int) bool { return h[i].compare(h[j].textKey) < 0 }
func (h textHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *textHeap) Push(x any)        { *h = append(*h, x.(*textCursor)) }
func (h *textHeap) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}

// MergeRanks merges the descriptions of the segments of a snapshot. It reads
// each once, front to back; the cost is linear in the distinct descriptions.
func MergeRanks(segments []*Texts) (*Ranks, error) {
	r := &Ranks{Segments: make([][]uint32, len(segments))}
	for i, t := range segments {
		r.Segments[i] = make([]uint32, 0, t.Len())
	}
	err := mergeTexts(segments, func(segment int, _ textKey, again bool) error {
		if !again {
			r.Distinct++
		}
		r.Segments[segment] = append(r.Segments[segment], uint32(r.Distinct-1))
		return nil
	})
	if err != nil {
		return nil, err
	}
	return r, nil
}

// mergeTexts visits the texts of all segments in their order; again is set for a
// text that another segment gave just before.
func mergeTexts(segments []*Texts, visit func(segment int, k textKey, again bool) error) error {
	var h textHeap
	for i, t := range segments {
		next, stop := iter.Pull2(t.All())
		defer stop()
		c := &textCursor{segment: i, next: next}
		more, err := c.advance()
		if err != nil {
			return err
		}
		if more {
			h = append(h, c)
		}
	}
	heap.Init(&h)
	last, any := "", false
	for len(h) > 0 {
		c := h[0]
		if err := visit(c.segment, c.textKey, any && c.raw == last); err != nil {
			return err
		}
		last, any = c.raw, true
		more, err := c.advance()
		if err != nil {
			return err
		}
		if more {
			heap.Fix(&h, 0)
		} else {
			heap.Pop(&h)
		}
	}
	return nil
}

// EncodeRanks makes the file of r:
//
//	"daybook ranks 1\n", then one zstd frame: the number of distinct
//	descriptions, the number of segments, and for each segment the number of
//	its ranks and their differences
func EncodeRanks(r *Ranks) []byte {
	raw := binary.AppendUvarint(nil, uint64(r.Distinct))
	raw = binary.AppendUvarint(raw, uint64(len(r.Segments)))
	for _, ranks := range r.Segments {
		raw = binary.AppendUvarint(raw, uint64(len(ranks)))
		at := uint32(0)
		for _, rank := range ranks {
			raw = binary.AppendUvarint(raw, uint64(rank-at))
			at = rank
		}
	}
	return encoder().EncodeAll(raw, []byte(ranksMagic))
}

// DecodeRanks reads the output of EncodeRanks.
func DecodeRanks(data []byte) (*Ranks, error) {
	packed, ok := bytes.CutPrefix(data, []byte(ranksMagic))
	if !ok {
		return nil, damaged("not a ranks file of this version")
	}
	raw, err := unpack(packed, nil)
	if err != nil {
		return nil, err
	}
	v := varints{rest: raw}
	distinct, segments := v.next(), v.next()
	if distinct > math.MaxUint32 || segments > uint64(len(raw)) {
		return nil, damaged("ranks")
	}
	r := &Ranks{Distinct: int(distinct), Segments: make([][]uint32, segments)}
	all := uint64(0)
	for i := range r.Segments {
		n := v.next()
		if n > uint64(len(v.rest)) {
			return nil, damaged("ranks")
		}
		ranks := make([]uint32, n)
		at := uint64(0)
		for j := range ranks {
			at += v.next()
			if at >= distinct {
				return nil, damaged("ranks")
			}
			ranks[j] = uint32(at)
		}
		r.Segments[i] = ranks
		all += n
	}
	if distinct > all { // each rank belongs to a text, and sorting by ranks allocates a place for each
		return nil, damaged("ranks")
	}
	return r, v.done("ranks")
}
