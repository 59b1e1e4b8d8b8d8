package query

import (
	"strings"
	"unicode"
)

// A dateWord is one of the words that a date follows.
type dateWord uint8

const (
	noDate dateWord = iota
	after
	before
	on
)

var dateNames = [...]string{after: "after:", before: "before:", on: "on:"}

// cutDate splits "after:2026-08-02", in any case, behind its colon.
func cutDate(word string) (dateWord, string) {
	for d, name := range dateNames {
		if d != int(noDate) && len(word) >= len(name) && strings.EqualFold(word[:len(name)], name) {
			return dateWord(d), word[len(name):]
		}
	}
	return noDate, ""
}

// A lexer cuts typed text, folded, into terms and dates.
type lexer struct {
	rest      string
	unaliased bool // fields have no other names

	// The result of next: a date, with the text after its colon in text, or a term
	// with its text, which may be empty and may have runs of white space.
	date dateWord
	term Term
	text string
}

// next cuts off one term or date. It returns false at the end.
func (l *lexer) next() bool {
	s := strings.TrimLeftFunc(l.rest, unicode.IsSpace)
	if s == "" {
		return false
	}
	l.date, l.term = noDate, Term{}

	// s always starts with word, which is the rest of the text up to the next white
	// space; only a phrase goes beyond it.
	word := s
	if end := strings.IndexFunc(s, unicode.IsSpace); end > 0 {
		word = s[:end]
	}
	cut := func(n int) { s, word = s[n:], word[n:] }

	if d, date := cutDate(word); d != noDate {
		l.date, l.text, l.rest = d, date, s[len(word):]
		return true
	}
	if word[0] == '-' && len(word) > 1 {
		if d, _ := cutDate(word[1:]); d != noDate {
			l.plain(s, word)
			return true
		}
		l.term.Exclude = true
		cut(1)
	}
	if name, behind, _ := strings.Cut(word, ":"); behind != "" {
		if l.term.Field = l.fieldNamed(name); l.term.Field != Any {
			cut(len(name) + 1)
		}
	}
	if word[0] == '*' {
		l.term.Inside = true
		cut(1)
	}
	if strings.HasPrefix(word, `"`) {
		l.term.Phrase = true
		l.text, l.rest, _ = strings.Cut(s[1:], `"`)
		return true
	}
	l.plain(s, word)
	return true
}

func (l *lexer) fieldNamed(name string) Field {
	f := fieldNamed(name)
	if l.unaliased && !strings.EqualFold(name, f.String()) {
		return Any
	}
	return f
}

// plain takes word, with which s starts, as text.
func (l *lexer) plain(s, word string) {
	l.text, l.rest = strings.TrimSuffix(word, "*"), s[len(word):]
}
