package desk

import (
	"time"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/proof"
	"daybook/backend/retention"
)

// retained adds to m the purges and holds that touch the requested time. If
// that time is open, all of them do.
func (r *Request) retained(e *archive.Evidence, m *proof.Manifest) {
	for _, p := range e.Coverage.Purges {
		first, last := timeOf(p.First), timeOf(p.Last)
		if first < r.Query.To && last >= r.Query.From {
			m.Purges = append(m.Purges, proof.Purge{
				Line: p.Line, At: utc(p.Done), User: p.User, Rule: planWords(p.Rule.Plan), Events: p.Count, First: first.String(), Last: last.String(),
				Held: p.Held, Holds: p.Rule.Holds,
			})
		}
	}
	for _, h := range e.Holds {
		if r.touches(h) {
			m.Holds = append(m.Holds, held(h))
		}
	}
	for _, was := range e.Released {
		if r.touches(was.Hold) {
			h := held(was.Hold)
			h.Released, h.ReleasedBy, h.ReleaseReason = utc(was.Released), was.By, was.Reason
			m.Holds = append(m.Holds, h)
		}
	}
}

func held(h retention.Hold) proof.Hold {
	return proof.Hold{ID: h.ID, Name: h.Title(), Reason: h.Reason, Words: h.Scope.Words(), Placed: utc(h.Placed), User: h.By}
}

func utc(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// touches reports whether a hold may cover events of the requested time. A hold
// that cannot be read may.
func (r *Request) touches(h retention.Hold) bool {
	q, err := h.Scope.Parse()
	return err != nil || q.From < r.Query.To && q.To > r.Query.From
}

// timeOf converts a time in a receipt back to the event time that it was made
// from.
func timeOf(t time.Time) event.Time { return event.Time(t.UnixNano()) }
