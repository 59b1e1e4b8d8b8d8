package sourcetest

import (
	"strings"
	"testing"

	"daybook/backend/source/wording"
	"daybook/backend/strictjson"

	"github.com/stretchr/testify/require"
)

// Template fills a template of descriptions with every key it has, and with only those
// outside brackets.
func Template(t *testing.T, template string) {
	t.Helper()
	keys := func(s string) (p wording.Params) {
		for _, part := range strings.Split(s, "{")[1:] {
			key, _, ok := strings.Cut(part, "}")
			require.True(t, ok, template)
			p.Add(key, &strictjson.Value{Kind: strictjson.Text, Text: "VALUE"})
		}
		return p
	}
	p := keys(template)
	s, ok := p.Fill(template)
	require.True(t, ok, template)
	require.NotContains(t, s, "{")
	require.NotContains(t, s, "[")
	require.Equal(t, len(p), strings.Count(s, "VALUE"), template)
	require.Empty(t, p.Rest(false), template)
	outside := ""
	for i, part := range strings.Split(template, "[") {
		if _, behind, ok := strings.Cut(part, "]"); ok {
			part = behind
		} else {
			require.Zero(t, i, template)
		}
		outside += part
	}
	p = keys(outside)
	s, ok = p.Fill(template)
	require.True(t, ok, template)
	require.Equal(t, len(p), strings.Count(s, "VALUE"), template)
	require.NotContains(t, s, "  ", template)
	require.Equal(t, strings.TrimSpace(s), s, template)
}
