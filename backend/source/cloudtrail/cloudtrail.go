// Package cloudtrail reads the records of AWS CloudTrail: its log files, the output of
// the lookup-events command, the tables that Athena and CloudTrail Lake return, and
// the event history that the console saves as CSV. A record is recognised by a service
// of AWS as its source; its eventID is unique.
//
// # Members
//
// A trail may be that of an organization, so the actor of CloudTrail has its account: "ann (111122223333)", "root
// user (111122223333)", "role deploy (111122223333)". An action of a machine, such as a service of AWS, a role
// that is linked to a service, or an instance, is done by the system, and the description names the machine and
// the role. An Insight of CloudTrail is not a call; it has the category cloudtrail and is done by the system. The
// event history that the console saves as CSV has neither account nor parameters, which the notes say. Where the
// account of the action is another, or the actor names no account, the description has it.
package cloudtrail

import (
	"daybook/backend/source"
	"daybook/backend/strictjson"
)

// Source is AWS CloudTrail: log files, the output of the lookup-events command, where the
// record is JSON inside a text, and tables of records.
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
