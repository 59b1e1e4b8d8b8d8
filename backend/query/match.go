package query

import (
	"slices"
	"strings"
	"unicode/utf8"

	"daybook/backend/event"
)

// FoundIn reports whether t is found in one text, which must be Normal. It
// considers the Text of t, Inside, and whether Field is ID, which asks for an equal
// text; Exclude is left to the caller. It allocates nothing. A line of text takes
// some 15 to 60 ns, and a long line takes time in proportion to its length,
// whatever it contains.
func (t Term) FoundIn(normal string) bool {
	if t.Field == ID {
		return normal == t.Text
	}
	if t.Inside {
		return strings.Contains(normal, t.Text)
	}
	if first, _ := utf8.DecodeRuneInString(t.Text); StartsAnywhere(first) {
		return strings.Contains(normal, t.Text)
	}
	return foundAtWord(normal, t.Text)
}

// FoundInBytes is FoundIn for a text in a buffer.
func (t Term) FoundInBytes(normal []byte) bool {
	return t.FoundIn(view(normal)) // which keeps nothing of it
}

// foundAtWord looks for text, which starts with a word character, at the start of s
// or after a character that is not a word character.
func foundAtWord(s, text string) bool {
	for at := 0; ; {
		i := strings.Index(s[at:], text)
		if i < 0 {
			return false
		}
		at += i
		if at == 0 || !wordEndsAt(s, at) {
			return true
		}
		// Inside a word: text can next start behind the end of this word. To
		// continue only one character further would find "aaa…" in "aaaaaa…" again
		// and again.
		at = pastWord(s, at)
	}
}

// wordEndsAt reports whether the character that ends at s[at] is a word
// character.
func wordEndsAt(s string, at int) bool {
	if c := s[at-1]; c < utf8.RuneSelf {
		return ascii[c]&word != 0
	}
	r, _ := utf8.DecodeLastRuneInString(s[:at])
	return IsWord(r)
}

// pastWord returns the position after the first character, from at on, that is not
// a word character, or the end of s.
func pastWord(s string, at int) int {
	for at < len(s) {
		if c := s[at]; c < utf8.RuneSelf {
			at++
			if ascii[c]&word == 0 {
				return at
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(s[at:])
		at += n
		if !IsWord(r) {
			return at
		}
	}
	return at
}

// A Place holds the facts that an archive knows about an event beyond its
// fields.
type Place struct {
	Import   int  // the number of the import that brought it
	Conflict bool // the archive holds another event with this event_id
}

// Match reports whether e matches q: the whole rule, applied to the fields of one
// event. Any faster way to an answer must give the same answer.
func (q Query) Match(e *event.Event, at Place) bool {
	switch {
	case q.ConflictsOnly && !at.Conflict,
		len(q.Imports) > 0 && !slices.Contains(q.Imports, at.Import),
		len(q.Categories) > 0 && !slices.Contains(q.Categories, e.Category),
		len(q.Members) > 0 && !slices.Contains(q.Members, e.Actor),
		len(q.Actions) > 0 && !slices.Contains(q.Actions, e.Key()):
		return false
	}
	return q.MatchText(e)
}

// MatchText reports whether e is in the time range of q and satisfies every term,
// whatever the filters of q. For events of a few hundred bytes it allocates
// nothing.
func (q Query) MatchText(e *event.Event) bool {
	if !q.Covers(e.Time) {
		return false
	}
	if len(q.Terms) == 0 {
		return true
	}
	// The texts in their Normal form, one after another. The parts of the action
	// key are normalized separately: nothing folds, and no run of white space
	// extends, across a full stop.
	var space [512]byte
	buf := AppendNormal(space[:0], e.Actor)
	actor := len(buf)
	buf = AppendNormal(buf, e.Category)
	category := len(buf)
	buf = AppendNormal(append(buf, '.'), e.Action)
	key := len(buf)
	buf = AppendNormal(buf, e.Description)
	for _, t := range q.Terms {
		var found bool
		switch t.Field {
		case Any:
			// Any term that is found in the category is also found in the action
			// key, which starts with it.
			found = t.FoundInBytes(buf[:actor]) || t.FoundInBytes(buf[actor:key]) || t.FoundInBytes(buf[key:])
		case Member:
			found = t.FoundInBytes(buf[:actor])
		case Category:
			found = t.FoundInBytes(buf[actor:category])
		case Action:
			found = t.FoundInBytes(buf[actor:key])
		case Description:
			found = t.FoundInBytes(buf[key:])
		case ID:
			found = t.FoundIn(Normal(e.ID))
		}
		if found == t.Exclude {
			return false
		}
	}
	return true
}

// Covers reports whether t is in the time range of q.
func (q Query) Covers(t event.Time) bool {
	return q.From <= t && (t < q.To || q.To == event.Latest)
}
