package archive_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/integrity"
	"daybook/backend/ledger"
)

// file imports events as a file, or as the files of a folder, with these hashes: the first
// of the import, the others of its files.
func file(t *testing.T, a *archive.Archive, events []event.Event, sums ...event.Hash) archive.Import {
	t.Helper()
	in := archive.Input{File: "x.json", Size: 100, SHA256: func() (event.Hash, error) { return sums[0], nil }, Events: eventsOf(events)}
	if len(sums) > 1 {
		in.Files = func() (files []archive.InputFile) {
			for _, sum := range sums[1:] {
				files = append(files, archive.InputFile{File: "x", Size: 50, SHA256: sum, Hashed: true})
			}
			return files
		}
	}
	i, err := a.Import(context.Background(), in, nil)
	require.NoError(t, err)
	return i
}

func eventsOf(events []event.Event) func(func(event.Event, error) bool) {
	return func(yield func(event.Event, error) bool) {
		for _, e := range events {
			if !yield(e, nil) {
				return
			}
		}
	}
}

func traced(t *testing.T, a *archive.Archive, sum event.Hash) (imports []archive.Brought, lines []integrity.Line, untold int) {
	t.Helper()
	all, err := a.Imports()
	require.NoError(t, err)
	of := a.Ledger().Tracer(sum)
	imports = archive.FindImported(all, of)
	lines, err = a.Ledger().FindFile(of)
	require.NoError(t, err)
	return imports, lines, of.Untold
}

// TestNobodyCanConfirmAFileByGuessingIt guesses the exact bytes of files that had events
// which were purged since: files that were imported, alone and in a folder, once more as
// nothing but duplicates, and files that were exported.
func TestNobodyCanConfirmAFileByGuessingIt(t *testing.T) {
	unwatched(t)
	ctx := context.Background()
	c := &clock{today}
	old := []event.Event{aged("old", 40, 1), aged("old", 40, 2), aged("old", 40, 3)}
	young := []event.Event{aged("young", 2, 1), aged("young", 2, 2)}
	sums := make([]event.Hash, 10)
	for i := range sums {
		sums[i] = event.Hash{byte(i + 1), 'f', 'i', 'l', 'e', 31: byte(i + 1)}
	}
	gone, kept1, exported, copied, bundle := sums[:5:5], sums[5], sums[6], sums[7], sums[8]
	dir, a := kept(t, c)
	first := file(t, a, old[:1], gone[0])
	require.False(t, first.SumGone())
	file(t, a, old[1:], gone[1], gone[2], gone[3])
	require.Equal(t, 1, file(t, a, old[:1], gone[4]).Duplicates)
	file(t, a, young, kept1)
	for kind, sum := range map[string]event.Hash{ledger.KindExported: exported, ledger.KindCopied: copied, ledger.KindBundle: bundle} {
		_, err := a.Ledger().Record(ctx, kind, ledger.Handover{Format: "x", Sum: sum})
		require.NoError(t, err)
	}
	before := newGuesser(t, dir)
	for _, sum := range append(gone, kept1, bundle) {
		require.NotEmpty(t, before.has(sum[:]))
	}
	require.NotEmpty(t, before.has([]byte(first.Salt)))

	require.Equal(t, len(old), purged(t, a, c.now).Count)
	require.Zero(t, a.Ledger().Tracer(gone[0]).Untold)
	// The owner still recognises all of them.
	for _, sum := range append(gone, kept1) {
		imports, _, untold := traced(t, a, sum)
		require.Len(t, imports, 1)
		require.Zero(t, untold)
	}
	for _, sum := range []event.Hash{exported, copied, bundle} {
		_, lines, untold := traced(t, a, sum)
		require.Len(t, lines, 1)
		require.Zero(t, untold)
	}
	_, _, untold := traced(t, a, sums[9])
	require.Zero(t, untold)
	imports, err := a.Imports()
	require.NoError(t, err)
	for i, one := range imports {
		require.Equal(t, i < 3, one.SumGone(), "import %d", one.Number)
	}
	sample := imported(t, a, some(1, 3))
	require.False(t, sample.SumGone(), "it was no file")
	closeVerified(t, a)

	after := newGuesser(t, dir)
	for _, sum := range append(gone, exported, copied) {
		require.Empty(t, after.has(sum[:]))
	}
	require.Empty(t, after.has([]byte(first.Salt)), "with it, the hash of the first report confirms a guess of all that was in it")
	require.NotEmpty(t, after.has(kept1[:]))
	require.NotEmpty(t, after.has(bundle[:]))
}

// TestAReportThatIsDamagedGoesWithAPurge damages the report of an import, of which the
// SHA-256 of the file can still be read, before a purge.
func TestAReportThatIsDamagedGoesWithAPurge(t *testing.T) {
	unwatched(t)
	c := &clock{today}
	sum := event.Hash{1, 'f', 31: 9}
	dir, a := kept(t, c)
	file(t, a, []event.Event{aged("old", 40, 1), aged("young", 2, 1)}, sum)
	require.NoError(t, a.Close())
	path := filepath.Join(dir, "imports", "000001.json")
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, overwrite(path, append(data, "damage"...)))
	a = reopened(t, dir, c)
	require.NotEmpty(t, newGuesser(t, dir).has(sum[:]))
	gone := func() bool {
		all, err := a.Imports()
		require.NoError(t, err)
		return all[0].SumGone()
	}
	require.False(t, gone(), "it is not known")
	require.Equal(t, 1, purged(t, a, c.now).Count)
	require.True(t, gone())
	require.Empty(t, newGuesser(t, dir).has(sum[:]))
	imports, _, _ := traced(t, a, sum)
	require.Len(t, imports, 1)
	closeVerified(t, a)
}

// TestFilesAreNotToldWithoutTheKey looks for a file where the key of the archive is not.
func TestFilesAreNotToldWithoutTheKey(t *testing.T) {
	c := &clock{today}
	dir, a := kept(t, c)
	sum := event.Hash{1, 'f', 31: 9}
	file(t, a, []event.Event{aged("old", 40, 1), aged("young", 2, 1)}, sum)
	_, err := a.Ledger().Record(context.Background(), ledger.KindExported, ledger.Handover{Format: "csv", Sum: sum})
	require.NoError(t, err)
	purged(t, a, c.now)
	closeVerified(t, a)
	t.Setenv("DAYBOOK_CONFIG", t.TempDir())
	b, err := archive.Open(context.Background(), dir, c.options())
	require.NoError(t, err)
	defer b.Close()
	imports, lines, untold := traced(t, b, sum)
	require.Empty(t, imports)
	require.Empty(t, lines)
	require.Equal(t, 2, untold)
}

// TestAFileIsToldByAFormerKey looks for a file that was marked by the key before.
func TestAFileIsToldByAFormerKey(t *testing.T) {
	c := &clock{today}
	dir, a := kept(t, c)
	sums := []event.Hash{{1, 'f', 31: 9}, {2, 'f', 31: 9}}
	file(t, a, []event.Event{aged("old", 40, 1)}, sums[0])
	_, err := a.Ledger().NewKey("the laptop was lent")
	require.NoError(t, err)
	file(t, a, []event.Event{aged("old", 40, 2)}, sums[1])
	purged(t, a, c.now)
	closeVerified(t, a)
	a = reopened(t, dir, c)
	for i, sum := range sums {
		imports, _, untold := traced(t, a, sum)
		require.Len(t, imports, 1)
		require.Equal(t, i+1, imports[0].Import)
		require.Zero(t, untold)
	}
	closeVerified(t, a)
}
