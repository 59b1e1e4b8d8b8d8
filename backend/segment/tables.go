package segment

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"sync"

	"github.com/dgraph-io/badger/v4/fb"
	"github.com/dgraph-io/badger/v4/y"
	"github.com/klauspost/compress/zstd"

	"daybook/backend/durable"
	"daybook/backend/folder"
)

// tables are the tables of a sealed store, open for reading rows; the package
// documentation says why Badger does not read them. Each block takes 16 bytes of
// memory. They are safe for concurrent use.
type tables struct {
	dir    string
	files  []*os.File
	blocks []block // by their rows
}

// A block is the place of rows with consecutive numbers that are packed together.
type block struct {
	first        uint32 // row
	file         uint32 // of tables.files
	offset, size uint32
}

// openTables opens the named tables of a store that newStoreWriter made. It reports a
// damaged table, and the rows of the others can be read: nothing in a table is
// trusted that its checksums do not cover.
func openTables(dir string, names []string) (t *tables, faults []*folder.Damage) {
	t = &tables{dir: dir}
	for _, name := range names {
		blocks := len(t.blocks)
		if err := t.openTable(filepath.Join(dir, name)); err != nil {
			t.blocks = t.blocks[:blocks]
			faults = append(faults, folder.DamageOf(name, false, err))
		}
	}
	slices.SortFunc(t.blocks, func(x, y block) int { return cmp.Compare(x.first, y.first) })
	return t, faults
}

// openTable reads the end of a table: the index, its size, its checksum, and the
// size of that.
func (t *tables) openTable(name string) error {
	f, err := durable.Open(name)
	if err != nil {
		return err
	}
	t.files = append(t.files, f)
	info, err := f.Stat()
	if err != nil {
		return err
	}
	tail := make([]byte, min(info.Size(), 64<<10))
	if _, err := f.ReadAt(tail, info.Size()-int64(len(tail))); err != nil {
		return err
	}
	tail, checksum, ok := cutSized(tail)
	if !ok {
		return errTable
	}
	index, err := lastSized(f, info.Size()-int64(len(checksum)+4), tail)
	if err != nil {
		return err
	}
	if err := verified(index, checksum); err != nil {
		return err
	}
	return t.addBlocks(index, info.Size())
}

var errTable = folder.Damagef("not a table as Badger writes it")

// cutSized cuts off the end of b a part that is followed by its own size.
func cutSized(b []byte) (before, last []byte, ok bool) {
	n := len(b) - 4
	if n < 0 || uint64(binary.BigEndian.Uint32(b[n:])) > uint64(n) {
		return nil, nil, false
	}
	size := int(binary.BigEndian.Uint32(b[n:]))
	return b[:n-size], b[n-size : n], true
}

// lastSized returns the last part of the first end bytes of f that is followed by its
// own size; tail holds the last of these bytes.
func lastSized(f *os.File, end int64, tail []byte) ([]byte, error) {
	if _, last, ok := cutSized(tail); ok {
		return last, nil
	}
	if len(tail) < 4 {
		return nil, errTable
	}
	size := int64(binary.BigEndian.Uint32(tail[len(tail)-4:]))
	if size > end-4 {
		return nil, errTable
	}
	last := make([]byte, size)
	_, err := f.ReadAt(last, end-4-size)
	return last, err
}

// verified compares data with a checksum of Badger's: the CRC-32C as the field number
// 2 of a protocol buffer, which is absent if it is 0.
func verified(data, checksum []byte) error {
	var want []byte
	if sum := crc32.Checksum(data, y.CastagnoliCrcTable); sum != 0 {
		want = binary.AppendUvarint([]byte{2 << 3}, uint64(sum))
	}
	if !bytes.Equal(checksum, want) {
		return folder.Damagef("its checksum is another")
	}
	return nil
}

// addBlocks adds the blocks of the last file, which has that size.
func (t *tables) addBlocks(index []byte, size int64) (err error) {
	// The reader of the index does not check its bounds.
	defer func() {
		if r := recover(); r != nil {
			err = folder.Damagef("%v", r)
		}
	}()
	root := fb.GetRootAsTableIndex(index, 0)
	var at fb.BlockOffset
	for i := range root.OffsetsLength() {
		root.Offsets(&at, i)
		key := at.KeyBytes()
		if len(key) != keySize || int64(at.Offset())+int64(at.Len()) > size {
			return errTable
		}
		t.blocks = append(t.blocks, block{binary.BigEndian.Uint32(key), uint32(len(t.files) - 1), at.Offset(), at.Len()})
	}
	return nil
}

// keySize is the size of a key in a table, in bytes: a row and a version.
const keySize = 4 + 8

func (t *tables) close() error {
	var errs []error
	for _, f := range t.files {
		errs = append(errs, f.Close())
	}
	return errors.Join(errs...)
}

// read calls visit with the index into rows and each of the rows, whose numbers
// must rise. The bytes are valid only during the call. A missing row is an error,
// and so is a row whose block is damaged; it wraps ErrDamaged.
func (t *tables) read(rows []uint32, visit func(i int, r Row) error) error {
	b := unpackings.Get().(*unpacking)
	defer b.done()
	for i, number := range rows {
		if !b.has(number) {
			k := sort.Search(len(t.blocks), func(k int) bool { return t.blocks[k].first > number }) - 1
			if k < 0 {
				return missing(number)
			}
			if err := b.unpack(t, &t.blocks[k]); err != nil {
				return fmt.Errorf("%w: block of row %d: %w", kindOf(err), t.blocks[k].first, err)
			}
			if !b.has(number) {
				return missing(number)
			}
		}
		value, err := b.value(t, number)
		if err != nil {
			return fmt.Errorf("%w: row %d: %w", kindOf(err), number, err)
		}
		r, err := parseRow(value)
		if err == nil {
			err = visit(i, r)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// ErrNoRow reports a row that is in no table that could be opened.
var ErrNoRow = errors.New("it is not in its store")

func missing(row uint32) error {
	return folder.Damagef("row %d: %w", row, ErrNoRow)
}

// kindOf distinguishes damage from files that cannot be read at present.
func kindOf(err error) error {
	if folder.Passing(err) {
		return folder.ErrUnreadable
	}
	return folder.ErrDamaged
}

// An unpacking reads blocks. Its buffers are used again for the next block.
type unpacking struct {
	packed, raw []byte
	first, n    uint32 // the rows of the block in raw
	entries     []byte
	starts      []byte // 4 bytes a row: where in entries it is
}

var unpackings = sync.Pool{New: func() any { return new(unpacking) }}

// done returns u to the pool, unless a row was very large.
func (u *unpacking) done() {
	u.n = 0
	if cap(u.raw) < 1<<20 {
		unpackings.Put(u)
	}
}

func (u *unpacking) has(row uint32) bool { return row-u.first < u.n }

// A row has at most six fields of 1 MiB, and as much of details.
var unzstd = sync.OnceValue(func() *zstd.Decoder {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(16<<20))
	if err != nil {
		panic(err) // the options are constants
	}
	return d
})

// unpack reads a block:
//
//	entries, one behind the other
//	starts: 4 bytes each, in the byte order of the machine
//	their number, 4 bytes
//	checksum of all that, and its size
func (u *unpacking) unpack(t *tables, at *block) (err error) {
	// The decompressor sees damaged bytes before their checksum is compared.
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("unpack: %v", r)
		}
	}()
	u.n = 0
	u.packed = slices.Grow(u.packed[:0], int(at.size))[:at.size]
	if _, err := t.files[at.file].ReadAt(u.packed, int64(at.offset)); err != nil {
		return err
	}
	if u.raw, err = unzstd().DecodeAll(u.packed, u.raw[:0]); err != nil {
		return err
	}
	data, checksum, ok := cutSized(u.raw)
	if !ok || len(data) < 4 {
		return errTable
	}
	if err := verified(data, checksum); err != nil {
		return err
	}
	end := len(data) - 4
	n := binary.BigEndian.Uint32(data[end:])
	if uint64(n)*4 > uint64(end) {
		return errTable
	}
	u.entries, u.starts = data[:end-4*int(n)], data[end-4*int(n):end]
	u.first, u.n = at.first, n
	return nil
}

// The parts of entries, and Badger's flags for them.
const (
	entryHead = 4      // bytes of the key that are those of the block's first key; bytes that follow
	inLog     = 1 << 1 // the value is in the value log
)

// value returns the value of a row of the block. An entry is
//
//	2 bytes: how many bytes of the key are those of the block's first one
//	2 bytes: how many others follow
//	these
//	2 bytes: what Badger says of the value, and what its user does
//	when it ends, a varint
//	the value
func (u *unpacking) value(t *tables, row uint32) ([]byte, error) {
	entry, ok := u.entry(row - u.first)
	if !ok {
		return nil, errTable
	}
	key, rest, ok := u.key(entry)
	if !ok || binary.BigEndian.Uint32(key[:]) != row || len(rest) < 3 {
		return nil, errTable
	}
	about := rest[0]
	_, n := binary.Uvarint(rest[2:])
	if n <= 0 || about&^inLog != 0 {
		return nil, errTable
	}
	value := rest[2+n:]
	if about == inLog {
		return t.logged(key, value)
	}
	return value, nil
}

func (u *unpacking) entry(i uint32) (entry []byte, ok bool) {
	start, end := binary.NativeEndian.Uint32(u.starts[4*i:]), uint32(len(u.entries))
	if i+1 < u.n {
		end = binary.NativeEndian.Uint32(u.starts[4*i+4:])
	}
	if start > end || end > uint32(len(u.entries)) {
		return nil, false
	}
	return u.entries[start:end], true
}

// key returns the key of an entry, and the bytes after it.
func (u *unpacking) key(entry []byte) (key [keySize]byte, rest []byte, ok bool) {
	if len(entry) < entryHead || len(u.entries) < entryHead+keySize {
		return key, nil, false
	}
	shared, own := int(binary.NativeEndian.Uint16(entry)), int(binary.NativeEndian.Uint16(entry[2:]))
	if shared+own != keySize || len(entry) < entryHead+own {
		return key, nil, false
	}
	copy(key[:shared], u.entries[entryHead:])
	copy(key[shared:], entry[entryHead:])
	return key, entry[entryHead+own:], true
}

// logged returns the value of a key from a value log, where values of a mebibyte or
// more are. at is the number of the log, and size and offset of the entry there:
//
//	2 bytes, the size of the key, that of the value, and when it ends, varints
//	key, value
//	CRC-32C of all that
func (t *tables) logged(key [keySize]byte, at []byte) ([]byte, error) {
	if len(at) != 3*4 {
		return nil, errTable
	}
	log, size, offset := binary.NativeEndian.Uint32(at), binary.NativeEndian.Uint32(at[4:]), binary.NativeEndian.Uint32(at[8:])
	f, err := durable.Open(filepath.Join(t.dir, folder.Number(int(log))+".vlog"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || int64(offset)+int64(size) > info.Size() {
		return nil, errors.Join(errTable, err)
	}
	entry := make([]byte, size)
	if _, err := f.ReadAt(entry, int64(offset)); err != nil {
		return nil, err
	}
	end := len(entry) - crc32.Size
	if end < 2 || crc32.Checksum(entry[:end], y.CastagnoliCrcTable) != binary.BigEndian.Uint32(entry[end:]) {
		return nil, errTable
	}
	rest := entry[2:end]
	var sizes [3]uint64
	for i := range sizes {
		v, n := binary.Uvarint(rest)
		if n <= 0 {
			return nil, errTable
		}
		sizes[i], rest = v, rest[n:]
	}
	if value, ok := bytes.CutPrefix(rest, key[:]); ok && sizes[0] == keySize && sizes[1] == uint64(len(value)) {
		return value, nil
	}
	return nil, errTable
}
