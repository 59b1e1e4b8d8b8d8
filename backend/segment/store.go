package segment

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"sync/atomic"

	"daybook/backend/folder"

	"github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/options"
	"github.com/dgraph-io/badger/v4/pb"
	"github.com/dgraph-io/ristretto/v2/z"
)

// storeOptions are the options of a segment's Badger store: values in the tree, one
// version, blocks that are compressed and carry checksums, as tables expect. The
// multiplier is 1 since a StreamWriter takes memory for two tables of the size of
// the lowest level, which would otherwise be half a gigabyte a segment.
func storeOptions(dir string) badger.Options {
	o := badger.DefaultOptions(dir).
		WithLogger(nil).
		WithMetricsEnabled(false).
		WithNumVersionsToKeep(1).
		WithDetectConflicts(false).
		WithCompression(options.ZSTD).
		WithZSTDCompressionLevel(1).
		WithBlockSize(8 << 10).
		WithMemTableSize(8 << 20).
		WithValueThreshold(1 << 20).
		WithValueLogFileSize(16 << 20).
		WithBaseTableSize(storeTable).
		WithBloomFalsePositive(0). // rows are looked up by number, and exist
		WithNumMemtables(1).
		WithNumLevelZeroTables(1).
		WithNumLevelZeroTablesStall(2).
		WithNumCompactors(2).
		WithBlockCacheSize(1 << 20).
		WithIndexCacheSize(0).
		WithChecksumVerificationMode(options.OnBlockRead)
	o.TableSizeMultiplier = 1
	return o
}

// A storeWriter writes the rows of one segment, in order, straight to tables.
type storeWriter struct {
	db               *badger.DB
	stream           *badger.StreamWriter
	buf              *z.Buffer
	dir              string
	handed, expected int64 // bytes handed over in all, and its part of unwritten
}

const (
	storeBatch = 1 << 20 // bytes handed over at a time
	storeTable = 4 << 20 // bytes that gather before they are written, as one table
)

// smallStore is the greatest size of a small store, in bytes of rows: the memory
// that Badger reserves for a larger store would cost a segment of few events more
// than everything else.
const smallStore = 128 << 10

// newStoreWriter makes a store for rows of no more than most bytes in all; 0 means
// any number.
func newStoreWriter(dir string, most int64) (*storeWriter, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	if err := folder.NeedSpace(dir, unwritten.Load()+storeBatch); err != nil {
		return nil, err
	}
	o := storeOptions(dir)
	if most > 0 && most <= smallStore {
		o = o.WithMemTableSize(1 << 20).WithBaseTableSize(1 << 20).WithValueLogFileSize(1 << 20).WithValueThreshold(smallStore)
	}
	db, err := badger.Open(o)
	if err != nil {
		return nil, err
	}
	w := &storeWriter{db: db, stream: db.NewStreamWriter(), dir: dir}
	if err := w.stream.Prepare(); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	w.buf = z.NewBuffer(2*storeBatch, "daybook")
	return w, nil
}

func rowKey(row uint32) []byte { return binary.BigEndian.AppendUint32(nil, row) }

func (w *storeWriter) add(at uint32, r Row) error {
	badger.KVToBuffer(&pb.KV{Key: rowKey(at), Value: r.appendTo(nil), Version: 1, StreamId: 1}, w.buf)
	if w.buf.LenNoPadding() < storeBatch {
		return nil
	}
	return w.flush()
}

// unwritten is about how many bytes the stores that are being built may write
// before they check the free space again.
var unwritten atomic.Int64

func (w *storeWriter) expect(n int64) {
	unwritten.Add(n - w.expected)
	w.expected = n
}

func (w *storeWriter) flush() error {
	// The bytes that were handed over gather in a table, which may be written at
	// any time.
	w.handed += int64(w.buf.LenNoPadding())
	w.expect(min(w.handed, storeTable+storeBatch))
	if err := folder.NeedSpace(w.dir, unwritten.Load()); err != nil {
		return err
	}
	err := w.stream.Write(w.buf)
	w.buf.Reset()
	return err
}

// finish writes the rest, closes the store and removes the files that a sealed
// store does not need.
func (w *storeWriter) finish() error {
	defer w.expect(0)
	err := w.flush()
	if err == nil {
		err = w.stream.Flush()
	} else {
		w.stream.Cancel()
	}
	err = errors.Join(err, w.db.Close(), w.buf.Release())
	if err != nil {
		return err
	}
	for _, name := range []string{"DISCARD", "LOCK"} {
		if err := os.Remove(filepath.Join(w.dir, name)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// abandon closes the store of a segment that will not be finished.
func (w *storeWriter) abandon() {
	defer w.expect(0)
	w.stream.Cancel()
	w.db.Close()
	w.buf.Release()
}
