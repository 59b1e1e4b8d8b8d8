package github_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/source/github"
	"daybook/backend/source/sourcetest"
)

func TestAGitHubRecordBecomesAnEvent(t *testing.T) {
	out := sourcetest.Read(t, `[{"@timestamp":1754156382500,"_document_id":"abc","action":"repo.access","actor":"ann","actor_ip":"203.0.113.9","created_at":1754156383000,
		"org":"acme","repo":"acme/app","previous_visibility":"private","visibility":"public","p_log_type":"GitHub.Audit","actor_id":7}]`)
	require.Empty(t, out.Rejected)
	e := out.Events[0]
	require.Equal(t, "github", out.Source)
	require.Equal(t, "abc", e.ID)
	require.Equal(t, "ann", e.Actor)
	require.Equal(t, "repo.access", e.Key())
	require.Equal(t, "repo", e.Category)
	require.Equal(t, "ann changed who may see repository acme/app from private to public, from IP 203.0.113.9", e.Description)
	require.Equal(t, "2025-08-02T17:39:42.5Z", e.Time.String())
	require.Equal(t, `{"record":{"@timestamp":1754156382500,"_document_id":"abc","action":"repo.access","actor":"ann","actor_ip":"203.0.113.9","created_at":1754156383000,`+
		`"org":"acme","repo":"acme/app","previous_visibility":"private","visibility":"public","actor_id":7},"time":"1754156382500","zone":"milliseconds since 1970-01-01 UTC"}`, string(e.Details))
}

func TestTheTimeOfAGitHubRecordIsWhenItHappened(t *testing.T) {
	for given, want := range map[string]string{
		`"created_at":1621305118553`: "2021-05-18T02:31:58.553Z",
		`"created_at":"2024-03-13 22:36:27.788000000","at_sign_timestamp":"2024-04-09 06:17:55"`: "2024-04-09T06:17:55Z",
		`"created_at":"2024-03-13 22:36:27.788000000","@timestamp":1621305118553`:                "2021-05-18T02:31:58.553Z",
		`"created_at":1621305118553.0,"@timestamp":null`:                                         "2021-05-18T02:31:58.553Z",
	} {
		out := sourcetest.Read(t, `{"action":"repo.create",`+given+`}`)
		require.Empty(t, out.Rejected)
		require.Equal(t, want, out.Events[0].Time.String(), given)
	}
	out := sourcetest.Read(t, sourcetest.Lines(`{"action":"repo.create","created_at":1621305118553}`, `{"action":"a.b","created_at":null}`, `{"action":"","created_at":1621305118553}`,
		`{"action":"a.b"}`, `{"created_at":1621305118553}`))
	require.Equal(t, []string{"line 2: no time", "line 3: no action", "line 4: no time", "line 5: no action"}, out.Rejected)
}

func TestWhoActedAtGitHub(t *testing.T) {
	for given, want := range map[string]string{
		`"actor":"ann"`:                           "ann|ann",
		`"actor":"ann","actor_is_bot":false`:      "ann|ann",
		`"actor":"deploy[bot]"`:                   "system|deploy[bot]",
		`"actor":"deploy","actor_is_bot":true`:    "system|deploy",
		`"actor":"copilot","actor_is_agent":true`: "system|copilot",
		`"actor":"github"`:                        "system|github",
		`"actor":"","actor_is_bot":true`:          "system|system",
		`"actor":""`:                              "unknown|unknown actor",
		`"actor":null`:                            "unknown|unknown actor",
		`"programmatic_access_type":"GitHub App server-to-server token"`: "system|an application",
	} {
		out := sourcetest.Read(t, `{"action":"git.push","@timestamp":1621305118553,"repo":"acme/app",`+given+`}`)
		actor, who, _ := strings.Cut(want, "|")
		require.Equal(t, actor, out.Events[0].Actor, given)
		require.Equal(t, who+" pushed to repository acme/app", out.Events[0].Description, given)
	}
}

func TestGitHubActionsAreWorded(t *testing.T) {
	for given, want := range map[string]string{
		`"action":"org.update_member","org":"acme","user":"bob","old_permission":"read","permission":"admin"`:                                      "org.update_member|changed the role of bob in organization acme from read to admin",
		`"action":"org.add_member","org":"acme","user":"ann"`:                                                                                      "org.add_member|joined organization acme",
		`"action":"team.add_member","data":{"team":"acme/core"},"org":"acme","user":"bob"`:                                                         "team.add_member|added bob to team acme/core",
		`"action":"protected_branch.create","name":"main","org":"acme","repo":"acme/app"`:                                                          "protected_branch.create|protected branch main of repository acme/app",
		`"action":"protected_branch.update_admin_enforced","name":"main","admin_enforced":false,"repo":"acme/app"`:                                 `protected_branch.update_admin_enforced|changed whether administrators are held to the protection of branch main of repository acme/app, now false`,
		`"action":"repository_secret_scanning.disable","repo":"acme/app","user":"ann"`:                                                             "repository_secret_scanning.disable|disabled secret scanning in repository acme/app",
		`"action":"dependabot_alerts_new_repos.enable","org":"acme"`:                                                                               "dependabot_alerts_new_repos.enable|enabled dependabot alerts for new repositories in organization acme",
		`"action":"business_advanced_security.enabled","business":"acme-corp"`:                                                                     "business_advanced_security.enabled|enabled business advanced security in enterprise acme-corp",
		`"action":"enterprise.config.disable_anonymous_git_access","business":"acme-corp"`:                                                         "enterprise.config.disable_anonymous_git_access|disabled anonymous git access in enterprise acme-corp",
		`"action":"org.saml_something","org":"acme"`:                                                                                               `org.saml_something|is the actor of "org.saml_something" in organization acme`,
		`"action":"invite_member","org":"acme"`:                                                                                                    "github.invite_member|invited a member to organization acme",
		`"action":".x"`:                                                                                                                            `github..x|is the actor of ".x"`,
		`"action":"---","org":"acme"`:                                                                                                              `github.---|is the actor of "---" in organization acme`,
		`"action":"hook.create","name":"web","repo":"acme/app","events":["push","release"],"active":true,"hook_id":3`:                              "hook.create|created webhook web in repository acme/app for push, release",
		`"action":"git.clone","repo":"acme/app","repository_public":true,"transport_protocol":1,"transport_protocol_name":"http"`:                  "git.clone|cloned public repository acme/app over http",
		`"action":"repository_ruleset.update","org":"acme","ruleset_name":"r","ruleset_old_enforcement":"active","ruleset_enforcement":"disabled"`: `repository_ruleset.update|changed ruleset "r" of organization acme, enforcement from active to disabled`,
		`"action":"repository_ruleset.update","repo":"acme/app","ruleset_name":"r","ruleset_rules_updated":[{"type":"pull_request","old_parameters":{"count":2,"x":[]},"parameters":{"count":1,"x":["squash"]}}]`: `repository_ruleset.update|changed ruleset "r" of repository acme/app: pull request, count from 2 to 1; pull request, x from none to squash`,
		`"action":"repository_ruleset.create","repo":"acme/app","ruleset_name":"r","ruleset_enforcement":"active","ruleset_rules":[{"type":"deletion"},{"type":"non_fast_forward"}]`:                              `repository_ruleset.create|created ruleset "r" of repository acme/app, enforcement active, rules: deletion, non fast forward`,
	} {
		out := sourcetest.Read(t, `{`+given+`,"actor":"ann","hashed_token":"x","created_at":1621305118553}`)
		require.Empty(t, out.Rejected)
		key, did, _ := strings.Cut(want, "|")
		require.Equal(t, key, out.Events[0].Key())
		require.Equal(t, "ann "+did, out.Events[0].Description, given)
	}
}

func TestAGitHubAuditLogMayBeCSV(t *testing.T) {
	out := sourcetest.Read(t, sourcetest.Lines("action,actor,user,repo,org,created_at,_document_id", "repo.add_member,ann,bob,acme/app,acme,1621305118553,x", `repo.create,'ann,,acme/b,acme,2026-08-02 17:39:42,`, "repo.create,ann,,acme/b,acme,,"))
	require.Equal(t, "github", out.Source)
	require.Equal(t, "ann added bob to repository acme/app", out.Events[0].Description)
	require.Equal(t, "x", out.Events[0].ID)
	require.Equal(t, `{"record":{"action":"repo.add_member","actor":"ann","user":"bob","repo":"acme/app","org":"acme","created_at":"1621305118553","_document_id":"x"},"time":"1621305118553","zone":"milliseconds since 1970-01-01 UTC"}`, string(out.Events[0].Details))
	require.Equal(t, "'ann", out.Events[1].Actor)
	require.Equal(t, []string{"line 4: no time"}, out.Rejected)
	require.Equal(t, []string{"1 time had no zone and was read as UTC",
		"1 row has no _document_id, so its event_id is made of its cells: the same log as JSON would add the event once more"}, out.Notes)
}

func TestARowOfGitHubIsTheEventThatItsJSONIs(t *testing.T) {
	want := sourcetest.Read(t, `{"_document_id":"d","@timestamp":1772611260000,"action":"team.add_member","actor":"ann","org":"acme","user":"bo","data":{"team":"acme/core"},"actor_location":{"country_code":"NL"}}`).Events
	out := sourcetest.Read(t, sourcetest.Lines("_document_id,@timestamp,action,actor,org,user,data.team,actor_location.country_code,repo", "d,1772611260000,team.add_member,ann,acme,bo,acme/core,NL,"))
	require.Equal(t, sourcetest.SixFields(want), sourcetest.SixFields(out.Events))
	require.Equal(t, "ann added bo to team acme/core", out.Events[0].Description)
}

func TestEachTemplateOfGitHubNamesItsParameters(t *testing.T) {
	for _, templates := range github.Templates {
		for _, template := range templates {
			sourcetest.Template(t, template)
		}
	}
}
