package archive_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/query"
)

// TestATermThatWasAskedBeforeIsStillFoundExactly asks terms again beside others,
// excluded, in quotes, and after an import.
func TestATermThatWasAskedBeforeIsStillFoundExactly(t *testing.T) {
	a := create(t, folder(t))
	events := some(1, 2000)
	imported(t, a, events)
	asks := func() {
		for range 2 {
			for _, text := range []string{"webhook", "webhook delivered", "webhook -delivered", "-webhook", `"webhook"`, "*ebhoo", "member:webhook",
				"description:webhook", "generation", "credit", "-credit -generation", "g", "ge", "gen", "gene", "gener", "genera", "generat", "webhook"} {
				q, err := query.Parse(text, nil)
				require.NoError(t, err)
				want := 0
				for i := range events {
					if q.Match(&events[i], query.Place{}) {
						want++
					}
				}
				res, err := a.Query(context.Background(), archive.Request{Query: q, Order: query.DefaultOrder()})
				require.NoError(t, err)
				require.Equal(t, want, res.Total, text)
			}
		}
	}
	asks()
	more := some(2, 500)
	imported(t, a, more)
	events = append(events, more...)
	asks()
	closeVerified(t, a)
}
