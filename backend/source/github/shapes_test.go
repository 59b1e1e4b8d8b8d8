package github_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/source/sourcetest"
)

// describedShape returns the sentence for an action whose record says only where it
// happened.
func describedShape(t *testing.T, action string) string {
	place := `"org":"example"`
	switch {
	case strings.HasPrefix(action, "repo"):
		place += `,"repo":"example/web"`
	case strings.HasPrefix(action, "business"):
		place = `"business":"example"`
	}
	out := sourcetest.Read(t, fmt.Sprintf(`{"action":%q,"actor":"ann","hashed_token":"x",%s,"created_at":1632145649767}`, action, place))
	require.Empty(t, out.Rejected, action)
	return out.Events[0].Description
}

// Each line of the file is an action that GitHub documents, or one of the same
// shape, and a sentence that was compared with GitHub's explanation of the action.
func TestNoSentenceSaysMoreThanTheActionsNameDoes(t *testing.T) {
	data, err := os.ReadFile("testdata/actions.txt")
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	require.Greater(t, len(lines), 300)
	for _, line := range lines {
		action, want, _ := strings.Cut(line, "\t")
		require.Equal(t, want, describedShape(t, action), action)
	}
}

func TestAnActionIsWordedByItsShape(t *testing.T) {
	for action, want := range map[string]string{
		"widget.request_denied":          "denied widget request",
		"widget.plan_change":             "changed widget plan",
		"widget.allow_sharing_disabled":  "disabled widget allow sharing",
		"org.allow_sharing_disabled":     `disabled "allow sharing"`,
		"widget.create":                  "created widget",
		"widget.created":                 "created widget",
		"widget.create_label":            "created widget label",
		"widget.create_export_requested": `is the actor of "widget.create_export_requested"`, // created, or asked for?
		"widget.enable_use_disallowed":   `is the actor of "widget.enable_use_disallowed"`,
		"widget.rejected_update":         `is the actor of "widget.rejected_update"`, // whose was it?
		"widget.rejected_part":           `is the actor of "widget.rejected_part"`,
		"widget.rejected":                `is the actor of "widget.rejected"`,
		"widget.blocked":                 `is the actor of "widget.blocked"`,
		"widget.failed_login":            `is the actor of "widget.failed_login"`,
		"widget.verification_failure":    `is the actor of "widget.verification_failure"`,
		"widget.limit_reached":           `is the actor of "widget.limit_reached"`,
		"widget.access_not_granted":      `is the actor of "widget.access_not_granted"`,
		"widget.removed_by_owner":        `is the actor of "widget.removed_by_owner"`,
		"widget.label_report":            `is the actor of "widget.label_report"`, // all of it may be nouns
		"widget.noun":                    `is the actor of "widget.noun"`,
		"widget.would_delete":            `is the actor of "widget.would_delete"`,
		"widget.pending_delete":          `is the actor of "widget.pending_delete"`,
		"widget.attempt_rename":          `is the actor of "widget.attempt_rename"`,
		"widget.block_delete":            `is the actor of "widget.block_delete"`,
		"widget.check_delete":            `is the actor of "widget.check_delete"`,
		"widget.dry_run_delete":          `is the actor of "widget.dry_run_delete"`,
		"widget.delete_prevented":        `is the actor of "widget.delete_prevented"`,
		"widget.delete_postponed":        `is the actor of "widget.delete_postponed"`,
		"widget.delete_undone":           `is the actor of "widget.delete_undone"`,
		"enterprise.config.lock":         `is the actor of "enterprise.config.lock"`,
		"widget.disabled_for_new_repos":  "disabled widget for new repositories",
		"widget.widget_part_deleted":     "deleted widget part",
	} {
		out := sourcetest.Read(t, sourcetest.Lines(`{"action":"repo.create","actor":"ann","created_at":1632145649767}`, fmt.Sprintf(`{"action":%q,"actor":"ann","created_at":1632145649767}`, action)))
		require.Empty(t, out.Rejected, action)
		require.Equal(t, "ann "+want, out.Events[1].Description, action)
	}
}

func TestWhomAGitHubActionWasDoneToIsNamed(t *testing.T) {
	for given, want := range map[string]string{
		`"action":"personal_access_token.request_denied","user":"bo","org":"example"`:                                                       "ann denied personal access token request in organization example (user bo)",
		`"action":"org.remove_outside_collaborator","user":"bo","org":"example"`:                                                            "ann removed outside collaborator bo in organization example",
		`"action":"org.add_member","user":"ann","org":"example","permission":"read"`:                                                        "ann joined organization example as read",
		`"action":"org.remove_member","user":"ann","org":"example"`:                                                                         "ann left organization example",
		`"action":"org.remove_member","user":"bo","org":"example"`:                                                                          "ann removed bo from organization example",
		`"action":"protected_branch.rejected_ref_update","repo":"example/web","branch":"refs/heads/main"`:                                   "ann had an update of protected branch refs/heads/main of repository example/web rejected",
		`"action":"repo.self_hosted_runner_offline","repo":"example/web"`:                                                                   "a self-hosted runner of repository example/web was stopped, with ann as the actor",
		`"action":"integration_installation.repositories_added","name":"Linter","repositories_added_names":["example/web"],"org":"example"`: `ann gave application "Linter" access to repositories example/web in organization example`,
		`"action":"role.create","name":"triager","org":"example"`:                                                                           `ann created role "triager" in organization example`,
		`"action":"protected_branch.update_admin_enforced","name":"main","admin_enforced":false,"repo":"example/web"`:                       "ann changed whether administrators are held to the protection of branch main of repository example/web, now false",
		`"action":"repo.destroy","org":"example"`:                                                                                           "ann deleted a repository of organization example",
		`"action":"repo.rename","org":"example"`:                                                                                            "ann renamed a repository of organization example",
		`"action":"git.clone","org":"example"`:                                                                                              "ann cloned a repository of organization example",
		`"action":"repo.archived","business":"example"`:                                                                                     "ann archived a repository of enterprise example",
		`"action":"user.suspend","user":"bo"`:                                                                                               "ann suspended user bo",
		`"action":"org.archive","org":"example"`:                                                                                            "ann archived organization example",
		`"action":"user.two_factor_requested","user":"ann"`:                                                                                 "ann was asked for a two-factor code",
	} {
		out := sourcetest.Read(t, `{`+given+`,"actor":"ann","hashed_token":"x","created_at":1621305118553}`)
		require.Equal(t, want, out.Events[0].Description, given)
	}
}
