package index

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/blevesearch/vellum"
)

// Bleve's files.
const (
	metaName = "index_meta.json"
	boltName = "store/root.bolt"
	zapName  = "store/000000000002.zap"
)

var errNotBuilt = errors.New("not an index as it was built")

// A bleveIndex is Bleve's index, opened for reading. Its one segment is read
// directly: no query, no collector, no score is between a term and its ranks.
type bleveIndex struct {
	index   bleve.Index
	reader  index.IndexReader
	segment segment.Segment
}

func openBleve(dir string) (*bleveIndex, error) {
	// Bleve makes missing files, or moves others into their place, even when it
	// only reads.
	for _, name := range []string{metaName, boltName, zapName} {
		if info, err := os.Lstat(filepath.Join(dir, name)); err != nil {
			return nil, err
		} else if !info.Mode().IsRegular() {
			return nil, fmt.Errorf("%s: %w", name, errNotBuilt)
		}
	}
	if _, err := os.Lstat(filepath.Join(dir, metaName+"_temp")); err == nil {
		return nil, fmt.Errorf("%s_temp: %w", metaName, errNotBuilt)
	}
	b := &bleveIndex{}
	if err := guard(func() error { return b.open(dir) }); err != nil {
		b.close()
		return nil, err
	}
	return b, nil
}

func (b *bleveIndex) open(dir string) (err error) {
	b.index, err = bleve.OpenUsing(dir, map[string]any{
		"read_only":    true,
		"bolt_timeout": "2s", // otherwise it waits for ever for a file that somebody has locked
	})
	if err != nil {
		return err
	}
	advanced, err := b.index.Advanced()
	if err != nil {
		return err
	}
	if b.reader, err = advanced.Reader(); err != nil {
		return err
	}
	snapshot, ok := b.reader.(*scorch.IndexSnapshot)
	if !ok || len(snapshot.Segments()) != 1 || snapshot.Segments()[0].Deleted() != nil {
		return errNotBuilt
	}
	b.segment = snapshot.Segments()[0].Segment()
	_, err = b.dictionary() // this keeps the dictionary; otherwise the first search would wait for it
	return err
}

func (b *bleveIndex) close() error {
	return guard(func() (err error) {
		if b.reader != nil {
			err = b.reader.Close()
		}
		if b.index != nil {
			err = errors.Join(err, b.index.Close())
		}
		return err
	})
}

// checkOrder returns an error unless there are n documents, numbered by rank.
func (b *bleveIndex) checkOrder(n int) error {
	if b.segment.Count() != uint64(n) {
		return fmt.Errorf("bleve has %d of %d descriptions", b.segment.Count(), n)
	}
	for i := range n {
		id, err := b.segment.DocID(uint64(i))
		if err != nil {
			return err
		}
		if len(id) != 4 || binary.BigEndian.Uint32(id) != uint32(i) {
			return fmt.Errorf("bleve has numbered description %x as %d", id, i)
		}
	}
	return nil
}

// A dictionary is the terms of a segment with their ranks. One goroutine may
// use it.
type dictionary struct {
	bleveDictionary
	list segment.PostingsList // reused
}

type bleveDictionary interface {
	segment.TermDictionary
	AutomatonIteratorOmitCount(a segment.Automaton, startKeyInclusive, endKeyExclusive []byte) segment.DictionaryIterator
}

func (b *bleveIndex) dictionary() (*dictionary, error) {
	d, err := b.segment.Dictionary(field)
	if err != nil {
		return nil, err
	}
	return &dictionary{bleveDictionary: d.(bleveDictionary)}, nil
}

// orInto adds the ranks of a term to ranks, or nothing if there is no such term.
func (d *dictionary) orInto(ranks *roaring.Bitmap, term string) (err error) {
	if d.list, err = d.PostingsList([]byte(term), nil, d.list); err != nil {
		return err
	}
	d.list.(interface{ OrInto(*roaring.Bitmap) }).OrInto(ranks)
	return nil
}

// each calls do with each term that starts with prefix, in byte order.
func (d *dictionary) each(prefix string, do func(term string) error) error {
	var from, to []byte
	if prefix != "" {
		from, to = []byte(prefix), []byte(prefix)
		to[len(to)-1]++ // a prefix is UTF-8, so its last byte is not 0xff
	}
	terms := d.AutomatonIteratorOmitCount(&vellum.AlwaysMatch{}, from, to)
	for {
		entry, err := terms.Next()
		if err != nil || entry == nil {
			return err
		}
		if err := do(entry.Term); err != nil {
			return err
		}
	}
}

// guard runs do and returns an error for a panic in Bleve, with which it reports
// some damage, and for a fault in its memory maps, which a file causes that became
// shorter or cannot be read.
func guard(do func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("bleve: %v", r)
		}
	}()
	return do()
}
