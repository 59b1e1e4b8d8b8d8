package ingest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/event"
)

func TestEverySourceHasANameForPeople(t *testing.T) {
	for _, s := range sources {
		require.NotEqual(t, s.name(), event.SourceName(s.name()))
	}
	require.Equal(t, "AWS CloudTrail, GitHub", event.SourceName(cloudTrail{}.name()+", "+gitHub{}.name()))
	require.Equal(t, "activity feed, okta", event.SourceName("activity feed, okta"))
}
