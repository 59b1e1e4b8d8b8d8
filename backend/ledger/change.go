package ledger

// A Change is the record of an import or a purge in the journal: a line that plans it,
// and a line that says how it ended.
type Change struct {
	kinds    changeKind
	imported *ImportPlanned // nil for a purge
	purged   *PurgePlanned  // nil for an import
}

// Importing returns the change of an import.
func Importing(p ImportPlanned) *Change { return &Change{kinds: importChange, imported: &p} }

// Purging returns the change of a purge.
func Purging(p PurgePlanned) *Change { return &Change{kinds: purgeChange, purged: &p} }

// Purged returns the journal's data of a purge.
func (c *Change) Purged() PurgePlanned { return *c.purged }

// Rewrote adds the file that holds the report of an import after a purge, with the number of
// quotes that went.
func (c *Change) Rewrote(r ImportRef, quotes int) {
	c.purged.Reports = append(c.purged.Reports, RewrittenReport{r.Number, r.Revision, quotes, r.SHA256})
}

// Announce signs a checkpoint of the tree of a change, and writes the line that plans it,
// with the snapshot that it will make and its number of events. line is the line's
// number.
func (lg *Ledger) Announce(c *Change, snapshot, events int, tree Tree) (checkpoint string, line int64, err error) {
	if _, checkpoint, _, err = lg.Sign(tree); err != nil {
		return "", 0, err
	}
	planned, data := Planned{snapshot, events, checkpoint}, any(c.imported)
	if c.purged != nil {
		c.purged.Planned, data = planned, c.purged
	} else {
		c.imported.Planned = planned
	}
	l, err := lg.record(c.kinds.planned, data)
	return checkpoint, l.N, err
}

// Done writes that the change that a line planned was done, now or before the next line.
func (lg *Ledger) Done(c *Change, line int64, snapshot int) {
	lg.end(c.kinds.done, Ended{line, snapshot})
}

// Abandoned writes that the change was not done.
func (lg *Ledger) Abandoned(c *Change, line int64, snapshot int) {
	lg.end(c.kinds.abandoned, Ended{line, snapshot})
}

func (lg *Ledger) end(kind string, data Ended) {
	lg.recording.Lock()
	lg.pending = &pending{kind, data}
	lg.recording.Unlock()
	lg.CatchUp()
}
