package archive_test

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"

	"daybook/backend/event"
)

// plain returns n events with few members and actions, oldest first, many of
// them with a description of their own.
func plain(seed uint64, n int) iter.Seq[event.Event] {
	actions := []string{"webhook.delivered", "webhook.disabled", "credit.charge", "generation.succeeded", "api_key.created"}
	return func(yield func(event.Event) bool) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		at := event.Time(1_760_000_000_000_000_000)
		for i := range n {
			at += event.Time(rnd.IntN(20_000)) * 1_000_000
			key := actions[rnd.IntN(len(actions))]
			var category, action string
			for j := range key {
				if key[j] == '.' {
					category, action = key[:j], key[j+1:]
				}
			}
			e := event.Event{
				ID: fmt.Sprintf("evt_%016x%08x", rnd.Uint64(), i), Actor: fmt.Sprintf("member%d@northwind.example", rnd.IntN(40)),
				Category: category, Action: action, Time: at,
				Description: fmt.Sprintf("Charged 0.00%d credits for bfl/flux-schnell", rnd.IntN(10)),
			}
			if rnd.IntN(3) == 0 {
				e.Description = fmt.Sprintf("Webhook delivered: job %x", rnd.Uint32())
			}
			if !yield(e) {
				return
			}
		}
	}
}

// ofText returns events with descriptions of that length, each different.
func ofText(events iter.Seq[event.Event], n int) iter.Seq[event.Event] {
	if n == 0 {
		return events
	}
	return func(yield func(event.Event) bool) {
		rnd := rand.New(rand.NewPCG(1, 7))
		for e := range events {
			var b strings.Builder
			for b.Len() < n {
				fmt.Fprintf(&b, "%x ", rnd.Uint64())
			}
			e.Description = b.String()[:n]
			if !yield(e) {
				return
			}
		}
	}
}
