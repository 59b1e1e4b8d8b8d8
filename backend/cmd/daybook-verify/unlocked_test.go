package main

import (
	"os"
	"path/filepath"
	"testing"

	"filippo.io/age"
	"github.com/stretchr/testify/require"

	"daybook/backend/encryption"
)

// sealed writes a file encrypted.
func sealed(t *testing.T, text []byte, r *encryption.Recipients) string {
	path := filepath.Join(t.TempDir(), "evidence.zip.age")
	f, err := os.Create(path)
	require.NoError(t, err)
	w, _, err := r.Encrypt(f)
	require.NoError(t, err)
	_, err = w.Write(text)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	require.NoError(t, f.Close())
	return path
}

// TestAnEncryptedBundleHasTheVerdictOfThePlainOne is in a file behind that of the hostile
// bundles: a passphrase takes 256 MiB in this process, which Linux counts for the programs
// that it starts from then on, and their memory is measured there.
func TestAnEncryptedBundleHasTheVerdictOfThePlainOne(t *testing.T) {
	plain, err := os.ReadFile(filepath.Join("..", "..", "proof", "testdata", "evidence.zip"))
	require.NoError(t, err)
	_, want, _ := runIt(t, filepath.Join("..", "..", "proof", "testdata", "evidence.zip"))
	ann, err := age.GenerateX25519Identity()
	require.NoError(t, err)
	r, err := encryption.ForKeys([]string{ann.Recipient().String()}, nil)
	require.NoError(t, err)
	keyed := sealed(t, plain, r)
	r, err = encryption.ForPassphrase("correct horse battery")
	require.NoError(t, err)
	worded := sealed(t, plain, r)
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		return path
	}
	key := file("ann.txt", ann.String()+"\n")
	stranger, err := age.GenerateX25519Identity()
	require.NoError(t, err)
	damaged, err := os.ReadFile(keyed)
	require.NoError(t, err)
	damaged[len(damaged)/2] ^= 1

	for _, args := range [][]string{{keyed, "--identity", key}, {worded, "--passphrase"}} {
		code, out, stderr := runWith(t, "correct horse battery\n", args...)
		require.Equal(t, 3, code, stderr)
		require.Equal(t, want, out)
	}
	for _, c := range []struct {
		stdin string
		args  []string
		code  int
		says  string
	}{
		{"", []string{keyed}, 1, "it is encrypted for keys, not by a passphrase; add --identity FILE"},
		{"", []string{worded}, 1, "it is encrypted by a passphrase, not for keys; add --passphrase"},
		{"", []string{keyed, "--passphrase"}, 1, "add --identity FILE"},
		{"another passphrase\n", []string{worded, "--passphrase"}, 1, "the passphrase does not open it"},
		{"", []string{worded, "--passphrase"}, 1, "no passphrase was given"},
		{"", []string{keyed, "--identity", file("bob.txt", stranger.String())}, 1, "none of the keys opens it"},
		{"", []string{keyed, "--identity", file("no.txt", "hello")}, 1, "no.txt is no file of private keys"},
		{"", []string{keyed, "--identity", file("ssh", "-----BEGIN OPENSSH PRIVATE KEY-----\n")}, 1, "a key of SSH is read by Daybook itself"},
		{"", []string{keyed, "--identity", "nowhere"}, 1, "look at its name and folder"},
		{"", []string{file("damaged.age", string(damaged)), "--identity", key}, 1, "it is encrypted, and damaged"},
		{"", []string{file("cut.age", string(damaged[:90])), "--identity", key}, 1, "it is encrypted, and damaged"},
		{"", []string{keyed, "--identity", key, "--passphrase"}, 2, "by a key (--identity) or by a passphrase"},
	} {
		code, out, stderr := runWith(t, c.stdin, c.args...)
		require.Equal(t, c.code, code, stderr)
		require.Empty(t, out)
		require.Contains(t, stderr, c.says)
	}
}
