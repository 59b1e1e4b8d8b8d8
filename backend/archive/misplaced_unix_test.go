//go:build unix

package archive_test

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/folder"
)

// places maps the paths that an archive of two imports has, or has for a while, to
// whether the path is a folder.
var places = map[string]bool{
	"archive.json": false, "archive.json.new": false, "CURRENT": false, "CURRENT.new": false, "LOCK": false,
	"journal.jsonl": false, "journal.head": false, "journal.head.new": false,
	"segments": true, "orders": true, "tree": true, "imports": true, "snapshots": true, "work": true,
	"tree/0": false, "tree/1": false, "tree/7": false,
	"segments/000001": true, "segments/000009": true, "work/000009": true, "orders/000003": true, "orders/000009": true,
	"orders/000003/ranks": false, "orders/000003/ranks.new": false,
	"imports/000001.json": false, "imports/000002.json.new": false, "imports/000009.json": false, "imports/000001-1.json": false,
	"snapshots/000003.json": false, "snapshots/000009.json": false,
}

// instead are things that may be found in those places, each made at a path; victim
// is somebody's folder outside of the archive.
var instead = map[string]func(path, victim string) error{
	"a link to a folder":       func(path, victim string) error { return os.Symlink(victim, path) },
	"a relative link":          func(path, victim string) error { return os.Symlink("../victim", path) },
	"a link to a file":         func(path, victim string) error { return os.Symlink(filepath.Join(victim, "000001.json"), path) },
	"a link to nothing":        func(path, victim string) error { return os.Symlink(filepath.Join(victim, "none"), path) },
	"a link into the archive":  func(path, _ string) error { return os.Symlink(filepath.Join(filepath.Dir(path), "segments"), path) },
	"a pipe":                   func(path, _ string) error { return syscall.Mkfifo(path, 0o600) },
	"a link to a device":       func(path, _ string) error { return os.Symlink("/dev/zero", path) },
	"a folder for a file":      func(path, _ string) error { return os.Mkdir(path, 0o700) },
	"what was there, linked":   nil,
	"what was there, hardlink": nil,
}

// misplaced puts something else in a place of a copy of an archive, and returns false
// if that is not possible there.
func misplaced(t *testing.T, dir, victim, place string, isFolder bool, kind string) bool {
	t.Helper()
	path := filepath.Join(dir, place)
	switch kind {
	case "what was there, linked": // as a share or a zip may bring it
		if os.Rename(path, filepath.Join(victim, "moved")) != nil {
			return false
		}
		require.NoError(t, os.Symlink(filepath.Join(victim, "moved"), path))
		return true
	case "what was there, hardlink":
		written := !strings.Contains(place, "/") || strings.HasPrefix(place, "tree/") // changed in place, or fixed
		if isFolder || !written {
			return false
		}
		os.Remove(path)
		require.NoError(t, os.Link(filepath.Join(victim, "000001.json"), path))
		return true
	}
	if kind == "a link into the archive" && strings.Contains(place, "/") || kind == "a folder for a file" && isFolder {
		return false
	}
	require.NoError(t, os.RemoveAll(path))
	require.NoError(t, instead[kind](path, victim))
	return true
}

func TestNothingOutsideOfAnArchiveIsTouched(t *testing.T) {
	base := filepath.Join(inMemory(t), "base.daybook")
	archived(t, base, some(1, 600), some(2, 10))
	tried := 0
	for _, place := range slices.Sorted(maps.Keys(places)) {
		for _, kind := range slices.Sorted(maps.Keys(instead)) {
			home := inMemory(t)
			dir, victim := filepath.Join(home, "a.daybook"), filepath.Join(home, "victim")
			copied(t, base, dir)
			require.NoError(t, os.MkdirAll(filepath.Join(victim, "000007", "events"), 0o700))
			for _, name := range []string{"000001.json", "7", "000007/events/000001.sst", "letter.txt", "ranks"} {
				require.NoError(t, os.WriteFile(filepath.Join(victim, name), []byte("precious"), 0o600))
			}
			if !misplaced(t, dir, victim, place, places[place], kind) {
				continue
			}
			tried++
			outside, inside := bytesOf(t, victim), listing(t, dir)
			err := within(t, 20*time.Second, func() error {
				a, err := archive.Open(context.Background(), dir, archive.Options{})
				if err == nil {
					a.Close()
				}
				return err
			})
			said := fmt.Sprintf("%s at %s: %v", kind, place, err)
			require.ErrorIs(t, err, folder.ErrMisplaced, said)
			require.Contains(t, err.Error(), place, said)
			require.Regexp(t, `remove it, and|put a copy of the file in its place`, err.Error(), said)
			require.Equal(t, outside, bytesOf(t, victim), said)
			require.Equal(t, inside, listing(t, dir), said)
		}
	}
	require.Greater(t, tried, 200)
}

func TestNothingOutsideIsTouchedByAChangeOfAnOpenArchive(t *testing.T) {
	home := t.TempDir()
	dir, victim := filepath.Join(home, "a.daybook"), filepath.Join(home, "victim")
	a := create(t, dir)
	defer a.Close()
	require.NoError(t, os.Mkdir(victim, 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(victim, "000001"), []byte("precious"), 0o600))
	require.NoError(t, os.Remove(filepath.Join(dir, "work")))
	require.NoError(t, os.Symlink(victim, filepath.Join(dir, "work")))
	before := bytesOf(t, victim)
	_, err := a.Import(context.Background(), input(slices.Values(some(1, 10))), nil)
	require.ErrorIs(t, err, folder.ErrMisplaced)
	require.Equal(t, before, bytesOf(t, victim))
	require.NoError(t, os.Remove(filepath.Join(dir, "work")))
	require.NoError(t, os.Mkdir(filepath.Join(dir, "work"), 0o700))
	imported(t, a, some(1, 10))
}

// TestALinkedFileOfASegmentIsDamage requires also that nothing is changed where the
// link leads, even when the segment is built again and the old one is removed. The
// linked file is still read, since each event is compared with its leaf.
func TestALinkedFileOfASegmentIsDamage(t *testing.T) {
	const linked = 6000 // enough events for an index of Bleve
	for _, rel := range []string{"columns", "index", "index/index_meta.json", "index/store", "index/store/root.bolt", "events", "ids"} {
		home := t.TempDir()
		dir, victim := filepath.Join(home, "a.daybook"), filepath.Join(home, "victim")
		archived(t, dir, some(1, linked))
		require.NoError(t, os.Mkdir(victim, 0o700))
		path := filepath.Join(dir, "segments", "000001", rel)
		require.NoError(t, os.Rename(path, filepath.Join(victim, "moved")))
		require.NoError(t, os.Symlink(filepath.Join(victim, "moved"), path))
		before := bytesOf(t, victim)
		a := open(t, dir)
		r, err := a.Verify(context.Background(), nil)
		require.NoError(t, err)
		if rel == "events" {
			require.Contains(t, strings.Join(r.Problems, "\n"), "events is a link where a folder should be")
		} else {
			require.True(t, r.OK(), "%s: %v", rel, r.Problems)
		}
		requireHolds(t, a, some(1, linked))
		require.Empty(t, a.Foreign(), rel)
		require.NoError(t, a.Close())
		require.Equal(t, before, bytesOf(t, victim), rel)
	}
}

func TestAHugeFileInThePlaceOfASmallOneIsDamageAndTakesNoMemory(t *testing.T) {
	base := filepath.Join(inMemory(t), "base.daybook")
	archived(t, base, some(1, 10))
	for _, place := range []string{"archive.json", "CURRENT", "imports/000001.json", "snapshots/000002.json", "journal.head", "segments/000001/seal.json"} {
		dir := filepath.Join(inMemory(t), "a.daybook")
		copied(t, base, dir)
		path := filepath.Join(dir, place)
		require.NoError(t, os.Chmod(path, 0o600))
		require.NoError(t, os.Truncate(path, 6<<30))
		err := within(t, 20*time.Second, func() error {
			a, err := archive.Open(context.Background(), dir, archive.Options{})
			if err != nil {
				return err
			}
			defer a.Close()
			if err := a.Checked(context.Background()); err != nil || len(a.Notices()) == 0 {
				return err
			}
			require.Regexp(t, "^found damaged, built again: "+regexp.QuoteMeta(place)+": .*it ha[sd] more than", a.Notices()[0])
			return folder.ErrDamaged
		})
		require.ErrorIs(t, err, folder.ErrDamaged, place)
	}
}

// TestAHugeFileIsNotReadWhereItsSizeTells tries the files that are built again, and
// those that opening truncates.
func TestAHugeFileIsNotReadWhereItsSizeTells(t *testing.T) {
	dir := filepath.Join(inMemory(t), "a.daybook")
	archived(t, dir, some(1, 10))
	for _, place := range []string{"segments/000001/columns", "segments/000001/ids", "tree/0"} {
		path := filepath.Join(dir, place)
		if _, err := os.Stat(path); err != nil {
			path = strings.Replace(path, "000001", "000002", 1) // the segment was built again
		}
		require.NoError(t, os.Chmod(path, 0o600))
		require.NoError(t, os.Truncate(path, 1<<40))
		require.NoError(t, within(t, 20*time.Second, func() error {
			a, err := archive.Open(context.Background(), dir, archive.Options{})
			require.NoError(t, err)
			requireHolds(t, a, some(1, 10))
			return a.Close()
		}))
	}
}

func TestOpeningEndsWithItsContextWhateverTheLengthOfTheJournal(t *testing.T) {
	dir := filepath.Join(inMemory(t), "a.daybook")
	archived(t, dir, some(1, 10))
	require.NoError(t, os.Truncate(filepath.Join(dir, "journal.jsonl"), 1<<40))
	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	require.ErrorIs(t, within(t, 20*time.Second, func() error {
		_, err := archive.Open(ctx, dir, archive.Options{})
		return err
	}), context.DeadlineExceeded)
}

// within fails if f takes longer, as it does when it waits for a pipe.
func within(t *testing.T, most time.Duration, f func() error) error {
	t.Helper()
	ended := make(chan error, 1)
	go func() { ended <- f() }()
	select {
	case err := <-ended:
		return err
	case <-time.After(most):
		require.Fail(t, "it hangs")
		return nil
	}
}

// bytesOf returns every file below dir with its bytes, mode and time.
func bytesOf(t *testing.T, dir string) []string {
	t.Helper()
	lines := listing(t, dir)
	require.NoError(t, filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		if len(data) > 1<<20 {
			data = data[:1<<20]
		}
		lines = append(lines, fmt.Sprintf("%s %x", path, data))
		return err
	}))
	return lines
}
