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
	"daybook/backend/desk"
	"daybook/backend/folder"
	"daybook/backend/instance"
	"daybook/backend/retention"
)

// archives has the calls that open and close the archive.
type archives struct{ w *Window }

// OpenRecent opens a recent archive by its key. As with the other calls that open an
// archive, the current archive is closed only after the new one is open.
func (c *archives) OpenRecent(key string) (*ArchiveInfo, error) {
	return guard(func() (*ArchiveInfo, error) {
		path, err := c.recent(key)
		if err != nil {
			return nil, err
		}
		return c.openPath(path)
	})
}

// ChooseArchive opens an archive chosen in a native dialog. It returns null if the
// dialog was cancelled.
func (c *archives) ChooseArchive() (*ArchiveInfo, error) {
	return guard(func() (*ArchiveInfo, error) {
		path, err := dialog(c.w, func() (string, error) { return c.w.desktop.OpenFolder("Open an archive") })
		if err != nil || path == "" {
			return nil, err
		}
		return c.openPath(path)
	})
}

// NewArchive makes an archive in a folder chosen in a native dialog, and opens it. It
// returns null if the dialog was cancelled.
func (c *archives) NewArchive(r NewArchiveRequest) (*ArchiveInfo, error) {
	return guard(func() (*ArchiveInfo, error) { return c.newArchive(r.Name, string(r.Plan)) })
}

// OpenSample opens the sample archive, and makes it the first time. It runs as a task
// and returns its id; call State when the task has ended.
func (c *archives) OpenSample() (string, error) { return guard(c.trySample) }

func (c *archives) newArchive(called, plan string) (*ArchiveInfo, error) {
	name, err := folderName(called)
	if err != nil {
		return nil, err
	}
	if _, err := retention.PlanNamed(plan); err != nil {
		return nil, outOfBounds("That plan is not known")
	}
	parent, err := dialog(c.w, func() (string, error) { return c.w.desktop.OpenFolder("Where to keep " + name) })
	if err != nil || parent == "" {
		return nil, err
	}
	o := c.w.options()
	o.Name, o.Plan = called, plan
	open, err := archive.Create(c.w.ctx, filepath.Join(parent, name+".daybook"), o)
	if err != nil {
		return nil, err
	}
	return c.takeInfo(open)
}

// folderName returns name in a form that every file system accepts.
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

func (c *archives) openPath(path string) (*ArchiveInfo, error) {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	if current, err := c.w.current(); err == nil && samePlace(current.Path(), path) {
		return current.info()
	}
	open, elsewhere, err := c.openHere(c.w.ctx, path, "")
	if err != nil {
		return nil, err
	}
	if elsewhere {
		return nil, inFront(path)
	}
	return c.takeInfo(open)
}

func inFront(path string) *Fault {
	return fault("held", path+" was not opened: another window of Daybook has it open, and is in front now", "")
}

// openHere opens the archive at path. If another window has it open, that window is
// brought to the front instead.
func (c *archives) openHere(ctx context.Context, path, token string) (open *archive.Archive, elsewhere bool, err error) {
	o := c.w.options()
	o.Wait = archive.DefaultWait / 20
	for end := time.Now().Add(archive.DefaultWait); ; {
		open, err = archive.Open(ctx, path, o)
		if !errors.Is(err, archive.ErrLocked) {
			return open, false, err
		}
		// A window that is opening the archive has its lock before it listens.
		if instance.Show(path, token) {
			return nil, true, nil
		}
		if time.Now().After(end) {
			return nil, false, err
		}
	}
}

// listen lets other starts of Daybook find the window that has the archive open. If it
// fails, they can only report who has the archive open.
func (c *archives) listen(open *archive.Archive) *instance.Door {
	door, err := instance.Listen(open.Path(), func(token string) bool {
		if !c.w.stands.Load() {
			return true // the window will come to the front once it is there
		}
		return c.w.closing.step.Load() == standing && c.w.desktop.Front(token)
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

func (c *archives) recent(key string) (string, error) {
	c.w.mu.Lock()
	defer c.w.mu.Unlock()
	for _, one := range c.w.remembered.Recents {
		if one.Key == key {
			return one.Path, nil
		}
	}
	return "", errGone
}

func (c *archives) takeInfo(a *archive.Archive) (*ArchiveInfo, error) {
	open, err := c.w.take(a, c.listen(a))
	if err != nil {
		return nil, err
	}
	return open.info()
}

// An opened is the archive that is open in the window, with the window's own data about
// it.
type opened struct {
	*archive.Archive
	w    *Window
	door *instance.Door
	ctx  context.Context // of all work while it is open; shut ends it
	shut context.CancelFunc

	// The fields from here on are guarded by w.mu.
	check    Check // progress of the check of all files
	problems []string
	chosen   shelf[*archive.Set] // fixed selections
	previews shelf[*archive.Due] // purges as they were shown
	retained retained
}

// take makes a the archive of the window, together with its door, closes the previous
// archive, and adds a to the recent archives.
func (w *Window) take(a *archive.Archive, door *instance.Door) (*opened, error) {
	info, err := archive.Look(a, (*archive.View).Info)
	if err != nil {
		door.Close()
		return nil, errors.Join(err, a.Close())
	}
	open := &opened{Archive: a, w: w, door: door, check: CheckRunning}
	open.ctx, open.shut = context.WithCancel(w.ctx)
	w.mu.Lock()
	before := w.forget()
	w.open = open
	w.remembered.opened(Recent{Key: placeKey(a.Path()), Name: info.Name, Path: a.Path(), Opened: w.now().UTC().Format(time.RFC3339), Events: info.Events})
	w.remembered.save() // the page saves settings too, and then reports a failure
	w.mu.Unlock()
	if before != nil {
		before.door.Close()
		before.recount()
		before.Close()
	}
	open.watch()
	open.keep()
	open.watchFolder()
	w.title(titleOf(info.Name))
	w.desktop.Emit(EventState, nil)
	return open, nil
}

// title sets the title of the window, unless the program is ending: then the window is
// gone, and its thread waits for running work.
func (w *Window) title(text string) {
	if w.ctx.Err() == nil {
		w.desktop.SetTitle(text)
	}
}

// forget detaches the open archive from the window and returns it, nil if there is none.
// The caller holds mu.
func (w *Window) forget() *opened {
	open := w.open
	if open != nil {
		open.shut()
	}
	w.open = nil
	return open
}

// CloseArchive cancels all running work and closes the archive. The check of an evidence
// bundle goes on, since it concerns no archive.
func (c *archives) CloseArchive() error { return guard0(c.w.closeArchive) }

func (w *Window) closeArchive() error {
	w.mu.Lock()
	open := w.forget()
	w.mu.Unlock()
	w.jobs.cancel(func(t *Task) bool { return t.Kind != TaskVerifyBundle })
	w.calls.stopQuery()
	if open == nil {
		return nil
	}
	open.door.Close()
	w.title(Title)
	open.recount()
	return open.Close()
}

// recount keeps the archive's number of events for the list of recent archives. That
// number is no evidence: if it cannot be read or written, the old one stays.
func (open *opened) recount() {
	info, err := archive.Look(open.Archive, (*archive.View).Info)
	if err != nil {
		return
	}
	open.w.mu.Lock()
	defer open.w.mu.Unlock()
	if open.w.remembered.counted(info.Path, info.Events) {
		open.w.remembered.save()
	}
}

func (open *opened) info() (*ArchiveInfo, error) {
	info, err := archive.Look(open.Archive, (*archive.View).Info)
	if err != nil {
		return nil, err
	}
	open.w.mu.Lock()
	check, problems, kept := open.check, append([]string{}, open.problems...), open.retained
	open.w.mu.Unlock()
	out := &ArchiveInfo{
		Key: placeKey(info.Path), ID: info.ID, Name: info.Name, Path: info.Path, Plan: Plan(info.Plan), Events: info.Events, Conflicts: info.Conflicts,
		Imports: len(info.Imports), Snapshot: info.Snapshot, Bytes: folder.Size(info.Path), Check: check, Problems: problems, Asks: []string{},
		Unread: archive.LostEvents(info.Lost), ReadOnly: info.ReadOnly, Notices: []string{}, Doubt: []string{},
	}
	for _, words := range info.Notices {
		out.Notices = append(out.Notices, desk.Capital(words))
	}
	if d := info.Doubt; d != nil {
		for _, how := range d.Differs {
			out.Doubt = append(out.Doubt, desk.Capital(how))
		}
	}
	if v := info.Verified; v != nil {
		out.Verified = v.Time.Format(time.RFC3339)
		out.Proven = &Proven{out.Verified, v.User, v.Root, v.Events, v.Problems}
	}
	out.retained(kept)
	out.CheckpointOverdue = overdue(open.Ledger(), info)
	out.Watched = open.w.watchedFolder(info.ID)
	if info.Events > 0 {
		out.First, out.Last, out.Root = info.First.String(), info.Last.String(), info.Root
	}
	return out, nil
}

// A NewArchiveRequest describes a new archive.
type NewArchiveRequest struct {
	// 1 to 100 characters.
	Name string `json:"name"`
	Plan Plan   `json:"plan"`
}

// A Recent is an archive that was open before.
type Recent struct {
	// Identifies its place: a copy of an archive has the same id, but another key.
	Key  string `json:"key"`
	Name string `json:"name"`
	// For display only.
	Path string `json:"path"`
	// When it was last open.
	Opened string `json:"opened"`
	// Number of events when it was last closed, imported into or purged.
	Events int `json:"events"`
}

// An ArchiveInfo describes the open archive.
type ArchiveInfo struct {
	// Key of its place, as in Recent.
	Key string `json:"key"`
	// A copy of its folder has the same id.
	ID   string `json:"id"`
	Name string `json:"name"`
	// For display only.
	Path      string `json:"path"`
	Plan      Plan   `json:"plan"`
	Events    int    `json:"events"`
	Conflicts int    `json:"conflicts"`
	// Times of the first and last event; "" when empty.
	First    string `json:"first"`
	Last     string `json:"last"`
	Imports  int    `json:"imports"`
	Snapshot int    `json:"snapshot"`
	// Root of the tree in hexadecimal; "" when empty.
	Root string `json:"root"`
	// Size on disk.
	Bytes int64 `json:"bytes"`
	// Progress of hashing every file against its seal since it was opened.
	Check Check `json:"check"`
	// Problems, one sentence each; at most 200, then the number of the others.
	Problems []string `json:"problems"`
	// Events that cannot be read, in addition to `events`: no count or page includes
	// them.
	Unread int `json:"unread"`
	// Why it can only be read; "" if it can be changed.
	ReadOnly string `json:"readOnly"`
	// Files found damaged and rebuilt since it was opened, one sentence each.
	Notices []string `json:"notices"`
	// When everything was last verified; "" if never.
	Verified string `json:"verified"`
	// The last verification in full; null if never.
	Proven *Proven `json:"proven"`
	// Time of the next automatic purge, and the number of events due then.
	NextPurge string `json:"nextPurge"`
	Due       int    `json:"due"`
	// Why an automatic purge asks first, one sentence each; then `due` events are due.
	Asks []string `json:"asks"`
	// What is wrong with the clock, in words; "" if nothing is.
	Clock string `json:"clock"`
	// How it differs from the state that this computer last knew, one sentence each;
	// then it can only be read until the officer agrees to it.
	Doubt []string `json:"doubt"`
	// That a checkpoint should be saved elsewhere again, a sentence; "" while none should.
	CheckpointOverdue string `json:"checkpointOverdue"`
	// The folder whose files are imported while this archive is open, for display only;
	// "" for none.
	Watched string `json:"watched"`
}

// A Check is the progress or the result of checking all files against their seals.
type Check string

const (
	CheckRunning Check = "running"
	CheckPassed  Check = "passed"
	CheckDamaged Check = "damaged"
)
