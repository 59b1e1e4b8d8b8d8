package query

import (
	"fmt"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"
)

// Hint is a sentence for somebody who typed text and may mean something else
// than Parse reads, or "". It speaks of the first of: AND, OR and NOT, which
// are words like others; a field with nothing after it and a minus before a
// date, which are plain text; quotes that are not straight; and a date that
// clocks in zone, nil for UTC, show twice or never. Where it is none of these, it
// says that the dates leave no time for an event.
func Hint(text string, zone *time.Location) string {
	if zone == nil {
		zone = time.UTC
	}
	// Not folded, which would hide whether AND is in capitals.
	l := lexer{rest: norm.NFKD.String(text)}
	for l.next() {
		if l.date != noDate {
			if hint := clockHint(l.text, zone); hint != "" {
				return hint
			}
			continue
		}
		if l.term != (Term{}) {
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
	if q, err := Parse(text, zone); err == nil && q.From >= q.To {
		return "no event can match: the dates have no time in common"
	}
	return ""
}

// clockHint says that clocks in zone show a date twice, so that it is not all
// that may be meant, or never.
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
