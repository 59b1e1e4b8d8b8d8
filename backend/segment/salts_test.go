package segment

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/columns"
	"daybook/backend/event"
	"daybook/backend/folder"
)

func TestEachEventHasItsSaltInTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "000001")
	rapid.Check(t, func(t *rapid.T) {
		var b saltsBuilder
		want := make(map[int64]event.Salt)
		seqs := rapid.SliceOfDistinct(rapid.OneOf(rapid.Uint32Range(0, 300), rapid.Uint32()), rapid.ID[uint32]).Draw(t, "seqs")
		for _, seq := range seqs {
			salt := event.NewSalt()
			want[int64(seq)] = salt
			b.add(uint64(seq), salt, fmt.Sprint(seq))
		}
		require.NoError(t, WriteSalts(path, b.finish()))
		s, err := OpenSalts(path)
		require.NoError(t, err)
		defer s.Close()
		last := int64(-1)
		require.NoError(t, s.Each(func(seq int64, salt event.Salt, id uint32) {
			require.Greater(t, seq, last)
			last = seq
			require.Equal(t, want[seq], salt)
			require.Equal(t, columns.HashID(fmt.Sprint(seq)), id)
		}))
		for _, seq := range append(seqs, rapid.Uint32Range(0, 301).Draw(t, "another")) {
			salt, ok, err := s.Salt(uint64(seq))
			require.NoError(t, err)
			_, there := want[int64(seq)]
			require.Equal(t, there, ok)
			require.Equal(t, want[int64(seq)], salt)
		}
	})
}

// A file that was cut has the salts that are left in it.
func TestACutFileOfSaltsHasTheOthers(t *testing.T) {
	var b saltsBuilder
	salts := make([]event.Salt, 10)
	for seq := range salts {
		salts[seq] = event.NewSalt()
		b.add(uint64(seq), salts[seq], "id")
	}
	content := b.finish()
	path := filepath.Join(t.TempDir(), "000001")
	for cut := range len(content) {
		require.NoError(t, os.WriteFile(path, content[:cut], 0o600))
		s, err := OpenSalts(path)
		if err != nil {
			require.ErrorIs(t, err, folder.ErrDamaged)
			require.Less(t, cut, len(content)-len(salts)*saltBytes)
			continue
		}
		n := 0
		require.NoError(t, s.Each(func(seq int64, salt event.Salt, _ uint32) {
			require.Equal(t, salts[seq], salt)
			n++
		}))
		for seq := range salts {
			salt, ok, err := s.Salt(uint64(seq))
			require.NoError(t, err)
			if seq < n {
				require.True(t, ok)
			}
			if ok {
				require.Equal(t, salts[seq], salt)
			}
		}
		require.NoError(t, s.Close())
	}
}

// FuzzSalts opens random bytes as a file of salts.
func FuzzSalts(f *testing.F) {
	var b saltsBuilder
	for seq := range 10 {
		b.add(uint64(seq*seq), event.NewSalt(), "id")
	}
	whole := b.finish()
	f.Add(whole)
	f.Add(whole[:len(whole)-30])
	f.Add([]byte(saltsHead))
	f.Add([]byte(saltsHead + "\x02\x00\xff\xff\xff\xff\x0f\x01\x01"))
	f.Add([]byte(saltsHead + "\xff\xff\xff\xff\xff\xff\xff\xff\x01"))
	path := filepath.Join(f.TempDir(), "000001")
	f.Fuzz(func(t *testing.T, content []byte) {
		require.NoError(t, os.WriteFile(path, content, 0o600))
		s, err := OpenSalts(path)
		if err != nil {
			require.ErrorIs(t, err, folder.ErrDamaged)
			return
		}
		defer s.Close()
		n := 0
		require.NoError(t, s.Each(func(seq int64, salt event.Salt, _ uint32) {
			got, ok, err := s.Salt(uint64(seq))
			require.NoError(t, err)
			require.True(t, ok)
			require.Equal(t, salt, got)
			n++
		}))
		require.LessOrEqual(t, n*saltBytes, len(content))
	})
}
