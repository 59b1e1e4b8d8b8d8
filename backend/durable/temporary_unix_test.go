//go:build unix

package durable

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// orphan is a temporary file as a dead process leaves it, and its note.
func orphan(t *testing.T, dir string) string {
	t.Helper()
	f, err := CreateTemporary(dir)
	require.NoError(t, err)
	require.NoError(t, f.Close()) // this gives the lock back, as the end of a process does
	return f.Name()
}

func TestOnlyWhatADeadProcessOfThisProgramLeftIsRemoved(t *testing.T) {
	dir := t.TempDir()
	alive, err := CreateTemporary(dir)
	require.NoError(t, err)
	defer alive.Discard()
	dead := orphan(t, dir)
	put := func(name string) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte("precious"), 0o600))
	}
	put(".daybook-123456.tmp")
	put(".daybook-0123456789abcdef-0123456789abcdef.tmp") // its hash does not fit its digits
	put("x" + filepath.Base(dead))
	// Other things with such a name: a link, a folder, a pipe, and a file with a second name.
	named := func(digits string) string {
		random := strings.Repeat(digits, 8)
		return filepath.Join(dir, temporaryPrefix+random+"-"+sumOf(random)+temporarySuffix)
	}
	require.NoError(t, os.Symlink(".daybook-123456.tmp", named("01")))
	require.NoError(t, os.Mkdir(named("02"), 0o700))
	require.NoError(t, syscall.Mkfifo(named("03"), 0o600))
	put("second")
	require.NoError(t, os.Link(filepath.Join(dir, "second"), named("04")))
	before := namesIn(t, dir)
	SweepFolder(dir)
	after := namesIn(t, dir)
	require.NotContains(t, after, filepath.Base(dead))
	require.Contains(t, after, filepath.Base(alive.Name()))
	require.Len(t, after, len(before)-1)
	_, err = alive.WriteString("still there")
	require.NoError(t, err)
	require.NoError(t, alive.Become(filepath.Join(dir, "done")))
}

func TestWhatWasLeftIsRemovedAtTheNextStartWhereverItIs(t *testing.T) {
	notes := filepath.Join(t.TempDir(), "unfinished")
	RememberIn(notes)
	defer RememberIn("")
	age := noteAge
	defer func() { noteAge = age }()
	noteAge = -1
	one, other := orphan(t, t.TempDir()), orphan(t, t.TempDir())
	alive, err := CreateTemporary(t.TempDir())
	require.NoError(t, err)
	defer alive.Discard()
	gone := t.TempDir()
	orphan(t, gone)
	require.NoError(t, os.Rename(gone, gone+" unplugged"))
	// A note that names a file that is not Daybook's.
	victim := filepath.Join(t.TempDir(), ".daybook-0123456789abcdef-0123456789abcdef.tmp")
	require.NoError(t, os.WriteFile(victim, []byte("precious"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(notes, "0123456789abcdef"), []byte(victim), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(notes, "stranger"), []byte("/etc/passwd"), 0o600))
	// A file that is left beside the settings has no note.
	settings := orphan(t, filepath.Dir(notes))
	require.Len(t, namesIn(t, notes), 6)
	SweepRemembered()
	for _, path := range []string{one, other, settings} {
		require.NoFileExists(t, path)
	}
	require.FileExists(t, alive.Name())
	require.FileExists(t, victim)
	require.Len(t, namesIn(t, notes), 4, "of the one alive, of the disk that is not there, and of others")
	require.NoError(t, os.Rename(gone+" unplugged", gone))
	SweepRemembered()
	require.Empty(t, namesIn(t, gone))
	require.Len(t, namesIn(t, notes), 3)
}
