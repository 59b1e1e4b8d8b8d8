// Package feed reads the activity feed's own export, as Daybook writes it too.
//
// All six fields of the feed must be there; the description alone may be empty, or
// null in JSON, and event_id and actor may be whole numbers in JSON, whose digits
// are kept. An id that a spreadsheet shortened to 1.23E+15 is rejected. The
// category may be in front of the action instead: api_key.created. It is taken off
// the action even where the file has it twice, as in category webhook with action
// webhook.created, since the feed's table shows it so under Action; the notes count
// how often. A text that starts exactly like Daybook's own exports, "[", LF and
// {"event_id":", or the header event_id,actor,category,action,description,timestamp
// and CRLF, is left as it is: an event must come back from an export as it was. In
// CSV a column Member is the actor, if there is no column actor.
package feed

import (
	"daybook/backend/source"
)

// Source is the activity feed's own export: six fields, as JSON or CSV.
var Source = &source.Source{
	ID:       "daybook",
	Name:     "Activity feed",
	InText:   "the activity feed",
	Title:    "an export of the activity feed",
	Reads:    "the activity feed's JSON and CSV",
	Owns:     owns,
	Events:   events,
	Table:    source.Table{Owns: ownsHeader, Rows: rows, Lacks: lacks, Time: "timestamp"},
	Lists:    []string{"activities", "events"},
	Quick:    quick,
	Exported: exported,
}

var (
	guardedNote = &source.Note{One: "# cell began with a ' that protects from formulas, and was read without it", Many: "# cells began with a ' that protects from formulas, and were read without it"}
	keyCutNote  = &source.Note{One: "# action had its category in front, as in webhook.created, and was read without it",
		Many: "# actions had their category in front, as in webhook.created, and were read without it"}
	keyKeptNote = &source.Note{One: "# action has its category in front, as in webhook.created, and was kept so, since the file is one that Daybook exported",
		Many: "# actions have their category in front, as in webhook.created, and were kept so, since the file is one that Daybook exported"}
)
