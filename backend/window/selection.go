package window

import (
	"context"
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

// A shelf keeps the last few values of a kind, each under a token by which the window names
// it. It is used under Window.mu.
type shelf[T any] []kept[T]

type kept[T any] struct {
	token string
	thing T
}

// put keeps a value, and forgets the oldest of more than most.
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

// set returns the events of a selection: the events of its token without its exceptions,
// and the events that it lists.
func (open *opened) set(s Selection) (*archive.Set, error) {
	if len(s.Seqs) > maxSeqs || len(s.Except) > maxSeqs {
		return nil, outOfBounds("Too many events were chosen one by one")
	}
	var fixed *archive.Set
	if s.Token != "" {
		var err error
		if fixed, err = open.token(s.Token); err != nil {
			return nil, err
		}
	}
	return archive.Look(open.Archive, func(v *archive.View) *archive.Set {
		set := v.NewSet(s.Seqs)
		if fixed == nil {
			return set
		}
		whole := v.Present(fixed)
		whole.Remove(v.NewSet(s.Except))
		whole.Add(set)
		return whole
	})
}

// SelectMatching fixes a selection of all events that match now. Later imports do not enter
// it.
func (c *searches) SelectMatching(r MatchingRequest) (Selected, error) {
	return guard(func() (Selected, error) {
		open, set, err := c.plus(r.Plus)
		if err != nil {
			return Selected{}, err
		}
		q, _, zone, err := c.w.parse(r.Search)
		if err != nil {
			return Selected{}, err
		}
		found, err := archive.Ask(open.Archive, func(v *archive.View) (*archive.Set, error) { return v.Select(c.w.ctx, q) })
		if err != nil {
			return Selected{}, err
		}
		return open.selected(set, found, Selected{Missing: []string{}, Words: q.Words(zone)}), nil
	})
}

// SelectPasted fixes a selection of the events whose ids were pasted.
func (c *searches) SelectPasted(r PastedRequest) (Selected, error) {
	return guard(func() (Selected, error) {
		open, set, err := c.plus(r.Plus)
		if err != nil {
			return Selected{}, err
		}
		if len(r.Pasted) > maxPasted {
			return Selected{}, outOfBounds("More than 4 MB of ids were pasted")
		}
		var found *archive.Set
		var ids int
		var missing []string
		err = open.View(func(v *archive.View) (err error) {
			found, ids, missing, err = selectPasted(c.w.ctx, v, r.Pasted)
			return err
		})
		if err != nil {
			return Selected{}, err
		}
		return open.selected(set, found, Selected{
			IDs: ids, MissingCount: len(missing), Missing: append([]string{}, missing[:min(len(missing), maxNamed)]...),
			Words: fmt.Sprintf("events of %d pasted ids", ids),
		}), nil
	})
}

// plus returns the open archive, and the set of the events selected so far.
func (c *searches) plus(so Selection) (*opened, *archive.Set, error) {
	open, err := c.w.current()
	if err != nil {
		return nil, nil, err
	}
	set, err := open.set(so)
	return open, set, err
}

// selected adds the found events to a set, keeps the set, and returns its counts.
func (open *opened) selected(set, found *archive.Set, out Selected) Selected {
	out.Found = found.Count()
	set.Add(found)
	out.Count = set.Count()
	out.Token = open.fix(set)
	return out
}

// selectPasted takes each line as one id. A line that is not the id of an event is split:
// ids are pasted from tables and code as well.
func selectPasted(ctx context.Context, v *archive.View, pasted string) (set *archive.Set, ids int, missing []string, err error) {
	var lines []string
	for line := range strings.Lines(pasted) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	set, missed, err := v.SelectIDs(ctx, lines)
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
	more, missing, err := v.SelectIDs(ctx, words)
	if err != nil {
		return nil, 0, nil, err
	}
	set.Add(more)
	for _, word := range words {
		whole[word] = true
	}
	return set, len(whole), missing, nil
}

// A Selection is a set of events: those of `token` without `except`, and those in `seqs`.
// seqs ≤ 100,000 and except ≤ 100,000; none of `seqs` is in `token`.
type Selection struct {
	Seqs []uint64 `json:"seqs"`
	// From SelectMatching or SelectPasted; "" for none.
	Token  string   `json:"token"`
	Except []uint64 `json:"except"`
}

// A MatchingRequest asks for all events that match a search.
type MatchingRequest struct {
	Search SearchState `json:"search"`
	// The selection so far: it is included, so that the returned token alone names
	// everything.
	Plus Selection `json:"plus"`
}

// A PastedRequest asks for events by their ids.
type PastedRequest struct {
	// event_ids, as pasted, ≤ 4 MiB. Each line is taken as one id; if no event has it, the
	// line is split at white space, commas and semicolons, and quotes around an id are
	// dropped.
	Pasted string `json:"pasted"`
	// As in MatchingRequest.
	Plus Selection `json:"plus"`
}

// A Selected is a fixed selection. Tokens live until the archive is closed; the program may
// keep only the newest eight.
type Selected struct {
	Token string `json:"token"`
	// Events in it, including those of `plus`.
	Count int `json:"count"`
	// Events that match the search, or that the pasted ids name.
	Found int `json:"found"`
	// Distinct ids that were pasted.
	IDs int `json:"ids"`
	// Pasted ids that no event has: the first 1,000, and their number.
	Missing      []string `json:"missing"`
	MissingCount int      `json:"missingCount"`
	// What was selected, in plain words.
	Words string `json:"words"`
}
