package ingest

// A Tally adds up the notes of the files of one import, so that what holds for a
// thousand of them is said once. Its zero value has none.
type Tally struct{ sum notes }

// Add adds the notes of a file, once its events have ended.
func (t *Tally) Add(f *File) {
	t.sum.zone = f.notes.zone // the same for all files of an import
	t.sum.add(&f.notes)
}

// Notes are the remarks on all files, as File.Notes has them for one.
func (t *Tally) Notes() []string { return t.sum.lines() }

func (n *notes) add(more *notes) {
	n.unzoned += more.unzoned
	n.twice += more.twice
	n.never += more.never
	n.dotted += more.dotted
	n.guarded += more.guarded
	n.keysCut += more.keysCut
	n.keysKept += more.keysKept
	n.unnamed += more.unnamed
	n.commas += more.commas
	n.pages += more.pages
	n.padding += more.padding
	n.repeated += more.repeated
}
