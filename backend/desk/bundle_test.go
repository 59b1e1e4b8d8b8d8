package desk_test

import (
	"archive/zip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/desk"
	"daybook/backend/event"
	"daybook/backend/keys/keystest"
	"daybook/backend/ledger"
	"daybook/backend/proof"
	"daybook/backend/query"
	"daybook/backend/retention"
)

func TestMain(m *testing.M) { os.Exit(keystest.Run(m)) }

var today = time.Date(2026, 8, 3, 12, 0, 0, 0, time.UTC)

// daily returns n events, one each day until today, except for the days in
// leftOut, which are counted back from today.
func daily(n int, leftOut ...int) (events []event.Event) {
	out := make(map[int]bool)
	for _, day := range leftOut {
		out[day] = true
	}
	for day := n - 1; day >= 0; day-- {
		if !out[day] {
			events = append(events, event.Event{
				ID: fmt.Sprintf("evt_%03d", day), Actor: "ana@northwind.com", Category: "auth", Action: "signin",
				Description: fmt.Sprintf("Signed in %d days ago", day), Time: event.Time(today.AddDate(0, 0, -day).UnixNano()),
			})
		}
	}
	return events
}

// opened returns an archive with the events and two rejected records.
func opened(t *testing.T, plan string, events []event.Event) *archive.Archive {
	o := archive.Options{Plan: plan, Program: "daybook test", Now: func() time.Time { return today }}
	a, err := archive.Create(t.Context(), filepath.Join(t.TempDir(), "Northwind.daybook"), o)
	require.NoError(t, err)
	t.Cleanup(func() { a.Close() })
	_, err = a.Import(t.Context(), archive.Input{File: "activity.json", Events: func(yield func(event.Event, error) bool) {
		for _, e := range events {
			if !yield(e, nil) {
				return
			}
		}
		_ = yield(event.Event{}, &event.Rejection{At: "index 7", Reason: "actor is missing or empty"}) &&
			yield(event.Event{}, &event.Rejection{At: "index 9", Reason: "timestamp is no time"})
	}}, nil)
	require.NoError(t, err)
	return a
}

func request(text string) desk.Request {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		panic(err)
	}
	q, err := query.Parse(text, zone)
	if err != nil {
		panic(err)
	}
	return desk.Request{Query: q, Order: query.DefaultOrder(), Typed: text, Zone: zone, Case: "C-17", Program: "daybook test", Now: today}
}

// bundle writes a bundle and reads its manifest.
func bundle(t *testing.T, a *archive.Archive, r desk.Request) (path string, m proof.Manifest) {
	path = filepath.Join(t.TempDir(), "evidence.zip")
	done, err := desk.Export(t.Context(), a, desk.Bundle, path, r, nil)
	require.NoError(t, err)
	v, err := proof.VerifyFile(t.Context(), path, proof.Given{}, nil)
	require.NoError(t, err)
	require.Empty(t, v.Problems)
	require.Equal(t, done.Events, v.Events)
	z, err := zip.OpenReader(path)
	require.NoError(t, err)
	defer z.Close()
	f, err := z.Open(proof.Folder(r.Now) + "/data/manifest.json")
	require.NoError(t, err)
	require.NoError(t, json.NewDecoder(f).Decode(&m))
	return path, m
}

func TestABundleTellsTheGapsOfTheTimeThatItIsAbout(t *testing.T) {
	a := opened(t, "pro", daily(60, 3, 10, 11))
	_, err := a.PlaceHold(t.Context(), mustHold(t, "Case C-17", "on:2026-06-10"))
	require.NoError(t, err)
	due, err := archive.Ask(a, func(v *archive.View) (*archive.Due, error) { return v.Due(t.Context(), today, "") })
	require.NoError(t, err)
	_, err = a.Purge(t.Context(), due, nil)
	require.NoError(t, err)

	_, m := bundle(t, a, request("signed"))
	require.Equal(t, proof.Counts{Archive: 28, Matching: 28, Selected: 28, Exported: 28}, m.Counts)
	require.EqualValues(t, 57, m.Archive.TreeSize)
	require.Equal(t, "Pro, 30 days", m.Archive.Plan)
	require.Len(t, m.Purges, 1)
	require.Equal(t, 29, m.Purges[0].Events)
	require.Equal(t, "Pro, 30 days", m.Purges[0].Rule)
	require.Len(t, m.Holds, 1)
	require.Contains(t, m.Holds[0].Name, "Case C-17")
	require.Equal(t, "litigation", m.Holds[0].Reason)
	require.Empty(t, m.Holds[0].Released)
	require.Equal(t, []string{"H1"}, m.Purges[0].Holds)
	require.Equal(t, 1, m.Purges[0].Held)
	require.Empty(t, m.Journal.Damage)
	require.Equal(t, []proof.Rejected{{Import: 1, At: "index 7", Reason: "actor is missing or empty"}, {Import: 1, At: "index 9", Reason: "timestamp is no time"}}, m.Rejected)
	require.Equal(t, []proof.Quiet{ // the held event and the events within the window are all that is left
		{From: "2026-06-11", Until: "2026-07-04", Days: 24}, {From: "2026-07-23", Until: "2026-07-24", Days: 2}, {From: "2026-07-31", Until: "2026-07-31", Days: 1},
	}, m.Quiet)
	require.Equal(t, 27, m.QuietDays)
	require.Equal(t, "chosen", chosen(t, a).Asked.Selection)

	// A narrower request records less.
	_, m = bundle(t, a, request("signed after:2026-07-30"))
	require.Empty(t, m.Purges)
	require.Empty(t, m.Holds)
	require.Equal(t, []proof.Quiet{{From: "2026-07-31", Until: "2026-07-31", Days: 1}}, m.Quiet)
	require.Equal(t, proof.Range{From: "2026-07-30", Until: "2026-08-03", Zone: "Europe/Berlin"}, m.Range)
}

func TestABundleTellsOfHoldsThatWereReleased(t *testing.T) {
	a := opened(t, "pro", daily(60))
	june, err := a.PlaceHold(t.Context(), mustHold(t, "June", "on:2026-06-10"))
	require.NoError(t, err)
	_, err = a.PlaceHold(t.Context(), mustHold(t, "July", "on:2026-07-10"))
	require.NoError(t, err)
	_, err = a.ReleaseHold(t.Context(), june.ID, "the case is closed")
	require.NoError(t, err)
	path, m := bundle(t, a, request(""))
	require.Len(t, m.Holds, 2)
	require.Equal(t, []string{"H2", "H1"}, []string{m.Holds[0].ID, m.Holds[1].ID})
	require.Empty(t, m.Holds[0].Released)
	require.Equal(t, "2026-08-03T12:00:00Z", m.Holds[1].Released)
	require.NotEmpty(t, m.Holds[1].ReleasedBy)
	require.Equal(t, "the case is closed", m.Holds[1].ReleaseReason)
	report := inBundle(t, path, "report.html")
	require.Contains(t, report, "; in force</li>")
	require.Contains(t, report, "; released 2026-08-03 12:00:00 UTC by ")
	require.Contains(t, report, ", reason: the case is closed</li>")
	// A hold on another time is left out.
	_, m = bundle(t, a, request("signed after:2026-07-01"))
	require.Len(t, m.Holds, 1)
	require.Equal(t, "H2", m.Holds[0].ID)
}

func inBundle(t *testing.T, path, name string) string {
	z, err := zip.OpenReader(path)
	require.NoError(t, err)
	defer z.Close()
	text, err := fs.ReadFile(z, z.File[0].Name[:strings.Index(z.File[0].Name, "/")+1]+proof.Path(name))
	require.NoError(t, err)
	return string(text)
}

// TestABundleOfAnArchiveWithADamagedJournalSaysSo loses the journal's lines about
// a purge and a hold.
func TestABundleOfAnArchiveWithADamagedJournalSaysSo(t *testing.T) {
	a := opened(t, "pro", daily(60))
	due, err := archive.Ask(a, func(v *archive.View) (*archive.Due, error) { return v.Due(t.Context(), today, "") })
	require.NoError(t, err)
	_, err = a.Purge(t.Context(), due, nil)
	require.NoError(t, err)
	dir := a.Path()
	require.NoError(t, a.Close())
	journal, err := os.ReadFile(filepath.Join(dir, "journal.jsonl"))
	require.NoError(t, err)
	cut := strings.Index(string(journal), `{"n":4,`)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "journal.jsonl"), journal[:cut], 0o600))
	a, err = archive.Open(t.Context(), dir, archive.Options{Now: func() time.Time { return today }})
	require.NoError(t, err)
	defer a.Close()
	_, err = desk.Export(t.Context(), a, desk.Bundle, filepath.Join(t.TempDir(), "evidence.zip"), request(""), nil)
	require.ErrorIs(t, err, ledger.ErrDoubt, "this computer knows of more lines")
	_, err = a.Trust(t.Context(), "The disk is failing.", false)
	require.NoError(t, err)
	path, m := bundle(t, a, request(""))
	require.Empty(t, m.Purges)
	require.NotEmpty(t, m.Journal.Damage)
	report := inBundle(t, path, "report.html")
	require.Contains(t, report, "The journal of the archive was found damaged, so that purges and holds may be missing here:")
	require.Contains(t, report, "nothing that is known of in this time")
	v, err := proof.VerifyFile(t.Context(), path, proof.Given{}, nil)
	require.NoError(t, err)
	require.True(t, v.Whole() && !v.Repacked)
	require.Contains(t, v.NotProven(), "That it tells every purge and every hold: the journal of the archive was found damaged.")
}

// TestABundleContinuesEveryCheckpointThatTheArchiveSigned saves checkpoints as an
// archive grows, and loses its key.
func TestABundleContinuesEveryCheckpointThatTheArchiveSigned(t *testing.T) {
	a := opened(t, "keep", daily(30))
	var saved []string
	save := func() {
		text, err := a.CheckpointToSave()
		require.NoError(t, err)
		path := filepath.Join(t.TempDir(), "checkpoint")
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		saved = append(saved, path)
	}
	save()
	more := func(day int) {
		_, err := a.Import(t.Context(), archive.Input{File: "more.json", Events: func(yield func(event.Event, error) bool) {
			e := daily(day + 1)[0]
			yield(e, nil)
		}}, nil)
		require.NoError(t, err)
	}
	more(40)
	save()
	dir := a.Path()
	require.NoError(t, a.Close())
	t.Setenv("DAYBOOK_CONFIG", t.TempDir()) // as on another computer
	a, err := archive.Open(t.Context(), dir, archive.Options{Now: func() time.Time { return today }})
	require.NoError(t, err)
	defer a.Close()
	_, err = a.NewKey(t.Context(), "It is another computer.")
	require.NoError(t, err)
	more(50)
	save()
	path, m := bundle(t, a, request("id:evt_003"))
	require.EqualValues(t, 32, m.Archive.TreeSize)
	require.Len(t, m.Archive.FormerKeys, 1)
	for i, size := range []int64{30, 31, 32} {
		v, err := proof.VerifyFile(t.Context(), path, proof.Given{Checkpoint: saved[i]}, nil)
		require.NoError(t, err)
		require.True(t, v.Whole() && v.Undecided == "", "%q %s", v.Problems, v.Undecided)
		require.Equal(t, i == 2, v.OK(), "a former key is one by the word of the bundle alone")
		require.Equal(t, size, v.Kept.Size)
		require.Equal(t, i < 2, v.Kept.Former)
		require.True(t, v.Kept.Journal)
	}
	more(60)
	save()
	v, err := proof.VerifyFile(t.Context(), path, proof.Given{Checkpoint: saved[3]}, nil)
	require.NoError(t, err)
	require.Empty(t, v.Problems)
	require.Contains(t, v.Undecided, "it is of 33 events and the bundle of 32")
}

func mustHold(t *testing.T, name, text string) retention.Hold {
	q, err := query.Parse(text, time.UTC)
	require.NoError(t, err)
	h, err := retention.NewHold(name, "litigation", q, time.UTC)
	require.NoError(t, err)
	return h
}

func chosen(t *testing.T, a *archive.Archive) proof.Manifest {
	q, err := query.Parse("on:2026-08-01", time.UTC)
	require.NoError(t, err)
	set, err := archive.Ask(a, func(v *archive.View) (*archive.Set, error) { return v.Select(t.Context(), q) })
	require.NoError(t, err)
	r := request("signed")
	r.Only = set
	_, m := bundle(t, a, r)
	require.Equal(t, 1, m.Counts.Exported)
	return m
}

func TestWhatWasSelectedAndIsGoneIsNoBundle(t *testing.T) {
	a := opened(t, "pro", daily(60))
	set, err := archive.Ask(a, func(v *archive.View) (*archive.Set, error) { return v.Select(t.Context(), query.All()) })
	require.NoError(t, err)
	due, err := archive.Ask(a, func(v *archive.View) (*archive.Due, error) { return v.Due(t.Context(), today, "") })
	require.NoError(t, err)
	_, err = a.Purge(t.Context(), due, nil)
	require.NoError(t, err)
	r := request("")
	r.Only = set
	_, err = desk.Export(t.Context(), a, desk.Bundle, filepath.Join(t.TempDir(), "e.zip"), r, nil)
	require.ErrorContains(t, err, "of the selected events are no longer in the archive; select again")
}

func TestABundleThatTheJournalDoesNotTakeIsNotThere(t *testing.T) {
	a := opened(t, "keep", daily(5))
	path := filepath.Join(t.TempDir(), "evidence.zip")
	ctx, cancel := context.WithCancel(t.Context())
	_, err := desk.Export(ctx, a, desk.Bundle, path, request(""), func(done, total int) {
		if done >= total*3/4 { // the bundle is written, and being read back
			cancel()
		}
	})
	require.ErrorIs(t, err, context.Canceled)
	require.NoFileExists(t, path)

	r := request("")
	r.Case = strings.Repeat("x", desk.MaxWords+1)
	_, err = desk.Export(t.Context(), a, desk.Bundle, path, r, nil)
	require.ErrorContains(t, err, "the case is longer than 1,000 characters")
	_, err = os.Stat(path)
	require.True(t, errors.Is(err, os.ErrNotExist))
	journal, err := os.ReadFile(filepath.Join(a.Path(), "journal.jsonl"))
	require.NoError(t, err)
	require.NotContains(t, string(journal), `"kind":"bundle"`)
}

// That nothing matched can be evidence, too.
func TestABundleWithoutEventsProvesTheArchive(t *testing.T) {
	a := opened(t, "keep", daily(5))
	path := filepath.Join(t.TempDir(), "evidence.zip")
	done, err := desk.Export(t.Context(), a, desk.Bundle, path, request("nothing-like-this"), nil)
	require.NoError(t, err)
	require.Zero(t, done.Events)
	v, err := desk.VerifyBundle(t.Context(), path, nil, proof.Given{}, nil)
	require.NoError(t, err)
	require.True(t, v.Whole(), v.Problems)
	require.Zero(t, v.Events)
	require.EqualValues(t, 5, v.Size)
}

// A bundle does not leave a blank in the place of a SHA-256 that a damaged report had. Where
// there was no file there is none.
func TestABundleSaysWhyAFileHasNoSum(t *testing.T) {
	a := opened(t, "keep", daily(5))
	mustTake(t, a, write(t, t.TempDir(), "more.json", []byte(line("z"))))
	sums := func() (all []string) {
		_, m := bundle(t, a, request(""))
		for _, i := range m.Imports {
			all = append(all, i.SHA256)
		}
		return all
	}
	whole := sums()
	require.Empty(t, whole[0])
	require.Regexp(t, `^[0-9a-f]{64}$`, whole[1])

	dir := a.Path()
	require.NoError(t, a.Close())
	report := filepath.Join(dir, "imports", "000002.json")
	data, err := os.ReadFile(report)
	require.NoError(t, err)
	require.NoError(t, os.Chmod(report, 0o600))
	require.NoError(t, os.WriteFile(report, append(data, ' '), 0o600))
	a, err = archive.Open(t.Context(), dir, archive.Options{Now: func() time.Time { return today }})
	require.NoError(t, err)
	t.Cleanup(func() { a.Close() })
	require.Equal(t, []string{"", proof.SumUnknown}, sums())

	require.NoError(t, os.WriteFile(report, data, 0o600))
	require.NoError(t, a.Close())
	a, err = archive.Open(t.Context(), dir, archive.Options{Now: func() time.Time { return today }})
	require.NoError(t, err)
	require.Equal(t, whole, sums())
	content(t, a)
}
