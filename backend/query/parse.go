package query

import (
	"fmt"
	"strings"
	"time"

	"daybook/backend/event"
)

// A Field says in which text of an event a term is looked for.
type Field uint8

const (
	Any         Field = iota // each of the four texts: member, category, action key, description
	Member                   // the actor
	Category                 // the category
	Action                   // the action key, "api_key.created"
	Description              // the description
	ID                       // the event_id, which must equal the term
)

var fieldNames = [...]string{
	Member: "member", Category: "category", Action: "action", Description: "description", ID: "id",
}

// String is the name of f as it is typed. Any has none.
func (f Field) String() string {
	if int(f) < len(fieldNames) {
		return fieldNames[f]
	}
	return ""
}

// aliases are the names that exports give to the texts of a field.
var aliases = map[string]Field{"actor": Member, "event_id": ID}

// fieldNamed returns the field with that name or alias in any case, or Any.
func fieldNamed(name string) Field {
	for f, known := range fieldNames {
		if strings.EqualFold(name, known) {
			return Field(f)
		}
	}
	return aliases[strings.ToLower(name)]
}

// A Term is one word or phrase of a query.
type Term struct {
	Exclude bool // events that have it are left out
	Field   Field
	Inside  bool   // typed with a leading *: found inside words too, but for ID
	Phrase  bool   // typed in quotes, which matters for String alone
	Text    string // Normal, and never empty
}

// A Query is a question to an archive: the typed text, and the filters beside it.
// An event matches if it satisfies all of them. Start from All or Parse: the zero
// Query has an empty time range.
type Query struct {
	Terms []Term
	// The time range, from From until before To. event.Earliest and
	// event.Latest leave it open; with Latest an event at Latest is within.
	From, To event.Time

	// The filters. Each asks for an exact value, any of those listed; a filter
	// without values matches every event.
	Categories    []string
	Actions       []string // action keys
	Members       []string
	Imports       []int // numbers of imports
	ConflictsOnly bool  // only events whose event_id another event has too
}

// All returns the query that asks nothing, so that every event matches.
func All() Query { return Query{From: event.Earliest, To: event.Latest} }

// Empty reports whether q asks nothing.
func (q Query) Empty() bool {
	return len(q.Terms) == 0 && q.From == event.Earliest && q.To == event.Latest &&
		len(q.Categories) == 0 && len(q.Actions) == 0 && len(q.Members) == 0 &&
		len(q.Imports) == 0 && !q.ConflictsOnly
}

// Parse reads typed text as the package comment says. Dates without an offset
// of their own are in zone, nil for UTC. The only error is a *DateError, for
// the first date that cannot be read.
func Parse(text string, zone *time.Location) (Query, error) {
	return parse(lexer{rest: Fold(text)}, zone)
}

// ParsePrinted reads a text that [Query.String] returned, now or in an earlier
// version of this program, as it was meant then. Any other text is an error:
// whoever wrote it may mean something that this program does not know.
func ParsePrinted(text string) (Query, error) {
	q, err := Parse(text, time.UTC)
	if err != nil || q.String() == text {
		return q, err
	}
	// Aliases were words of a text at first.
	first, err := parse(lexer{rest: Fold(text), unaliased: true}, time.UTC)
	if err == nil && first.print(true) == text {
		return first, nil
	}
	return Query{}, fmt.Errorf("%q is read as %q", text, q.String())
}

func parse(l lexer, zone *time.Location) (Query, error) {
	q := All()
	for l.next() {
		if l.date == noDate {
			if l.term.Text = Normal(l.text); l.term.Text != "" {
				q.Terms = append(q.Terms, l.term)
			}
			continue
		}
		from, until, bad := readDate(l.text, zone)
		if bad != nil {
			bad.Word = dateNames[l.date] + bad.Word
			return Query{}, bad
		}
		switch l.date {
		case after:
			q.From = max(q.From, from)
		case before:
			q.To = min(q.To, from)
		case on:
			q.From, q.To = max(q.From, from), min(q.To, until)
		}
	}
	return q, nil
}
