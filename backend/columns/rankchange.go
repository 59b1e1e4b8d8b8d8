package columns

import (
	"context"
	"slices"
	"sort"
	"sync"

	"daybook/backend/query"
)

// A RankSource is one segment of a changed snapshot: its texts, and the segments of
// the snapshot before that have, together, exactly these texts: itself if it was
// there, the segments from which it was merged, or none if it is new.
type RankSource struct {
	Texts *Texts
	Of    []int
}

// Change is MergeRanks of the segments now, given r, the ranks of the segments
// before. It reads only the texts of new segments, and those blocks of the other
// segments in which a new text has its place; so a small import costs little in a
// large archive. A change that would cost more this way is merged anew.
func (r *Ranks) Change(before []*Texts, now []RankSource) (*Ranks, error) {
	var fresh []*Texts
	freshTexts, oldTexts := 0, 0
	for _, t := range before {
		oldTexts += t.Len()
	}
	for _, s := range now {
		if len(s.Of) == 0 {
			fresh = append(fresh, s.Texts)
			freshTexts += s.Texts.Len()
		}
	}
	// A place costs a search in each segment, a merge one step for each text; and the
	// texts whose places are sought are held.
	if freshTexts*max(len(before), 1)*3 > oldTexts {
		return mergeSources(now)
	}
	places, inserted, err := r.place(before, fresh)
	if err != nil {
		return nil, err
	}
	out := &Ranks{Distinct: r.Distinct + len(inserted), Segments: make([][]uint32, len(now))}
	k := 0
	for i, s := range now {
		if len(s.Of) == 0 {
			out.Segments[i] = places[k]
			k++
			continue
		}
		out.Segments[i] = shifted(r.union(s.Of), inserted)
		if len(out.Segments[i]) != s.Texts.Len() {
			return mergeSources(now)
		}
	}
	out.close()
	return out, nil
}

func mergeSources(now []RankSource) (*Ranks, error) {
	texts := make([]*Texts, len(now))
	for i, s := range now {
		texts[i] = s.Texts
	}
	return MergeRanks(texts)
}

// union returns the ranks of several segments, rising, each once.
func (r *Ranks) union(of []int) []uint32 {
	if len(of) == 1 {
		return slices.Clone(r.Segments[of[0]])
	}
	var all []uint32
	for _, i := range of {
		all = append(all, r.Segments[i]...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// shifted moves each rank up by the number of texts inserted before it: inserted
// holds, rising, the rank before which each new text was inserted.
func shifted(ranks, inserted []uint32) []uint32 {
	if len(inserted) == 0 {
		return ranks
	}
	n := uint32(0)
	for i, rank := range ranks {
		for int(n) < len(inserted) && inserted[n] <= rank {
			n++
		}
		ranks[i] = rank + n
	}
	return ranks
}

// close renumbers the ranks so that each belongs to some segment.
func (r *Ranks) close() {
	used := NewBits(r.Distinct)
	for _, ranks := range r.Segments {
		for _, rank := range ranks {
			used.Set(int(rank))
		}
	}
	n := used.Count()
	if n == r.Distinct {
		return
	}
	renumber := make([]uint32, r.Distinct)
	next := uint32(0)
	for rank := range used.All() {
		renumber[rank] = next
		next++
	}
	for _, ranks := range r.Segments {
		for i, rank := range ranks {
			ranks[i] = renumber[rank]
		}
	}
	r.Distinct = n
}

// place finds the ranks of the texts of new segments among those of r and of each
// other, and the ranks of r before which texts were inserted for that.
func (r *Ranks) place(before, fresh []*Texts) (places [][]uint32, inserted []uint32, err error) {
	var keys []textKey
	owned := make([][]int, len(fresh)) // by new segment: its texts, as indexes of keys
	err = mergeTexts(fresh, func(segment int, k textKey, again bool) error {
		if !again {
			keys = append(keys, k)
		}
		owned[segment] = append(owned[segment], len(keys)-1)
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	at, err := r.search(before, keys)
	if err != nil {
		return nil, nil, err
	}
	rankOf := make([]uint32, len(keys))
	for i, p := range at {
		rankOf[i] = p.rank + uint32(len(inserted))
		if !p.there {
			inserted = append(inserted, p.rank)
		}
	}
	places = make([][]uint32, len(fresh))
	for i, indexes := range owned {
		places[i] = make([]uint32, len(indexes))
		for k, index := range indexes {
			places[i][k] = rankOf[index]
		}
	}
	return places, inserted, nil
}

// A textPlace is the rank of a text, or the rank before which it belongs.
type textPlace struct {
	rank  uint32
	there bool
}

// search finds the place of each of the keys, which rise, in all segments; each
// segment is searched in a goroutine of its own.
func (r *Ranks) search(before []*Texts, keys []textKey) ([]textPlace, error) {
	at := make([]textPlace, len(keys))
	errs := make([]error, len(before))
	var mu sync.Mutex
	var wg sync.WaitGroup
	for i, t := range before {
		wg.Go(func() {
			found := make([]textPlace, len(keys))
			f := textFinder{texts: t, firsts: make(map[int]textKey)}
			for k, key := range keys {
				local, there, err := f.find(key)
				if err != nil {
					errs[i] = err
					return
				}
				switch ranks := r.Segments[i]; {
				case there:
					found[k] = textPlace{ranks[local], true}
				case local > 0:
					found[k].rank = ranks[local-1] + 1
				}
			}
			mu.Lock()
			defer mu.Unlock()
			for k, p := range found {
				// A segment that has the text decides; otherwise the greatest rank
				// counts.
				if !at[k].there && (p.there || p.rank > at[k].rank) {
					at[k] = p
				}
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return at, nil
}

// A textFinder finds texts in one segment, asked in rising order.
type textFinder struct {
	texts  *Texts
	from   int             // the block of the last answer
	firsts map[int]textKey // of blocks that were read
	block  int
	loaded []string // the texts of block, once one is loaded
}

// find returns the number of texts before k, and whether the next text is k.
func (f *textFinder) find(k textKey) (local int, there bool, err error) {
	blocks := f.texts.blocks
	// The block is the last whose first text is not after k.
	low, high := f.from, len(blocks)
	for low < high {
		mid := int(uint(low+high) >> 1)
		first, ok := f.firsts[mid]
		if !ok {
			if err := f.load(mid); err != nil {
				return 0, false, err
			}
			first = f.firsts[mid]
		}
		if first.compare(k) <= 0 {
			low = mid + 1
		} else {
			high = mid
		}
	}
	if low == 0 {
		return 0, false, nil
	}
	f.from = low - 1
	if err := f.load(f.from); err != nil {
		return 0, false, err
	}
	i, there := sort.Find(len(f.loaded), func(i int) int {
		return k.compare(textKey{f.loaded[i], query.Fold(f.loaded[i])})
	})
	return blocks[f.from].first + i, there, nil
}

// load reads the texts of a block.
func (f *textFinder) load(block int) error {
	if f.loaded != nil && f.block == block {
		return nil
	}
	f.loaded = f.loaded[:0]
	err := f.texts.ScanBlocks(context.Background(), block, block+1, nil, func(_ int, text []byte) {
		f.loaded = append(f.loaded, string(text))
	})
	if err != nil {
		return err
	}
	f.block = block
	f.firsts[block] = textKey{f.loaded[0], query.Fold(f.loaded[0])}
	return nil
}
