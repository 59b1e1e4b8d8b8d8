package sample

import (
	"math/bits"

	"daybook/backend/event"
)

// whole is the number of events from which on a whole workspace is told: it is
// set up first, and the examples stand in life cycles of their own.
const whole = 400

// workspace is the state of the company as far as later stories need it.
type workspace struct {
	n       int
	random  random
	ids     ids
	queue   queue
	streams [3]stream
	now     int64 // when the story that is being told begins
	planned int   // steps planned so far
	text    []byte

	deck []card // changes still to be dealt, from the end

	members   [60]member
	joined    int // members so far
	customers int // billing customers so far

	keys          [14]key
	endpoints     [6]endpoint
	endpointsMade int
	domains       [8]domain
	domainsMade   int
	subscribed    int // subscriptions so far
	subscriptions [6]subscription
	thresholds    int // of credit alerts, index in thresholdSets
	bugs          int

	generations [64]generation // the last ones, that can be deleted
	unread      [64]unread     // the last notifications, that can be dismissed
	turn        int            // where the next of the two above goes
}

func newWorkspace(seed uint64, n int) *workspace {
	w := &workspace{
		n:      n,
		random: random(mix(seed) + mix(uint64(n))),
		ids:    newIDs(seed, n),
	}
	changes, habits := shares(n)
	machines, people, people2 := newRhythms(&w.random)
	w.streams = [3]stream{
		{rhythm: machines, events: n - changes - habits, story: (*workspace).traffic},
		{rhythm: people, events: habits, story: (*workspace).habit},
		{rhythm: people2, events: changes, story: (*workspace).change},
	}
	for i := range firstMembers {
		w.members[i] = w.newMember(i)
	}
	w.deal()
	for i := range w.streams {
		w.schedule(&w.streams[i])
	}
	if n >= whole {
		w.streams[2].next = 0 // the opening
	}
	return w
}

// shares says how many of n events are changes and habits. Traffic grows with n,
// the activity of people much more slowly.
func shares(n int) (changes, habits int) {
	switch {
	case n < whole:
		changes = min(n, len(examples))
		return changes, (n - changes) / 10
	case n < 5000:
		return max(n/16, 90), n / 16
	}
	changes = 312 + 250*(bits.Len(uint(n/5000))-1)
	habits = 250 + 13*(root(n)-root(5000))
	return changes, habits
}

// root is the integer square root.
func root(n int) int {
	if n < 2 {
		return n
	}
	x := 1 << ((bits.Len(uint(n)) + 1) / 2)
	for {
		y := (x + n/x) / 2
		if y >= x {
			return x
		}
		x = y
	}
}

// later is between lo and hi milliseconds after t, or sooner near the end of
// the year: a story may use up half of what is left, so it never passes the
// end and keeps its order.
func (w *workspace) later(t int64, lo, hi int) int64 {
	return t + min(int64(w.random.between(lo, hi)), (yearLong-t)/2)
}

// byDay is later, but in working hours, for actions of people. Near the end of the
// year it may be outside them.
func (w *workspace) byDay(t int64, lo, hi int) int64 {
	t = w.later(t, lo, hi)
	if atWork(t) {
		return t
	}
	morning := t
	for !atWork(morning) {
		morning += hour
	}
	morning += int64(w.random.below(90 * minute))
	if morning >= yearLong {
		return t
	}
	return morning
}

const (
	second = 1000
	minute = 60 * second
	hour   = 60 * minute
	day    = 24 * hour
)

// bySystem plans a step that no member caused.
func (w *workspace) bySystem(at int64, category, action, description string) {
	w.planned++
	w.queue.push(at, step{"system", category, action, description})
}

// by plans a step of m, who stays at least until then.
func (w *workspace) by(m *member, at int64, category, action, description string) {
	m.busy = max(m.busy, at)
	w.planned++
	w.queue.push(at, step{m.email, category, action, description})
}

// join returns the texts one after another.
func (w *workspace) join(texts ...string) string {
	w.text = w.text[:0]
	for _, t := range texts {
		w.text = append(w.text, t...)
	}
	return string(w.text)
}

// date is the day of at in UTC, "2026-03-01".
func date(at int64) string {
	return (Start + event.Time(at)*millisecond).UTC().Format("2006-01-02")
}
