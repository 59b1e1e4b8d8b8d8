package retention

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"time"
	"unicode/utf8"

	"daybook/backend/query"
)

// The greatest lengths of the texts that an officer writes on a hold, in
// characters.
const (
	MaxName   = 100
	MaxReason = 1000
)

// ErrHold reports a hold that cannot be placed as requested.
var ErrHold = errors.New("no such hold can be placed")

// A Hold keeps events from being purged until it is released. The archive gives
// it its ID and says who placed it when.
type Hold struct {
	ID     string    `json:"id"`
	Name   string    `json:"name"`
	Reason string    `json:"reason"`
	Scope  Scope     `json:"scope"`
	Placed time.Time `json:"placed"`
	By     string    `json:"by"` // user of the operating system
}

// A Scope is the set of events that a hold covers: a query, printed so that it
// reads the same in every zone, and its filters. A scope that asks nothing covers
// the whole archive.
type Scope struct {
	Query      string   `json:"query"` // as query.Query.String returns it
	Zone       string   `json:"zone"`  // in which its dates were meant
	Categories []string `json:"categories,omitempty"`
	Actions    []string `json:"actions,omitempty"`
	Members    []string `json:"members,omitempty"`
	Imports    []int    `json:"imports,omitempty"`
	Conflicts  bool     `json:"conflicts,omitempty"`
}

// NewHold returns a hold on the events that q matches. zone is the zone of its
// dates, nil for UTC. An error wraps ErrHold and says what is missing or too long.
func NewHold(name, reason string, q query.Query, zone *time.Location) (Hold, error) {
	name, reason = strings.TrimSpace(name), strings.TrimSpace(reason)
	for _, text := range []struct {
		what, text string
		most       int
	}{{"name", name, MaxName}, {"reason", reason, MaxReason}} {
		switch n := utf8.RuneCountInString(text.text); {
		case !utf8.ValidString(text.text):
			return Hold{}, fmt.Errorf("%w: its %s is not valid text", ErrHold, text.what)
		case n > text.most:
			return Hold{}, fmt.Errorf("%w: its %s has %d characters, and at most %d fit", ErrHold, text.what, n, text.most)
		}
	}
	if reason == "" {
		return Hold{}, fmt.Errorf("%w: it needs a reason", ErrHold)
	}
	if q.From >= q.To {
		return Hold{}, fmt.Errorf("%w: no event can be in its time range", ErrHold)
	}
	scope, err := scopeOf(q, zone)
	if err != nil {
		return Hold{}, err
	}
	return Hold{Name: name, Reason: reason, Scope: scope}, nil
}

func scopeOf(q query.Query, zone *time.Location) (Scope, error) {
	if zone == nil {
		zone = time.UTC
	}
	if !query.Portable(zone) {
		return Scope{}, fmt.Errorf("%w: its time zone has no name that is known elsewhere", ErrHold)
	}
	s := Scope{
		Query: q.String(), Zone: zone.String(),
		Categories: q.Categories, Actions: q.Actions, Members: q.Members, Imports: q.Imports, Conflicts: q.ConflictsOnly,
	}
	// The stored query must be exactly the requested one, to the last bound: a hold
	// that later covers less would let events go.
	again, err := s.Parse()
	if err != nil || !equal(again, q) {
		return Scope{}, fmt.Errorf("%w: its query cannot be written down as it is meant", ErrHold)
	}
	return s, nil
}

func equal(a, b query.Query) bool {
	return len(a.Terms) == len(b.Terms) && (len(a.Terms) == 0 || reflect.DeepEqual(a.Terms, b.Terms)) && a.From == b.From && a.To == b.To
}

// Parse returns the query of s, as it was meant when the hold was placed.
func (s Scope) Parse() (query.Query, error) {
	q, err := query.ParsePrinted(s.Query)
	if err != nil {
		return q, fmt.Errorf("read hold: %w", err)
	}
	q.Categories, q.Actions, q.Members, q.Imports, q.ConflictsOnly = s.Categories, s.Actions, s.Members, s.Imports, s.Conflicts
	return q, nil
}

// Whole reports whether s is the whole archive.
func (s Scope) Whole() bool {
	return s.Query == "" && len(s.Categories)+len(s.Actions)+len(s.Members)+len(s.Imports) == 0 && !s.Conflicts
}

// Words says s in plain words, times in its zone.
func (s Scope) Words() string {
	q, err := s.Parse()
	if err != nil {
		return "a query that this program cannot read: " + s.Query
	}
	if s.Whole() {
		return "the whole archive"
	}
	zone, err := query.Zone(s.Zone)
	if err != nil { // of another machine
		zone = time.UTC
	}
	return q.Words(zone)
}

// Title names a hold for people: its name, or its ID where it has none.
func (h Hold) Title() string {
	if h.Name == "" {
		return h.ID
	}
	return h.ID + " " + h.Name
}
