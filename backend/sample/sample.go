// Package sample generates the activity of a plausible workspace: the company
// Northwind, over one year, from a seed.
//
// # Concepts
//
// The log is told as stories. A story is one thing that happens in the workspace,
// such as a generation that is requested, reserved for, processed, charged and
// delivered, or an invitation that is accepted two days later. A story is planned
// whole when it begins: its steps go to a queue that is ordered by time, and the
// log is the output of that queue.
//
// Stories come from three streams. Traffic is the daily work of programs and
// members (generations, credits, webhooks, notifications). Habits are small actions
// of members (signing in, cookie banners, profiles). Changes are the life cycles of
// the things in a workspace: keys, webhook endpoints, domains, subscriptions,
// orders, members. Each stream has a number of events to fill and a rhythm of the
// week by which it fills them, so that the events spread over the whole year
// however many there are.
//
// Long-lived things (members, keys, endpoints and so on) are in pools of fixed
// size, and each records from when on it may take part in another story.
//
// # Invariants
//
// The same seed and number give the same events, byte for byte, on every machine:
// there is no floating point and no map iteration in here. Times never go back and
// never pass End. No event_id occurs twice. Every object passes through its states
// in a possible order; from 400 events on a whole workspace is told, below that
// there is room for the feed's examples and some traffic only. Memory does not grow
// with the number of events that have been told; the queue holds the stories under
// way, a few hundred steps in a busy hour of a hundred million events.
package sample

import (
	"fmt"
	"iter"

	"daybook/backend/event"
)

// The year that is told, [Start, End]: 2025-11-22T18:40:00Z to
// 2026-11-22T18:40:00Z, with times in whole milliseconds.
const (
	Start event.Time = 1763836800_000 * millisecond
	End   event.Time = Start + 365*24*3600_000*millisecond

	millisecond = 1_000_000
)

// Events tells n events, oldest first. The same seed and n give the same
// events; another seed, or another n, gives events with other ids. The sequence
// can be ranged over any number of times, also at the same time. It takes about
// half a microsecond an event.
//
// From 12 events on, each of Examples is among them, below that as many as fit.
// From 5,000 on every category and every action of the catalogue is.
func Events(seed uint64, n int) iter.Seq[event.Event] {
	return func(yield func(event.Event) bool) {
		if n <= 0 {
			return
		}
		newWorkspace(seed, n).tell(yield)
	}
}

// tell runs the streams and hands out the steps of their stories in order of
// time.
func (w *workspace) tell(yield func(event.Event) bool) {
	for range w.n {
		for {
			next := w.nextStream()
			if next == nil || !w.queue.empty() && w.queue.first() < next.next {
				break
			}
			w.begin(next)
		}
		at, s := w.queue.pop()
		e := event.Event{
			ID:          w.ids.next(),
			Actor:       s.actor,
			Category:    s.category,
			Action:      s.action,
			Description: s.description,
			Time:        Start + event.Time(at)*millisecond,
		}
		if !yield(e) {
			return
		}
	}
}

// A stream fills its number of events with stories, at the pace of its rhythm.
type stream struct {
	rhythm *rhythm
	events int // to fill
	filled int
	next   int64 // when the next story begins
	// story tells one story of at least one and at most room events that
	// begins at w.now.
	story func(w *workspace, room int)
}

// nextStream is the stream whose story begins next, or nil when all are full.
func (w *workspace) nextStream() *stream {
	var next *stream
	for i := range w.streams {
		s := &w.streams[i]
		if s.filled < s.events && (next == nil || s.next < next.next) {
			next = s
		}
	}
	return next
}

// begin tells the next story of s.
func (w *workspace) begin(s *stream) {
	w.now = s.next
	before := w.planned
	s.story(w, s.events-s.filled)
	told := w.planned - before
	if told < 1 || told > s.events-s.filled {
		panic(fmt.Sprintf("sample: a story of %d events in the room of %d", told, s.events-s.filled))
	}
	s.filled += told
	w.schedule(s)
}

// schedule sets when the next story of s begins: as far into the rhythm as the
// stream is filled, and up to one event further, but after the opening.
func (w *workspace) schedule(s *stream) {
	if s.filled < s.events {
		at := s.rhythm.at(uint64(s.filled), w.random.next()>>(64-rhythmBits), uint64(s.events))
		s.next = max(at, opened)
	}
}
