package encryption_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"filippo.io/age"
	"github.com/stretchr/testify/require"
	"golang.org/x/crypto/ssh"
	"pgregory.net/rapid"

	"daybook/backend/encryption"
	"daybook/backend/encryption/sshkeys"
)

func TestMain(m *testing.M) {
	encryption.SetWorkFactor(10)
	os.Exit(m.Run())
}

const word = "correct horse battery"

// encrypted encrypts a text and returns the file and its key.
func encrypted(t require.TestingT, r *encryption.Recipients, text []byte) (file []byte, key *encryption.Key) {
	var out bytes.Buffer
	w, key, err := r.Encrypt(&out)
	require.NoError(t, err)
	_, err = w.Write(text)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return out.Bytes(), key
}

func plain(t require.TestingT, key *encryption.Key, file []byte) []byte {
	r, size, err := key.Open(bytes.NewReader(file), int64(len(file)))
	require.NoError(t, err)
	text, err := io.ReadAll(io.NewSectionReader(r, 0, size))
	require.NoError(t, err)
	return text
}

func unlock(file []byte, s encryption.Secrets) (*encryption.Key, error) {
	return encryption.Unlock(bytes.NewReader(file), int64(len(file)), s)
}

// sshKey returns a public key of SSH and its private key, under a passphrase if that is not "".
func sshKey(t *testing.T, passphrase string) (public string, private []byte) {
	pub, key, err := ed25519.GenerateKey(rand.Reader)
	require.NoError(t, err)
	line, err := ssh.NewPublicKey(pub)
	require.NoError(t, err)
	block, err := ssh.MarshalPrivateKey(key, "")
	if passphrase != "" {
		block, err = ssh.MarshalPrivateKeyWithPassphrase(key, "", []byte(passphrase))
	}
	require.NoError(t, err)
	return string(ssh.MarshalAuthorizedKey(line)), pem.EncodeToMemory(block)
}

func TestEachRecipientOpensWhatWasEncryptedForAll(t *testing.T) {
	ann, err := age.GenerateX25519Identity()
	require.NoError(t, err)
	public, private := sshKey(t, "")
	r, err := encryption.ForKeys([]string{ann.Recipient().String(), public}, sshkeys.Keys{})
	require.NoError(t, err)
	require.Equal(t, []string{ann.Recipient().String(), strings.TrimSpace(public)}, r.Words())
	text := bytes.Repeat([]byte("evidence "), 40_000)
	file, key := encrypted(t, r, text)
	require.Equal(t, text, plain(t, key, file), "read back without any private key")
	require.Equal(t, 2, bytes.Count(file[:bytes.Index(file, []byte("\n--- "))], []byte("\n-> ")), "nobody beside those who were named")

	for _, identity := range [][]byte{[]byte("# ann\n" + ann.String() + "\n"), private} {
		s, err := encryption.Identities(identity, sshkeys.Keys{}, nil)
		require.NoError(t, err)
		key, err := unlock(file, s)
		require.NoError(t, err)
		require.Equal(t, text, plain(t, key, file))
	}

	out, err := age.Decrypt(bytes.NewReader(file), ann)
	require.NoError(t, err)
	by, err := io.ReadAll(out)
	require.NoError(t, err)
	require.Equal(t, text, by, "by age itself")
}

func TestAPassphraseOpensWhatItEncrypted(t *testing.T) {
	r, err := encryption.ForPassphrase(word)
	require.NoError(t, err)
	require.Equal(t, []string{"a passphrase"}, r.Words())
	file, _ := encrypted(t, r, []byte("evidence"))
	key, err := unlock(file, encryption.Passphrase(word))
	require.NoError(t, err)
	require.Equal(t, "evidence", string(plain(t, key, file)))
	l, err := encryption.LookAt(bytes.NewReader(file), int64(len(file)))
	require.NoError(t, err)
	require.True(t, l.Passphrase)
}

func TestWhatDoesNotOpenAFileIsToldApart(t *testing.T) {
	ann, err := age.GenerateX25519Identity()
	require.NoError(t, err)
	bob, err := age.GenerateX25519Identity()
	require.NoError(t, err)
	byKey, err := encryption.ForKeys([]string{ann.Recipient().String()}, nil)
	require.NoError(t, err)
	keyed, _ := encrypted(t, byKey, []byte("evidence"))
	byWord, err := encryption.ForPassphrase(word)
	require.NoError(t, err)
	worded, _ := encrypted(t, byWord, []byte("evidence"))
	bobs, err := encryption.Identities([]byte(bob.String()), nil, nil)
	require.NoError(t, err)

	for _, c := range []struct {
		file []byte
		s    encryption.Secrets
		want error
	}{
		{worded, encryption.Passphrase("correct horse batterY"), encryption.ErrPassphrase},
		{worded, bobs, encryption.ErrNeedsWord},
		{worded, encryption.Secrets{}, encryption.ErrNeedsWord},
		{keyed, bobs, encryption.ErrIdentity},
		{keyed, encryption.Passphrase(word), encryption.ErrNeedsKey},
		{keyed[:60], bobs, encryption.ErrDamaged},
		{bytes.Replace(worded, []byte(" 10\n"), []byte(" 11\n"), 1), encryption.Passphrase(word), encryption.ErrTooMuch},
		{bytes.Replace(worded, []byte(" 10\n"), []byte(" 9\n"), 1), encryption.Passphrase(word), encryption.ErrPassphrase},
		{append([]byte("age-encryption.org/v1\n"), bytes.Repeat([]byte("-> a b\n\n"), 100_000)...), bobs, encryption.ErrDamaged},
	} {
		_, err := unlock(c.file, c.s)
		require.ErrorIs(t, err, c.want)
	}
	for _, text := range []string{"", "hello", ann.Recipient().String(), "AGE-SECRET-KEY-1QQQ", "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n"} {
		_, err := encryption.Identities([]byte(text), sshkeys.Keys{}, nil)
		require.ErrorIs(t, err, encryption.ErrNotIdentity, text)
		require.NotContains(t, err.Error(), "QQQ")
	}
	_, err = encryption.Identities([]byte("-----BEGIN OPENSSH PRIVATE KEY-----\n"), nil, nil)
	require.ErrorIs(t, err, encryption.ErrNotIdentity)
	_, err = encryption.Identities([]byte("age-encryption.org/v1\n-> scrypt"), nil, nil)
	require.ErrorIs(t, err, encryption.ErrProtected)
}

func TestAPrivateKeyOfSSHIsOpenedByItsOwnPassphrase(t *testing.T) {
	public, private := sshKey(t, "of the key")
	r, err := encryption.ForKeys([]string{public}, sshkeys.Keys{})
	require.NoError(t, err)
	file, _ := encrypted(t, r, []byte("evidence"))
	no := errors.New("no terminal")
	for _, c := range []struct {
		ask  func() (string, error)
		want error
	}{
		{nil, encryption.ErrProtected},
		{func() (string, error) { return "", no }, no},
		{func() (string, error) { return "another", nil }, encryption.ErrKeyPassphrase},
	} {
		s, err := encryption.Identities(private, sshkeys.Keys{}, c.ask)
		require.NoError(t, err)
		_, err = unlock(file, s)
		require.ErrorIs(t, err, c.want)
	}
	asked := 0
	s, err := encryption.Identities(private, sshkeys.Keys{}, func() (string, error) { asked++; return "of the key", nil })
	require.NoError(t, err)
	key, err := unlock(file, s)
	require.NoError(t, err)
	require.Equal(t, "evidence", string(plain(t, key, file)))
	require.Equal(t, 1, asked)

	other, _ := sshKey(t, "")
	r, err = encryption.ForKeys([]string{other}, sshkeys.Keys{})
	require.NoError(t, err)
	file, _ = encrypted(t, r, []byte("evidence"))
	_, err = unlock(file, s)
	require.ErrorIs(t, err, encryption.ErrIdentity)
}

func TestRecipientsThatCannotBeAreRefusedWithoutTheirSecrets(t *testing.T) {
	ann, err := age.GenerateX25519Identity()
	require.NoError(t, err)
	quantum, err := age.GenerateHybridIdentity()
	require.NoError(t, err)
	_, private := sshKey(t, "")
	for _, c := range []struct {
		keys []string
		want error
	}{
		{nil, encryption.ErrNotRecipient},
		{[]string{""}, encryption.ErrNotRecipient},
		{[]string{"ann@example.com"}, encryption.ErrNotRecipient},
		{[]string{ann.Recipient().String() + "q"}, encryption.ErrNotRecipient},
		{[]string{"ssh-dss AAAA"}, encryption.ErrNotRecipient},
		{[]string{"age1" + strings.Repeat("q", 1<<20)}, encryption.ErrNotRecipient},
		{[]string{ann.String()}, encryption.ErrPrivate},
		{[]string{string(private)}, encryption.ErrPrivate},
		{[]string{ann.Recipient().String(), quantum.Recipient().String()}, encryption.ErrMixed},
		{slices.Repeat([]string{ann.Recipient().String()}, 101), encryption.ErrTooMany},
	} {
		_, err := encryption.ForKeys(c.keys, sshkeys.Keys{})
		require.ErrorIs(t, err, c.want)
		require.NotContains(t, err.Error(), ann.String()[20:])
	}
	_, err = encryption.ForKeys([]string{quantum.Recipient().String()}, nil)
	require.NoError(t, err)
	_, err = encryption.ForPassphrase("short word")
	require.ErrorIs(t, err, encryption.ErrShort)
	_, err = encryption.ForPassphrase(strings.Repeat("long word ", 200))
	require.ErrorIs(t, err, encryption.ErrLong)
	require.Equal(t, []string{"age1a", "ssh-rsa b"}, encryption.Keys([]byte("# those of the audit\r\nage1a\r\n\n  ssh-rsa b")))
}

// TestNoByteOfAnEncryptedFileCanChange changes one byte anywhere, or cuts the file anywhere.
func TestNoByteOfAnEncryptedFileCanChange(t *testing.T) {
	r, err := encryption.ForPassphrase(word)
	require.NoError(t, err)
	text := bytes.Repeat([]byte("0123456789abcdef"), 9000)
	file, key := encrypted(t, r, text)
	rapid.Check(t, func(t *rapid.T) {
		changed := bytes.Clone(file)
		at := rapid.IntRange(0, len(file)-1).Draw(t, "at")
		if rapid.Bool().Draw(t, "cut") {
			changed = changed[:at]
		} else {
			changed[at] ^= byte(rapid.IntRange(1, 255).Draw(t, "bits"))
		}
		plain, size, err := key.Open(bytes.NewReader(changed), int64(len(changed)))
		if err == nil {
			_, err = io.ReadAll(io.NewSectionReader(plain, 0, size))
		}
		require.ErrorIs(t, err, encryption.ErrDamaged)
	})
}

func TestReadingAnywhereAtTheSameTimeGivesTheSameBytes(t *testing.T) {
	r, err := encryption.ForPassphrase(word)
	require.NoError(t, err)
	text := make([]byte, 20<<16+77)
	rand.Read(text)
	file, key := encrypted(t, r, text)
	opened, size, err := key.Open(bytes.NewReader(file), int64(len(file)))
	require.NoError(t, err)
	require.EqualValues(t, len(text), size)
	var all sync.WaitGroup
	for of := range 4 {
		all.Go(func() {
			for at := of * 1000; at < len(text); at += 50_021 {
				buf := make([]byte, min(70_000, len(text)-at))
				n, err := opened.ReadAt(buf, int64(at))
				if n != len(buf) || err != nil || !bytes.Equal(buf, text[at:at+n]) {
					t.Errorf("at %d: %d bytes, %v", at, n, err)
				}
			}
		})
	}
	all.Wait()
	n, err := opened.ReadAt(make([]byte, 10), size-3)
	require.Equal(t, 3, n)
	require.ErrorIs(t, err, io.EOF)
}

// TestAFaultOfTheDiskIsNoDamage also checks that it is returned as it is.
func TestAFaultOfTheDiskIsNoDamage(t *testing.T) {
	r, err := encryption.ForPassphrase(word)
	require.NoError(t, err)
	file, key := encrypted(t, r, make([]byte, 300_000))
	gone := errors.New("the disk is gone")
	for from := int64(0); from < int64(len(file)); from += 50_000 {
		broken := failing{bytes.NewReader(file), from, gone}
		plain, size, err := key.Open(broken, int64(len(file)))
		if err == nil {
			_, err = io.ReadAll(io.NewSectionReader(plain, 0, size))
		}
		require.ErrorIs(t, err, gone)
	}
	_, err = encryption.Unlock(failing{bytes.NewReader(file), 0, gone}, int64(len(file)), encryption.Passphrase(word))
	require.ErrorIs(t, err, gone)
	_, err = encryption.Is(failing{bytes.NewReader(file), 0, gone})
	require.ErrorIs(t, err, gone)
}

// failing fails to read what is behind some byte.
type failing struct {
	r    io.ReaderAt
	from int64
	err  error
}

func (f failing) ReadAt(p []byte, off int64) (int, error) {
	if off+int64(len(p)) > f.from {
		return 0, f.err
	}
	return f.r.ReadAt(p, off)
}
