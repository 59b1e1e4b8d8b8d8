package archive

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"daybook/backend/durable"
	"daybook/backend/event"
	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/ledger"
)

// The leaves of events that are in the archive can be computed from them again. Those of
// purged events are in the tree alone, so the file purged keeps a second copy of them:
//
//	"daybook purged leaves 1\n"
//	for each run of numbers: from, to (8 bytes each, big endian), the hashes of [from, to)
//	SHA-256 of all before
//
// The file is written before the purge, and so may have leaves of events that are in the
// archive after all. The root of the tree proves what it says.

// keepPurged writes the file anew with the leaves of all receipts and those of more. If
// there are none it writes nothing.
func (a mending) keepPurged(more [][2]int64) error {
	receipts, err := a.ledger.Receipts()
	if err != nil {
		return err
	}
	var runs [][2]int64
	for _, r := range receipts {
		runs = append(runs, r.Leaves...)
	}
	if runs = append(runs, more...); len(runs) == 0 {
		return nil
	}
	path := filepath.Join(a.dir, purgedName)
	err = durable.Write(path+".new", 0o600, func(w io.Writer) error {
		sum := sha256.New()
		out := bufio.NewWriter(io.MultiWriter(w, sum))
		out.WriteString(purgedStart)
		for _, run := range runs {
			out.Write(binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, uint64(run[0])), uint64(run[1])))
			const batch = 1 << 14
			for from := run[0]; from < run[1]; from += batch {
				hashes, err := a.tree.Leaves(from, min(from+batch, run[1]))
				if err != nil {
					return err
				}
				for i := range hashes {
					out.Write(hashes[i][:])
				}
			}
		}
		if err := out.Flush(); err != nil {
			return err
		}
		_, err := w.Write(sum.Sum(nil))
		return err
	})
	if err == nil {
		err = durable.Rename(path+".new", path)
	}
	if err != nil {
		os.Remove(path + ".new")
		return failure.New("write", path, err)
	}
	return durable.SyncFolder(a.dir)
}

var errPurged = folder.Damagef("its bytes are not those that were written")

// purgedInto puts the hashes in the file in their places in leaves. If there is no
// such file, the error is fs.ErrNotExist.
func (a mending) purgedInto(leaves []event.Hash) error {
	f, err := durable.Open(filepath.Join(a.dir, purgedName))
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	size := info.Size() - sha256.Size
	if size < int64(len(purgedStart)) {
		return errPurged
	}
	sum := sha256.New()
	want := make([]byte, sha256.Size)
	if _, err := io.Copy(sum, io.NewSectionReader(f, 0, size)); err != nil {
		return err
	}
	if _, err := f.ReadAt(want, size); err != nil {
		return err
	}
	if !bytes.Equal(want, sum.Sum(nil)) {
		return errPurged
	}
	if len(leaves) == 0 {
		return nil
	}
	in := bufio.NewReader(io.NewSectionReader(f, int64(len(purgedStart)), size-int64(len(purgedStart))))
	for {
		var run [2]uint64
		if err := binary.Read(in, binary.BigEndian, &run); err == io.EOF {
			return nil
		} else if err != nil {
			return errPurged
		}
		for at := run[0]; at < run[1]; at++ {
			var h event.Hash
			if _, err := io.ReadFull(in, h[:]); err != nil {
				return errPurged
			}
			if at < uint64(len(leaves)) {
				leaves[at] = h
			}
		}
	}
}

// checkPurged writes the file anew if it is damaged, which it reports, or if it is
// missing although there were purges, as in an archive of an earlier build.
func (a mending) checkPurged() {
	err := a.purgedInto(nil)
	if err == nil || folder.Passing(err) || a.ledger.MayWrite() != nil || a.ledger.DoubtSoFar() != nil {
		return
	}
	if failed := a.keepPurged(nil); failed == nil && !errors.Is(err, fs.ErrNotExist) {
		a.tellBuilt(ledger.BuiltSegment{Damage: []string{purgedName + ": its bytes are not those that were written"}})
	}
}
