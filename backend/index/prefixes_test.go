package index

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/stretchr/testify/require"

	"daybook/backend/fuzztest"
)

func someContents(t testing.TB) contents {
	bitmap := func(ranks ...uint32) []byte {
		b, err := roaring.BitmapOf(ranks...).ToBytes()
		require.NoError(t, err)
		return b
	}
	return contents{
		descriptions: 100,
		bleve:        true,
		long:         roaring.BitmapOf(7, 99),
		crowded:      []crowdedPrefix{{"key", bitmap(1, 2, 3)}, {"evt_", bitmap(4)}, {"evt_5", bitmap(5, 6)}},
	}
}

func writtenPrefixes(t testing.TB, c contents) (dir string, file []byte) {
	dir = t.TempDir()
	require.NoError(t, writePrefixes(dir, c))
	file, err := os.ReadFile(filepath.Join(dir, prefixesName))
	require.NoError(t, err)
	return dir, file
}

func TestPrefixesAreReadAsTheyWereWritten(t *testing.T) {
	dir, _ := writtenPrefixes(t, someContents(t))
	p, err := openPrefixes(dir)
	require.NoError(t, err)
	defer p.file.Close()
	require.Equal(t, uint32(100), p.descriptions)
	require.True(t, p.bleve)
	require.Equal(t, []uint32{7, 99}, p.long.ToArray())
	for prefix, want := range map[string][]uint32{
		"k": {1, 2, 3}, "ke": {1, 2, 3}, "key": {1, 2, 3}, "key_": nil,
		"e": {4}, "evt_": {4}, "evt_5": {5, 6}, "evt_6": nil, "evt_50": nil,
		"a": nil, "l": nil, "z": nil,
	} {
		ranks, err := p.ranks(prefix)
		require.NoError(t, err)
		if want == nil {
			require.Nil(t, ranks, prefix)
		} else {
			require.Equal(t, want, ranks.ToArray(), prefix)
		}
	}
}

func TestPrefixesWithoutAnything(t *testing.T) {
	dir, file := writtenPrefixes(t, contents{})
	require.Len(t, file, headSize)
	p, err := openPrefixes(dir)
	require.NoError(t, err)
	defer p.file.Close()
	require.False(t, p.bleve)
	require.Nil(t, p.long)
	ranks, err := p.ranks("a")
	require.NoError(t, err)
	require.Nil(t, ranks)
}

// readAll opens a file prefixes and reads every bitmap in it.
func readAll(dir string) (*prefixes, error) {
	p, err := openPrefixes(dir)
	if err != nil {
		return nil, err
	}
	defer p.file.Close()
	for _, key := range p.keys {
		if _, err := p.ranks(key); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func TestEveryDamageToPrefixesIsAnError(t *testing.T) {
	dir, file := writtenPrefixes(t, someContents(t))
	name := filepath.Join(dir, prefixesName)
	for i := range file {
		for _, flip := range []byte{1, 0x80} {
			damaged := append([]byte(nil), file...)
			damaged[i] ^= flip
			require.NoError(t, os.WriteFile(name, damaged, 0o600))
			p, err := readAll(dir)
			if i < headSize && err == nil {
				// The checksum does not cover the head; its statements on Bleve and
				// on the number of descriptions are compared with Bleve's files.
				require.True(t, p.descriptions != 100 || !p.bleve, "byte %d, %#x", i, flip)
				continue
			}
			require.Error(t, err, "byte %d, %#x", i, flip)
		}
	}
	for size := range file {
		require.NoError(t, os.WriteFile(name, file[:size], 0o600))
		_, err := readAll(dir)
		require.Error(t, err, "%d bytes", size)
	}
	require.NoError(t, os.WriteFile(name, append(file, 0), 0o600))
	_, err := readAll(dir)
	require.Error(t, err)
}

func FuzzPrefixes(f *testing.F) {
	fuzztest.Briefly(f)
	_, file := writtenPrefixes(f, someContents(f))
	f.Add(file)
	_, file = writtenPrefixes(f, contents{})
	f.Add(file)
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, file []byte) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, prefixesName), file, 0o600))
		p, err := openPrefixes(dir)
		if err != nil {
			return
		}
		defer p.file.Close()
		for _, key := range append(p.keys, "", "a") {
			ranks, err := p.ranks(key)
			if err == nil && ranks != nil {
				require.Less(t, ranks.Maximum(), p.descriptions)
			}
		}
	})
}
