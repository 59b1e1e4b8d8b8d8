package retention

import (
	"fmt"
	"time"

	"daybook/backend/event"
)

// A Plan says how long events are kept.
type Plan struct {
	Name  string // "pro", as it is stored and typed
	Title string // "Pro"
	Days  int    // of 24 hours each; 0 keeps everything
}

// Keep is the plan that keeps everything, and the plan of an archive that was given
// no other.
const Keep = "keep"

var plans = []Plan{
	{"free", "Free", 1},
	{"starter", "Starter", 7},
	{"pro", "Pro", 30},
	{"scale", "Scale", 180},
	{"enterprise", "Enterprise", 365},
	{Keep, "Keep everything", 0},
}

// Plans returns all plans, from the shortest window on.
func Plans() []Plan { return append([]Plan(nil), plans...) }

// PlanNamed returns the plan of that name.
func PlanNamed(name string) (Plan, error) {
	for _, p := range plans {
		if p.Name == name {
			return p, nil
		}
	}
	return Plan{}, fmt.Errorf("there is no plan %q", name)
}

// Window returns how long after its timestamp an event is kept; 0 means for ever.
func (p Plan) Window() time.Duration { return time.Duration(p.Days) * 24 * time.Hour }

// Keeps says the window: "30 days", "1 day", "1 year", "everything". A year has 365
// days.
func (p Plan) Keeps() string {
	switch p.Days {
	case 0:
		return "everything"
	case 1:
		return "1 day"
	case 365:
		return "1 year"
	}
	return fmt.Sprintf("%d days", p.Days)
}

// Cutoff returns the latest time of an event that is past its window at now, and
// whether there can be such an event. It computes now less the window, since a
// timestamp plus the window would overflow for the latest possible events.
func (p Plan) Cutoff(now time.Time) (cutoff event.Time, ok bool) {
	if p.Days <= 0 {
		return 0, false
	}
	at := now.Add(-p.Window())
	switch y := at.UTC().Year(); {
	case y < event.MinTime.UTC().Year():
		return 0, false
	case y > event.MaxTime.UTC().Year():
		return event.MaxTime, true
	}
	return event.Time(at.UnixNano()), true
}
