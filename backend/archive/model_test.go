package archive_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/keys"
	"daybook/backend/ledger"
	"daybook/backend/query"
	"daybook/backend/retention"
)

// A world is an archive together with its expected contents in plain lists:
// every event that ever came, by its number, and what happened to it.
type world struct {
	rt  *rapid.T
	dir string
	a   *archive.Archive
	clock

	leaves   []modelLeaf
	imports  int
	plan     string
	holds    []retention.Hold
	placed   int
	receipts [][][2]int64
	images   []string               // copies of the folder at the steps of a change
	known    map[string]*keys.Known // the state known at those steps
	crashes  map[string]int
}

type modelLeaf struct {
	event    event.Event
	place    query.Place
	purged   int  // number of the receipt that purged it, from 1; 0 while present
	everHeld bool // held at the time of any purge
}

// present returns the events that are in the archive, and their numbers.
func (w *world) present() (seqs []int) {
	for seq := range w.leaves {
		if w.leaves[seq].purged == 0 {
			seqs = append(seqs, seq)
		}
	}
	return seqs
}

func (w *world) days() int {
	p, err := retention.PlanNamed(w.plan)
	require.NoError(w.rt, err)
	return p.Days
}

// past reports whether the window of an event is over, by the rule as it is
// stated to users.
func (w *world) past(e *event.Event) bool {
	days := w.days()
	return days > 0 && !w.now.Before(e.Time.UTC().AddDate(0, 0, days))
}

func (w *world) held(l *modelLeaf) bool {
	for _, h := range w.holds {
		q, err := h.Scope.Parse()
		require.NoError(w.rt, err)
		if q.Match(&l.event, l.place) {
			return true
		}
	}
	return false
}

var modelIDs = []string{"a", "b", "c", "d", "e", "f", "g", "h"}

func (w *world) importSome() {
	batch := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) event.Event {
		e := event.Event{
			ID:          rapid.SampledFrom(modelIDs).Draw(t, "id"),
			Actor:       rapid.SampledFrom([]string{"ana", "bo"}).Draw(t, "actor"),
			Category:    rapid.SampledFrom([]string{"webhook", "credit"}).Draw(t, "category"),
			Action:      "created",
			Description: rapid.SampledFrom([]string{"one", "two", "one two"}).Draw(t, "description"),
			Time:        event.Time(w.now.AddDate(0, 0, -rapid.SampledFrom([]int{0, 1, 6, 7, 8, 29, 30, 31, 400}).Draw(t, "days")).UnixNano()),
		}
		if rapid.Bool().Draw(t, "details") {
			e.Details = []byte(`{"x":1}`)
		}
		return e
	}), 0, 8).Draw(w.rt, "events")
	duplicates, conflicts, due := 0, 0, 0
	w.changes("import", func() error {
		i, err := w.a.Import(context.Background(), input(slices.Values(batch)), nil)
		if err == nil {
			require.Equal(w.rt, []int{len(batch), len(batch) - duplicates, duplicates, conflicts, due}, []int{i.Read, i.Added, i.Duplicates, i.Conflicts, i.Due})
		}
		return err
	}, func() {
		w.imports++
		for _, e := range batch {
			conflict, duplicate := false, false
			for _, seq := range w.present() {
				h := &w.leaves[seq].event
				if h.Identity() == e.Identity() && (len(h.Details) == 0 || len(e.Details) == 0 || string(h.Details) == string(e.Details)) {
					duplicate = true
				}
				conflict = conflict || h.ID == e.ID
			}
			if duplicate {
				duplicates++
				continue
			}
			if conflict {
				conflicts++
			}
			l := modelLeaf{event: e, place: query.Place{Import: w.imports, Conflict: conflict}}
			if w.past(&e) && !w.held(&l) {
				due++
			}
			w.leaves = append(w.leaves, l)
		}
	})
}

func (w *world) purge() {
	w.now = w.now.Add(time.Duration(rapid.SampledFrom([]int{0, 1, 24, 7 * 24, 30 * 24}).Draw(w.rt, "hours")) * time.Hour)
	due, err := w.a.Due(context.Background(), w.now, "")
	require.NoError(w.rt, err)
	var receipt ledger.Receipt
	count, held := 0, 0
	var ranges [][2]int64
	w.changes("purge", func() error {
		var err error
		receipt, err = w.a.Purge(context.Background(), due, nil)
		return err
	}, func() {
		number := len(w.receipts) + 1
		for seq := range w.leaves {
			l := &w.leaves[seq]
			if l.purged > 0 || !w.past(&l.event) {
				continue
			}
			if w.held(l) {
				l.everHeld = true
				held++
				continue
			}
			count++
			l.purged = number
			if n := len(ranges); n > 0 && ranges[n-1][1] == int64(seq) {
				ranges[n-1][1]++
			} else {
				ranges = append(ranges, [2]int64{int64(seq), int64(seq) + 1})
			}
		}
		if count > 0 {
			w.receipts = append(w.receipts, ranges)
		}
	})
	require.Equal(w.rt, count, due.Count)
	require.Equal(w.rt, held, due.Held)
	require.Equal(w.rt, ranges, receipt.Leaves)
}

func (w *world) placeHold() {
	text := rapid.SampledFrom([]string{"", "one", "two -webhook", "member:ana", "category:credit one", "id:c"}).Draw(w.rt, "query")
	q, err := query.Parse(text, nil)
	require.NoError(w.rt, err)
	if rapid.IntRange(0, 3).Draw(w.rt, "filter") == 0 {
		q.Imports = []int{rapid.IntRange(1, 3).Draw(w.rt, "import")}
	}
	q.ConflictsOnly = rapid.IntRange(0, 5).Draw(w.rt, "conflicts") == 0
	h, err := retention.NewHold("", "a reason", q, nil)
	require.NoError(w.rt, err)
	w.changes("hold", func() error {
		placed, err := w.a.PlaceHold(context.Background(), h)
		if err == nil {
			require.Equal(w.rt, w.holds[len(w.holds)-1].ID, placed.ID)
		}
		return err
	}, func() {
		w.placed++
		h.ID = fmt.Sprintf("H%d", w.placed)
		w.holds = append(w.holds, h)
	})
}

func (w *world) release() {
	if len(w.holds) == 0 {
		return
	}
	at := rapid.IntRange(0, len(w.holds)-1).Draw(w.rt, "which")
	id := w.holds[at].ID
	w.changes("release", func() error {
		_, err := w.a.ReleaseHold(context.Background(), id, "")
		return err
	}, func() { w.holds = slices.Delete(slices.Clone(w.holds), at, at+1) })
}

func (w *world) changePlan() {
	plan := rapid.SampledFrom([]string{"free", "starter", "pro", "keep"}).Draw(w.rt, "plan")
	w.changes("plan", func() error { return w.a.ChangePlan(context.Background(), plan) }, func() { w.plan = plan })
}

// changes makes a change of the archive and of the model. If a crash is drawn, the program
// is treated as killed at one of the steps of the change: the folder as it was at that step
// is opened again, and must be as either before or after the change.
func (w *world) changes(name string, change func() error, model func()) {
	crash := rapid.IntRange(0, 3).Draw(w.rt, "crash in "+name) == 0
	before := w.state()
	leaves, holds, receipts := slices.Clone(w.leaves), w.holds, w.receipts
	imports, plan, placed := w.imports, w.plan, w.placed
	model()
	after := w.state()
	if !crash {
		require.NoError(w.rt, change(), name)
		return
	}
	w.images, w.known = nil, map[string]*keys.Known{}
	restore := archive.AtSteps(w.takeImage)
	err := change()
	restore()
	require.NoError(w.rt, err, name)
	if len(w.images) == 0 {
		return // the change had no effect
	}
	image := w.images[rapid.IntRange(0, len(w.images)-1).Draw(w.rt, "step")]
	require.NoError(w.rt, w.a.Close())
	w.dir = image
	require.NoError(w.rt, w.known[image].Keep())
	w.open()
	require.Nil(w.rt, w.a.Ledger().Doubt())
	switch got := w.actual(); got {
	case after:
		w.crashes[name+"/after"]++
	case before:
		w.crashes[name+"/before"]++
		w.leaves, w.holds, w.receipts = leaves, holds, receipts
		w.imports, w.plan, w.placed = imports, plan, placed
	default:
		require.Fail(w.rt, "between", "%s: %s\nbefore %s\nafter  %s", name, got, before, after)
	}
}

// TestAnArchiveIsWhatAPlainListOfEventsIs makes random changes, crashes among
// them, to an archive and to lists, and requires that they stay the same.
func TestAnArchiveIsWhatAPlainListOfEventsIs(t *testing.T) {
	unwatched(t)
	base := inMemory(t)
	checks := flag.Lookup("rapid.checks").Value
	defer checks.Set(checks.String())
	require.NoError(t, checks.Set(fmt.Sprint(either(10_000, 150))))
	steps, crashes := map[string]int{}, map[string]int{}
	sequences := 0
	rapid.Check(t, func(rt *rapid.T) {
		dir, err := os.MkdirTemp(base, "")
		require.NoError(rt, err)
		defer os.RemoveAll(dir)
		defer archive.Shrink(9, 3, 5)()
		w := &world{rt: rt, dir: filepath.Join(dir, "a"), plan: "pro", clock: clock{today}, crashes: crashes}
		w.a, err = archive.Create(context.Background(), w.dir, w.clock.options())
		require.NoError(rt, err)
		defer func() { w.a.Close() }()
		w.importSome()
		can := map[string]func(){
			"import": w.importSome, "purge": w.purge, "hold": w.placeHold, "release": w.release, "plan": w.changePlan, "search and export": w.look, "reopen": w.reopen,
		}
		for range rapid.IntRange(2, 8).Draw(rt, "steps") {
			step := rapid.SampledFrom([]string{"import", "purge", "purge", "purge", "hold", "release", "plan", "search and export", "reopen"}).Draw(rt, "step")
			can[step]()
			steps[step]++
		}
		w.look()
		w.check()
		sequences++
	})
	t.Logf("%d sequences of steps %v", sequences, steps)
	t.Logf("crashes in a change, and what was there then: %v", crashes)
}
