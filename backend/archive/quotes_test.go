package archive_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/ledger"
)

// quoting makes an archive with an import whose rejections quote two of its events,
// of which the older event is purged first.
func quoting(t testing.TB, c *clock) (dir string, a *archive.Archive) {
	t.Helper()
	dir, a = kept(t, c)
	events := []event.Event{aged("first", 40, 1), aged("second", 20, 1), aged("third", 0, 1)}
	_, err := a.Import(context.Background(), archive.Input{File: "x.json", Events: func(yield func(event.Event, error) bool) {
		for _, e := range events {
			if !yield(e, nil) {
				return
			}
		}
		for _, word := range []string{"descfirst1", "descsecond1", "descthird1"} {
			if !yield(event.Event{}, &event.Rejection{At: "index 9", Reason: fmt.Sprintf("the time %q is in no form that is read here", word)}) {
				return
			}
		}
	}}, nil)
	require.NoError(t, err)
	return dir, a
}

// TestWhatAPurgeTookOutOfAReportIsSaidByVerifyWithItsReceipt purges twice, each
// time removing quotes from the report of an import.
func TestWhatAPurgeTookOutOfAReportIsSaidByVerifyWithItsReceipt(t *testing.T) {
	c := &clock{today}
	dir, a := quoting(t, c)
	require.Empty(t, verified(t, a).Notes)
	for revision := 1; revision <= 2; revision++ {
		receipt := purged(t, a, c.now)
		require.Equal(t, 1, receipt.Quotes)
		sum := sha256.Sum256(fileOf(t, dir, fmt.Sprintf("imports/000001-%d.json", revision)))
		require.Equal(t, []ledger.RewrittenReport{{Import: 1, Revision: revision, Quotes: 1, SHA256: hex.EncodeToString(sum[:])}}, receipt.Reports)
		receipts, err := a.Ledger().Receipts()
		require.NoError(t, err)
		r := verified(t, a)
		require.Empty(t, r.Problems)
		require.Len(t, r.Notes, revision)
		require.Contains(t, r.Notes[revision-1], fmt.Sprintf("the report of import 1 is no longer the one that the import wrote: the purge of line %d of the journal took out",
			receipts[revision-1].Line))
		require.NoError(t, a.Close())
		a = reopened(t, dir, c)
		c.now = c.now.Add(20 * day)
	}
	closeVerified(t, a)
}

// TestAReportThatTheJournalDoesNotNameIsFound changes reports as a person could
// who knows the format but has no key.
func TestAReportThatTheJournalDoesNotNameIsFound(t *testing.T) {
	c := &clock{today}
	origin, a := quoting(t, c)
	require.NoError(t, a.Close())
	// swapped replaces a report with a different report, and makes all checksums fit.
	swapped := func(t *testing.T, dir, name string) {
		resummed(t, dir, name, "index 9", "index 8")
		sum := sha256.Sum256(fileOf(t, dir, name))
		current := strings.Fields(string(fileOf(t, dir, "CURRENT")))[0]
		snapshot := "snapshots/" + current + ".json"
		was := regexp.MustCompile(`(?s)"imports": \[\s*\{\s*"number": 1,.*?"sha256": "([0-9a-f]{64})"`).FindStringSubmatch(string(fileOf(t, dir, snapshot)))[1]
		resummed(t, dir, snapshot, was, hex.EncodeToString(sum[:]))
		var n int
		fmt.Sscan(current, &n)
		madeCurrent(t, dir, n)
	}
	problems := func(t *testing.T, dir string) string {
		a := reopened(t, dir, c)
		defer a.Close()
		return strings.Join(verified(t, a).Problems, "\n")
	}
	t.Run("as the import wrote it", func(t *testing.T) {
		dir := folderIn(t)
		copied(t, origin, dir)
		require.Empty(t, problems(t, dir))
		swapped(t, dir, "imports/000001.json")
		require.Contains(t, problems(t, dir), "imports/000001.json: it is not the report that line 2 of the journal names, imports/000001.json with SHA-256")
	})
	t.Run("as a purge left it", func(t *testing.T) {
		dir := folderIn(t)
		copied(t, origin, dir)
		a := reopened(t, dir, c)
		purged(t, a, c.now)
		require.NoError(t, a.Close())
		require.Empty(t, problems(t, dir))
		swapped(t, dir, "imports/000001-1.json")
		require.Contains(t, problems(t, dir), "imports/000001-1.json: it is not the report that line ")
	})
	t.Run("while the archive is open", func(t *testing.T) {
		dir := folderIn(t)
		copied(t, origin, dir)
		a := reopened(t, dir, c)
		resummed(t, dir, "imports/000001.json", "index 9", "index 8")
		require.Contains(t, verified(t, a).Problems, "imports/000001.json: it is not the report that line 2 of the journal names: its SHA-256 is another")
		require.NoError(t, a.Close())
	})
}

// TestADamagedJournalIsNoReasonToLeavePurgesOutInSilence requests the coverage
// of an archive whose journal lost its record of a purge.
func TestADamagedJournalIsNoReasonToLeavePurgesOutInSilence(t *testing.T) {
	c := &clock{today}
	origin, a := kept(t, c, spread("a", 60, day))
	purged(t, a, c.now)
	gaps := func(t *testing.T, a *archive.Archive) archive.Coverage {
		got, err := a.Coverage(context.Background(), event.Earliest, event.Latest, nil)
		require.NoError(t, err)
		return got
	}
	whole := gaps(t, a)
	require.Len(t, whole.Purges, 1)
	require.Empty(t, whole.Doubt)
	require.NoError(t, a.Close())
	journal := fileOf(t, origin, "journal.jsonl")
	lines := strings.SplitAfter(string(journal), "\n")
	done := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, `"kind":"purged"`) })
	plan := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, `"kind":"purge planned"`) })
	for name, damage := range map[string]struct {
		change func() string
		says   string
		purges int
	}{
		"cut":                 {func() string { return strings.Join(lines[:plan], "") }, "lines were cut off", 0},
		"the receipt is gone": {func() string { return strings.Join(slices.Delete(slices.Clone(lines), done, done+1), "") }, "it ends at line", 1}, // the snapshot says how the plan ended
		"the receipt is no line": {func() string {
			return strings.Join(slices.Replace(slices.Clone(lines), done, done+1, strings.Repeat("x", len(lines[done])-1)+"\n"), "")
		}, "cannot be read", 1},
		"the plan is changed": {func() string {
			return strings.Join(slices.Replace(slices.Clone(lines), plan, plan+1, strings.Replace(lines[plan], `"count":30`, `"count":29`, 1)), "")
		}, "does not follow from line", 1},
		"the plan cannot be read": {func() string {
			return strings.Join(slices.Replace(slices.Clone(lines), plan, plan+1, strings.Replace(lines[plan], `"data":{`, `"data":[`, 1)), "")
		}, "does not follow from line", 0},
	} {
		t.Run(name, func(t *testing.T) {
			dir := folderIn(t)
			copied(t, origin, dir)
			putFile(t, dir, "journal.jsonl", []byte(damage.change()))
			a := reopened(t, dir, c)
			got := gaps(t, a)
			require.Contains(t, got.Doubt, damage.says)
			require.Len(t, got.Purges, damage.purges)
			// A later line makes the head right again, but the lost record stays missing.
			_, err := a.Ledger().Record(context.Background(), ledger.KindExported, ledger.Handover{Format: "csv"})
			require.NoError(t, err)
			require.NoError(t, a.Close())
			a = reopened(t, dir, c)
			require.NotEmpty(t, gaps(t, a).Doubt)
			require.NoError(t, a.Close())
		})
	}
}
