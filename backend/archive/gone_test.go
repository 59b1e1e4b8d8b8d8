package archive_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/dgraph-io/badger/v4"
	"github.com/klauspost/compress/zstd"
	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/columns"
	"daybook/backend/event"
	"daybook/backend/ledger"
	"daybook/backend/query"
	"daybook/backend/retention"
)

// Purged events must be gone from every file. Most files do not contain their
// texts literally: Badger and columns compress, an index keeps terms as an
// automaton, descriptions are front-coded. So this search examines the bytes of
// every file, every zstd frame in it wherever it starts, and the output of the
// reader of its format, whatever the folder's own records say about the file.

// contents returns everything that can be extracted from a folder, in lower
// case, by file and method.
func contents(t testing.TB, dir string) map[string][]byte {
	t.Helper()
	all := extracted(t, dir)
	for place, data := range all {
		all[place] = bytes.ToLower(data)
	}
	return all
}

// extracted returns everything that can be extracted from a folder, by file and method.
func extracted(t testing.TB, dir string) map[string][]byte {
	t.Helper()
	all := make(map[string][]byte)
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		require.NoError(t, err)
		all[rel+" (name)"] = []byte(rel)
		switch {
		case d.IsDir() && d.Name() == "events":
			all[rel+" (Badger)"] = ofBadger(t, path)
		case !d.IsDir():
			data, err := os.ReadFile(path)
			require.NoError(t, err)
			all[rel] = data
			all[rel+" (frames)"] = frames(t, data)
			switch d.Name() {
			case "descriptions":
				all[rel+" (texts)"] = ofTexts(t, data)
			case "index_meta.json":
				all[filepath.Dir(rel)+" (Bleve)"] = ofBleve(t, filepath.Dir(path))
			}
		}
		return nil
	})
	require.NoError(t, err)
	return all
}

var zstdMagic = []byte{0x28, 0xb5, 0x2f, 0xfd}

// frames returns the content of every zstd frame in data.
func frames(t testing.TB, data []byte) []byte {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(64<<20))
	require.NoError(t, err)
	defer d.Close()
	var out []byte
	for at := 0; ; at++ {
		i := bytes.Index(data[at:], zstdMagic)
		if i < 0 {
			return out
		}
		at += i
		// The bytes behind the frame are not a frame, so the decoded content comes
		// with an error.
		decoded, _ := d.DecodeAll(data[at:], nil)
		out = append(out, decoded...)
	}
}

func ofBadger(t testing.TB, dir string) []byte {
	to := filepath.Join(t.TempDir(), "events")
	copied(t, dir, to)
	db, err := badger.Open(badger.DefaultOptions(to).WithLogger(nil).WithReadOnly(true).WithBypassLockGuard(true))
	require.NoError(t, err)
	defer db.Close()
	var out []byte
	err = db.View(func(txn *badger.Txn) error {
		it := txn.NewIterator(badger.IteratorOptions{AllVersions: true})
		defer it.Close()
		for it.Rewind(); it.Valid(); it.Next() {
			if err := it.Item().Value(func(v []byte) error {
				out = append(append(out, v...), '\n')
				return nil
			}); err != nil {
				return err
			}
		}
		return nil
	})
	require.NoError(t, err)
	return out
}

func ofBleve(t testing.TB, dir string) []byte {
	to := filepath.Join(t.TempDir(), "index")
	copied(t, dir, to)
	index, err := bleve.OpenUsing(to, map[string]any{"read_only": true, "bolt_timeout": "2s"})
	require.NoError(t, err)
	defer index.Close()
	fields, err := index.Fields()
	require.NoError(t, err)
	var out []byte
	for _, field := range fields {
		terms, err := index.FieldDict(field)
		require.NoError(t, err)
		for {
			entry, err := terms.Next()
			require.NoError(t, err)
			if entry == nil {
				break
			}
			out = append(append(out, entry.Term...), '\n')
		}
		require.NoError(t, terms.Close())
	}
	return out
}

func ofTexts(t testing.TB, data []byte) []byte {
	texts, err := columns.OpenTexts(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	var out []byte
	for text, err := range texts.All() {
		require.NoError(t, err)
		out = append(append(out, text...), '\n')
	}
	return out
}

// where returns the places that contain a text.
func where(all map[string][]byte, text string) []string {
	var found []string
	for _, place := range slices.Sorted(maps.Keys(all)) {
		if bytes.Contains(all[place], []byte(strings.ToLower(text))) {
			found = append(found, place)
		}
	}
	return found
}

// A clock is a clock that can be set.
type clock struct{ now time.Time }

func (c *clock) options() archive.Options {
	return archive.Options{Plan: "pro", Now: func() time.Time { return c.now }}
}

const day = 24 * time.Hour

var today = time.Date(2026, 11, 22, 18, 40, 0, 0, time.UTC)

// aged returns an event of that many days ago, all of whose texts have words of their own.
func aged(name string, days int, n int) event.Event {
	return event.Event{
		ID: fmt.Sprintf("evt_%s%d", name, n), Actor: fmt.Sprintf("actor%s%d@northwind.example", name, n%7),
		Category: "cat" + name, Action: fmt.Sprintf("act%s%d", name, n%5),
		Description: fmt.Sprintf("Charged credits for desc%s%d/flux-schnell common", name, n),
		Details:     fmt.Appendf(nil, `{"record":{"ip":"ip%s%d","who":"J\u00f6rg%s%d"}}`, name, n, name, n),
		Time:        event.Time(today.AddDate(0, 0, -days).UnixNano() - int64(n)*int64(time.Minute)),
	}
}

// needles returns the words that only this event has.
func needles(name string, n int) []string {
	return []string{
		fmt.Sprintf("evt_%s%d", name, n), fmt.Sprintf("desc%s%d/", name, n), fmt.Sprintf("ip%s%d\"", name, n), fmt.Sprintf("rg%s%d\"", name, n),
	}
}

// purged purges what is due by the archive's clock.
func purged(t testing.TB, a *archive.Archive, at time.Time) ledger.Receipt {
	t.Helper()
	ctx := context.Background()
	due, err := a.Due(ctx, at, "")
	require.NoError(t, err)
	receipt, err := a.Purge(ctx, due, nil)
	require.NoError(t, err)
	require.Equal(t, due.Count, receipt.Count)
	require.NoError(t, a.Removed(ctx))
	return receipt
}

// TestWhatIsPurgedIsGoneFromEveryFile looks for every word of the purged events
// in everything that the folder holds: first to see that the search finds them,
// then to see that they are gone.
func TestWhatIsPurgedIsGoneFromEveryFile(t *testing.T) {
	unwatched(t)
	defer archive.Shrink(200, 30, 80)()
	ctx := context.Background()
	c := &clock{today}
	dir := folderIn(t)
	a, err := archive.Create(ctx, dir, c.options())
	require.NoError(t, err)
	var events []event.Event
	var old, young, held []int
	for n := range 400 { // the old events first, so that some segments have only old events
		switch {
		case n < 250:
			old = append(old, n)
			events = append(events, aged("old", 40, n))
		case n < 270: // held, among the old events
			held = append(held, n)
			events = append(events, aged("held", 41, n))
		default:
			young = append(young, n)
			events = append(events, aged("young", 2, n))
		}
	}
	// These make segments in which kept and due events lie beside each other.
	mixed := []event.Event{}
	for n := range 100 {
		old, young = append(old, 1000+n), append(young, 1000+n)
		mixed = append(mixed, aged("old", 31, 1000+n), aged("young", 29, 1000+n))
	}
	_, err = a.Import(ctx, archive.Input{File: "one.json", Events: func(yield func(event.Event, error) bool) {
		for _, e := range events {
			if !yield(e, nil) {
				return
			}
		}
		for _, reason := range []string{
			`the time "descold3" is in no form that is read here`, `the time "descyoung200" is in no form that is read here`,
			`the time "J\u00f6rgold4" is in no form that is read here`, `the key "evt_old…" occurs twice`, `event_id is missing or empty`,
		} {
			if !yield(event.Event{}, &event.Rejection{At: "index 9", Reason: reason}) {
				return
			}
		}
	}}, nil)
	require.NoError(t, err)
	imported(t, a, mixed)
	h, err := a.PlaceHold(ctx, hold(t, "catheld"))
	require.NoError(t, err)
	was := info(t, a)
	leaves := map[uint64]archive.Full{}
	for seq := range uint64(was.TreeSize) {
		full, err := a.Event(ctx, seq)
		require.NoError(t, err)
		leaves[seq] = full
	}

	before := contents(t, dir)
	for _, n := range old {
		for _, needle := range needles("old", n) {
			places := where(before, needle)
			require.NotEmpty(t, places, "the search does not find %s", needle)
			if strings.HasPrefix(needle, "desc") { // compressed, in an automaton, and front-coded
				for _, way := range []string{"(Badger)", "(Bleve)", "(texts)", ".sst (frames)"} {
					require.Contains(t, strings.Join(places, " "), way)
				}
			}
		}
	}
	for _, needle := range []string{"catold", "actold3", "actorold5", "descold3", "evt_old…"} {
		require.NotEmpty(t, where(before, needle), needle)
	}
	require.NotEmpty(t, where(before, "J\\u00f6rgold4"))

	receipt := purged(t, a, c.now)
	require.Equal(t, len(old), receipt.Count)
	require.Equal(t, len(held), receipt.Held)
	require.Equal(t, []string{h.ID}, receipt.Rule.Holds)
	require.Equal(t, 3, receipt.Quotes)

	after := contents(t, dir)
	for _, n := range old {
		for _, needle := range needles("old", n) {
			require.Empty(t, where(after, needle), needle)
		}
	}
	for _, needle := range []string{"catold", "actold", "actorold", "descold", "evt_old", "rgold", "ipold"} {
		require.Empty(t, where(after, needle), needle)
	}
	for name, numbers := range map[string][]int{"young": young, "held": held} {
		for _, n := range numbers {
			for _, needle := range needles(name, n) {
				require.NotEmpty(t, where(after, needle), needle)
			}
		}
	}

	// The events that stay are unchanged, and so is the tree.
	is := info(t, a)
	require.Equal(t, was.Root, is.Root)
	require.Equal(t, was.TreeSize, is.TreeSize)
	require.Equal(t, len(young)+len(held), is.Events)
	gone := map[uint64]bool{}
	for _, r := range receipt.Leaves {
		for seq := r[0]; seq < r[1]; seq++ {
			require.False(t, gone[uint64(seq)])
			gone[uint64(seq)] = true
		}
	}
	for seq, full := range leaves {
		now, err := a.Event(ctx, seq)
		if gone[seq] {
			require.ErrorIs(t, err, archive.ErrNoEvent)
			require.Equal(t, "catold", full.Category)
			continue
		}
		require.NoError(t, err)
		require.Equal(t, full.Event, now.Event)
		require.Equal(t, full.Leaf, now.Leaf)
		require.Equal(t, full.Hit.Import, now.Hit.Import)
	}
	reasons := []string{}
	for _, r := range is.Imports[0].Rejections {
		reasons = append(reasons, r.Reason)
	}
	require.Equal(t, []string{
		`the time "…" is in no form that is read here`, `the time "descyoung200" is in no form that is read here`,
		`the time "…" is in no form that is read here`, `the key "…" occurs twice`, `event_id is missing or empty`,
	}, reasons)
	requireTidy(t, a)
	closeVerified(t, a)
	a, err = archive.Open(ctx, dir, c.options())
	require.NoError(t, err)
	require.Equal(t, is.Imports, info(t, a).Imports)
	closeVerified(t, a)
}

// hold returns a hold on the events that match a text.
func hold(t testing.TB, text string) retention.Hold {
	t.Helper()
	q, err := query.Parse(text, nil)
	require.NoError(t, err)
	h, err := retention.NewHold("Matter 7", "asked for by counsel", q, nil)
	require.NoError(t, err)
	return h
}
