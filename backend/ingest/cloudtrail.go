package ingest

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"daybook/backend/event"
)

// cloudTrail is AWS CloudTrail: log files, what the lookup-events command
// prints, where the record is JSON inside a text, and tables of them.
type cloudTrail struct{}

func (cloudTrail) name() string  { return "cloudtrail" }
func (cloudTrail) title() string { return "AWS CloudTrail" }

// owns recognises calls by the names that only AWS gives its services, since
// notifications of S3 and trails of other clouds have the same keys.
func (cloudTrail) owns(record *value) bool {
	if record.str("eventType") == insight && record.get("insightDetails").kind == object {
		return true
	}
	return record.has("eventName") && (record.has("eventTime") || record.has("@timestamp")) && ofAWS(record.str("eventSource"))
}

// ofAWS reports whether s names a service of AWS: iam.amazonaws.com.
func ofAWS(s string) bool {
	return strings.HasSuffix(s, ".amazonaws.com") || strings.HasSuffix(s, ".amazonaws.com.cn") || strings.HasSuffix(s, ".aws.internal")
}

func (cloudTrail) events(record *value, r *reader) error {
	if inner := record.str("CloudTrailEvent"); inner != "" {
		v, err := parse([]byte(inner))
		if err != nil {
			return fmt.Errorf("CloudTrailEvent: %w", err)
		}
		record = v
	}
	record = trailPlain(record.without(isPanther))
	if record.str("eventType") == insight {
		return insightEvent(record, r)
	}
	return trailEvent(record, record, r)
}

// trailPlain is the record as CloudTrail wrote it: Logstash moves the time to a
// field of its own, and adds others.
func trailPlain(record *value) *value {
	if record.has("eventTime") || !record.has("@timestamp") {
		return record
	}
	plain := record.without(func(key string) bool { return key == "@version" || key == "tags" || key == "host" || key == "path" })
	plain = &value{kind: object, keys: slices.Clone(plain.keys), items: plain.items}
	at := slices.Index(plain.keys, "@timestamp")
	plain.keys[at] = "eventTime"
	if when, ok := strings.CutSuffix(plain.items[at].text, ".000Z"); ok { // CloudTrail counts seconds
		plain.items = slices.Clone(plain.items)
		plain.items[at].text = when + "Z"
	}
	return plain
}

// trailEvent makes the event of a record. Of told, which says the same more
// fully, it takes the words, and keeps the record.
func trailEvent(record, told *value, r *reader) error {
	name := told.str("eventName")
	if name == "" {
		return errors.New("eventName is missing or empty")
	}
	t, err := trailTime(told, r)
	if err != nil {
		return err
	}
	service, _, _ := strings.Cut(told.str("eventSource"), ".")
	by := trailActor(told)
	did, address := trailDid(told, service, name, by.account), told.str("sourceIPAddress")
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
	if e.ID = strings.Clone(told.str("eventID")); e.ID == "" {
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
