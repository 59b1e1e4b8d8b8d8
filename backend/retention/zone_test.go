package retention_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/query"
	"daybook/backend/retention"
)

func TestAHoldIsNotPlacedInAZoneWithoutAName(t *testing.T) {
	q, err := query.Parse("webhook", time.UTC)
	require.NoError(t, err)
	for _, name := range []string{"Local", "localtime", "/etc/localtime"} {
		_, err := retention.NewHold("", "audit", q, time.FixedZone(name, 3600))
		require.ErrorIs(t, err, retention.ErrHold, name)
		require.ErrorContains(t, err, "its time zone has no name that is known elsewhere")
	}
}
