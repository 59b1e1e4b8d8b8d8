package googleworkspace_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/source/sourcetest"
)

// workspaceDescription returns the sentence for an event. Its parameters are
// name=value, with | between them and , between the values of a list.
func workspaceDescription(t *testing.T, application, kind, name, parameters string) string {
	var ps []string
	for _, p := range strings.Split(parameters, "|") {
		name, v, ok := strings.Cut(p, "=")
		switch {
		case !ok:
		case strings.Contains(v, ","):
			ps = append(ps, fmt.Sprintf(`{"name":%q,"multiValue":["%s"]}`, name, strings.ReplaceAll(v, ",", `","`)))
		default:
			ps = append(ps, fmt.Sprintf(`{"name":%q,"value":%q}`, name, v))
		}
	}
	out := sourcetest.Read(t, fmt.Sprintf(`{"id":{"time":"2026-08-02T17:39:42Z","applicationName":%q},"actor":{"email":"ann@example.com"},"events":[{"type":%q,"name":%q,"parameters":[%s]}]}`,
		application, kind, name, strings.Join(ps, ",")))
	require.Empty(t, out.Rejected, name)
	return strings.TrimPrefix(out.Events[0].Description, "ann@example.com ")
}

func TestTheObjectOfASentenceIsWhatWasActedOn(t *testing.T) {
	const doc = "doc_title=Plan|doc_type=spreadsheet|owner=cy@example.com|visibility=private|primary_event=true|"
	const plan = `"Plan" (spreadsheet)`
	for _, c := range []struct{ application, name, parameters, want string }{
		{"drive", "change_acl_editors", doc + "old_value=owner|new_value=owner,writers", "changed the editor settings of " + plan + " from owner to owner, writers (owner cy@example.com, visibility private)"},
		{"drive", "change_document_access_scope", doc + "old_value=private|new_value=people_with_link", "changed the access scope of " + plan + " from private to people_with_link (owner cy@example.com, visibility private)"},
		{"drive", "change_document_visibility", doc + "old_value=private|new_value=people_with_link", "changed the visibility of " + plan + " from private to people_with_link (owner cy@example.com, visibility private)"},
		{"drive", "label_field_changed", doc + "label_title=Class|field=Level|old_value=1|new_value=2", `changed field "Level" of label "Class" of ` + plan + " from 1 to 2, owned by cy@example.com (visibility private)"},
		{"drive", "label_removed", doc + "label_title=Class", `removed label "Class" from ` + plan + ", owned by cy@example.com (visibility private)"},
		{"drive", "shared_drive_membership_change", doc + "target=bo@example.com|membership_change_type=add_to_shared_drive|added_role=organizer",
			"changed the membership of bo@example.com in shared drive " + plan + ": add_to_shared_drive, added role organizer (owner cy@example.com, visibility private)"},
		{"drive", "add_to_folder", doc + "destination_folder_title=Out", "added " + plan + ` to folder "Out", owned by cy@example.com (visibility private)`},
		{"drive", "add_to_folder", "doc_id=d1", "added item d1 to a folder"},
		{"drive", "change_owner", doc + "new_owner=bo@example.com", "changed the owner of " + plan + " to bo@example.com (owner cy@example.com, visibility private)"},
		{"drive", "source_copy", "doc_title=Plan", `copied "Plan"`},
		{"drive", "change_something_new", doc + "old_value=1|new_value=2", "changed something new of " + plan + " from 1 to 2 (owner cy@example.com, visibility private)"},
		{"drive", "something_new", "doc_title=Plan", `is the actor of "something_new" on "Plan"`},
		{"drive", "change_user_access_hierarchy_reconciled", "doc_title=Plan|target_user=bo@example.com|old_value=none|new_value=can_edit",
			`the access of bo@example.com to "Plan" changed with its folder from none to can_edit, with ann@example.com as the actor`},
		{"calendar", "create_event", "event_title=Talk|start_time=63846450000|end_time=63846453600|calendar_id=ann@example.com",
			`created event "Talk" from 2024-03-19T13:00:00Z to 2024-03-19T14:00:00Z in calendar ann@example.com`},
		{"calendar", "change_calendar_acls", "calendar_id=ann@example.com|grantee_email=eve@example.org|access_level=owner", "changed the access of eve@example.org to calendar ann@example.com to owner"},
		{"calendar", "change_event_start_time", "event_title=Talk|start_time=2024|old_start_time=63846450000", `changed the time of event "Talk" from 2024 (old start time 2024-03-19T13:00:00Z)`},
		{"groups_enterprise", "add_member", "member_id=bo@example.com|group_id=admins@example.com|member_role=owner", "added bo@example.com to group admins@example.com as owner"},
		{"groups_enterprise", "change_info_setting", "group_id=g@example.com|info_setting=who_can_join|old_value=invited|value=anyone", "changed setting who_can_join of group g@example.com from invited to anyone"},
		{"groups_enterprise", "ban_user_with_moderation", "member_id=bo@example.com|group_id=g@example.com", "banned bo@example.com from group g@example.com"},
		{"groups", "approve_join_request", "user_email=bo@example.com|group_email=g@example.com", "approved the request of bo@example.com to join group g@example.com"},
		{"saml", "login_failure", "application_name=AWS|failure_type=failure_malformed_request", "could not sign in to AWS: failure_malformed_request"},
		{"token", "authorize", "app_name=Sync|scope=mail", "authorized application Sync for mail"},
		{"mobile", "DEVICE_COMPROMISED_EVENT", "USER_EMAIL=bo@example.com|DEVICE_COMPROMISED_STATE=COMPROMISED", "a device of bo@example.com was reported as COMPROMISED, with ann@example.com as the actor"},
		{"rules", "rule_trigger", "rule_name=Leak", `rule "Leak" was triggered, with ann@example.com as the actor`},
		{"vault", "view_investigation", "matter_id=m1", "viewed an investigation in matter m1"},
		{"meet", "call_ended", "meeting_code=ABC|duration_seconds=600|video_send_seconds=1|network_rtt_msec_mean=3", "left call ABC, after 600 seconds"},
		{"admin", "LABEL_PUBLISHED", "LABEL_TITLE=Class", `published label "Class"`},
		{"admin", "SYSTEM_DEFINED_RULE_UPDATED", "RULE_NAME=r", `updated system defined rule "r"`},
		{"admin", "WHITELISTED_GROUPS_UPDATED", "WHITELISTED_GROUPS=x", "updated whitelisted groups (whitelisted groups x)"},
		{"admin", "USE_GOOGLE_MOBILE_MANAGEMENT", "ORG_UNIT_NAME=/", `is the actor of "USE_GOOGLE_MOBILE_MANAGEMENT" (org unit name /)`},
		{"admin", "ACCEPT_USER_INVITATION", "USER_EMAIL=bo@example.com", "the invitation of user bo@example.com was accepted, with ann@example.com as the actor"},
		{"admin", "TRANSFER_DOCUMENT_OWNERSHIP", "USER_EMAIL=ann@example.com|NEW_VALUE=bo@example.com", "transferred the ownership of the documents of ann@example.com to bo@example.com"},
		{"admin", "TOGGLE_SSO_ENABLED", "NEW_VALUE=false", "switched SSO enabled to false"},
		{"admin", "VIEW_TEMP_PASSWORD", "USER_EMAIL=bo@example.com", "viewed temp password of bo@example.com"},
		{"admin", "RESEND_USER_INVITE", "USER_EMAIL=bo@example.com", "resent user invite of bo@example.com"},
		{"admin", "MOBILE_DEVICE_CANCEL_WIPE_THEN_APPROVE", "", `is the actor of "MOBILE_DEVICE_CANCEL_WIPE_THEN_APPROVE"`},
		{"chrome", "DEVICE_BOOT_STATE_CHANGE", "", `is the actor of "DEVICE_BOOT_STATE_CHANGE"`},
		{"context_aware_access", "ACCESS_DENY_EVENT", "", `is the actor of "ACCESS_DENY_EVENT"`},
		{"login", "user_signed_out_due_to_suspicious_session_cookie", "", `is the actor of "user_signed_out_due_to_suspicious_session_cookie"`},
		{"chat", "attachment_uploaded", "", "uploaded attachment"},
	} {
		require.Equal(t, c.want, workspaceDescription(t, c.application, "x", c.name, c.parameters), c.name)
	}
}
