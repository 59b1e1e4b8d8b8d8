package sample

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/event"
)

// The logs whose life cycles are checked: the shortest that tells of a whole
// workspace, those in which the deck is dealt about once, and long ones.
var wholeLogs = sync.OnceValue(func() (all [][]event.Event) {
	for _, n := range []int{whole, 3_000, 5_000, 30_000} {
		for seed := range uint64(5) {
			all = append(all, slices.Collect(Events(seed, n)))
		}
	}
	for seed := range uint64(3) {
		all = append(all, busyLog(seed))
	}
	return append(all, slices.Collect(Events(11, 150_000)))
})

// busyLog is a year with fifty times the usual changes, so that they meet things
// that are still busy with others and every pool runs full or empty.
func busyLog(seed uint64) (log []event.Event) {
	w := newWorkspace(seed, 30_000)
	for i, events := range []int{4_000, 1_000, 25_000} {
		w.streams[i].events = events
		w.streams[i].rhythm.hour = 0
	}
	w.tell(func(e event.Event) bool {
		log = append(log, e)
		return true
	})
	return log
}

func logs(t *testing.T, check func(t *testing.T, log []event.Event)) {
	for _, log := range wholeLogs() {
		check(t, log)
	}
}

var (
	named   = regexp.MustCompile(`\b(sub|ord|gen|dlv)_[0-9a-z]{12}\b`)
	keyText = regexp.MustCompile(`^API key "(.*)" \((bye_\w{5})\.\.\.\) was (\w+)(?:, it now begins with (bye_\w{5})\.\.\.)?$`)
	alert   = regexp.MustCompile(`balance \$([0-9.]+) dropped below \$(\d+) threshold`)
)

// states says which state may follow which; "" is before the first.
type states map[string][]string

func (s states) follow(t *testing.T, e event.Event, before, after string) {
	t.Helper()
	if !slices.Contains(s[before], after) {
		require.Fail(t, "impossible life cycle", "%s after %q: %s", after, before, e.Description)
	}
}

func TestSubscriptionsLiveAsSubscriptionsDo(t *testing.T) {
	next := states{
		"":                 {"trialing", "active"},
		"trialing":         {"active", "canceled"},
		"active":           {"past_due", "paused", "cancel_scheduled"},
		"past_due":         {"active", "unpaid"},
		"unpaid":           {"canceled"},
		"paused":           {"active"},
		"cancel_scheduled": {"cancel_reverted", "canceled"},
		"cancel_reverted":  {"past_due", "paused", "cancel_scheduled"},
	}
	logs(t, func(t *testing.T, log []event.Event) {
		state := map[string]string{}
		items := map[string]string{} // "12" of an item of a subscription
		for _, e := range log {
			if e.Category != "subscription" {
				continue
			}
			name := named.FindString(e.Description)
			require.NotEmpty(t, name, e.Description)
			item, isItem := strings.CutPrefix(e.Action, "item_")
			if !isItem {
				next.follow(t, e, state[name], e.Action)
				state[name] = e.Action
				continue
			}
			require.Contains(t, []string{"active", "cancel_reverted"}, state[name], e.Description)
			_, what, _ := strings.Cut(e.Description, "), ")
			switch item {
			case "added":
				count, of, _ := strings.Cut(what, " × ")
				require.Empty(t, items[name+of], e.Description)
				items[name+of] = count
			case "removed":
				count, of, _ := strings.Cut(what, " × ")
				require.Equal(t, items[name+of], count, e.Description)
				delete(items, name+of)
			default:
				of, change, _ := strings.Cut(what, " from ")
				from, to, _ := strings.Cut(change, " to ")
				require.Equal(t, items[name+of], from, e.Description)
				require.NotEqual(t, from, to)
				items[name+of] = to
			}
		}
	})
}

func TestKeysAreCreatedRotatedRevokedAndDeleted(t *testing.T) {
	logs(t, func(t *testing.T, log []event.Event) {
		state, names := map[string]string{}, map[string]string{} // of a prefix
		for _, e := range log {
			if e.Category != "api_key" {
				continue
			}
			m := keyText.FindStringSubmatch(e.Description)
			require.NotNil(t, m, e.Description)
			name, prefix, verb, fresh := m[1], m[2], m[3], m[4]
			require.Equal(t, e.Action, verb)
			states{"": {"created"}, "live": {"rotated", "revoked"}, "revoked": {"deleted"}}.follow(t, e, state[prefix], verb)
			if verb != "created" {
				require.Equal(t, names[prefix], name)
			}
			state[prefix], names[prefix] = verb, name
			switch verb {
			case "created":
				state[prefix] = "live"
			case "rotated":
				require.Empty(t, state[fresh])
				state[fresh], names[fresh] = "live", name
			}
		}
	})
}

func TestDomainsAreCreatedBeforeTheyWorkAndRemovedOnce(t *testing.T) {
	next := states{
		"":                 {"domain_created"},
		"domain_created":   {"domain_pending"},
		"domain_pending":   {"domain_activated", "domain_failed"},
		"domain_failed":    {"domain_pending", "domain_removing"},
		"domain_activated": {"domain_removing"},
		"domain_removing":  {"domain_removed"},
	}
	logs(t, func(t *testing.T, log []event.Event) {
		state := map[string]string{}
		for _, e := range log {
			if e.Category == "domain" {
				name := e.Description[strings.LastIndex(e.Description, ": ")+2:]
				next.follow(t, e, state[name], e.Action)
				state[name] = e.Action
			}
		}
	})
}

func TestMembersActOnlyWhileTheyAreMembers(t *testing.T) {
	logs(t, func(t *testing.T, log []event.Event) {
		state := map[string]string{} // invited, signed up, member, removed
		first := map[string]bool{}
		for _, p := range people {
			first[p.mail+"@"+company] = true
		}
		members := func() (n int) {
			n = len(first)
			for who, s := range state {
				switch {
				case s == "member":
					n++
				case s == "removed" && first[who]:
					n--
				}
			}
			return n
		}
		for _, e := range log {
			who := e.Actor
			if who != event.System {
				require.Regexp(t, `^[a-z.]+@northwind\.com$`, who)
				switch state[who] {
				case "":
					require.True(t, first[who], "%s does %s without having joined", who, e.Key())
				case "invited":
					require.Equal(t, "auth.signup", e.Key())
					state[who] = "signed up"
				case "signed up":
					require.Equal(t, "membership.joined", e.Key())
					state[who] = "member"
					require.LessOrEqual(t, members(), 60)
				case "removed":
					require.Fail(t, "acts after removal", "%s: %s", who, e.Key())
				}
			}
			switch e.Key() {
			case "invitation.sent":
				to := strings.Fields(strings.TrimPrefix(e.Description, "Invitation sent to "))[0]
				if strings.HasSuffix(to, "@"+company) {
					require.Empty(t, state[to])
					require.False(t, first[to])
					state[to] = "invited"
				}
			case "membership.removed":
				out := e.Description[strings.LastIndex(e.Description, " ")+1:]
				require.True(t, state[out] == "member" || state[out] == "" && first[out], e.Description)
				require.NotEqual(t, out, e.Actor)
				state[out] = "removed"
				require.GreaterOrEqual(t, members(), 19)
			}
		}
		for who, s := range state {
			require.NotEqual(t, "invited", s, who)
		}
	})
}

// Generations have no name in the feed's texts, but each that starts must end: per
// model, and per amount that is reserved.
func TestEveryGenerationIsReservedForAndEndsOnce(t *testing.T) {
	logs(t, func(t *testing.T, log []event.Event) {
		open := map[string]int{}     // by what is under way
		reserved := map[string]int{} // by "0.012 credits for bfl/flux-schnell"
		generations := map[string]string{}
		for _, e := range log {
			model := e.Description[strings.LastIndex(e.Description, " ")+1:]
			switch key := e.Key(); key {
			case "generation.pending":
				open["pending "+model]++
			case "generation.processing":
				open["pending "+model]--
				open["processing "+model]++
			case "generation.canceled":
				open["pending "+model]--
			case "generation.succeeded":
				open["processing "+model]--
			case "generation.failed":
				model, _, _ = strings.Cut(strings.TrimPrefix(e.Description, "Generation failed - "), ": ")
				open["processing "+model]--
			case "generation.deleted":
				name := named.FindString(e.Description)
				require.Equal(t, "reserved", generations[name], e.Description)
				generations[name] = "deleted"
			case "credit.reserve":
				what, rest, _ := strings.Cut(strings.TrimPrefix(e.Description, "Reserved "), " (")
				reserved[what]++
				generations[strings.TrimSuffix(rest, ")")] = "reserved"
			case "credit.charge", "credit.refund":
				_, what, _ := strings.Cut(e.Description, " ")
				reserved[what]--
				require.GreaterOrEqual(t, reserved[what], 0, e.Description)
			}
			for _, state := range []string{"pending ", "processing "} {
				require.GreaterOrEqual(t, open[state+model], 0, e.Description)
			}
		}
		for what, n := range open {
			require.Zero(t, n, what)
		}
		for what, n := range reserved {
			require.Zero(t, n, what)
		}
	})
}

func TestWebhooksAreTriedInOrderAndQuarantinedAfterFiveFailures(t *testing.T) {
	logs(t, func(t *testing.T, log []event.Event) {
		tries := map[string]int{}
		var endpoints, off, lastTries, quarantines int
		for _, e := range log {
			switch e.Key() {
			case "webhook.delivery_failed":
				name := named.FindString(e.Description)
				tries[name]++
				require.Contains(t, e.Description, "attempt "+strconv.Itoa(tries[name])+" of 5")
				if tries[name] == 5 {
					lastTries++
				}
			case "webhook.quarantined":
				quarantines++
				require.LessOrEqual(t, quarantines, lastTries)
				off++
			case "webhook.disabled":
				off++
			case "webhook.enabled":
				off--
			case "webhook.created":
				endpoints++
			case "webhook.deleted":
				endpoints--
			case "webhook.delivered":
				require.Positive(t, endpoints)
			}
			require.GreaterOrEqual(t, off, 0)
			require.LessOrEqual(t, off, endpoints)
		}
		require.Zero(t, off, "all that was switched off is on again")
		require.Equal(t, lastTries, quarantines)
	})
}

func TestOrdersArePaidForWhatTheyHold(t *testing.T) {
	next := states{
		"":                         {"created"},
		"created":                  {"item_added", "from pending to paid"},
		"item_added":               {"item_updated"},
		"item_updated":             {"item_removed", "from pending to paid", "from pending to canceled"},
		"item_removed":             {"from pending to paid", "from pending to canceled"},
		"from pending to paid":     {"add"},
		"add":                      {"from paid to fulfilled"},
		"from paid to fulfilled":   nil,
		"from pending to canceled": nil,
	}
	logs(t, func(t *testing.T, log []event.Event) {
		state := map[string]string{}
		for _, e := range log {
			if e.Category != "order" && e.Key() != "credit.add" {
				continue
			}
			name, after := named.FindString(e.Description), e.Action
			if after == "status_changed" {
				after = e.Description[strings.Index(e.Description, "from "):]
			}
			next.follow(t, e, state[name], after)
			state[name] = after
		}
		for name, last := range state {
			require.Nil(t, next[last], name)
		}
	})
}

func TestEveryPersonHasTheirOwnAddress(t *testing.T) {
	seen := map[string]bool{}
	for n := range 3 * len(firstNames) * len(lastNames) {
		_, mail := personName(n)
		require.False(t, seen[mail], mail)
		seen[mail] = true
	}
}
