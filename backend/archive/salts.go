package archive

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"daybook/backend/durable"
	"daybook/backend/event"
	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/ledger"
	"daybook/backend/segment"
)

// The salts of a segment are in its store, and once more in a file of the folder salts
// that has the number of the segment. That file comes before the segment and goes with
// it: a purge leaves neither. So damage to the events takes no salt with it, and damage
// to the salts no event.

func saltsPath(dir string, n int) string { return filepath.Join(dir, saltsName, folder.Number(n)) }

// writeSalts writes the file of salts of a segment.
func writeSalts(dir string, n int, content []byte) error {
	path := saltsPath(dir, n)
	err := os.MkdirAll(filepath.Dir(path), 0o700)
	if err == nil {
		err = segment.WriteSalts(path, content)
	}
	if err == nil {
		err = durable.SyncFolder(filepath.Dir(path))
	}
	if err != nil {
		return failure.New("write", path, err)
	}
	return nil
}

// removeSegment removes a segment and its salts.
func removeSegment(dir string, n int) error {
	path := saltsPath(dir, n)
	return errors.Join(segment.Remove(segmentPath(dir, n)), segment.Remove(path), segment.Remove(path+".new"))
}

// salts are the files of salts that an import has opened, by the numbers of their
// segments; nil stands for a file that cannot be used.
type salts struct {
	dir  string
	open map[int]*segment.Salts
}

// of returns the salts of a segment, or nil where they cannot be read.
func (f *salts) of(n int) *segment.Salts {
	s, known := f.open[n]
	if !known {
		if f.open == nil {
			f.open = make(map[int]*segment.Salts)
		}
		s, _ = segment.OpenSalts(saltsPath(f.dir, n)) // what cannot be used is reported by checkSalts
		f.open[n] = s
	}
	return s
}

// salt returns the salt of an event of a segment; ok is false where it is not known.
func (f *salts) salt(n int, seq uint64) (salt event.Salt, ok bool, err error) {
	if s := f.of(n); s != nil {
		return s.Salt(seq)
	}
	return salt, false, nil
}

func (f *salts) close() {
	for _, s := range f.open {
		if s != nil {
			s.Close()
		}
	}
	f.open = nil
}

// checkSalts hashes the files of salts, each once, and makes those that are damaged again
// from the events. A file that cannot be made again stays, since the rest of it may be
// what heals an event. It returns the damage that stays.
func (a mending) checkSalts(ctx context.Context) (damaged []error, err error) {
	c, err := a.hold()
	if err != nil {
		return nil, err
	}
	defer c.end()
	for _, s := range c.v.segments {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if _, whole := a.salted.Load(s.Number); whole {
			continue
		}
		wrong := segment.CheckSalts(saltsPath(a.dir, s.Number), s.Ref)
		if wrong == nil {
			a.salted.Store(s.Number, true)
			continue
		}
		d := saltsDamage(s.Number, wrong)
		if folder.FirstExhausted([]*folder.Damage{d}) != nil {
			return nil, failure.New("check", a.dir, d)
		}
		if !d.Passing && a.makeSalts(s) == nil {
			a.salted.Store(s.Number, true)
			a.tellBuilt(ledger.BuiltSegment{Segment: s.Number, Events: s.Ref.Events, Damage: []string{d.Error()}})
			continue
		}
		damaged = append(damaged, d)
	}
	return damaged, nil
}

// saltsDamage describes what is wrong with a file of salts. It counts as derived: no event
// is lost with it.
func saltsDamage(n int, err error) *folder.Damage {
	d := folder.DamageOf(saltsName+"/"+folder.Number(n), true, err)
	if errors.Is(err, os.ErrNotExist) {
		d.Reason = "is missing"
	}
	return d
}

// makeSalts makes the file of salts of a segment again.
func (a mending) makeSalts(s *member) error {
	if err := a.ledger.MayWrite(); err != nil {
		return err
	}
	if a.unsure != nil {
		return a.unsure
	}
	if err := a.ledger.DoubtSoFar(); err != nil {
		return errors.New("the archive is in doubt")
	}
	content, err := segment.SaltsOf(s.Segment, a.tree)
	if err != nil {
		return err
	}
	if err := a.needSpace(int64(len(content))); err != nil {
		return err
	}
	return writeSalts(a.dir, s.Number, content)
}
