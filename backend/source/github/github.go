// Package github reads the audit log of an organization or an enterprise on GitHub.
//
// A record has one of the fields that GitHub alone has, or an action of a category that
// GitHub alone has, or a field such as org beside an action of one of GitHub's
// categories, and a time in milliseconds where any application has the category.
//
// _document_id is the id of a record; GitHub now and then repeats records. Cells of CSV
// are texts, and exports as CSV have other fields than those as JSON, so records of one
// log in both forms have different ids unless they have a _document_id; the notes count
// rows without one.
package github

import (
	"errors"
	"strings"

	"daybook/backend/event"
	"daybook/backend/source"
	"daybook/backend/source/wording"
	"daybook/backend/strictjson"
)

// Source is the audit log of an organization or an enterprise on GitHub, as
// JSON or CSV.
var Source = &source.Source{
	ID:       "github",
	Name:     "GitHub",
	Title:    "a GitHub audit log",
	Reads:    "GitHub audit logs",
	Owns:     owns,
	Events:   events,
	Table:    source.Table{Owns: ownsHeader, OwnsRows: ownsRows, Rows: rows},
	Wrappers: [][]string{{"github"}},
}

var unnamedNote = &source.Note{One: "# row has no _document_id, so its event_id is made of its cells: the same log as JSON would add the event once more",
	Many: "# rows have no _document_id, so their event_ids are made of their cells: the same log as JSON would add the events once more"}

// timeFields are the fields that may hold the time, the best first:
// @timestamp is when the event happened, for which Panther writes
// at_sign_timestamp, and created_at when it was recorded.
var timeFields = [...]string{"@timestamp", "at_sign_timestamp", "created_at"}

// rows reads each row as the JSON record that has its cells.
func rows(h source.Header) func(cells [][]byte, r *source.Reader) error {
	return func(cells [][]byte, r *source.Reader) error {
		record, err := rowRecord(h, cells)
		if err != nil {
			return err
		}
		if !record.Has("_document_id") {
			r.Remark(unnamedNote)
		}
		return events(record, r)
	}
}

func events(record *strictjson.Value, r *source.Reader) error {
	record = record.Without(source.OfPanther)
	action := record.Str("action")
	if action == "" {
		return errors.New("no action")
	}
	when := strictjson.Nothing
	for _, key := range timeFields {
		if v := record.Get(key); v.Kind != strictjson.Null && when.Kind == strictjson.Null {
			when = v
		}
	}
	t, err := r.Read(when)
	if err != nil {
		return err
	}
	category, name, ok := strings.Cut(action, ".")
	if !ok || category == "" || name == "" {
		category, name = "github", action
	}
	actor, who := actorOf(record)
	e := event.Event{
		Actor:       r.Word([]byte(actor)),
		Category:    r.Word([]byte(category)),
		Action:      r.Word([]byte(name)),
		Description: wording.Describe(who, didOf(action, record), record.Str("actor_ip")),
		Time:        t.Time,
		Details:     r.Details(record, t),
	}
	if id := record.Str("_document_id"); id != "" {
		e.ID = r.IDs.ByID(id, record)
	} else {
		e.ID = r.IDs.ByContent(record)
	}
	return r.Emit(e)
}

// actorOf returns the actor, and its name in a sentence. Bots, GitHub itself and
// tokens of applications are the system; a record that names nobody has an unknown
// actor.
func actorOf(record *strictjson.Value) (actor, who string) {
	actor = record.Str("actor")
	switch {
	case isTrue(record.Get("actor_is_bot")), isTrue(record.Get("actor_is_agent")),
		strings.HasSuffix(actor, "[bot]"), actor == "github":
		return event.System, wording.FirstOf(actor, event.System)
	case actor == "" && strings.Contains(record.Str("programmatic_access_type"), "server-to-server"):
		return event.System, "an application"
	case actor == "":
		return source.UnknownActor, wording.UnknownActor
	}
	return actor, actor
}

// didOf words what was done.
func didOf(action string, record *strictjson.Value) string {
	var p wording.Params
	collect := func(v *strictjson.Value) {
		for i, key := range v.Keys {
			if !quiet[key] && (key == "ghsa_id" || !strings.HasSuffix(key, "_id")) && key != "data" {
				p.Add(key, &v.Items[i])
			}
		}
	}
	collect(record)
	collect(record.Get("data"))
	addPlace(&p, action, record)
	addRules(&p, record)
	addSelf(&p, record)
	for _, template := range templates[action] {
		if s, ok := p.Fill(template); ok {
			dropSelf(&p, record)
			return s + p.Rest(true)
		}
	}
	dropSelf(&p, record)
	return byName(action, p) + p.Rest(true)
}

// quiet are fields that a description leaves to the details: the actor and the time,
// which the event has, and values for machines.
var quiet = map[string]bool{
	"action": true, "actor": true, "actor_ip": true, "actor_location": true, "actor_is_bot": true, "actor_is_agent": true,
	"@timestamp": true, "at_sign_timestamp": true, "created_at": true, "_document_id": true, "operation_type": true,
	"user_agent": true, "hashed_token": true, "request_id": true, "business": true, "external_identity_nameid": true,
	"external_identity_username": true, "repository": true, "repository_public": true, "public_repo": true,
	"started_at": true, "completed_at": true, "head_sha": true, "programmatic_access_type": true, "transport_protocol": true,
	"ruleset_rules": true, "ruleset_conditions": true, "ruleset_bypass_actors": true, "ruleset_rules_updated": true,
	"ruleset_source_type": true, "active": true,
}
