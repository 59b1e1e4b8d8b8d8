package ingest

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"daybook/backend/event"
	"daybook/backend/numbers"
)

// googleWorkspace is the Reports API: activities of any application. An
// activity holds one event or several; each becomes an event with the
// activity, less its other events, as details.
type googleWorkspace struct{}

func (googleWorkspace) name() string  { return "google-workspace" }
func (googleWorkspace) title() string { return "Google Workspace activities" }

func (googleWorkspace) owns(record *value) bool {
	if record.str("kind") == "admin#reports#activity" {
		return true
	}
	id := record.get("id")
	if !id.has("time") || record.has("event_id") || !hasAny(id, []string{"applicationName", "uniqueQualifier", "customerId"}) {
		return false
	}
	return record.get("events").kind == list || record.has("actor")
}

// maxShared bounds what the events of one activity repeat of it, all together.
const maxShared = 16 << 20

func (googleWorkspace) events(activity *value, r *reader) error {
	activity = activity.without(func(key string) bool { return key == "kind" || key == "etag" || isPanther(key) })
	if !activity.has("events") && activity.str("name") != "" {
		activity = unflattened(activity)
		r.notes.flat++
	}
	events := activity.get("events")
	if events.kind != list || len(events.items) == 0 {
		return errors.New("the activity has no events")
	}
	t, err := r.read(activity.get("id", "time"))
	if err != nil {
		return err
	}
	r.notes.chain = activity.str("id", "applicationName")
	// An activity with a qualifier that comes again is the same one on another
	// page; without one, nothing tells two that are alike apart.
	name := r.ids.byContent
	if activity.get("id").has("uniqueQualifier") {
		name = r.ids.once
	}
	id := name(activity)
	one := &value{kind: object, keys: activity.keys, items: slices.Clone(activity.items)}
	slot := one.get("events")
	*slot = value{kind: list}
	if shared := len(r.details(one, t)); shared*len(events.items) > maxShared {
		return fmt.Errorf("its %s events would repeat the activity's other %s bytes each",
			numbers.Grouped(int64(len(events.items))), numbers.Grouped(int64(shared)))
	}
	actor, who := workspaceActor(activity)
	for i := range events.items {
		e := &events.items[i]
		if e.kind != object || e.str("name") == "" {
			return fmt.Errorf("event %d of the activity has no name", i+1)
		}
		*slot = value{kind: list, items: []value{*e}}
		out := event.Event{
			ID:          id,
			Actor:       r.word([]byte(actor)),
			Category:    r.word([]byte(workspaceCategory(activity, e))),
			Action:      r.word([]byte(snake(e.str("name")))),
			Description: describe(who, workspaceDid(activity.str("id", "applicationName"), e), activity.str("ipAddress")),
			Time:        t.time,
			Details:     r.details(one, t),
		}
		if len(events.items) > 1 {
			out.ID += "/" + strconv.Itoa(i+1)
		}
		if err := r.emit(out); err != nil {
			return err
		}
	}
	return nil
}

// isPanther reports whether a key is one that Panther, which many pull their
// logs with, puts into each record.
func isPanther(key string) bool { return strings.HasPrefix(key, "p_") }

// workspaceActor is the actor, and who it is in a sentence.
func workspaceActor(activity *value) (actor, who string) {
	a := activity.get("actor")
	const anonymous = "105250506097979753968" // what the API has for somebody not signed in
	email, profile := a.str("email"), a.str("profileId")
	switch {
	case email != "":
		return email, email
	case profile == anonymous:
		return "anonymous", "somebody not signed in"
	case a.str("callerType") == "KEY" || a.str("key") != "":
		if key := a.str("key"); key != "" && key != "SYSTEM" {
			return event.System, "the application " + clip(oneLine(key), maxWordedValue)
		}
		return event.System, event.System
	case profile != "":
		return profile, "the profile " + profile
	}
	if name := a.str("applicationInfo", "applicationName"); name != "" {
		return event.System, "the application " + clip(oneLine(name), maxWordedValue)
	}
	return unknownActor, unknownWho
}

// workspaceCategory is the application, and for the admin console, where that
// would be everything, the type of the event: user_settings.
func workspaceCategory(activity, e *value) string {
	application, kind := snake(activity.str("id", "applicationName")), snake(e.str("type"))
	if kind != "" && (application == "admin" || application == "") {
		return kind
	}
	if application != "" {
		return application
	}
	return "google_workspace"
}

// workspaceDid words what was done.
func workspaceDid(application string, e *value) string {
	var p params
	application = strings.ToLower(application)
	for i := range e.get("parameters").items {
		one := &e.get("parameters").items[i]
		name := one.str("name")
		if workspaceQuiet(application, name) {
			continue
		}
		v := parameterValue(one)
		if application == "calendar" {
			v = calendarTime(name, v)
		}
		p.add(name, v)
	}
	p.addObject(application)
	name := e.str("name")
	low := strings.ToLower(name)
	for _, templates := range [...][]string{workspaceApps[application+"."+low], workspaceTemplates[low]} {
		for _, template := range templates {
			if s, ok := p.fill(template); ok {
				return s + p.rest(false)
			}
		}
	}
	did, ok := wordAct(nil, wordsOf(name))
	if !ok || happensByItself[application] {
		did = `is the actor of "` + clip(oneLine(name), maxWordedValue) + `"`
		if on, ok := p.fill(" on {@object}"); ok {
			did += on
		}
		return did + p.rest(false)
	}
	tail, _ := p.fill("[ of {USER_EMAIL}][ of group {GROUP_EMAIL}][ of role {ROLE_NAME}][ of domain {DOMAIN_NAME}]" +
		"[ {SETTING_NAME}][ \"{LABEL_TITLE}\"][ \"{RULE_NAME}\"][ of {APPLICATION_NAME}][ for {ORG_UNIT_NAME}][ of {@object}]" +
		"[ from {OLD_VALUE}][ to {NEW_VALUE}][ from {old_value}][ to {new_value}]")
	return did + tail + p.rest(false)
}

// parameterValue is what a parameter holds, under whichever name.
func parameterValue(parameter *value) *value {
	for _, key := range [...]string{"value", "intValue", "boolValue", "multiValue", "multiIntValue", "multiBoolValue"} {
		if v := parameter.get(key); v.kind != null {
			return v
		}
	}
	if v := parameter.get("messageValue"); v.kind == object {
		return message(v)
	}
	all := &value{kind: list}
	for i := range parameter.get("multiMessageValue").items {
		all.items = append(all.items, *message(&parameter.get("multiMessageValue").items[i]))
	}
	return all
}

// message is a list of parameters as an object.
func message(v *value) *value {
	m := &value{kind: object}
	for i := range v.get("parameter").items {
		one := &v.get("parameter").items[i]
		m.keys = append(m.keys, one.str("name"))
		m.items = append(m.items, *parameterValue(one))
	}
	return m
}
