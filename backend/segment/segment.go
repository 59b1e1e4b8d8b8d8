package segment

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
	"daybook/backend/event"
	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/index"
)

// A Segment is one sealed segment, open for reading.
//
// Its derived data are read from its files. Where these are damaged and cannot be
// rebuilt, they are made in memory from the events that can be read: then the rows are
// only these events, and Lost counts the others.
type Segment struct {
	Number int
	Dir    string
	Ref    Ref   // as in the snapshot
	sealed *Seal // as it is on the disk; nil where it cannot be read
	seal   *Seal // of the rows that can be read

	store   *tables
	index   *index.Index // nil where the derived data are in memory
	Columns *columns.Segment
	memory  pageMemory // of columns
	Texts   *columns.Texts
	IDs     *columns.IDs
	files   []*os.File
	Held    bool     // the derived data are in memory
	at      []uint32 // rows of the store, by row; nil where they are equal
	Lost    int      // events that have no row
	ranged  bool     // ref has the runs of numbers, or there are too many

	Opened []*folder.Damage // damage that was found on opening

	checking sync.Mutex
	checked  bool             // all files were checked, or checking has stopped
	found    []*folder.Damage // Opened and the findings of the check of whole files
}

// Open opens a sealed segment after its precheck. Where the derived files cannot be
// used, their damage is returned, and only the store of the segment is open, as far as
// possible. Damage to the events is kept, and reading a damaged event is an error. The
// error reports that this program cannot open files at present.
func Open(dir string, ref Ref) (_ *Segment, derived []*folder.Damage, err error) {
	s := &Segment{Number: ref.Number, Dir: dir, Ref: ref, seal: &Seal{Events: ref.Events, Newest: event.Latest, Oldest: event.Earliest}}
	defer func() {
		if err != nil {
			s.Close()
			err = failure.New("open", "segment "+dir, err)
		}
	}()
	damages := s.readSeal()
	var names []string
	if s.sealed != nil {
		s.seal, names = s.sealed, s.sealed.tables()
	} else if names, err = listTables(filepath.Join(dir, "events")); err != nil {
		damages = append(damages, folder.DamageOf("events", false, err))
	}
	var faults []*folder.Damage
	s.store, faults = openTables(filepath.Join(dir, "events"), names)
	for _, f := range faults {
		f.Path = "events/" + f.Path
		if !slices.ContainsFunc(damages, func(d *folder.Damage) bool { return d.Path == f.Path }) {
			damages = append(damages, f) // parts that the precheck did not read may be damaged too
		}
	}
	if err = folder.FirstExhausted(damages); err != nil {
		return nil, nil, err
	}
	for _, d := range damages {
		d.Path = s.Path(d.Path)
		s.Opened = append(s.Opened, d)
		if d.Derived {
			derived = append(derived, d)
		}
	}
	if s.sealed == nil && derived == nil {
		derived = s.Opened // nothing says which files were sealed
	}
	if derived == nil {
		if err := s.openDerived(); err != nil {
			derived = s.whyShut(err)
			if err := folder.FirstExhausted(derived); err != nil {
				return nil, nil, err
			}
			s.Opened = append(s.Opened, derived...)
			s.shutDerived()
		}
	}
	s.found = s.Opened
	return s, derived, nil
}

// whyShut finds why files cannot be opened although the precheck found no fault: damage in
// the bytes that it did not read. If there is none, the cause is not damage. The error
// itself cannot tell, since Bleve may hide the cause of its errors.
func (s *Segment) whyShut(err error) (derived []*folder.Damage) {
	for i := range s.sealed.Files {
		f := &s.sealed.Files[i]
		if !f.derived() {
			continue
		}
		if d := f.check(s.Dir, false); d != nil {
			d.Path = s.Path(d.Path)
			derived = append(derived, d)
		}
	}
	if derived == nil {
		derived = []*folder.Damage{{Path: s.Path("index"), Reason: folder.NotNow(err), Derived: true, Passing: true, Cause: err}}
	}
	return derived
}

// readSeal reads the seal and compares the files with it, as a precheck does. The paths of
// damaged files start at the segment's folder.
func (s *Segment) readSeal() []*folder.Damage {
	sealed, err := readSeal(s.Dir, s.Ref.Seal)
	if err == nil && sealed.Events != s.Ref.Events {
		err = folder.Damagef("it is of %d events, the snapshot says %d", sealed.Events, s.Ref.Events)
	}
	if info, stat := os.Lstat(s.Dir); errors.Is(stat, fs.ErrNotExist) || stat == nil && !durable.IsFolder(info.Mode()) {
		return []*folder.Damage{{Path: "", Reason: "the folder is missing"}}
	}
	if errors.Is(err, fs.ErrNotExist) {
		return []*folder.Damage{{Path: sealName, Reason: "is missing", Derived: true}}
	}
	if err != nil {
		return []*folder.Damage{folder.DamageOf(sealName, true, err)}
	}
	damages, err := sealed.precheck(s.Dir)
	if err != nil {
		return []*folder.Damage{folder.DamageOf("", true, err)}
	}
	s.sealed = sealed
	if v := sealed.Index; v != folder.IndexVersion {
		damages = append(damages, &folder.Damage{Path: "index", Reason: fmt.Sprintf("is of version %d, this program has %d", v, folder.IndexVersion), Derived: true, Outdated: true})
	}
	return damages
}

// listTables returns the names of the tables of events in a folder.
func listTables(dir string) (names []string, err error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, e := range entries {
		if IsFile("events/"+e.Name()) && filepath.Ext(e.Name()) == ".sst" {
			names = append(names, e.Name())
		}
	}
	return names, err
}

// Path returns the path of a file of the segment as an officer finds it in the archive's
// folder.
func (s *Segment) Path(rel string) string { return "segments/" + folder.Number(s.Number) + "/" + rel }

func (s *Segment) openDerived() error {
	data, err := folder.Read(filepath.Join(s.Dir, "columns"), folder.MaxDerived)
	if err != nil {
		return err
	}
	if s.Columns, err = columns.OpenSegment(data, s.memory.take); err != nil {
		return err
	}
	open := func(name string) (*os.File, int64, error) {
		f, err := durable.Open(filepath.Join(s.Dir, name))
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
	if s.Texts, err = columns.OpenTexts(f, size); err != nil {
		return err
	}
	if f, _, err = open("ids"); err != nil {
		return err
	}
	s.IDs = columns.OpenIDs(f, s.Columns.Rows())
	s.index, err = index.Open(filepath.Join(s.Dir, "index"))
	return err
}

// Close closes all files of the segment.
func (s *Segment) Close() error {
	errs := []error{s.Rest()}
	for _, f := range s.files {
		errs = append(errs, f.Close())
	}
	s.files = nil
	return errors.Join(append(errs, s.memory.give())...)
}

// shutDerived closes the files that openDerived opened.
func (s *Segment) shutDerived() {
	if s.index != nil {
		s.index.Close()
	}
	for _, f := range s.files {
		f.Close()
	}
	s.memory.give()
	s.index, s.files, s.Columns, s.Texts, s.IDs = nil, nil, nil, nil, nil
}

// Rest closes store and index until Wake: their memory and their maps would
// accumulate while a large import builds segment after segment. No other code may
// use the segment.
func (s *Segment) Rest() error {
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

// Wake opens store and index again. It is for segments that this program has just built.
func (s *Segment) Wake() (err error) {
	if s.store == nil {
		var faults []*folder.Damage
		if s.store, faults = openTables(filepath.Join(s.Dir, "events"), s.seal.tables()); len(faults) > 0 {
			return failure.New("open", "segment "+s.Dir, faults[0])
		}
	}
	if s.index == nil && !s.Held {
		if s.index, err = index.Open(filepath.Join(s.Dir, "index")); err != nil {
			return failure.New("open", "segment "+s.Dir, err)
		}
	}
	return nil
}

// Read calls visit with each of the rows, whose numbers rise.
func (s *Segment) Read(rows []uint32, visit func(i int, r Row) error) error {
	if s.at != nil {
		inStore := make([]uint32, len(rows))
		for i, number := range rows {
			inStore[i] = s.at[number]
		}
		rows = inStore
	}
	return s.readStore(rows, visit)
}

// readStore is Read by the rows of the store.
func (s *Segment) readStore(rows []uint32, visit func(i int, r Row) error) error {
	err := s.store.read(rows, visit)
	if d := EventsDamaged(s.Opened); errors.Is(err, ErrNoRow) && d != nil {
		return fmt.Errorf("%w: %w", d, ErrNoRow)
	}
	return err
}

// RefNow returns the reference to the segment for the next snapshot. It is not for
// concurrent use.
func (s *Segment) RefNow() (Ref, error) {
	if s.ranged || s.Ref.Seqs != nil || s.Lost > 0 {
		return s.Ref, nil
	}
	seqs, err := s.Columns.Seqs()
	if err != nil {
		return s.Ref, failure.New("read", "columns of segment "+folder.Number(s.Number), err)
	}
	seqs = slices.Clone(seqs)
	slices.Sort(seqs)
	if runs := Runs(seqs); len(runs) <= maxRuns {
		s.Ref.Seqs = runs
	}
	s.ranged = true
	return s.Ref, nil
}

// OpenStore opens only the store of a segment with these known damages: its derived data
// must be made in memory.
func OpenStore(dir string, ref Ref, damages []*folder.Damage) (*Segment, error) {
	s, _, err := Open(dir, ref)
	if err != nil {
		return nil, err
	}
	s.shutDerived()
	s.Opened, s.found, s.checked = damages, damages, true
	return s, nil
}

// Bytes returns the size of all its files.
func (s *Segment) Bytes() (sum int64) {
	for i := range s.seal.Files {
		sum += s.seal.Files[i].Size
	}
	return sum
}

// HasFile reports whether the segment has a file of that path, from its folder, as far as
// that is known.
func (s *Segment) HasFile(rel string) bool {
	if s.sealed != nil {
		return s.sealed.names(rel)
	}
	return IsFile(rel)
}

// Events returns how many events can be read.
func (s *Segment) Events() int { return s.seal.Events }

// Newest returns the time of the newest of these events, and Oldest that of the oldest.
func (s *Segment) Newest() event.Time { return s.seal.Newest }
func (s *Segment) Oldest() event.Time { return s.seal.Oldest }

// EventsDamaged returns the first damage to a file that is not derived.
func EventsDamaged(damages []*folder.Damage) *folder.Damage {
	for _, d := range damages {
		if !d.Derived {
			return d
		}
	}
	return nil
}
