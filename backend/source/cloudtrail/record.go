package cloudtrail

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"daybook/backend/event"
	"daybook/backend/source"
	"daybook/backend/source/wording"
	"daybook/backend/strictjson"
)

func events(record *strictjson.Value, r *source.Reader) error {
	if inner := record.Str("CloudTrailEvent"); inner != "" {
		v, err := strictjson.Parse([]byte(inner))
		if err != nil {
			return fmt.Errorf("CloudTrailEvent: %w", err)
		}
		record = v
	}
	record = plainRecord(record.Without(source.OfPanther))
	if record.Str("eventType") == insight {
		return insightEvent(record, r)
	}
	return emit(record, record, r)
}

// plainRecord returns the record as CloudTrail wrote it: Logstash moves the time to
// a field of its own, and adds others.
func plainRecord(record *strictjson.Value) *strictjson.Value {
	if record.Has("eventTime") || !record.Has("@timestamp") {
		return record
	}
	plain := record.Without(func(key string) bool { return key == "@version" || key == "tags" || key == "host" || key == "path" })
	plain = &strictjson.Value{Kind: strictjson.Object, Keys: slices.Clone(plain.Keys), Items: plain.Items}
	at := slices.Index(plain.Keys, "@timestamp")
	plain.Keys[at] = "eventTime"
	if when, ok := strings.CutSuffix(plain.Items[at].Text, ".000Z"); ok { // CloudTrail counts seconds
		plain.Items = slices.Clone(plain.Items)
		plain.Items[at].Text = when + "Z"
	}
	return plain
}

// emit makes the event of a record. It takes the words from told, which has the
// same content in a fuller form, and keeps the record.
func emit(record, told *strictjson.Value, r *source.Reader) error {
	name := told.Str("eventName")
	if name == "" {
		return errors.New("eventName is missing or empty")
	}
	t, err := timeOf(told, r)
	if err != nil {
		return err
	}
	service, _, _ := strings.Cut(told.Str("eventSource"), ".")
	by := actorOf(told)
	did, address := didOf(told, service, name, by.account), told.Str("sourceIPAddress")
	if !strings.ContainsAny(address, "0123456789") || strings.HasSuffix(address, ".amazonaws.com") {
		address = "" // a service
	}
	e := event.Event{
		Actor:       r.Word([]byte(by.actor)),
		Category:    r.Word([]byte(wording.Snake(service))),
		Action:      r.Word([]byte(wording.Snake(unversioned(name)))),
		Description: wording.Describe(by.who, did, address),
		Time:        t.Time,
		Details:     r.Details(record, t),
	}
	if e.ID = strings.Clone(told.Str("eventID")); e.ID == "" {
		e.ID = r.IDs.ByContent(record)
	}
	return r.Emit(e)
}

// ofAWS reports whether s names a service of AWS: iam.amazonaws.com.
func ofAWS(s string) bool {
	return strings.HasSuffix(s, ".amazonaws.com") || strings.HasSuffix(s, ".amazonaws.com.cn") || strings.HasSuffix(s, ".aws.internal")
}
