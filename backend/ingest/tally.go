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

// Incomplete reports whether one of the files is not all there, or may not be, as
// File.Incomplete has it for one. Where the page that a file says follows is in a
// later file, that is nothing missing.
func (t *Tally) Incomplete() bool { return t.sum.incomplete() }

// AddBeside counts a file that belongs to a source and holds no events by its
// nature, as IsBeside says.
func (t *Tally) AddBeside() { t.sum.beside++ }

func (n *notes) add(other *notes) {
	n.unzoned += other.unzoned
	n.twice += other.twice
	n.never += other.never
	n.dotted += other.dotted
	n.guarded += other.guarded
	n.keysCut += other.keysCut
	n.keysKept += other.keysKept
	n.unnamed += other.unnamed
	n.history += other.history
	n.lessTrail += other.lessTrail
	n.flat += other.flat
	n.commas += other.commas
	n.loose += other.loose
	n.closing += other.closing
	n.beside += other.beside
	n.padding += other.padding
	n.repeated += other.repeated
	n.later += other.later
	n.earlier += other.earlier
	n.cut += other.cut
	n.unended += other.unended
	n.grown += other.grown
	n.titles += other.titles
	n.headers += other.headers
	n.short += other.short
	n.quoted += other.quoted
	n.bared += other.bared
	for log, key := range other.more { // the file that comes later has the later page
		n.follow(log, key)
	}
	for total, h := range other.totals {
		n.count(total, *h)
	}
	for _, title := range other.leftOut {
		n.leave(title)
	}
}
