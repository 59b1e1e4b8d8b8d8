package archive_test

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/integrity"
	"daybook/backend/keys"
	"daybook/backend/ledger"
)

// witnessed has a checkpoint cosigned by a new witness.
func witnessed(t *testing.T, a *archive.Archive, signed, name string) (cosigned, verifier string) {
	t.Helper()
	w, err := integrity.NewWitness(name)
	require.NoError(t, err)
	own, err := a.Ledger().Identity().Verifiers()
	require.NoError(t, err)
	cosigned, err = w.Cosign(signed, own, time.Unix(1_700_000_000, 0))
	require.NoError(t, err)
	return cosigned, w.Verifier()
}

func saved(t *testing.T, a *archive.Archive) string {
	t.Helper()
	signed, err := a.CheckpointToSave()
	require.NoError(t, err)
	return signed
}

// requireCosigned requires that a checkpoint of that size, with that many cosignatures, is
// the one that bundles carry.
func requireCosigned(t *testing.T, a *archive.Archive, size int64, by int) {
	t.Helper()
	c, err := a.Ledger().Cosigned()
	require.NoError(t, err)
	require.Equal(t, size, c.Size)
	require.Len(t, c.By, by)
}

func TestACosignedCheckpointStaysWithTheArchive(t *testing.T) {
	ctx := context.Background()
	dir := folderIn(t)
	archived(t, dir, some(1, 300))
	a := open(t, dir)
	none, err := a.Ledger().Cosigned()
	require.NoError(t, err)
	require.Nil(t, none)
	first := saved(t, a)
	ann, annKey := witnessed(t, a, first, "witness/ann")
	bob, bobKey := witnessed(t, a, first, "witness/bob")
	taken, err := archive.TakeCosigned(ctx, a, ann, []string{annKey})
	require.NoError(t, err)
	require.True(t, taken.New)
	require.Equal(t, ann, taken.Note)
	requireCosigned(t, a, 300, 1)

	// More comes, some of it goes, and the key changes: it is still of this archive.
	imported(t, a, some(2, 200))
	_, err = a.NewKey(ctx, "a new laptop")
	require.NoError(t, err)
	imported(t, a, some(3, 100))
	_, err = archive.TakeCosigned(ctx, a, bob, []string{bobKey})
	require.NoError(t, err, "late, and signed with the key of then")
	requireCosigned(t, a, 300, 2)
	second := saved(t, a)
	require.Contains(t, second, "\nsince 300 ")
	cosigned, _ := witnessed(t, a, second, "witness/eve")
	_, err = archive.TakeCosigned(ctx, a, cosigned, nil)
	var strangers *ledger.StrangersError
	require.ErrorAs(t, err, &strangers)
	require.Contains(t, strangers.Names[0], "witness/eve, key ")
	requireCosigned(t, a, 300, 2)
	closeVerified(t, a)

	// A copy of the folder has it too.
	copy := folderIn(t)
	copied(t, dir, copy)
	a = open(t, copy)
	requireCosigned(t, a, 300, 2)
	closeVerified(t, a)
}

func TestASavedCheckpointContinuesWhatEachWitnessCosignedLast(t *testing.T) {
	ctx := context.Background()
	dir := folderIn(t)
	archived(t, dir, some(1, 30))
	a := open(t, dir)
	w, err := integrity.NewWitness("witness/ann")
	require.NoError(t, err)
	other, otherKey := witnessed(t, a, saved(t, a), "witness/bob")
	_, err = archive.TakeCosigned(ctx, a, other, []string{otherKey})
	require.NoError(t, err)
	for n := range 3 {
		imported(t, a, some(uint64(n+2), 10))
		own, err := a.Ledger().Identity().Verifiers()
		require.NoError(t, err)
		cosigned, err := w.Cosign(saved(t, a), own, time.Unix(1_700_000_000, 0))
		require.NoError(t, err)
		_, err = archive.TakeCosigned(ctx, a, cosigned, []string{w.Verifier()})
		require.NoError(t, err)
	}
	require.NotContains(t, saved(t, a), "\nsince 60 ", "to itself there is nothing to prove")
	imported(t, a, some(9, 10))
	c, err := integrity.ParseCheckpoint(strings.SplitAfter(saved(t, a), "\n\n")[0][:strings.Index(saved(t, a), "\n\n")+1])
	require.NoError(t, err)
	require.Equal(t, []int64{30, 60}, c.SinceSizes())
	signed, err := a.CheckpointToSave(45, 60, 70)
	require.NoError(t, err)
	for _, line := range []string{"\nsince 30 ", "\nsince 45 ", "\nsince 60 "} {
		require.Contains(t, signed, line)
	}
	for _, size := range []int64{0, -1, 71} {
		_, err = a.CheckpointToSave(size)
		require.ErrorIs(t, err, ledger.ErrNoSince)
	}
	then, err := a.Compare(ctx, signed)
	require.NoError(t, err)
	require.True(t, then.Same)
	closeVerified(t, a)
}

// forged adds a line about a cosigned checkpoint as a person with the archive's key could
// write it.
func forged(t *testing.T, dir string, data func(*ledger.Identity, *integrity.Signer) ledger.CosignedTaken) {
	t.Helper()
	id, err := ledger.ReadIdentity(dir)
	require.NoError(t, err)
	secret, err := keys.Find(id.Key().Name(id.ID), id.Key().Kept)
	require.NoError(t, err)
	signer, err := integrity.ParseSigner(secret)
	require.NoError(t, err)
	j, problems, err := integrity.OpenJournal(context.Background(), dir, integrity.Origin(id.ID), func(*integrity.Journal) (integrity.Verifiers, error) { return id.Verifiers() })
	require.NoError(t, err)
	require.Empty(t, problems)
	_, err = j.Append(ledger.KindCosigned, integrity.NewEntry(time.Now(), "u", "p"), data(id, signer), signer)
	require.NoError(t, err)
	require.NoError(t, j.Close())
}

func TestVerifyFindsAForgedCosignedCheckpoint(t *testing.T) {
	w, err := integrity.NewWitness("witness/ann")
	require.NoError(t, err)
	stranger, err := integrity.NewWitness("witness/eve")
	require.NoError(t, err)
	root := func(t *testing.T, dir string) event.Hash {
		a := open(t, dir)
		h, err := ledger.Tree{Root: info(t, a).Root}.RootHash()
		require.NoError(t, err)
		require.NoError(t, a.Close())
		return h
	}
	for name, c := range map[string]struct {
		says   string
		change func(*integrity.Checkpoint, *ledger.CosignedTaken)
	}{
		"whole":           {"", func(*integrity.Checkpoint, *ledger.CosignedTaken) {}},
		"more events":     {"tree: it has 40 leaves, and witnesses cosigned 41", func(c *integrity.Checkpoint, _ *ledger.CosignedTaken) { c.Size++ }},
		"another root":    {"tree: its first 40 leaves are not those that witnesses cosigned", func(c *integrity.Checkpoint, _ *ledger.CosignedTaken) { c.Root[0] ^= 1 }},
		"another archive": {"the checkpoint that was cosigned: not signed by a key of this archive", func(c *integrity.Checkpoint, _ *ledger.CosignedTaken) { c.Origin += "x" }},
		"another journal": {"the journal was written anew", func(c *integrity.Checkpoint, _ *ledger.CosignedTaken) {
			c.Extensions = []string{"journal 2 " + base64.StdEncoding.EncodeToString(make([]byte, 32))}
		}},
		"a longer journal": {"lines were cut off", func(c *integrity.Checkpoint, _ *ledger.CosignedTaken) {
			c.Extensions = []string{"journal 200 " + base64.StdEncoding.EncodeToString(make([]byte, 32))}
		}},
		"a journal of no number": {"what it says of the journal cannot be read", func(c *integrity.Checkpoint, _ *ledger.CosignedTaken) { c.Extensions = []string{"journal x y"} }},
		"a witness who did not": {"1 of its witnesses did", func(_ *integrity.Checkpoint, d *ledger.CosignedTaken) {
			d.Witnesses = append(d.Witnesses, stranger.Verifier())
		}},
		"nobody": {"0 of its witnesses did", func(_ *integrity.Checkpoint, d *ledger.CosignedTaken) { d.Witnesses = nil }},
		"no key": {"not a key", func(_ *integrity.Checkpoint, d *ledger.CosignedTaken) { d.Witnesses = []string{"x"} }},
	} {
		t.Run(name, func(t *testing.T) {
			dir := folderIn(t)
			archived(t, dir, some(1, 40))
			now := root(t, dir)
			forged(t, dir, func(id *ledger.Identity, signer *integrity.Signer) (d ledger.CosignedTaken) {
				d.Witnesses = []string{w.Verifier()}
				at := integrity.Checkpoint{Origin: integrity.Origin(id.ID), Size: 40, Root: now}
				c.change(&at, &d)
				signed, err := at.Sign(signer)
				require.NoError(t, err)
				own, err := id.Verifiers()
				require.NoError(t, err)
				d.Checkpoint, err = w.Cosign(signed, own, time.Unix(1_700_000_000, 0))
				require.NoError(t, err)
				return d
			})
			a := open(t, dir)
			r := verified(t, a)
			if c.says == "" {
				require.Empty(t, r.Problems)
				requireCosigned(t, a, 40, 1)
			} else {
				require.Len(t, r.Problems, 1)
				require.Contains(t, r.Problems[0], c.says)
			}
			if strings.HasPrefix(c.says, "tree: ") {
				_, err := a.CheckpointToSave()
				require.ErrorIs(t, err, integrity.ErrInconsistent, "nothing is signed that contradicts what was cosigned")
			}
			require.NoError(t, a.Close())
		})
	}
}

func TestACosignedCheckpointIsTakenWholeOrNotAtAll(t *testing.T) {
	ctx := context.Background()
	dir := folderIn(t)
	archived(t, dir, some(1, 40))
	a := open(t, dir)
	cosigned, key := witnessed(t, a, saved(t, a), "witness/ann")
	lines := a.Ledger().Head().Lines
	for name, c := range map[string]struct {
		text string
		keys []string
		is   error
	}{
		"no checkpoint":     {"x", []string{key}, integrity.ErrCheckpoint},
		"a changed one":     {strings.Replace(cosigned, "\n40\n", "\n41\n", 1), []string{key}, ledger.ErrNotOurs},
		"no key":            {cosigned, []string{"x"}, integrity.ErrKey},
		"nobody's":          {saved(t, a), nil, ledger.ErrUncosigned},
		"not by the named":  {cosigned, []string{key, newWitnessKey(t)}, ledger.ErrNotBy},
		"not by who signed": {strings.Replace(cosigned, "\njournal", "\nJournal", 1), []string{key}, ledger.ErrNotOurs},
	} {
		_, err := archive.TakeCosigned(ctx, a, c.text, c.keys)
		require.ErrorIs(t, err, c.is, name)
	}
	// The journal cannot get its line.
	blocked := filepath.Join(dir, "journal.head.new")
	require.NoError(t, os.MkdirAll(filepath.Join(blocked, "in the way"), 0o700))
	_, err := archive.TakeCosigned(ctx, a, cosigned, []string{key})
	require.Error(t, err)
	none, err := a.Ledger().Cosigned()
	require.NoError(t, err)
	require.Nil(t, none)
	require.Equal(t, lines, a.Ledger().Head().Lines)
	require.NoError(t, os.RemoveAll(blocked))
	stopped, stop := context.WithCancel(ctx)
	stop()
	_, err = archive.TakeCosigned(stopped, a, cosigned, []string{key})
	require.ErrorIs(t, err, context.Canceled)
	_, err = archive.TakeCosigned(ctx, a, cosigned, []string{key})
	require.NoError(t, err)
	requireCosigned(t, a, 40, 1)
	closeVerified(t, a)
}

func newWitnessKey(t *testing.T) string {
	w, err := integrity.NewWitness("witness/nobody")
	require.NoError(t, err)
	return w.Verifier()
}

func TestAnArchiveInDoubtTakesNothing(t *testing.T) {
	ctx := context.Background()
	dir, older := folderIn(t), folderIn(t)
	archived(t, dir, some(1, 40))
	a := open(t, dir)
	cosigned, key := witnessed(t, a, saved(t, a), "witness/ann")
	require.NoError(t, a.Close())
	copied(t, dir, older)
	a = open(t, dir)
	imported(t, a, some(2, 10))
	closeVerified(t, a)
	require.NoError(t, os.RemoveAll(dir))
	require.NoError(t, os.Rename(older, dir))
	a = open(t, dir)
	_, err := archive.TakeCosigned(ctx, a, cosigned, []string{key})
	require.ErrorIs(t, err, ledger.ErrDoubt)
	require.NoError(t, a.Close())
}

func TestAProofIsOfAnEventThatIsThere(t *testing.T) {
	ctx := context.Background()
	dir := folderIn(t)
	events := some(1, 300)
	archived(t, dir, events)
	a := open(t, dir)
	own, err := a.Ledger().Identity().Verifiers()
	require.NoError(t, err)
	origin := integrity.Origin(a.Ledger().Identity().ID)
	proved := func(seq uint64) (p integrity.Proof, leaf event.Hash) {
		t.Helper()
		require.NoError(t, a.ViewWhole(ctx, func(v *archive.View) (err error) {
			p, leaf, err = archive.Prove(ctx, v, seq)
			return err
		}))
		return p, leaf
	}
	leaves := make(map[event.Hash]bool)
	for seq := range uint64(300) {
		p, leaf := proved(seq)
		c, err := p.Check(leaf, origin, own, integrity.Witnesses{})
		require.NoError(t, err)
		require.EqualValues(t, 300, c.Size)
		require.Equal(t, leaf, event.Hash(sha256.Sum256(append([]byte{0}, p.Extra...))))
		leaves[leaf] = true
	}
	require.Len(t, leaves, 300)

	// What was cosigned stays so for its events, whatever comes.
	cosigned, key := witnessed(t, a, saved(t, a), "witness/ann")
	_, err = archive.TakeCosigned(ctx, a, cosigned, []string{key})
	require.NoError(t, err)
	imported(t, a, some(2, 20))
	ann, err := integrity.NewWitnesses(key)
	require.NoError(t, err)
	for seq, size := range map[uint64]int64{0: 300, 299: 300, 300: 320, 319: 320} {
		p, leaf := proved(seq)
		c, err := p.Check(leaf, origin, own, ann)
		require.NoError(t, err)
		require.Equal(t, size, c.Size)
		require.Equal(t, size == 300, len(c.By) == 1, "number %d", seq)
	}
	for seq := range uint64(300) {
		full, err := a.Event(ctx, seq)
		require.NoError(t, err)
		require.True(t, leaves[full.Event.Leaf(full.Salt)])
	}
	require.ErrorIs(t, a.ViewWhole(ctx, func(v *archive.View) error {
		_, _, err := archive.Prove(ctx, v, 320)
		return err
	}), archive.ErrNoEvent)
	closeVerified(t, a)
}
