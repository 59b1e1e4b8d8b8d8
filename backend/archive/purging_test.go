package archive_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/event"
)

// kept makes an archive under the plan Pro, with events and a clock that can be set.
func kept(t testing.TB, c *clock, imports ...[]event.Event) (dir string, a *archive.Archive) {
	t.Helper()
	dir = folderIn(t)
	a, err := archive.Create(context.Background(), dir, c.options())
	require.NoError(t, err)
	for _, events := range imports {
		imported(t, a, events)
	}
	return dir, a
}

func reopened(t testing.TB, dir string, c *clock) *archive.Archive {
	t.Helper()
	arrived(dir)
	a, err := archive.Open(context.Background(), dir, c.options())
	require.NoError(t, err)
	return a
}

// spread returns n events at equal intervals, the last one now.
func spread(name string, n int, every time.Duration) []event.Event {
	events := make([]event.Event, n)
	for i := range events {
		events[i] = aged(name, 0, i)
		events[i].Time = event.Time(today.Add(-time.Duration(n-1-i) * every).UnixNano())
	}
	return events
}

func dueAt(t testing.TB, a *archive.Archive, at time.Time) *archive.Due {
	t.Helper()
	due, err := a.Due(context.Background(), at, "")
	require.NoError(t, err)
	return due
}

func heldIDs(t testing.TB, a *archive.Archive) []string { return slices.Sorted(ids(t, a)) }

func idsOf(events []event.Event) []string {
	var out []string
	for i := range events {
		out = append(out, events[i].ID)
	}
	slices.Sort(out)
	return out
}

// purgedAll purges and returns how many events stayed.
func purgedAll(t testing.TB, a *archive.Archive, at time.Time) int {
	purged(t, a, at)
	return info(t, a).Events
}

// oldestTable returns damage in the middle of the table with the oldest events.
func oldestTable(t testing.TB, dir string) flip {
	t.Helper()
	type seal struct {
		Oldest event.Time
		Files  []struct {
			Path string
			Size int64
		}
	}
	var first seal
	var name string
	paths, err := filepath.Glob(filepath.Join(dir, "segments", "*", "seal.json"))
	require.NoError(t, err)
	for _, path := range paths {
		var s seal
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(data, &s))
		if name == "" || s.Oldest < first.Oldest {
			first, name = s, filepath.Base(filepath.Dir(path))
		}
	}
	for _, f := range first.Files {
		if strings.HasSuffix(f.Path, ".sst") {
			return flip{File: "segments/" + name + "/" + f.Path, Offset: f.Size / 4}
		}
	}
	require.Fail(t, "no table")
	return flip{}
}
