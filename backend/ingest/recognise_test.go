package ingest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Words that every log has must not make a log that of a vendor.
func TestALogOfAnotherSystemIsNotTakenForAVendors(t *testing.T) {
	for name, text := range map[string]string{
		"application, CSV":          lined("id,user_email,action,target,ip_address,created_at", "1,ann@example.com,user.login,,203.0.113.9,2026-03-04T08:00:00Z"),
		"application, three words":  lined("Action,Actor,Created-At", "invoice.delete,ann,1772611260000"),
		"application with org":      lined("action,actor,org,created_at", "invoice.delete,ann,example,2026-03-04T08:00:00Z"),
		"application with repo":     lined("action,actor,repo,created_at,id", "repo.create,ann,web,2026-03-04T08:00:00Z,7"),
		"column action alone":       lined("action,created_at", "login,2026-03-04T08:00:00Z"),
		"helpdesk":                  `{"id":4001,"action_label":"Updated","actor_id":17,"actor_name":"Ann","source_type":"user","action":"update","change_description":"x","ip_address":"203.0.113.9","created_at":"2026-03-04T08:01:00Z"}`,
		"application's sign-ins":    lined("created_at,actor,action,org,repo", "2026-03-04 08:00:00,ann,user.login,example,web", "2026-03-04 08:00:00,ann,team.create,example,web"),
		"application's members":     `[{"action":"invite_member","actor":"ann","org":"example","created_at":"2026-03-04T08:01:00Z"}]`,
		"application in seconds":    `[{"action":"team.add_member","actor":"ann","org":"example","created_at":1772611260}]`,
		"application, JSON":         `{"id":1,"actor":"ann","action":"user.login","org":"example","created_at":"2026-03-04T08:01:00Z"}`,
		"dots and a user":           `{"actor":"ann","action":"user.create","created_at":"2026-03-04T08:01:00Z"}`,
		"business and no dots":      `{"actor":"ann","action":"approve","business":"example","created_at":"2026-03-04T08:01:00Z"}`,
		"operation type":            `{"operator":"ann","action":"account.update","operation_type":"update","target":"bo","created_at":"2026-03-04T08:01:00Z"}`,
		"action with blanks":        `{"actor":"ann","action":"org. was changed","org":"example","created_at":"2026-03-04T08:01:00Z"}`,
		"actor with a name":         `{"actor":{"email":"ann@example.com"},"action":"repo.create","org":"example","created_at":"2026-03-04T08:01:00Z"}`,
		"gateway":                   `{"actor":"ann","action":"gateway.open","actor_ip":"203.0.113.9","org_id":7,"@timestamp":1772611260000}`,
		"event id, action and time": `{"event_id":"1","action":"login","timestamp":"2026-03-04T08:01:00Z","user":"ann"}`,
		"actor that is an object":   `{"event_id":"1","action":"login","category":"auth","timestamp":"2026-03-04T08:01:00Z","actor":{"name":"ann"}}`,
		"other cloud":               `{"eventId":"1","eventName":"DeleteUser","eventTime":"2026-03-04T08:01:00Z","eventSource":"ram.aliyuncs.com","userIdentity":{"type":"ram-user"},"acsRegion":"x"}`,
		"event with source":         `{"eventName":"opened","eventTime":"2026-03-04T08:01:00Z","eventSource":"door 7"}`,
		"id with a time":            `{"id":{"time":"2026-03-04T08:01:00Z"},"actor":{"name":"ann"}}`,
		"id with a time, events":    `{"id":{"time":"2026-03-04T08:01:00Z"},"events":[{"action":"opened"}]}`,
		"CSV with event names":      lined("Event name,Event time,Event source,AWS region", "opened,2026-03-04T08:01:00Z,door,x"),
	} {
		why := refusal(t, []byte(text))
		require.Contains(t, why, "; Daybook reads ", name)
		require.Regexp(t, `(?i)(fields|columns|knows|which Daybook does not read)[^;]*(action|actor|event|created)`, why, name) // it names what it found
	}
}

func TestWhatOneVendorAloneWritesIsEnough(t *testing.T) {
	const times = `,"actor":"ann","created_at":1772611260000}`
	for text, source := range map[string]string{
		`{"action":"org.invite_member","org":"example"` + times:                                        "github",
		`{"action":"user.login","org_id":7` + times:                                                    "github",
		`{"action":"business.add_admin","business":"example"` + times:                                  "github",
		`{"action":"team.create","repository":"example/web"` + times:                                   "github",
		`{"action":"org.add_member","org":"example","actor":"ann","created_at":"2026-03-04 08:01:00"}`: "github",
		`{"action":"git.push"` + times:                                                                 "github",
		`{"action":"new_thing.create","hashed_token":"x"` + times:                                      "github",
		`{"action":"new_thing.create","actor_location":{"country_code":"NL"}` + times:                  "github",
		`{"action":"new_thing.create","_document_id":"x"` + times:                                      "github",
		`{"action":"user.login","actor_ip":"203.0.113.9"` + times:                                      "github",
		`{"action":"invite_member","operation_type":"create"` + times:                                  "github",
		`{"action":"repository_new_feature.enable"` + times:                                            "github",
		lined("Action,Actor,Created-At", "repo.destroy,ann,1772611260000"):                             "github",
		lined("Action,Actor,Created At,Document ID", "x.y,ann,1772611260000,d"):                        "github",
		lined("action,actor,org,created_at", "user.login,ann,example,1772611260000"):                   "github",
		lined("action,created_at,_document_id"):                                                        "github",
		`{"eventName":"X","eventTime":"2026-03-04T08:01:00Z","eventSource":"iam.amazonaws.com"}`:       "cloudtrail",
		`{"eventName":"X","@timestamp":"2026-03-04T08:01:00Z","eventSource":"s3.amazonaws.com.cn"}`:    "cloudtrail",
		`{"id":{"time":"2026-03-04T08:01:00Z","applicationName":"login"},"events":[{"name":"x"}]}`:     "google-workspace",
	} {
		out := mustRead(t, text, Options{})
		require.Equal(t, source, out.file.Source(), text)
		require.Empty(t, out.rejected, text)
	}
}

func TestTheHeaderIsReadHoweverItIsWritten(t *testing.T) {
	for _, header := range []string{"Action,Actor,Created-At,Org", "ACTION,ACTOR,CREATED AT,ORG", " action , actor , created at ,org", "Action,Actor,created_at,Organization"} {
		out := mustRead(t, lined(header, "org.add_member,ann,1772611260000,example"), Options{})
		require.Empty(t, out.rejected, header)
		require.Len(t, out.events, 1, header)
		require.Equal(t, "2026-03-04T08:01:00Z", out.events[0].Time.String(), header)
		require.Equal(t, "ann added a member to organization example", out.events[0].Description, header)
	}
}

func TestASystemThatIsKnownByItsWordsIsNamed(t *testing.T) {
	for text, name := range map[string]string{
		`{"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","eventTime":"2026-03-04T08:01:00.000Z","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"b"}}}]}`:    "an S3 event notification",
		`{"awsAccountId":"111122223333","digestStartTime":"2026-03-04T07:00:00Z","digestEndTime":"2026-03-04T08:00:00Z","digestS3Bucket":"b","logFiles":[{"s3Object":"o"}]}`: "a CloudTrail digest file",
		`{"id":1,"actor_name":"Ann","source_type":"user","source_label":"Bo","action":"update","change_description":"x","created_at":"2026-03-04T08:01:00Z"}`:                "Zendesk's audit log",
		lined("RecordId,CreationDate,RecordType,Operation,UserId,AuditData", "1,2026-03-04,6,FileDownloaded,ann,{}"):                                                         "Microsoft 365's unified audit log",
		`[{"uuid":"1","published":"2026-03-04T08:01:00.000Z","eventType":"user.session.start","actor":{"alternateId":"ann"}}]`:                                               "Okta's System Log",
		`{"entries":[{"id":"1","date_create":1772611260,"action":"user_login","actor":{"type":"user"},"entity":{"type":"user"}}]}`:                                           "Slack's audit log",
	} {
		require.Contains(t, refusal(t, []byte(text)), "it looks like "+name, text)
	}
}

func TestAClosingCommaIsNoRecord(t *testing.T) {
	r := feedRecords(3)
	for _, text := range []string{"[" + strings.Join(r, ",\n") + ",\n]", `{"data":[` + strings.Join(r, ",") + ` , ]}`, `{"data":[` + strings.Join(r, ",") + `],}`} {
		out := mustRead(t, text, Options{})
		require.Equal(t, []string{"a", "b", "c"}, out.ids(), text)
		require.Empty(t, out.rejected, text)
		require.Equal(t, []string{"1 comma stands behind the last record or the last field, where nothing follows"}, out.file.Notes(), text)
	}
	loose := mustRead(t, strings.Join(r, ",\n")+",\n", Options{})
	require.Equal(t, []string{"a", "b", "c"}, loose.ids())
	require.Empty(t, loose.rejected)
	require.Equal(t, []string{"3 commas stand behind records that are in no list"}, loose.file.Notes())
	out := mustRead(t, fmt.Sprintf("[%s,", r[0]), Options{})
	require.Len(t, out.rejected, 1, "a comma at the end of the file is a cut")
}
