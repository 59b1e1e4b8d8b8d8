package query

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Hint is a sentence for somebody who typed text and may mean something else
// than Parse reads, or "". It speaks of the first of: AND, OR and NOT, which
// are words like others; a field with nothing after it and a minus before a
// date, which are plain text; and quotes that are not straight.
func Hint(text string) string {
	// Not folded, which would hide whether AND is in capitals.
	l := lexer{rest: norm.NFKD.String(text)}
	for l.next() {
		if l.date != noDate || l.term != (Term{}) {
			continue
		}
		switch l.text {
		case "AND":
			return "AND is looked for as a word; leave it out, all words must be found anyway"
		case "OR":
			return "OR is looked for as a word; to allow one or the other, use the filters"
		case "NOT":
			return "NOT is looked for as a word; to leave out what has a word, write -word"
		}
		if name, ok := strings.CutSuffix(l.text, ":"); ok && fieldNamed(name) != Any {
			return l.text + " is looked for as text; put what it asks for right behind it, without a space"
		}
		if rest, ok := strings.CutPrefix(l.text, "-"); ok {
			switch d, date := cutDate(rest); d {
			case after:
				return l.text + " is looked for as text; write before:" + date
			case before:
				return l.text + " is looked for as text; write after:" + date
			case on:
				return l.text + " is looked for as text; a day cannot be left out"
			}
		}
		if strings.HasPrefix(l.text, "“") || strings.HasPrefix(l.text, "„") {
			return `curly quotes are looked for as text; put a phrase in straight ones: "api key"`
		}
	}
	return ""
}
