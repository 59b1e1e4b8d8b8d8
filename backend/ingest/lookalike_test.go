package ingest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/source/all"
)

// A system that is read is no longer refused by its name.
func TestNoSourceIsAmongTheLookalikes(t *testing.T) {
	require.NotEmpty(t, lookalikes)
	for _, l := range lookalikes {
		for _, s := range all.Sources {
			require.NotContains(t, l.Name, s.Name)
		}
	}
}
