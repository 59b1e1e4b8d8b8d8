package ingest

// workspaceTemplates word the events of the Reports API by name, in lower
// case, as params.fill has it; the first template that has all it needs is
// taken. What a template does not use is said in parentheses behind it, so
// that nothing is lost by wording. Events without a template are worded by
// their name.
var workspaceTemplates = map[string][]string{
	// Admin console: users.
	"create_user":                      {"created user {USER_EMAIL}"},
	"delete_user":                      {"deleted user {USER_EMAIL}"},
	"undelete_user":                    {"restored deleted user {USER_EMAIL}"},
	"suspend_user":                     {"suspended user {USER_EMAIL}"},
	"unsuspend_user":                   {"lifted the suspension of user {USER_EMAIL}"},
	"archive_user":                     {"archived user {USER_EMAIL}"},
	"unarchive_user":                   {"unarchived user {USER_EMAIL}"},
	"rename_user":                      {"renamed user {USER_EMAIL} to {NEW_VALUE}"},
	"change_first_name":                {"changed the first name of {USER_EMAIL}[ from \"{OLD_VALUE}\"][ to \"{NEW_VALUE}\"]"},
	"change_last_name":                 {"changed the last name of {USER_EMAIL}[ from \"{OLD_VALUE}\"][ to \"{NEW_VALUE}\"]"},
	"change_password":                  {"changed the password of {USER_EMAIL}"},
	"change_password_on_next_login":    {"changed whether {USER_EMAIL} must change the password at the next sign-in[ from {OLD_VALUE}][ to {NEW_VALUE}]"},
	"change_recovery_email":            {"changed the recovery email of {USER_EMAIL}"},
	"change_recovery_phone":            {"changed the recovery phone of {USER_EMAIL}"},
	"grant_admin_privilege":            {"gave {USER_EMAIL} super admin privileges"},
	"revoke_admin_privilege":           {"took super admin privileges from {USER_EMAIL}"},
	"grant_delegated_admin_privileges": {"gave {USER_EMAIL} delegated admin privileges[: {NEW_VALUE}]"},
	"turn_off_2_step_verification":     {"turned off 2-step verification of {USER_EMAIL}"},
	"unenroll_user_from_strong_auth":   {"turned off 2-step verification of {USER_EMAIL}"},
	"unenroll_user_from_titanium":      {"took {USER_EMAIL} out of Advanced Protection"},
	"generate_2sv_scratch_codes":       {"made new backup codes for {USER_EMAIL}"},
	"delete_2sv_scratch_codes":         {"deleted the backup codes of {USER_EMAIL}"},
	"revoke_3lo_token":                 {"revoked the access of application {APP_ID} to {USER_EMAIL}"},
	"revoke_3lo_device_tokens":         {"revoked the access of device [{DEVICE_ID} ]of {USER_EMAIL}"},
	"revoke_asp":                       {"revoked an application password of {USER_EMAIL}"},
	"reset_signin_cookies":             {"signed {USER_EMAIL} out everywhere"},
	"download_userlist_csv":            {"downloaded the list of users as CSV"},
	"download_pending_invites_list":    {"downloaded the list of pending invitations"},
	"bulk_upload":                      {"uploaded users in bulk"},
	"move_user_to_org_unit":            {"moved user {USER_EMAIL}[ from {ORG_UNIT_NAME}] to {NEW_VALUE}"},
	"add_nickname":                     {"added alias {USER_NICKNAME} to {USER_EMAIL}"},
	"remove_nickname":                  {"removed alias {USER_NICKNAME} from {USER_EMAIL}"},
	"user_invite":                      {"invited user {USER_EMAIL}"},
	"mail_routing_destination_added":   {"added a mail routing destination for {USER_EMAIL}"},
	"create_email_monitor":             {"let {EMAIL_MONITOR_DEST_EMAIL} receive the mail of {USER_EMAIL}"},
	"delete_email_monitor":             {"no longer lets {EMAIL_MONITOR_DEST_EMAIL} receive the mail of {USER_EMAIL}"},
	// Groups.
	"create_group":           {"created group {GROUP_EMAIL}"},
	"delete_group":           {"deleted group {GROUP_EMAIL}"},
	"add_group_member":       {"added {USER_EMAIL} to group {GROUP_EMAIL}"},
	"remove_group_member":    {"removed {USER_EMAIL} from group {GROUP_EMAIL}"},
	"update_group_member":    {"changed the membership of {USER_EMAIL} in group {GROUP_EMAIL}[ from {OLD_VALUE}][ to {NEW_VALUE}]"},
	"change_group_setting":   {"changed {SETTING_NAME} of group {GROUP_EMAIL}[ from {OLD_VALUE}][ to {NEW_VALUE}]"},
	"change_group_name":      {"renamed group {GROUP_EMAIL}[ from \"{OLD_VALUE}\"][ to \"{NEW_VALUE}\"]"},
	"change_group_email":     {"changed the address of group {GROUP_EMAIL}[ from {OLD_VALUE}][ to {NEW_VALUE}]"},
	"group_members_download": {"downloaded the members of group {GROUP_EMAIL}", "downloaded the members of groups"},
	"group_list_download":    {"downloaded the list of groups"},
	// Licenses.
	"user_license_assignment":   {"gave {USER_EMAIL} the license {NEW_VALUE}[ ({PRODUCT_NAME})]"},
	"user_license_revoke":       {"took the license {OLD_VALUE} from {USER_EMAIL}[ ({PRODUCT_NAME})]"},
	"user_license_reassignment": {"changed the license of {USER_EMAIL}[ from {OLD_VALUE}] to {NEW_VALUE}[ ({PRODUCT_NAME})]"},
	// Roles.
	"assign_role":      {"assigned role {ROLE_NAME} to {USER_EMAIL}", "assigned role {ROLE_NAME} to group {GROUP_EMAIL}"},
	"unassign_role":    {"took role {ROLE_NAME} from {USER_EMAIL}", "took role {ROLE_NAME} from group {GROUP_EMAIL}"},
	"create_role":      {"created role {ROLE_NAME}"},
	"delete_role":      {"deleted role {ROLE_NAME}"},
	"rename_role":      {"renamed role {ROLE_NAME}[ to {NEW_VALUE}]"},
	"update_role":      {"changed role {ROLE_NAME}"},
	"add_privilege":    {"added privilege {PRIVILEGE_NAME} to role {ROLE_NAME}"},
	"remove_privilege": {"removed privilege {PRIVILEGE_NAME} from role {ROLE_NAME}"},
	// Domain, applications, mail, security.
	"authorize_api_client_access":   {"let API client {API_CLIENT_NAME} act for the users of the domain[ {DOMAIN_NAME}][, scopes {API_SCOPES}]"},
	"remove_api_client_access":      {"no longer lets API client {API_CLIENT_NAME} act for the users of the domain[ {DOMAIN_NAME}]"},
	"add_domain":                    {"added domain {DOMAIN_NAME}"},
	"add_domain_alias":              {"added domain alias {DOMAIN_ALIAS}[ to {DOMAIN_NAME}]"},
	"remove_domain_alias":           {"removed domain alias {DOMAIN_ALIAS}[ from {DOMAIN_NAME}]"},
	"change_primary_domain":         {"changed the primary domain[ from {DOMAIN_NAME}][ to {NEW_VALUE}]"},
	"add_trusted_domains":           {"added trusted domains {DOMAIN_NAME}"},
	"remove_trusted_domains":        {"removed trusted domains {DOMAIN_NAME}"},
	"change_application_setting":    {"changed setting {SETTING_NAME} of {APPLICATION_NAME}[ for {ORG_UNIT_NAME}][ from {OLD_VALUE}][ to {NEW_VALUE}]"},
	"create_application_setting":    {"set setting {SETTING_NAME} of {APPLICATION_NAME}[ for {ORG_UNIT_NAME}][ to {NEW_VALUE}]"},
	"delete_application_setting":    {"removed setting {SETTING_NAME} of {APPLICATION_NAME}[ for {ORG_UNIT_NAME}][, which was {OLD_VALUE}]"},
	"change_email_setting":          {"changed mail setting {SETTING_NAME}[ for {ORG_UNIT_NAME}][ from {OLD_VALUE}][ to {NEW_VALUE}]"},
	"change_gmail_setting":          {"changed Gmail setting {SETTING_NAME}[ for {ORG_UNIT_NAME}]"},
	"create_gmail_setting":          {"added Gmail setting {SETTING_NAME}[ for {ORG_UNIT_NAME}]"},
	"delete_gmail_setting":          {"removed Gmail setting {SETTING_NAME}[ for {ORG_UNIT_NAME}]"},
	"email_log_search":              {"searched the mail log[ from {EMAIL_LOG_SEARCH_START_DATE}][ to {EMAIL_LOG_SEARCH_END_DATE}][ for mail from {EMAIL_LOG_SEARCH_SENDER}][ for mail to {EMAIL_LOG_SEARCH_RECIPIENT}][ with message ID {EMAIL_LOG_SEARCH_MSG_ID}]"},
	"enforce_strong_authentication": {"changed whether 2-step verification is enforced[ for {ORG_UNIT_NAME}][ in {DOMAIN_NAME}][ from {OLD_VALUE}][ to {NEW_VALUE}]"},
	"allow_strong_authentication":   {"changed whether 2-step verification is allowed[ for {ORG_UNIT_NAME}][ in {DOMAIN_NAME}][ from {OLD_VALUE}][ to {NEW_VALUE}]"},
	"toggle_service_enabled":        {"switched service {SERVICE_NAME}[ for {ORG_UNIT_NAME}][ from {OLD_VALUE}][ to {NEW_VALUE}]"},
	"create_org_unit":               {"created organizational unit {ORG_UNIT_NAME}"},
	"edit_org_unit_name":            {"renamed organizational unit {ORG_UNIT_NAME}[ to {NEW_VALUE}]"},
	"move_org_unit":                 {"moved organizational unit {ORG_UNIT_NAME}[ to {NEW_VALUE}]"},
	"remove_org_unit":               {"removed organizational unit {ORG_UNIT_NAME}"},
	"create_data_transfer_request":  {"asked for the data of {USER_EMAIL} to go to {DESTINATION_USER_EMAIL}"},
	"customer_takeout_created":      {"started an export of all of the domain's data"},
	"customer_takeout_succeeded":    {"completed an export of all of the domain's data"},
	// Security investigation and alerts.
	"security_investigation_query":        {"searched {INVESTIGATION_DATA_SOURCE} with the query {INVESTIGATION_QUERY}", "searched with the investigation tool"},
	"security_investigation_export_query": {"exported what the query {INVESTIGATION_QUERY} found in {INVESTIGATION_DATA_SOURCE}", "exported from the investigation tool"},
	"security_investigation_action":       {"acted on what an investigation of {INVESTIGATION_DATA_SOURCE} found[: {INVESTIGATION_ACTION}]"},
	"alert_center_view":                   {"viewed the alert center"},
	"alert_center_get_alert":              {"viewed alert {ALERT_ID}"},
	"alert_center_list_alerts":            {"listed the alerts"},
	"alert_center_delete_alert":           {"deleted alert {ALERT_ID}"},
	"alert_center_batch_delete_alerts":    {"deleted alerts: {ALERT_ID}"},
	"alert_center_undelete_alert":         {"restored alert {ALERT_ID}"},
	"alert_center_batch_undelete_alerts":  {"restored alerts: {ALERT_ID}"},
	// Sign-in and accounts.
	"login_success":                    {"signed in[ with {login_type}]"},
	"login_failure":                    {"could not sign in[: {login_failure_type}]"},
	"logout":                           {"signed out"},
	"login_challenge":                  {"was asked to prove their identity[: {login_challenge_method}]"},
	"login_verification":               {"was asked for the second step[: {login_challenge_method}]"},
	"suspicious_login":                 {"signed in suspiciously"},
	"suspicious_login_less_secure_app": {"signed in suspiciously with a less secure application"},
	"suspicious_programmatic_login":    {"signed in suspiciously by program"},
	"risky_sensitive_action_allowed":   {"was allowed a sensitive action[: {sensitive_action_name}]"},
	"risky_sensitive_action_blocked":   {"was denied a sensitive action[: {sensitive_action_name}]"},
	"password_edit":                    {"changed the password"},
	"recovery_email_edit":              {"changed the recovery email"},
	"recovery_phone_edit":              {"changed the recovery phone"},
	"recovery_secret_qa_edit":          {"changed the recovery question"},
	"2sv_enroll":                       {"turned on 2-step verification"},
	"2sv_disable":                      {"turned off 2-step verification"},
	"titanium_enroll":                  {"enrolled in Advanced Protection"},
	"titanium_unenroll":                {"left Advanced Protection"},
	"account_disabled_password_leak":   {"had the account disabled: the password was leaked"},
	"account_disabled_hijacked":        {"had the account disabled: it was hijacked"},
	"account_disabled_generic":         {"had the account disabled"},
	"account_disabled_spamming":        {"had the account disabled: it sent spam"},
	"email_forwarding_out_of_domain":   {"forwards mail out of the domain, to {email_forwarding_destination_address}"},
	"gov_attack_warning":               {"may be the target of a government-backed attack"},
	// Tokens.
	"authorize": {"authorized application {app_name}[ for {scope}]"},
	"revoke":    {"revoked the access of application {app_name}"},
	"activity":  {"application {app_name} called {method_name} in their name"},
	"request":   {"asked for access by application {app_name}"},
}

// driveTemplate words an event of Drive by its verb.
func driveTemplate(name string) string {
	const what = " \"{doc_title}\"[ ({doc_type})]"
	switch name {
	case "view", "edit", "create", "delete", "trash", "untrash", "download", "print", "copy", "upload", "preview":
		return verbs[name].past + what + "[, owned by {owner}]"
	case "rename":
		return "renamed \"{old_value}\" to \"{new_value}\"[ ({doc_type})]"
	case "move":
		return "moved" + what + "[ from {source_folder_title}][ to {destination_folder_title}]"
	case "change_user_access":
		return "changed the access of {target_user} to" + what + "[ from {old_value}][ to {new_value}]"
	case "change_document_visibility", "change_document_access_scope", "change_acl_editors":
		return "changed who may see" + what + "[ from {old_value}][ to {new_value}][, now {visibility}]"
	}
	return "{never}"
}
