package query

import (
	"cmp"
	"slices"
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Folding a character does not depend on its neighbours, but for the order of a few
// spacing marks (reorder). So the folded forms of each block of 128 code points are
// computed once, when the first of them turns up, and looked up from then on: five
// times faster than asking norm and unicode each time. All of Unicode would take 8
// MB, an alphabet 2 KB.

const pageSize = 128

// A page holds the folded forms of pageSize characters. It never changes.
type page struct {
	text string              // all of it
	ends [pageSize + 1]int16 // character i folds to text[ends[i]:ends[i+1]]
	is   [pageSize]byte
}

// The known properties of a character, as bits.
const (
	same   byte = 1 << iota // it folds to itself
	spaced                  // it folds to white space, or to a text with some in it
	mark                    // it folds to a text with a mark that reorder moves
)

var pages [(unicode.MaxRune + 1) / pageSize]atomic.Pointer[page]

// foldRune returns the folded form of r and its properties. r must come from
// decoding UTF-8.
func foldRune(r rune) (string, byte) {
	at, i := &pages[r/pageSize], r%pageSize
	p := at.Load()
	if p == nil {
		p = newPage(r - i)
		at.Store(p) // a page made at the same time is equal
	}
	return p.text[p.ends[i]:p.ends[i+1]], p.is[i]
}

func newPage(first rune) *page {
	p := new(page)
	var text strings.Builder
	for i := range p.is {
		r := first + rune(i)
		for _, d := range norm.NFKD.String(string(r)) {
			if unicode.Is(unicode.Mn, d) {
				continue
			}
			if d = unicode.ToLower(d); d == 'ς' {
				d = 'σ'
			}
			text.WriteRune(d)
			if unicode.IsSpace(d) {
				p.is[i] |= spaced
			}
			if class(d) != 0 {
				p.is[i] |= mark
			}
		}
		p.ends[i+1] = int16(text.Len())
		if text.String()[p.ends[i]:] == string(r) {
			p.is[i] |= same
		}
	}
	p.text = strings.Clone(text.String())
	return p
}

// class returns the canonical combining class of r: 0 for all but marks.
func class(r rune) uint8 {
	var b [utf8.UTFMax]byte
	return norm.NFKD.Properties(utf8.AppendRune(b[:0], r)).CCC()
}

// reorder sorts each run of marks in b by class, as NFKD does. Of the marks
// that have a class, dropping the Mn leaves some thirty spacing ones (Mc), most
// of them viramas and musical stems. They are sorted once the Mn are gone: a
// dropped mark can have stood between two of them, and sorting before would
// then leave them to be swapped when the text is folded again.
func reorder(b []byte) {
	type placed struct {
		r     rune
		class uint8
	}
	var run []placed
	from := 0 // where run starts in b
	settle := func() {
		slices.SortStableFunc(run, func(x, y placed) int { return cmp.Compare(x.class, y.class) })
		at := from
		for _, m := range run {
			at += utf8.EncodeRune(b[at:], m.r)
		}
		run = run[:0]
	}
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if c := class(r); c != 0 {
			if len(run) == 0 {
				from = i
			}
			run = append(run, placed{r, c})
		} else {
			settle()
		}
		i += n
	}
	settle()
}
