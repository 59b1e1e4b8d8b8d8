package ingest

import "errors"

// A Tally adds up the notes of the files of one import, so that what holds for a
// thousand of them is said once. Its zero value has none.
type Tally struct{ sum notes }

// Add adds the notes of a file, once its events have ended.
func (t *Tally) Add(f *File) {
	t.sum.zone = f.notes.zone // the same for all files of an import
	t.sum.add(&f.notes)
}

// AddBeside counts a file that comes with those of a source and holds no events by
// its nature, if err is how Open refused one, and reports whether it is.
func (t *Tally) AddBeside(err error) bool {
	var not *notEvents
	if !errors.As(err, &not) || not.beside == nil {
		return false
	}
	t.sum.beside.Add(not.beside, 1)
	return true
}

// Notes are the remarks on all files, as File.Notes has them for one.
func (t *Tally) Notes() []string { return t.sum.lines() }

// Incomplete reports whether one of the files is not all there, or may not be, as
// File.Incomplete has it for one. Where the page that a file says follows is in a
// later file, that is nothing missing.
func (t *Tally) Incomplete() bool { return t.sum.incomplete() }
