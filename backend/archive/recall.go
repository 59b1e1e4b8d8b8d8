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
