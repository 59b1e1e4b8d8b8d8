package segment

import (
	"slices"

	"daybook/backend/folder"
)

// CheckWhole hashes every large file completely; the small files were hashed on
// opening. It returns all damage, each file once. Files that could not be read are
// tried again the next time; the result for all others is kept.
func (s *Segment) CheckWhole() []*folder.Damage {
	s.checking.Lock()
	defer s.checking.Unlock()
	if s.checked || s.sealed == nil {
		return s.found
	}
	found, again := slices.Clone(s.Opened), false
	for i := range s.sealed.Files {
		f := &s.sealed.Files[i]
		path := s.Path(f.Path)
		if !f.large() || slices.ContainsFunc(found, func(d *folder.Damage) bool { return d.Path == path }) {
			continue
		}
		if d := f.check(s.Dir, false); d != nil {
			d.Path = path
			found = append(found, d)
			again = again || d.Passing
		}
	}
	s.found, s.checked = found, !again
	return s.found
}

// StopChecking waits for a check of whole files that has begun, and keeps one from
// beginning: files must not be hashed while they are removed.
func (s *Segment) StopChecking() {
	s.checking.Lock()
	s.checked = true
	s.checking.Unlock()
}

// foundNow returns the damage that is known by now.
func (s *Segment) foundNow() []*folder.Damage {
	s.checking.Lock()
	defer s.checking.Unlock()
	return s.found
}

// Unwell reports damage to the events of a segment, as far as it is known.
func (s *Segment) Unwell() bool { return s.Lost > 0 || EventsDamaged(s.CheckWhole()) != nil }

// CheckAnew reads the seal and every file, and returns all damage. It trusts nothing that
// an earlier check found. Each file is one problem, however often it is found.
func (s *Segment) CheckAnew() []*folder.Damage {
	now := &Segment{Number: s.Number, Dir: s.Dir, Ref: s.Ref}
	now.Opened = now.readSeal()
	for _, d := range now.Opened {
		d.Path = s.Path(d.Path)
	}
	now.found = now.Opened
	return now.CheckWhole()
}

// Whole reports whether the seal and the events of the segment showed no damage on
// opening.
func (s *Segment) Whole() bool { return s.sealed != nil && !s.Shut() }

// Shut reports whether some of the tables of events could not be opened.
func (s *Segment) Shut() bool { return EventsDamaged(s.Opened) != nil }
