package ingest

import "slices"

// A lookalike is something that officers have and Daybook does not read, which
// its own words give away. Knowing what it is, is worth more to them than a
// list of its keys.
type lookalike struct {
	name string
	keys []string // all of which it has, in lower case, with _ for blanks
	hint string   // what to do, or ""
	// beside means that it comes with the files of a source and holds no events,
	// so that it is nothing to complain about among them.
	beside bool
}

var lookalikes = []lookalike{
	{name: "an S3 event notification", keys: []string{"eventsource", "eventname", "s3"}, hint: "it tells that a bucket has a new object, and is no CloudTrail record"},
	{name: "a CloudTrail digest file", keys: []string{"digeststarttime", "digests3bucket", "logfiles"}, beside: true,
		hint: "it proves CloudTrail's log files and holds no events: import the log files"},
	{name: "a CloudTrail digest file", keys: []string{"digeststarttime", "digestendtime", "awsaccountid"}, beside: true,
		hint: "it proves CloudTrail's log files and holds no events: import the log files"},
	{name: "Microsoft 365's unified audit log", keys: []string{"auditdata"}},
	{name: "Microsoft 365's unified audit log", keys: []string{"workload", "operation", "creationtime"}},
	{name: "Microsoft Entra ID's audit log", keys: []string{"activitydatetime", "initiatedby"}},
	{name: "Microsoft Entra ID's sign-in log", keys: []string{"userprincipalname", "createddatetime"}},
	{name: "Azure's activity log", keys: []string{"eventtimestamp", "operationname", "resourceid"}},
	{name: "Azure's activity log", keys: []string{"time", "operationname", "resourceid"}},
	{name: "Google Cloud's audit log", keys: []string{"protopayload", "logname"}},
	{name: "Okta's System Log", keys: []string{"published", "eventtype", "actor"}},
	{name: "Slack's audit log", keys: []string{"date_create", "entity", "action"}},
	{name: "GitLab's audit events", keys: []string{"author_id", "entity_type"}},
	{name: "Zendesk's audit log", keys: []string{"change_description", "source_type"}},
	{name: "Zendesk's audit log", keys: []string{"source_label", "source_type"}},
	{name: "Zoom's operation log", keys: []string{"operation_detail", "category_type"}},
	{name: "1Password's events", keys: []string{"actor_uuid", "object_type"}},
	{name: "Auth0's log", keys: []string{"log_id", "client_id", "type", "date"}},
	{name: "Dropbox's team log", keys: []string{"event_category", "event_type", "origin"}},
	{name: "Salesforce's setup audit trail", keys: []string{"createddate", "createdbyid", "section"}},
	{name: "Alibaba Cloud's ActionTrail", keys: []string{"eventname", "eventsource", "acsregion"}},
	{name: "an AWS Config snapshot", keys: []string{"configurationitems"}},
	{name: "OCSF", keys: []string{"class_uid", "activity_id"}},
}

// looksLike is what has these keys, or nil.
func looksLike(keys []string) *lookalike {
	names := make([]string, len(keys))
	for i, key := range keys {
		names[i] = columnName(key)
	}
	for i := range lookalikes {
		if !slices.ContainsFunc(lookalikes[i].keys, func(key string) bool { return !slices.Contains(names, key) }) {
			return &lookalikes[i]
		}
	}
	return nil
}

// refusal says what it is, and what was seen of it.
func (l *lookalike) refusal(seen string) error {
	why := "it looks like " + l.name + ", which Daybook does not read"
	if l.hint != "" {
		why = "it looks like " + l.name + ": " + l.hint
	}
	return &notEvents{why: why + " (" + seen + ")", beside: l.beside}
}
