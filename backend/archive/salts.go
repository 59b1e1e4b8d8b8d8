package archive

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"

	"daybook/backend/durable"
	"daybook/backend/event"
	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/ledger"
	"daybook/backend/parallel"
	"daybook/backend/segment"
)

// The salts of a segment are in its store, and once more in a file of the folder salts
// that has the number of the segment. That file comes before the segment and goes with
// it: a purge leaves neither. So damage to the events takes no salt with it, and damage
// to the salts no event.

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
	whole, err := a.saltsWhole(ctx)
	if err != nil || whole {
		return nil, err
	}
	c, err := a.hold()
	if err != nil {
		return nil, err
	}
	defer c.end()
	for _, s := range c.v.segments {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		d := a.saltsDamage(s)
		switch {
		case d == nil:
		case folder.FirstExhausted([]*folder.Damage{d}) != nil:
			return nil, failure.New("check", a.dir, d)
		case !d.Passing && a.mayMend() && a.makeSalts(s) == nil:
			a.salted.Store(s.Number, true)
			a.tellBuilt(ledger.BuiltSegment{Segment: s.Number, Events: s.Ref.Events, Damage: []string{d.Error()}})
		default:
			damaged = append(damaged, d)
		}
	}
	return damaged, nil
}

// saltsWhole reports whether all files of salts in use are whole. It keeps no change waiting.
func (a mending) saltsWhole(ctx context.Context) (bool, error) {
	v, err := a.views.acquire()
	if err != nil {
		return false, err
	}
	defer a.views.release(v)
	var wrong atomic.Bool
	parallel.Each(len(v.segments), func(i int) {
		if ctx.Err() == nil && a.saltsDamage(v.segments[i]) != nil {
			wrong.Store(true)
		}
	})
	return !wrong.Load(), ctx.Err()
}

// saltsDamage returns what is wrong with the file of salts of a segment, which it hashes
// unless it did so before and found it whole.
func (a mending) saltsDamage(s *member) *folder.Damage {
	if _, whole := a.salted.Load(s.Number); whole {
		return nil
	}
	d := checkSalts(a.dir, s)
	if d == nil {
		a.salted.Store(s.Number, true)
	}
	return d
}

// checkSalts hashes the file of salts of a segment. Damage to it counts as derived: no event
// is lost with it.
func checkSalts(dir string, s *member) *folder.Damage {
	err := segment.CheckSalts(saltsPath(dir, s.Number), s.Ref)
	if err == nil {
		return nil
	}
	d := folder.DamageOf(saltsName+"/"+folder.Number(s.Number), true, err)
	if errors.Is(err, fs.ErrNotExist) {
		d.Reason = "is missing"
	}
	return d
}

// makeSalts makes the file of salts of a segment again.
func (a mending) makeSalts(s *member) error {
	content, err := segment.SaltsOf(s.Segment, a.tree)
	if err != nil {
		return err
	}
	if err := a.needSpace(int64(len(content))); err != nil {
		return err
	}
	return writeSalts(a.dir, s.Number, content)
}
