package evidence

import (
	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/export"
)

// retained puts the purges and the holds into m that touch the time from from to
// until, both within it.
func (r *Request) retained(a *archive.Archive, m *export.Manifest, from, until event.Time) error {
	return nil
}
