package archive

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"daybook/backend/event"
	"daybook/backend/folder"
	"daybook/backend/numbers"
)

// The same event can come with different details when it is exported with other columns
// another time. It is still a duplicate: an event is its six fields, and never changes. The
// details that came first are kept, and the import tells that later ones said more.

// A retelling counts duplicates whose details say something that the details of
// the archived event do not.
type retelling struct {
	events int
	keys   map[string]bool // some of the keys whose details differ
}

// take compares the details of a duplicate with the known details of the event. The
// duplicate says nothing new if one of the known details says as much.
func (r *retelling) take(details []byte, known [][]byte) {
	came, at := recordOf(details)
	if came == nil {
		return // it has only its time as it was written
	}
	var least []string
	for i, one := range known {
		held, heldAt := recordOf(one)
		var keys []string
		for key, v := range came {
			other, there := held[key]
			if v == at && (!there || other == heldAt) || there && reflect.DeepEqual(v, other) || !there && isField(key) {
				continue
			}
			keys = append(keys, key)
		}
		if i == 0 || len(keys) < len(least) {
			least = keys
		}
	}
	if len(least) == 0 {
		return
	}
	r.events++
	const most = 8
	slices.Sort(least)
	for _, key := range least {
		if r.keys == nil {
			r.keys = make(map[string]bool)
		}
		if len(r.keys) < most {
			r.keys[key] = true
		}
	}
}

// note says which details were not kept, or returns "".
func (r *retelling) note() string {
	if r.events == 0 {
		return ""
	}
	var quoted []string
	for _, key := range slices.Sorted(maps.Keys(r.keys)) {
		quoted = append(quoted, fmt.Sprintf("%q", folder.Bounded(key)))
	}
	return fmt.Sprintf("%s other details than the events that are held, in %s: the details that came first are kept",
		numbers.Counted(r.events, "duplicate has", "duplicates have"), strings.Join(quoted, ", "))
}

// recordOf returns the source's record in details, and the event's time as it
// is written there. Details that are not an object of that form are returned as
// a record under the key "".
func recordOf(details []byte) (record map[string]any, at any) {
	if len(details) == 0 {
		return nil, nil
	}
	dec := json.NewDecoder(strings.NewReader(string(details)))
	dec.UseNumber()
	var all map[string]any
	if dec.Decode(&all) != nil {
		return map[string]any{"": string(details)}, nil
	}
	record, ok := all["record"].(map[string]any)
	if !ok {
		delete(all, "zone")
		delete(all, "time")
		if len(all) == 0 {
			return nil, nil
		}
		return all, nil
	}
	if time, ok := all["time"].(string); ok {
		for key, v := range record {
			if n, isNumber := v.(json.Number); isNumber && n.String() == time {
				record[key] = time // the same time as a text
			}
		}
		at = time
	}
	return record, at
}

// isField reports whether a key is one of the six fields, which are the same in both.
func isField(key string) bool {
	switch strings.ToLower(key) {
	case "event_id", "actor", "category", "action", "description", "timestamp", "member":
		return true
	}
	return false
}

// differs reports whether the details of e need to be compared.
func (v *versions) differs(e *event.Event) bool {
	return len(e.Details) > 0 && !v.said[event.DetailsHash(e.Details)]
}

// versions are the known events with the same identity, that is with the same six fields,
// by what their details say. There is only one, except in archives of older programs.
type versions struct {
	said    map[event.Hash]bool
	details [][]byte
}
