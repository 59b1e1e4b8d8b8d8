package googleworkspace

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"daybook/backend/clip"
	"daybook/backend/event"
	"daybook/backend/numbers"
	"daybook/backend/source"
	"daybook/backend/source/wording"
	"daybook/backend/strictjson"
)

// maxShared bounds the bytes of an activity that its events repeat, all together.
const maxShared = 16 << 20

func events(activity *strictjson.Value, r *source.Reader) error {
	activity = activity.Without(func(key string) bool { return key == "kind" || key == "etag" || source.OfPanther(key) })
	if !activity.Has("events") && activity.Str("name") != "" {
		activity = unflattened(activity)
		r.Remark(flatNote)
	}
	events := activity.Get("events")
	if events.Kind != strictjson.List || len(events.Items) == 0 {
		return errors.New("the activity has no events")
	}
	t, err := r.Read(activity.Get("id", "time"))
	if err != nil {
		return err
	}
	r.OfLog(activity.Str("id", "applicationName"))
	// An activity with a qualifier that is repeated is the same activity on another
	// page; without a qualifier, two equal activities cannot be distinguished.
	name := r.IDs.ByContent
	if activity.Get("id").Has("uniqueQualifier") {
		name = r.IDs.Once
	}
	id := name(activity)
	one := &strictjson.Value{Kind: strictjson.Object, Keys: activity.Keys, Items: slices.Clone(activity.Items)}
	slot := one.Get("events")
	*slot = strictjson.Value{Kind: strictjson.List}
	if shared := len(r.Details(one, t)); shared*len(events.Items) > maxShared {
		return fmt.Errorf("its %s events would repeat the activity's other %s bytes each",
			numbers.Grouped(int64(len(events.Items))), numbers.Grouped(int64(shared)))
	}
	actor, who := actorOf(activity)
	for i := range events.Items {
		e := &events.Items[i]
		if e.Kind != strictjson.Object || e.Str("name") == "" {
			return fmt.Errorf("event %d of the activity has no name", i+1)
		}
		*slot = strictjson.Value{Kind: strictjson.List, Items: []strictjson.Value{*e}}
		out := event.Event{
			ID:          id,
			Actor:       r.Word([]byte(actor)),
			Category:    r.Word([]byte(categoryOf(activity, e))),
			Action:      r.Word([]byte(wording.Snake(e.Str("name")))),
			Description: wording.Describe(who, didOf(activity.Str("id", "applicationName"), e), activity.Str("ipAddress")),
			Time:        t.Time,
			Details:     r.Details(one, t),
		}
		if len(events.Items) > 1 {
			out.ID += "/" + strconv.Itoa(i+1)
		}
		if err := r.Emit(out); err != nil {
			return err
		}
	}
	return nil
}

// actorOf returns the actor, and its name in a sentence.
func actorOf(activity *strictjson.Value) (actor, who string) {
	a := activity.Get("actor")
	const anonymous = "105250506097979753968" // the API's id for somebody who is not signed in
	email, profile := a.Str("email"), a.Str("profileId")
	switch {
	case email != "":
		return email, email
	case profile == anonymous:
		return "anonymous", "somebody not signed in"
	case a.Str("callerType") == "KEY" || a.Str("key") != "":
		if key := a.Str("key"); key != "" && key != "SYSTEM" {
			return event.System, "the application " + clip.Text(wording.OneLine(key), wording.MaxValue)
		}
		return event.System, event.System
	case profile != "":
		return profile, "the profile " + profile
	}
	if name := a.Str("applicationInfo", "applicationName"); name != "" {
		return event.System, "the application " + clip.Text(wording.OneLine(name), wording.MaxValue)
	}
	return source.UnknownActor, wording.UnknownActor
}

// categoryOf returns the application, and for the admin console, where that would
// cover everything, the type of the event: user_settings.
func categoryOf(activity, e *strictjson.Value) string {
	application, kind := wording.Snake(activity.Str("id", "applicationName")), wording.Snake(e.Str("type"))
	if kind != "" && (application == "admin" || application == "") {
		return kind
	}
	if application != "" {
		return application
	}
	return "google_workspace"
}

// didOf words what was done.
func didOf(application string, e *strictjson.Value) string {
	var p wording.Params
	application = strings.ToLower(application)
	for i := range e.Get("parameters").Items {
		one := &e.Get("parameters").Items[i]
		name := one.Str("name")
		if isQuiet(application, name) {
			continue
		}
		v := parameterValue(one)
		if application == "calendar" {
			v = calendarTime(name, v)
		}
		p.Add(name, v)
	}
	addObject(&p, application)
	name := e.Str("name")
	low := strings.ToLower(name)
	for _, templates := range [...][]string{appTemplates[application+"."+low], templates[low]} {
		for _, template := range templates {
			if s, ok := p.Fill(template); ok {
				return s + p.Rest(false)
			}
		}
	}
	did, ok := wording.Act(nil, wording.Words(name))
	if !ok || happensByItself[application] {
		did = `is the actor of "` + clip.Text(wording.OneLine(name), wording.MaxValue) + `"`
		if on, ok := p.Fill(" on {@object}"); ok {
			did += on
		}
		return did + p.Rest(false)
	}
	tail, _ := p.Fill("[ of {USER_EMAIL}][ of group {GROUP_EMAIL}][ of role {ROLE_NAME}][ of domain {DOMAIN_NAME}]" +
		"[ {SETTING_NAME}][ \"{LABEL_TITLE}\"][ \"{RULE_NAME}\"][ of {APPLICATION_NAME}][ for {ORG_UNIT_NAME}][ of {@object}]" +
		"[ from {OLD_VALUE}][ to {NEW_VALUE}][ from {old_value}][ to {new_value}]")
	return did + tail + p.Rest(false)
}

// parameterValue returns the value of a parameter, whichever field holds it.
func parameterValue(parameter *strictjson.Value) *strictjson.Value {
	for _, key := range [...]string{"value", "intValue", "boolValue", "multiValue", "multiIntValue", "multiBoolValue"} {
		if v := parameter.Get(key); v.Kind != strictjson.Null {
			return v
		}
	}
	if v := parameter.Get("messageValue"); v.Kind == strictjson.Object {
		return message(v)
	}
	all := &strictjson.Value{Kind: strictjson.List}
	for i := range parameter.Get("multiMessageValue").Items {
		all.Items = append(all.Items, *message(&parameter.Get("multiMessageValue").Items[i]))
	}
	return all
}

// message returns a list of parameters as an object.
func message(v *strictjson.Value) *strictjson.Value {
	m := &strictjson.Value{Kind: strictjson.Object}
	for i := range v.Get("parameter").Items {
		one := &v.Get("parameter").Items[i]
		m.Keys = append(m.Keys, one.Str("name"))
		m.Items = append(m.Items, *parameterValue(one))
	}
	return m
}
