package ingest

import (
	"errors"
	"strings"

	"daybook/backend/event"
)

// insight is the eventType of a record that tells of unusual calls, and of no
// call itself. CloudTrail writes it by itself.
const insight = "AwsCloudTrailInsight"

func insightEvent(record *value, r *reader) error {
	details := record.get("insightDetails")
	kind, state, name := details.str("insightType"), details.str("state"), details.str("eventName")
	if kind == "" || state == "" {
		return errors.New("insightDetails has no insightType and state")
	}
	t, err := r.read(record.get("eventTime"))
	if err != nil {
		return err
	}
	e := event.Event{
		ID:          strings.Clone(record.str("eventID")),
		Actor:       event.System,
		Category:    "cloudtrail",
		Action:      r.word([]byte(snake(kind) + "_" + snake(state))),
		Description: describe("CloudTrail", insightDid(record, details, kind, state, name), ""),
		Time:        t.time,
		Details:     r.details(record, t),
	}
	if e.ID == "" {
		e.ID = r.ids.byContent(record)
	}
	return r.emit(e)
}

// insightDid words what was noticed: "noticed that an unusual rate of DeleteUser
// calls to IAM began (12.3 a minute, ordinarily 0.002)".
func insightDid(record, details *value, kind, state, name string) string {
	service, _, _ := strings.Cut(details.str("eventSource"), ".")
	what := "unusual activity (" + plainWords(kind) + ")"
	switch kind {
	case "ApiCallRateInsight":
		what = "an unusual rate of " + firstOfTexts(name, "unnamed") + " calls"
	case "ApiErrorRateInsight":
		what = "an unusual rate of errors of " + firstOfTexts(name, "unnamed") + " calls"
	}
	if service != "" {
		what += " to " + serviceName(service) + region(record, service)
	}
	if code := details.str("errorCode"); code != "" {
		what += " with " + firstOfTexts(code)
	}
	verb := map[string]string{"Start": "began", "End": "ended"}[state]
	if verb == "" {
		verb = "is in state " + firstOfTexts(state)
	}
	did := "noticed that " + what + " " + verb
	statistics := details.get("insightContext", "statistics")
	seen, usual := statistics.get("insight", "average").text, statistics.get("baseline", "average").text
	if seen != "" && usual != "" {
		did += " (" + clip(seen, 30) + " a minute, ordinarily " + clip(usual, 30) + ")"
	}
	if account := firstOfTexts(record.str("recipientAccountId")); account != "" {
		did += ", in account " + clip(account, 40)
	}
	return did
}
