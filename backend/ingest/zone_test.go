package ingest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestAZoneWithoutANameOfItsOwnIsRefused(t *testing.T) {
	text := lined(`{"event_id":"a","actor":"ann","category":"c","action":"x","description":"d","timestamp":"2026-08-02 17:39:42"}`)
	for _, name := range []string{"Local", "localtime", "/etc/localtime"} {
		_, err := readAll([]byte(text), Options{Zone: time.FixedZone(name, 3600)})
		require.ErrorIs(t, err, ErrUnnamedZone, name)
	}
	require.Len(t, mustRead(t, text, Options{Zone: time.FixedZone("Europe/Paris", 3600)}).events, 1)
}
