package window

import (
	"fmt"
	"slices"
	"strings"

	"daybook/backend/archive"
)

const (
	maxSeqs   = 100_000
	maxPasted = 4 << 20
	maxTokens = 8
	maxNamed  = 1000
)

// shelf keeps the last things of a kind, each under a token that the window names
// it by. It is used under App.mu.
type shelf[T any] []kept[T]

type kept[T any] struct {
	token string
	thing T
}

// put keeps a thing; the oldest of more than most is forgotten.
func (s *shelf[T]) put(token string, thing T, most int) string {
	*s = append(*s, kept[T]{token, thing})
	if len(*s) > most {
		*s = slices.Delete(*s, 0, len(*s)-most)
	}
	return token
}

func (s shelf[T]) get(token string) (thing T, err error) {
	for _, k := range s {
		if k.token == token {
			return k.thing, nil
		}
	}
	return thing, errGone
}

// fix keeps a set under a new token.
func (open *opened) fix(set *archive.Set) string {
	open.w.mu.Lock()
	defer open.w.mu.Unlock()
	return open.chosen.put(open.w.newToken("selection"), set, maxTokens)
}

func (open *opened) token(token string) (*archive.Set, error) {
	open.w.mu.Lock()
	defer open.w.mu.Unlock()
	return open.chosen.get(token)
}

// set is the events of a selection: those of its token less its exceptions, and
// those it lists.
func (open *opened) set(s Selection) (*archive.Set, error) {
	if len(s.Seqs) > maxSeqs || len(s.Except) > maxSeqs {
		return nil, outOfBounds("Too many events were chosen one by one")
	}
	set, err := open.NewSet(s.Seqs)
	if err != nil || s.Token == "" {
		return set, err
	}
	fixed, err := open.token(s.Token)
	if err != nil {
		return nil, err
	}
	whole, err := open.Present(fixed)
	if err != nil {
		return nil, err
	}
	except, err := open.NewSet(s.Except)
	if err != nil {
		return nil, err
	}
	whole.Remove(except)
	whole.Add(set)
	return whole, nil
}

// Select fixes a selection: all that match now, or the events of pasted ids.
func (c *searches) Select(r SelectRequest) (Selected, error) {
	return guard(func() (Selected, error) {
		open, err := c.w.current()
		if err != nil {
			return Selected{}, err
		}
		if len(r.Pasted) > maxPasted {
			return Selected{}, outOfBounds("More than 4 MB of ids were pasted")
		}
		set, err := open.set(r.Plus)
		if err != nil {
			return Selected{}, err
		}
		out := Selected{Missing: []string{}}
		var found *archive.Set
		if r.Search != nil {
			q, _, zone, err := c.w.parse(*r.Search)
			if err != nil {
				return Selected{}, err
			}
			if found, err = open.Select(c.w.ctx, q); err != nil {
				return Selected{}, err
			}
			out.Words = q.Words(zone)
		} else {
			var missing []string
			if found, out.IDs, missing, err = open.selectPasted(r.Pasted); err != nil {
				return Selected{}, err
			}
			out.MissingCount = len(missing)
			out.Missing = append(out.Missing, missing[:min(len(missing), maxNamed)]...)
			out.Words = fmt.Sprintf("events of %d pasted ids", out.IDs)
		}
		out.Found = found.Count()
		set.Add(found)
		out.Count = set.Count()
		out.Token = open.fix(set)
		return out, nil
	})
}

// selectPasted takes each line as one id. A line that is no event's id is taken
// apart: ids are pasted from tables and code as well.
func (open *opened) selectPasted(pasted string) (set *archive.Set, ids int, missing []string, err error) {
	var lines []string
	for line := range strings.Lines(pasted) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	set, missed, err := open.SelectIDs(open.w.ctx, lines)
	if err != nil {
		return nil, 0, nil, err
	}
	whole := make(map[string]bool, len(lines))
	for _, line := range lines {
		whole[line] = true
	}
	var words []string
	for _, line := range missed {
		delete(whole, line)
		for _, word := range strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(" \t\u00a0,;", r) }) {
			if word = strings.Trim(word, `"'`); word != "" {
				words = append(words, word)
			}
		}
	}
	more, missing, err := open.SelectIDs(open.w.ctx, words)
	if err != nil {
		return nil, 0, nil, err
	}
	set.Add(more)
	for _, word := range words {
		whole[word] = true
	}
	return set, len(whole), missing, nil
}
