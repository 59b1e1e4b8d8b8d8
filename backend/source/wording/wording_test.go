package wording

import (
	"strings"
	"testing"

	"daybook/backend/strictjson"

	"github.com/stretchr/testify/require"
)

func said(pairs ...string) (p Params) {
	for _, pair := range pairs {
		key, value, _ := strings.Cut(pair, "=")
		p.Add(key, &strictjson.Value{Kind: strictjson.Text, Text: value})
	}
	return p
}

func TestWhatATemplateDoesNotSayFollowsInParentheses(t *testing.T) {
	p := said("user=bo", "role=owner", "maxSize=7", "empty=")
	_, ok := p.Fill("added {user} to {team}")
	require.False(t, ok, "a key outside brackets has no value")
	s, ok := p.Fill("added {user}[ to {team}][ as {role}]")
	require.True(t, ok)
	require.Equal(t, "added bo as owner", s)
	require.Equal(t, " (max size 7)", p.Rest(true))
}

func TestAnAliasSaysWhatItStandsFor(t *testing.T) {
	p := said("name=a", "id=1", "more=x")
	p.Alias("@object", `"a"`, "name", "id")
	s, ok := p.Fill("opened {@object}")
	require.True(t, ok)
	require.Equal(t, `opened "a" (more x)`, s+p.Rest(false))
}

func TestANameIsWordedOnlyWhereItTellsWhoDidWhat(t *testing.T) {
	for name, want := range map[string]string{
		"create": "created token", "request_denied": "denied token request", "list": "listed token",
		"denied": "", "failed": "", "created_by_admin": "", "": "",
	} {
		did, ok := Act([]string{"token"}, Words(name))
		require.Equal(t, want != "", ok, name)
		require.Equal(t, want, did, name)
	}
}

func TestADescriptionIsOneLineAndBounded(t *testing.T) {
	require.Equal(t, "ann opened a door, from IP 203.0.113.9", Describe("ann", "opened a door", "203.0.113.9"))
	require.Equal(t, "the door opened, with ann as the actor", Describe("ann", "!the door opened", ""))
	require.Equal(t, "the door opened", Describe(UnknownActor, "!the door opened", ""))
	require.LessOrEqual(t, len(Describe("ann", strings.Repeat("x", 5000), "203.0.113.9")), MaxDescription)
}
