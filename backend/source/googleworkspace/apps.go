package googleworkspace

import (
	"strconv"
	"strings"
	"time"

	"daybook/backend/source/wording"
	"daybook/backend/strictjson"
)

// In the applications besides the admin console the object of an action is one of
// the parameters, under a name of the application's own. @object is its name in a
// sentence.

// addObject finds the object of the event, with the parameters that name it.
func addObject(p *wording.Params, application string) {
	object := func(value string, of ...string) {
		if value != "" {
			p.Alias("@object", value, of...)
		}
	}
	switch application {
	case "drive":
		title, kind, id := p.Value("doc_title"), p.Value("doc_type"), p.Value("doc_id")
		switch {
		case title != "" && kind != "":
			object(`"`+title+`" (`+wording.Plain(kind)+`)`, "doc_title", "doc_type")
		case title != "":
			object(`"`+title+`"`, "doc_title")
		case id != "":
			object("item "+id, "doc_id")
		}
	case "calendar":
		if title := p.Value("event_title"); title != "" {
			object(`event "`+title+`"`, "event_title")
		} else if id := p.Value("calendar_id"); id != "" {
			object("calendar "+id, "calendar_id")
		}
	case "groups", "groups_enterprise":
		if group := wording.FirstOf(p.Value("group_id"), p.Value("group_email")); group != "" {
			object("group "+group, "group_id", "group_email")
		}
		if member := wording.FirstOf(p.Value("member_id"), p.Value("user_email")); member != "" {
			p.Alias("@member", member, "member_id", "user_email")
		}
		if setting := wording.FirstOf(p.Value("info_setting"), p.Value("security_setting"), p.Value("setting"), p.Value("basic_setting"), p.Value("identity_setting")); setting != "" {
			p.Alias("@setting", setting, "info_setting", "security_setting", "setting", "basic_setting", "identity_setting")
		}
		if value := wording.FirstOf(p.Value("new_value"), p.Value("value")); value != "" {
			p.Alias("@new", value, "new_value", "value")
		}
	case "vault":
		if matter := p.Value("matter_id"); matter != "" {
			object("matter "+matter, "matter_id")
		}
	case "meet":
		if code := p.Value("meeting_code"); code != "" {
			object("call "+code, "meeting_code")
		}
	case "rules":
		if rule := p.Value("rule_name"); rule != "" {
			object(`rule "`+rule+`"`, "rule_name")
		}
	case "mobile":
		switch user := p.Value("USER_EMAIL"); {
		case user != "" && p.Value("DEVICE_ID") != "":
			object("device "+p.Value("DEVICE_ID")+" of "+user, "USER_EMAIL", "DEVICE_ID")
		case user != "":
			object("a device of "+user, "USER_EMAIL")
		case p.Value("DEVICE_ID") != "":
			object("device "+p.Value("DEVICE_ID"), "DEVICE_ID")
		}
	}
}

// isQuiet reports whether a parameter serves machines alone, so that a
// description leaves it to the details.
func isQuiet(application, name string) bool {
	switch application {
	case "drive":
		switch name {
		case "primary_event", "billable", "originating_app_id", "actor_is_collaborator_account", "owner_is_shared_drive", "owner_is_team_drive",
			"is_encrypted", "owner_team_drive_id", "owner_shared_drive_id", "api_method":
			return true
		}
	case "meet":
		for _, end := range [...]string{"_mean", "_max", "_min", "_kbps", "_pixels", "_fps"} {
			if strings.HasSuffix(name, end) {
				return true
			}
		}
		for _, start := range [...]string{"audio_", "video_", "screencast_", "network_"} {
			if strings.HasPrefix(name, start) {
				return true
			}
		}
	}
	return false
}

// happensByItself are applications whose events are actions of devices and rules,
// with the user whom they concern as the actor. Without a template their names are
// only quoted.
var happensByItself = wording.WordSet("chrome mobile rules context_aware_access access_transparency")

// Calendar counts seconds from the beginning of the year 1.
const calendarEpoch = 62135596800

// calendarTime converts a time of Calendar to a readable time.
func calendarTime(name string, v *strictjson.Value) *strictjson.Value {
	if !strings.HasSuffix(name, "_time") || len(v.Text) != 11 || strings.Trim(v.Text, "0123456789") != "" {
		return v
	}
	seconds, err := strconv.ParseInt(v.Text, 10, 64)
	if err != nil || seconds < calendarEpoch {
		return v
	}
	return &strictjson.Value{Kind: strictjson.Text, Text: time.Unix(seconds-calendarEpoch, 0).UTC().Format(time.RFC3339)}
}

const owned = "[, owned by {owner}]"

// appTemplates word the events of applications, which may use the names of
// others.
var appTemplates = map[string][]string{
	// Drive.
	"drive.view":                                            {"viewed {@object}" + owned},
	"drive.edit":                                            {"edited {@object}" + owned},
	"drive.create":                                          {"created {@object}" + owned},
	"drive.delete":                                          {"deleted {@object}" + owned},
	"drive.trash":                                           {"trashed {@object}" + owned},
	"drive.untrash":                                         {"untrashed {@object}" + owned},
	"drive.download":                                        {"downloaded {@object}" + owned},
	"drive.print":                                           {"printed {@object}" + owned},
	"drive.copy":                                            {"copied {@object}" + owned},
	"drive.source_copy":                                     {"copied {@object}" + owned},
	"drive.upload":                                          {"uploaded {@object}" + owned},
	"drive.preview":                                         {"previewed {@object}" + owned},
	"drive.email_as_attachment":                             {"sent {@object} as an attachment" + owned},
	"drive.rename":                                          {`renamed "{old_value}" to "{new_value}"[ ({doc_type})]`, "renamed {@object}"},
	"drive.move":                                            {"moved {@object}[ from {source_folder_title}][ to {destination_folder_title}]"},
	"drive.add_to_folder":                                   {"added {@object} to folder \"{destination_folder_title}\"" + owned, "added {@object} to a folder" + owned},
	"drive.remove_from_folder":                              {"removed {@object} from folder \"{source_folder_title}\"" + owned, "removed {@object} from a folder" + owned},
	"drive.add_lock":                                        {"locked {@object}" + owned},
	"drive.remove_lock":                                     {"unlocked {@object}" + owned},
	"drive.label_added":                                     {"added label \"{label_title}\" to {@object}" + owned, "added a label to {@object}" + owned},
	"drive.label_added_by_item_create":                      {"!label \"{label_title}\" was added to {@object} as it was created", "!a label was added to {@object} as it was created"},
	"drive.label_removed":                                   {"removed label \"{label_title}\" from {@object}" + owned, "removed a label from {@object}" + owned},
	"drive.label_field_changed":                             {"changed field \"{field}\" of label \"{label_title}\" of {@object}[ from {old_value}][ to {new_value}]" + owned, "changed a field of a label of {@object}[ from {old_value}][ to {new_value}]" + owned},
	"drive.request_access":                                  {"asked for access to {@object}" + owned},
	"drive.deny_access_request":                             {"denied a request for access to {@object}" + owned},
	"drive.expire_access_request":                           {"!a request for access to {@object} expired"},
	"drive.approval_requested":                              {"asked for the approval of {@object}" + owned},
	"drive.approval_canceled":                               {"canceled the approval of {@object}" + owned},
	"drive.approval_completed":                              {"!the approval of {@object} was completed"},
	"drive.approval_comment_added":                          {"commented on the approval of {@object}" + owned},
	"drive.approval_decisions_reset":                        {"!the decisions on the approval of {@object} were reset"},
	"drive.approval_due_time_change":                        {"changed when the approval of {@object} is due" + owned},
	"drive.approval_reviewer_change":                        {"changed the reviewers of the approval of {@object}" + owned},
	"drive.approval_reviewer_responded":                     {"responded to the approval of {@object}" + owned},
	"drive.change_owner":                                    {"changed the owner of {@object}[ to {new_owner}]"},
	"drive.change_user_access":                              {"changed the access of {target_user} to {@object}[ from {old_value}][ to {new_value}]"},
	"drive.change_acl_editors":                              {"changed the editor settings of {@object}[ from {old_value}][ to {new_value}]"},
	"drive.change_document_access_scope":                    {"changed the access scope of {@object}[ for {target_domain}][ from {old_value}][ to {new_value}]"},
	"drive.change_document_visibility":                      {"changed the visibility of {@object}[ for {target_domain}][ from {old_value}][ to {new_value}]"},
	"drive.publish_change":                                  {"changed whether {@object} is published[ from {old_value}][ to {new_value}]"},
	"drive.sheets_import_range":                             {"imported a range into {@object}" + owned},
	"drive.shared_drive_settings_change":                    {"changed the settings of shared drive {@object}[ from {old_settings_state}][ to {new_settings_state}]"},
	"drive.shared_drive_membership_change":                  {"changed the membership of {target} in shared drive {@object}[: {membership_change_type}][, added role {added_role}][, removed role {removed_role}]"},
	"drive.change_owner_hierarchy_reconciled":               {"!the owner of {@object} changed with its folder[ to {new_owner}]"},
	"drive.change_user_access_hierarchy_reconciled":         {"!the access[ of {target_user}] to {@object} changed with its folder[ from {old_value}][ to {new_value}]"},
	"drive.change_document_visibility_hierarchy_reconciled": {"!the visibility of {@object} changed with its folder[ from {old_value}][ to {new_value}]"},
	"drive.change_document_access_scope_hierarchy_reconciled": {"!the access scope of {@object} changed with its folder[ from {old_value}][ to {new_value}]"},
	"drive.storage_usage_update":                              {"!the storage that is used was counted anew"},
	"drive.access_url":                                        {"opened a link from {@object}" + owned},
	"drive.access_item_content":                               {"read the content of {@object}" + owned},
	"drive.connected_sheets_query":                            {"ran a query from {@object}" + owned},
	"drive.unmovable_item_reparented":                         {"!{@object} was given another folder"},
	// Calendar.
	"calendar.change_calendar_acls":        {"changed the access of {grantee_email} to calendar {calendar_id}[ to {access_level}]", "changed who has access to calendar {calendar_id}[, to {access_level}]"},
	"calendar.create_calendar":             {"created calendar {calendar_id}"},
	"calendar.delete_calendar":             {"deleted calendar {calendar_id}"},
	"calendar.create_event":                {"created {@object}[ from {start_time}][ to {end_time}][ in calendar {calendar_id}]"},
	"calendar.delete_event":                {"deleted {@object}[ in calendar {calendar_id}]"},
	"calendar.restore_event":               {"restored {@object}[ in calendar {calendar_id}]"},
	"calendar.add_event_guest":             {"invited {event_guest} to {@object}"},
	"calendar.remove_event_guest":          {"removed {event_guest} from {@object}"},
	"calendar.change_event_guest_response": {"changed the answer of {event_guest} to {@object}[ to {event_response_status}]"},
	"calendar.change_event_title":          {"renamed event[ \"{old_event_title}\"] to \"{event_title}\""},
	"calendar.change_event_start_time":     {"changed the time of {@object}[ from {start_time}][ to {end_time}]"},
	// Groups.
	"groups_enterprise.add_member":                 {"added {@member} to {@object}[ as {member_role}]"},
	"groups_enterprise.remove_member":              {"removed {@member} from {@object}"},
	"groups_enterprise.add_member_role":            {"gave {@member} the role {member_role} in {@object}"},
	"groups_enterprise.remove_member_role":         {"took the role {member_role} in {@object} from {@member}"},
	"groups_enterprise.invite_member":              {"invited {@member} to {@object}"},
	"groups_enterprise.ban_user_with_moderation":   {"banned {@member} from {@object}"},
	"groups_enterprise.ban_member_with_moderation": {"banned {@member} from {@object}"},
	"groups_enterprise.unban_member":               {"lifted the ban of {@member} from {@object}"},
	"groups_enterprise.approve_join_request":       {"approved the request of {@member} to join {@object}"},
	"groups_enterprise.reject_join_request":        {"rejected the request of {@member} to join {@object}"},
	"groups_enterprise.request_to_join":            {"asked to join {@object}"},
	"groups_enterprise.join":                       {"joined {@object}"},
	"groups_enterprise.leave":                      {"left {@object}"},
	"groups_enterprise.create_group":               {"created {@object}"},
	"groups_enterprise.delete_group":               {"deleted {@object}"},
	"groups_enterprise.change_info_setting":        {"changed setting {@setting} of {@object}[ from {old_value}][ to {@new}]"},
	"groups_enterprise.add_info_setting":           {"added setting {@setting} to {@object}[: {@new}]"},
	"groups_enterprise.remove_info_setting":        {"removed setting {@setting} from {@object}[, which was {old_value}]"},
	"groups_enterprise.change_security_setting":    {"changed setting {@setting} of {@object}[ from {old_value}][ to {@new}]"},
	"groups.add_user":                              {"added {@member} to {@object}"},
	"groups.remove_user":                           {"removed {@member} from {@object}"},
	"groups.invite_user":                           {"invited {@member} to {@object}"},
	"groups.reinvite_user":                         {"invited {@member} to {@object} again"},
	"groups.ban_user_with_moderation":              {"banned {@member} from {@object}"},
	"groups.approve_join_request":                  {"approved the request of {@member} to join {@object}"},
	"groups.reject_join_request":                   {"rejected the request of {@member} to join {@object}"},
	"groups.revoke_invitation":                     {"revoked the invitation of {@member} to {@object}"},
	"groups.request_to_join":                       {"asked to join {@object}"},
	"groups.join":                                  {"joined {@object}"},
	"groups.create_group":                          {"created {@object}"},
	"groups.delete_group":                          {"deleted {@object}"},
	"groups.unsubscribe_via_mail":                  {"left {@object} by mail"},
	"groups.change_basic_setting":                  {"changed setting {@setting} of {@object}[ from {old_value}][ to {@new}]"},
	"groups.change_identity_setting":               {"changed setting {@setting} of {@object}[ from {old_value}][ to {@new}]"},
	"groups.change_info_setting":                   {"changed setting {@setting} of {@object}[ from {old_value}][ to {@new}]"},
	"groups.change_acl_permission":                 {"changed permission {acl_permission} of {@object}[ from {old_value_repeated}][ to {new_value_repeated}]"},
	// Sign-in to other applications, and what runs in the name of people.
	"saml.login_success":                      {"signed in to {application_name}"},
	"saml.login_failure":                      {"could not sign in to {application_name}[: {failure_type}]"},
	"rules.rule_trigger":                      {"!{@object} was triggered"},
	"rules.rule_match":                        {"!{@object} matched"},
	"rules.action_complete":                   {"!an action of {@object} was completed"},
	"rules.label_applied":                     {"!a label was applied by {@object}"},
	"vault.create_matter":                     {"created {@object}"},
	"vault.close_matter":                      {"closed {@object}"},
	"vault.reopen_matter":                     {"reopened {@object}"},
	"vault.delete_matter":                     {"deleted {@object}"},
	"vault.undelete_matter":                   {"restored {@object}"},
	"vault.view_investigation":                {"viewed an investigation in {@object}"},
	"meet.call_ended":                         {"left {@object}[, organized by {organizer_email}][, after {duration_seconds} seconds]"},
	"mobile.device_compromised_event":         {"!{@object} was reported as {DEVICE_COMPROMISED_STATE}", "!the compromised state of {@object} changed"},
	"mobile.failed_password_attempts_event":   {"!passwords were tried on {@object} that were wrong[: {FAILED_PASSWD_ATTEMPTS} times]"},
	"mobile.device_register_unregister_event": {"!{@object} changed its account[: {ACCOUNT_STATE}]"},
	"mobile.device_sync_event":                {"!{@object} synchronized"},
	"mobile.device_settings_updated_event":    {"!a setting of {@object} changed[: {DEVICE_SETTING}][ from {OLD_VALUE}][ to {NEW_VALUE}]"},
	"mobile.device_ownership_change_event":    {"!the ownership of {@object} changed[ to {DEVICE_OWNERSHIP}]"},
	"mobile.os_updated_event":                 {"!the operating system of {@object} was updated[: {OS_PROPERTY}][ from {OLD_VALUE}][ to {NEW_VALUE}]"},
	"mobile.application_event":                {"!application {APPLICATION_ID} changed on {@object}[: {APPLICATION_STATE}]"},
	"mobile.suspicious_activity_event":        {"!{@object} showed suspicious activity"},
}
