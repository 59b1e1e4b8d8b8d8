package archive

import (
	"slices"
	"sync"

	"daybook/backend/columns"
	"daybook/backend/query"
)

// recalled is how many terms a view remembers: the words of a search are asked
// again with each page, each other order and each further word that is typed. One
// takes an eighth of a byte an event.
const recalled = 16

// termFound is where a term was found. It is not changed any more.
type termFound struct {
	term query.Term
	set  *columns.Bits
}

// termsFound are the terms that were asked of a view last.
type termsFound struct {
	mu    sync.Mutex
	terms []termFound // the latest first
}

// recall is where a term is found if it was asked lately, and otherwise nil.
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

// pageBytes is up to how many bytes of fields a view remembers of the last page;
// it holds up to twice as many.
const pageBytes = 1 << 20

// readPage is readWhole for a page: what the page before has too, as it mostly
// does when a word is typed on, is not read and checked again.
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
		if f.damage == nil { // else it is read again: it may have been mended
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
