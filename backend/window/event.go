package window

import (
	"fmt"

	"daybook/backend/archive"
	"daybook/backend/event"
)

// Event returns one event in full.
func (c *searches) Event(seq uint64) (EventDetails, error) {
	return guard(func() (EventDetails, error) {
		open, err := c.w.current()
		if err != nil {
			return EventDetails{}, err
		}
		full, err := archive.Ask(open.Archive, func(v *archive.View) (archive.Full, error) { return v.Event(c.w.ctx, seq) })
		if err != nil {
			return EventDetails{}, err
		}
		e := full.Event
		out := EventDetails{
			Seq: seq, ID: e.ID, Actor: e.Actor, Category: e.Category, Action: e.Action, Description: e.Description,
			Time: e.Time.String(), Details: string(e.Details), Import: asReport(full.Import, false),
			Conflicts: append([]uint64{}, full.Conflicts...), Leaf: full.Leaf.String(),
			Proof: fmt.Sprintf("Equal to leaf %d of the archive's tree", seq),
		}
		out.Meaning, _ = event.Meaning(e.Category, e.Action)
		if out.OriginalTime, out.TimeRule = event.WrittenTime(e.Details); out.OriginalTime == out.Time {
			out.OriginalTime, out.TimeRule = "", ""
		}
		return out, nil
	})
}

// An EventDetails is one event in full.
type EventDetails struct {
	Seq         uint64 `json:"seq"`
	ID          string `json:"id"`
	Actor       string `json:"actor"`
	Category    string `json:"category"`
	Action      string `json:"action"`
	Description string `json:"description"`
	Time        string `json:"time"`
	// The catalogue's meaning of the action key; "" outside the catalogue.
	Meaning string `json:"meaning"`
	// The source's own record as JSON text; "" if there was none.
	Details string `json:"details"`
	// The time as the source wrote it and how it was read ("no zone: read as UTC"); ""
	// if the source's text equals `time`.
	OriginalTime string `json:"originalTime"`
	TimeRule     string `json:"timeRule"`
	// The import that added it.
	Import ImportReport `json:"import"`
	// Other events with the same event_id.
	Conflicts []uint64 `json:"conflicts"`
	// Leaf hash in hexadecimal, against which the event was checked.
	Leaf string `json:"leaf"`
	// State of the proof in words: "In the signed checkpoint of …".
	Proof string `json:"proof"`
}
