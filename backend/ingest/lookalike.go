package ingest

import (
	"slices"

	"daybook/backend/source"
)

// lookalikes are the lookalikes that belong to no source.
var lookalikes = []source.Lookalike{
	{Name: "Microsoft 365's unified audit log", Keys: []string{"auditdata"}},
	{Name: "Microsoft 365's unified audit log", Keys: []string{"workload", "operation", "creationtime"}},
	{Name: "Microsoft Entra ID's audit log", Keys: []string{"activitydatetime", "initiatedby"}},
	{Name: "Microsoft Entra ID's sign-in log", Keys: []string{"userprincipalname", "createddatetime"}},
	{Name: "Azure's activity log", Keys: []string{"eventtimestamp", "operationname", "resourceid"}},
	{Name: "Azure's activity log", Keys: []string{"time", "operationname", "resourceid"}},
	{Name: "Google Cloud's audit log", Keys: []string{"protopayload", "logname"}},
	{Name: "Okta's System Log", Keys: []string{"published", "eventtype", "actor"}},
	{Name: "Slack's audit log", Keys: []string{"date_create", "entity", "action"}},
	{Name: "GitLab's audit events", Keys: []string{"author_id", "entity_type"}},
	{Name: "Zendesk's audit log", Keys: []string{"change_description", "source_type"}},
	{Name: "Zendesk's audit log", Keys: []string{"source_label", "source_type"}},
	{Name: "Zoom's operation log", Keys: []string{"operation_detail", "category_type"}},
	{Name: "1Password's events", Keys: []string{"actor_uuid", "object_type"}},
	{Name: "Auth0's log", Keys: []string{"log_id", "client_id", "type", "date"}},
	{Name: "Dropbox's team log", Keys: []string{"event_category", "event_type", "origin"}},
	{Name: "Salesforce's setup audit trail", Keys: []string{"createddate", "createdbyid", "section"}},
	{Name: "Alibaba Cloud's ActionTrail", Keys: []string{"eventname", "eventsource", "acsregion"}},
	{Name: "an AWS Config snapshot", Keys: []string{"configurationitems"}},
	{Name: "OCSF", Keys: []string{"class_uid", "activity_id"}},
}

// looksLike returns the lookalike that has these keys, or nil.
func looksLike(keys []string) *source.Lookalike {
	names := make([]string, len(keys))
	for i, key := range keys {
		names[i] = source.ColumnName(key)
	}
	for _, s := range sources {
		if l := firstLike(s.Lookalikes, names); l != nil {
			return l
		}
	}
	return firstLike(lookalikes, names)
}

func firstLike(all []source.Lookalike, names []string) *source.Lookalike {
	for i := range all {
		if !slices.ContainsFunc(all[i].Keys, func(key string) bool { return !slices.Contains(names, key) }) {
			return &all[i]
		}
	}
	return nil
}
