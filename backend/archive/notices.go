package archive

import (
	"slices"

	"daybook/backend/ledger"
)

// Notices returns what was found damaged and mended since the archive was opened, each a
// sentence without a full stop.
func (a *Archive) Notices() []string {
	a.noted.Lock()
	defer a.noted.Unlock()
	return slices.Clone(a.notices)
}

// tellBuilt notes, for the journal and for the notices, that segments were built again.
func (a *Archive) tellBuilt(all ...ledger.BuiltSegment) {
	if len(all) == 0 {
		return
	}
	a.noted.Lock()
	for _, b := range all {
		a.notices = append(a.notices, b.Words())
	}
	a.noted.Unlock()
	a.ledger.NoteBuilt(all...)
}
