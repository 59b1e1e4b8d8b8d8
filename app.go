package main

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"daybook/backend/appearance"
	"daybook/backend/archive"
	"daybook/backend/instance"
	"daybook/backend/release"
	"daybook/backend/source/all"
)

// programName and version are what archives remember of who changed them.
const programName = "daybook"

var version = release.Version()

// App is what the window can call, a method for each thing it asks. Methods
// check what they are given, answer at most a value and an error, and never
// take or trust a path: a native dialog names files, a token names them later.
type App struct {
	ctx     context.Context
	stop    context.CancelFunc
	desktop desktop
	now     func() time.Time

	importing atomic.Bool
	dialogs   sync.Mutex // one native dialog at a time: they share one answer
	working   sync.WaitGroup
	closing   closing
	stands    atomic.Bool // there is a window, and desktop is it

	mu          sync.Mutex // guards all below
	remembered  remembered
	open        *archive.Archive
	door        *instance.Door // of open
	check       string
	problems    []string
	queryNumber int64
	cancelQuery context.CancelFunc
	chosen      shelf[*archive.Set] // selections that were fixed
	previews    shelf[*archive.Due] // of purges, as they were shown
	retained    retained
	shut        context.CancelFunc // of what goes on while open is
	jobs        []*job
	asked       bool   // State was, so the page hears of tasks
	untold      []Task // that ended before it could
	tasksMade   int
	tokensMade  int
	files       map[string]string
	bundles     map[string]given // that were verified
	drop        string
	dropPaths   []string
}

func newApp(d desktop) *App {
	ctx, stop := context.WithCancel(context.Background())
	return &App{
		ctx: ctx, stop: stop, desktop: d, now: time.Now, remembered: loadRemembered(), files: make(map[string]string), bundles: make(map[string]given),
		closing: closing{saved: make(chan struct{}, 1)},
	}
}

// newToken is a name that was never given before. It is called under mu.
func (a *App) newToken(kind string) string {
	a.tokensMade++
	return fmt.Sprintf("%s-%d", kind, a.tokensMade)
}

func (a *App) options() archive.Options {
	return archive.Options{Program: programName + " " + version, Now: a.now}
}

func (a *App) archive() (*archive.Archive, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.open == nil {
		return nil, errClosed
	}
	return a.open, nil
}

// dialog shows one native dialog, unless one is open already.
func dialog[T any](a *App, show func() (T, error)) (answer T, err error) {
	if !a.dialogs.TryLock() {
		return answer, errDialog
	}
	defer a.dialogs.Unlock()
	return show()
}

// State is all that the window needs to draw itself.
func (a *App) State() (AppState, error) {
	return guard(func() (AppState, error) {
		a.mu.Lock()
		s := AppState{Version: version, Settings: a.remembered.Settings, Recents: a.remembered.there(), Features: []string{"selected"}, Sources: all.Names()}
		open := a.open
		s.Tasks = append([]Task{}, a.untold...)
		a.asked, a.untold = true, nil
		a.mu.Unlock()
		s.Tasks = append(s.Tasks, a.runningTasks()...)
		if open != nil {
			info, err := a.info(open)
			if err != nil {
				return AppState{}, err
			}
			s.Archive = info
		}
		return s, nil
	})
}

// SaveSettings keeps the officer's wishes.
func (a *App) SaveSettings(s Settings) error {
	return guard0(func() error {
		defer a.closing.answered()
		if err := checkSettings(s); err != nil {
			return err
		}
		if s.Saved == nil {
			s.Saved = []SavedSearch{}
		}
		a.mu.Lock()
		defer a.mu.Unlock()
		if s.Theme != a.remembered.Settings.Theme {
			appearance.Follow(s.Theme)
		}
		a.remembered.Settings = s
		return a.remembered.save()
	})
}

// end cancels what runs, waits for it and closes the archive.
func (a *App) end() error {
	a.stop()
	a.working.Wait()
	return a.CloseArchive()
}
