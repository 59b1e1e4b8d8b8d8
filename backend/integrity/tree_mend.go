package integrity

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/mod/sumdb/tlog"

	"daybook/backend/durable"
	"daybook/backend/event"
	"daybook/backend/failure"
)

// StoredLeaves returns the first n leaf hashes of the tree in dir as they are stored,
// right or wrong, with zeros for those that are missing. It takes 32 bytes of memory a
// leaf.
func StoredLeaves(dir string, n int64) ([]event.Hash, error) {
	if n < 0 || n > maxLeaves {
		return nil, fmt.Errorf("%w: %d leaves are none that an archive can have", ErrTree, n)
	}
	leaves := make([]event.Hash, n)
	f, err := durable.Open(filepath.Join(dir, "0"))
	if errors.Is(err, fs.ErrNotExist) {
		return leaves, nil
	}
	if err != nil {
		return nil, failure.New("open", "tree", err)
	}
	defer f.Close()
	const most = 1 << 15 // hashes read at once
	buf := make([]byte, min(n, most)*hashSize)
	for at := int64(0); at < n; at += most {
		part := buf[:min(n-at, most)*hashSize]
		got, err := f.ReadAt(part, at*hashSize)
		for i := range got / hashSize {
			copy(leaves[at+int64(i)][:], part[i*hashSize:])
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, failure.New("read", "tree", err)
		}
	}
	return leaves, nil
}

// MendTree makes the stored hashes of the tree in dir those of leaves, which must hash
// to root. Otherwise it changes nothing and the error wraps ErrTree. Only hashes that
// differ are written, in place, so that it can be started again after an interruption.
// It returns the names of the files that it changed, which are then durable. It takes
// as much additional memory as the leaves, and must not run at the same time as Append
// or Truncate.
func MendTree(dir string, leaves []event.Hash, root event.Hash) (changed []string, err error) {
	var levelled hashesOf
	levelled[0] = leaves
	for k := 1; k < levels; k++ {
		below := levelled[k-1]
		for tile := range len(below) / tileWidth {
			levelled[k] = append(levelled[k], fold(below[tile*tileWidth:(tile+1)*tileWidth]))
		}
	}
	got, err := tlog.TreeHash(int64(len(leaves)), &levelled)
	if err != nil {
		return nil, failure.New("mend tree", "", err)
	}
	if event.Hash(got) != root {
		return nil, fmt.Errorf("%w: the events hash to %s, the snapshot says %s", ErrTree, got, root)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, failure.New("mend tree", "", err)
	}
	t := &Tree{dir: dir}
	defer func() { err = errors.Join(err, t.Close()) }()
	for k, hashes := range levelled {
		if len(hashes) == 0 {
			continue
		}
		differs, err := t.mendFile(k, hashes)
		if err != nil {
			return nil, failure.New("mend tree", "", err)
		}
		if differs {
			changed = append(changed, filepath.Base(t.path(k)))
		}
	}
	if err := t.Sync(); err != nil {
		return nil, err
	}
	if err := durable.SyncFolder(dir); err != nil {
		return nil, failure.New("mend tree", "", err)
	}
	return changed, nil
}

// mendFile writes the hashes of a file that differ.
func (t *Tree) mendFile(k int, hashes []event.Hash) (differs bool, err error) {
	f, err := t.file(k)
	if err != nil {
		return false, err
	}
	stored := make([]byte, tileWidth*hashSize)
	for from := 0; from < len(hashes); from += tileWidth {
		part := hashes[from:min(from+tileWidth, len(hashes))]
		want := make([]byte, 0, len(part)*hashSize)
		for _, h := range part {
			want = append(want, h[:]...)
		}
		n, err := f.ReadAt(stored[:len(want)], int64(from)*hashSize)
		if err != nil && !errors.Is(err, io.EOF) {
			return false, err
		}
		if bytes.Equal(stored[:n], want) {
			continue
		}
		if _, err := f.WriteAt(want, int64(from)*hashSize); err != nil {
			return false, err
		}
		differs = true
	}
	return differs, nil
}

// hashesOf holds the hashes of the files of a tree.
type hashesOf [levels][]event.Hash

// ReadHashes is a tlog.HashReader over them.
func (h *hashesOf) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		level, n := tlog.SplitStoredHashIndex(index)
		k, within := level/tileHeight, level%tileHeight
		if k >= levels || (n+1)<<within > int64(len(h[k])) {
			return nil, fmt.Errorf("%w: no hash %d of level %d", ErrTree, n, level)
		}
		out[i] = tlog.Hash(fold(h[k][n<<within : (n+1)<<within]))
	}
	return out, nil
}
