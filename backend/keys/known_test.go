package keys

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func aKnown() *Known {
	return &Known{
		Archive: "0f3a8b1e-6c1d-4f0a-9b8e-2d5c7a914e60", Name: "Northwind", Folder: "/a", Seen: time.Date(2026, 11, 22, 18, 40, 0, 5, time.UTC),
		Keys:  []KnownKey{{Verifier: "daybook/0f3a8b1e-6c1d-4f0a-9b8e-2d5c7a914e60+01+A", Own: false}, {Verifier: "daybook/0f3a8b1e-6c1d-4f0a-9b8e-2d5c7a914e60+02+B", Own: true}},
		Lines: 5, Line: strings.Repeat("ab", 32), Leaves: 60, Root: strings.Repeat("0", 64),
	}
}

func TestWhatIsKnownOfAnArchiveIsKeptForItsOwnerAlone(t *testing.T) {
	folder := with(t, nil)
	k := aKnown()
	_, err := ReadKnown(k.Archive)
	require.ErrorIs(t, err, ErrNotFound)
	require.NoError(t, k.Keep())
	got, err := ReadKnown(k.Archive)
	require.NoError(t, err)
	require.Equal(t, k, got)
	k.Lines++
	require.NoError(t, k.Keep(), "again")
	path := filepath.Join(folder, "known", k.Archive+".json")
	for at, mode := range map[string]os.FileMode{path: 0o600, filepath.Dir(path): 0o700} {
		info, err := os.Stat(at)
		require.NoError(t, err)
		if runtime.GOOS != "windows" {
			require.Equal(t, mode, info.Mode().Perm())
		}
	}
	left, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	require.Len(t, left, 1, "nothing else stays beside it")

	require.NotNil(t, Owner(k.Keys[1].Verifier))
	for _, other := range []string{k.Keys[0].Verifier, "", "daybook/", "daybook/../x+02+B", "daybook/other+02+B", k.Keys[1].Verifier + "C"} {
		require.Nil(t, Owner(other), other)
	}
	require.NoError(t, ForgetKnown(k.Archive))
	require.NoError(t, ForgetKnown(k.Archive), "twice")
	_, err = ReadKnown(k.Archive)
	require.ErrorIs(t, err, ErrNotFound)
}

// TestWhatAProgramThatDiedLeftBesideARecordIsRemoved leaves a file of an hour ago, and
// files that must stay: one of now, one of another archive, and one that is somebody
// else's.
func TestWhatAProgramThatDiedLeftBesideARecordIsRemoved(t *testing.T) {
	folder := filepath.Join(with(t, nil), "known")
	k := aKnown()
	require.NoError(t, os.MkdirAll(folder, 0o700))
	old := time.Now().Add(-2 * time.Hour)
	stays := []string{k.Archive + ".json", k.Archive + ".json.8-1.new", "1" + k.Archive + ".json.7-1.new", k.Archive + ".json.old"}
	for _, name := range append(stays[1:], k.Archive+".json.7-1.new") {
		path := filepath.Join(folder, name)
		require.NoError(t, os.WriteFile(path, []byte("half"), 0o600))
		if name != stays[1] {
			require.NoError(t, os.Chtimes(path, old, old))
		}
	}
	require.NoError(t, k.Keep())
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	require.ElementsMatch(t, stays, names)
}

func TestWhatIsKnownIsDamagedOrWhole(t *testing.T) {
	folder := with(t, nil)
	k := aKnown()
	require.NoError(t, k.Keep())
	path := filepath.Join(folder, "known", k.Archive+".json")
	good, err := os.ReadFile(path)
	require.NoError(t, err)
	for name, data := range map[string]string{
		"empty": "", "cut": string(good[:len(good)-2]), "of another archive": strings.Replace(string(good), "0f3a", "1f3a", 1),
		"no keys": strings.Replace(string(good), `"lines": 5`, `"lines": 0`, 1), "more": string(good) + "\n", "large": strings.Repeat(" ", maxKnown+1),
		"no hash": strings.Replace(string(good), "abab", "xyxy", 1), "said twice": strings.Replace(string(good), `"lines": 5`, `"lines": 5, "lines": 5`, 1),
	} {
		require.NoError(t, os.WriteFile(path, []byte(data), 0o600))
		_, err := ReadKnown(k.Archive)
		require.ErrorIs(t, err, ErrKnownDamaged, name)
	}
	require.NoError(t, os.Remove(path))
	if os.Symlink(filepath.Join(folder, "elsewhere"), path) == nil { // on Windows not every user may make links
		_, err = ReadKnown(k.Archive)
		require.ErrorIs(t, err, ErrKnownDamaged, "a link")
	}
	for _, id := range []string{"", "..", "../keys/a", "a/b"} {
		_, err := ReadKnown(id)
		require.ErrorContains(t, err, "is no id of an archive")
		k.Archive = id
		require.Error(t, k.Keep())
		require.Error(t, ForgetKnown(id))
	}
}

// FuzzKnown reads random bytes as the known state of an archive: only bytes that Keep
// would write are accepted.
func FuzzKnown(f *testing.F) {
	good, err := aKnown().encode()
	require.NoError(f, err)
	f.Add(good)
	f.Add(good[:len(good)/2])
	f.Add([]byte("{}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		k, err := parseKnown(data)
		if err != nil {
			require.ErrorIs(t, err, ErrKnownDamaged)
			return
		}
		again, err := k.encode()
		require.NoError(t, err)
		require.Equal(t, string(data), string(again))
		require.NotEmpty(t, k.Keys)
		require.Positive(t, k.Lines)
	})
}
