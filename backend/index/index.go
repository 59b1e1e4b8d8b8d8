package index

import (
	"errors"
	"fmt"
	"os"
	"sync"

	"daybook/backend/failure"
)

// An Index is the index of the descriptions of one segment, opened for reading.
// It is safe for concurrent use.
type Index struct {
	dir      string
	prefixes *prefixes
	bleve    *bleveIndex // nil if there are too few descriptions

	open   sync.RWMutex // held for reading while Bleve's memory maps are needed
	closed bool
}

// Open opens the index that Build wrote into dir. It takes about a millisecond
// whatever the size, loads only the crowded prefixes, and writes nothing.
//
// Files that are missing or do not fit each other are an error; so is a lock that
// another process holds on Bleve's files, after two seconds.
func Open(dir string) (*Index, error) {
	x := &Index{dir: dir}
	if err := x.openFiles(); err != nil {
		x.closeFiles()
		return nil, failure.New("open", dir, err)
	}
	return x, nil
}

func (x *Index) openFiles() (err error) {
	if x.prefixes, err = openPrefixes(x.dir); err != nil || !x.prefixes.bleve {
		return err
	}
	if x.bleve, err = openBleve(x.dir); err != nil {
		return err
	}
	if x.bleve.segment.Count() != uint64(x.prefixes.descriptions) {
		return fmt.Errorf("%s: %w", zapName, errNotBuilt)
	}
	return nil
}

// Close closes all files. It waits for each Match that is running; later ones are
// errors that wrap os.ErrClosed, and so is a second Close.
func (x *Index) Close() error {
	x.open.Lock()
	defer x.open.Unlock()
	err := os.ErrClosed
	if !x.closed {
		x.closed = true
		err = x.closeFiles()
	}
	if err != nil {
		return failure.New("close", x.dir, err)
	}
	return nil
}

func (x *Index) closeFiles() (err error) {
	if x.bleve != nil {
		err = x.bleve.close()
	}
	if x.prefixes != nil {
		err = errors.Join(err, x.prefixes.file.Close())
	}
	return err
}
