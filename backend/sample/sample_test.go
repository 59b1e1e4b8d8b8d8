package sample

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"iter"
	"regexp"
	"slices"
	"testing"
	"time"
	"unicode"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/event"
)

func all(seed uint64, n int) []event.Event { return slices.Collect(Events(seed, n)) }

func TestTheSameSeedGivesTheSameBytesOnEveryMachine(t *testing.T) {
	hash := sha256.New()
	var leaf []byte
	for e := range Events(1, 10_000) {
		leaf = append(binary.AppendUvarint(e.AppendCanonical(leaf[:0]), uint64(len(e.Details))), e.Details...)
		hash.Write(leaf)
	}
	require.Equal(t, "c71ee86ce26782e3e6540b3d43a83800be93fb63d55e62381cfff9788c78cf49", hex.EncodeToString(hash.Sum(nil)),
		"a sample of the past can no longer be made; change this only with a reason")
}

func TestASequenceCanBeRangedOverAgainAndAtTheSameTime(t *testing.T) {
	events := Events(3, 2000)
	next, stop := iter.Pull(events)
	defer stop()
	for e := range events {
		again, ok := next()
		require.True(t, ok)
		require.Equal(t, e, again)
	}
	for range events {
		break // must not go on
	}
}

func TestThereAreAsManyEventsAsAskedFor(t *testing.T) {
	numbers := []int{-1, 0, 4_999, 5_000, 5_001, 20_000, 60_000}
	for n := 1; n < 500; n++ {
		numbers = append(numbers, n)
	}
	for _, n := range numbers {
		count := 0
		for range Events(uint64(n), n) {
			count++
		}
		require.Equal(t, max(n, 0), count)
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 8000).Draw(t, "n")
		require.Len(t, all(rapid.Uint64().Draw(t, "seed"), n), n)
	})
}

func TestEventsAreValidInOrderAndInTheYear(t *testing.T) {
	require.Equal(t, "2025-11-22T18:40:00Z", Start.String())
	require.Equal(t, "2026-11-22T18:40:00Z", End.String())
	rapid.Check(t, func(t *rapid.T) {
		last := Start
		seen := map[string]bool{}
		id := regexp.MustCompile(`^evt_[0-9a-z]{24}$`)
		for e := range Events(rapid.Uint64().Draw(t, "seed"), rapid.IntRange(0, 8000).Draw(t, "n")) {
			// Plain ifs: testify would take most of the time.
			if err := e.Validate(); err != nil || e.Description == "" || e.Details != nil {
				t.Fatalf("%v: %+v", err, e)
			}
			if e.Time < last || e.Time > End || e.Time%millisecond != 0 {
				t.Fatalf("%s after %s", e.Time, last)
			}
			if seen[e.ID] || !id.MatchString(e.ID) {
				t.Fatalf("id %s", e.ID)
			}
			last = e.Time
			seen[e.ID] = true
		}
	})
}

func TestNoIDOccursTwice(t *testing.T) {
	const n = 150_000
	seen := make(map[string]int, 4*n)
	// No id occurs twice in one log, nor in two logs that might be imported into one
	// archive.
	for i, log := range []iter.Seq[event.Event]{Events(1, n), Events(2, n), Events(1, n+1), Events(0, 400)} {
		for e := range log {
			if before, twice := seen[e.ID]; twice {
				t.Fatalf("%s in logs %d and %d", e.ID, before, i)
			}
			seen[e.ID] = i
		}
	}
}

func TestIDsAreABijectionOfTheIndex(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		log := newIDs(rapid.Uint64().Draw(t, "seed"), 100_000_000)
		a, b := rapid.Uint64().Draw(t, "a"), rapid.Uint64().Draw(t, "b")
		at := func(index uint64) string {
			i := log
			i.index = index
			return i.next()
		}
		require.Equal(t, a == b, at(a)[:17] == at(b)[:17], "the first 13 digits alone tell them apart")
	})
}

func TestTheExamplesOfTheFeedAreFound(t *testing.T) {
	require.Len(t, Examples(), 12)
	missing := func(seed uint64, n int) int {
		type entry struct{ key, description string }
		absent := map[entry]bool{}
		for _, e := range Examples() {
			absent[entry{e.Key(), e.Description}] = true
		}
		for e := range Events(seed, n) {
			delete(absent, entry{e.Key(), e.Description})
		}
		return len(absent)
	}
	for n := range 12 {
		require.Equal(t, 12-n, missing(uint64(n), n), "each of %d events is another example", n)
	}
	for n := 12; n < 600; n++ {
		require.Zero(t, missing(uint64(n)*77, n), "n=%d", n)
	}
	for seed := range uint64(40) {
		for _, n := range []int{1_000, 4_999, 5_000, 12_345} {
			require.Zero(t, missing(seed, n), "seed=%d n=%d", seed, n)
		}
	}
	require.Zero(t, missing(1, 300_000))
}

func TestEveryActionOfTheCatalogueOccursAndNoOther(t *testing.T) {
	known := map[string]bool{}
	for _, c := range event.Catalogue() {
		for _, a := range c.Actions {
			known[c.Name+"."+a.Name] = true
		}
	}
	for seed := range uint64(60) {
		for _, n := range []int{5_000, 5_001, 7_000, 15_000} {
			seen := map[string]bool{}
			for e := range Events(seed, n) {
				seen[e.Key()] = true
			}
			require.Equal(t, known, seen, "seed=%d n=%d", seed, n)
		}
	}
}

func TestTheFirstDealOfTheDeckFitsFromFiveThousandEventsOn(t *testing.T) {
	sum := func(cards []card) (most int) {
		for _, c := range cards {
			most += c.most
		}
		return most
	}
	for n := whole; n < 5000; n++ {
		changes, _ := shares(n)
		require.GreaterOrEqual(t, changes, openingMost+sum(scenes), n)
	}
	for n := 5_000; n < 200_000_000; n += n / 3 {
		changes, habits := shares(n)
		require.GreaterOrEqual(t, changes, openingMost+sum(scenes)+sum(deck), n)
		require.Less(t, 5*(changes+habits), n, "traffic is the most by far")
	}
}

func TestNoCardTakesMoreThanItSays(t *testing.T) {
	watched := func(cards []card) []card {
		watched := slices.Clone(cards)
		for i, c := range cards {
			watched[i].tell = func(w *workspace) {
				before := w.planned
				c.tell(w)
				if told := w.planned - before; told < 1 || told > c.most {
					t.Errorf("card %d of %d: %d events, not at most %d", i, len(cards), told, c.most)
				}
			}
		}
		return watched
	}
	allDeck, allScenes := deck, scenes
	t.Cleanup(func() { deck, scenes = allDeck, allScenes })
	deck, scenes = watched(deck), watched(scenes)
	for seed := range uint64(30) {
		for range Events(seed, 400+int(seed)*1000) {
		}
	}
	for range Events(1, 1_000_000) {
	}
}

func TestTheWorkspaceLooksAlive(t *testing.T) {
	for _, n := range []int{5_000, 200_000} {
		actors, descriptions, categories := map[string]int{}, map[string]bool{}, map[string]int{}
		var long, formulas, hidden, cjk, instants, weekend, night, byMembers, nightMembers int
		var last event.Time
		for e := range Events(9, n) {
			actors[e.Actor]++
			descriptions[e.Description] = true
			categories[e.Category]++
			at := e.Time.UTC()
			if len(e.Description) > 200 {
				long++
			}
			switch e.Description[0] {
			case '=', '+', '-', '@', '\t', '\'':
				formulas++
			}
			for _, r := range e.Description {
				if unicode.Is(unicode.Cf, r) {
					hidden++
				}
				if unicode.Is(unicode.Han, r) {
					cjk++
				}
			}
			if e.Time == last {
				instants++
			}
			last = e.Time
			if d := at.Weekday(); d == time.Saturday || d == time.Sunday {
				weekend++
			}
			if h := at.Hour(); h < 5 {
				night++
			}
			if e.Actor != event.System {
				byMembers++
				if h := at.Hour(); h < 5 {
					nightMembers++
				}
			}
		}
		for _, count := range []int{long, formulas, hidden, cjk, instants} {
			require.Positive(t, count)
		}
		distinct := 100 * len(descriptions) / n
		require.True(t, distinct >= 20 && distinct <= 40, "%d %% of the descriptions are distinct", distinct)
		require.Greater(t, actors["system"], n/2)
		require.Greater(t, categories["generation"]+categories["credit"]+categories["webhook"]+categories["notification"], n*8/10)
		require.Less(t, weekend, n/5, "two days of seven")
		require.Less(t, night, n/7, "five hours of twenty-four")
		require.Less(t, nightMembers, byMembers/20)
		require.Greater(t, len(actors), 20)
		require.Less(t, End.UTC().Sub(last.UTC()), 7*24*time.Hour)
	}
}

func TestMemoryDoesNotGrowWithTheNumberOfEvents(t *testing.T) {
	const n = 1_000_000
	w := newWorkspace(5, n)
	w.tell(func(event.Event) bool { return true })
	require.Less(t, w.queue.most, 2_000)
	require.Less(t, len(w.queue.steps), 2_000)
	require.True(t, w.queue.empty(), "every story was told to its end")
}

func TestTheQueueGivesStepsBackInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var q queue
		var held []int64 // sorted
		pushed := map[int64][]string{}
		for range rapid.IntRange(1, 200).Draw(t, "operations") {
			if len(held) == 0 || rapid.Bool().Draw(t, "push") {
				at := int64(rapid.IntRange(0, 20).Draw(t, "at"))
				name := fmt.Sprint(q.order)
				q.push(at, step{description: name})
				pushed[at] = append(pushed[at], name)
				held = append(held, at)
				slices.Sort(held)
				continue
			}
			require.Equal(t, held[0], q.first())
			at, s := q.pop()
			require.Equal(t, held[0], at)
			require.Equal(t, pushed[at][0], s.description, "first in, first out within an instant")
			pushed[at] = pushed[at][1:]
			held = held[1:]
		}
		require.Equal(t, len(held) == 0, q.empty())
	})
}

func BenchmarkEvents(b *testing.B) {
	b.ReportAllocs()
	n := 0
	for range Events(1, b.N) {
		n++
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "events/s")
}
