package integrity_test

import (
	"bytes"
	"context"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/tlog"

	"daybook/backend/event"
	"daybook/backend/fuzztest"
	"daybook/backend/integrity"
)

// FuzzCheckpoint reads random texts as checkpoints: a text that is read is written
// again unchanged, and only what the key signed opens.
func FuzzCheckpoint(f *testing.F) {
	fuzztest.Briefly(f)
	key, err := integrity.NewSigner("daybook/a")
	require.NoError(f, err)
	keys, err := integrity.NewVerifiers(key.Verifier())
	require.NoError(f, err)
	signed := map[string]bool{}
	for _, c := range []integrity.Checkpoint{
		{Origin: "daybook/a"}, {Origin: "daybook/a", Size: 7, Root: event.Hash{1}, Extensions: []string{"journal 1 x"}}, {Origin: "daybook/a/journal", Size: 1 << 62},
	} {
		text, err := c.Sign(key)
		require.NoError(f, err)
		signed[c.Text()] = true
		f.Add(text)
		f.Add(c.Text())
	}
	f.Add(published)
	f.Fuzz(func(t *testing.T, text string) {
		if c, err := integrity.ParseCheckpoint(text); err == nil {
			require.Equal(t, text, c.Text())
		} else {
			require.ErrorIs(t, err, integrity.ErrCheckpoint)
		}
		if c, _, err := integrity.OpenCheckpoint(text, "daybook/a", keys); err == nil {
			require.True(t, signed[c.Text()], "%q", text)
		}
	})
}

// FuzzJournal opens random files as a journal: only lines that the key signed for are
// taken for whole.
func FuzzJournal(f *testing.F) {
	fuzztest.Briefly(f)
	key, err := integrity.NewSigner("daybook/a")
	require.NoError(f, err)
	keys, err := integrity.NewVerifiers(key.Verifier())
	require.NoError(f, err)
	keysOf := func(*integrity.Journal) (integrity.Verifiers, error) { return keys, nil }
	base := f.TempDir()
	if dir, err := os.MkdirTemp("/dev/shm", "daybook"); err == nil {
		base = dir
		f.Cleanup(func() { os.RemoveAll(dir) })
	}
	b := &book{dir: base, key: key, keys: keys}
	read := func(name string) []byte {
		data, err := os.ReadFile(b.path(name))
		require.NoError(f, err)
		return data
	}
	j, _, err := integrity.OpenJournal(context.Background(), base, "daybook/a", keysOf)
	require.NoError(f, err)
	var heads [][]byte
	for i := range 4 {
		_, err := j.Append("noted", integrity.NewEntry(noon, "ana", "daybook 1"), map[string]int{"i": i}, key)
		require.NoError(f, err)
		heads = append(heads, read("head"))
	}
	require.NoError(f, j.Close())
	good := read("jsonl")
	f.Add(good, heads[3], []byte{})
	f.Add(good, heads[2], heads[3])
	f.Add(good[:len(good)-9], heads[2], heads[3])
	f.Add(append(bytes.Clone(good), `{"n":5,"prev":"`...), heads[3], []byte{})
	f.Fuzz(func(t *testing.T, lines, head, next []byte) {
		dir, err := os.MkdirTemp(base, "")
		require.NoError(t, err)
		defer os.RemoveAll(dir)
		b := &book{t: t, dir: dir, key: key, keys: keys}
		b.put("jsonl", lines)
		b.put("head", head)
		b.put("head.new", next)
		j, problems, err := integrity.OpenJournal(context.Background(), dir, "daybook/a", keysOf)
		require.NoError(t, err)
		defer j.Close()
		for i := range j.Len() {
			j.Line(i)
			j.Kind(i)
		}
		again, err := j.Check(context.Background(), keys, func(integrity.Line, string) {})
		require.NoError(t, err)
		require.Equal(t, len(problems) == 0, len(again) == 0, "on opening %q, later %q", problems, again)
		if len(problems) == 0 {
			require.True(t, bytes.HasPrefix(good, b.read("jsonl")), "a line that nobody signed for")
		}
	})
}

// FuzzConsistency checks random proofs: only the true proof shows that a tree
// continues another.
func FuzzConsistency(f *testing.F) {
	fuzztest.Briefly(f)
	const most = 40
	hashes, _, _ := grow(f, most)
	roots := make([]event.Hash, most+1)
	for n := range roots {
		root, err := tlog.TreeHash(int64(n), hashes)
		require.NoError(f, err)
		roots[n] = event.Hash(root)
	}
	f.Add(uint8(7), uint8(20), []byte{})
	for _, sizes := range [][2]int64{{7, 20}, {1, 2}, {16, 33}, {39, 40}} {
		proof, err := integrity.ConsistencyProof(sizes[0], sizes[1], hashes)
		require.NoError(f, err)
		f.Add(uint8(sizes[0]), uint8(sizes[1]), joinedHashes(proof))
	}
	f.Fuzz(func(t *testing.T, from, to uint8, data []byte) {
		if from > most || to > most {
			return
		}
		var proof []event.Hash
		for ; len(data) >= len(event.Hash{}); data = data[len(event.Hash{}):] {
			proof = append(proof, event.Hash(data[:len(event.Hash{})]))
		}
		then, now := integrity.Checkpoint{Size: int64(from), Root: roots[from]}, integrity.Checkpoint{Size: int64(to), Root: roots[to]}
		if integrity.CheckConsistency(proof, then, now) == nil {
			require.LessOrEqual(t, from, to)
			want, err := integrity.ConsistencyProof(int64(from), int64(to), hashes)
			require.NoError(t, err)
			require.Equal(t, joinedHashes(want), joinedHashes(proof))
		}
		if from != to {
			then.Root[3] ^= 1
			require.Error(t, integrity.CheckConsistency(proof, then, now))
		}
	})
}

func joinedHashes(hashes []event.Hash) (data []byte) {
	for _, h := range hashes {
		data = append(data, h[:]...)
	}
	return data
}
