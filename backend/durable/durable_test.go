package durable_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/durable"
)

func TestAReplacedFileIsTheNewOneForItsOwnerAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "CURRENT")
	for _, text := range []string{"one", "two, and longer", ""} {
		replaced, err := durable.Replace(path, []byte(text))
		require.NoError(t, err)
		require.True(t, replaced)
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, text, string(data))
		info, err := os.Stat(path)
		require.NoError(t, err)
		if runtime.GOOS != "windows" { // Windows has no such bits
			require.EqualValues(t, 0o600, info.Mode().Perm())
		}
		require.NoFileExists(t, path+".new")
	}
}

func TestWhatCannotBeReplacedStaysAsItWas(t *testing.T) {
	path := filepath.Join(t.TempDir(), "CURRENT")
	require.NoError(t, os.MkdirAll(filepath.Join(path, "in the way"), 0o700))
	replaced, err := durable.Replace(path, []byte("one"))
	require.Error(t, err)
	require.False(t, replaced)
	require.DirExists(t, filepath.Join(path, "in the way"))
	require.NoFileExists(t, path+".new")
}

func TestAnErrorWhileWritingIsGiven(t *testing.T) {
	why := errors.New("the disk is tired")
	path := filepath.Join(t.TempDir(), "x")
	require.ErrorIs(t, durable.Write(path, 0o400, func(io.Writer) error { return why }), why)
}
