package ingest

import "errors"

// A Tally adds up the notes of the files of one import, so that a note on a
// thousand files is said once. Its zero value is empty.
type Tally struct{ sum notes }

// Add adds the notes of a file, once its events have ended.
func (t *Tally) Add(f *File) {
	t.sum.zone = f.notes.zone // the same for all files of an import
	t.sum.add(&f.notes)
}

// AddBeside reports whether err is the refusal by Open of a file that comes with
// those of a source and holds no events by its nature, and counts such a file.
func (t *Tally) AddBeside(err error) bool {
	var not *notEvents
	if !errors.As(err, &not) || not.beside == nil {
		return false
	}
	t.sum.beside.Add(not.beside, 1)
	return true
}

// Notes returns the remarks on all files, as File.Notes does for one.
func (t *Tally) Notes() []string { return t.sum.lines() }

// Incomplete reports whether one of the files is incomplete, or may be, as
// File.Incomplete does for one. A page that follows in a later file is not missing.
func (t *Tally) Incomplete() bool { return t.sum.incomplete() }
