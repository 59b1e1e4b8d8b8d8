// Package door reads the log of Doorkeeper, a system that nobody has: it is the example
// of a source in CONTRIBUTING.md, which has this file word for word.
package door

import (
	"errors"
	"slices"
	"strings"

	"daybook/backend/event"
	"daybook/backend/source"
	"daybook/backend/source/wording"
	"daybook/backend/strictjson"
)

// Source is the access log of Doorkeeper, as JSON and CSV.
var Source = &source.Source{
	ID:      "door",
	Name:    "Doorkeeper",
	Title:   "a Doorkeeper access log",
	Reads:   "Doorkeeper access logs",
	Owns:    owns,
	Events:  events,
	Table:   source.Table{Owns: ownsHeader, Rows: rows},
	Lists:   []string{"doorEvents"},
	Follows: []string{"nextDoorPage"},
}

// owns looks for what Doorkeeper alone writes: an action and a time are in every log.
func owns(record *strictjson.Value) bool {
	return record.Has("door") && record.Has("badge") && record.Str("what") != ""
}

func events(record *strictjson.Value, r *source.Reader) error {
	record = record.Without(func(key string) bool { return key == "sentAt" || source.OfPanther(key) }) // transport
	what := record.Str("what")
	if what == "" {
		return errors.New("what is missing or empty")
	}
	t, err := r.Read(record.Get("at"))
	if err != nil {
		return err
	}
	actor, who := actorOf(record)
	e := event.Event{
		Actor:       r.Word([]byte(actor)),
		Category:    "door",
		Action:      r.Word([]byte(wording.Snake(what))),
		Description: wording.Describe(who, didOf(what, record), record.Str("panelAddress")),
		Time:        t.Time,
		Details:     r.Details(record, t),
	}
	if id := record.Str("id"); id != "" {
		e.ID = strings.Clone(id) // not to hold the record
	} else {
		e.ID = r.IDs.ByContent(record)
	}
	return r.Emit(e)
}

// actorOf is the actor, and who it is in a sentence. The panel acts by itself where the
// record says so; where it says nothing, the actor is unknown.
func actorOf(record *strictjson.Value) (actor, who string) {
	switch holder := record.Str("badge", "holder"); {
	case holder != "":
		return holder, holder
	case record.Get("automatic").Text == "true":
		return event.System, event.System
	}
	return source.UnknownActor, wording.UnknownActor
}

// quiet are fields that a description leaves to the details: what the event has anyhow.
var quiet = []string{"what", "at", "id", "badge", "automatic", "panelAddress"}

// templates word what is known to happen at doors. What has none is worded by its name.
var templates = map[string]string{
	"opened": "opened door {door}[ on floor {floor}]",
	"forced": "!door {door} was forced open",
}

func didOf(what string, record *strictjson.Value) string {
	var p wording.Params
	for i, key := range record.Keys {
		if !slices.Contains(quiet, key) {
			p.Add(key, &record.Items[i])
		}
	}
	if template := templates[what]; template != "" {
		if did, ok := p.Fill(template); ok {
			return did + p.Rest(true)
		}
	}
	did, ok := wording.Act([]string{"door"}, wording.Words(what))
	if !ok { // the name does not tell who did what to what, so nothing is guessed
		did = `is the actor of "` + wording.OneLine(what) + `"`
	}
	return did + p.Rest(true)
}

func ownsHeader(h source.Header) bool {
	return slices.Contains(h.Names, "door") && slices.Contains(h.Names, "badge.holder") && slices.Contains(h.Names, "what")
}

// rows reads each row as the JSON record that has its cells.
func rows(h source.Header) func(cells [][]byte, r *source.Reader) error {
	return func(cells [][]byte, r *source.Reader) error {
		row, err := h.Record(cells)
		if err != nil {
			return err
		}
		record := &strictjson.Value{Kind: strictjson.Object}
		for i, title := range row.Keys {
			if row.Items[i].Text != "" {
				record.Put(row.Items[i], strings.Split(title, ".")...)
			}
		}
		return events(record, r)
	}
}
