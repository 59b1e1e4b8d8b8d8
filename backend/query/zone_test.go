package query_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/query"
)

func TestAZoneHasANameThatMeansTheSameEverywhere(t *testing.T) {
	for _, name := range []string{"UTC", "Europe/Paris", "Etc/GMT+5", "America/Argentina/Buenos_Aires"} {
		zone, err := query.Zone(name)
		require.NoError(t, err)
		require.Equal(t, name, zone.String())
		require.True(t, query.Portable(zone))
	}
	for _, name := range []string{"", "Local", "local", "localtime", "posixrules", "posix/Europe/Paris", "right/Europe/Paris", "Factory", "/etc/localtime", "../Europe/Paris", "Mars/Olympus"} {
		_, err := query.Zone(name)
		require.ErrorIs(t, err, query.ErrZone, name)
	}
	for _, name := range []string{"Local", "localtime", "/usr/share/zoneinfo/Europe/Paris"} {
		require.False(t, query.Portable(time.FixedZone(name, 3600)), name)
	}
}
