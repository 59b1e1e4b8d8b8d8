package integrity

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/event"
)

// FuzzHead reads random texts as the head of a journal: only text that the key
// signed as a head is accepted, and never a checkpoint of a tree.
func FuzzHead(f *testing.F) {
	key, err := NewSigner("daybook/a")
	require.NoError(f, err)
	other, err := NewSigner("daybook/a")
	require.NoError(f, err)
	keys, err := NewVerifiers(key.Verifier())
	require.NoError(f, err)
	heads := map[Head]bool{}
	for _, c := range []Checkpoint{{Origin: "daybook/a/journal", Size: 7, Root: event.Hash{1}}, {Origin: "daybook/a/journal", Size: 1 << 62}, {Origin: "daybook/a", Size: 8, Root: event.Hash{2}}} {
		for _, by := range []*Signer{key, other} {
			text, err := c.Sign(by)
			require.NoError(f, err)
			f.Add([]byte(text))
			if by == key && c.Origin != "daybook/a" {
				heads[Head{c.Size, c.Root.String()}] = true
			}
		}
	}
	f.Add([]byte{})
	path := filepath.Join(f.TempDir(), "journal.head")
	f.Fuzz(func(t *testing.T, data []byte) {
		require.NoError(t, os.WriteFile(path, data, 0o600))
		h, problem, err := readHead(path, "daybook/a", keys)
		require.NoError(t, err)
		if problem == "" {
			require.True(t, heads[h], "%+v", h)
		} else {
			require.Zero(t, h)
		}
	})
}
