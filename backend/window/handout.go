package window

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"iter"
	"sync"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/export"
	"daybook/backend/ledger"
	"daybook/backend/numbers"
	"daybook/backend/query"
)

// leaving is what the journal says of events that leave the archive.
func (open *opened) leaving(format string, search SearchState, selected int) (ledger.Handover, error) {
	q, order, zone, err := open.w.parse(search)
	if err != nil {
		return ledger.Handover{}, err
	}
	matching, err := open.Query(open.w.ctx, archive.Request{Query: q, Order: order})
	if err != nil {
		return ledger.Handover{}, err
	}
	info, err := open.Info()
	if err != nil {
		return ledger.Handover{}, err
	}
	return ledger.Handover{
		Format: format, Selected: selected, Matching: matching.Total, Archive: info.Events, Unread: archive.LostEvents(info.Lost),
		Asked: ledger.AskedOf(search.Text, q, order, zone),
	}, nil
}

// wrote describes a file that was written, and gives it a token.
func (c *handouts) wrote(f export.Output) *Written {
	token := c.w.newToken("file")
	c.mu.Lock()
	defer c.mu.Unlock()
	c.files[token] = f.Path
	return &Written{Token: token, Path: f.Path, Count: f.Events, Bytes: f.Bytes, SHA256: f.SHA256.String()}
}

// hashText is the SHA-256 of what goes to the clipboard.
func hashText(text string) string { return event.Hash(sha256.Sum256([]byte(text))).String() }

const (
	maxCopied      = 1000
	maxCopiedBytes = 5_000_000
)

// handouts are the calls with which events leave the archive.
type handouts struct {
	w     *Window
	mu    sync.Mutex
	files map[string]string // that were written: paths, by token
}

// picked is the selection of a request as a set that is not empty, and the
// order of its search.
func (c *handouts) picked(s Selection, search SearchState) (*opened, *archive.Set, query.Order, error) {
	open, err := c.w.current()
	if err != nil {
		return nil, nil, query.Order{}, err
	}
	_, order, _, err := c.w.parse(search)
	if err != nil {
		return nil, nil, query.Order{}, err
	}
	set, err := open.set(s)
	if err != nil {
		return nil, nil, query.Order{}, err
	}
	if set.Count() == 0 {
		return nil, nil, query.Order{}, errNothing
	}
	return open, set, order, nil
}

// Copy puts the selected events on the clipboard, in the order of the table.
func (c *handouts) Copy(r CopyRequest) (Copied, error) {
	return guard(func() (Copied, error) {
		open, set, order, err := c.picked(r.Selection, r.Search)
		if err != nil {
			return Copied{}, err
		}
		const instead = "Up to 1,000 events or 5 MB can be copied. Export them to a file instead."
		if set.Count() > maxCopied {
			return Copied{}, fault("too-many", numbers.Grouped(set.Count())+" events are too many to copy", instead)
		}
		var text string
		events := atMost(open.Selected(c.w.ctx, set, order), maxCopiedBytes)
		switch r.Format {
		case FormatCSV:
			text, err = export.CopyCSV(events)
		case FormatJSON:
			text, err = export.CopyJSON(events)
		default:
			err = outOfBounds("That format is not known")
		}
		if errors.Is(err, errTooLong) || err == nil && len(text) > maxCopiedBytes {
			return Copied{}, fault("too-many", numbers.Grouped(set.Count())+" events of more than 5 MB are too much to copy", instead)
		}
		if err != nil {
			return Copied{}, err
		}
		left, err := open.leaving(string(r.Format), r.Search, set.Count())
		if err != nil {
			return Copied{}, err
		}
		left.SHA256, left.Bytes, left.Events = hashText(text), int64(len(text)), set.Count()
		if _, err := open.Ledger().Record(c.w.ctx, ledger.KindCopied, left); err != nil {
			return Copied{}, err
		}
		if err := c.w.desktop.CopyText(text); err != nil {
			return Copied{}, fault("clipboard", "The clipboard did not take the text", "Try once more.")
		}
		return Copied{Count: set.Count(), Bytes: len(text), Unread: left.Unread, Unwritten: open.Ledger().ReadOnly()}, nil
	})
}

var errTooLong = errors.New("too long to copy")

// atMost is events until their texts are more than so many bytes, and then
// errTooLong: what is copied stands in memory as a whole.
func atMost(events iter.Seq2[event.Event, error], bytes int) iter.Seq2[event.Event, error] {
	return func(yield func(event.Event, error) bool) {
		left := bytes
		for e, err := range events {
			if left -= len(e.ID) + len(e.Actor) + len(e.Category) + len(e.Action) + len(e.Description); left < 0 {
				yield(event.Event{}, errTooLong)
				return
			}
			if !yield(e, err) {
				return
			}
		}
	}
}

// Export writes the selected events to a file that is chosen in a native dialog, which
// proposes activity.csv or activity.json, as a task whose id it answers; "" when the dialog
// was cancelled.
func (c *handouts) Export(r ExportRequest) (string, error) {
	return guard(func() (string, error) {
		var write func(string, iter.Seq2[event.Event, error], func(export.Output) error) (export.Output, error)
		switch r.Format {
		case FormatCSV:
			write = export.CSVFile
		case FormatJSON:
			write = export.JSONFile
		default:
			return "", outOfBounds("That format is not known")
		}
		open, set, order, err := c.picked(r.Selection, r.Search)
		if err != nil {
			return "", err
		}
		path, err := dialog(c.w, func() (string, error) { return c.w.desktop.SaveFile("Export", "activity."+string(r.Format)) })
		if err != nil || path == "" {
			return "", err
		}
		left, err := open.leaving(string(r.Format), r.Search, set.Count())
		if err != nil {
			return "", err
		}
		return c.w.start(TaskExport, path, func(ctx context.Context, j *job) error {
			total, n := set.Count(), 0
			events := counted(open.Selected(ctx, set, order), func() {
				if n++; n%1000 == 0 {
					j.advance("Writing", int64(n), int64(total), n)
				}
			})
			f, err := write(path, events, func(f export.Output) error {
				left.File, left.SHA256, left.Bytes, left.Events = f.Path, f.SHA256.String(), f.Bytes, f.Events
				_, err := open.Ledger().Record(ctx, ledger.KindExported, left)
				return err
			})
			if err != nil {
				return err
			}
			done := c.wrote(f)
			done.Unread, done.Unwritten = left.Unread, open.Ledger().ReadOnly()
			j.update(func(t *Task) { t.Written, t.Done, t.Total, t.Events = done, int64(n), int64(total), n })
			return nil
		}), nil
	})
}

func counted(events iter.Seq2[event.Event, error], count func()) iter.Seq2[event.Event, error] {
	return func(yield func(event.Event, error) bool) {
		for e, err := range events {
			if err == nil {
				count()
			}
			if !yield(e, err) {
				return
			}
		}
	}
}

// written writes a file whole and describes it.
func (c *handouts) written(path string, count int, write func(io.Writer) error) (*Written, error) {
	f, err := export.RecordedFile(path, nil, write)
	if err != nil {
		return nil, err
	}
	f.Events = count
	return c.wrote(f), nil
}

// ShowInFolder opens the folder of a file that was written.
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

// A CopyRequest says which events are copied.
type CopyRequest struct {
	Format    Format    `json:"format"`
	Selection Selection `json:"selection"`
	// Gives the order, and what the journal says was asked.
	Search SearchState `json:"search"`
}

// A Copied is what is on the clipboard.
type Copied struct {
	Count int `json:"count"`
	Bytes int `json:"bytes"`
	// Events of the archive that cannot be read, and so are not in it.
	Unread int `json:"unread"`
	// Why the journal has no line of it: the archive can only be read; otherwise "".
	Unwritten string `json:"unwritten"`
}

// An ExportRequest says which events are exported as a file.
type ExportRequest struct {
	Format    Format    `json:"format"`
	Selection Selection `json:"selection"`
	// Gives the order, and what the journal says was asked.
	Search SearchState `json:"search"`
}

// A Written is a file that was written.
type Written struct {
	// For ShowInFolder.
	Token string `json:"token"`
	// For reading only.
	Path   string `json:"path"`
	Count  int    `json:"count"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
	// Events of the archive that cannot be read, and so are not in it.
	Unread int `json:"unread"`
	// Why the journal has no line of it: the archive can only be read; otherwise "".
	Unwritten string `json:"unwritten"`
}

// A Format is what selected events are written as.
type Format string

const (
	FormatCSV  Format = "csv"
	FormatJSON Format = "json"
)
