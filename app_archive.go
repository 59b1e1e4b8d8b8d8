package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"daybook/backend/archive"
	"daybook/backend/instance"
	"daybook/backend/retention"
)

// OpenArchive opens an archive: a recent one, one chosen in a dialog, a new one
// in a folder chosen there, or the sample, which a task opens when it is made. The
// one that is open is closed only when the other is.
func (a *App) OpenArchive(r OpenRequest) (*ArchiveInfo, error) {
	return guard(func() (*ArchiveInfo, error) {
		switch r.How {
		case "recent":
			path, err := a.recent(r.Recent)
			if err != nil {
				return nil, err
			}
			return a.openPath(path)
		case "choose":
			path, err := dialog(a, func() (string, error) { return a.desktop.openFolder("Open an archive") })
			if err != nil || path == "" {
				return nil, err
			}
			return a.openPath(path)
		case "new":
			return a.newArchive(r.Name, r.Plan)
		case "sample":
			return nil, a.trySample()
		default:
			return nil, outOfBounds("There is no such way to open an archive")
		}
	})
}

func (a *App) newArchive(called, plan string) (*ArchiveInfo, error) {
	name, err := folderName(called)
	if err != nil {
		return nil, err
	}
	if _, err := retention.PlanNamed(plan); err != nil {
		return nil, outOfBounds("That plan is not known")
	}
	parent, err := dialog(a, func() (string, error) { return a.desktop.openFolder("Where to keep " + name) })
	if err != nil || parent == "" {
		return nil, err
	}
	o := a.options()
	o.Name, o.Plan = called, plan
	open, err := archive.Create(a.ctx, filepath.Join(parent, name+".daybook"), o)
	if err != nil {
		return nil, err
	}
	return a.takeInfo(open)
}

// folderName is a name that every file system takes.
func folderName(name string) (string, error) {
	if n := len([]rune(name)); n < 1 || n > 100 || strings.TrimSpace(name) == "" {
		return "", outOfBounds("The name has 1 to 100 characters")
	}
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '-'
		}
		return r
	}, name)
	return strings.Trim(name, " ."), nil
}

func (a *App) openPath(path string) (*ArchiveInfo, error) {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	if current, err := a.archive(); err == nil && samePlace(current.Path(), path) {
		return a.info(current)
	}
	open, elsewhere, err := a.openHere(a.ctx, path, "")
	if err != nil {
		return nil, err
	}
	if elsewhere {
		return nil, inFront(path)
	}
	return a.takeInfo(open)
}

func inFront(path string) *Fault {
	return fault("held", path+" was not opened: another window of Daybook has it open, and is in front now", "")
}

// openHere opens the archive at path, unless another window has it open, which
// then is brought to the front.
func (a *App) openHere(ctx context.Context, path, token string) (open *archive.Archive, elsewhere bool, err error) {
	o := a.options()
	o.Wait = archive.DefaultWait / 20
	for end := time.Now().Add(archive.DefaultWait); ; {
		open, err = archive.Open(ctx, path, o)
		if !errors.Is(err, archive.ErrLocked) {
			return open, false, err
		}
		// A window that is opening it has its lock before it listens.
		if instance.Show(path, token) {
			return nil, true, nil
		}
		if time.Now().After(end) {
			return nil, false, err
		}
	}
}

// listen lets other starts of Daybook find the window that has open. Where it
// cannot, they say who has the archive open, and no more.
func (a *App) listen(open *archive.Archive) *instance.Door {
	door, err := instance.Listen(open.Path(), func(token string) bool {
		if !a.stands.Load() {
			return true // it comes, and to the front
		}
		return a.closing.step.Load() == standing && a.desktop.front(token)
	})
	if err != nil {
		return nil
	}
	return door
}

func samePlace(x, y string) bool {
	a, err := os.Stat(x)
	if err != nil {
		return false
	}
	b, err := os.Stat(y)
	return err == nil && os.SameFile(a, b)
}

func (a *App) recent(key string) (string, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, one := range a.remembered.Recents {
		if one.Key == key {
			return one.Path, nil
		}
	}
	return "", errGone
}

func (a *App) takeInfo(open *archive.Archive) (*ArchiveInfo, error) {
	if err := a.take(open, a.listen(open)); err != nil {
		return nil, err
	}
	return a.info(open)
}

// take makes open the archive of the window, with the door to it, closes the one
// before, and remembers it among the recent ones.
func (a *App) take(open *archive.Archive, door *instance.Door) error {
	info, err := open.Info()
	if err != nil {
		door.Close()
		return errors.Join(err, open.Close())
	}
	a.mu.Lock()
	before, beforeDoor := a.open, a.door
	a.forget()
	a.open, a.door, a.check, a.problems = open, door, "running", nil
	ctx, shut := context.WithCancel(a.ctx)
	a.shut = shut
	a.remembered.opened(Recent{Key: placeKey(open.Path()), Name: info.Name, Path: open.Path(), Opened: a.now().UTC().Format(time.RFC3339), Events: info.Events})
	a.remembered.save() // the page saves too, and is told if that fails
	a.mu.Unlock()
	if before != nil {
		beforeDoor.Close()
		a.recount(before)
		before.Close()
	}
	a.watch(open)
	a.keep(ctx, open)
	a.watchFolder(ctx, open)
	a.title(titleOf(info.Name))
	a.desktop.emit("state", nil)
	return nil
}

// title sets the title of the window, unless the program is ending: there is no
// window any more then, and its thread waits for what runs.
func (a *App) title(text string) {
	if a.ctx.Err() == nil {
		a.desktop.setTitle(text)
	}
}

// forget lets go of what was known of the archive that was open. It is called
// under mu.
func (a *App) forget() {
	if a.shut != nil {
		a.shut()
	}
	a.open, a.door, a.shut, a.chosen, a.previews, a.retained = nil, nil, nil, nil, nil, retained{}
}

// CloseArchive cancels what runs, but for the check of a bundle, which is about no
// archive, and closes the archive.
func (a *App) CloseArchive() error {
	return guard0(func() error {
		a.mu.Lock()
		open, door := a.open, a.door
		a.forget()
		for _, j := range a.jobs {
			if j.task.Kind != "verify-bundle" {
				j.cancel()
			}
		}
		if a.cancelQuery != nil {
			a.cancelQuery()
		}
		a.mu.Unlock()
		if open == nil {
			return nil
		}
		door.Close()
		a.title(windowTitle)
		a.recount(open)
		return open.Close()
	})
}

// recount keeps how many events an archive has for the list of recent ones. It
// keeps no evidence: what it cannot read or write stays as it was.
func (a *App) recount(open *archive.Archive) {
	info, err := open.Info()
	if err != nil {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.remembered.counted(info.Path, info.Events) {
		a.remembered.save()
	}
}

func (a *App) info(open *archive.Archive) (*ArchiveInfo, error) {
	info, err := open.Info()
	if err != nil {
		return nil, err
	}
	a.mu.Lock()
	check, problems, kept := a.check, append([]string{}, a.problems...), a.retained
	a.mu.Unlock()
	out := &ArchiveInfo{
		Key: placeKey(info.Path), ID: info.ID, Name: info.Name, Path: info.Path, Plan: info.Plan, Events: info.Events, Conflicts: info.Conflicts,
		Imports: len(info.Imports), Snapshot: info.Snapshot, Bytes: info.Bytes, Check: check, Problems: problems, Asks: []string{},
		Unread: archive.LostEvents(info.Lost), ReadOnly: info.ReadOnly, Notices: []string{}, Doubt: []string{},
	}
	for _, words := range info.Notices {
		out.Notices = append(out.Notices, capital(words))
	}
	if d := info.Doubt; d != nil {
		for _, how := range d.Differs {
			out.Doubt = append(out.Doubt, capital(how))
		}
	}
	if v := info.Verified; v != nil {
		out.Verified = v.Time.Format(time.RFC3339)
		out.Proven = &Proven{out.Verified, v.User, v.Root, v.Events, v.Problems}
	}
	out.retained(kept)
	out.Watched = a.watchedFolder(info.ID)
	if info.Events > 0 {
		out.First, out.Last, out.Root = info.First.String(), info.Last.String(), info.Root
	}
	return out, nil
}
