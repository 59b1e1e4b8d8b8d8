package index

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

const (
	countName = "count"
	magic     = "daybook index 1\n"
)

func writeCount(dir string, n uint32) error {
	return os.WriteFile(filepath.Join(dir, countName), binary.BigEndian.AppendUint32([]byte(magic), n), 0o600)
}

// An Index answers which descriptions of a segment may hold a term.
type Index struct {
	n      uint32
	bleve  bleve.Index
	reader index.IndexReader
	terms  segment.TermDictionary
	seg    segment.Segment
}

// Open opens what Build wrote into dir.
func Open(dir string) (_ *Index, err error) {
	x := &Index{}
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("index: open %s: %v", dir, r)
		}
		if err != nil {
			x.Close()
		}
	}()
	b, err := os.ReadFile(filepath.Join(dir, countName))
	if err != nil {
		return nil, fmt.Errorf("index: open %s: %w", dir, err)
	}
	if len(b) != len(magic)+4 || string(b[:len(magic)]) != magic {
		return nil, fmt.Errorf("index: open %s: unknown format", dir)
	}
	x.n = binary.BigEndian.Uint32(b[len(magic):])
	if x.n == 0 {
		return x, nil
	}
	x.bleve, err = bleve.OpenUsing(filepath.Join(dir, bleveDir), map[string]any{"read_only": true, "bolt_timeout": "1s"})
	if err != nil {
		return nil, fmt.Errorf("index: open %s: %w", dir, err)
	}
	adv, err := x.bleve.Advanced()
	if err != nil {
		return nil, fmt.Errorf("index: open %s: %w", dir, err)
	}
	x.reader, err = adv.Reader()
	if err != nil {
		return nil, fmt.Errorf("index: open %s: %w", dir, err)
	}
	segs := x.reader.(*scorch.IndexSnapshot).Segments()
	if len(segs) != 1 || segs[0].Segment().Count() != uint64(x.n) {
		return nil, fmt.Errorf("index: open %s: %w", dir, errors.New("not the descriptions that were indexed"))
	}
	x.seg = segs[0].Segment()
	return x, nil
}

// Close closes the index.
func (x *Index) Close() error {
	if x.reader != nil {
		x.reader.Close()
	}
	if x.bleve != nil {
		return x.bleve.Close()
	}
	return nil
}
