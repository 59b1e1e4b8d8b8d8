package cli_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/export"
)

func TestVerifyBundleChecksABundleWithoutItsArchive(t *testing.T) {
	good, err := filepath.Abs(filepath.Join("..", "export", "testdata", "evidence.zip"))
	require.NoError(t, err)
	data, err := os.ReadFile(good)
	require.NoError(t, err)
	s := newShell(t)
	require.Contains(t, s.does("verify-bundle", good), "Verified: 31 events, whole and unchanged.")
	v := decode[export.VerdictJSON](t, s.does("verify-bundle", good, "--json"))
	require.True(t, v.OK)
	require.Equal(t, 31, v.Events)
	require.False(t, v.KeyKnown)

	s.write("key.pub", v.Key+"\n")
	require.True(t, decode[export.VerdictJSON](t, s.does("verify-bundle", good, "--json", "--key", "key.pub")).KeyKnown)

	data[len(data)/2] ^= 1
	s.write("bad.zip", string(data))
	r := s.run("verify-bundle", "bad.zip")
	require.Equal(t, 1, r.code)
	require.Contains(t, r.out, "NOT VERIFIED")
	require.Contains(t, r.err, "trust nothing in this bundle")
	require.Contains(t, s.fails("verify-bundle", "nowhere.zip"), "there is no file nowhere.zip; look at its name and folder")
	require.Contains(t, s.fails("verify-bundle", good, "--key", "nobody.pub"), "there is no file nobody.pub; look at its name and folder")
}
