package archive

import (
	"slices"
	"sync"

	"daybook/backend/columns"
	"daybook/backend/query"
)

// recalled is the number of terms that a view remembers: the words of a search
// are searched again for each page, each other order and each further word that
// is typed. Each term takes an eighth of a byte for each event.
const recalled = 16

// termFound is a term with the positions where it was found. It is never changed.
type termFound struct {
	term query.Term
	set  *columns.Bits
}

// termsFound holds the terms that were last searched for in a view.
type termsFound struct {
	mu    sync.Mutex
	terms []termFound // in order of use, the latest first
}

// recall returns where a term is found if it was searched for lately, and otherwise nil.
func (v *termsFound) recall(t query.Term) *columns.Bits {
	v.mu.Lock()
	defer v.mu.Unlock()
	i := slices.IndexFunc(v.terms, func(f termFound) bool { return f.term == t })
	if i < 0 {
		return nil
	}
	f := v.terms[i]
	v.terms = slices.Insert(slices.Delete(v.terms, i, i+1), 0, f)
	return f.set
}

func (v *termsFound) remember(t query.Term, set *columns.Bits) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.terms = slices.Insert(v.terms, 0, termFound{t, set})
	v.terms = v.terms[:min(len(v.terms), recalled)]
}

// pageBytes is the number of bytes of fields up to which a view remembers the
// last page; it holds up to twice as many.
const pageBytes = 1 << 20

// readPage is readWhole for a page: events that were also on the previous page, as most are
// while a word is being typed, are not read and checked again.
func (v *View) readPage(positions []int) ([]found, error) {
	v.pageMu.Lock()
	before := v.page
	v.pageMu.Unlock()
	out := make([]found, len(positions))
	var missing, places []int
	for i, p := range positions {
		f, ok := before[p]
		if out[i] = f; !ok {
			missing, places = append(missing, p), append(places, i)
		}
	}
	read, err := v.readWhole(missing)
	if err != nil {
		return nil, err
	}
	page, size := make(map[int]found, len(out)), 0
	for i, f := range read {
		out[places[i]] = f
	}
	for _, f := range out {
		if f.damage == nil { // a damaged event is read again: it may have been mended
			page[f.position] = f
			e := &f.event
			size += len(e.ID) + len(e.Actor) + len(e.Category) + len(e.Action) + len(e.Description) + len(e.Details)
		}
	}
	if size > pageBytes {
		page = nil
	}
	v.pageMu.Lock()
	v.page = page
	v.pageMu.Unlock()
	return out, nil
}
