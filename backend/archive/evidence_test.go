package archive_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/folder"
	"daybook/backend/ledger"
)

func verified(t testing.TB, a *archive.Archive) archive.Report {
	t.Helper()
	r, err := a.Verify(context.Background(), nil)
	require.NoError(t, err)
	return r
}

// requireFound requires that a damaged archive can be read in full, and that its
// damage is reported on opening, by Verify, and still after another operation.
func requireFound(t *testing.T, dir, says string, events int) {
	t.Helper()
	ctx := context.Background()
	a := open(t, dir)
	require.ErrorIs(t, a.Checked(ctx), folder.ErrDamaged)
	require.ErrorContains(t, a.Checked(ctx), says)
	r := verified(t, a)
	require.Contains(t, strings.Join(r.Problems, "\n"), says)
	require.Equal(t, events, r.Events)
	_, err := a.Ledger().Record(ctx, ledger.KindExported, ledger.Handover{Format: "csv"})
	if err != nil { // the key that it names is not on this computer
		require.ErrorIs(t, err, ledger.ErrNoKey)
		require.ErrorIs(t, a.Ledger().HasKey(), ledger.ErrNoKey)
	}
	require.NoError(t, a.Close())
	a = open(t, dir)
	r = verified(t, a)
	require.NotZero(t, r.Count, "a later line hides it")
	require.NoError(t, a.Close())
}

func fileOf(t testing.TB, dir, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	require.NoError(t, err)
	return data
}

func putFile(t testing.TB, dir, name string, data []byte) {
	t.Helper()
	require.NoError(t, os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), data, 0o600))
}

// resummed changes a file that has a checksum, and makes the checksum fit, as a
// person who knows the format could.
func resummed(t testing.TB, dir, name, from, to string) {
	t.Helper()
	text := string(fileOf(t, dir, name))
	require.Contains(t, text, from)
	text = strings.Replace(text, from, to, 1)
	text = regexp.MustCompile(`"checksum": "[0-9a-f]*"`).ReplaceAllString(text, `"checksum": ""`)
	sum := sha256.Sum256([]byte(strings.TrimSuffix(text, "\n")))
	putFile(t, dir, name, []byte(strings.Replace(text, `"checksum": ""`, `"checksum": "`+hex.EncodeToString(sum[:])+`"`, 1)))
}

// madeCurrent writes CURRENT anew for a snapshot that was changed.
func madeCurrent(t testing.TB, dir string, n int) {
	t.Helper()
	sum := sha256.Sum256(fileOf(t, dir, fmt.Sprintf("snapshots/%06d.json", n)))
	putFile(t, dir, "CURRENT", fmt.Appendf(nil, "%06d %x\n", n, sum))
}

func cutLines(data []byte, n int) []byte {
	return bytes.Join(bytes.SplitAfter(data, []byte("\n"))[:n], nil)
}

// TestAnArchiveSetBackIsFound exchanges parts of an archive for those of an
// older copy.
func TestAnArchiveSetBackIsFound(t *testing.T) {
	origin, older, later := folderIn(t), folderIn(t), folderIn(t)
	archived(t, origin, some(1, 300))
	copied(t, origin, older)
	copied(t, origin, later)
	a := open(t, later)
	imported(t, a, some(2, 200))
	saved, err := a.CheckpointToSave()
	require.NoError(t, err)
	require.NoError(t, a.Close())

	t.Run("the snapshot", func(t *testing.T) {
		dir := folderIn(t)
		copied(t, later, dir)
		for _, name := range []string{"CURRENT", "snapshots/000002.json"} {
			putFile(t, dir, name, fileOf(t, older, name))
		}
		was := listing(t, dir)
		refused(t, dir, folder.ErrDamaged, "older than its journal", "import planned")
		require.Equal(t, was, listing(t, dir), "what came later is not removed for a stray")
	})
	t.Run("a segment", func(t *testing.T) {
		dir := folderIn(t)
		copied(t, later, dir)
		require.NoError(t, os.Rename(filepath.Join(dir, "segments", "000002"), filepath.Join(t.TempDir(), "gone")))
		copied(t, filepath.Join(older, "segments", "000001"), filepath.Join(dir, "segments", "000002"))
		a := open(t, dir)
		require.ErrorIs(t, a.Checked(context.Background()), folder.ErrDamaged)
		require.ErrorContains(t, a.Checked(context.Background()), "000002")
		events, _, unread := readable(t, a)
		require.Len(t, events, 300, "no event of the other segment counts twice")
		require.Equal(t, 200, unread)
		i, err := a.Import(context.Background(), input(slices.Values(some(2, 200))), nil)
		require.NoError(t, err)
		require.Zero(t, i.Added)
		requireHolds(t, a, slices.Concat(some(1, 300), some(2, 200)))
		closeVerified(t, a)
	})
	t.Run("the journal's end", func(t *testing.T) {
		for n := range 4 {
			dir := folderIn(t)
			copied(t, later, dir)
			putFile(t, dir, "journal.jsonl", cutLines(fileOf(t, dir, "journal.jsonl"), n+1))
			requireFound(t, dir, "lines were cut off", 500)
		}
	})
	t.Run("the journal with its head", func(t *testing.T) {
		dir := folderIn(t)
		copied(t, later, dir)
		for _, name := range []string{"journal.jsonl", "journal.head"} {
			putFile(t, dir, name, fileOf(t, older, name))
		}
		requireFound(t, dir, "made by line 4 of the journal, and the last change there is line 2", 500)
	})
	t.Run("all of it, which only a checkpoint kept elsewhere shows", func(t *testing.T) {
		dir := folderIn(t)
		copied(t, older, dir)
		a := open(t, dir)
		require.Empty(t, verified(t, a).Problems)
		c, err := a.Compare(context.Background(), saved)
		require.NoError(t, err)
		require.False(t, c.Same)
		require.Contains(t, c.Problem, "300 events in its tree, and had 500 then")
		require.NoError(t, a.Close())
	})
	t.Run("all of it, and then gone on otherwise", func(t *testing.T) {
		dir := folderIn(t)
		copied(t, older, dir)
		a := open(t, dir)
		imported(t, a, some(3, 400))
		require.Empty(t, verified(t, a).Problems)
		c, err := a.Compare(context.Background(), saved)
		require.NoError(t, err)
		require.False(t, c.Same)
		require.Contains(t, c.Problem, "first 500 events are not those of then")
		require.NoError(t, a.Close())
	})
	t.Run("nothing", func(t *testing.T) {
		forgotten(later)
		a := open(t, later)
		imported(t, a, some(3, 50))
		c, err := a.Compare(context.Background(), saved)
		require.NoError(t, err)
		require.True(t, c.Same, c.Problem)
		require.NotEmpty(t, c.Proof)
		require.EqualValues(t, 5, c.Lines)
		_, err = a.Compare(context.Background(), "Remember the milk.\n")
		require.Error(t, err)
		closeVerified(t, a)
	})
}

// TestWhatIsEditedWithItsChecksumsIsFound edits files as a person could who
// knows the format but has no key.
func TestWhatIsEditedWithItsChecksumsIsFound(t *testing.T) {
	origin, other := folderIn(t), folderIn(t)
	archived(t, origin, some(1, 300), some(2, 200))
	archived(t, other, some(1, 300), some(2, 200))
	const snapshot = "snapshots/000003.json"
	line := func(dir string) string {
		return regexp.MustCompile(`"checkpoint": "[^"]*"`).FindString(string(fileOf(t, dir, snapshot)))
	}
	edited := func() string {
		dir := folderIn(t)
		copied(t, origin, dir)
		return dir
	}
	t.Run("the plan", func(t *testing.T) {
		dir := edited()
		resummed(t, dir, "archive.json", `"plan": "keep"`, `"plan": "free"`)
		requireFound(t, dir, `its plan is "free", and by the journal "keep"`, 500)
	})
	t.Run("a key", func(t *testing.T) {
		dir := edited()
		key := regexp.MustCompile(`"verifier": "[^"]*"`)
		from := key.FindString(string(fileOf(t, dir, "archive.json")))
		resummed(t, dir, "archive.json", from, key.FindString(string(fileOf(t, other, "archive.json"))))
		requireFound(t, dir, "its keys are not those of the journal", 500)
	})
	t.Run("a checkpoint of another archive", func(t *testing.T) {
		dir := edited()
		resummed(t, dir, snapshot, line(dir), line(other))
		madeCurrent(t, dir, 3)
		requireFound(t, dir, "not of \"daybook/", 500)
	})
	t.Run("events left out", func(t *testing.T) {
		dir := edited()
		text := string(fileOf(t, dir, snapshot))
		one := regexp.MustCompile(`(?s)\{\s*"number": 1,\s*"events": 300.*?\},\s*`).FindString(text)
		require.NotEmpty(t, one)
		resummed(t, dir, snapshot, one, "")
		madeCurrent(t, dir, 3)
		require.NoError(t, os.Remove(filepath.Join(dir, "orders", "000003", "ranks"))) // a derived file
		a := open(t, dir)
		r := verified(t, a)
		require.Contains(t, strings.Join(r.Problems, "\n"), "events number 0 to 299 are missing, and no receipt says that they were purged")
		require.NoError(t, a.Close())
	})
	t.Run("an import", func(t *testing.T) {
		dir := edited()
		resummed(t, dir, "imports/000002.json", `"rejected": 0`, `"rejected": 3`)
		sum := sha256.Sum256(fileOf(t, dir, "imports/000002.json"))
		text := string(fileOf(t, dir, snapshot))
		was := regexp.MustCompile(`"number": 2,\s*"sha256": "([0-9a-f]{64})"`).FindStringSubmatch(text)[1]
		resummed(t, dir, snapshot, was, hex.EncodeToString(sum[:]))
		madeCurrent(t, dir, 3)
		a := open(t, dir)
		require.Contains(t, strings.Join(verified(t, a).Problems, "\n"), "import 2 was another one by the journal")
		require.NoError(t, a.Close())
	})
}

// TestAnArchiveWithoutItsKeyReadsVerifiesAndTakesANewOne removes the private key
// of an archive, as if on another computer.
func TestAnArchiveWithoutItsKeyReadsVerifiesAndTakesANewOne(t *testing.T) {
	t.Setenv("DAYBOOK_CONFIG", t.TempDir())
	dir := folderIn(t)
	archived(t, dir, some(1, 100))
	a := open(t, dir)
	saved, err := a.CheckpointToSave()
	require.NoError(t, err)
	require.NoError(t, a.Close())
	before := fileOf(t, dir, "archive.json")
	require.NotContains(t, string(before), "PRIVATE")

	t.Setenv("DAYBOOK_CONFIG", t.TempDir())
	was := listing(t, dir)
	a = open(t, dir)
	requireHolds(t, a, some(1, 100))
	r := verified(t, a)
	require.Empty(t, r.Problems)
	require.NotEmpty(t, r.Unrecorded)
	require.NoError(t, a.Close())
	require.Equal(t, was, listing(t, dir), "reading changes nothing")

	a = open(t, dir)
	_, err = a.Import(context.Background(), input(slices.Values(some(2, 100))), nil)
	require.ErrorIs(t, err, ledger.ErrNoKey)
	_, err = a.NewKey(context.Background(), " \n")
	require.ErrorIs(t, err, ledger.ErrNoReason)
	_, err = a.NewKey(context.Background(), "The laptop was exchanged.")
	require.NoError(t, err)
	imported(t, a, some(2, 100))
	i := info(t, a)
	require.Len(t, i.Keys, 2)
	r = verified(t, a)
	require.Empty(t, r.Problems)
	require.Empty(t, r.Unrecorded)
	c, err := a.Compare(context.Background(), saved)
	require.NoError(t, err)
	require.True(t, c.Same, c.Problem)
	require.Equal(t, i.Keys[0].ID(), c.Key)
	lines, total, err := a.Ledger().Lines(0, 100)
	require.NoError(t, err)
	kinds := []string{}
	for _, l := range lines {
		kinds = append(kinds, l.Kind)
	}
	require.Equal(t, []string{"made", "import planned", "imported", "key changed", "import planned", "imported", "verified"}, kinds)
	require.Equal(t, len(kinds), total)
	require.Equal(t, "Made a new key, "+i.Keys[1].ID()+", in the place of "+i.Keys[0].ID()+
		`, which could not be had: there is no such key on this computer. The reason: "The laptop was exchanged.".`, a.Ledger().Say(lines[3]))
	require.NoError(t, a.Close())
	a = open(t, dir)
	closeVerified(t, a)

	// This is the state if archive.json could not be written after the line of the new key.
	putFile(t, dir, "archive.json", before)
	a = open(t, dir)
	require.Len(t, info(t, a).Keys, 2)
	closeVerified(t, a)
}

// TestHowAChangeEndedIsSaidByTheNextOpening sets up the files that a program leaves when it
// ends between the line of a plan and the line that the change was made.
func TestHowAChangeEndedIsSaidByTheNextOpening(t *testing.T) {
	before, after := folderIn(t), folderIn(t)
	archived(t, before, some(1, 100))
	copied(t, before, after)
	a := open(t, after)
	head := fileOf(t, before, "journal.head")
	var journal, next []byte // with the line of the plan
	restore := archive.AtSteps(func() {
		if now := fileOf(t, after, "journal.jsonl"); bytes.Count(now, []byte("\n")) == 4 {
			journal, next = now, fileOf(t, after, "journal.head")
		}
	})
	imported(t, a, some(2, 100))
	restore()
	require.NotNil(t, journal)
	require.NoError(t, a.Close())
	for from, want := range map[string]string{before: "import abandoned", after: "imported"} {
		dir := folderIn(t)
		copied(t, from, dir)
		putFile(t, dir, "journal.jsonl", journal)
		putFile(t, dir, "journal.head", head) // which was not replaced yet
		putFile(t, dir, "journal.head.new", next)
		a := open(t, dir)
		lines, total, err := a.Ledger().Lines(4, 5)
		require.NoError(t, err)
		require.Equal(t, 5, total)
		require.Equal(t, want, lines[0].Kind)
		closeVerified(t, a)
		a = open(t, dir)
		if want == "imported" {
			requireHolds(t, a, append(some(1, 100), some(2, 100)...))
		} else {
			requireHolds(t, a, some(1, 100))
			imported(t, a, some(2, 100))
		}
		closeVerified(t, a)
	}
}

// TestARemovedArchiveLeavesNoKey removes an archive in the way the sample is removed.
func TestARemovedArchiveLeavesNoKey(t *testing.T) {
	config := t.TempDir()
	t.Setenv("DAYBOOK_CONFIG", config)
	dir := folderIn(t)
	archived(t, dir, some(1, 10))
	kept := func() int {
		entries, err := os.ReadDir(filepath.Join(config, "keys"))
		require.NoError(t, err)
		return len(entries)
	}
	require.Equal(t, 1, kept())
	require.NoError(t, archive.Remove(dir))
	require.Zero(t, kept())
}

// TestAnArchiveFromBeforeTheJournalIsRefused opens an archive without keys.
func TestAnArchiveFromBeforeTheJournalIsRefused(t *testing.T) {
	dir := folderIn(t)
	archived(t, dir, some(1, 10))
	keys := regexp.MustCompile(`(?s)"keys": \[.*?\]`).FindString(string(fileOf(t, dir, "archive.json")))
	resummed(t, dir, "archive.json", keys, `"keys": null`)
	refused(t, dir, ledger.ErrOlder, "import the original files into it")
}
