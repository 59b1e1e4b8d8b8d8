package archive

import (
	"slices"

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

// recall is where a term is found if it was asked lately, and otherwise nil.
func (v *view) recall(t query.Term) *columns.Bits {
	v.termsMu.Lock()
	defer v.termsMu.Unlock()
	i := slices.IndexFunc(v.terms, func(f termFound) bool { return f.term == t })
	if i < 0 {
		return nil
	}
	f := v.terms[i]
	v.terms = slices.Insert(slices.Delete(v.terms, i, i+1), 0, f)
	return f.set
}

func (v *view) remember(t query.Term, set *columns.Bits) {
	v.termsMu.Lock()
	defer v.termsMu.Unlock()
	v.terms = slices.Insert(v.terms, 0, termFound{t, set})
	v.terms = v.terms[:min(len(v.terms), recalled)]
}
