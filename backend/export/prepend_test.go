package export

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/proof"
)

func TestPrependMovesEveryByteOn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SliceOfN(rapid.Byte(), 0, 64).Draw(t, "text")
		block := rapid.IntRange(3, 40).Draw(t, "block")
		require.NoError(t, os.WriteFile(path, text, 0o600))
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		require.NoError(t, err)
		defer f.Close()
		require.NoError(t, prepend(f, proof.Mark, block))
		got, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, proof.Mark+string(text), string(got))
	})
}

func TestPrependFailsWhereReadingOrWritingDoes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(path, []byte("text"), 0o600))
	for _, mode := range []int{os.O_RDONLY, os.O_WRONLY} {
		f, err := os.OpenFile(path, mode, 0)
		require.NoError(t, err)
		require.Error(t, prepend(f, proof.Mark, 8))
		require.NoError(t, f.Close())
	}
}
