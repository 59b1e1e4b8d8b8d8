package witness_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/tlog"

	"daybook/backend/event"
	"daybook/backend/folder"
	"daybook/backend/integrity"
	"daybook/backend/keys/keystest"
	"daybook/backend/witness"
)

func TestMain(m *testing.M) { os.Exit(keystest.Run(m)) }

var monday = time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)

// alone gives a test a user of its own, and returns the folder of the witness.
func alone(t *testing.T) string {
	dir := filepath.Join(t.TempDir(), "config")
	t.Setenv("DAYBOOK_CONFIG", dir)
	return filepath.Join(dir, "witness")
}

// A log is an archive as a witness sees it.
type log struct {
	t      *testing.T
	origin string
	signer *integrity.Signer
	hashes []tlog.Hash
	leaves int64
}

func newLog(t *testing.T, id string, leaves int) *log {
	l := &log{t: t, origin: integrity.Origin(id)}
	l.newKey()
	l.grow(leaves, 0)
	return l
}

func (l *log) newKey() {
	var err error
	l.signer, err = integrity.NewSigner(l.origin)
	require.NoError(l.t, err)
}

func (l *log) read(indexes []int64) (found []tlog.Hash, err error) {
	for _, i := range indexes {
		found = append(found, l.hashes[i])
	}
	return found, nil
}

// grow adds leaves; another history has another salt.
func (l *log) grow(n int, salt byte) {
	for range n {
		hashes, err := tlog.StoredHashes(l.leaves, []byte{byte(l.leaves), byte(l.leaves >> 8), salt}, tlog.HashReaderFunc(l.read))
		require.NoError(l.t, err)
		l.hashes = append(l.hashes, hashes...)
		l.leaves++
	}
}

// checkpoint is a checkpoint of the first leaves, with proofs from those sizes.
func (l *log) checkpoint(size int64, since ...int64) string {
	root := tlog.Hash(sha256.Sum256(nil))
	var err error
	if size > 0 {
		root, err = tlog.TreeHash(size, tlog.HashReaderFunc(l.read))
		require.NoError(l.t, err)
	}
	c := integrity.Checkpoint{Origin: l.origin, Size: size, Root: event.Hash(root), Extensions: []string{integrity.KeyLine(l.signer.Verifier())}}
	for _, from := range since {
		proof, err := integrity.ConsistencyProof(from, size, tlog.HashReaderFunc(l.read))
		require.NoError(l.t, err)
		c.Extensions = append(c.Extensions, integrity.SinceLine(from, proof))
	}
	signed, err := c.Sign(l.signer)
	require.NoError(l.t, err)
	return signed
}

// cosigned has a checkpoint cosigned, and opens it as its archive would.
func (l *log) cosigned(signed, key, name string, at time.Time) integrity.Cosigned {
	l.t.Helper()
	r, err := witness.Look(signed, key)
	require.NoError(l.t, err)
	text, verifier, err := r.Cosign(name, at)
	require.NoError(l.t, err)
	keys, err := integrity.NewVerifiers(l.signer.Verifier())
	require.NoError(l.t, err)
	known, err := integrity.NewWitnesses(verifier)
	require.NoError(l.t, err)
	c, err := integrity.OpenCosigned(text, l.origin, keys, known)
	require.NoError(l.t, err)
	require.Len(l.t, c.By, 1)
	require.Equal(l.t, at, c.By[0].Time)
	return c
}

func refused(t *testing.T, signed, key string, by error) {
	t.Helper()
	_, err := witness.Look(signed, key)
	require.ErrorIs(t, err, by)
}

func TestAWitnessIsMadeOnceAndKeepsItsKey(t *testing.T) {
	dir := alone(t)
	me, err := witness.Me()
	require.NoError(t, err)
	require.Nil(t, me)
	require.NoDirExists(t, dir, "asking makes nothing")
	l := newLog(t, "one", 5)
	r, err := witness.Look(l.checkpoint(5), "")
	require.NoError(t, err)
	require.True(t, r.Claimed)
	require.Nil(t, r.Before)
	_, _, err = r.Cosign("", monday)
	require.ErrorIs(t, err, witness.ErrNoName)
	_, _, err = r.Cosign("ann b", monday)
	require.ErrorIs(t, err, integrity.ErrKey)
	first := l.cosigned(l.checkpoint(5), "", "witness/ann", monday)
	require.Equal(t, "witness/ann", first.By[0].Name)
	me, err = witness.Me()
	require.NoError(t, err)
	require.Equal(t, "witness/ann", me.Name())
	require.Equal(t, first.By[0].Verifier, me.Verifier)
	if runtime.GOOS != "windows" {
		for _, name := range []string{"witness.json", filepath.Join("..", "keys", "witness-"+first.By[0].ID())} {
			info, err := os.Stat(filepath.Join(dir, name))
			require.NoError(t, err)
			require.EqualValues(t, 0o600, info.Mode().Perm())
		}
	}
	other := newLog(t, "two", 3)
	for _, name := range []string{"", "witness/ann"} {
		require.Equal(t, me.Verifier, other.cosigned(other.checkpoint(3), "", name, monday).By[0].Verifier)
	}
	r, err = witness.Look(other.checkpoint(3), "")
	require.NoError(t, err)
	_, _, err = r.Cosign("witness/bob", monday)
	require.ErrorIs(t, err, witness.ErrOtherName)
	require.ErrorContains(t, err, "witness/ann")
}

func TestAWitnessCosignsOnlyWhatContinuesWhatItCosigned(t *testing.T) {
	alone(t)
	l := newLog(t, "one", 10)
	l.cosigned(l.checkpoint(10), "", "witness/ann", monday)
	l.cosigned(l.checkpoint(10), "", "", monday.Add(time.Hour)) // the same once more
	fork := newLog(t, "one", 8)
	fork.signer = l.signer
	fork.grow(12, 1)
	l.grow(20, 0)
	refused(t, l.checkpoint(9), "", witness.ErrSmaller)
	refused(t, l.checkpoint(0), "", witness.ErrSmaller)
	refused(t, fork.checkpoint(10), "", witness.ErrFork)
	refused(t, fork.checkpoint(15, 10), "", witness.ErrFork)
	var unproven *witness.UnprovenError
	_, err := witness.Look(l.checkpoint(15), "")
	require.ErrorAs(t, err, &unproven)
	require.Equal(t, witness.UnprovenError{Size: 10}, *unproven)
	_, err = witness.Look(l.checkpoint(15, 4, 12), "")
	require.ErrorAs(t, err, &unproven)
	require.Equal(t, witness.UnprovenError{Size: 10, Has: []int64{4, 12}}, *unproven)
	require.NotErrorIs(t, err, witness.ErrRefused, "there is a way")

	r, err := witness.Look(l.checkpoint(15, 4, 10), "")
	require.NoError(t, err)
	require.EqualValues(t, 10, r.Before.Size)
	require.Equal(t, monday.Add(time.Hour), r.Before.Time)
	require.False(t, r.Claimed)
	later, err := witness.Look(l.checkpoint(30, 10), "")
	require.NoError(t, err)
	_, _, err = later.Cosign("", monday.Add(2*time.Hour))
	require.NoError(t, err)
	_, _, err = r.Cosign("", monday.Add(3*time.Hour))
	require.ErrorIs(t, err, witness.ErrSmaller, "what was cosigned since it was looked at counts")
	again, err := witness.Look(l.checkpoint(30), "")
	require.NoError(t, err)
	_, _, err = again.Cosign("", monday)
	require.ErrorIs(t, err, witness.ErrClock)

	empty := newLog(t, "empty", 0)
	empty.cosigned(empty.checkpoint(0), "", "", monday)
	empty.grow(4, 0)
	empty.cosigned(empty.checkpoint(4), "", "", monday) // anything continues nothing
	wrong := integrity.Checkpoint{Origin: "daybook/wrong", Extensions: []string{integrity.KeyLine(empty.signer.Verifier())}}
	signed, err := wrong.Sign(empty.signer)
	require.NoError(t, err)
	refused(t, signed, "", witness.ErrFork)
}

func TestTheKeyOfAnArchiveStaysTheSameUntilItIsGiven(t *testing.T) {
	alone(t)
	l := newLog(t, "one", 5)
	stranger := newLog(t, "one", 5) // who says the same of the same archive
	bare := integrity.Checkpoint{Origin: l.origin, Size: 5}
	signed, err := bare.Sign(l.signer)
	require.NoError(t, err)
	refused(t, signed, "", witness.ErrNoKey)
	refused(t, l.checkpoint(5), stranger.signer.Verifier(), integrity.ErrSignature)
	refused(t, l.checkpoint(5), "no key", integrity.ErrKey)
	refused(t, "no checkpoint", "", integrity.ErrCheckpoint)
	refused(t, strings.Replace(l.checkpoint(5), "\n5\n", "\n6\n", 1), "", integrity.ErrSignature)

	r, err := witness.Look(l.checkpoint(5), l.signer.Verifier())
	require.NoError(t, err)
	require.False(t, r.Claimed)
	before := l.signer.Verifier()
	l.cosigned(l.checkpoint(5), before, "witness/ann", monday)
	refused(t, stranger.checkpoint(5), "", witness.ErrOtherKey)
	_, err = witness.Look(stranger.checkpoint(5), "")
	require.ErrorContains(t, err, integrity.KeyID(before))
	l.newKey()
	refused(t, l.checkpoint(5), "", witness.ErrOtherKey)
	l.cosigned(l.checkpoint(5), l.signer.Verifier(), "", monday)
	l.cosigned(l.checkpoint(5), "", "", monday) // from then on it is the new one
	refused(t, l.checkpoint(5), before, integrity.ErrSignature)
}

func TestWhatWasCosignedIsNeverForgottenByDamage(t *testing.T) {
	dir := alone(t)
	l := newLog(t, "one", 5)
	l.cosigned(l.checkpoint(5), "", "witness/ann", monday)
	sum := sha256.Sum256([]byte(l.origin))
	for _, name := range []string{"witness.json", hex.EncodeToString(sum[:]) + ".json"} {
		path := filepath.Join(dir, name)
		whole, err := os.ReadFile(path)
		require.NoError(t, err)
		tries := [][]byte{nil, []byte("{}"), whole[:len(whole)/2], append([]byte(" "), whole...)}
		for at := 0; at < len(whole); at += 7 {
			changed := append([]byte{}, whole...)
			changed[at] ^= 1
			tries = append(tries, changed)
		}
		for _, data := range tries {
			require.NoError(t, os.WriteFile(path, data, 0o600))
			r, err := witness.Look(l.checkpoint(5), "")
			if err == nil {
				_, _, err = r.Cosign("", monday)
			}
			require.ErrorIs(t, err, witness.ErrDamaged, "%s: %s", name, data)
		}
		require.NoError(t, os.WriteFile(path, whole, 0o600))
	}
	other := newLog(t, "two", 1)
	sum2 := sha256.Sum256([]byte(other.origin))
	require.NoError(t, os.Rename(filepath.Join(dir, hex.EncodeToString(sum[:])+".json"), filepath.Join(dir, hex.EncodeToString(sum2[:])+".json")))
	refused(t, other.checkpoint(1), "", witness.ErrDamaged)
}

func TestAKeyThatIsGoneIsNotReplaced(t *testing.T) {
	dir := alone(t)
	l := newLog(t, "one", 5)
	l.cosigned(l.checkpoint(5), "", "witness/ann", monday)
	me, err := witness.Me()
	require.NoError(t, err)
	path := filepath.Join(dir, "..", "keys", "witness-"+integrity.KeyID(me.Verifier))
	other, err := integrity.NewWitness("witness/ann")
	require.NoError(t, err)
	for _, secret := range []string{"", "no key", other.Secret()} {
		require.NoError(t, os.WriteFile(path, []byte(secret), 0o600))
		r, err := witness.Look(l.checkpoint(5), "")
		require.NoError(t, err)
		_, _, err = r.Cosign("witness/ann", monday)
		require.ErrorIs(t, err, witness.ErrKeyGone)
	}
	require.NoError(t, os.Remove(path))
	r, err := witness.Look(l.checkpoint(5), "")
	require.NoError(t, err)
	_, _, err = r.Cosign("witness/ann", monday)
	require.ErrorIs(t, err, witness.ErrKeyGone)
}

func TestTwoProgramsDoNotCosignAtOnce(t *testing.T) {
	dir := alone(t)
	require.NoError(t, os.MkdirAll(dir, 0o700))
	f, err := os.OpenFile(filepath.Join(dir, "LOCK"), os.O_RDWR|os.O_CREATE, 0o600)
	require.NoError(t, err)
	held, err := folder.TryLock(f, false)
	require.NoError(t, err)
	require.True(t, held)
	l := newLog(t, "one", 5)
	r, err := witness.Look(l.checkpoint(5), "")
	require.NoError(t, err)
	_, _, err = r.Cosign("witness/ann", monday)
	require.ErrorIs(t, err, witness.ErrBusy)
	require.NoError(t, f.Close())
	_, _, err = r.Cosign("witness/ann", monday)
	require.NoError(t, err)
}

func TestNothingIsGivenThatCouldNotBeRemembered(t *testing.T) {
	dir := alone(t)
	l := newLog(t, "one", 5)
	sum := sha256.Sum256([]byte(l.origin))
	l2 := newLog(t, "two", 5)
	l2.cosigned(l2.checkpoint(5), "", "witness/ann", monday)
	blocked := filepath.Join(dir, hex.EncodeToString(sum[:])+".json.new")
	require.NoError(t, os.MkdirAll(filepath.Join(blocked, "in the way"), 0o700))
	r, err := witness.Look(l.checkpoint(5), "")
	require.NoError(t, err)
	text, _, err := r.Cosign("", monday)
	require.Error(t, err)
	require.Empty(t, text)
	require.NoError(t, os.RemoveAll(blocked))
	_, _, err = r.Cosign("", monday)
	require.NoError(t, err)
}
