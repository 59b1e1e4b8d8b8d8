package instance

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAPlaceIsTheSameHoweverItIsWritten(t *testing.T) {
	dir := desk(t)
	path := archive(t, dir, "Nordwind \xff ünd.daybook") // and not even text
	w, _ := listening(t, path)
	ways := []string{path + "/", filepath.Join(dir, "x", "..") + "/./" + filepath.Base(path), path + "/."}
	link := filepath.Join(dir, "link")
	if os.Symlink(path, link) == nil {
		ways = append(ways, link, link+"/")
	}
	t.Chdir(dir)
	ways = append(ways, filepath.Base(path), "./"+filepath.Base(path))
	for i, way := range ways {
		require.True(t, Show(way, ""), way)
		require.Len(t, w.shown(), i+1)
	}
}

func TestTheSocketIsForThisUserAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there the folder of the user has the rights")
	}
	path := archive(t, desk(t), "A.daybook")
	listening(t, path)
	at := address(t, path)
	for name, want := range map[string]os.FileMode{at: 0o600, filepath.Dir(at): 0o700} {
		info, err := os.Lstat(name)
		require.NoError(t, err)
		require.Equal(t, want, info.Mode().Perm(), name)
	}
}

func TestAFolderThatOthersMayEnterIsNotUsed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there the folder of the user has the rights")
	}
	dir := desk(t)
	path := archive(t, dir, "A.daybook")
	run := filepath.Join(dir, "run")
	for _, mode := range []os.FileMode{0o701, 0o710, 0o777} {
		w, door := listening(t, path)
		require.True(t, Show(path, ""))
		require.NoError(t, os.Chmod(run, mode))
		require.False(t, Show(path, ""), "nobody is asked there")
		require.NoError(t, door.Close())
		_, err := Listen(path, w.show)
		require.ErrorIs(t, err, ErrOpen)
		require.NoError(t, os.Chmod(run, 0o700))
	}
	require.NoError(t, os.Rename(run, run+"-real"))
	require.NoError(t, os.Symlink(run+"-real", run))
	_, err := Listen(path, nil)
	require.ErrorContains(t, err, "is no folder")
}

func TestSocketsAreInTheFolderOfTheSessionIfItIsTheUsers(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there is none there")
	}
	dir := desk(t)
	path := archive(t, dir, "A.daybook")
	session := archive(t, dir, "session")
	own, beside := filepath.Join(session, "daybook"), filepath.Join(dir, "run")
	for name, c := range map[string]struct {
		session string
		mode    os.FileMode
		want    string
	}{
		"its own":          {session, 0o700, own},
		"others may read":  {session, 0o755, own},
		"others may write": {session, 0o777, beside},
		"gone":             {session + "-gone", 0o700, beside},
		"relative":         {"session", 0o700, beside},
		"none":             {"", 0o700, beside},
	} {
		require.NoError(t, os.Chmod(session, c.mode))
		t.Setenv("XDG_RUNTIME_DIR", c.session)
		require.Equal(t, c.want, filepath.Dir(address(t, path)), name)
		w, door := listening(t, path)
		require.True(t, Show(path, ""))
		require.Len(t, w.shown(), 1)
		require.NoError(t, door.Close())
	}
	if os.Getuid() != 0 {
		t.Log("that another user's is not used only root can test")
		return
	}
	require.NoError(t, os.Chmod(session, 0o700))
	require.NoError(t, os.Chown(session, 12345, 12345))
	t.Setenv("XDG_RUNTIME_DIR", session)
	require.Equal(t, beside, filepath.Dir(address(t, path)))
}

func TestAFolderWhoseNameIsTooLongForASocketIsSaidToBe(t *testing.T) {
	dir := desk(t)
	path := archive(t, dir, "A.daybook")
	fits := filepath.Join(dir, strings.Repeat("n", longestPath-len(dir)-len("//run/0123456789abcdef")))
	t.Setenv("DAYBOOK_CONFIG", fits)
	require.Len(t, address(t, path), longestPath)
	w, _ := listening(t, path)
	require.True(t, Show(path, ""))
	require.Len(t, w.shown(), 1)
	t.Setenv("DAYBOOK_CONFIG", fits+"n")
	_, err := Listen(path, w.show)
	require.ErrorIs(t, err, ErrTooLong)
	require.False(t, Show(path, ""))
}

func TestWithoutAFolderNobodyListens(t *testing.T) {
	dir := desk(t)
	path := archive(t, dir, "A.daybook")
	file := filepath.Join(dir, "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	t.Setenv("DAYBOOK_CONFIG", file)
	_, err := Listen(path, nil)
	require.Error(t, err)
	require.False(t, Show(path, ""))
	for _, name := range []string{"DAYBOOK_CONFIG", "XDG_CONFIG_HOME", "HOME", "AppData"} {
		t.Setenv(name, "")
	}
	_, err = Listen(path, nil)
	require.Error(t, err)
	require.False(t, Show(path, ""))
}
