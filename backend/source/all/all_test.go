package all_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/source/all"
)

func TestEverySourceHasANameForPeople(t *testing.T) {
	for _, s := range all.Sources {
		require.NotEmpty(t, s.Name)
		require.Equal(t, s.Name, all.Name(s.ID))
	}
	require.Equal(t, "AWS CloudTrail, GitHub", all.Name("cloudtrail, github"))
	require.Equal(t, "Sample", all.Name("sample"))
	require.Equal(t, "activity feed, okta", all.Name("activity feed, okta"))
}

func TestSourcesAreNamedInASentence(t *testing.T) {
	require.Contains(t, all.Names("or"), "the activity feed, Google Workspace, ")
	require.Regexp(t, `^[^,]+(, [^,]+)* and [^,]+$`, all.Names("and"))
}
