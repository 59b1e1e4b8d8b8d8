package window

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"daybook/backend/archive"
	"daybook/backend/desk"
	"daybook/backend/ingest"
)

// A watched is the folder whose files an archive takes in while it is open in the
// window. It belongs to the user and not to the archive: it is a folder of this
// computer.
type watched struct {
	Folder string `json:"folder"`
	// Refused are the SHA-256 of files that hold no events, the last mostRefused of
	// them, so that each is reported only once.
	Refused []string `json:"refused,omitempty"`
}

const mostRefused = 1000

// watchEvery is the time between two checks of a watched folder. It is a variable for
// tests.
var watchEvery = 3 * time.Second

// mostWatched limits the files of a watched folder that are looked at.
const mostWatched = 100_000

// WatchFolder chooses the folder to be watched for the open archive, in a native dialog:
// files that come into it are imported, each once, while the archive is open, as tasks
// of kind "import". It returns false if the dialog was cancelled.
func (c *imports) WatchFolder() (bool, error) {
	return guard(func() (bool, error) {
		open, err := c.w.current()
		if err != nil {
			return false, err
		}
		folder, err := dialog(c.w, func() (string, error) { return c.w.desktop.OpenFolder("Watch a folder") })
		if err != nil || folder == "" {
			return false, err
		}
		if folder, err = filepath.Abs(folder); err != nil {
			return false, err
		}
		if inside(folder, open.Path()) || inside(open.Path(), folder) {
			return false, fault("input", "The archive itself lies there", "Choose another folder, into which only exports come.")
		}
		err = open.watched(folder)
		return err == nil, err
	})
}

// StopWatching ends the watching of a folder for the open archive.
func (c *imports) StopWatching() error {
	return guard0(func() error {
		open, err := c.w.current()
		if err != nil {
			return err
		}
		return open.watched("")
	})
}

// watched records the folder that is watched for the archive, "" for none.
func (open *opened) watched(folder string) error {
	info, err := archive.Look(open.Archive, (*archive.View).Info)
	if err != nil {
		return err
	}
	open.w.mu.Lock()
	defer open.w.mu.Unlock()
	if folder == "" {
		delete(open.w.remembered.Watched, info.ID)
	} else {
		if open.w.remembered.Watched == nil {
			open.w.remembered.Watched = make(map[string]watched)
		}
		open.w.remembered.Watched[info.ID] = watched{Folder: folder}
	}
	if err := open.w.remembered.save(); err != nil {
		return err
	}
	go open.w.desktop.Emit(EventState, nil)
	return nil
}

// inside reports whether path is folder or below it.
func inside(path, folder string) bool {
	if at, err := filepath.EvalSymlinks(path); err == nil {
		path = at
	}
	if at, err := filepath.EvalSymlinks(folder); err == nil {
		folder = at
	}
	rel, err := filepath.Rel(folder, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// watchedFolder returns the folder that is watched for an archive, "" for none.
func (w *Window) watchedFolder(id string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.remembered.Watched[id].Folder
}

// A watcher checks the folder that is watched for an archive.
type watcher struct {
	open   *opened
	id     string
	folder string
	seen   map[string]stillness // by path, at the last check
	judged map[string]stillness // by path, when the file was taken in or refused
}

// A stillness is the state of a file that shows, if unchanged, that nobody writes to it.
type stillness struct {
	size     int64
	modified time.Time
}

// watchFolder checks every few seconds, as long as the archive is open, whether there is
// a folder to watch and a file in it to take in. It only ever reads that folder.
func (open *opened) watchFolder() {
	info, err := archive.Look(open.Archive, (*archive.View).Info)
	if err != nil {
		return
	}
	eye := &watcher{open: open, id: info.ID}
	open.w.working.Go(func() {
		often := time.NewTicker(watchEvery)
		defer often.Stop()
		for {
			select {
			case <-often.C:
				_ = guard0(func() error { eye.look(open.ctx); return nil })
			case <-open.ctx.Done():
				return
			}
		}
	})
}

// look takes in the files that have not changed since the last look. While another
// import is under way it takes in nothing, and the next look sees the files again.
func (w *watcher) look(ctx context.Context) {
	if folder := w.open.w.watchedFolder(w.id); folder != w.folder {
		w.folder, w.seen, w.judged = folder, nil, make(map[string]stillness)
	}
	if w.folder == "" || w.open.w.calls.importing.Load() {
		return
	}
	now := w.list(ctx)
	var still []string
	for path, s := range now {
		if before, ok := w.seen[path]; ok && before == s && w.judged[path] != s {
			still = append(still, path)
		}
	}
	w.seen = now
	slices.Sort(still)
	var fresh []string
	sums := make(map[string]string)
	for _, path := range still {
		if ctx.Err() != nil {
			return
		}
		sum, known, err := w.known(path)
		switch {
		case err != nil: // it may be locked at the moment; the next look tries again
		case known || slices.Contains(fresh, sums[sum]):
			w.judged[path] = now[path]
		default:
			fresh = append(fresh, path)
			sums[sum] = path
		}
	}
	if len(fresh) == 0 || !w.open.w.calls.importing.CompareAndSwap(false, true) {
		return
	}
	for _, path := range fresh {
		w.judged[path] = now[path] // also if it is cancelled: until it changes, or the archive is opened anew
	}
	w.take(fresh, sums)
}

// known hashes a file and reports whether its content was taken in or refused.
func (w *watcher) known(path string) (sum string, known bool, err error) {
	hash, size, err := desk.HashFile(w.open.ctx, path)
	if err != nil {
		return "", false, err
	}
	sum = hash.String()
	if size == 0 {
		return sum, true, nil // its writer has not begun to write
	}
	w.open.w.mu.Lock()
	refused := slices.Contains(w.open.w.remembered.Watched[w.id].Refused, sum)
	w.open.w.mu.Unlock()
	if refused {
		return sum, true, nil
	}
	imports, err := archive.Look(w.open.Archive, (*archive.View).Imports)
	return sum, len(archive.FindImported(imports, w.open.Ledger().Tracer(hash))) > 0, err
}

// take imports files as if the officer had chosen them.
func (w *watcher) take(paths []string, sums map[string]string) {
	a := w.open.w
	a.mu.Lock()
	o := a.remembered.Settings
	a.mu.Unlock()
	zone, err := zoneOf(o.ImportZone)
	if err != nil {
		zone = time.UTC
	}
	options := ingest.Options{Zone: zone, DateOrder: dateOrders[o.DateOrder], Now: a.now()}
	a.start("import", filepath.Base(paths[0]), func(ctx context.Context, j *job) error {
		defer a.calls.importing.Store(false)
		defer a.desktop.Emit(EventState, nil)
		return w.open.importAll(ctx, j, paths, options, func(group []string, err error) {
			if err != nil && asFault(err).Code == "not-events" {
				w.refuse(group, sums)
			}
		})
	})
}

// refuse records that files hold no events, so that each is reported only once.
func (w *watcher) refuse(paths []string, sums map[string]string) {
	a := w.open.w
	a.mu.Lock()
	defer a.mu.Unlock()
	folder, ok := a.remembered.Watched[w.id]
	if !ok {
		return
	}
	for sum, path := range sums {
		if slices.Contains(paths, path) {
			folder.Refused = append(folder.Refused, sum)
		}
	}
	folder.Refused = folder.Refused[max(0, len(folder.Refused)-mostRefused):]
	a.remembered.Watched[w.id] = folder
	a.remembered.save() // a failure only repeats the report
}

// list returns the files of the folder, except for files that systems leave there. It
// follows no link.
func (w *watcher) list(ctx context.Context) map[string]stillness {
	found := make(map[string]stillness)
	folder, err := filepath.EvalSymlinks(w.folder)
	if err != nil {
		return found // the folder may come back, as on a disk or a share
	}
	_ = filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil || len(found) >= mostWatched:
			return fs.SkipAll
		case err != nil:
			return nil
		}
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		if d.IsDir() {
			if _, err := os.Lstat(filepath.Join(path, "archive.json")); err == nil {
				return fs.SkipDir // an archive is no folder of exports
			}
			return nil
		}
		if !d.Type().IsRegular() || ingest.Leftover(filepath.ToSlash(name)) {
			return nil
		}
		info, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil {
			found[path] = stillness{info.Size(), info.ModTime()}
		}
		return nil
	})
	return found
}
