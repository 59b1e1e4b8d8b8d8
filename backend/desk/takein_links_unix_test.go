//go:build unix

package desk_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/desk"
)

func TestNothingLeadsOutOfAFolderAndNothingInItHangs(t *testing.T) {
	outside := t.TempDir()
	secret := write(t, outside, "secret.json", []byte(line("secret")))
	dir := t.TempDir()
	write(t, dir, "a.json", []byte(line("a")))
	require.NoError(t, os.Symlink(secret, filepath.Join(dir, "link.json")))
	require.NoError(t, os.Symlink(outside, filepath.Join(dir, "linked")))
	require.NoError(t, os.Symlink("a.json", filepath.Join(dir, "within.json")))
	require.NoError(t, os.Symlink("..", filepath.Join(dir, "up")))
	require.NoError(t, syscall.Mkfifo(filepath.Join(dir, "pipe.json"), 0o600))
	write(t, dir, "dark/b.json", []byte(line("b")))
	unreadable := os.Getuid() != 0
	if unreadable {
		require.NoError(t, os.Chmod(filepath.Join(dir, "dark"), 0))
		t.Cleanup(func() { os.Chmod(filepath.Join(dir, "dark"), 0o700) })
	}
	a := newArchive(t)
	in := mustTake(t, a, dir)
	refused := make(map[string]string)
	for _, f := range in.Files {
		if f.Refused != "" {
			refused[f.File] = f.Refused
		}
	}
	for _, name := range []string{"link.json", "linked", "within.json", "up"} {
		require.Contains(t, refused[name], "links in a folder are not followed", name)
	}
	require.Equal(t, "it is a pipe and no file", refused["pipe.json"])
	if unreadable {
		require.Contains(t, refused["dark"], "permission denied")
		require.Equal(t, 1, in.Added)
	} else {
		require.Equal(t, 2, in.Added)
	}
	for _, e := range content(t, a) {
		require.NotEqual(t, "secret", e.ID)
	}
	// A link that the officer named itself is followed.
	require.NoError(t, os.Symlink(dir, filepath.Join(outside, "named")))
	require.Zero(t, mustTake(t, a, filepath.Join(outside, "named")).Added)
}

// A file that is replaced by a link between the listing and the reading is not
// followed either.
func TestAFileThatBecomesALinkIsNotFollowed(t *testing.T) {
	outside := t.TempDir()
	secret := write(t, outside, "secret.json", []byte(line("secret")))
	dir := t.TempDir()
	write(t, dir, "a.json", []byte(line("a")))
	write(t, dir, "b.json", []byte(line("b")))
	write(t, dir, "sub/c.json", []byte(line("c")))
	in, err := desk.Open(t.Context(), dir)
	require.NoError(t, err)
	defer in.Close()
	require.NoError(t, os.Remove(filepath.Join(dir, "b.json")))
	require.NoError(t, os.Symlink(secret, filepath.Join(dir, "b.json")))
	require.NoError(t, os.RemoveAll(filepath.Join(dir, "sub")))
	require.NoError(t, os.Symlink(outside, filepath.Join(dir, "sub")))
	write(t, outside, "c.json", []byte(line("stranger")))
	a := newArchive(t)
	report, err := in.Import(t.Context(), a, nil)
	require.NoError(t, err)
	require.Equal(t, 1, report.Added)
	require.Equal(t, "a", content(t, a)[0].ID)
}
