package proof_test

import (
	"archive/zip"
	"bytes"
	"daybook/backend/proof"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// zipOf is a zip with empty files of these names.
func zipOf(t *testing.T, names ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range names {
		_, err := z.Create(name)
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return b.Bytes()
}

func TestABundleIsKnownWholeAndDamagedAndNothingElseIsTakenForOne(t *testing.T) {
	good, err := os.ReadFile("testdata/evidence.zip")
	require.NoError(t, err)
	endGone := good[:len(good)-30]
	startGone := append(bytes.Repeat([]byte{0}, 64), good[64:]...)
	dir := t.TempDir()
	for _, c := range []struct {
		what, name string
		data       []byte
		want       bool
	}{
		{"whole", "evidence.zip", good, true},
		{"whole, called otherwise", "evidence", good, true},
		{"cut short", "evidence.zip", endGone, true},
		{"damaged at its start", "evidence.zip", startGone, true},
		{"called a bundle", "evidence.Daybook-Evidence", []byte("buy milk"), true},
		{"a zip of exports", "exports.zip", zipOf(t, "activity.json", "activity.csv", "notes.txt"), false},
		{"another zip, cut short", "photos.zip", zipOf(t, "photos.jpeg", "photos.raw")[:60], false},
		{"text", "notes.txt", []byte("buy milk"), false},
		{"nothing", "evidence.zip", nil, false},
	} {
		path := filepath.Join(dir, c.name)
		require.NoError(t, os.WriteFile(path, c.data, 0o600))
		got, err := proof.IsBundle(path)
		require.NoError(t, err, c.what)
		require.Equal(t, c.want, got, c.what)
	}
	is, err := proof.IsBundle(dir)
	require.NoError(t, err)
	require.False(t, is, "a folder of other things")
	_, err = proof.IsBundle(filepath.Join(dir, "nowhere.zip"))
	require.ErrorIs(t, err, os.ErrNotExist)
}

// A file that was chosen by mistake is no reason to mistrust a bundle.
func TestWhatIsNoKeyOrNoCheckpointIsSaidToBeThatAndNotHeldAgainstTheBundle(t *testing.T) {
	const good = "testdata/evidence.zip"
	notes := filepath.Join(t.TempDir(), "notes.txt")
	require.NoError(t, os.WriteFile(notes, []byte("buy milk\n"), 0o600))
	_, err := proof.VerifyFile(t.Context(), good, proof.Given{Key: notes}, nil)
	require.ErrorIs(t, err, proof.ErrNotKey)
	require.EqualError(t, err, notes+" is no public key of an archive")
	_, err = proof.VerifyFile(t.Context(), good, proof.Given{Checkpoint: notes}, nil)
	require.ErrorIs(t, err, proof.ErrNotCheckpoint)
	require.EqualError(t, err, notes+" is no checkpoint")

	v, err := proof.VerifyFile(t.Context(), good, proof.Given{}, nil)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(notes, []byte(v.Key+"\n"), 0o600))
	v, err = proof.VerifyFile(t.Context(), good, proof.Given{Key: notes}, nil)
	require.NoError(t, err)
	require.True(t, v.KeyKnown)
}
