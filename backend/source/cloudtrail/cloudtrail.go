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

// Source is AWS CloudTrail: log files, what the lookup-events command
// prints, where the record is JSON inside a text, and tables of them.
var Source = &source.Source{
	ID:       "cloudtrail",
	Name:     "AWS CloudTrail",
	Title:    "AWS CloudTrail",
	Reads:    "AWS CloudTrail",
	Owns:     owns,
	Events:   events,
	Table:    source.Table{Owns: ownsHeader, OwnsRows: ownsRows, Rows: rows},
	Lists:    []string{"Records", "Events"},
	Wrappers: [][]string{{"CloudTrailEvent"}, {"aws"}},
	Follows:  []string{"NextToken"},
	Lookalikes: []source.Lookalike{
		{Name: "an S3 event notification", Keys: []string{"eventsource", "eventname", "s3"}, Hint: "it tells that a bucket has a new object, and is no CloudTrail record"},
		{Name: "a CloudTrail digest file", Keys: []string{"digeststarttime", "digests3bucket", "logfiles"}, Hint: digestHint, Beside: digestNote},
		{Name: "a CloudTrail digest file", Keys: []string{"digeststarttime", "digestendtime", "awsaccountid"}, Hint: digestHint, Beside: digestNote},
	},
}

const digestHint = "it proves CloudTrail's log files and holds no events: import the log files"

var (
	historyNote = &source.Note{One: "# row is of CloudTrail's event history as CSV, which leaves out the account, the kind of identity and the parameters: the same log as JSON would be in conflict with it",
		Many: "# rows are of CloudTrail's event history as CSV, which leaves out the account, the kind of identity and the parameters: the same log as JSON would be in conflict with them"}
	lessNote = &source.Note{One: "# row has no column requestParameters, so its description cannot say what was acted on: the same log as JSON would be in conflict with it",
		Many: "# rows have no column requestParameters, so their descriptions cannot say what was acted on: the same log as JSON would be in conflict with them"}
	digestNote = &source.Note{One: "# file among the others is a digest that CloudTrail proves its log files with, and holds no events",
		Many: "# files among the others are digests that CloudTrail proves its log files with, and hold no events"}
)

// owns recognises calls by the names that only AWS gives its services, since
// notifications of S3 and trails of other clouds have the same keys.
func owns(record *strictjson.Value) bool {
	if record.Str("eventType") == insight && record.Get("insightDetails").Kind == strictjson.Object {
		return true
	}
	return record.Has("eventName") && (record.Has("eventTime") || record.Has("@timestamp")) && ofAWS(record.Str("eventSource"))
}

// ofAWS reports whether s names a service of AWS: iam.amazonaws.com.
func ofAWS(s string) bool {
	return strings.HasSuffix(s, ".amazonaws.com") || strings.HasSuffix(s, ".amazonaws.com.cn") || strings.HasSuffix(s, ".aws.internal")
}

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

// plainRecord is the record as CloudTrail wrote it: Logstash moves the time to a
// field of its own, and adds others.
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

// emit makes the event of a record. Of told, which says the same more
// fully, it takes the words, and keeps the record.
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

// unversioned is the name of an event without the date that Lambda and
// CloudFront put behind it: CreateFunction20150331v2.
func unversioned(name string) string {
	base := strings.TrimRight(name, "0123456789_v")
	if i := len(base); i > 0 && len(name)-i >= 8 && strings.HasPrefix(name[i:], "20") {
		return base
	}
	return name
}
