package index

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"daybook/backend/query"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/blevesearch/vellum"
)

// Match gives the ranks of the descriptions that may hold t.
func (x *Index) Match(ctx context.Context, t query.Term) (ranks *roaring.Bitmap, exact bool, err error) {
	defer func() {
		if r := recover(); r != nil {
			ranks, exact, err = nil, false, fmt.Errorf("index: match: %v", r)
		}
	}()
	if !utf8.ValidString(t.Text) || t.Inside {
		return nil, false, nil
	}
	if x.n == 0 {
		return roaring.New(), true, nil
	}
	dict, err := x.seg.Dictionary(field)
	if err != nil {
		return nil, false, err
	}
	exact = true
	chunks := strings.Split(t.Text, " ")
	for i, chunk := range chunks {
		if chunk == "" {
			exact = false
			continue
		}
		var found *roaring.Bitmap
		switch {
		case i < len(chunks)-1:
			exact = false
			found, err = whole(dict, chunk[:min(len(chunk), maxTerm)])
		case len(chunk) > maxTerm:
			exact = false
			found, err = whole(dict, chunk[:maxTerm])
		default:
			found, err = prefix(ctx, dict, chunk)
		}
		if err != nil {
			return nil, false, fmt.Errorf("index: match: %w", err)
		}
		if ranks == nil {
			ranks = found
		} else {
			ranks.And(found)
		}
		if ranks.IsEmpty() {
			return ranks, true, nil
		}
	}
	return ranks, exact, nil
}

type orInto interface{ OrInto(*roaring.Bitmap) }

func whole(dict segment.TermDictionary, term string) (*roaring.Bitmap, error) {
	ranks := roaring.New()
	list, err := dict.PostingsList([]byte(term), nil, nil)
	if err != nil {
		return nil, err
	}
	list.(orInto).OrInto(ranks)
	return ranks, nil
}

type omitCount interface {
	AutomatonIteratorOmitCount(a segment.Automaton, startKeyInclusive, endKeyExclusive []byte) segment.DictionaryIterator
}

func prefix(ctx context.Context, dict segment.TermDictionary, term string) (*roaring.Bitmap, error) {
	ranks := roaring.New()
	end := []byte(term)
	end[len(end)-1]++
	it := dict.(omitCount).AutomatonIteratorOmitCount(&vellum.AlwaysMatch{}, []byte(term), end)
	var list segment.PostingsList
	for i := 0; ; i++ {
		if i%256 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		entry, err := it.Next()
		if err != nil {
			return nil, err
		}
		if entry == nil {
			return ranks, nil
		}
		if list, err = dict.PostingsList([]byte(entry.Term), nil, list); err != nil {
			return nil, err
		}
		list.(orInto).OrInto(ranks)
	}
}
