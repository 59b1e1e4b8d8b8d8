package window

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/sample"
)

// TestAnOfficerHasACheckpointCosigned is the whole way in two windows: the officer's, and
// that of Ann, who has settings and keys of her own.
func TestAnOfficerHasACheckpointCosigned(t *testing.T) {
	a, d := started(t, slices.Collect(sample.Events(1, 300)))
	home, hers := os.Getenv("DAYBOOK_CONFIG"), t.TempDir()
	folder := t.TempDir()
	none, err := a.Cosigned()
	require.NoError(t, err)
	require.Nil(t, none)
	d.target = filepath.Join(folder, "n.checkpoint")
	_, err = a.SaveCheckpoint()
	require.NoError(t, err)

	t.Setenv("DAYBOOK_CONFIG", hers)
	d.files = nil
	cancelled, err := a.LookToCosign()
	require.NoError(t, err)
	require.Nil(t, cancelled)
	d.files = []string{d.target}
	r, err := a.LookToCosign()
	require.NoError(t, err)
	require.Equal(t, CosignRequest{
		Token: r.Token, File: "n.checkpoint", Origin: r.Origin, Size: 300, Key: r.Key, Claimed: true, Proposed: proposedName(),
	}, *r)
	require.True(t, strings.HasPrefix(r.Key, r.Origin+"+"))
	_, err = a.Cosign(CosignAnswer{Token: "another", Name: "witness/ann"})
	require.Equal(t, "gone", code(t, err))
	_, err = a.Cosign(CosignAnswer{Token: r.Token, Name: "a b"})
	require.Equal(t, "input", code(t, err))
	_, err = a.Cosign(CosignAnswer{Token: r.Token})
	require.Equal(t, "input", code(t, err), "the first time needs a name")
	d.target = ""
	nothing, err := a.Cosign(CosignAnswer{Token: r.Token, Name: "witness/ann"})
	require.NoError(t, err)
	require.Nil(t, nothing)
	require.NoDirExists(t, filepath.Join(hers, "witness", "witness.json"), "who cancels is no witness")
	d.target = filepath.Join(folder, "back")
	done, err := a.Cosign(CosignAnswer{Token: r.Token, Name: "witness/ann"})
	require.NoError(t, err)
	require.Equal(t, "n.cosigned.checkpoint", d.proposed)
	require.Equal(t, d.target, done.Written.Path)
	require.Equal(t, "witness/ann", done.Name)
	require.NoError(t, a.ShowInFolder(done.Written.Token))
	again, err := a.LookToCosign()
	require.NoError(t, err)
	require.Equal(t, "witness/ann", again.Name)
	require.False(t, again.Claimed)
	require.EqualValues(t, 300, again.BeforeSize)
	require.NotEmpty(t, again.Before)

	t.Setenv("DAYBOOK_CONFIG", home)
	d.files = []string{filepath.Join(folder, "n.checkpoint")}
	_, err = a.TakeCosigned()
	require.Equal(t, "refused", code(t, err), "nobody cosigned that")
	own, err := a.LookToCosign()
	require.NoError(t, err)
	require.True(t, own.Own, "it is the officer's own archive")
	d.files = []string{d.target}
	taken, err := a.TakeCosigned()
	require.NoError(t, err)
	require.NotEmpty(t, taken.Token)
	require.Contains(t, taken.Others[0], "witness/ann, key ")
	require.Empty(t, taken.By)
	_, err = a.TrustWitness("another", done.Key)
	require.Equal(t, "gone", code(t, err))
	for _, key := range []string{"", "x", d.target, strings.Repeat("x", 1001), r.Key} {
		_, err = a.TrustWitness(taken.Token, key)
		require.Equal(t, "input", code(t, err), key)
	}
	taken, err = a.TrustWitness(taken.Token, " "+done.Key+"\n")
	require.NoError(t, err)
	require.True(t, taken.Fresh)
	require.Empty(t, taken.Token)
	require.Equal(t, "witness/ann", taken.By[0].Name)
	last, err := a.Cosigned()
	require.NoError(t, err)
	require.True(t, last.Current)
	require.EqualValues(t, 300, last.Size)
	require.Equal(t, taken.By, last.By)
	taken, err = a.TakeCosigned() // whom the archive knows now
	require.NoError(t, err)
	require.False(t, taken.Fresh)

	d.files = []string{filepath.Join(folder, "none")}
	_, err = a.LookToCosign()
	require.Equal(t, "gone", code(t, err))
	notes := filepath.Join(folder, "notes.txt")
	require.NoError(t, os.WriteFile(notes, []byte("no checkpoint"), 0o600))
	d.files = []string{notes}
	_, err = a.LookToCosign()
	require.Equal(t, "input", code(t, err))
	_, err = a.TakeCosigned()
	require.Equal(t, "input", code(t, err))
	id, err := a.Verify()
	require.NoError(t, err)
	require.True(t, d.ended(t, id).Verdict.OK)
}

func TestTheStateSaysWhenACheckpointShouldBeSaved(t *testing.T) {
	a, d := started(t, slices.Collect(sample.Events(1, 30)))
	said := func() string {
		state, err := a.State()
		require.NoError(t, err)
		return state.Archive.CheckpointOverdue
	}
	require.Empty(t, said())
	was := a.w.now
	t.Cleanup(func() { a.w.now = was })
	open, err := a.w.current()
	require.NoError(t, err)
	key := open.Path()
	require.NoError(t, a.CloseArchive())
	a.w.now = func() time.Time { return was().Add(31 * 24 * time.Hour) }
	d.folder = key
	_, err = a.ChooseArchive()
	require.NoError(t, err)
	require.Contains(t, said(), "No checkpoint of this archive was ever saved elsewhere")
	d.target = filepath.Join(t.TempDir(), "n.checkpoint")
	_, err = a.SaveCheckpoint()
	require.NoError(t, err)
	require.Empty(t, said())
}
