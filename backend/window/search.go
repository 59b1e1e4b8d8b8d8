package window

import (
	"fmt"
	"time"
	"unicode/utf8"

	"daybook/backend/event"
	"daybook/backend/query"
)

// A Sort is an order of the table.
type Sort struct {
	Column     Column `json:"column"`
	Descending bool   `json:"descending"`
}

// A TimeRange is the time filter. At most one of `hours` and from/to is set.
type TimeRange struct {
	// The last n hours before the request; 0 for none. ≤ 87,600.
	Hours int `json:"hours"`
	// From this time on; "" for open.
	From string `json:"from"`
	// Until just before this time (half open); "" for open.
	To string `json:"to"`
}

// A SearchState is a complete search: the same value serves as saved search, back step,
// restored window and description of an export.
type SearchState struct {
	// As typed, ≤ 4,096 characters.
	Text string `json:"text"`
	// Matches any of these exact values; empty for no filter. Each list ≤ 1,000.
	Categories []string `json:"categories"`
	// Action keys, "api_key.created".
	Actions []string `json:"actions"`
	Members []string `json:"members"`
	// Import numbers.
	Imports       []int     `json:"imports"`
	ConflictsOnly bool      `json:"conflictsOnly"`
	Range         TimeRange `json:"range"`
	// Zone of the dates in `text`, and of the days of the histogram.
	Zone string `json:"zone"`
	Sort Sort   `json:"sort"`
	// From 1. A page past the last gives the last.
	Page int `json:"page"`
}

// A Column is a column by which the table can be ordered.
type Column string

const (
	ByTimestamp   Column = "timestamp"
	ByMember      Column = "member"
	ByAction      Column = "action"
	ByDescription Column = "description"
)

func checkSearch(s SearchState) error {
	if utf8.RuneCountInString(s.Text) > maxText || !utf8.ValidString(s.Text) {
		return outOfBounds("The search text is longer than 4,096 characters")
	}
	for _, list := range [][]string{s.Categories, s.Actions, s.Members} {
		if len(list) > maxValues {
			return outOfBounds("A filter has at most 1,000 values")
		}
	}
	if len(s.Imports) > maxValues {
		return outOfBounds("A filter has at most 1,000 values")
	}
	if s.Range.Hours < 0 || s.Range.Hours > 87_600 {
		return outOfBounds("The time range is out of bounds")
	}
	return nil
}

func zoneOf(name string) (*time.Location, error) {
	if name == "" {
		return nil, outOfBounds("A zone is needed")
	}
	zone, err := query.Zone(name)
	if err != nil {
		return nil, outOfBounds(fmt.Sprintf("The zone %q is not known", name))
	}
	return zone, nil
}

// parse converts a search to a query of the archive.
func (w *Window) parse(s SearchState) (query.Query, query.Order, *time.Location, error) {
	var none query.Query
	if err := checkSearch(s); err != nil {
		return none, query.Order{}, nil, err
	}
	zone, err := zoneOf(s.Zone)
	if err != nil {
		return none, query.Order{}, nil, err
	}
	order, err := query.ParseOrder(string(s.Sort.Column), s.Sort.Descending)
	if err != nil {
		return none, query.Order{}, nil, outOfBounds("That order is not known")
	}
	q, err := query.Parse(s.Text, zone)
	if err != nil {
		return none, query.Order{}, nil, err
	}
	q.Categories, q.Actions, q.Members, q.Imports, q.ConflictsOnly = s.Categories, s.Actions, s.Members, s.Imports, s.ConflictsOnly
	from, to := event.Earliest, event.Latest
	if s.Range.Hours > 0 {
		if from, err = event.TimeOf(w.now().Add(-time.Duration(s.Range.Hours) * time.Hour)); err != nil {
			return none, query.Order{}, nil, err
		}
	}
	for _, bound := range []struct {
		text string
		to   *event.Time
	}{{s.Range.From, &from}, {s.Range.To, &to}} {
		if bound.text == "" {
			continue
		}
		t, err := time.Parse(time.RFC3339Nano, bound.text)
		if err != nil {
			return none, query.Order{}, nil, outOfBounds("The time range cannot be read")
		}
		if *bound.to, err = event.TimeOf(t); err != nil {
			return none, query.Order{}, nil, outOfBounds("The time range is out of bounds")
		}
	}
	q.From, q.To = max(q.From, from), min(q.To, to)
	return q, order, zone, nil
}
