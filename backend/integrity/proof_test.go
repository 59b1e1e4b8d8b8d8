package integrity_test

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/event"
	"daybook/backend/integrity"
)

const sumKey = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"

// A publishedProof is a proof that others published, with what belongs to it.
type publishedProof struct {
	file, leaf, origin, key string
	witnesses               []string
	by                      []string // the names of those who cosigned it
}

var publishedProofs = []publishedProof{
	{
		file: "sumdb.tlog-proof", origin: "go.sum database tree", key: sumKey,
		leaf: "github.com/transparency-dev/tessera v1.0.0 h1:4OT1V9xJLa5NnYlFWWlCdZkCm18/o12rdd+bCTje7XE=\n" +
			"github.com/transparency-dev/tessera v1.0.0/go.mod h1:TLvfjlkbmsmKVEJUtzO2eb9Q2IBnK3EJ0dI4G0oxEOU=\n",
	},
	{
		file: "oak.tlog-proof", origin: "fake.log.origin/log", leaf: "test entry data",
		key:       "fake.log.origin/log+527eabb8+AddT9PtBhhNAsDYZ0V0euiRbXuvrLsw4L6vKARfipnmz",
		witnesses: []string{"test-witness+26349ef0+BIQDFTUlktisMqJzWn8qhteWrRr4dLcQ9R37T+8LQyQF"},
		by:        []string{"test-witness"},
	},
}

func TestPublishedProofsAreTakenAndChangedOnesRefused(t *testing.T) {
	require.Equal(t, "0fa57c511c3b2ffcc0a05ad63172568d265aaf9844e9b636a0978795396f2ab1", leafHash([]byte(publishedProofs[0].leaf)).String())
	for _, v := range publishedProofs {
		t.Run(v.file, func(t *testing.T) {
			text := string(publishedFile(t, v.file))
			p, err := integrity.ParseProof(text)
			require.NoError(t, err)
			require.Equal(t, text, p.Text())
			leaf := leafHash([]byte(v.leaf))
			keys, known := keysOf(t, v.key), witnessesOf(t, v.witnesses...)
			c, err := p.Check(leaf, v.origin, keys, known)
			require.NoError(t, err)
			var by []string
			for _, one := range c.By {
				by = append(by, one.Name)
			}
			require.Equal(t, v.by, by)

			refused := func(p integrity.Proof, leaf event.Hash, origin string, by error) {
				t.Helper()
				_, err := p.Check(leaf, origin, keys, known)
				require.ErrorIs(t, err, by)
			}
			refused(p, leafHash([]byte(v.leaf+"x")), v.origin, integrity.ErrTree)
			refused(p, leaf, "another", integrity.ErrSignature)
			for at := range p.Hashes {
				other := p
				other.Hashes = slices.Clone(p.Hashes)
				other.Hashes[at][0] ^= 1
				refused(other, leaf, v.origin, integrity.ErrTree)
				other.Hashes = slices.Delete(slices.Clone(p.Hashes), at, at+1)
				refused(other, leaf, v.origin, integrity.ErrTree)
			}
			for _, index := range []int64{0, p.Index - 1, p.Index + 1, c.Size, 1 << 62} {
				other := p
				other.Index = index
				refused(other, leaf, v.origin, integrity.ErrTree)
			}
			for at := range p.Note { // each byte of the checkpoint and of its signatures
				other := p
				changed := []byte(p.Note)
				changed[at] ^= 1
				other.Note = string(changed)
				if c, err := other.Check(leaf, v.origin, keys, known); err == nil {
					require.Less(t, len(c.By), len(v.by), "byte %d: it may take a cosignature away, and no more", at)
				}
			}
		})
	}
}

func TestAProofIsReadAsItIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := integrity.Proof{Index: rapid.Int64Range(0, 1<<62).Draw(t, "index"), Note: "checkpoint\n", Hashes: []event.Hash{}}
		if extra := rapid.SliceOf(rapid.Byte()).Draw(t, "extra"); len(extra) > 0 {
			p.Extra = extra
		}
		for range rapid.IntRange(0, 63).Draw(t, "hashes") {
			p.Hashes = append(p.Hashes, event.Hash(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "hash")))
		}
		got, err := integrity.ParseProof(p.Text())
		require.NoError(t, err)
		require.Equal(t, p, got)
	})
}

// TestWhatIsNoProofIsRefused has the refused proofs of github.com/transparency-dev/formats,
// proof/tlog_proof_test.go, and more of their kind.
func TestWhatIsNoProofIsRefused(t *testing.T) {
	const header = "c2sp.org/tlog-proof@v1\n"
	hash := base64.StdEncoding.EncodeToString(make([]byte, 32))
	good := header + "extra AAAA\nindex 0\n" + hash + "\n\ncheckpoint\n"
	_, err := integrity.ParseProof(good)
	require.NoError(t, err)
	for _, text := range []string{
		"", header, header + "\n", "wrong-header\nindex 0\n\ncheckpoint\n", header + "extra !!notbase64!!\nindex 0\n\ncheckpoint\n", header + "\n\ncheckpoint\n",
		header + "index notanumber\n\ncheckpoint\n", header + "index -5\n\ncheckpoint\n", header + "index 0\n!!notbase64!!\n\ncheckpoint\n",
		header + "index 0\n" + base64.StdEncoding.EncodeToString(make([]byte, 64)) + "\n\ncheckpoint\n", header + "index 0\n" + strings.Repeat("a", 65*1024) + "\n",
		header + "index 01\n\ncheckpoint\n", header + "index +1\n\ncheckpoint\n", header + "index 99999999999999999999\n\ncheckpoint\n", header + "index 0", header + "index 0\n",
		header + "extra \nindex 0\n\ncheckpoint\n", header + "extra AAAA\nextra AAAA\nindex 0\n\ncheckpoint\n", header + "index 0\nextra AAAA\n\ncheckpoint\n",
		strings.ReplaceAll(good, "\n", "\r\n"), strings.Replace(good, hash, hash+"\r", 1), strings.Replace(good, hash, hash+" ", 1), strings.Replace(good, "extra AAAA", "extra AAA", 1),
		header + "index 0\n" + strings.Repeat(hash+"\n", 64) + "\ncheckpoint\n", "\n" + good, strings.Replace(good, "index 0", "index  0", 1),
	} {
		_, err := integrity.ParseProof(text)
		require.ErrorIs(t, err, integrity.ErrProof, "%.80q", text)
	}
}

func TestACheckpointCarriesItsProofFromEarlierOnes(t *testing.T) {
	tree, err := integrity.OpenTree(t.TempDir(), 0, (&peer{}).root(t, 0))
	require.NoError(t, err)
	defer tree.Close()
	var leaves []event.Hash
	for i := range 300 {
		leaves = append(leaves, event.Hash{byte(i), byte(i >> 8)})
	}
	require.NoError(t, tree.Append(0, leaves))
	at := func(size int64) integrity.Checkpoint {
		root, err := tree.Root(size)
		require.NoError(t, err)
		return integrity.Checkpoint{Origin: "daybook/mine", Size: size, Root: root}
	}
	now := at(300)
	sizes := []int64{1, 7, 256, 299, 300}
	for _, size := range sizes {
		proof, err := tree.Consistency(size, 300)
		require.NoError(t, err)
		now.Extensions = append(now.Extensions, integrity.SinceLine(size, proof))
	}
	now.Extensions = append(now.Extensions, integrity.KeyLine("a key"), "another line")
	signer, err := integrity.NewSigner("daybook/mine")
	require.NoError(t, err)
	signed, err := now.Sign(signer)
	require.NoError(t, err)
	got, _, err := integrity.OpenCheckpoint(signed, "daybook/mine", keysOf(t, signer.Verifier()))
	require.NoError(t, err)
	require.Equal(t, sizes, got.SinceSizes())
	require.Equal(t, "a key", got.ClaimedKey())
	require.Empty(t, at(7).ClaimedKey())
	for _, size := range sizes {
		proof, has, err := got.Since(size)
		require.NoError(t, err)
		require.True(t, has)
		require.NoError(t, integrity.CheckConsistency(proof, at(size), got))
		other := at(size)
		other.Root[3] ^= 1
		require.ErrorIs(t, integrity.CheckConsistency(proof, other, got), integrity.ErrInconsistent)
	}
	_, has, err := got.Since(8)
	require.NoError(t, err)
	require.False(t, has)
	for _, line := range []string{"since 8 AAAA", "since 8 " + strings.Repeat("x", 44), "since 8 " + strings.Repeat(base64.StdEncoding.EncodeToString(make([]byte, 32))+" ", 64), "since 8 "} {
		got.Extensions = []string{line}
		_, _, err = got.Since(8)
		require.ErrorIs(t, err, integrity.ErrCheckpoint, "%.60q", line)
	}
	got.Extensions = []string{"since", "since x", "since -1", "sinces 8", "key"}
	require.Empty(t, got.SinceSizes())
	require.Empty(t, got.ClaimedKey())
}

// FuzzProof reads any text as a proof. What is taken is written as it was, and proves only
// a leaf that is in the tree.
func FuzzProof(f *testing.F) {
	for _, v := range publishedProofs {
		f.Add(string(publishedFile(f, v.file)))
	}
	f.Add("c2sp.org/tlog-proof@v1\nextra AAAA\nindex 0\n\ncheckpoint\n")
	v := publishedProofs[1]
	keys, known, leaf := keysOf(f, v.key), witnessesOf(f, v.witnesses...), leafHash([]byte(v.leaf))
	f.Fuzz(func(t *testing.T, text string) {
		p, err := integrity.ParseProof(text)
		if err != nil {
			return
		}
		require.Equal(t, text, p.Text())
		if c, err := p.Check(leaf, v.origin, keys, known); err == nil {
			require.EqualValues(t, 4, c.Size)
			require.EqualValues(t, 3, p.Index)
			for _, by := range c.By {
				require.Equal(t, time.Unix(0x69988f3e, 0).UTC(), by.Time)
			}
		}
	})
}
