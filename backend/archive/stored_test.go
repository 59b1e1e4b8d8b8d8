package archive_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/cryptotest"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/archive/storedtest"
	"daybook/backend/event"
	"daybook/backend/folder"
	"daybook/backend/ledger"
	"daybook/backend/query"
	"daybook/backend/retention"
)

var writeStored = flag.Bool("write-stored", false, "write the archive of the present format that later Daybooks must open; see package storedtest")

// The stored archives of all formats are made by the code below, so each of them
// holds the same events under the same numbers.

// These are the days on which the stored archive is made, purged and examined.
var (
	storedMade   = time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC)
	storedPurged = storedMade.AddDate(0, 0, 10)
	storedNow    = storedPurged.AddDate(0, 0, 1)
)

const storedLarge = 1<<20 - 64 // bytes of details, which is too much for a table of Badger

// storedEvent returns the event of that many days before the archive was made.
func storedEvent(days int) event.Event {
	kinds := []struct{ actor, category, action, description string }{
		{"ana.moreau@northwind.example", "api_key", "created", `API key "ci-deploy" (bye_%05x...) was created`},
		{"system", "webhook", "delivered", "Webhook delivered: generation.completed, job %x"},
		{"zoë.okafor@northwind.example", "credit", "charge", "Charged 0.%03d credits for bfl/flux-schnell"},
		{"李小龍@northwind.example", "bug_report", "submitted", "=cmd|' /C calc'!A0 line\r\nbreak \u202egpj.exe %d"},
		{"dmitri.chen@northwind.example", "domain", "domain_removed", "Custom domain removed: api%d.example.com"},
	}
	k := kinds[days%len(kinds)]
	e := event.Event{
		ID: fmt.Sprintf("evt_%04d", days), Actor: k.actor, Category: k.category, Action: k.action,
		Description: fmt.Sprintf(k.description, days*7),
		Time:        event.Time(storedMade.AddDate(0, 0, -days).UnixNano() + int64(days)*1_000_000_007),
	}
	if days%3 == 0 {
		e.Details = fmt.Appendf(nil, `{"zone":"Europe/Paris","time":"%s","record":{"ip":"203.0.113.%d","n":90071992547409931234,"who":"J\u00f6rg"}}`,
			e.Time.UTC().Format("2006-01-02 15:04:05"), days)
	}
	return e
}

// storedLater returns an event of that many hours after the archive was made.
func storedLater(hours int) event.Event {
	e := storedEvent(hours % 5)
	e.ID, e.Description, e.Details = fmt.Sprintf("evt_later_%04d", hours), fmt.Sprintf("%s, later %d", e.Description, hours), nil
	e.Time = event.Time(storedMade.Add(time.Duration(hours) * time.Hour).UnixNano())
	return e
}

// storedChanged returns a different event with the event_id of that of that
// many days before.
func storedChanged(days int) event.Event {
	e := storedEvent(days)
	e.Description += " (edited)"
	return e
}

// storedBig returns an event with details that are too large for a table.
func storedBig() event.Event {
	e := storedLater(1)
	e.ID = "evt_large"
	e.Details = append(append([]byte(`{"record":{"body":"`), bytes.Repeat([]byte("credit "), (storedLarge-30)/7)...), `"}}`...)
	e.Details = append(e.Details, bytes.Repeat([]byte(" "), event.MaxFieldBytes-len(e.Details))...)
	return e
}

// storedImport imports events and rejections into the stored archive.
func storedImport(t testing.TB, a *archive.Archive, file string, events []event.Event, rejections ...event.Rejection) archive.Import {
	t.Helper()
	sum := event.Hash{byte(len(events)), byte(len(file))}
	one, err := a.Import(context.Background(), archive.Input{
		File: file, Size: int64(len(events)) * 100,
		Source: func() string { return "daybook" }, SHA256: func() (event.Hash, error) { return sum, nil },
		Notes: func() []string { return []string{"made to be stored"} },
		Events: func(yield func(event.Event, error) bool) {
			for _, e := range events {
				if !yield(e, nil) {
					return
				}
			}
			for i := range rejections {
				if !yield(event.Event{}, &rejections[i]) {
					return
				}
			}
		},
	}, nil)
	require.NoError(t, err)
	return one
}

// makeStored makes the archive that is stored, in dir, with everything that may happen
// to an archive: duplicates, a conflict, rejections that quote events, an event in a
// value log, holds in force and released, more imports than segments, a purge, other
// plans, and exports.
func makeStored(t *testing.T, dir string) {
	ctx := context.Background()
	now := storedMade
	a, err := archive.Create(ctx, dir, archive.Options{Plan: "pro", Program: "daybook 1.0", Now: func() time.Time { return now }})
	require.NoError(t, err)
	var first []event.Event
	for days := range 60 {
		first = append(first, storedEvent(59-days))
	}
	one := storedImport(t, a, "activity.json", append(first, storedEvent(7)),
		event.Rejection{At: "index 61", Reason: `the time "evt_0054" is in no form that is read here`},
		event.Rejection{At: "index 62", Reason: "actor is missing or empty"})
	require.Equal(t, [5]int{63, 60, 1, 2, 29}, [5]int{one.Read, one.Added, one.Duplicates, one.Rejected, one.Due})
	one = storedImport(t, a, "activity again.csv", []event.Event{storedEvent(1), storedChanged(5), storedEvent(2), storedChanged(41)})
	require.Equal(t, [3]int{2, 2, 2}, [3]int{one.Added, one.Duplicates, one.Conflicts})
	storedImport(t, a, "large.json", []event.Event{storedBig(), storedLater(2)})
	for _, text := range []string{"member:ana key", "member:dmitri"} {
		q, err := query.Parse(text, nil)
		require.NoError(t, err)
		h, err := retention.NewHold("Case 17 — "+text, "Ordered by the court", q, nil)
		require.NoError(t, err)
		now = now.Add(time.Minute)
		_, err = a.PlaceHold(ctx, h)
		require.NoError(t, err)
	}
	for hours := 3; hours < 40; hours++ {
		now = storedMade.Add(time.Duration(hours) * time.Hour)
		storedImport(t, a, fmt.Sprintf("hour %d.json", hours), []event.Event{storedLater(hours)})
	}
	before := info(t, a).Segments
	require.NoError(t, a.Merge(ctx))
	require.Less(t, info(t, a).Segments, before)

	now = storedPurged
	_, err = a.ReleaseHold(ctx, "H2", "The case was closed")
	require.NoError(t, err)
	require.Equal(t, 33, purged(t, a, now).Count)
	require.NoError(t, a.ChangePlan(ctx, "scale"))
	require.NoError(t, a.ChangePlan(ctx, "pro"))
	storedImport(t, a, "after the purge.json", []event.Event{storedLater(220), storedLater(230), storedEvent(3)})
	_, err = a.Ledger().Record(ctx, ledger.KindExported, ledger.Handover{File: "activity.csv", Format: "csv", Bytes: 1234, Events: 5, Matching: 5, Archive: 70})
	require.NoError(t, err)
	_, err = a.CheckpointToSave()
	require.NoError(t, err)
	closeVerified(t, a)
}

// storedHeld returns the events of the stored archive by their numbers.
func storedHeld() map[uint64]event.Event {
	all := make([]event.Event, 0, 110)
	for days := range 60 {
		all = append(all, storedEvent(59-days))
	}
	all = append(all, storedChanged(5), storedChanged(41), storedBig(), storedLater(2))
	for hours := 3; hours < 40; hours++ {
		all = append(all, storedLater(hours))
	}
	all = append(all, storedLater(220), storedLater(230))
	held := make(map[uint64]event.Event)
	due := event.Time(storedPurged.AddDate(0, 0, -30).UnixNano())
	for seq, e := range all {
		if e.Time > due || e.Actor == "ana.moreau@northwind.example" {
			held[uint64(seq)] = e
		}
	}
	return held
}

// TestStoredArchiveIsWritten writes the stored archive of the present format, if that
// is requested, with the same id and the same key each time.
func TestStoredArchiveIsWritten(t *testing.T) {
	if !*writeStored {
		require.Contains(t, storedtest.Formats(t), folder.Format, "run it with -write-stored to make one of the present format")
		return
	}
	cryptotest.SetGlobalRandom(t, 16)
	dir := t.TempDir()
	t.Setenv("DAYBOOK_CONFIG", filepath.Join(dir, storedtest.Config))
	makeStored(t, filepath.Join(dir, storedtest.Archive))
	storedtest.Write(t, dir, "storedtest", folder.Format)
}

// everyStored runs a test with each stored archive, both with its key known on this
// computer and without.
func everyStored(t *testing.T, test func(t *testing.T, dir string, known bool)) {
	for _, format := range storedtest.Formats(t) {
		for _, known := range []bool{true, false} {
			t.Run(fmt.Sprintf("format %d, key known %t", format, known), func(t *testing.T) {
				dir := storedtest.Unpack(t, format)
				config := filepath.Join(dir, storedtest.Config)
				if !known {
					config = filepath.Join(dir, "another computer")
				}
				t.Setenv("DAYBOOK_CONFIG", config)
				test(t, filepath.Join(dir, storedtest.Archive), known)
			})
		}
	}
}

func openStored(t *testing.T, dir string, now *time.Time) *archive.Archive {
	t.Helper()
	a, err := archive.Open(context.Background(), dir, archive.Options{Now: func() time.Time { return *now }})
	require.NoError(t, err)
	return a
}

// requireStored requires that an archive holds the events of the stored archive,
// number by number, and what its journal says.
func requireStored(t *testing.T, a *archive.Archive) {
	t.Helper()
	ctx := context.Background()
	want := storedHeld()
	i := info(t, a)
	require.Equal(t, len(want), i.Events)
	require.Equal(t, 70, i.Events)
	require.Equal(t, 1, i.Conflicts, "the other was purged")
	require.Greater(t, i.Segments, 1)
	require.EqualValues(t, 103, i.TreeSize)
	require.Len(t, i.Imports, 41)
	require.Equal(t, "pro", i.Plan)
	require.Empty(t, i.Notices)
	require.Empty(t, i.Lost)
	require.Nil(t, i.Doubt)
	holds := a.Ledger().Holds()
	require.Len(t, holds, 1)
	require.Equal(t, "H1", holds[0].ID)
	receipts, err := a.Ledger().Receipts()
	require.NoError(t, err)
	require.Len(t, receipts, 1)
	require.Equal(t, 33, receipts[0].Count)
	require.Equal(t, 1, receipts[0].Quotes)
	require.Equal(t, "index 61", i.Imports[0].Rejections[0].At)
	require.NotContains(t, i.Imports[0].Rejections[0].Reason, "evt_0054", "a purged event is quoted nowhere")

	res, err := a.Query(ctx, archive.Request{Query: all, Order: query.DefaultOrder(), Page: 1})
	require.NoError(t, err)
	require.Equal(t, len(want), res.Total)
	for _, hit := range res.Hits {
		require.NoError(t, hit.Damage)
		e := want[hit.Seq]
		require.True(t, same(&e, &hit.Event), "number %d is %s", hit.Seq, hit.ID)
	}
	require.True(t, slices.IsSortedFunc(res.Hits, func(x, y archive.Hit) int { return cmp.Compare(y.Time, x.Time) }))
}

// TestStoredArchiveOpensAndIsWhole opens it, verifies it and searches it.
func TestStoredArchiveOpensAndIsWhole(t *testing.T) {
	everyStored(t, func(t *testing.T, dir string, known bool) {
		ctx := context.Background()
		logs, err := filepath.Glob(filepath.Join(dir, "segments", "*", "events", "*.vlog"))
		require.NoError(t, err)
		require.True(t, slices.ContainsFunc(logs, func(path string) bool {
			info, err := os.Stat(path)
			return err == nil && info.Size() > 1<<20
		}), "an event is in a value log")
		now := storedNow
		a := openStored(t, dir, &now)
		require.NoError(t, a.Checked(ctx))
		require.Equal(t, known, a.Ledger().HasKey() == nil)
		requireStored(t, a)
		for text, found := range map[string]int{
			"": 70, "key": 22, "-key": 48, "*eat": 22, "zoe": 12, "小龍": 12, `"was created, later"`: 9, "edited": 1, "description:0.": 12, "gpj.exe break": 12,
			"id:evt_large": 1, "id:evt_0055": 1, "id:evt_0054": 0, "on:2026-09-02": 24, "before:2026-08-01": 5,
		} {
			q, err := query.Parse(text, nil)
			require.NoError(t, err)
			res, err := a.Query(ctx, archive.Request{Query: q, Order: query.DefaultOrder(), Page: 1, Facets: true})
			require.NoError(t, err)
			matching := 0
			for _, e := range storedHeld() {
				if q.MatchText(&e) {
					matching++
				}
			}
			require.Equal(t, matching, res.Total, "%q by the rule", text)
			require.Equal(t, found, res.Total, "%q", text)
		}
		report := verified(t, a)
		require.Empty(t, report.Problems)
		require.Equal(t, [2]int{70, 33}, [2]int{report.Events, report.Gone})
		require.NoError(t, a.Close())
	})
}

// TestStoredArchiveGoesOn imports into it, merges it and purges it, with a new key if
// its own is not known.
func TestStoredArchiveGoesOn(t *testing.T) {
	everyStored(t, func(t *testing.T, dir string, known bool) {
		ctx := context.Background()
		now := storedNow
		a := openStored(t, dir, &now)
		if !known {
			_, err := a.Import(ctx, input(slices.Values(some(9, 10))), nil)
			require.ErrorIs(t, err, ledger.ErrNoKey)
			_, err = a.NewKey(ctx, "It was made on a computer that is gone")
			require.NoError(t, err)
		}
		one := storedImport(t, a, "new.json", []event.Event{storedEvent(2), storedChanged(7), storedLater(250), storedBig()})
		require.Equal(t, [4]int{4, 2, 2, 1}, [4]int{one.Read, one.Added, one.Duplicates, one.Conflicts})
		require.Empty(t, verified(t, a).Problems)
		require.NoError(t, a.JoinAll(ctx))
		require.Equal(t, 1, info(t, a).Segments)
		require.Empty(t, verified(t, a).Problems)
		now = storedNow.AddDate(0, 0, 40)
		receipt := purged(t, a, now)
		require.Equal(t, 72-23, receipt.Count)
		require.Equal(t, 23, info(t, a).Events, "those that the hold covers")
		require.NoError(t, a.Close())
		a = openStored(t, dir, &now)
		requireTidy(t, a)
		require.Equal(t, 23, info(t, a).Events)
		closeVerified(t, a)
	})
}

// TestStoredArchiveOfTheNextFormatIsRefused gives a stored archive the number of a
// format that this Daybook does not know.
func TestStoredArchiveOfTheNextFormatIsRefused(t *testing.T) {
	dir := filepath.Join(storedtest.Unpack(t, folder.Format), storedtest.Archive)
	for _, name := range []string{"archive.json", "archive.copy"} {
		path := filepath.Join(dir, name)
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		var document map[string]json.RawMessage
		require.NoError(t, json.Unmarshal(data, &document))
		require.Equal(t, fmt.Sprint(folder.Format), string(document["format"]))
		document["format"] = fmt.Append(nil, folder.Format+1)
		data, err = json.Marshal(document)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(path, data, 0o600))
	}
	was := listing(t, dir)
	refused(t, dir, ledger.ErrNewer, fmt.Sprint(folder.Format), fmt.Sprint(folder.Format+1))
	require.Equal(t, was, listing(t, dir))
}
