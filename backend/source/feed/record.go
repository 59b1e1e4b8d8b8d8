package feed

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"daybook/backend/clip"
	"daybook/backend/event"
	"daybook/backend/source"
	"daybook/backend/strictjson"
	"daybook/backend/times"
)

const (
	fieldID = iota
	fieldActor
	fieldCategory
	fieldAction
	fieldDescription
	fieldTimestamp
)

var fieldNames = [...]string{"event_id", "actor", "category", "action", "description", "timestamp"}

// fieldAt returns the field that a key names, or noField.
func fieldAt(key []byte) int {
	switch string(key) {
	case "event_id":
		return fieldID
	case "actor":
		return fieldActor
	case "category":
		return fieldCategory
	case "action":
		return fieldAction
	case "description":
		return fieldDescription
	case "timestamp":
		return fieldTimestamp
	}
	return noField
}

// fieldOf is fieldAt for a text, and whether it names one.
func fieldOf(key string) (int, bool) {
	n := fieldAt([]byte(key))
	return n, n != noField
}

// noField stands for a key that names no field.
const noField = -1

// owns asks for more than an id, an action and a time, which every log has.
func owns(record *strictjson.Value) bool {
	if !record.Has("action") || !record.Has("event_id") || !record.Has("timestamp") && !record.Has("description") {
		return false
	}
	known := 0
	for _, key := range record.Keys {
		if _, ok := fieldOf(key); ok {
			known++
		}
	}
	return known >= len(fieldNames)-2 && record.Get("actor").Kind != strictjson.Object
}

func events(record *strictjson.Value, r *source.Reader) error {
	var e event.Event
	var when *strictjson.Value
	described, more := false, false
	for i, key := range record.Keys {
		v := &record.Items[i]
		n, ok := fieldOf(key)
		if !ok {
			if source.IsTransport(key) {
				r.Leave(key)
			} else {
				more = true
			}
			continue
		}
		if n == fieldTimestamp {
			when = v
			continue
		}
		if v.Kind == strictjson.Null {
			// A description that is null is empty; for the other fields the event
			// reports that they are missing.
			described = described || n == fieldDescription
			continue
		}
		if v.Kind == strictjson.Number && (n == fieldID || n == fieldActor) {
			// Many systems count their events and users. The digits are kept.
			if strings.Trim(v.Text, "0123456789") != "" {
				return fmt.Errorf("%s is the number %s, which is not written in all its digits, as ids are: export it as a text", key, clip.Text(v.Text, 60))
			}
		} else if v.Kind != strictjson.Text {
			return fmt.Errorf("%s is %v where a text should be", key, v.Kind)
		}
		switch s := v.Text; n {
		case fieldID:
			e.ID = strings.Clone(s)
		case fieldActor:
			e.Actor = r.Word([]byte(s))
		case fieldCategory:
			e.Category = r.Word([]byte(s))
		case fieldAction:
			e.Action = r.Word([]byte(s))
		case fieldDescription:
			e.Description, described = strings.Clone(s), true
		}
	}
	if when == nil {
		return times.ErrNoTime
	}
	t, err := r.Read(when)
	if err != nil {
		return err
	}
	if !described {
		return errUndescribed
	}
	e.Time = t.Time
	if details, ok := bundled(record); ok && t.Rule == times.AsWritten {
		if details != "" {
			e.Details = []byte(details)
		}
		return r.Emit(e)
	}
	splitKey(&e, r)
	if more {
		e.Details = r.Details(record.Without(source.IsTransport), t)
	} else if t.Rule != times.AsWritten {
		e.Details = r.Details(nil, t)
	}
	return r.Emit(e)
}

// An empty description is valid; a file without descriptions is cut down, and its
// events would all conflict with those of the whole file.
var errUndescribed = errors.New("description is missing (it may be empty, but has to be there)")

// splitKey takes the category off an action key where the file has no category, and
// also where it has one, since the table of the feed shows the whole key under
// Action. It does not do so in Daybook's own exports, which must come back
// unchanged.
func splitKey(e *event.Event, r *source.Reader) {
	if e.Category == "" {
		if category, action, ok := strings.Cut(e.Action, "."); ok && category != "" && action != "" {
			e.Category, e.Action = category, action
		}
		return
	}
	switch {
	case !keyed(e):
	case r.Ours:
		r.Remark(keyKeptNote)
	default:
		r.Remark(keyCutNote)
		e.Action = r.Word([]byte(e.Action[len(e.Category)+1:]))
	}
}

// keyed reports whether the action is an action key of the category. No action
// of the catalogue is: domain.domain_created has no full stop in its action.
func keyed(e *event.Event) bool {
	n := len(e.Category)
	return len(e.Action) > n+1 && e.Action[n] == '.' && e.Action[:n] == e.Category
}

// exported reports whether a text starts exactly as Daybook writes it.
func exported(head []byte) bool {
	return bytes.HasPrefix(head, []byte("[\n{\"event_id\":\"")) ||
		bytes.HasPrefix(head, []byte(strings.Join(fieldNames[:], ",")+"\r\n"))
}

// lineKeys are the fields of an event in the lines of an evidence bundle, in their order.
var lineKeys = []string{"number", "salt", "event_id", "actor", "category", "action", "description", "timestamp", "details"}

// bundled returns the details of an event that Daybook wrote to a bundle: they are
// one text there, which is returned as it is.
func bundled(record *strictjson.Value) (details string, ok bool) {
	if !slices.Equal(record.Keys, lineKeys) {
		return "", false
	}
	n, last := &record.Items[0], &record.Items[len(lineKeys)-1]
	return last.Text, n.Kind == strictjson.Number && last.Kind == strictjson.Text
}
