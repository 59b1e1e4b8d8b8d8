package evidence

import (
	"time"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/export"
	"daybook/backend/retention"
)

// retained puts the purges and the holds into m that touch the time that was
// asked for. Where that is open, all of them do.
func (r *Request) retained(a *archive.Archive, m *export.Manifest) error {
	receipts, err := a.Receipts()
	if err != nil {
		return err
	}
	for _, p := range receipts {
		first, last := timeOf(p.First), timeOf(p.Last)
		if p.Count > 0 && first < r.Query.To && last >= r.Query.From {
			m.Purges = append(m.Purges, export.Purge{
				At: p.Done.UTC().Format(time.RFC3339), User: p.User, Rule: planWords(p.Rule.Plan), Events: p.Count, First: first.String(), Last: last.String(),
			})
		}
	}
	for _, h := range a.Holds() {
		if r.touches(h) {
			m.Holds = append(m.Holds, export.Hold{
				Name: h.Title(), Reason: h.Reason, Words: h.Scope.Words(), Placed: h.Placed.UTC().Format(time.RFC3339), User: h.By,
			})
		}
	}
	return nil
}

// touches reports whether a hold may cover events of the time that was asked
// for. One that cannot be read may.
func (r *Request) touches(h retention.Hold) bool {
	q, err := h.Scope.Parse()
	return err != nil || q.From < r.Query.To && q.To > r.Query.From
}

// timeOf is a time of a receipt, which was that of an event.
func timeOf(t time.Time) event.Time { return event.Time(t.UnixNano()) }
