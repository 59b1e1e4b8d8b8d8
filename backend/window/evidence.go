package window

import (
	"context"
	"path/filepath"
	"time"

	"daybook/backend/archive"
	"daybook/backend/desk"
	"daybook/backend/integrity"
)

// proofs has the calls that prove the archive, or files that came from it.
type proofs struct{ w *Window }

// Verify reads the whole archive, as a task, and returns its id. The task's verdict lists
// everything that is not as it was written.
func (c *proofs) Verify() (string, error) {
	return guard(func() (string, error) {
		open, err := c.w.current()
		if err != nil {
			return "", err
		}
		return c.w.start(TaskVerify, filepath.Base(open.Path()), func(ctx context.Context, j *job) error {
			r, err := open.Verify(ctx, func(done, total int) { j.advance("Reading", int64(done), int64(total), done) })
			if err != nil {
				return err
			}
			j.update(func(t *Task) {
				t.Verdict = &Verdict{
					OK: r.OK(), Events: r.Events, Purged: r.Gone, Root: r.Root, Lines: r.Lines, Unrecorded: r.Unrecorded, Unread: r.Unread, ReadOnly: r.ReadOnly,
					Problems: append([]string{}, r.Problems...), Count: r.Count, Notes: append([]string{}, r.Notes...),
				}
				t.Done, t.Total, t.Events = int64(r.Events), int64(r.Events), r.Events
			})
			c.w.desktop.Emit(EventState, nil)
			return nil
		}), nil
	})
}

const journalPage = 100 // lines

// Journal returns a page of the journal, the newest line first.
func (c *proofs) Journal(r JournalRequest) (JournalPage, error) {
	return guard(func() (JournalPage, error) {
		open, err := c.w.current()
		if err != nil {
			return JournalPage{}, err
		}
		if r.Page < 1 || r.Page > 1<<30 {
			return JournalPage{}, outOfBounds("That page is not there")
		}
		_, total, err := open.Ledger().Lines(0, 0)
		if err != nil {
			return JournalPage{}, err
		}
		to := total - (r.Page-1)*journalPage
		lines, total, err := open.Ledger().Lines(to-journalPage, to)
		if err != nil {
			return JournalPage{}, err
		}
		page := JournalPage{Lines: []JournalLine{}, Total: total, Page: r.Page, Pages: (total + journalPage - 1) / journalPage}
		for i := len(lines) - 1; i >= 0; i-- {
			page.Lines = append(page.Lines, journalLine(open.Archive, lines[i]))
		}
		return page, nil
	})
}

func journalLine(open *archive.Archive, l integrity.Line) JournalLine {
	line := JournalLine{N: l.N, Kind: l.Kind, Local: l.Local, User: l.User, Program: l.Program, Words: open.Ledger().Say(l), Data: string(l.Data)}
	if !l.Time.IsZero() {
		line.Time = l.Time.Format(time.RFC3339Nano)
	}
	return line
}

// CheckFile looks for a file, chosen in a native dialog, among the files that the archive
// exported or imported. It returns null if the dialog was cancelled.
func (c *proofs) CheckFile() (*FileCheck, error) {
	return guard(func() (*FileCheck, error) {
		open, err := c.w.current()
		if err != nil {
			return nil, err
		}
		path, err := c.w.chooseFile("Check a file")
		if err != nil || path == "" {
			return nil, err
		}
		sum, size, err := desk.HashFile(c.w.ctx, path)
		if err != nil {
			return nil, err
		}
		known, err := desk.Trace(open.Archive, sum)
		if err != nil {
			return nil, err
		}
		check := &FileCheck{Name: filepath.Base(path), SHA256: sum.String(), Bytes: size, Found: len(known.Lines) > 0, Lines: []JournalLine{}, Imports: []FileImport{}, Doubt: known.Doubt()}
		for _, b := range known.Imports {
			check.Imports = append(check.Imports, FileImport{b.Import, b.File, b.In, b.Read, b.Added, b.When.Format(time.RFC3339Nano), b.User, b.Refused})
		}
		for _, l := range known.Lines {
			check.Lines = append(check.Lines, journalLine(open.Archive, l))
		}
		return check, nil
	})
}

func (w *Window) chooseFile(title string) (string, error) {
	paths, err := dialog(w, func() ([]string, error) { return w.desktop.OpenFiles(title) })
	switch {
	case err != nil || len(paths) == 0:
		return "", err
	case len(paths) > 1:
		return "", fault("input", "Choose one file", "")
	}
	return paths[0], nil
}

// A Proven is the last verification in the journal.
type Proven struct {
	Time     string `json:"time"`
	User     string `json:"user"`
	Root     string `json:"root"`
	Events   int    `json:"events"`
	Problems int    `json:"problems"`
}

// A Verdict is the result of verifying the whole archive.
type Verdict struct {
	OK     bool `json:"ok"`
	Events int  `json:"events"`
	// Purged events, each covered by a receipt in the journal.
	Purged int    `json:"purged"`
	Root   string `json:"root"`
	// Lines of the journal.
	Lines int `json:"lines"`
	// Why the journal has no line about this, a sentence without its full stop; '' if it
	// has.
	Unrecorded string `json:"unrecorded"`
	// Events that exist but cannot be read, in addition to `events`.
	Unread int `json:"unread"`
	// Why the archive can only be read; "" if it can be changed.
	ReadOnly string `json:"readOnly"`
	// The first 100 problems, one sentence each; count covers all.
	Problems []string `json:"problems"`
	Count    int      `json:"count"`
	// What is no longer as first written, by a receipt in the journal: a sentence each,
	// without its full stop.
	Notes []string `json:"notes"`
}

// A JournalRequest asks for a page of the journal.
type JournalRequest struct {
	// From 1, the newest lines first, 100 lines a page.
	Page int `json:"page"`
}

// A JournalPage is a page of the journal.
type JournalPage struct {
	Lines []JournalLine `json:"lines"`
	Total int           `json:"total"`
	Page  int           `json:"page"`
	Pages int           `json:"pages"`
}

// A JournalLine is a line of the journal.
type JournalLine struct {
	N int64 `json:"n"`
	// "" for a line that cannot be read.
	Kind string `json:"kind"`
	Time string `json:"time"`
	// The time with the offset and zone of the computer that wrote the line.
	Local   string `json:"local"`
	User    string `json:"user"`
	Program string `json:"program"`
	// What was done, in one sentence.
	Words string `json:"words"`
	// The line's data as JSON; "" if it cannot be read.
	Data string `json:"data"`
}

// A FileCheck reports whether the archive exported or imported a file.
type FileCheck struct {
	// Name without its folder.
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
	// The archive exported it.
	Found bool          `json:"found"`
	Lines []JournalLine `json:"lines"`

	// The imports that it came with, the earliest first; empty if there are none.
	Imports []FileImport `json:"imports"`
	// Why the file may be a known one though it was not found, a sentence; "" if nothing
	// is in doubt.
	Doubt string `json:"doubt"`
}

// A FileImport is an import that a file came with.
type FileImport struct {
	// Number and name of the import.
	Import int    `json:"import"`
	File   string `json:"file"`
	// The file's path in a folder; "" for a file by itself.
	In    string `json:"in"`
	Read  int    `json:"read"`
	Added int    `json:"added"`
	When  string `json:"when"`
	User  string `json:"user"`
	// Why nothing of it was imported; "" if it was read.
	Refused string `json:"refused"`
}
