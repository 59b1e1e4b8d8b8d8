package archive

import (
	"context"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/event"
	"daybook/backend/query"
	"daybook/backend/segment"
)

// mappedOf returns how many kB of the files below dir are mapped and count as
// memory of this program.
func mappedOf(t *testing.T, dir string) (kB int) {
	data, err := os.ReadFile("/proc/self/smaps")
	require.NoError(t, err)
	inside := false
	for line := range strings.Lines(string(data)) {
		var n int
		if fields := strings.Fields(line); strings.Contains(fields[0], "-") {
			inside = strings.Contains(line, dir)
		} else if _, err := fmt.Sscanf(line, "Rss: %d kB", &n); err == nil && inside {
			kB += n
		}
	}
	return kB
}

func TestPagesOfMappedFilesAreLetGoAndFoundAgain(t *testing.T) {
	ctx := context.Background()
	dir := filepath.Join(t.TempDir(), "with a blank.daybook")
	a, err := Create(ctx, dir, Options{})
	require.NoError(t, err)
	events := func(yield func(event.Event, error) bool) {
		for i := range 20_000 {
			e := event.Event{
				ID: fmt.Sprint("evt_", i), Actor: fmt.Sprintf("ana%d@x.example", i%7), Category: "webhook", Action: "created",
				Description: fmt.Sprintf("webhook %d of %d", i, i%13), Time: event.Time(i * 1_000_000),
			}
			if !yield(e, nil) {
				return
			}
		}
	}
	_, err = a.Import(ctx, Input{File: "a.json", Events: iter.Seq2[event.Event, error](events)}, nil)
	require.NoError(t, err)
	asked := func() (all []string) {
		for _, o := range []query.Order{{By: query.ByMember}, {By: query.ByDescription}} {
			q := query.All()
			q.Terms = []query.Term{{Text: "7"}}
			r, err := a.Query(ctx, Request{Query: q, Order: o, Page: 2})
			require.NoError(t, err)
			for _, h := range r.Hits {
				all = append(all, h.ID)
			}
		}
		return all
	}
	was := asked()
	require.NotEmpty(t, was)
	require.NotZero(t, mappedOf(t, dir))
	require.NotZero(t, segment.MappedBytes())
	v, err := a.views.acquire()
	require.NoError(t, err)
	var dirs []string
	for _, s := range v.segments {
		dirs = append(dirs, s.Dir)
	}
	segment.LetGoOfPages(dirs)
	require.Zero(t, mappedOf(t, dir))
	v.terms.terms = nil // otherwise the view remembers where the word is
	a.views.release(v)
	require.Equal(t, was, asked())
	require.NotZero(t, mappedOf(t, dir))
	require.NoError(t, a.Close())
}
