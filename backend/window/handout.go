package window

import (
	"context"
	"io"
	"sync"

	"daybook/backend/desk"
	"daybook/backend/export"
)

// wrote describes a written file, and gives it a token.
func (c *handouts) wrote(h desk.Handed) *Written {
	token := c.w.newToken("file")
	c.mu.Lock()
	defer c.mu.Unlock()
	c.files[token] = h.Path
	return &Written{Token: token, Path: h.Path, Count: h.Events, Bytes: h.Bytes, SHA256: h.SHA256.String(), Unread: h.Unread, Unwritten: h.Unwritten}
}

// handouts has the calls by which events leave the archive.
type handouts struct {
	w     *Window
	mu    sync.Mutex
	files map[string]string // paths of written files, by token
}

// picked returns what the selection of a request asks for. An empty selection is an error.
func (c *handouts) picked(s Selection, search SearchState) (*opened, desk.Request, error) {
	r := desk.Request{Typed: search.Text, Program: c.w.program}
	open, err := c.w.current()
	if err != nil {
		return nil, r, err
	}
	if r.Query, r.Order, r.Zone, err = c.w.parse(search); err != nil {
		return nil, r, err
	}
	if r.Only, err = open.set(s); err != nil {
		return nil, r, err
	}
	if r.Only.Count() == 0 {
		return nil, r, errNothing
	}
	return open, r, nil
}

var formats = map[Format]desk.Format{FormatCSV: desk.CSV, FormatJSON: desk.JSON}

// format returns the format that a request names.
func (f Format) format() (desk.Format, error) {
	format, ok := formats[f]
	if !ok {
		return "", outOfBounds("That format is not known")
	}
	return format, nil
}

// Copy puts the selected events on the clipboard, in the order of the table.
func (c *handouts) Copy(r CopyRequest) (Copied, error) {
	return guard(func() (Copied, error) {
		open, asked, err := c.picked(r.Selection, r.Search)
		if err != nil {
			return Copied{}, err
		}
		format, err := r.Format.format()
		if err != nil {
			return Copied{}, err
		}
		left, err := desk.Copy(c.w.ctx, open.Archive, format, asked, func(text string) error {
			if c.w.desktop.CopyText(text) != nil {
				return fault("clipboard", "The clipboard did not take the text", "Try once more.")
			}
			return nil
		})
		if err != nil {
			return Copied{}, err
		}
		return Copied{Count: left.Events, Bytes: int(left.Bytes), Unread: left.Unread, Unwritten: left.Unwritten}, nil
	})
}

// Export writes the selected events to a file chosen in a native dialog, which proposes
// activity.csv or activity.json. It runs as a task and returns its id; "" if the dialog was
// cancelled.
func (c *handouts) Export(r ExportRequest) (string, error) {
	return guard(func() (string, error) {
		format, err := r.Format.format()
		if err != nil {
			return "", err
		}
		open, asked, err := c.picked(r.Selection, r.Search)
		if err != nil {
			return "", err
		}
		return c.export(open, TaskExport, "Export", format, asked, 1)
	})
}

// export writes the requested events to a file chosen in a dialog. It runs as a task and
// returns its id; "" if the dialog was cancelled. Its progress counts each event times
// times.
func (c *handouts) export(open *opened, kind TaskKind, title string, format desk.Format, asked desk.Request, times int) (string, error) {
	path, err := dialog(c.w, func() (string, error) { return c.w.desktop.SaveFile(title, asked.File(format)) })
	if err != nil || path == "" {
		return "", err
	}
	asked.Now = c.w.now()
	return c.w.start(kind, path, func(ctx context.Context, j *job) error {
		done, err := desk.Export(ctx, open.Archive, format, path, asked, func(done, total int) {
			j.advance("Writing", int64(done), int64(total), done/times)
		})
		if err != nil {
			return err
		}
		j.update(func(t *Task) {
			t.Written, t.Done, t.Total, t.Events = c.wrote(done), int64(done.Events), int64(done.Events), done.Events
		})
		return nil
	}), nil
}

// written writes a file, complete or not at all, and describes it.
func (c *handouts) written(path string, count int, write func(io.Writer) error) (*Written, error) {
	f, err := export.RecordedFile(path, nil, write)
	if err != nil {
		return nil, err
	}
	return c.wrote(desk.Handed{Path: f.Path, Events: count, Bytes: f.Bytes, SHA256: f.SHA256}), nil
}

// ShowInFolder opens the folder of a written file.
func (c *handouts) ShowInFolder(token string) error {
	return guard0(func() error {
		c.mu.Lock()
		path, ok := c.files[token]
		c.mu.Unlock()
		if !ok {
			return errGone
		}
		return c.w.desktop.Show(path)
	})
}

// A CopyRequest names the events to copy.
type CopyRequest struct {
	Format    Format    `json:"format"`
	Selection Selection `json:"selection"`
	// Gives the order of the events, and the search that the journal records.
	Search SearchState `json:"search"`
}

// A Copied describes the text on the clipboard.
type Copied struct {
	Count int `json:"count"`
	Bytes int `json:"bytes"`
	// Events of the archive that cannot be read, and so are not included.
	Unread int `json:"unread"`
	// Why the journal has no line about this: the archive can only be read; otherwise "".
	Unwritten string `json:"unwritten"`
}

// An ExportRequest names the events to export to a file.
type ExportRequest struct {
	Format    Format    `json:"format"`
	Selection Selection `json:"selection"`
	// Gives the order of the events, and the search that the journal records.
	Search SearchState `json:"search"`
}

// A Written describes a written file.
type Written struct {
	// For ShowInFolder.
	Token string `json:"token"`
	// For display only.
	Path   string `json:"path"`
	Count  int    `json:"count"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
	// Events of the archive that cannot be read, and so are not included.
	Unread int `json:"unread"`
	// Why the journal has no line about this: the archive can only be read; otherwise "".
	Unwritten string `json:"unwritten"`
}

// A Format is a format in which selected events are written.
type Format string

const (
	FormatCSV  Format = "csv"
	FormatJSON Format = "json"
)
