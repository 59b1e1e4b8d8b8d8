package index

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
)

const (
	prefixesName = "prefixes"
	magic        = "daybook index 1\n"
	headSize     = len(magic) + 5*4
	entrySize    = 3 * 4
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// contents is the content of the file prefixes.
type contents struct {
	descriptions uint32
	bleve        bool
	long         *roaring.Bitmap // nil is empty
	crowded      []crowdedPrefix // in any order
}

func writePrefixes(dir string, c contents) error {
	slices.SortFunc(c.crowded, func(a, b crowdedPrefix) int { return strings.Compare(a.key, b.key) })
	var long, body []byte
	if c.long != nil && !c.long.IsEmpty() {
		var err error
		if long, err = c.long.ToBytes(); err != nil {
			return err
		}
	}
	for _, p := range c.crowded {
		body = appendNumbers(body, len(p.key), len(p.ranks), int(crc32.Checksum(p.ranks, castagnoli)))
	}
	for _, p := range c.crowded {
		body = append(body, p.key...)
	}
	body = append(body, long...)
	bleve := 0
	if c.bleve {
		bleve = 1
	}
	out := appendNumbers([]byte(magic), int(c.descriptions), bleve, len(long), len(c.crowded), int(crc32.Checksum(body, castagnoli)))
	out = append(out, body...)
	for _, p := range c.crowded {
		out = append(out, p.ranks...)
	}
	return os.WriteFile(filepath.Join(dir, prefixesName), out, 0o600)
}

func appendNumbers(b []byte, numbers ...int) []byte {
	for _, n := range numbers {
		b = binary.BigEndian.AppendUint32(b, uint32(n))
	}
	return b
}

// prefixes is the open file of that name. The bitmaps stay on disk.
type prefixes struct {
	file         *os.File
	descriptions uint32
	bleve        bool
	long         *roaring.Bitmap // nil if empty
	keys         []string        // ascending
	bitmaps      []extent        // of the keys
}

type extent struct {
	offset   int64
	size     uint32
	checksum uint32
}

func openPrefixes(dir string) (*prefixes, error) {
	file, err := os.Open(filepath.Join(dir, prefixesName))
	if err != nil {
		return nil, err
	}
	p := &prefixes{file: file}
	if err := p.read(); err != nil {
		file.Close()
		return nil, fmt.Errorf("%s: %w", prefixesName, err)
	}
	return p, nil
}

// read reads all but the bitmaps. The size of the file bounds what it allocates.
func (p *prefixes) read() error {
	info, err := p.file.Stat()
	if err != nil {
		return err
	}
	head := make([]byte, headSize)
	if _, err := io.ReadFull(p.file, head); err != nil {
		return err
	}
	if string(head[:len(magic)]) != magic {
		return errNotBuilt
	}
	number := func(b []byte, i int) uint32 { return binary.BigEndian.Uint32(b[4*i:]) }
	numbers := head[len(magic):]
	p.descriptions, p.bleve = number(numbers, 0), number(numbers, 1) == 1
	longSize, count, checksum := int64(number(numbers, 2)), int64(number(numbers, 3)), number(numbers, 4)

	table, err := p.section(info.Size(), int64(headSize), count*entrySize)
	if err != nil {
		return err
	}
	keySize, bitmapSize := int64(0), int64(0)
	for e := table; len(e) > 0; e = e[entrySize:] {
		keySize += int64(number(e, 0))
		bitmapSize += int64(number(e, 1))
	}
	rest, err := p.section(info.Size(), int64(headSize+len(table)), keySize+longSize)
	if err != nil {
		return err
	}
	offset := int64(headSize + len(table) + len(rest))
	sum := crc32.Update(crc32.Checksum(table, castagnoli), castagnoli, rest)
	if sum != checksum || offset+bitmapSize != info.Size() {
		return errNotBuilt
	}
	for e := table; len(e) > 0; e = e[entrySize:] {
		key := string(rest[:number(e, 0)])
		rest = rest[len(key):]
		p.keys = append(p.keys, key)
		p.bitmaps = append(p.bitmaps, extent{offset, number(e, 1), number(e, 2)})
		offset += int64(number(e, 1))
	}
	if len(rest) > 0 {
		p.long, err = p.parse(rest)
	}
	return err
}

// section reads a part of the file, whose size is known.
func (p *prefixes) section(fileSize, offset, size int64) ([]byte, error) {
	if size > fileSize-offset {
		return nil, io.ErrUnexpectedEOF
	}
	b := make([]byte, size)
	_, err := io.ReadFull(io.NewSectionReader(p.file, offset, size), b)
	return b, err
}

// ranks returns the ranks of a crowded prefix, and nil for any other. The caller
// may change them.
func (p *prefixes) ranks(prefix string) (*roaring.Bitmap, error) {
	i, _ := slices.BinarySearch(p.keys, prefix)
	if i == len(p.keys) || !strings.HasPrefix(p.keys[i], prefix) {
		return nil, nil
	}
	at := p.bitmaps[i]
	b := make([]byte, at.size)
	if _, err := p.file.ReadAt(b, at.offset); err != nil {
		return nil, fmt.Errorf("%s: %w", prefixesName, err)
	}
	if crc32.Checksum(b, castagnoli) != at.checksum {
		return nil, fmt.Errorf("%s: %w", prefixesName, errNotBuilt)
	}
	return p.parse(b)
}

func (p *prefixes) parse(b []byte) (*roaring.Bitmap, error) {
	ranks := roaring.New()
	if n, err := ranks.ReadFrom(bytes.NewReader(b)); err != nil {
		return nil, fmt.Errorf("%s: %w", prefixesName, err)
	} else if n != int64(len(b)) || ranks.IsEmpty() || ranks.Maximum() >= p.descriptions {
		return nil, fmt.Errorf("%s: %w", prefixesName, errNotBuilt)
	}
	return ranks, nil
}
