package query

import (
	"strconv"
	"strings"
	"time"

	"daybook/backend/event"
)

// Words says q in plain words, for reports and receipts:
//
//	events with "webhook" in any text, without "test" in the description,
//	from 2026-08-01 00:00 +02:00 until 2026-09-01 00:00 +02:00 (Europe/Berlin)
//
// in one line. Times are in zone, nil for UTC; the end of the range is exclusive.
// Texts are quoted as in Go, so that no text can pass for other words or hide a
// character.
func (q Query) Words(zone *time.Location) string {
	if zone == nil {
		zone = time.UTC
	}
	var parts []string
	for _, t := range q.Terms {
		parts = append(parts, t.words())
	}
	if span := q.spanWords(zone); span != "" {
		parts = append(parts, span)
	}
	for _, f := range []struct {
		name   string
		values []string
	}{
		{"of category ", q.Categories},
		{"of action ", q.Actions},
		{"by member ", q.Members},
	} {
		if len(f.values) > 0 {
			parts = append(parts, f.name+oneOf(f.values, strconv.Quote))
		}
	}
	if len(q.Imports) > 0 {
		parts = append(parts, "brought by import "+oneOf(q.Imports, strconv.Itoa))
	}
	if q.ConflictsOnly {
		parts = append(parts, "in conflict with another event")
	}
	if len(parts) == 0 {
		return "all events"
	}
	return "events " + strings.Join(parts, ", ")
}

var fieldWords = [...]string{
	Any:         " in any text",
	Member:      " in the member",
	Category:    " in the category",
	Action:      " in the action",
	Description: " in the description",
}

func (t Term) words() string {
	s := "with "
	if t.Exclude {
		s = "without "
	}
	text := strconv.Quote(t.Text)
	if t.Field >= ID {
		return s + "the event_id " + text
	}
	if t.Inside {
		text += " (inside words too)"
	}
	return s + text + fieldWords[t.Field]
}

func (q Query) spanWords(zone *time.Location) string {
	var ends []string
	if q.From != event.Earliest {
		ends = append(ends, "from "+momentWords(q.From, zone))
	}
	if q.To != event.Latest {
		ends = append(ends, "until "+momentWords(q.To, zone))
	}
	if len(ends) == 0 {
		return ""
	}
	// "Local" means nothing to somebody who reads the report elsewhere;
	// offsets do.
	if name := zone.String(); name != "" && name != "Local" {
		ends = append(ends, "("+name+")")
	}
	return strings.Join(ends, " ")
}

// momentWords returns t to the minute, or with as many digits as it needs.
func momentWords(t event.Time, zone *time.Location) string {
	at := t.UTC().In(zone)
	layout := "2006-01-02 15:04 -07:00"
	if at.Second() != 0 || at.Nanosecond() != 0 {
		layout = "2006-01-02 15:04:05.999999999 -07:00"
	}
	return at.Format(layout)
}

func oneOf[T any](values []T, say func(T) string) string {
	said := make([]string, len(values))
	for i, v := range values {
		said[i] = say(v)
	}
	return strings.Join(said, " or ")
}
