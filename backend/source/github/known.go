package github

import (
	"strings"

	"daybook/backend/source"
	"daybook/backend/source/wording"
	"daybook/backend/strictjson"
)

// Every log has an action and a time, and many have an organization or a
// repository, so none of these words alone tells a record of GitHub's audit
// log. Three things do: a field that GitHub alone writes; a field that GitHub
// writes among others, with an action of a category that GitHub has, and where any
// application has such a category, a time in milliseconds; and an action of a
// category that GitHub alone has.

// ownFields are fields that no other system writes.
var ownFields = [...]string{
	"_document_id", "hashed_token", "actor_location", "actor_location.country_code", "actor_is_bot", "programmatic_access_type",
	"external_identity_nameid", "transport_protocol_name", "repository_public",
}

// sharedFields are fields that other systems write as well.
var sharedFields = [...]string{"org", "org_id", "repo", "repository", "business", "business_id", "operation_type", "actor_ip", "public_repo"}

// foreignFields are fields of other systems' records, which no record of
// GitHub has at its top.
var foreignFields = [...]string{
	"id", "uuid", "ip", "ip_address", "timestamp", "occurred_at", "user_email", "actor_name", "actor_email", "tenant", "tenant_id", "target", "targets",
	"resource", "resource_id", "resource_type", "entity_type", "source_type", "metadata", "context", "severity",
}

// categories are the first parts of the actions that GitHub documents. Those that
// are true are not words of other systems.
var categories = map[string]bool{
	"account": false, "account_recovery_token": false, "actions_cache": true, "advisory_credit": true, "api": false, "artifact": false,
	"audit_log_streaming": false, "auto_approve_personal_access_token_requests": true, "billing": false, "billing_customer": false,
	"business": false, "checks": false, "code_scanning": true, "codespaces": true, "commit_comment": true, "copilot": true,
	"custom_hosted_runner": true, "custom_property_definition": false, "custom_property_value": false, "dependabot_alerts": true,
	"dependabot_alerts_new_repos": true, "dependabot_closure_request": true, "dependabot_repository_access": true,
	"dependabot_security_updates": true, "dependabot_security_updates_new_repos": true, "dependency_graph": true,
	"dependency_graph_new_repos": true, "discussion": false, "discussion_comment": false, "discussion_post": false,
	"discussion_post_reply": false, "enterprise": false, "enterprise_announcement": true, "enterprise_domain": false,
	"enterprise_installation": true, "enterprise_role": false, "enterprise_team": false, "environment": false, "external_group": false,
	"external_identity": false, "gist": true, "git": true, "git_signing_ssh_public_key": true, "github_hosted_runner": true, "gpg_key": true,
	"hook": false, "integration": false, "integration_installation": true, "integration_installation_request": true, "invite_member": false,
	"ip_allow_list": true, "ip_allow_list_entry": true, "issue": false, "issue_comment": false, "issue_dependencies": false,
	"issue_type": false, "issues": false, "marketplace_agreement_signature": true, "marketplace_listing": true,
	"marketplace_listing_plan": true, "mcp_registry": false, "members_can_create_pages": true, "members_can_create_private_pages": true,
	"members_can_create_public_pages": true, "members_can_delete_repos": true, "members_can_view_dependency_insights": true,
	"merge_queue": true, "metered_billing_configuration": true, "migration": false, "network_configuration": false, "oauth_access": false,
	"oauth_application": false, "oauth_authorization": false, "org": false, "org_credential_authorization": true,
	"organization_custom_property_definition": true, "organization_custom_property_value": true, "organization_default_label": true,
	"organization_domain": false, "organization_moderators": true, "organization_projects_change": true, "organization_role": false,
	"organization_wide_project_base_role": true, "packages": false, "pages_protected_domain": true, "passkey": false,
	"payment_method": false, "personal_access_token": false, "prebuild_configuration": true, "premium_runner": true,
	"private_repository_forking": true, "private_vulnerability_reporting": true, "private_vulnerability_reporting_new_repos": true,
	"profile_picture": false, "project": false, "project_base_role": false, "project_collaborator": false, "project_field": false,
	"project_view": false, "protected_branch": true, "public_key": false, "pull_request": false, "pull_request_review": false,
	"pull_request_review_comment": false, "repo": true, "required_status_check": true, "restrict_notification_delivery": true, "role": false,
	"sandbox": false, "secret_scanning": true, "secret_scanning_alert": true, "secret_scanning_closure_request": true,
	"secret_scanning_new_repos": true, "secret_scanning_push_protection": true, "secret_scanning_push_protection_request": true,
	"secret_scanning_scan": true, "security_configuration": false, "security_configuration_default": false,
	"security_configuration_policy": false, "security_key": false, "social_identity": false, "sponsors": true,
	"ssh_certificate_authority": true, "ssh_certificate_requirement": true, "sso_lockdown": false, "sso_redirect": false, "staff": false,
	"sub_issues": true, "successor_invitation": true, "team": false, "team_discussions": false, "team_group_mapping": false,
	"team_sync_tenant": true, "trusted_device": false, "two_factor_account_recovery": true, "two_factor_authentication": false,
	"user": false, "user_content_edit": false, "user_email": false, "user_session": false, "user_status": false,
	"vulnerability_alert_rule": true, "workflows": true,
}

// families are the prefixes of whole families of categories.
var families = [...]string{"repository_", "business_", "org_secret_scanning_"}

// knownCategory reports whether GitHub has actions of the category, and whether no
// other system has.
func knownCategory(category string) (known, alone bool) {
	if alone, known = categories[category]; known {
		return known, alone
	}
	for _, family := range families {
		if strings.HasPrefix(category, family) {
			return true, family != "business_"
		}
	}
	return false, false
}

func owns(record *strictjson.Value) bool {
	action := record.Str("action")
	if action == "" || record.Has("event_id") || record.Get("actor").Kind == strictjson.Object || !record.HasAny(timeFields[:]) {
		return false
	}
	if record.HasAny(ownFields[:]) {
		return true
	}
	category, _, _ := strings.Cut(action, ".")
	known, alone := knownCategory(category)
	switch {
	case !known || strings.ContainsAny(action, " /:") || record.HasAny(foreignFields[:]):
		return false
	}
	return alone || record.HasAny(sharedFields[:]) && (!anybodys[category] || countsMilliseconds(record))
}

// anybodys are categories that any application has: of users, teams and accounts.
var anybodys = wording.WordSet(`account api artifact billing checks discussion environment external_group external_identity hook integration invite_member
	issue issue_type issues migration passkey payment_method profile_picture project public_key role sandbox security_key staff team
	trusted_device two_factor_authentication user user_email user_session user_status`)

// countsMilliseconds reports whether a time is written as GitHub writes it, in
// milliseconds. Logs of applications, whose actions such as user.login and columns
// such as org may be the same, mostly write a date.
func countsMilliseconds(record *strictjson.Value) bool {
	for _, key := range timeFields {
		v := record.Get(key)
		if len(v.Text) >= 12 && (v.Kind == strictjson.Number || v.Kind == strictjson.Text && strings.Trim(v.Text, "0123456789.") == "") {
			return true
		}
	}
	return strings.HasPrefix(record.Str("p_log_type"), "GitHub.")
}

func ownsHeader(h source.Header) bool {
	bare := bareHeader(h)
	return bare.Has("action") && !bare.Has("event_id") && bare.HasAny(timeFields[:])
}

// bareHeader is the header as a record without values.
func bareHeader(h source.Header) *strictjson.Value {
	bare := &strictjson.Value{Kind: strictjson.Object}
	for _, name := range h.Names {
		if to := columns[name]; to != "" {
			name = to
		}
		bare.Put(strictjson.Value{}, name)
	}
	return bare
}

// ownsRows looks at rows, since many logs have columns named action and org.
// Without a row the columns alone must decide.
func ownsRows(h source.Header, rows [][][]byte) bool {
	for _, cells := range rows {
		if record, err := rowRecord(h, cells); err == nil && owns(record) {
			return true
		}
	}
	return len(rows) == 0 && bareHeader(h).HasAny(ownFields[:])
}

// columns are titles that people give to columns, and GitHub's keys.
var columns = map[string]string{
	"document_id": "_document_id", "organization": "org", "time": "@timestamp", "actor_country": "actor_location.country_code",
}

// rowRecord returns a row as the JSON record that has its cells.
func rowRecord(h source.Header, cells [][]byte) (*strictjson.Value, error) {
	record, err := h.Record(cells)
	if err != nil {
		return nil, err
	}
	less := &strictjson.Value{Kind: strictjson.Object}
	for i, key := range record.Keys {
		if record.Items[i].Text == "" {
			continue
		}
		key = source.ColumnName(key)
		if to := columns[key]; to != "" && !less.Has(to) {
			key = to
		}
		path := []string{key}
		if outer, inner, ok := strings.Cut(key, "."); ok && (outer == "data" || outer == "actor_location") {
			path = []string{outer, inner}
		}
		less.Put(record.Items[i], path...)
	}
	return less, nil
}
