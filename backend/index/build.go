package index

import (
	"iter"
	"os"
	"path/filepath"

	"daybook/backend/failure"
	"daybook/backend/query"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2"
)

// limits are the numbers by which an index is built. They decide its cost and which
// answers are exact, never where a term is found.
type limits struct {
	few       int // descriptions that need no Bleve
	long      int // bytes of the longest Normal text that is indexed
	documents int // a batch with this many is full: larger batches are no faster
	terms     int // and so is a batch with this many terms: each takes some 400 bytes of memory
	crowd     int // a prefix with more terms than this has its ranks kept ready
}

var standard = limits{few: 64, long: 16 << 10, documents: 4096, terms: 1 << 17, crowd: 128}

// Build writes the index of descriptions, which come in the order of their
// ranks, into dir. It makes the folder, which must not exist, and removes it
// again if there is an error. Nothing is written outside dir, nothing is synced,
// and all files and folders are for their owner alone.
//
// It takes some 20 µs of one processor and 110 bytes on disk a description, and
// some 50 MB of memory. It runs on the caller's goroutine; several calls may run at
// once. If the sequence of descriptions ends early, those that came are indexed all
// the same.
func Build(dir string, descriptions iter.Seq[string]) error {
	return build(dir, descriptions, standard)
}

func build(dir string, descriptions iter.Seq[string], l limits) error {
	err := os.Mkdir(dir, 0o700)
	if err == nil {
		if err = fill(dir, descriptions, l); err != nil {
			os.RemoveAll(dir)
		}
	}
	if err != nil {
		return failure.New("build", dir, err)
	}
	return nil
}

func fill(dir string, descriptions iter.Seq[string], l limits) error {
	long := roaring.New()
	n, err := fillBleve(dir, descriptions, l, long)
	if err != nil {
		return err
	}
	if n <= l.few {
		return writePrefixes(dir, contents{descriptions: uint32(n)})
	}
	b, err := openBleve(dir)
	if err != nil {
		return err
	}
	defer b.close()
	var crowded []crowdedPrefix
	err = guard(func() (err error) {
		if err = b.checkOrder(n); err == nil {
			crowded, err = b.crowdedPrefixes(l.crowd)
		}
		return err
	})
	if err != nil {
		return err
	}
	return writePrefixes(dir, contents{uint32(n), true, long, crowded})
}

// fillBleve writes Bleve's files, unless there are too few descriptions, and adds
// to long the ranks of the descriptions that are not indexed. It returns the number
// of descriptions.
func fillBleve(dir string, descriptions iter.Seq[string], l limits, long *roaring.Bitmap) (int, error) {
	var builder bleve.Builder
	b := newBatch()
	flush := func() (err error) {
		defer b.reset()
		return guard(func() (err error) {
			if builder == nil {
				if builder, err = newBuilder(dir); err != nil {
					return err
				}
			}
			return builder.Index("batch", b)
		})
	}
	for text := range descriptions {
		normal := query.Normal(text)
		if len(normal) > l.long {
			long.Add(b.next())
			normal = ""
		}
		b.add(normal)
		if len(b.documents) > l.few && (len(b.documents) >= l.documents || len(b.terms) >= l.terms) {
			if err := flush(); err != nil {
				return 0, err
			}
		}
	}
	n := int(b.next())
	if n <= l.few {
		return n, nil
	}
	if len(b.documents) > 0 {
		if err := flush(); err != nil {
			return 0, err
		}
	}
	if err := guard(builder.Close); err != nil {
		return 0, err
	}
	return n, os.Chmod(filepath.Join(dir, metaName), 0o600) // Bleve leaves it readable for everybody
}
