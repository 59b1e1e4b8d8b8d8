package window

import (
	"encoding/json"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/event"
)

// A hand is the hand of a clock that a test sets.
type hand struct{ at atomic.Int64 }

func (h *hand) now() time.Time           { return time.Unix(0, h.at.Load()).UTC() }
func (h *hand) forward(by time.Duration) { h.at.Add(int64(by)) }

const day = 24 * time.Hour

// underPro returns a window with an archive under the plan Pro, with an event
// for each of the last days, the newest of now.
func underPro(t *testing.T, days int) (*Calls, *testDesktop, *hand) {
	t.Helper()
	t.Setenv("DAYBOOK_CONFIG", t.TempDir())
	h := &hand{}
	h.at.Store(time.Now().Add(-1000 * day).UnixNano()) // tests move it on, never past the computer's own clock
	d := &testDesktop{folder: t.TempDir(), tasks: make(chan Task, 100), drops: make(chan Drop, 1)}
	a := windowOn(d)
	a.w.now = h.now
	t.Cleanup(func() { require.NoError(t, a.w.End()) })
	_, err := a.NewArchive(NewArchiveRequest{Name: "Northwind", Plan: "pro"})
	require.NoError(t, err)
	importing(t, a, d, aged(h.now(), days))
	return a, d, h
}

func aged(now time.Time, days int) []event.Event {
	var events []event.Event
	for n := range days {
		at, _ := event.TimeOf(now.Add(-time.Duration(n) * day))
		events = append(events, event.Event{ID: "evt_" + at.String(), Actor: "ana", Category: "webhook", Action: "delivered", Description: "one", Time: at})
	}
	return events
}

func importing(t *testing.T, a *Calls, d *testDesktop, events []event.Event) Task {
	t.Helper()
	d.files = []string{activity(t, events)}
	id, err := a.ImportFiles(ImportOptions{Zone: "UTC", DateOrder: "unknown"})
	require.NoError(t, err)
	task := d.ended(t, id)
	require.Equal(t, TaskDone, task.Phase)
	return task
}

func shown(t *testing.T, a *Calls) *ArchiveInfo {
	t.Helper()
	s, err := a.State()
	require.NoError(t, err)
	return s.Archive
}

// byItself makes the window check for due events as it does every hour, and
// returns the purge that it began, if any.
func byItself(t *testing.T, a *Calls, d *testDesktop) *Task {
	t.Helper()
	open, err := a.w.current()
	require.NoError(t, err)
	open.look(a.w.ctx, true)
	for _, running := range a.w.jobs.running() {
		if running.Kind == "purge" {
			task := d.ended(t, running.ID)
			return &task
		}
	}
	select {
	case task := <-d.tasks:
		require.Equal(t, TaskPurge, task.Kind)
		return &task
	default:
		return nil
	}
}

func TestAPurgeByItselfAsksFirstAndThenGoesOnByItself(t *testing.T) {
	a, d, h := underPro(t, 40)
	require.Equal(t, 10, shown(t, a).Due)
	require.Equal(t, []string{"It would be the first purge under this plan."}, shown(t, a).Asks)
	require.Nil(t, byItself(t, a, d), "it asks first")
	require.Equal(t, 40, shown(t, a).Events)

	look, err := a.PreviewPurge()
	require.NoError(t, err)
	require.Equal(t, 10, look.Due)
	require.Equal(t, 40, look.Events)
	require.Len(t, look.Sample, 10)
	require.Less(t, look.Sample[0].Time, look.Sample[9].Time)
	require.Equal(t, "Pro plan: 30 days", look.Rule)
	require.Equal(t, []Count{{"webhook", 10}}, look.Categories)
	require.NotEmpty(t, look.Outside)
	receipts, err := a.Receipts()
	require.NoError(t, err)
	require.Empty(t, receipts.All)
	_, err = a.Purge("purge-99")
	require.Equal(t, "gone", code(t, err))
	going, err := a.Purge(look.Token)
	require.NoError(t, err)
	task := d.ended(t, going)
	require.Equal(t, TaskDone, task.Phase)
	require.Equal(t, 10, task.Receipt.Events)
	require.Equal(t, 30, shown(t, a).Events)
	require.Empty(t, shown(t, a).Asks)
	require.Equal(t, 1, shown(t, a).Due, "tomorrow")
	require.NotEmpty(t, shown(t, a).NextPurge)

	h.forward(day)
	task = *byItself(t, a, d)
	require.Equal(t, TaskDone, task.Phase)
	require.Equal(t, 1, task.Receipt.Events)
	require.Equal(t, 29, shown(t, a).Events)

	h.forward(7*day + time.Minute)
	require.Nil(t, byItself(t, a, d))
	require.Equal(t, []string{"The last purge is more than 7 days ago."}, shown(t, a).Asks)
	require.Equal(t, 7, shown(t, a).Due)
	h.forward(-8 * day)
	require.Nil(t, byItself(t, a, d))
	require.Contains(t, shown(t, a).Clock, "clock")
	require.Empty(t, shown(t, a).Asks)
	h.forward(8 * day)
	look, err = a.PreviewPurge()
	require.NoError(t, err)
	receipts, err = a.Receipts()
	require.NoError(t, err)
	require.Len(t, receipts.All, 2)
	require.Equal(t, 1, receipts.All[0].Events, "the newest first")

	// Only the events that were shown may go.
	importing(t, a, d, aged(h.now().Add(-50*day), 1))
	going, err = a.Purge(look.Token)
	require.NoError(t, err)
	task = d.ended(t, going)
	require.Equal(t, TaskFailed, task.Phase)
	require.Equal(t, "changed", task.Fault.Code)
	require.Equal(t, 30, shown(t, a).Events)
}

func TestAnArchiveIsLookedAtWhenItIsOpened(t *testing.T) {
	a, d, h := underPro(t, 40)
	look, err := a.PreviewPurge()
	require.NoError(t, err)
	going, err := a.Purge(look.Token)
	require.NoError(t, err)
	require.Equal(t, TaskDone, d.ended(t, going).Phase)
	path := shown(t, a).Path
	require.NoError(t, a.CloseArchive())
	require.Equal(t, "closed", func() string { _, err := a.PreviewPurge(); return code(t, err) }())
	h.forward(3 * day)
	_, err = a.openPath(path)
	require.NoError(t, err)
	for { // wait for the purge that begins by itself
		if task := <-d.tasks; task.Kind == "purge" {
			require.Equal(t, 3, task.Receipt.Events)
			break
		}
	}
	require.Equal(t, 27, shown(t, a).Events)
}

func TestASelectionForgetsWhatWasPurged(t *testing.T) {
	a, d, _ := underPro(t, 40)
	s := search("")
	all, err := a.SelectMatching(MatchingRequest{Search: s})
	require.NoError(t, err)
	require.Equal(t, 40, all.Count)
	look, err := a.PreviewPurge()
	require.NoError(t, err)
	going, err := a.Purge(look.Token)
	require.NoError(t, err)
	require.Equal(t, TaskDone, d.ended(t, going).Phase)
	d.target = filepath.Join(t.TempDir(), "activity.json")
	id, err := a.Export(ExportRequest{Format: "json", Selection: Selection{Token: all.Token}, Search: s})
	require.NoError(t, err)
	task := d.ended(t, id)
	require.Equal(t, TaskDone, task.Phase)
	require.Equal(t, 30, task.Written.Count)
	var written []map[string]string
	data, err := os.ReadFile(d.target)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(data, &written))
	require.Len(t, written, 30)
	again, err := a.SelectPasted(PastedRequest{Pasted: "nothing", Plus: Selection{Token: all.Token}})
	require.NoError(t, err)
	require.Equal(t, 30, again.Count)
}

func TestHoldsArePlacedSeenAndReleased(t *testing.T) {
	a, d, h := underPro(t, 40)
	s := search("one")
	s.Range.To = h.now().Add(-35 * day).Format(time.RFC3339Nano)
	look, err := a.PreviewHold(s)
	require.NoError(t, err)
	require.Equal(t, 4, look.Covers)
	require.Contains(t, look.Words, `with "one"`)
	holds, err := a.Holds()
	require.NoError(t, err)
	require.Empty(t, holds.InForce)
	placed, err := a.PlaceHold(HoldRequest{Search: s, Name: "Matter 17", Reason: "asked for by counsel"})
	require.NoError(t, err)
	require.Equal(t, "H1", placed)
	holds, err = a.Holds()
	require.NoError(t, err)
	require.Equal(t, []Hold{{ID: "H1", Name: "Matter 17", Reason: "asked for by counsel", Words: look.Words, Placed: h.now().Format(time.RFC3339Nano), By: holds.InForce[0].By, Events: 4}}, holds.InForce)
	require.Equal(t, 6, shown(t, a).Due)
	due, err := a.PreviewPurge()
	require.NoError(t, err)
	require.Equal(t, 4, due.Held)
	going, err := a.Purge(due.Token)
	require.NoError(t, err)
	require.Equal(t, 6, d.ended(t, going).Receipt.Events)
	require.Equal(t, 34, shown(t, a).Events)

	err = a.ReleaseHold("H1", "")
	require.Equal(t, "input", code(t, err), "without a reason")
	err = a.ReleaseHold("H9", "x")
	require.Equal(t, "gone", code(t, err))
	bad := search("after:never")
	_, err = a.PlaceHold(HoldRequest{Search: bad, Reason: "x"})
	require.Equal(t, "date", code(t, err))
	long := search("")
	_, err = a.PlaceHold(HoldRequest{Search: long, Reason: string(make([]byte, 2000))})
	require.Equal(t, "input", code(t, err))
	require.NoError(t, a.ReleaseHold("H1", "closed"))
	released, err := a.Holds()
	require.NoError(t, err)
	require.Empty(t, released.InForce)
	require.Equal(t, "closed", released.Released[0].ReleaseReason)
	require.Equal(t, 4, shown(t, a).Due, "due now")
	require.Equal(t, []string{"A hold was released since the last purge."}, shown(t, a).Asks)
	require.Nil(t, byItself(t, a, d), "what was held until now does not go by surprise")
}

func TestAHoldThatCoversNothingIsPlacedOnlyWhenThatIsMeant(t *testing.T) {
	a, _, _ := underPro(t, 40)
	s := search("member:ana OR member:bo")
	look, err := a.PreviewHold(s)
	require.NoError(t, err)
	require.Zero(t, look.Covers)
	require.Contains(t, look.Hint, "OR is looked for as a word")
	require.Contains(t, look.Hint, ". member: is asked for more than once")
	_, err = a.PlaceHold(HoldRequest{Search: s, Reason: "r"})
	require.Equal(t, "input", code(t, err))
	require.ErrorContains(t, err, "would cover no event")
	holds, err := a.Holds()
	require.NoError(t, err)
	require.Empty(t, holds.InForce)
	due, err := a.PreviewPurge()
	require.NoError(t, err)
	require.Equal(t, []string{}, due.EmptyHolds)

	placed, err := a.PlaceHold(HoldRequest{Search: s, Name: "Later", Reason: "r", Empty: true})
	require.NoError(t, err)
	require.Equal(t, "H1", placed)
	all := search("actor:ana")
	_, err = a.PlaceHold(HoldRequest{Search: all, Reason: "r"})
	require.NoError(t, err)
	due, err = a.PreviewPurge()
	require.NoError(t, err)
	require.Equal(t, []string{"H1 Later: " + look.Words}, due.EmptyHolds)
	plan, err := a.PreviewPlan("free")
	require.NoError(t, err)
	require.Equal(t, due.EmptyHolds, plan.EmptyHolds)
}

func TestASearchThatFindsNothingSaysThatAnIDIsAskedForByItsField(t *testing.T) {
	a, _, h := underPro(t, 1)
	at, err := event.TimeOf(h.now())
	require.NoError(t, err)
	id := "evt_" + at.String()
	found, err := a.Search(SearchRequest{Number: 1, Search: search(id)})
	require.NoError(t, err)
	require.Zero(t, found.Total)
	require.Contains(t, found.Asked.Hint, "is the event_id of an event; to find it, write id:evt_")
	found, err = a.Search(SearchRequest{Number: 2, Search: search("event_id:" + id)})
	require.NoError(t, err)
	require.Equal(t, 1, found.Total)
	require.Empty(t, found.Asked.Hint)
}

func TestAPlanIsChangedAfterItWasSeen(t *testing.T) {
	a, d, _ := underPro(t, 40)
	look, err := a.PreviewPlan("starter")
	require.NoError(t, err)
	require.Equal(t, 33, look.Due)
	require.Equal(t, "Starter plan: 7 days", look.Rule)
	require.Empty(t, look.Token, "a preview of another plan purges nothing")
	require.Equal(t, PlanPro, shown(t, a).Plan)
	require.Equal(t, "input", code(t, a.ChangePlan("gold")))
	require.NoError(t, a.ChangePlan("starter"))
	require.Equal(t, PlanStarter, shown(t, a).Plan)
	require.Nil(t, byItself(t, a, d), "the first purge under a plan asks")
	require.Len(t, shown(t, a).Asks, 2)
	require.Equal(t, 40, shown(t, a).Events)
	task := importing(t, a, d, aged(a.w.now().Add(-90*day), 2))
	require.Equal(t, 2, task.Imports[0].Due)
}

func TestNothingIsExportedIntoAnotherArchive(t *testing.T) {
	a, d, _ := underPro(t, 1)
	other := shown(t, a).Path
	require.NoError(t, a.CloseArchive())
	_, err := a.NewArchive(NewArchiveRequest{Name: "Second", Plan: "keep"})
	require.NoError(t, err)
	importing(t, a, d, aged(a.w.now(), 1))
	before, err := os.ReadFile(filepath.Join(other, "archive.json"))
	require.NoError(t, err)
	s := search("")
	all, err := a.SelectMatching(MatchingRequest{Search: s})
	require.NoError(t, err)
	d.target = filepath.Join(other, "archive.json")
	id, err := a.Export(ExportRequest{Format: "json", Selection: Selection{Token: all.Token}, Search: s})
	require.NoError(t, err)
	task := d.ended(t, id)
	require.Equal(t, TaskFailed, task.Phase)
	require.Equal(t, "input", task.Fault.Code)
	require.Contains(t, task.Fault.Message, "own folder")
	after, err := os.ReadFile(filepath.Join(other, "archive.json"))
	require.NoError(t, err)
	require.Equal(t, before, after)
}
