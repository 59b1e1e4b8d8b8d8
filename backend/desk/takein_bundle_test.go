package desk_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/desk"
	"daybook/backend/event"
	"daybook/backend/export"
	"daybook/backend/query"
)

// detailed returns an archive with events with details and one event without.
func detailed(t *testing.T) *archive.Archive {
	t.Helper()
	a := newArchive(t)
	mustTake(t, a, write(t, t.TempDir(), "trail.json", []byte(
		`{"event_id":"a","actor":"ana","category":"auth","action":"signin","description":"x","timestamp":"2026-08-02 17:39:42","ip":"192.0.2.1","n":1.50}`+"\n"+
			`{"event_id":"a","actor":"ana","category":"auth","action":"signin","description":"y","timestamp":"2026-08-02 17:39:42","ip":"192.0.2.1"}`+"\n"+
			`{"event_id":"b","actor":"=ana","category":"auth","action":"auth.x","description":"\"<é\n","timestamp":"2026-08-02T17:39:42.123456789Z","k":{"z":1,"a":"2"}}`+"\n"+line("c"))))
	return a
}

func bundled(t *testing.T, a *archive.Archive) (path string) {
	t.Helper()
	q, err := query.Parse("", nil)
	require.NoError(t, err)
	path = filepath.Join(t.TempDir(), "evidence.zip")
	_, err = desk.Export(t.Context(), a, desk.Bundle, path, desk.Request{Query: q, Order: query.DefaultOrder(), Program: "daybook test", Now: time.Now()}, nil)
	require.NoError(t, err)
	return path
}

// unpacked writes the files of a bundle to a folder.
func unpacked(t *testing.T, path, dir string) {
	t.Helper()
	z, err := zip.OpenReader(path)
	require.NoError(t, err)
	defer z.Close()
	for _, f := range z.File {
		r, err := f.Open()
		require.NoError(t, err)
		data, err := io.ReadAll(r)
		require.NoError(t, err)
		write(t, dir, f.Name, data)
	}
}

func TestABundleGivesBackItsEventsWithTheirDetails(t *testing.T) {
	a := detailed(t)
	want := content(t, a)
	path := bundled(t, a)
	other := newArchive(t)
	in := mustTake(t, other, path)
	require.Equal(t, len(want), in.Added)
	require.Equal(t, len(want), in.Read)
	require.Equal(t, want, content(t, other))
	note := strings.Join(in.Notes, "\n")
	info, err := archive.Look(a, (*archive.View).Info)
	require.NoError(t, err)
	for _, words := range []string{"an evidence bundle of the archive x (" + info.ID + ")", "it was verified before", "4 events are whole and unchanged, signed with key " + info.Keys[0].Verifier, "that is the key with which this computer signs for the archive \"x\""} {
		require.Contains(t, note, words)
	}
	require.Equal(t, "daybook", in.Source)
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	require.EqualValues(t, len(data), in.Size)

	// A second import, or an import into the archive that it came from, adds
	// nothing.
	require.Zero(t, mustTake(t, other, path).Added)
	again := mustTake(t, a, path)
	require.Equal(t, totals{4, 0, 4, 0, 0}, totals{again.Read, again.Added, again.Duplicates, again.Conflicts, again.Rejected})
	require.Contains(t, strings.Join(again.Notes, "\n"), "that is a key of this archive")

	t.Run("on another computer", func(t *testing.T) {
		t.Setenv("DAYBOOK_CONFIG", t.TempDir())
		require.Contains(t, strings.Join(mustTake(t, newArchive(t), path).Notes, "\n"), "that key is not known here")
	})

	// In a folder it is one of the files, and proven like any bundle.
	dir := t.TempDir()
	write(t, dir, "e.zip", data)
	third := newArchive(t)
	in = mustTake(t, third, dir)
	require.Equal(t, 4, in.Added)
	require.Contains(t, strings.Join(in.Notes, "\n"), "e.zip: an evidence bundle of the archive")
	require.Equal(t, want, content(t, third))
}

// The longest event that an archive takes comes back as well.
func TestABundleOfALongEventIsTakenIn(t *testing.T) {
	a := newArchive(t)
	mustTake(t, a, write(t, t.TempDir(), "long.json", []byte(fmt.Sprintf(
		`{"event_id":"a","actor":"ana","category":"c","action":"d","description":"x","timestamp":"2026-08-02T17:39:42Z","note":%q}`+"\n", strings.Repeat("é\\", 250_000)))))
	other := newArchive(t)
	require.Equal(t, 1, mustTake(t, other, bundled(t, a)).Added)
	require.Equal(t, content(t, a), content(t, other))
}

func TestABundleThatDoesNotVerifyIsRefusedWithTheWayOut(t *testing.T) {
	a := detailed(t)
	path := bundled(t, a)
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	dir := t.TempDir()
	bad := bytes.Clone(data)
	bad[len(bad)/2] ^= 1
	other := newArchive(t)
	_, err = take(t, other, write(t, dir, "bad.zip", bad))
	require.ErrorIs(t, err, desk.ErrProof)
	require.ErrorContains(t, err, "it is an evidence bundle that does not verify: ")
	require.ErrorContains(t, err, "unpack it and import the folder")

	write(t, dir, "good.json", []byte(line("z")))
	in := mustTake(t, other, dir)
	require.Equal(t, 1, in.Added)
	require.Contains(t, in.Files[0].Refused, "does not verify")

	// Unpacking the bundle is the way out, and gives the same events.
	folder := t.TempDir()
	unpacked(t, path, folder)
	third := newArchive(t)
	in = mustTake(t, third, folder)
	require.Equal(t, totals{4, 4, 0, 1, 0}, totals{in.Read, in.Added, in.Duplicates, in.Conflicts, in.Rejected}, "one id with two contents, as in the archive")
	require.Equal(t, content(t, a), content(t, third))
}

// A file may be written to while it is read.
func TestABundleThatIsExchangedBehindItsProofGivesNothing(t *testing.T) {
	a := detailed(t)
	path := bundled(t, a)
	mustTake(t, a, write(t, t.TempDir(), "more.json", []byte(line("more"))))
	data, err := os.ReadFile(bundled(t, a))
	require.NoError(t, err)
	in, err := desk.Open(t.Context(), path)
	require.NoError(t, err)
	defer in.Close()
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	require.NoError(t, err)
	_, err = f.Write(data)
	require.NoError(t, err)
	require.NoError(t, f.Close())
	other := newArchive(t)
	_, err = in.Import(t.Context(), other, nil)
	require.Error(t, err)
	require.Empty(t, content(t, other))
}

func TestOwnExportsAreDuplicatesOfWhatIsThereWithDetails(t *testing.T) {
	a := detailed(t)
	want := content(t, a)
	dir := t.TempDir()
	all := func(yield func(event.Event, error) bool) {
		for _, e := range want {
			if !yield(e, nil) {
				return
			}
		}
	}
	json, csv := filepath.Join(dir, "activity.json"), filepath.Join(dir, "activity.csv")
	_, err := export.JSONFile(json, all, nil)
	require.NoError(t, err)
	_, err = export.CSVFile(csv, all, nil)
	require.NoError(t, err)
	both := filepath.Join(t.TempDir(), "both.zip")
	var texts []text
	for _, name := range []string{json, csv} {
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		texts = append(texts, text{filepath.Base(name), data})
	}
	require.NoError(t, os.WriteFile(both, zipped(t, texts), 0o600))
	for _, way := range [][]string{{json}, {csv}, {both}, {dir}} {
		in := mustTake(t, a, way...)
		require.Zero(t, in.Added, way)
		require.Equal(t, in.Read, in.Duplicates, way)
	}
	require.Equal(t, want, content(t, a))
	other := newArchive(t)
	in := mustTake(t, other, both)
	require.Equal(t, totals{8, 4, 4, 1, 0}, totals{in.Read, in.Added, in.Duplicates, in.Conflicts, in.Rejected}, "in conflict is only what is in the archive, too")
}
