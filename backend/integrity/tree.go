// Package integrity keeps the proofs about the events: the Merkle tree over their
// leaf hashes, as in RFC 6962, in the arithmetic of golang.org/x/mod/sumdb/tlog;
// the signed checkpoints of this tree; and the journal of all actions.
//
// # The tree on disk
//
// A Tree is a folder of at most eight files, "0" to "7". File k holds the
// hashes of tree level 8k, 32 bytes each, in order: file 0 the leaf hashes,
// file 1 one hash for each 256 of them that are complete, and so on. These are
// the tiles of height 8 of a transparency log, laid end to end. A hash of a
// level between two files is computed from at most 128 hashes of the lower
// one. One leaf costs 32.13 bytes.
//
// Files only ever grow. Hashes beyond a tree's size belong to an import that did not
// end, and are cut off when the tree is opened.
//
// # Checkpoints
//
// A checkpoint records the root of the tree at some size: three lines of text, as
// C2SP's tlog-checkpoint has them, signed with an Ed25519 key as a note of
// golang.org/x/mod/sumdb/note. Both its first line and the name of the key are the
// archive's origin, daybook/<id>. Those that are saved apart have extension lines: see
// KeyLine and SinceLine. A Witness adds its cosignature as one more signature of the
// note, as C2SP's tlog-cosignature has it; a Proof, in the format of its tlog-proof, joins
// a checkpoint with the proof that one leaf is in its tree.
//
// # The journal on disk
//
// A Journal is two files. journal.jsonl has a JSON object a line, which begins with
// its number from 1, the SHA-256 of the line before (without its line end; in the
// first line 64 zeros) and its kind:
//
//	{"n":2,"prev":"9f86…","kind":"imported","time":…,"local":…,"user":…,"program":…,"data":{…}}
//
// journal.head is a signed note with the origin followed by /journal, the number of
// lines, and the SHA-256 of the last line in base64.
//
// A line is appended and synced, then the head is replaced. So the head is that of
// the last line or, if the program ended between the two steps, of the line before;
// and bytes after the last line that the head counts belong to a line that was
// never finished. Any other state was not made by a holder of the key.
package integrity

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"sync/atomic"

	"golang.org/x/mod/sumdb/tlog"

	"daybook/backend/durable"
	"daybook/backend/event"
	"daybook/backend/failure"
)

const (
	hashSize   = sha256.Size
	tileHeight = 8
	tileWidth  = 1 << tileHeight
	levels     = 8

	// maxLeaves is how many events an archive can number. A larger size is a forgery,
	// for which no memory is reserved and nothing is computed.
	maxLeaves = 1 << 32
)

// ErrTree reports a tree that does not have the expected root.
var ErrTree = errors.New("the tree is damaged")

// A Tree is the Merkle tree of an archive, open. Reading is safe for concurrent use,
// even during one Append.
type Tree struct {
	dir      string
	readOnly bool
	size     atomic.Int64
	files    [levels]*os.File
}

// OpenTree opens the tree of that size in dir, which is made if size is 0, checks
// that its right edge hashes to root, and cuts off all hashes beyond the size.
func OpenTree(dir string, size int64, root event.Hash) (*Tree, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, failure.New("open", "tree", err)
	}
	t, err := OpenTreeWhole(dir, size, root)
	if err != nil {
		return nil, err
	}
	if err := t.Truncate(size); err != nil {
		t.Close()
		return nil, err
	}
	return t, nil
}

// ReadTree opens a tree as OpenTree does, but only for reading: nothing is made or cut off.
func ReadTree(dir string, size int64, root event.Hash) (*Tree, error) {
	return openWhole(&Tree{dir: dir, readOnly: true}, size, root)
}

// OpenTreeWhole is OpenTree without the cutting off. Before leaves are added,
// Truncate must cut off the hashes beyond the size.
func OpenTreeWhole(dir string, size int64, root event.Hash) (*Tree, error) {
	return openWhole(&Tree{dir: dir}, size, root)
}

func openWhole(t *Tree, size int64, root event.Hash) (*Tree, error) {
	if err := t.check(size, root); err != nil {
		t.Close()
		return nil, err
	}
	t.size.Store(size)
	return t, nil
}

// TreeContinues checks that the tree in dir, which is that of to, begins with the
// tree of from, and changes nothing. It trusts none of the stored hashes: they
// either prove the continuation or not. It reads about log n of them.
func TreeContinues(dir string, from, to Checkpoint) error {
	if from.Size > to.Size {
		return fmt.Errorf("%w: it has %d leaves, and had %d", ErrInconsistent, to.Size, from.Size)
	}
	t := &Tree{dir: dir, readOnly: true}
	defer t.Close()
	t.size.Store(to.Size)
	proof, err := t.Consistency(from.Size, to.Size)
	if err != nil {
		return err
	}
	return CheckConsistency(proof, from, to)
}

// CheckTree does the checks of OpenTree and changes nothing.
func CheckTree(dir string, size int64, root event.Hash) error {
	t := &Tree{dir: dir, readOnly: true}
	defer t.Close()
	return t.check(size, root)
}

func (t *Tree) check(size int64, root event.Hash) error {
	if size < 0 || size > maxLeaves {
		return fmt.Errorf("%w: %d leaves are none that an archive can have", ErrTree, size)
	}
	for k := range levels {
		if _, err := t.beyond(k, size); err != nil {
			return err
		}
	}
	got, err := t.Root(size)
	if err != nil {
		return err
	}
	if got != root {
		return fmt.Errorf("%w: %d leaves hash to %s, the snapshot says %s", ErrTree, size, got, root)
	}
	return nil
}

// Close closes the files.
func (t *Tree) Close() error {
	var errs []error
	for i, f := range t.files {
		if f != nil {
			errs = append(errs, f.Close())
			t.files[i] = nil
		}
	}
	return errors.Join(errs...)
}

// Size returns the number of leaves.
func (t *Tree) Size() int64 { return t.size.Load() }

// hashesIn returns the number of hashes that file k holds for n leaves.
func hashesIn(k int, n int64) int64 { return n >> (tileHeight * k) }

func (t *Tree) path(k int) string { return filepath.Join(t.dir, strconv.Itoa(k)) }

func (t *Tree) file(k int) (*os.File, error) {
	if t.files[k] == nil {
		open := durable.OpenToWrite
		if t.readOnly {
			open = durable.Open
		}
		f, err := open(t.path(k))
		if err != nil {
			return nil, failure.New("open", "tree", err)
		}
		t.files[k] = f
	}
	return t.files[k], nil
}

// Truncate cuts the tree back to its first n leaves, and cuts off leaves that were
// appended but never committed. Fewer than n leaves on disk are an error that wraps
// ErrTree.
func (t *Tree) Truncate(n int64) error {
	for k := range levels {
		beyond, err := t.beyond(k, n)
		if err != nil {
			return err
		}
		if !beyond {
			continue
		}
		f, err := t.file(k)
		if err != nil {
			return err
		}
		if err := f.Truncate(hashesIn(k, n) * hashSize); err != nil {
			return failure.New("cut tree", "", err)
		}
	}
	t.size.Store(n)
	return nil
}

// beyond reports whether file k has more hashes than n leaves need; fewer are an error.
func (t *Tree) beyond(k int, n int64) (bool, error) {
	want := hashesIn(k, n) * hashSize
	info, err := os.Lstat(t.path(k))
	switch {
	case errors.Is(err, os.ErrNotExist) && want == 0:
		return false, nil
	case durable.Passing(err):
		return false, failure.New("open", "tree", err)
	case err != nil:
		return false, fmt.Errorf("%w: %w", ErrTree, err)
	case info.Size() < want:
		return false, fmt.Errorf("%w: %s has %d bytes of at least %d", ErrTree, t.path(k), info.Size(), want)
	}
	return info.Size() > want, nil
}

// Leaves reads the leaf hashes [from, to), which are at most those appended.
func (t *Tree) Leaves(from, to int64) ([]event.Hash, error) { return t.read(0, from, to) }

func (t *Tree) read(k int, from, to int64) ([]event.Hash, error) {
	f, err := t.file(k)
	if err != nil {
		return nil, err
	}
	buf := make([]byte, (to-from)*hashSize)
	if _, err := f.ReadAt(buf, from*hashSize); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("%w: level %d is cut short", ErrTree, tileHeight*k)
		}
		return nil, failure.New("read", "tree", err)
	}
	hashes := make([]event.Hash, to-from)
	for i := range hashes {
		copy(hashes[i][:], buf[i*hashSize:])
	}
	return hashes, nil
}

// Append adds leaves after the first size ones, at the cost of one more hash a
// leaf. They become part of the tree with Commit. The caller must call Sync before
// anything refers to them.
func (t *Tree) Append(size int64, leaves []event.Hash) error {
	at := size
	for k := 0; k < levels && len(leaves) > 0; k++ {
		f, err := t.file(k)
		if err != nil {
			return err
		}
		buf := make([]byte, 0, len(leaves)*hashSize)
		for _, h := range leaves {
			buf = append(buf, h[:]...)
		}
		if _, err := f.WriteAt(buf, at*hashSize); err != nil {
			return failure.New("add to tree", "", err)
		}
		// The tiles that are now complete; the first of them may have been begun before.
		first, end := at/tileWidth, (at+int64(len(leaves)))/tileWidth
		above := make([]event.Hash, 0, end-first)
		for tile := first; tile < end; tile++ {
			if start := tile * tileWidth; start >= at {
				above = append(above, fold(leaves[start-at:start-at+tileWidth]))
				continue
			}
			whole, err := t.read(k, tile*tileWidth, (tile+1)*tileWidth)
			if err != nil {
				return err
			}
			above = append(above, fold(whole))
		}
		at, leaves = first, above
	}
	return nil
}

// fold returns the root of a perfect subtree over hashes, whose number is a power of
// two.
func fold(hashes []event.Hash) event.Hash {
	level := append([]event.Hash(nil), hashes...)
	for n := len(level); n > 1; n /= 2 {
		for i := range n / 2 {
			level[i] = event.Hash(tlog.NodeHash(tlog.Hash(level[2*i]), tlog.Hash(level[2*i+1])))
		}
	}
	return level[0]
}

// Sync makes the appended leaves durable.
func (t *Tree) Sync() error {
	for _, f := range t.files {
		if f != nil {
			if err := f.Sync(); err != nil {
				return failure.New("sync tree", "", err)
			}
		}
	}
	return nil
}

// Commit makes the first n leaves the tree.
func (t *Tree) Commit(n int64) { t.size.Store(n) }

// Root returns the root hash of the first n leaves; for n = 0 it is the SHA-256 of no
// bytes. It reads log n stored hashes.
func (t *Tree) Root(n int64) (event.Hash, error) {
	h, err := tlog.TreeHash(n, t)
	return event.Hash(h), err
}

// ReadHashes is a tlog.HashReader over the stored hashes.
func (t *Tree) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		level, n := tlog.SplitStoredHashIndex(index)
		k, within := level/tileHeight, level%tileHeight
		if k >= levels {
			return nil, fmt.Errorf("%w: no level %d", ErrTree, level)
		}
		hashes, err := t.read(k, n<<within, (n+1)<<within)
		if err != nil {
			return nil, err
		}
		out[i] = tlog.Hash(fold(hashes))
	}
	return out, nil
}

// RootOfLeaves hashes the first n leaves from the bottom up, and compares every
// stored hash above them on the way. It costs two SHA-256 a leaf.
func (t *Tree) RootOfLeaves(ctx context.Context, n int64) (event.Hash, error) {
	for k := 0; k+1 < levels && hashesIn(k+1, n) > 0; k++ {
		for tile := range hashesIn(k+1, n) {
			if tile%256 == 0 && ctx.Err() != nil {
				return event.Hash{}, ctx.Err()
			}
			below, err := t.read(k, tile*tileWidth, (tile+1)*tileWidth)
			if err != nil {
				return event.Hash{}, err
			}
			above, err := t.read(k+1, tile, tile+1)
			if err != nil {
				return event.Hash{}, err
			}
			if fold(below) != above[0] {
				return event.Hash{}, fmt.Errorf("%w: leaves %d to %d do not hash to what is stored above them", ErrTree,
					tile<<(tileHeight*(k+1)), (tile+1)<<(tileHeight*(k+1)))
			}
		}
	}
	return t.Root(n)
}
