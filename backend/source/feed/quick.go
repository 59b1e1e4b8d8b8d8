package feed

import (
	"daybook/backend/event"
	"daybook/backend/source"
	"daybook/backend/strictjson"
	"daybook/backend/times"
)

// quick reads a record of exactly the six fields with their texts in one pass
// and without an intermediate tree, about ten times as fast as events. It
// reports false where anything is out of the ordinary, which is then read, and
// judged, the long way.
func quick(data []byte, r *source.Reader) (event.Event, bool) {
	var e event.Event
	var fields [len(fieldNames)][]byte
	if !strictjson.Flat(data, fieldAt, fields[:]) {
		return e, false
	}
	var ok bool
	if e.Time, ok = times.ParseUTC(string(fields[fieldTimestamp])); !ok {
		return e, false
	}
	e.ID = string(fields[fieldID])
	e.Actor = r.Word(fields[fieldActor])
	e.Category = r.Word(fields[fieldCategory])
	e.Action = r.Word(fields[fieldAction])
	e.Description = string(fields[fieldDescription])
	// Validate finds what is not UTF-8, and an empty category.
	return e, !keyed(&e) && e.Validate() == nil
}
