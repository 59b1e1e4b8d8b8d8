package archive

import (
	"bytes"
	"context"
	"iter"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/event"
	"daybook/backend/folder"
	"daybook/backend/fuzztest"
	"daybook/backend/ledger"
	"daybook/backend/segment"
)

// Bytes that are changed at random hardly ever pass a checksum, so most of these tests
// change the content and then make the checksum fit.

// FuzzDocument requires that any document is either refused or is, byte for byte,
// what would be written for it; an archive with it opens or does not.
func FuzzDocument(f *testing.F) {
	fuzztest.Briefly(f)
	dir := fuzztest.Folder(f)
	seed := filepath.Join(dir, "a.daybook")
	a, err := Create(context.Background(), seed, Options{Plan: "pro"})
	require.NoError(f, err)
	_, err = a.Import(context.Background(), Input{File: "f", Events: few()}, nil)
	require.NoError(f, err)
	require.NoError(f, a.Close())
	paths := []string{"archive.json", "snapshots/000002.json", "segments/000001/seal.json", "imports/000001.json"}
	for _, path := range paths {
		data, err := os.ReadFile(filepath.Join(seed, path))
		require.NoError(f, err)
		f.Add(data)
	}
	fresh := []func() folder.Checksummed{
		func() folder.Checksummed { return new(ledger.Identity) }, func() folder.Checksummed { return new(snapshot) },
		func() folder.Checksummed { return new(segment.Seal) }, func() folder.Checksummed { return new(Import) },
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, make := range fresh {
			v := make()
			if err := folder.Decode(data, v); err == nil {
				again, err := folder.EncodeChecked(v)
				require.NoError(t, err)
				require.True(t, bytes.Equal(again, data) || bytes.Contains(data, []byte(`\ufffd`)))
				continue
			} else {
				require.ErrorIs(t, err, folder.ErrDamaged)
			}
			// The same document with a checksum that fits.
			v = make()
			if folder.Decode(data, v); *v.ChecksumField() == "" {
				continue // not a document
			}
			proven, err := folder.EncodeChecked(v)
			if err != nil {
				continue // a time that JSON cannot express
			}
			v = make()
			require.NoError(t, folder.Decode(proven, v))
			if s, ok := v.(*snapshot); ok {
				_, _ = s.Tree.RootHash()
			}
		}
	})
}

// few returns events for an archive that serves as a seed.
func few() iter.Seq2[event.Event, error] {
	return func(yield func(event.Event, error) bool) {
		for i := range 3 {
			e := event.Event{ID: folder.Number(i), Actor: "ana", Category: "webhook", Action: "created", Description: "Webhook created", Time: event.Time(i) * 1e9}
			if !yield(e, nil) {
				return
			}
		}
	}
}

// FuzzFileOfAnArchive puts any bytes in the place of a file of an archive: the
// archive either opens and reports what is damaged, or does not open.
func FuzzFileOfAnArchive(f *testing.F) {
	fuzztest.Briefly(f)
	ctx := context.Background()
	dir := fuzztest.Folder(f)
	seed := filepath.Join(dir, "seed.daybook")
	a, err := Create(ctx, seed, Options{})
	require.NoError(f, err)
	_, err = a.Import(ctx, Input{File: "f", Events: few()}, nil)
	require.NoError(f, err)
	require.NoError(f, a.Close())
	whole := map[string][]byte{}
	var paths []string
	require.NoError(f, filepath.WalkDir(seed, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(seed, path) // the path is below seed
		whole[rel], paths = data, append(paths, rel)
		return err
	}))
	for i, path := range paths {
		f.Add(uint8(i), whole[path])
	}
	f.Fuzz(func(t *testing.T, which uint8, data []byte) {
		dir, err := os.MkdirTemp(dir, "")
		require.NoError(t, err)
		defer os.RemoveAll(dir)
		changed := paths[int(which)%len(paths)]
		for _, sub := range subfolders { // some of them are empty
			require.NoError(t, os.MkdirAll(filepath.Join(dir, sub), 0o700))
		}
		for _, path := range paths {
			content := whole[path]
			if path == changed {
				content = data
			}
			require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, path)), 0o700))
			require.NoError(t, os.WriteFile(filepath.Join(dir, path), content, 0o600))
		}
		a, err := Open(ctx, dir, Options{})
		if err != nil {
			return
		}
		defer a.Close()
		r, err := a.Verify(ctx, nil)
		require.NoError(t, err)
		// Derived files are made again, LOCK says nothing about the archive, and
		// what is behind the end of journal and tree is cut off.
		if r.OK() {
			info, err := a.Info()
			require.NoError(t, err)
			require.Equal(t, 3, info.Events, changed)
		}
	})
}
