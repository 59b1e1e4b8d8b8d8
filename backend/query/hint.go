package query

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"
)

// Hints returns sentences for somebody who typed text and may mean something other than
// Parse reads, in the order in which their subjects occur. They cover AND, OR and NOT,
// which are words like any other, and the signs that mean the same in other programs; a
// field with nothing after it, a word with a colon that is not a field, a field with an
// equals sign, and a minus before a date, all of which are plain text; a star within a
// word or in an id; quotes that are not straight; and a date that clocks in zone, nil
// for UTC, show twice or never. A further hint says that the query asks twice for a
// field of which an event has only one. If there are no such hints, a hint says whether
// the dates exclude every event.
func Hints(text string, zone *time.Location) []string {
	if zone == nil {
		zone = time.UTC
	}
	hints := []string{}
	add := func(hint string) {
		if hint != "" && !slices.Contains(hints, hint) {
			hints = append(hints, hint)
		}
	}
	// The text is not folded, since that would hide whether AND is in capitals.
	l := lexer{rest: norm.NFKD.String(text)}
	asked := make(map[Field]int)
	for {
		before := l.rest
		if !l.next() {
			break
		}
		typed := before[:len(before)-len(l.rest)]
		if l.date != noDate {
			add(clockHint(l.text, zone))
			continue
		}
		if !l.term.Exclude && l.text != "" {
			asked[l.term.Field]++
		}
		if l.term.Field == ID && !l.term.Phrase && (l.term.Inside || strings.HasSuffix(typed, "*")) {
			add("id: wants the whole event_id; a * stands for no part of it")
			continue
		}
		add(termHint(l.term, l.text))
	}
	for _, f := range []Field{Member, Category, Action, ID} {
		if asked[f] > 1 {
			add(fmt.Sprintf("%[1]s: is asked for more than once, and an event must have all of it in its one %[1]s; to allow one or the other, %s", f, either(f)))
		}
	}
	if q, err := Parse(text, zone); len(hints) == 0 && err == nil && q.From >= q.To {
		add("no event can match: the dates have no time in common")
	}
	return hints
}

// IDHints returns hints for somebody who typed an event_id as a word and found
// nothing: only the field id searches event ids. count returns how many events a
// query finds.
func IDHints(q Query, count func(Query) (int, error)) ([]string, error) {
	var hints []string
	for _, t := range q.Terms {
		if t.Field != Any || t.Exclude {
			continue
		}
		id := All()
		id.Terms = []Term{{Field: ID, Phrase: t.Phrase, Text: t.Text}}
		n, err := count(id)
		if err != nil {
			return nil, err
		}
		hint := fmt.Sprintf("%s is the event_id of an event; to find it, write %s", cited(t.Text), id)
		if n > 0 && !slices.Contains(hints, hint) {
			hints = append(hints, hint)
		}
	}
	return hints, nil
}

// either says how to ask for events with one value or another of f.
func either(f Field) string {
	if f == ID {
		return "search for each"
	}
	return "use the filters"
}

// termHint returns the hint on a term, or "".
func termHint(t Term, text string) string {
	if t.Phrase {
		return ""
	}
	if t == (Term{}) {
		if hint := wordHint(text); hint != "" {
			return hint
		}
	}
	if t.Field == Any && !t.Inside {
		if hint := colonHint(text); hint != "" {
			return hint
		}
		if hint := signHint(text); hint != "" {
			return hint
		}
	}
	if strings.Contains(text, "*") {
		return cited(text) + " is looked for with its * as text; a * is only read in front of a word: *hook finds webhook"
	}
	return ""
}

// wordHint returns the hint on a term that consists of a word alone, or "".
func wordHint(text string) string {
	switch text {
	case "AND":
		return "AND is looked for as a word; leave it out, all words must be found anyway"
	case "OR":
		return "OR is looked for as a word, and all words must be found; to allow one or the other, use the filters"
	case "NOT":
		return "NOT is looked for as a word; to leave out what has a word, write -word"
	}
	if rest, ok := strings.CutPrefix(text, "-"); ok {
		switch d, date := cutDate(rest); d {
		case after:
			return text + " is looked for as text; write before:" + date
		case before:
			return text + " is looked for as text; write after:" + date
		case on:
			return text + " is looked for as text; a day cannot be left out"
		}
	}
	if strings.HasPrefix(text, "“") || strings.HasPrefix(text, "„") {
		return `curly quotes are looked for as text; put a phrase in straight ones: "api key"`
	}
	return ""
}

// fieldLike matches text that somebody may take for a field: a name with a colon that
// is not followed by a path, as it does in https://x and C:\x.
var fieldLike = regexp.MustCompile(`^(\pL[\pL\pM\pN_]*):(?:[^/\\]|$)`)

// colonHint returns the hint on a text that starts with something like a field.
func colonHint(text string) string {
	found := fieldLike.FindStringSubmatch(text)
	switch {
	case found == nil:
		return ""
	case fieldNamed(found[1]) != Any: // nothing follows it, since otherwise it would have been read as a field
		return cited(text) + " is looked for as text; put what it asks for right behind it, without a space"
	}
	return fmt.Sprintf("%s: is no field, so %s is looked for as text; the fields are member:, category:, action:, description: and id:", cited(found[1]), cited(text))
}

// alternatives matches words with a bar between them.
var alternatives = regexp.MustCompile(`[\pL\pN]\|+[\pL\pN]`)

// signHint returns the hint on a text with signs that mean something in other search
// fields.
func signHint(text string) string {
	runes := []rune(text)
	name, value, equal := strings.Cut(text, "=")
	switch {
	case equal && value != "" && fieldNamed(name) != Any:
		return fmt.Sprintf("%s is looked for as text; write %s:%s", cited(text), fieldNamed(name), cited(value))
	case text == "|" || text == "||" || alternatives.MatchString(text):
		return cited(text) + " is looked for as text, and all words must be found; to allow one or the other, use the filters"
	case text == "&" || text == "&&":
		return text + " is looked for as text; leave it out, all words must be found anyway"
	case len(runes) > 1 && runes[0] == '!' && IsWord(runes[1]):
		return fmt.Sprintf("%s is looked for as text; to leave out what has a word, write -%s", cited(text), cited(text[1:]))
	case len(runes) > 2 && runes[0] == '\'' && IsWord(runes[1]) && runes[len(runes)-1] == '\'':
		return cited(text) + ` is looked for with its quotes as text; put a phrase in straight double ones: "api key"`
	}
	return ""
}

// cited returns a text as a hint quotes it: as it was typed, and short enough for a
// hint.
func cited(text string) string {
	const most = 60
	text = norm.NFC.String(text)
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// clockHint says that clocks in zone show a date twice, so that the query may cover
// only half of what was meant, or never show it.
func clockHint(date string, zone *time.Location) string {
	w, bad := readWall(date)
	if bad != "" || w.fixed {
		return ""
	}
	where := "clocks"
	if name := zone.String(); name != "Local" {
		where += " in " + name
	}
	first := firstMoment(w.first, zone)
	if !first.Before(firstMoment(w.next, zone)) {
		return fmt.Sprintf("%s never show %s: they were put forward over it", where, date)
	}
	if again := secondMoment(first, zone); w.timed && !again.IsZero() {
		return fmt.Sprintf("%s show %s twice: it is the first time that is meant; for the second write %s%s",
			where, date, date, again.Format("-07:00"))
	}
	return ""
}
