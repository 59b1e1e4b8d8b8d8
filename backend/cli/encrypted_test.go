package cli_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/pem"
	"io"
	"os"
	"strings"
	"testing"

	"filippo.io/age"
	"github.com/stretchr/testify/require"
	"golang.org/x/crypto/ssh"

	"daybook/backend/proof"
)

// types runs a command with that on standard input.
func (s *shell) types(stdin string, args ...string) result {
	s.stdin = strings.NewReader(stdin)
	defer func() { s.stdin = nil }()
	return s.run(args...)
}

// decrypted returns the plain text of an age file, by age itself.
func decrypted(t *testing.T, path string, identity age.Identity) []byte {
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	r, err := age.Decrypt(f, identity)
	require.NoError(t, err)
	text, err := io.ReadAll(r)
	require.NoError(t, err)
	return text
}

func TestABundleForKeysIsOpenedByEachOfThemAndByNobodyElse(t *testing.T) {
	s := newShell(t)
	s.archive()
	ann, err := age.GenerateX25519Identity()
	require.NoError(t, err)
	bob, err := age.GenerateX25519Identity()
	require.NoError(t, err)
	public, private, err := ed25519.GenerateKey(rand.Reader)
	require.NoError(t, err)
	line, err := ssh.NewPublicKey(public)
	require.NoError(t, err)
	block, err := ssh.MarshalPrivateKeyWithPassphrase(private, "", []byte("of the key"))
	require.NoError(t, err)
	s.write("ann.txt", ann.String()+"\n")
	s.write("bob.txt", bob.String()+"\n")
	s.write("id_ed25519", string(pem.EncodeToMemory(block)))
	auditor := strings.TrimSpace(string(ssh.MarshalAuthorizedKey(line)))
	s.write("auditors.txt", "# those of the audit\n"+auditor+"\n")

	r := s.run("export", "a.daybook", "--format", "bundle", "--to", ann.Recipient().String(), "--to", "auditors.txt")
	require.Equal(t, 0, r.code, r.err)
	require.Contains(t, r.err, "an encrypted evidence bundle of ")
	require.Contains(t, r.err, "evidence.zip.age, and verified it")
	require.NoFileExists(t, "evidence.zip")
	journal := s.does("journal", "a.daybook")
	require.Contains(t, journal, "; encrypted for "+ann.Recipient().String()+" and "+auditor+".")

	plain := decrypted(t, "evidence.zip.age", ann)
	s.write("plain.zip", string(plain))
	want := s.does("verify-bundle", "plain.zip")
	require.Equal(t, want, s.does("verify-bundle", "evidence.zip.age", "--identity", "ann.txt"))
	r = s.types("of the key\n", "verify-bundle", "evidence.zip.age", "--identity", "id_ed25519")
	require.Equal(t, 0, r.code, r.err)
	require.Equal(t, want, r.out)
	require.Contains(t, s.does("check-file", "a.daybook", "plain.zip"), "is as it was exported")
	require.Contains(t, s.does("check-file", "a.daybook", "evidence.zip.age"), "is as it was exported")

	require.Contains(t, s.fails("verify-bundle", "evidence.zip.age", "--identity", "bob.txt"), "none of the keys opens it")
	require.Contains(t, s.fails("verify-bundle", "evidence.zip.age"), "it is encrypted for keys, not by a passphrase; add --identity FILE")
	require.Contains(t, s.fails("verify-bundle", "evidence.zip.age", "--passphrase"), "add --identity FILE")
	r = s.types("another\n", "verify-bundle", "evidence.zip.age", "--identity", "id_ed25519")
	require.Equal(t, 1, r.code)
	require.Contains(t, r.err, "that is not the passphrase of the private key")
	require.Contains(t, s.fails("verify-bundle", "evidence.zip.age", "--identity", "auditors.txt"), "auditors.txt is no file of private keys")
	require.Contains(t, s.fails("verify-bundle", "evidence.zip.age", "--identity", "nobody.txt"), "there is no file nobody.txt")
	require.Contains(t, s.fails("import", "a.daybook", "evidence.zip.age"), "it is encrypted; open it with the program age, and import what is in it")

	data, err := os.ReadFile("evidence.zip.age")
	require.NoError(t, err)
	for name, damaged := range map[string][]byte{
		"middle.age": append(append(bytes.Clone(data[:len(data)/2]), data[len(data)/2]^1), data[len(data)/2+1:]...),
		"cut.age":    data[:len(data)-1], "head.age": data[:50], "longer.age": append(bytes.Clone(data), 0),
	} {
		s.write(name, string(damaged))
		require.Contains(t, s.fails("verify-bundle", name, "--identity", "ann.txt"), name+" is not opened: it is encrypted, and damaged")
	}
}

func TestABundleUnderAPassphraseIsOpenedByIt(t *testing.T) {
	s := newShell(t)
	s.archive()
	const word = "correct horse battery"
	r := s.types(word+"\n", "export", "a.daybook", "--format", "bundle", "--passphrase")
	require.Equal(t, 0, r.code, r.err)
	r = s.types(word+"\n", "verify-bundle", "evidence.zip.age", "--passphrase", "--json")
	require.Equal(t, 0, r.code, r.err)
	require.True(t, decode[proof.VerdictJSON](t, r.out).OK)
	r = s.types(word+"!\n", "verify-bundle", "evidence.zip.age", "--passphrase")
	require.Equal(t, 1, r.code)
	require.Contains(t, r.err, "evidence.zip.age is not opened: the passphrase does not open it")
	require.Contains(t, s.fails("verify-bundle", "evidence.zip.age"), "by a passphrase, not for keys; add --passphrase")

	require.Contains(t, s.does("journal", "a.daybook"), "; encrypted by a passphrase.")
	journal, err := os.ReadFile("a.daybook/journal.jsonl")
	require.NoError(t, err)
	require.NotContains(t, string(journal), word)
	identity, err := age.NewScryptIdentity(word)
	require.NoError(t, err)
	sum := sha256.Sum256(decrypted(t, "evidence.zip.age", identity))
	require.Contains(t, string(journal), `"encrypted_for":["a passphrase"],"plain_sha256":"`+hex.EncodeToString(sum[:])+`"`)
}

func TestNothingIsWrittenForRecipientsThatAreNone(t *testing.T) {
	s := newShell(t)
	s.archive()
	ann, err := age.GenerateX25519Identity()
	require.NoError(t, err)
	s.write("empty.txt", "# nobody\n")
	for _, c := range []struct {
		stdin string
		args  []string
		code  int
		says  string
	}{
		{"", []string{"--to", "ann@example.com"}, 2, `"ann@example.com" is no public key`},
		{"", []string{"--to", "empty.txt"}, 2, "empty.txt has no public key"},
		{"", []string{"--to", ann.String()}, 2, "is a private key"},
		{"", []string{"--to", ann.Recipient().String(), "--passphrase"}, 2, "either for keys (--to) or by a passphrase"},
		{"", []string{"--passphrase"}, 1, "no passphrase was given"},
		{"short\n", []string{"--passphrase"}, 1, "a passphrase has at least 12 characters"},
	} {
		r := s.types(c.stdin, append([]string{"export", "a.daybook", "--format", "bundle"}, c.args...)...)
		require.Equal(t, c.code, r.code, r.err)
		require.Contains(t, r.err, c.says)
		require.NotContains(t, r.err, ann.String())
	}
	r := s.run("export", "a.daybook", "--format", "csv", "--passphrase")
	require.Equal(t, 2, r.code)
	require.Contains(t, r.err, "are for --format bundle")
	require.NoFileExists(t, "evidence.zip.age")
	require.NotContains(t, s.does("journal", "a.daybook"), "evidence bundle")
}
