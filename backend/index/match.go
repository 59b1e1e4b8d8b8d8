package index

import (
	"context"
	"os"
	"strings"
	"unicode/utf8"

	"daybook/backend/failure"
	"daybook/backend/query"

	"github.com/RoaringBitmap/roaring/v2"
)

// Match returns the ranks of the descriptions in which t may be found: all in which
// it is found, and, unless exact, perhaps others, so that the caller must still
// call t.FoundIn for each. Where the index cannot tell, ranks is nil: all
// descriptions may have t, and exact is false. Only the text of t and its * count;
// its field and whether it excludes are left to the caller.
//
// The answers for single words and parts of them up to 32 bytes are exact, as the
// package documentation explains in full, and so is every empty answer. The ranks
// are the caller's, also after Close.
//
// A prefix costs the reading of one bitmap, or at most 128 look-ups of a term: some
// 10 µs, seldom more than 100 µs, whatever the size of the index. A phrase costs
// that for its last chunk and one look-up for each other chunk. The context is
// checked before each chunk.
func (x *Index) Match(ctx context.Context, t query.Term) (ranks *roaring.Bitmap, exact bool, err error) {
	x.open.RLock()
	defer x.open.RUnlock()
	if x.closed {
		err = os.ErrClosed
	} else {
		err = guard(func() (err error) {
			ranks, exact, err = x.match(ctx, t)
			return err
		})
	}
	if err != nil {
		return nil, false, failure.New("match in", x.dir, err)
	}
	return ranks, exact, nil
}

func (x *Index) match(ctx context.Context, t query.Term) (*roaring.Bitmap, bool, error) {
	if x.prefixes.descriptions == 0 {
		return roaring.New(), true, nil
	}
	text, exact := t.Text, true
	if t.Inside {
		start := firstStart(text)
		text, exact = text[start:], start == 0
	}
	if x.bleve == nil || strings.Trim(text, " ") == "" || !utf8.ValidString(text) {
		return nil, false, nil
	}
	d, err := x.bleve.dictionary()
	if err != nil {
		return nil, false, err
	}
	l := lookup{ctx: ctx, prefixes: x.prefixes, dictionary: d, exact: exact}
	ranks, err := l.text(text)
	if err != nil {
		return nil, false, err
	}
	exact = l.exact || ranks.IsEmpty()
	if x.prefixes.long != nil {
		ranks.Or(x.prefixes.long)
		exact = false
	}
	ranks.CloneCopyOnWriteContainers() // parts may lie in Bleve's memory map until now
	return ranks, exact, nil
}

// firstStart returns the first place in text at which a tail starts whatever comes
// before text, or the end of text.
func firstStart(text string) int {
	afterWord := true
	for i := 0; i < len(text); {
		starts, word, size := kind(text[i:])
		if starts || !afterWord {
			return i
		}
		afterWord = word
		i += size
	}
	return len(text)
}

// A lookup is the state of one Match.
type lookup struct {
	ctx        context.Context
	prefixes   *prefixes
	dictionary *dictionary
	exact      bool // so far
}

// text looks for a text that has a character other than a blank.
func (l *lookup) text(text string) (ranks *roaring.Bitmap, err error) {
	for more := true; more && (ranks == nil || !ranks.IsEmpty()); {
		var chunk string
		if chunk, text, more = strings.Cut(text, " "); more {
			l.exact = false // there is a blank
		}
		if chunk == "" {
			continue
		}
		if err := l.ctx.Err(); err != nil {
			return nil, err
		}
		found, err := l.chunk(chunk, more)
		if err != nil {
			return nil, err
		}
		if ranks == nil {
			ranks = found
		} else {
			ranks.And(found)
		}
	}
	return ranks, nil
}

// chunk looks for a text without blanks: for tails that start with it, or, if it is
// ended, that equal it.
func (l *lookup) chunk(chunk string, ended bool) (*roaring.Bitmap, error) {
	_, word, size := kind(chunk)
	term := cut(chunk, word)
	if term == chunk && !ended {
		return l.prefix(chunk)
	}
	l.exact = false
	ranks := roaring.New()
	if err := l.dictionary.orInto(ranks, term); err != nil || ranks.IsEmpty() || term == chunk {
		return ranks, err
	}
	// The chunk is cut: the first of its tails that is not cut narrows the answer.
	for i, afterWord := size, word; i < len(chunk); i += size {
		var starts bool
		starts, word, size = kind(chunk[i:])
		if tail := chunk[i:]; (starts || !afterWord) && cut(tail, word) == tail {
			found, err := l.chunk(tail, ended)
			if err == nil {
				ranks.And(found)
			}
			return ranks, err
		}
		afterWord = word
	}
	return ranks, nil
}

// prefix looks for terms that start with prefix.
func (l *lookup) prefix(prefix string) (*roaring.Bitmap, error) {
	if ranks, err := l.prefixes.ranks(prefix); ranks != nil || err != nil {
		return ranks, err
	}
	ranks := roaring.New()
	err := l.dictionary.each(prefix, func(term string) error {
		return l.dictionary.orInto(ranks, term)
	})
	return ranks, err
}
