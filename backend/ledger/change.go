package ledger

// A Change is what an import or a purge does to which events there are, as the journal
// tells of it: a line that plans it, and one that says how it ended.
type Change struct {
	kinds    changeKind
	imported *ImportPlanned // nil for a purge
	purged   *PurgePlanned  // nil for an import
}

// Importing is the change that an import is.
func Importing(p ImportPlanned) *Change { return &Change{kinds: importChange, imported: &p} }

// Purging is the change that a purge is.
func Purging(p PurgePlanned) *Change { return &Change{kinds: purgeChange, purged: &p} }

// Purged is what the journal has of a purge.
func (c *Change) Purged() PurgePlanned { return *c.purged }

// Rewrote tells of the file that the report of an import is from a purge on.
func (c *Change) Rewrote(r ImportRef) {
	c.purged.Reports = append(c.purged.Reports, RewrittenReport{r.Number, r.Revision, r.SHA256})
}

// Announce signs a checkpoint of the tree of a change, and writes the line that plans it:
// of the snapshot that it is to make, and of how many events that has. line is the line's
// number.
func (lg *Ledger) Announce(c *Change, snapshot, events int, tree Tree) (checkpoint string, line int64, err error) {
	if checkpoint, err = lg.signCheckpoint(tree); err != nil {
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

// Done writes that the change was done that a line planned, now or before the next line.
func (lg *Ledger) Done(c *Change, line int64, snapshot int) {
	lg.end(c.kinds.done, Ended{line, snapshot})
}

// Abandoned writes that it was not done.
func (lg *Ledger) Abandoned(c *Change, line int64, snapshot int) {
	lg.end(c.kinds.abandoned, Ended{line, snapshot})
}

func (lg *Ledger) end(kind string, data Ended) {
	lg.recording.Lock()
	lg.pending = &pending{kind, data}
	lg.recording.Unlock()
	lg.CatchUp()
}
