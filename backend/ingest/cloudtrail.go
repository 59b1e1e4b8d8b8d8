package ingest

import (
	"errors"
	"fmt"
	"strings"

	"daybook/backend/event"
)

// cloudTrail is AWS CloudTrail: log files, and what the lookup-events command
// prints, where the record is JSON inside a text.
type cloudTrail struct{ jsonOnly }

func (cloudTrail) name() string  { return "cloudtrail" }
func (cloudTrail) title() string { return "AWS CloudTrail" }

func (cloudTrail) owns(record *value) bool {
	return record.has("eventName") && record.has("eventTime") && record.has("eventSource") ||
		record.has("CloudTrailEvent") && record.has("EventId")
}

func (cloudTrail) events(record *value, r *reader) error {
	if inner := record.str("CloudTrailEvent"); inner != "" {
		v, err := parse([]byte(inner))
		if err != nil {
			return fmt.Errorf("CloudTrailEvent: %w", err)
		}
		record = v
	}
	record = record.without(isPanther)
	name := record.str("eventName")
	if name == "" {
		return errors.New("eventName is missing or empty")
	}
	t, err := r.read(record.get("eventTime"))
	if err != nil {
		return err
	}
	service, _, _ := strings.Cut(record.str("eventSource"), ".")
	by := trailActor(record)
	did, address := trailDid(record, service, name, by.account), record.str("sourceIPAddress")
	if !strings.ContainsAny(address, "0123456789") || strings.HasSuffix(address, ".amazonaws.com") {
		address = "" // a service
	}
	e := event.Event{
		Actor:       r.word([]byte(by.actor)),
		Category:    r.word([]byte(snake(service))),
		Action:      r.word([]byte(snake(unversioned(name)))),
		Description: describe(by.who, did, address),
		Time:        t.time,
		Details:     r.details(record, t),
	}
	if e.ID = strings.Clone(record.str("eventID")); e.ID == "" {
		e.ID = r.ids.byContent(record)
	}
	return r.emit(e)
}

// unversioned is the name of an event without the date that Lambda and
// CloudFront put behind it: CreateFunction20150331v2.
func unversioned(name string) string {
	base := strings.TrimRight(name, "0123456789_v")
	if i := len(base); i > 0 && len(name)-i >= 8 && strings.HasPrefix(name[i:], "20") {
		return base
	}
	return name
}
