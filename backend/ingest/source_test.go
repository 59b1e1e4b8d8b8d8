package ingest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/event"
)

func TestEverySourceHasANameForPeople(t *testing.T) {
	for _, s := range sources {
		require.NotEqual(t, s.ID, event.SourceName(s.ID))
	}
	require.Equal(t, "AWS CloudTrail, GitHub", event.SourceName(cloudTrail.ID+", "+gitHub.ID))
	require.Equal(t, "activity feed, okta", event.SourceName("activity feed, okta"))
}
