package integrity_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/event"
	"daybook/backend/integrity"
)

func publishedFile(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "published", name))
	require.NoError(t, err)
	return data
}

// A vector is a test vector of transparency-dev/merkle, for consistency or for
// inclusion.
type vector struct {
	Name    string
	WantErr bool
	Proof   [][]byte

	Size1, Size2 int64
	Root1, Root2 []byte

	LeafIdx, TreeSize uint64
	LeafHash, Root    []byte
}

func vectors(t *testing.T, name string) (all []vector) {
	t.Helper()
	lines := bufio.NewScanner(strings.NewReader(string(publishedFile(t, name))))
	for lines.Scan() {
		var v vector
		require.NoError(t, json.Unmarshal(lines.Bytes(), &v))
		all = append(all, v)
	}
	return all
}

var errLength = errors.New("not as long as a hash")

// hashes returns the hashes of a vector. Bytes of another length are not a hash;
// the code under test could never read them as a hash either.
func hashes(list ...[]byte) (all []event.Hash, err error) {
	for _, h := range list {
		if len(h) != len(event.Hash{}) {
			return nil, errLength
		}
		all = append(all, event.Hash(h))
	}
	return all, nil
}

func (v *vector) consistency() error {
	proof, err := hashes(v.Proof...)
	roots, other := hashes(v.Root1, v.Root2)
	if err = errors.Join(err, other); err != nil {
		return err
	}
	return integrity.CheckConsistency(proof, integrity.Checkpoint{Size: v.Size1, Root: roots[0]}, integrity.Checkpoint{Size: v.Size2, Root: roots[1]})
}

func TestPublishedConsistencyProofsAreTakenAndChangedOnesRefused(t *testing.T) {
	taken, refused := 0, 0
	for _, v := range vectors(t, "consistency.jsonl") {
		err := v.consistency()
		switch {
		case v.WantErr:
			refused++
			require.Error(t, err, v.Name)
		case errors.Is(err, errLength): // "roots" of fewer bytes, to be compared as they are
			require.Equal(t, v.Root1, v.Root2, v.Name)
		default:
			taken++
			require.NoError(t, err, v.Name)
		}
	}
	require.Equal(t, []int{5, 92}, []int{taken, refused})
}

func (v *vector) inclusion() error {
	proof, err := hashes(v.Proof...)
	of, other := hashes(v.LeafHash, v.Root)
	if err = errors.Join(err, other); err != nil {
		return err
	}
	leaf, size := int64(v.LeafIdx), int64(v.TreeSize)
	err = integrity.CheckInclusion(proof, leaf, of[0], integrity.Checkpoint{Size: size, Root: of[1]})
	// A subset proof of one leaf must have the same result.
	root, also := integrity.SubsetRoot(size, []int64{leaf}, of[:1:1], along(leaf, size, &proof))
	if also == nil && (len(proof) > 0 || root != event.Hash(v.Root)) {
		also = integrity.ErrSubset
	}
	if (err == nil) != (also == nil) {
		return errors.New("the two proofs differ")
	}
	return err
}

// along yields the hashes of a proof of one leaf as the nodes of a subset proof.
func along(leaf, size int64, proof *[]event.Hash) func() (integrity.Node, error) {
	level, at, width := 0, leaf, size
	return func() (integrity.Node, error) {
		for ; at%2 == 0 && at+1 >= width && width > 1; level++ { // it goes up unchanged
			at, width = at/2, (width+1)/2
		}
		if len(*proof) == 0 {
			return integrity.Node{}, integrity.ErrSubset
		}
		n := integrity.Node{Level: level, Index: at ^ 1, Hash: (*proof)[0]}
		*proof = (*proof)[1:]
		level, at, width = level+1, at/2, (width+1)/2
		return n, nil
	}
}

func TestPublishedInclusionProofsAreTakenAndChangedOnesRefused(t *testing.T) {
	taken, refused := 0, 0
	for _, v := range vectors(t, "inclusion.jsonl") {
		if v.WantErr {
			refused++
			err := v.inclusion()
			require.Error(t, err, v.Name)
			require.NotContains(t, err.Error(), "differ", v.Name)
		} else {
			taken++
			require.NoError(t, v.inclusion(), v.Name)
		}
	}
	require.Equal(t, []int{6, 92}, []int{taken, refused})
}

func TestTheAnswersOfAPublicLogAreTaken(t *testing.T) {
	var log struct {
		Size      int64
		Root      []byte
		Leaf      []byte
		Index     int64
		Inclusion [][]byte

		EarlierSize int64  `json:"earlier_size"`
		EarlierRoot []byte `json:"earlier_root"`
		Consistency [][]byte
	}
	require.NoError(t, json.Unmarshal(publishedFile(t, "argon2020.json"), &log))
	roots, err := hashes(log.EarlierRoot, log.Root)
	require.NoError(t, err)
	then, now := integrity.Checkpoint{Size: log.EarlierSize, Root: roots[0]}, integrity.Checkpoint{Size: log.Size, Root: roots[1]}
	inclusion, err := hashes(log.Inclusion...)
	require.NoError(t, err)
	require.NoError(t, integrity.CheckInclusion(inclusion, log.Index, leafHash(log.Leaf), now))
	require.ErrorIs(t, integrity.CheckInclusion(inclusion, log.Index+1, leafHash(log.Leaf), now), integrity.ErrTree)
	consistency, err := hashes(log.Consistency...)
	require.NoError(t, err)
	require.NoError(t, integrity.CheckConsistency(consistency, then, now))
	then.Size++
	require.ErrorIs(t, integrity.CheckConsistency(consistency, then, now), integrity.ErrInconsistent)
}

// TestAPublishedLogIsGrownCheckpointByCheckpoint rebuilds the log of Tessera's test
// data: each root and, since Ed25519 is deterministic, each signature equals
// theirs.
func TestAPublishedLogIsGrownCheckpointByCheckpoint(t *testing.T) {
	const origin = "example.com/log/testdata"
	signer, err := integrity.ParseSigner("PRIVATE+KEY+example.com/log/testdata+33d7b496+AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg")
	require.NoError(t, err)
	require.Equal(t, "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx", signer.Verifier())
	keys, err := integrity.NewVerifiers(signer.Verifier())
	require.NoError(t, err)
	leaves := strings.Fields("one two three four five six seven eit nain ten ileven twelf threeten fourten fivten")

	tree, err := integrity.OpenTree(t.TempDir(), 0, (&peer{}).root(t, 0))
	require.NoError(t, err)
	defer tree.Close()
	var all []integrity.Checkpoint
	const marker = "\n\n" + origin // a checkpoint has an empty line too
	text := strings.TrimSuffix(string(publishedFile(t, "checkpoints")), "\n")
	for size, signed := range strings.Split(strings.ReplaceAll(text, marker, "\x00"+origin), "\x00") {
		if size > 0 {
			require.NoError(t, tree.Append(int64(size-1), []event.Hash{leafHash([]byte(leaves[size-1]))}))
		}
		signed = strings.TrimSuffix(signed, "\n") + "\n"
		c, key, err := integrity.OpenCheckpoint(signed, origin, keys)
		require.NoError(t, err)
		require.Equal(t, "33d7b496", key)
		require.EqualValues(t, size, c.Size)
		root, err := tree.Root(int64(size))
		require.NoError(t, err)
		require.Equal(t, c.Root, root, "%d leaves", size)
		again, err := c.Sign(signer)
		require.NoError(t, err)
		require.Equal(t, signed, again)
		for _, then := range all {
			proof, err := tree.Consistency(then.Size, c.Size)
			require.NoError(t, err)
			require.NoError(t, integrity.CheckConsistency(proof, then, c))
		}
		all = append(all, c)
	}
	require.Len(t, all, len(leaves)+1)
}

// TestPublishedNotesOpenWithTheirKeys opens the examples of C2SP's signed-note and
// of golang.org/x/mod/sumdb/note. They are signed notes, but not checkpoints.
func TestPublishedNotesOpenWithTheirKeys(t *testing.T) {
	for key, signed := range map[string]string{
		"example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k": "This is an example message.\n\n" +
			"— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n",
		"PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW": "If you think cryptography is the answer to your problem,\n" +
			"then you don't know what your problem is.\n\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n",
	} {
		name, _, _ := strings.Cut(key, "+")
		keys, err := integrity.NewVerifiers(key)
		require.NoError(t, err)
		_, _, err = integrity.OpenCheckpoint(signed, name, keys)
		require.ErrorIs(t, err, integrity.ErrCheckpoint, "its signature is good, its words are none of a checkpoint")
		_, _, err = integrity.OpenCheckpoint(strings.Replace(signed, "m", "n", 1), name, keys)
		require.ErrorIs(t, err, integrity.ErrSignature)
	}
	signer, err := integrity.ParseSigner("PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")
	require.NoError(t, err)
	require.Equal(t, "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", signer.Verifier())
	signed, err := signer.Sign("If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n")
	require.NoError(t, err)
	require.Contains(t, signed, "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=")
}

// TestTheCheckpointThatC2SPShowsOpensWithItsKey opens the example of
// tlog-checkpoint. It is a checkpoint of sum.golang.org whose origin and name were
// replaced by those of an example: with the original ones it opens with the key of
// cmd/go.
func TestTheCheckpointThatC2SPShowsOpensWithItsKey(t *testing.T) {
	keys, err := integrity.NewVerifiers("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8")
	require.NoError(t, err)
	signed := strings.Replace(published, "example.com/behind-the-sofa", "go.sum database tree", 1)
	signed = strings.Replace(signed, "example.com/behind-the-sofa", "sum.golang.org", 1)
	c, key, err := integrity.OpenCheckpoint(signed, "go.sum database tree", keys)
	require.NoError(t, err)
	require.Equal(t, "033de0ae", key)
	require.EqualValues(t, 20852163, c.Size)
	_, _, err = integrity.OpenCheckpoint(strings.Replace(signed, "20852163", "20852164", 1), "go.sum database tree", keys)
	require.ErrorIs(t, err, integrity.ErrSignature)
}
