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
	"daybook/backend/instance"
	"daybook/backend/retention"
)

// archives are the calls that open and close the archive.
type archives struct{ w *Window }

// OpenRecent opens a recent archive, by its key. Here as in the others, the archive that
// is open is closed only when the other is open.
func (c *archives) OpenRecent(key string) (*ArchiveInfo, error) {
	return guard(func() (*ArchiveInfo, error) {
		path, err := c.recent(key)
		if err != nil {
			return nil, err
		}
		return c.openPath(path)
	})
}

// ChooseArchive opens an archive that is chosen in a native dialog. It answers null when
// that was cancelled.
func (c *archives) ChooseArchive() (*ArchiveInfo, error) {
	return guard(func() (*ArchiveInfo, error) {
		path, err := dialog(c.w, func() (string, error) { return c.w.desktop.OpenFolder("Open an archive") })
		if err != nil || path == "" {
			return nil, err
		}
		return c.openPath(path)
	})
}

// NewArchive makes an archive in a folder that is chosen in a native dialog, and opens
// it. It answers null when that was cancelled.
func (c *archives) NewArchive(r NewArchiveRequest) (*ArchiveInfo, error) {
	return guard(func() (*ArchiveInfo, error) { return c.newArchive(r.Name, string(r.Plan)) })
}

// OpenSample makes the sample, the first time, and opens it: as a task, whose id it
// answers. Ask State at its end.
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

// openHere opens the archive at path, unless another window has it open, which
// then is brought to the front.
func (c *archives) openHere(ctx context.Context, path, token string) (open *archive.Archive, elsewhere bool, err error) {
	o := c.w.options()
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
func (c *archives) listen(open *archive.Archive) *instance.Door {
	door, err := instance.Listen(open.Path(), func(token string) bool {
		if !c.w.stands.Load() {
			return true // it comes, and to the front
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

// An opened is the archive that is open in the window, with what the window knows of it.
type opened struct {
	*archive.Archive
	w    *Window
	door *instance.Door
	ctx  context.Context // of what goes on while it is open; shut ends it
	shut context.CancelFunc

	// These are guarded by w.mu.
	check    Check // how far the check of all files is
	problems []string
	chosen   shelf[*archive.Set] // selections that were fixed
	previews shelf[*archive.Due] // of purges, as they were shown
	retained retained
}

// take makes a the archive of the window, with the door to it, closes the one
// before, and remembers it among the recent ones.
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
	w.remembered.save() // the page saves too, and is told if that fails
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

// title sets the title of the window, unless the program is ending: there is no
// window any more then, and its thread waits for what runs.
func (w *Window) title(text string) {
	if w.ctx.Err() == nil {
		w.desktop.SetTitle(text)
	}
}

// forget lets go of the archive that is open and returns it, nil for none. It is called
// under mu.
func (w *Window) forget() *opened {
	open := w.open
	if open != nil {
		open.shut()
	}
	w.open = nil
	return open
}

// CloseArchive cancels what runs, but for the check of a bundle, which is about no
// archive, and closes the archive.
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

// recount keeps how many events an archive has for the list of recent ones. It
// keeps no evidence: what it cannot read or write stays as it was.
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
		Imports: len(info.Imports), Snapshot: info.Snapshot, Bytes: info.Bytes, Check: check, Problems: problems, Asks: []string{},
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
	out.Watched = open.w.watchedFolder(info.ID)
	if info.Events > 0 {
		out.First, out.Last, out.Root = info.First.String(), info.Last.String(), info.Root
	}
	return out, nil
}

// A NewArchiveRequest says what a new archive is to be.
type NewArchiveRequest struct {
	// 1 to 100 characters.
	Name string `json:"name"`
	Plan Plan   `json:"plan"`
}

// A Recent is an archive that was open before.
type Recent struct {
	// Names its place: a copy of an archive has its id, but not its key.
	Key  string `json:"key"`
	Name string `json:"name"`
	// For reading only.
	Path string `json:"path"`
	// When it was last open.
	Opened string `json:"opened"`
	// When it was last closed, imported into or purged.
	Events int `json:"events"`
}

// An ArchiveInfo is what the page knows of the archive that is open.
type ArchiveInfo struct {
	// Of its place, as of a recent archive.
	Key string `json:"key"`
	// The same in a copy of its folder.
	ID   string `json:"id"`
	Name string `json:"name"`
	// For reading only.
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
	// Whether every file was hashed against its seal since it was opened.
	Check Check `json:"check"`
	// What is wrong, one sentence each; at most 200, and then how many more.
	Problems []string `json:"problems"`
	// Events that cannot be read, beside `events`: they are in no count and on no page.
	Unread int `json:"unread"`
	// Why it can only be read; "" where it can be changed.
	ReadOnly string `json:"readOnly"`
	// What was found damaged and built again since it was opened, one sentence each.
	Notices []string `json:"notices"`
	// When everything was last verified; "" for never.
	Verified string `json:"verified"`
	// The same in full; null for never.
	Proven *Proven `json:"proven"`
	// The next automatic purge and how many events are due then.
	NextPurge string `json:"nextPurge"`
	Due       int    `json:"due"`
	// Why a purge by itself asks first, one sentence each; then `due` are due.
	Asks []string `json:"asks"`
	// What is wrong with the clock, in words; "" when nothing is.
	Clock string `json:"clock"`
	// How it is not as this computer last knew it, one sentence each; then it is only
	// read until the officer agrees to it.
	Doubt []string `json:"doubt"`
	// The folder whose files are taken in while this archive is open, for reading only;
	// "" for none.
	Watched string `json:"watched"`
}

// A Check is how far the check of all files against their seals is, or how it ended.
type Check string

const (
	CheckRunning Check = "running"
	CheckPassed  Check = "passed"
	CheckDamaged Check = "damaged"
)
