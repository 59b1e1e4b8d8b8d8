//go:build unix

package durable_test

import (
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/durable"
)

func TestOnlyAFileOfItsOwnIsOpened(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	require.NoError(t, os.WriteFile(at("file"), []byte("precious"), 0o600))
	require.NoError(t, os.Mkdir(at("folder"), 0o700))
	require.NoError(t, os.Symlink("file", at("link")))
	require.NoError(t, os.Symlink("none", at("dangling")))
	require.NoError(t, os.Symlink("folder", at("folder link")))
	require.NoError(t, os.Symlink("/dev/zero", at("device")))
	require.NoError(t, syscall.Mkfifo(at("pipe"), 0o600))
	for name, what := range map[string]string{"folder": "a folder", "link": "a link", "dangling": "a link", "folder link": "a link", "device": "a link", "pipe": "a pipe"} {
		_, err := durable.Open(at(name))
		require.ErrorIs(t, err, durable.ErrNotOwn, name)
		require.ErrorContains(t, err, "it is "+what)
		_, err = durable.OpenToWrite(at(name))
		require.ErrorIs(t, err, durable.ErrNotOwn, name)
		_, err = durable.Read(at(name), 10)
		require.ErrorIs(t, err, durable.ErrNotOwn, name)
	}
	require.NoFileExists(t, at("none"))

	data, err := durable.Read(at("file"), 8)
	require.NoError(t, err)
	require.Equal(t, "precious", string(data))
	_, err = durable.Read(at("file"), 7)
	require.ErrorIs(t, err, durable.ErrTooLarge)

	require.NoError(t, os.Link(at("file"), at("second")))
	_, err = durable.OpenToWrite(at("file"))
	require.ErrorIs(t, err, durable.ErrNotOwn)
	f, err := durable.Open(at("file"))
	require.NoError(t, err, "reading changes nothing")
	require.NoError(t, f.Close())
	n, err := durable.Names(at("file"))
	require.NoError(t, err)
	require.Equal(t, 2, n)
}

func TestWhatIsWrittenGoesNowhereElse(t *testing.T) {
	dir := t.TempDir()
	victim := filepath.Join(dir, "victim")
	require.NoError(t, os.WriteFile(victim, []byte("precious"), 0o600))
	write := func(w io.Writer) error { _, err := io.WriteString(w, "new"); return err }
	for _, link := range []func(from, to string) error{os.Symlink, os.Link} {
		path := filepath.Join(dir, "x")
		require.NoError(t, link(victim, path))
		require.NoError(t, durable.Write(path, 0o600, write))
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, "new", string(data))
		require.NoError(t, link(victim, path+".new"))
		_, err = durable.Replace(path, []byte("newer"))
		require.NoError(t, err)
		require.NoError(t, os.Remove(path))
		data, err = os.ReadFile(victim)
		require.NoError(t, err)
		require.Equal(t, "precious", string(data))
	}
	pipe := filepath.Join(dir, "pipe")
	require.NoError(t, syscall.Mkfifo(pipe+".new", 0o600))
	_, err := durable.Replace(pipe, []byte("new"))
	require.ErrorIs(t, err, durable.ErrNotOwn)
	_, err = os.Lstat(pipe + ".new")
	require.NoError(t, err, "what is somebody's stays")
}
