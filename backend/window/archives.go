package window

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
func (c *Calls) OpenArchive(r OpenRequest) (*ArchiveInfo, error) {
	return guard(func() (*ArchiveInfo, error) {
		switch r.How {
		case "recent":
			path, err := c.w.recent(r.Recent)
			if err != nil {
				return nil, err
			}
			return c.w.openPath(path)
		case "choose":
			path, err := dialog(c.w, func() (string, error) { return c.w.desktop.OpenFolder("Open an archive") })
			if err != nil || path == "" {
				return nil, err
			}
			return c.w.openPath(path)
		case "new":
			return c.w.newArchive(r.Name, r.Plan)
		case "sample":
			return nil, c.w.trySample()
		default:
			return nil, outOfBounds("There is no such way to open an archive")
		}
	})
}

func (w *Window) newArchive(called, plan string) (*ArchiveInfo, error) {
	name, err := folderName(called)
	if err != nil {
		return nil, err
	}
	if _, err := retention.PlanNamed(plan); err != nil {
		return nil, outOfBounds("That plan is not known")
	}
	parent, err := dialog(w, func() (string, error) { return w.desktop.OpenFolder("Where to keep " + name) })
	if err != nil || parent == "" {
		return nil, err
	}
	o := w.options()
	o.Name, o.Plan = called, plan
	open, err := archive.Create(w.ctx, filepath.Join(parent, name+".daybook"), o)
	if err != nil {
		return nil, err
	}
	return w.takeInfo(open)
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

func (w *Window) openPath(path string) (*ArchiveInfo, error) {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	if current, err := w.archive(); err == nil && samePlace(current.Path(), path) {
		return w.info(current)
	}
	open, elsewhere, err := w.openHere(w.ctx, path, "")
	if err != nil {
		return nil, err
	}
	if elsewhere {
		return nil, inFront(path)
	}
	return w.takeInfo(open)
}

func inFront(path string) *Fault {
	return fault("held", path+" was not opened: another window of Daybook has it open, and is in front now", "")
}

// openHere opens the archive at path, unless another window has it open, which
// then is brought to the front.
func (w *Window) openHere(ctx context.Context, path, token string) (open *archive.Archive, elsewhere bool, err error) {
	o := w.options()
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
func (w *Window) listen(open *archive.Archive) *instance.Door {
	door, err := instance.Listen(open.Path(), func(token string) bool {
		if !w.stands.Load() {
			return true // it comes, and to the front
		}
		return w.closing.step.Load() == standing && w.desktop.Front(token)
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

func (w *Window) recent(key string) (string, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, one := range w.remembered.Recents {
		if one.Key == key {
			return one.Path, nil
		}
	}
	return "", errGone
}

func (w *Window) takeInfo(open *archive.Archive) (*ArchiveInfo, error) {
	if err := w.take(open, w.listen(open)); err != nil {
		return nil, err
	}
	return w.info(open)
}

// take makes open the archive of the window, with the door to it, closes the one
// before, and remembers it among the recent ones.
func (w *Window) take(open *archive.Archive, door *instance.Door) error {
	info, err := open.Info()
	if err != nil {
		door.Close()
		return errors.Join(err, open.Close())
	}
	w.mu.Lock()
	before, beforeDoor := w.open, w.door
	w.forget()
	w.open, w.door, w.check, w.problems = open, door, "running", nil
	ctx, shut := context.WithCancel(w.ctx)
	w.shut = shut
	w.remembered.opened(Recent{Key: placeKey(open.Path()), Name: info.Name, Path: open.Path(), Opened: w.now().UTC().Format(time.RFC3339), Events: info.Events})
	w.remembered.save() // the page saves too, and is told if that fails
	w.mu.Unlock()
	if before != nil {
		beforeDoor.Close()
		w.recount(before)
		before.Close()
	}
	w.watch(open)
	w.keep(ctx, open)
	w.watchFolder(ctx, open)
	w.title(titleOf(info.Name))
	w.desktop.Emit("state", nil)
	return nil
}

// title sets the title of the window, unless the program is ending: there is no
// window any more then, and its thread waits for what runs.
func (w *Window) title(text string) {
	if w.ctx.Err() == nil {
		w.desktop.SetTitle(text)
	}
}

// forget lets go of what was known of the archive that was open. It is called
// under mu.
func (w *Window) forget() {
	if w.shut != nil {
		w.shut()
	}
	w.open, w.door, w.shut, w.chosen, w.previews, w.retained = nil, nil, nil, nil, nil, retained{}
}

// CloseArchive cancels what runs, but for the check of a bundle, which is about no
// archive, and closes the archive.
func (c *Calls) CloseArchive() error { return guard0(c.w.closeArchive) }

func (w *Window) closeArchive() error {
	w.mu.Lock()
	open, door := w.open, w.door
	w.forget()
	for _, j := range w.jobs {
		if j.task.Kind != "verify-bundle" {
			j.cancel()
		}
	}
	if w.cancelQuery != nil {
		w.cancelQuery()
	}
	w.mu.Unlock()
	if open == nil {
		return nil
	}
	door.Close()
	w.title(Title)
	w.recount(open)
	return open.Close()
}

// recount keeps how many events an archive has for the list of recent ones. It
// keeps no evidence: what it cannot read or write stays as it was.
func (w *Window) recount(open *archive.Archive) {
	info, err := open.Info()
	if err != nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.remembered.counted(info.Path, info.Events) {
		w.remembered.save()
	}
}

func (w *Window) info(open *archive.Archive) (*ArchiveInfo, error) {
	info, err := open.Info()
	if err != nil {
		return nil, err
	}
	w.mu.Lock()
	check, problems, kept := w.check, append([]string{}, w.problems...), w.retained
	w.mu.Unlock()
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
	out.Watched = w.watchedFolder(info.ID)
	if info.Events > 0 {
		out.First, out.Last, out.Root = info.First.String(), info.Last.String(), info.Root
	}
	return out, nil
}
