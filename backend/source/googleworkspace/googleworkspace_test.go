package googleworkspace_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/source/googleworkspace"
	"daybook/backend/source/sourcetest"
)

const workspaceRecord = `{"kind":"admin#reports#activity","id":{"time":"2026-08-02T17:39:42.5Z","uniqueQualifier":"1","applicationName":"admin"},"etag":"x",` +
	`"actor":{"email":"ann@example.com"},"events":[{"type":"USER_SETTINGS","name":"CREATE_USER","parameters":[{"name":"USER_EMAIL","value":"bob@example.com"}]}]}`

func TestAnActivityBecomesAnEventForEachOfItsEvents(t *testing.T) {
	two := strings.Replace(workspaceRecord, `"events":[`, `"ipAddress":"203.0.113.9","events":[{"type":"USER_SETTINGS","name":"SUSPEND_USER","parameters":[{"name":"USER_EMAIL","value":"eve@example.com"}]},`, 1)
	out := sourcetest.Read(t, `{"kind":"admin#reports#activities","etag":"y","items":[`+workspaceRecord+","+two+`]}`)
	require.Empty(t, out.Rejected)
	require.Len(t, out.Events, 3)
	require.Equal(t, "google-workspace", out.Source)
	one := out.Events[0]
	require.Regexp(t, `^google-workspace-[0-9a-f]{16}$`, one.ID)
	require.Equal(t, "ann@example.com", one.Actor)
	require.Equal(t, "user_settings.create_user", one.Key())
	require.Equal(t, "ann@example.com created user bob@example.com", one.Description)
	require.Equal(t, "2026-08-02T17:39:42.5Z", one.Time.String())
	require.Equal(t, `{"record":{"id":{"time":"2026-08-02T17:39:42.5Z","uniqueQualifier":"1","applicationName":"admin"},"actor":{"email":"ann@example.com"},`+
		`"events":[{"type":"USER_SETTINGS","name":"CREATE_USER","parameters":[{"name":"USER_EMAIL","value":"bob@example.com"}]}]},`+
		`"time":"2026-08-02T17:39:42.5Z","zone":"as written"}`, string(one.Details))
	id, _, _ := strings.Cut(out.Events[1].ID, "/")
	require.Equal(t, []string{one.ID, id + "/1", id + "/2"}, out.IDs())
	require.NotEqual(t, one.ID, id)
	require.Equal(t, "ann@example.com suspended user eve@example.com, from IP 203.0.113.9", out.Events[1].Description)
	require.NotContains(t, string(out.Events[1].Details), "bob@")
	require.NotContains(t, string(out.Events[2].Details), "eve@")
	require.Contains(t, string(out.Events[2].Details), `"events":[{"type":"USER_SETTINGS","name":"CREATE_USER"`)
}

func TestTransportFieldsAreNoContentOfAnActivity(t *testing.T) {
	other := strings.NewReplacer(`"etag":"x"`, `"etag":"z","p_row_id":"7"`, `"kind":"admin#reports#activity",`, ``).Replace(workspaceRecord)
	a, b := sourcetest.Read(t, workspaceRecord).Events[0], sourcetest.Read(t, other).Events[0]
	require.Equal(t, a, b)
	out := sourcetest.Read(t, sourcetest.Lines(workspaceRecord, other, workspaceRecord))
	require.Equal(t, []string{a.ID, a.ID, a.ID}, out.IDs(), "the same activity thrice")
}

func TestAnActivityIsReadWholeOrNotAtAll(t *testing.T) {
	for broken, reason := range map[string]string{
		strings.Replace(workspaceRecord, `"events":[`, `"events":[{"type":"X"},`, 1):                "event 1 of the activity has no name",
		strings.Replace(workspaceRecord, `"events":[`, `"events":[{"name":"OK"},17,`, 1):            "event 2 of the activity has no name",
		strings.Replace(workspaceRecord, `"events":[`, `"events":[{"name":"---"},`, 1):              "action is missing or empty",
		workspaceRecord[:strings.Index(workspaceRecord, `"events"`)] + `"events":[]}`:               "the activity has no events",
		strings.TrimSuffix(workspaceRecord[:strings.Index(workspaceRecord, `"events"`)], ",") + `}`: "the activity has no events",
		strings.Replace(workspaceRecord, `"time":"2026-08-02T17:39:42.5Z",`, ``, 1):                 "no time",
		strings.Replace(workspaceRecord, `"id":{`, `"ID":{`, 1):                                     "no time",
	} {
		out := sourcetest.Read(t, sourcetest.Lines(workspaceRecord, broken))
		require.Len(t, out.Events, 1, broken)
		require.Len(t, out.Rejected, 1, broken)
		require.Contains(t, out.Rejected[0], "line 2: "+reason, broken)
	}
}

func TestWhoActedInAnActivity(t *testing.T) {
	for given, want := range map[string]string{
		`{"email":"ann@example.com","callerType":"USER"}`:  "ann@example.com|ann@example.com",
		`{"callerType":"KEY","key":"SYSTEM"}`:              "system|system",
		`{"callerType":"KEY","key":"reports.example"}`:     "system|the application reports.example",
		`{"callerType":"KEY"}`:                             "system|system",
		`{"profileId":"105250506097979753968","email":""}`: "anonymous|somebody not signed in",
		`{"profileId":"1234"}`:                             "1234|the profile 1234",
		`{"applicationInfo":{"applicationName":"Sync"}}`:   "system|the application Sync",
		`{}`:                    "unknown|unknown actor",
		`{"callerType":"USER"}`: "unknown|unknown actor",
	} {
		out := sourcetest.Read(t, strings.Replace(workspaceRecord, `{"email":"ann@example.com"}`, given, 1))
		actor, who, _ := strings.Cut(want, "|")
		require.Equal(t, actor, out.Events[0].Actor, given)
		require.Equal(t, who+" created user bob@example.com", out.Events[0].Description, given)
	}
}

func TestActivitiesAreWorded(t *testing.T) {
	for _, c := range []struct{ application, Kind, name, parameters, key, did string }{
		{"admin", "GROUP_SETTINGS", "CHANGE_GROUP_SETTING", `SETTING_NAME=WHO_CAN_JOIN GROUP_EMAIL=all@example.com OLD_VALUE=INVITED NEW_VALUE=ANYONE`,
			"group_settings.change_group_setting", "changed WHO_CAN_JOIN of group all@example.com from INVITED to ANYONE"},
		{"admin", "USER_SETTINGS", "CHANGE_FIRST_NAME", `USER_EMAIL=bob@example.com OLD_VALUE= NEW_VALUE=Bob`,
			"user_settings.change_first_name", `changed the first name of bob@example.com to "Bob"`},
		{"admin", "LICENSES_SETTINGS", "USER_LICENSE_ASSIGNMENT", `USER_EMAIL=bob@example.com PRODUCT_NAME=Workspace NEW_VALUE=Plus`,
			"licenses_settings.user_license_assignment", "gave bob@example.com the license Plus (Workspace)"},
		{"admin", "USER_SETTINGS", "CREATE_USER", `USER_EMAIL=bob@example.com ORG_UNIT_NAME=/Sales`,
			"user_settings.create_user", "created user bob@example.com (org unit name /Sales)"},
		{"admin", "SECURITY_SETTINGS", "CHANGE_SESSION_LENGTH", `OLD_VALUE=1 NEW_VALUE=2 ORG_UNIT_NAME=/Sales`,
			"security_settings.change_session_length", "changed session length for /Sales from 1 to 2"},
		{"admin", "MOBILE_SETTINGS", "WIPE_REQUESTED", `USER_EMAIL=bob@example.com DEVICE_TYPE=Android`,
			"mobile_settings.wipe_requested", `requested wipe of bob@example.com (device type Android)`},
		{"login", "login", "login_success", `login_type=saml is_suspicious=true`, "login.login_success", "signed in with saml (is suspicious true)"},
		{"login", "login", "login_failure", `login_failure_type=login_failure_invalid_password`, "login.login_failure", "could not sign in: login_failure_invalid_password"},
		{"login", "login", "logout", ``, "login.logout", "signed out"},
		{"drive", "access", "view", `doc_title=Plan doc_type=document owner=bob@example.com doc_id=1`, "drive.view",
			`viewed "Plan" (document), owned by bob@example.com (doc ID 1)`},
		{"drive", "acl_change", "change_user_access", `target_user=eve@example.com doc_title=Plan doc_type=document old_value=none new_value=can_edit`, "drive.change_user_access",
			`changed the access of eve@example.com to "Plan" (document) from none to can_edit`},
		{"drive", "access", "rename", `doc_title=B old_value=A new_value=B doc_type=folder`, "drive.rename", `renamed "A" to "B" (folder) (doc title B)`},
		{"token", "auth", "authorize", `app_name=Mailer scope=mail`, "token.authorize", "authorized application Mailer for mail"},
		{"meet", "call", "call_ended", `meeting_code=ABC`, "meet.call_ended", `left call ABC`},
		{"", "", "Something new", ``, "google_workspace.something_new", `is the actor of "Something new"`},
	} {
		var ps []string
		for _, p := range strings.Fields(c.parameters) {
			name, v, _ := strings.Cut(p, "=")
			ps = append(ps, fmt.Sprintf(`{"name":%q,"value":%q}`, name, v))
		}
		out := sourcetest.Read(t, fmt.Sprintf(`{"id":{"time":"2026-08-02T17:39:42Z","applicationName":%q},"actor":{"email":"ann@example.com"},"events":[{"type":%q,"name":%q,"parameters":[%s]}]}`,
			c.application, c.Kind, c.name, strings.Join(ps, ",")))
		require.Empty(t, out.Rejected)
		require.Equal(t, c.key, out.Events[0].Key())
		require.Equal(t, "ann@example.com "+c.did, out.Events[0].Description)
	}
}

func TestParametersOfEveryTypeAreSaid(t *testing.T) {
	out := sourcetest.Read(t, `{"id":{"time":"2026-08-02T17:39:42Z","applicationName":"rules"},"actor":{"email":"ann@example.com"},"events":[{"name":"rule_match","parameters":[
		{"name":"A","intValue":"7"},{"name":"B","boolValue":false},{"name":"C","multiValue":["x","y"]},{"name":"D","multiIntValue":["1","2"]},
		{"name":"E","messageValue":{"parameter":[{"name":"who","value":"bob"},{"name":"n","intValue":"3"}]}},
		{"name":"F","multiMessageValue":[{"parameter":[{"name":"k","value":"v\n w"}]}]},{"name":"G"},{"name":"H","value":""}]}]}`)
	require.Equal(t, `ann@example.com is the actor of "rule_match" (a 7, b false, c x, y, d 1, 2, e {n: 3; who: bob}, f {k: v w})`, out.Events[0].Description)
}

func TestEachTemplateOfAnActivityNamesRealParameters(t *testing.T) {
	for name, templates := range googleworkspace.Templates {
		require.Equal(t, strings.ToLower(name), name)
		for _, template := range templates {
			sourcetest.Template(t, template)
		}
	}
	for name, templates := range googleworkspace.AppTemplates {
		require.Equal(t, strings.ToLower(name), name)
		for _, template := range templates {
			sourcetest.Template(t, template)
		}
	}
}

func TestTimesAmongParametersAreShownAsTimes(t *testing.T) {
	for given, want := range map[string]string{
		`"login_timestamp","intValue":"1700000000000000"`: "2023-11-14T22:13:20Z",
		`"login_timestamp","intValue":"1700000000123456"`: "2023-11-14T22:13:20.123456Z",
		`"LAST_LOGIN_TIME","intValue":1700000000123`:      "2023-11-14T22:13:20.123Z",
		`"expires_at","value":"1700000000"`:               "2023-11-14T22:13:20Z",
		`"start_time","intValue":"63755000000"`:           "63755000000",
		`"user_count","intValue":"1700000000"`:            "1700000000",
		`"login_timestamp","value":"2023-11-14 22:13:20"`: "2023-11-14 22:13:20",
	} {
		out := sourcetest.Read(t, `{"kind":"admin#reports#activity","id":{"time":"2026-08-02T17:39:42Z","applicationName":"login"},"actor":{"email":"ann@example.com"},
			"events":[{"name":"login_success","parameters":[{"name":`+given+`}]}]}`)
		require.Empty(t, out.Rejected)
		require.Contains(t, out.Events[0].Description, " "+want+")", given)
	}
}
