package cli

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/query"
)

func TestAPageEndsWithWhichEventsOfHowManyItShows(t *testing.T) {
	q, err := query.Parse("webhook", nil)
	require.NoError(t, err)
	for _, c := range []struct {
		page, hits, total, pages int
		unread                   int
		q                        query.Query
		want                     string
	}{
		{1, 200, 18717, 94, 0, q, "1–200 of 18,717 matching events, page 1 of 94"},
		{94, 117, 18717, 94, 0, q, "18,601–18,717 of 18,717 matching events, page 94 of 94"},
		{1, 1, 1, 1, 0, q, "1–1 of 1 matching event, page 1 of 1"},
		{6022, 177, 1204377, 6022, 0, query.All(), "1,204,201–1,204,377 of 1,204,377 events, page 6,022 of 6,022"},
		{95, 0, 18717, 94, 0, q, "There is no page 95: 18,717 matching events, 94 pages."},
		{1, 0, 0, 0, 0, query.All(), "The archive holds no events."},
		{1, 0, 0, 0, 6, query.All(), "Of the events that can be read, none matches."},
		{1, 0, 0, 0, 6, q, "Of the events that can be read, none matches."},
		{1, 0, 0, 0, 0, q, `No event matches: events with "webhook" in any text.`},
	} {
		var out strings.Builder
		call := &call{out: newOutput(&out)}
		call.Width = terminalWidth
		res := archive.Result{Total: c.total, Page: c.page, Pages: c.pages, Unread: c.unread, Hits: make([]archive.Hit, c.hits)}
		call.showPage(res, c.q, time.UTC)
		require.NoError(t, call.out.Flush())
		lines := strings.Split(strings.TrimSpace(out.String()), "\n")
		require.Equal(t, c.want, lines[len(lines)-1])
	}
}
