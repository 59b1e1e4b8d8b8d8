package window

import (
	"slices"
	"time"

	"daybook/backend/archive"
	"daybook/backend/desk"
	"daybook/backend/retention"
)

// Holds returns the holds in force, and the released holds.
func (c *purges) Holds() (Holds, error) {
	return guard(func() (Holds, error) {
		out := Holds{InForce: []Hold{}, Released: []Hold{}}
		open, err := c.w.current()
		if err != nil {
			return out, err
		}
		err = open.View(func(v *archive.View) (err error) {
			for _, h := range open.Ledger().Holds() {
				info := asHold(h)
				if info.Events, err = desk.Covers(c.w.ctx, v, h); err != nil {
					return err
				}
				out.InForce = append(out.InForce, info)
			}
			return nil
		})
		if err != nil {
			return out, err
		}
		released, err := open.Ledger().ReleasedHolds()
		for _, one := range slices.Backward(released) {
			info := asHold(one.Hold)
			info.Released, info.ReleasedBy, info.ReleaseReason = one.Released.Format(time.RFC3339Nano), one.By, one.Reason
			out.Released = append(out.Released, info)
		}
		return out, err
	})
}

// PreviewHold returns what a hold on a search would cover.
func (c *purges) PreviewHold(s SearchState) (HoldPreview, error) {
	return guard(func() (HoldPreview, error) {
		open, err := c.w.current()
		if err != nil {
			return HoldPreview{}, err
		}
		h, err := c.w.hold(HoldRequest{Search: s, Reason: "-"}) // the reason of a hold that is only previewed
		if err != nil {
			return HoldPreview{}, err
		}
		q, _, zone, err := c.w.parse(s)
		if err != nil {
			return HoldPreview{}, err
		}
		out := HoldPreview{Words: h.Scope.Words()}
		err = open.View(func(v *archive.View) (err error) {
			if out.Covers, err = desk.Covers(c.w.ctx, v, h); err == nil {
				out.Hint, err = hint(c.w.ctx, v, q, s.Text, zone, out.Covers)
			}
			return err
		})
		return out, err
	})
}

// PlaceHold places a hold and returns its id.
func (c *purges) PlaceHold(r HoldRequest) (string, error) {
	return guard(func() (string, error) {
		open, err := c.w.current()
		if err != nil {
			return "", err
		}
		if r.Reason == "" {
			return "", errReason
		}
		h, err := c.w.hold(r)
		if err != nil {
			return "", err
		}
		covers, err := archive.Ask(open.Archive, func(v *archive.View) (int, error) { return desk.Covers(c.w.ctx, v, h) })
		if err != nil {
			return "", err
		}
		if covers == 0 && !r.Empty {
			return "", fault("input", "That hold would cover no event", "Change the search, or say that the hold is for events to come.")
		}
		if h, err = open.PlaceHold(c.w.ctx, h); err != nil {
			return "", err
		}
		open.look(c.w.ctx, false)
		return h.ID, nil
	})
}

// ReleaseHold releases a hold, by its id, for a reason of 1 to 1,000 characters.
func (c *purges) ReleaseHold(id, reason string) error {
	return guard0(func() error {
		open, err := c.w.current()
		if err != nil {
			return err
		}
		if n := len([]rune(reason)); n < 1 || n > retention.MaxReason {
			return errReason
		}
		if _, err := open.ReleaseHold(c.w.ctx, id, reason); err != nil {
			return err
		}
		open.look(c.w.ctx, false)
		return nil
	})
}

var errReason = outOfBounds("A reason of 1 to 1,000 characters is needed")

// hold returns the hold that a request describes.
func (w *Window) hold(r HoldRequest) (retention.Hold, error) {
	q, _, zone, err := w.parse(r.Search)
	if err != nil {
		return retention.Hold{}, err
	}
	return retention.NewHold(r.Name, r.Reason, q, zone)
}

func asHold(h retention.Hold) Hold {
	return Hold{ID: h.ID, Name: h.Name, Reason: h.Reason, Words: h.Scope.Words(), Placed: h.Placed.Format(time.RFC3339Nano), By: h.By}
}

// A HoldRequest describes a hold to be placed.
type HoldRequest struct {
	Search SearchState `json:"search"`
	// ≤ 100 characters.
	Name string `json:"name"`
	// 1 to 1,000 characters.
	Reason string `json:"reason"`
	// Place the hold even if it covers no event.
	Empty bool `json:"empty"`
}

// A HoldPreview describes what a hold would cover.
type HoldPreview struct {
	// In words, and as the number of events.
	Words  string `json:"words"`
	Covers int    `json:"covers"`
	// What may be a slip in the search, or "".
	Hint string `json:"hint"`
}

// Holds are all holds that were placed.
type Holds struct {
	InForce []Hold `json:"inForce"`
	// No longer in force, the last released first.
	Released []Hold `json:"released"`
}

// A Hold is a hold in force, or a released hold.
type Hold struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Reason string `json:"reason"`
	Words  string `json:"words"`
	Placed string `json:"placed"`
	By     string `json:"by"`
	// Events that it covers now.
	Events        int    `json:"events"`
	Released      string `json:"released"`
	ReleasedBy    string `json:"releasedBy"`
	ReleaseReason string `json:"releaseReason"`
}
