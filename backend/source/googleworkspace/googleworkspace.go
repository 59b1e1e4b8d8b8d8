// Package googleworkspace reads activities of the Reports API of Google Workspace, of any
// application, also in the forms that collectors and GAM give them.
//
// An activity is recognised by an id with a time and an application. It holds one event
// or several. An activity that has a uniqueQualifier and is repeated is the same
// activity, as on two pages that overlap; but since different events share a qualifier,
// activities are named by their content.
package googleworkspace

import (
	"daybook/backend/source"
	"daybook/backend/strictjson"
)

// Source is the Reports API: activities of any application. An
// activity holds one event or several; each becomes an event with the
// activity, less its other events, as details.
var Source = &source.Source{
	ID:       "google-workspace",
	Name:     "Google Workspace",
	Title:    "Google Workspace activities",
	Reads:    "Google Workspace activities",
	Owns:     owns,
	Events:   events,
	Table:    source.Table{Owns: ownsHeader, Rows: rows},
	Lists:    []string{"items"},
	Wrappers: [][]string{{"gsuite"}},
	Follows:  []string{"nextPageToken"},
}

var flatNote = &source.Note{One: "# activity is written flat, which loses the kinds of its parameters and which events are of one activity: the same log from the Reports API may add the event once more",
	Many: "# activities are written flat, which loses the kinds of their parameters and which events are of one activity: the same log from the Reports API may add the events once more"}

func owns(record *strictjson.Value) bool {
	if record.Str("kind") == "admin#reports#activity" {
		return true
	}
	id := record.Get("id")
	if !id.Has("time") || record.Has("event_id") || !id.HasAny([]string{"applicationName", "uniqueQualifier", "customerId"}) {
		return false
	}
	return record.Get("events").Kind == strictjson.List || record.Has("actor")
}
