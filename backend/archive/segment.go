package archive

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"daybook/backend/columns"
	"daybook/backend/durable"
	"daybook/backend/index"
)

// A segment is one sealed segment, open for reading.
type segment struct {
	number int
	dir    string
	seal   *seal
	sum    string // of the seal

	store   *tables // nil if its files are damaged: see broken
	broken  *Damage
	index   *index.Index
	columns *columns.Segment
	memory  pageMemory // of columns
	texts   *columns.Texts
	ids     *columns.IDs
	files   []*os.File

	views int  // that hold it; under Archive.mu
	seen  bool // by any view; under Archive.mu
	gone  bool // no longer in the current snapshot; under Archive.mu

	check sync.Once
	found []*Damage // beside broken: on opening, and by the whole-file check when done is closed
	done  chan struct{}
}

// openSegment opens a sealed segment after its precheck. Damage to derived
// files comes back beside a segment whose store alone is open, for rebuilding;
// damage to the events is kept in broken, and reading an event then reports it.
func openSegment(dir string, ref segmentRef) (s *segment, derived []*Damage, err error) {
	s = &segment{number: ref.Number, dir: dir, sum: ref.Seal, done: make(chan struct{})}
	if s.seal, err = readSeal(dir, ref.Seal); errors.Is(err, fs.ErrNotExist) {
		return nil, nil, lacking(filepath.Join(dir, sealName), err)
	} else if err != nil {
		return nil, nil, fmt.Errorf("archive: open segment %s: %w", dir, err)
	}
	if s.seal.Events != ref.Events {
		return nil, nil, fmt.Errorf("archive: open segment %s: %w: %d events, the snapshot says %d", dir, ErrDamaged, s.seal.Events, ref.Events)
	}
	damages, err := s.seal.precheck(dir)
	if err != nil {
		return nil, nil, fmt.Errorf("archive: open segment %s: %w", dir, err)
	}
	if v := s.seal.Index; v != IndexVersion {
		damages = append(damages, &Damage{"index", fmt.Sprintf("is of version %d, this program has %d", v, IndexVersion), true})
	}
	for _, d := range damages {
		d.Path = s.path(d.Path)
		if d.Derived {
			derived = append(derived, d)
		} else if s.broken == nil {
			s.broken = d
		} else {
			s.found = append(s.found, d)
		}
	}
	if s.broken == nil {
		// What the precheck did not read may be damaged too.
		if s.store, err = openTables(filepath.Join(dir, "events"), s.seal.tables()); err != nil {
			s.broken = &Damage{s.path("events"), err.Error(), false}
		}
	}
	if derived == nil {
		if err := s.openDerived(); err != nil {
			derived = append(derived, &Damage{s.path("index"), err.Error(), true})
		}
	}
	return s, derived, nil
}

// path names a file of the segment as an officer finds it in the folder.
func (s *segment) path(rel string) string { return "segments/" + number(s.number) + "/" + rel }

func (s *segment) openDerived() error {
	data, err := readOwn(filepath.Join(s.dir, "columns"), maxDerived)
	if err != nil {
		return err
	}
	if s.columns, err = columns.OpenSegment(data, s.memory.take); err != nil {
		return err
	}
	open := func(name string) (*os.File, int64, error) {
		f, err := durable.Open(filepath.Join(s.dir, name))
		if err != nil {
			return nil, 0, err
		}
		s.files = append(s.files, f)
		info, err := f.Stat()
		if err != nil {
			return nil, 0, err
		}
		return f, info.Size(), nil
	}
	f, size, err := open("descriptions")
	if err != nil {
		return err
	}
	if s.texts, err = columns.OpenTexts(f, size); err != nil {
		return err
	}
	if f, _, err = open("ids"); err != nil {
		return err
	}
	s.ids = columns.OpenIDs(f, s.columns.Rows())
	s.index, err = index.Open(filepath.Join(s.dir, "index"))
	return err
}

func (s *segment) close() error {
	errs := []error{s.rest()}
	for _, f := range s.files {
		errs = append(errs, f.Close())
	}
	return errors.Join(append(errs, s.memory.give())...)
}

// rest closes store and index until wake: what they hold and map of their files
// would gather while a large import builds segment after segment. Nobody else
// may have the segment.
func (s *segment) rest() error {
	var errs []error
	if s.index != nil {
		errs = append(errs, s.index.Close())
	}
	if s.store != nil {
		errs = append(errs, s.store.close())
	}
	s.index, s.store = nil, nil
	return errors.Join(errs...)
}

// wake opens them again, unless the events are damaged.
func (s *segment) wake() (err error) {
	if s.store == nil && s.broken == nil {
		if s.store, err = openTables(filepath.Join(s.dir, "events"), s.seal.tables()); err != nil {
			return fmt.Errorf("archive: open segment %s: %w", s.dir, err)
		}
	}
	if s.index == nil {
		if s.index, err = index.Open(filepath.Join(s.dir, "index")); err != nil {
			return fmt.Errorf("archive: open segment %s: %w", s.dir, err)
		}
	}
	return nil
}

// checkWhole hashes every large file whole, once; the small ones were hashed on
// opening. It returns all damage beside broken, each file once.
func (s *segment) checkWhole() []*Damage {
	s.check.Do(func() {
		defer close(s.done)
		for i := range s.seal.Files {
			f := &s.seal.Files[i]
			path := s.path(f.Path)
			named := func(d *Damage) bool { return d.Path == path }
			if !f.large() || s.broken != nil && named(s.broken) || slices.ContainsFunc(s.found, named) {
				continue
			}
			if d := f.check(s.dir, false); d != nil {
				d.Path = path
				s.found = append(s.found, d)
			}
		}
	})
	<-s.done
	return s.found
}

// read calls visit with each of the rows, whose numbers rise.
func (s *segment) read(rows []uint32, visit func(i int, r row) error) error {
	if s.broken != nil {
		return s.broken
	}
	return s.store.read(rows, visit)
}
