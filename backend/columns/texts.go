package columns

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"iter"

	"github.com/RoaringBitmap/roaring/v2"

	"daybook/backend/failure"
)

const (
	textsMagic   = "daybook descriptions 1\n"
	textsTrailer = 16               // offset of the table (8), its length (4), crc-free magic (4)
	textsBlock   = 1 << 15          // the target size of a block, in bytes of front-coded text
	textsMost    = textsBlock/2 + 1 // texts of a block: each takes two bytes, and the last text passes the target
)

// EncodeTexts makes a descriptions file of distinct texts in rank order:
//
//	"daybook descriptions 1\n"
//	blocks, one zstd frame each: per text the number of bytes shared with the
//	  one before it in the block, the length of the rest, and the rest
//	table, one zstd frame: the number of texts, then for each block the number
//	  of its texts and its compressed length
//	8 bytes: offset of the table; 4 bytes: its length; "DBTX"
//
// A text can be found by its rank by reading one block, and all of them by
// reading the file once from front to back.
func EncodeTexts(w io.Writer, texts []string) error {
	offset := int64(len(textsMagic))
	if _, err := io.WriteString(w, textsMagic); err != nil {
		return err
	}
	table := binary.AppendUvarint(nil, uint64(len(texts)))
	var raw, packed []byte
	count, last := 0, ""
	flush := func() error {
		packed = encoder().EncodeAll(raw, packed[:0])
		table = binary.AppendUvarint(table, uint64(count))
		table = binary.AppendUvarint(table, uint64(len(packed)))
		offset += int64(len(packed))
		raw, count, last = raw[:0], 0, ""
		_, err := w.Write(packed)
		return err
	}
	for _, text := range texts {
		shared := 0
		for shared < len(last) && shared < len(text) && last[shared] == text[shared] {
			shared++
		}
		raw = binary.AppendUvarint(raw, uint64(shared))
		raw = appendBytes(raw, text[shared:])
		count, last = count+1, text
		if len(raw) >= textsBlock {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	if count > 0 {
		if err := flush(); err != nil {
			return err
		}
	}
	packed = encoder().EncodeAll(table, packed[:0])
	tail := binary.BigEndian.AppendUint64(packed, uint64(offset))
	tail = binary.BigEndian.AppendUint32(tail, uint32(len(packed)))
	tail = append(tail, "DBTX"...)
	_, err := w.Write(tail)
	return err
}

// Texts are the distinct descriptions of one segment, numbered by rank and read
// when they are needed.
type Texts struct {
	file   io.ReaderAt
	n      int
	blocks []textBlock
}

type textBlock struct {
	first  int // rank of its first text
	offset int64
	length int
}

// OpenTexts reads the table of a descriptions file of that size. Later reads
// are safe for concurrent use.
func OpenTexts(file io.ReaderAt, size int64) (*Texts, error) {
	tail := make([]byte, textsTrailer)
	if size < int64(len(textsMagic)+len(tail)) {
		return nil, damaged("descriptions are cut short")
	}
	if _, err := file.ReadAt(tail, size-int64(len(tail))); err != nil {
		return nil, failure.New("read", "descriptions", err)
	}
	offset, length := binary.BigEndian.Uint64(tail), binary.BigEndian.Uint32(tail[8:])
	if string(tail[12:]) != "DBTX" || offset > uint64(size) || int64(offset)+int64(length)+int64(len(tail)) != size {
		return nil, damaged("descriptions have no table")
	}
	packed := make([]byte, length)
	if _, err := file.ReadAt(packed, int64(offset)); err != nil {
		return nil, failure.New("read", "descriptions", err)
	}
	raw, err := unpack(packed, nil)
	if err != nil {
		return nil, err
	}
	v := varints{rest: raw}
	total := v.next()
	t := &Texts{file: file}
	at := int64(len(textsMagic))
	for len(v.rest) > 0 {
		count, length := v.next(), v.next()
		if count == 0 || count > textsMost || length > uint64(size) {
			return nil, damaged("table of descriptions")
		}
		t.blocks = append(t.blocks, textBlock{t.n, at, int(length)})
		t.n += int(count)
		at += int64(length)
	}
	if err := v.done("table of descriptions"); err != nil {
		return nil, err
	}
	if at != int64(offset) || uint64(t.n) != total {
		return nil, damaged("table of descriptions")
	}
	return t, nil
}

// Len is the number of distinct descriptions.
func (t *Texts) Len() int { return t.n }

// blockEnd is one past the last rank of block i.
func (t *Texts) blockEnd(i int) int {
	if i+1 < len(t.blocks) {
		return t.blocks[i+1].first
	}
	return t.n
}

// block reads and unpacks block i into buf.
func (t *Texts) block(i int, packed, raw []byte) ([]byte, []byte, error) {
	b := t.blocks[i]
	packed = append(packed[:0], make([]byte, b.length)...)
	if _, err := t.file.ReadAt(packed, b.offset); err != nil {
		return packed, raw, failure.New("read", "descriptions", err)
	}
	raw, err := decoder().DecodeAll(packed, raw[:0])
	if err != nil {
		return packed, raw, fmt.Errorf("%w: descriptions: %w", ErrDamaged, err)
	}
	return packed, raw, nil
}

// Scan calls visit with the rank and bytes of each text whose rank is in ranks, or
// of all where ranks is nil, in rank order. The bytes are valid only during the
// call. Blocks without such a rank are not read.
func (t *Texts) Scan(ctx context.Context, ranks *roaring.Bitmap, visit func(rank int, text []byte)) error {
	return t.ScanBlocks(ctx, 0, len(t.blocks), ranks, visit)
}

// Blocks is the number of blocks, for ScanBlocks.
func (t *Texts) Blocks() int { return len(t.blocks) }

// ScanBlocks is Scan over the blocks [from, to) only, so that several
// goroutines can share the work.
func (t *Texts) ScanBlocks(ctx context.Context, from, to int, ranks *roaring.Bitmap, visit func(rank int, text []byte)) error {
	var packed, raw, text []byte
	for i := from; i < to; i++ {
		rank, end := t.blocks[i].first, t.blockEnd(i)
		if ranks != nil && !ranks.IntersectsWithInterval(uint64(rank), uint64(end)) {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		var err error
		if packed, raw, err = t.block(i, packed, raw); err != nil {
			return err
		}
		v := varints{rest: raw}
		text = text[:0]
		for ; rank < end; rank++ {
			shared := v.next()
			rest := v.bytes()
			if v.fault || shared > uint64(len(text)) {
				return damaged("block of descriptions")
			}
			text = append(text[:shared], rest...)
			if ranks == nil || ranks.Contains(uint32(rank)) {
				visit(rank, text)
			}
		}
		if err := v.done("block of descriptions"); err != nil {
			return err
		}
	}
	return nil
}

// All yields every text in rank order, or ends with an error.
func (t *Texts) All() iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for i := range t.blocks {
			stop := false
			err := t.ScanBlocks(context.Background(), i, i+1, nil, func(_ int, text []byte) {
				stop = stop || !yield(string(text), nil)
			})
			if stop {
				return
			}
			if err != nil {
				yield("", err)
				return
			}
		}
	}
}
