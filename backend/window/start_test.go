package window

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/instance"
	"daybook/backend/keys/keystest"
	"daybook/backend/sample"
)

func TestMain(m *testing.M) { os.Exit(keystest.Run(m)) }

// within returns a window with an open archive, whose sockets lie in a folder
// with a short name.
func within(t *testing.T) (*Calls, *testDesktop) {
	t.Helper()
	a, d := started(t, nil)
	place := shown(t, a).Path
	require.NoError(t, a.CloseArchive())
	session, err := os.MkdirTemp("", "desk")
	require.NoError(t, err)
	t.Cleanup(func() { os.RemoveAll(session) })
	t.Setenv("XDG_RUNTIME_DIR", session)
	d.folder, d.fronts = place, make(chan string, 10)
	_, err = a.ChooseArchive()
	require.NoError(t, err)
	a.w.stands.Store(true)
	return a, d
}

func TestAnArchiveThatAnotherWindowHasOpenIsShownThere(t *testing.T) {
	first, d := within(t)
	path := shown(t, first).Path
	link := filepath.Join(t.TempDir(), "link")
	require.NoError(t, os.Symlink(path, link))
	other := windowOn(&testDesktop{folder: link + "/", tasks: make(chan Task, 10), fronts: make(chan string, 10)})
	t.Cleanup(func() { require.NoError(t, other.w.End()) })
	_, err := other.ChooseArchive()
	require.Equal(t, &Fault{"held", link + " was not opened: another window of Daybook has it open, and is in front now", ""}, err)
	require.Empty(t, <-d.fronts)
	_, err = other.OpenRecent(placeKey(path))
	require.Equal(t, "held", code(t, err))
	require.Empty(t, <-d.fronts)
	require.True(t, instance.Show(path, "token"))
	require.Equal(t, "token", <-d.fronts)

	quit := make(chan bool, 1)
	o := other.w.OpenEarly(path, "of the start")
	<-o.done
	require.True(t, o.elsewhere)
	other.w.openAtStart(o, func() { quit <- true })
	require.True(t, <-quit, "the second window goes")
	require.NoError(t, o.Abandon())
	require.Equal(t, "of the start", <-d.fronts)

	first.w.closing.step.Store(leaving)
	require.False(t, instance.Show(path, ""), "a window that closes does not come")
	_, err = other.ChooseArchive()
	require.ErrorContains(t, err, fmt.Sprintf("process %d", os.Getpid()), "then it is said who has it")
	first.w.closing.step.Store(standing)
	require.NoError(t, first.CloseArchive())
	require.False(t, instance.Show(path, ""))
	require.Empty(t, d.fronts)
	info, err := other.ChooseArchive()
	require.NoError(t, err)
	require.Equal(t, link, info.Path)
	require.Len(t, recents(t, other), 1, "by either name it is one")
}

func TestAnArchiveThatIsNotYetInItsWindowIsFoundThere(t *testing.T) {
	first, d := within(t)
	path := shown(t, first).Path
	require.NoError(t, first.CloseArchive())
	a := windowOn(nil) // its desktop is set later
	o := a.w.OpenEarly(path, "")
	<-o.done
	require.NoError(t, o.err)
	require.True(t, instance.Show(path, ""))
	a.w.desktop = d
	a.w.stands.Store(true)
	a.w.openAtStart(o, nil)
	require.Equal(t, TaskDone, d.ended(t, "task-1").Phase)
	require.True(t, instance.Show(path, "token"))
	require.Equal(t, "token", <-d.fronts)

	require.NoError(t, a.w.End())
	require.False(t, instance.Show(path, ""))
}

func TestSettingsThatCannotBeKeptKeepNoArchiveClosed(t *testing.T) {
	a, d := started(t, nil)
	path := shown(t, a).Path
	require.NoError(t, a.CloseArchive())
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	d.folder = path
	open := func(want *Fault, unset ...string) {
		t.Setenv("DAYBOOK_CONFIG", file)
		for _, name := range unset {
			t.Setenv(name, "")
		}
		again := windowOn(d)
		_, err := again.ChooseArchive()
		require.NoError(t, err)
		require.Equal(t, want, again.SaveSettings(defaultSettings()))
		require.NoError(t, again.w.End())
	}
	open(&Fault{"settings", "Settings are not kept: " + file + " cannot be written to: not a directory",
		"Make that folder yours to write to, or set DAYBOOK_CONFIG to another one, and start Daybook again."})
	open(&Fault{"settings", "Settings are not kept: the folder for them is not known",
		"Set HOME, or DAYBOOK_CONFIG to a folder of yours, and start Daybook again."}, "DAYBOOK_CONFIG", "XDG_CONFIG_HOME", "HOME", "AppData")
}

func TestAWindowThatCameTooLateIsToldWhatEnded(t *testing.T) {
	t.Setenv("DAYBOOK_CONFIG", t.TempDir())
	d := &testDesktop{tasks: make(chan Task, 10)}
	a := windowOn(d)
	t.Cleanup(func() { require.NoError(t, a.w.End()) })
	a.w.openAtStart(a.w.OpenEarly(filepath.Join(t.TempDir(), "Gone.daybook"), ""), nil)
	d.ended(t, "task-1")
	state, err := a.State()
	require.NoError(t, err)
	require.Len(t, state.Tasks, 1)
	require.Equal(t, TaskFailed, state.Tasks[0].Phase)
	require.Contains(t, state.Tasks[0].Fault.Message, "There is no archive at ")
	state, err = a.State()
	require.NoError(t, err)
	require.Empty(t, state.Tasks, "it is told once")
	require.NotNil(t, state.Tasks)
}

func TestTheArchiveOfTheStartIsOpenedBeforeTheWindowAndLetGoWithoutOne(t *testing.T) {
	before, d := started(t, slices.Collect(sample.Events(1, 20)))
	path := filepath.Join(d.folder, "Northwind- 2026-27.daybook")
	require.NoError(t, before.CloseArchive())
	require.Nil(t, windowOn(d).w.OpenEarly("", ""))
	require.NoError(t, (*Opening)(nil).Abandon())

	none := windowOn(nil)
	o := none.w.OpenEarly(path, "")
	<-o.done
	require.NoError(t, o.err)
	require.NoError(t, none.w.End())
	require.NoError(t, o.Abandon())
	none = windowOn(nil)
	o = none.w.OpenEarly(path, "")
	require.NoError(t, none.w.End(), "it may end while it opens")
	require.NoError(t, o.Abandon())

	a := windowOn(d)
	t.Cleanup(func() { require.NoError(t, a.w.End()) })
	o = a.w.OpenEarly(path, "")
	<-o.done
	_, err := a.Search(SearchRequest{Search: search("")})
	require.Equal(t, "closed", code(t, err), "it is the window's when the window has heard of it")
	a.w.openAtStart(o, nil)
	require.Equal(t, TaskDone, d.ended(t, "task-1").Phase)
	all, err := a.Search(SearchRequest{Search: search("")})
	require.NoError(t, err)
	require.Equal(t, 20, all.Total)
}

func TestAPanicWhileTheArchiveOfTheStartIsOpenedIsToldToTheWindow(t *testing.T) {
	before, d := started(t, nil)
	path := filepath.Join(d.folder, "Northwind- 2026-27.daybook")
	require.NoError(t, before.CloseArchive())
	a := windowOn(d)
	t.Cleanup(func() { require.NoError(t, a.w.End()) })
	ctx := a.w.ctx
	a.w.ctx = nil // without a context nothing can be opened
	o := a.w.OpenEarly(path, "")
	<-o.done
	a.w.ctx = ctx
	a.w.openAtStart(o, nil)
	task := d.ended(t, "task-1")
	require.Equal(t, TaskFailed, task.Phase)
	require.Equal(t, "panic", task.Fault.Code)
	require.NoError(t, o.Abandon())
}
