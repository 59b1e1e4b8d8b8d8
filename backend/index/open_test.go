package index

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"daybook/backend/query"

	"github.com/stretchr/testify/require"
)

// sealed makes all folders under dir 0500 and all files 0400, as an archive
// does, and makes them writable again when the test ends.
func sealed(t *testing.T, dir string) {
	t.Helper()
	chmod := func(file, folder fs.FileMode) {
		require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() {
				return os.Chmod(path, folder)
			}
			return os.Chmod(path, file)
		}))
	}
	t.Cleanup(func() { chmod(0o600, 0o700) })
	chmod(0o400, 0o500)
}

func TestReadingWritesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	texts := corpus(5000)
	require.NoError(t, Build(dir, slices.Values(texts)))
	sealed(t, dir)
	before, times := tree(t, dir), changes(t, dir)
	for range 2 {
		x, err := Open(dir)
		require.NoError(t, err)
		for _, text := range []string{"w", "webhook", "evt_", "webhook delivered", "(evt_5zzzzzzzzzzz"} {
			right(t, x, normalAll(texts), query.Term{Text: text})
		}
		require.NoError(t, x.Close())
	}
	require.Equal(t, before, tree(t, dir))
	require.Equal(t, times, changes(t, dir))
}

func changes(t *testing.T, dir string) map[string]time.Time {
	all := map[string]time.Time{}
	require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		all[path] = info.ModTime()
		return err
	}))
	return all
}

func TestIndexMayBeOpenTwice(t *testing.T) {
	x := built(t, corpus(100), standard)
	y, err := Open(x.dir)
	require.NoError(t, err)
	require.NoError(t, y.Close())
	ranks, _, err := x.Match(context.Background(), query.Term{Text: "webhook"})
	require.NoError(t, err)
	require.False(t, ranks.IsEmpty())
}

func TestMatchFromManyGoroutines(t *testing.T) {
	texts := corpus(5000)
	x := built(t, texts, standard)
	terms := []query.Term{{Text: "w"}, {Text: "webhook"}, {Text: "evt_5"}, {Text: "webhook delivered"}, {Text: ".com"}}
	want := make([]uint64, len(terms))
	for i, term := range terms {
		ranks, _, err := x.Match(context.Background(), term)
		require.NoError(t, err)
		want[i] = ranks.GetCardinality()
	}
	var group sync.WaitGroup
	for g := range 8 {
		group.Go(func() {
			for i := range 200 {
				at := (i + g) % len(terms)
				ranks, _, err := x.Match(context.Background(), terms[at])
				if err != nil || ranks.GetCardinality() != want[at] {
					t.Errorf("%q: %v", terms[at].Text, err)
					return
				}
				ranks.Clear() // they are the caller's
			}
		})
	}
	group.Wait()
}

func TestAnswersOutliveTheIndex(t *testing.T) {
	texts := corpus(6000)
	x := built(t, texts, standard)
	want := map[string]int{"webhook": 0, "was": 0, "evt_": 0, "credits for": 0}
	for text := range want {
		for _, normal := range normalAll(texts) {
			if (query.Term{Text: text}).FoundIn(normal) {
				want[text]++
			}
		}
	}
	got := map[string]int{}
	var later []func()
	for text := range want {
		ranks, _, err := x.Match(context.Background(), query.Term{Text: text})
		require.NoError(t, err)
		later = append(later, func() {
			got[text] = len(ranks.ToArray())
			ranks.Add(1)
			ranks.RunOptimize()
		})
	}
	require.NoError(t, x.Close())
	for _, f := range later {
		f() // a fault if they are part of a memory map
	}
	require.Equal(t, want, got)
}

func TestClosedIndexAnswersWithAnError(t *testing.T) {
	x := built(t, corpus(100), standard)
	require.NoError(t, x.Close())
	_, _, err := x.Match(context.Background(), query.Term{Text: "a"})
	require.ErrorIs(t, err, os.ErrClosed)
	require.ErrorIs(t, x.Close(), os.ErrClosed)
}

// Goroutines of other tests, of the index before and of Eventually itself come and
// go meanwhile: only at least one goroutine for each opening shows that openings
// leave some behind.
func TestCloseEndsEverythingThatOpenStarted(t *testing.T) {
	const openings = 50
	x := built(t, corpus(100), standard)
	require.NoError(t, x.Close())
	before := runtime.NumGoroutine()
	for range openings {
		x, err := Open(x.dir)
		require.NoError(t, err)
		require.NoError(t, x.Close())
	}
	require.Eventually(t, func() bool { return runtime.NumGoroutine() < before+openings }, time.Minute, time.Millisecond)
}

func TestCancelledMatchIsAnError(t *testing.T) {
	x := built(t, corpus(100), standard)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, _, err := x.Match(ctx, query.Term{Text: "webhook"})
	require.ErrorIs(t, err, context.Canceled)
}

func TestOpenRefusesAFolderWithoutIndex(t *testing.T) {
	_, err := Open(filepath.Join(t.TempDir(), "nothing"))
	require.ErrorIs(t, err, fs.ErrNotExist)
	_, err = Open(t.TempDir())
	require.ErrorIs(t, err, fs.ErrNotExist)
}

func TestMissingFileIsAnErrorAndIsNotMade(t *testing.T) {
	for _, name := range []string{prefixesName, metaName, boltName, zapName} {
		dir := filepath.Join(t.TempDir(), "index")
		require.NoError(t, Build(dir, slices.Values(corpus(100))))
		require.NoError(t, os.Remove(filepath.Join(dir, name)))
		before := tree(t, dir)
		_, err := Open(dir)
		require.ErrorIs(t, err, fs.ErrNotExist, name)
		require.Equal(t, before, tree(t, dir))

		require.NoError(t, os.Mkdir(filepath.Join(dir, name), 0o700))
		_, err = Open(dir)
		require.Error(t, err, name)
	}
}

// Bleve would move such a file into the place of the file to which it belongs.
func TestLeftOverOfAnInterruptedBleveIsAnErrorAndStays(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	require.NoError(t, Build(dir, slices.Values(corpus(100))))
	require.NoError(t, os.WriteFile(filepath.Join(dir, metaName+"_temp"), []byte("{}"), 0o600))
	before := tree(t, dir)
	_, err := Open(dir)
	require.ErrorIs(t, err, errNotBuilt)
	require.Equal(t, before, tree(t, dir))
}

func TestFilesOfAnotherIndexAreAnError(t *testing.T) {
	dir, other := filepath.Join(t.TempDir(), "index"), filepath.Join(t.TempDir(), "other")
	require.NoError(t, Build(dir, slices.Values(corpus(100))))
	require.NoError(t, Build(other, slices.Values(corpus(101))))
	for _, name := range []string{prefixesName, zapName} {
		mine, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		theirs, err := os.ReadFile(filepath.Join(other, name))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), theirs, 0o600))
		_, err = Open(dir)
		require.ErrorIs(t, err, errNotBuilt, name)
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), mine, 0o600))
	}
	x, err := Open(dir)
	require.NoError(t, err)
	require.NoError(t, x.Close())
}

func TestShortAndForeignFilesAreErrors(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	require.NoError(t, Build(dir, slices.Values(corpus(5000))))
	for _, name := range []string{metaName, boltName, zapName} {
		whole, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		for _, file := range [][]byte{
			nil,
			whole[:1],
			whole[:len(whole)/2],
			whole[:len(whole)-1],
			make([]byte, len(whole)),
			slices.Concat(whole[len(whole)/3:], whole[:len(whole)/3]),
		} {
			require.NoError(t, os.WriteFile(filepath.Join(dir, name), file, 0o600))
			x, err := Open(dir)
			if err == nil { // bbolt's pages after the last are not in use
				require.Equal(t, boltName, name, "%d bytes", len(file))
				require.Greater(t, len(file), len(whole)/4)
				require.NoError(t, x.Close())
			}
		}
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), whole, 0o600))
	}
	x, err := Open(dir)
	require.NoError(t, err)
	require.NoError(t, x.Close())
}

// A file that becomes shorter under a memory map is a fault, not an answer.
func TestFileThatBecomesShorterIsAnErrorAndEndsNothing(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a file that is mapped cannot be made shorter there")
	}
	x := built(t, corpus(20_000), standard)
	require.NoError(t, os.Truncate(filepath.Join(x.dir, zapName), 0))
	_, _, err := x.Match(context.Background(), query.Term{Text: "zebra"})
	require.ErrorContains(t, err, "match in "+x.dir)
	require.NoError(t, x.Close())
}

func TestPanicUnderGuardIsAnError(t *testing.T) {
	require.ErrorContains(t, guard(func() error { panic("x") }), "bleve: x")
	err := errors.New("x")
	require.Equal(t, err, guard(func() error { return err }))
	require.NoError(t, guard(func() error { return nil }))
}
