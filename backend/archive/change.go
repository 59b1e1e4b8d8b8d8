package archive

// A change is an archive while it is being changed, under the lock Archive.change.
type change struct {
	*Archive
	v   *View // the view from which the change starts
	end func()
}

// begin starts a change of the archive as it is now. The caller must call its end.
func (a *Archive) begin() (change, error) {
	if err := a.ledger.MayWrite(); err != nil {
		return change{}, err
	}
	c, err := a.hold()
	if err != nil {
		return change{}, err
	}
	if err = a.unsure; err == nil {
		err = lookAround(a.dir) // the archive may have been open for days
	}
	if err != nil {
		c.end()
		return change{}, err
	}
	return c, nil
}

// hold keeps the archive from changing until end is called. It is begin for work that
// needs no writing in the folder.
func (a *Archive) hold() (change, error) {
	a.change.Lock()
	v, err := a.views.acquire()
	if err != nil {
		a.change.Unlock()
		return change{}, err
	}
	gather := holdGarbage()
	return change{a, v, func() {
		gather()
		a.views.release(v)
		a.change.Unlock()
	}}, nil
}

// An opening is an archive that is being opened, which no other code can reach yet.
type opening struct{ *Archive }

// change returns a change of an archive that is not open yet, for the changes
// without which it would not open.
func (a opening) change() change { return change{Archive: a.Archive} }
