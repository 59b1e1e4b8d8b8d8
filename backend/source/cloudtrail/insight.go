package cloudtrail

import (
	"errors"
	"strings"

	"daybook/backend/clip"
	"daybook/backend/event"
	"daybook/backend/source"
	"daybook/backend/source/wording"
	"daybook/backend/strictjson"
)

// insight is the eventType of a record that reports unusual calls, and is not a
// call. CloudTrail writes it by itself.
const insight = "AwsCloudTrailInsight"

func insightEvent(record *strictjson.Value, r *source.Reader) error {
	details := record.Get("insightDetails")
	kind, state, name := details.Str("insightType"), details.Str("state"), details.Str("eventName")
	if kind == "" || state == "" {
		return errors.New("insightDetails has no insightType and state")
	}
	t, err := r.Read(record.Get("eventTime"))
	if err != nil {
		return err
	}
	e := event.Event{
		ID:          strings.Clone(record.Str("eventID")),
		Actor:       event.System,
		Category:    "cloudtrail",
		Action:      r.Word([]byte(wording.Snake(kind) + "_" + wording.Snake(state))),
		Description: wording.Describe("CloudTrail", insightDid(record, details, kind, state, name), ""),
		Time:        t.Time,
		Details:     r.Details(record, t),
	}
	if e.ID == "" {
		e.ID = r.IDs.ByContent(record)
	}
	return r.Emit(e)
}

// insightDid words the observation: "noticed that an unusual rate of DeleteUser
// calls to IAM began (12.3 a minute, ordinarily 0.002)".
func insightDid(record, details *strictjson.Value, kind, state, name string) string {
	service, _, _ := strings.Cut(details.Str("eventSource"), ".")
	what := "unusual activity (" + wording.Plain(kind) + ")"
	switch kind {
	case "ApiCallRateInsight":
		what = "an unusual rate of " + wording.FirstOf(name, "unnamed") + " calls"
	case "ApiErrorRateInsight":
		what = "an unusual rate of errors of " + wording.FirstOf(name, "unnamed") + " calls"
	}
	if service != "" {
		what += " to " + serviceName(service) + region(record, service)
	}
	if code := details.Str("errorCode"); code != "" {
		what += " with " + wording.FirstOf(code)
	}
	verb := map[string]string{"Start": "began", "End": "ended"}[state]
	if verb == "" {
		verb = "is in state " + wording.FirstOf(state)
	}
	did := "noticed that " + what + " " + verb
	statistics := details.Get("insightContext", "statistics")
	seen, usual := statistics.Get("insight", "average").Text, statistics.Get("baseline", "average").Text
	if seen != "" && usual != "" {
		did += " (" + clip.Text(seen, 30) + " a minute, ordinarily " + clip.Text(usual, 30) + ")"
	}
	if account := wording.FirstOf(record.Str("recipientAccountId")); account != "" {
		did += ", in account " + clip.Text(account, 40)
	}
	return did
}
