package cli_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"daybook/backend/proof"

	"github.com/stretchr/testify/require"
)

func TestVerifyBundleChecksABundleWithoutItsArchive(t *testing.T) {
	good, err := filepath.Abs(filepath.Join("..", "proof", "testdata", "evidence.zip"))
	require.NoError(t, err)
	data, err := os.ReadFile(good)
	require.NoError(t, err)
	s := newShell(t)
	r := s.run("verify-bundle", good)
	require.Equal(t, 3, r.code)
	require.Empty(t, r.err)
	require.True(t, strings.HasPrefix(r.out, "Signer not known: key a0ee0004. Whole in itself, as one made anew by anybody would be.\n"), r.out)
	r = s.run("verify-bundle", good, "--json")
	require.Equal(t, 3, r.code)
	v := decode[proof.VerdictJSON](t, r.out)
	require.False(t, v.OK)
	require.True(t, v.Whole)
	require.Equal(t, proof.SignerUnknown, v.Signer)
	require.Equal(t, 31, v.Events)
	require.False(t, v.KeyKnown)

	s.write("key.pub", v.Key+"\n")
	for _, key := range []string{"key.pub", v.Key} {
		v = decode[proof.VerdictJSON](t, s.does("verify-bundle", good, "--json", "--key", key))
		require.True(t, v.OK && v.KeyKnown)
		require.Equal(t, proof.SignerGiven, v.Signer)
	}

	again := bytes.Replace(bytes.Clone(data), []byte("PK\x01\x02\x14\x03"), []byte("PK\x01\x02\x14\x00"), 1) // the system that wrote the zip
	s.write("again.zip", string(again))
	r = s.run("verify-bundle", "again.zip", "--key", "key.pub")
	require.Equal(t, 4, r.code)
	require.Empty(t, r.err)
	require.True(t, strings.HasPrefix(r.out, "Same contents, other zip. Signed by key a0ee0004, which you gave.\n"), r.out)

	data[len(data)/2] ^= 1
	s.write("bad.zip", string(data))
	r = s.run("verify-bundle", "bad.zip")
	require.Equal(t, 1, r.code)
	require.Contains(t, r.out, "NOT VERIFIED")
	require.Contains(t, r.err, "trust nothing in this bundle")
	require.Contains(t, s.fails("verify-bundle", "nowhere.zip"), "there is no file nowhere.zip; look at its name and folder")
	require.Contains(t, s.fails("verify-bundle", good, "--key", "nobody.pub"), "there is no file nobody.pub; look at its name and folder")
}

// TestABundleOfThisComputersArchiveIsKnownToBeThat also checks that another
// computer does not know it.
func TestABundleOfThisComputersArchiveIsKnownToBeThat(t *testing.T) {
	t.Setenv("DAYBOOK_CONFIG", t.TempDir())
	s := newShell(t)
	s.archive()
	s.does("export", "a.daybook", "--format", "bundle", "-o", "evidence.zip")
	require.Regexp(t, `^Whole\. Signed by key [0-9a-f]{8}, with which this computer signs for the archive "a"\.\n`, s.does("verify-bundle", "evidence.zip"))
	t.Setenv("DAYBOOK_CONFIG", t.TempDir())
	require.Equal(t, 3, s.run("verify-bundle", "evidence.zip").code)
	s.does("search", "a.daybook") // having seen the folder is no reason to know whose key it is
	require.Equal(t, 3, s.run("verify-bundle", "evidence.zip").code)
}
