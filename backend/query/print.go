package query

import (
	"strings"

	"daybook/backend/event"
)

// String returns text that parses, in any zone, to the terms and the time range of
// q: the range is written as instants in UTC. The filters of q are not typed, so
// they are not in it.
//
// This holds for every query that Parse gives, and for every other query that can
// be typed. A term made by a program cannot be typed if its Text has a quote and
// white space. A bound of the range beyond the years of events is left out, or
// replaced by a bound that excludes the same events.
func (q Query) String() string { return q.print(false) }

func (q Query) print(unaliased bool) string {
	var words []string
	for _, t := range q.Terms {
		if t.Text != "" {
			words = append(words, t.print(unaliased))
		}
	}
	from, to := q.From, q.To
	if from > event.MaxTime {
		from, to = event.Earliest, event.MinTime // no event either
	}
	if from >= event.MinTime {
		words = append(words, "after:"+from.String())
	}
	if to <= event.MaxTime {
		words = append(words, "before:"+max(to, event.MinTime).String())
	}
	return strings.Join(words, " ")
}

// String returns the term as it is typed: as a word where that is possible, unless
// it is a Phrase.
func (t Term) String() string { return t.print(false) }

func (t Term) print(unaliased bool) string {
	if !t.Phrase {
		if s := t.typed(false); t.isRead(s, unaliased) {
			return s
		}
	}
	return t.typed(true)
}

func (t Term) typed(quoted bool) string {
	var b strings.Builder
	if t.Exclude {
		b.WriteByte('-')
	}
	if t.Field != Any {
		b.WriteString(t.Field.String() + ":")
	}
	if t.Inside {
		b.WriteByte('*')
	}
	switch {
	case quoted:
		b.WriteString(`"` + t.Text + `"`)
	case strings.HasSuffix(t.Text, "*"):
		b.WriteString(t.Text + "*") // of two, Parse drops one
	default:
		b.WriteString(t.Text)
	}
	return b.String()
}

// isRead reports whether Parse reads t from s.
func (t Term) isRead(s string, unaliased bool) bool {
	l := lexer{rest: s, unaliased: unaliased}
	if !l.next() || l.date != noDate || l.rest != "" {
		return false
	}
	l.term.Text = l.text
	return l.term == t
}
