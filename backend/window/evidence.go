package window

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/export"
	"daybook/backend/ingest"
	"daybook/backend/integrity"
)

// proofs are the calls that prove the archive, or what came from it.
type proofs struct{ w *Window }

// Verify reads the whole archive, as a task whose verdict says what is not as it
// was written.
func (c *proofs) Verify() (string, error) {
	return guard(func() (string, error) {
		open, err := c.w.current()
		if err != nil {
			return "", err
		}
		return c.w.start("verify", filepath.Base(open.Path()), func(ctx context.Context, j *job) error {
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
			c.w.desktop.Emit("state", nil)
			return nil
		}), nil
	})
}

const journalPage = 100 // lines

// Journal is a page of the journal, the newest line first.
func (c *proofs) Journal(r JournalRequest) (JournalPage, error) {
	return guard(func() (JournalPage, error) {
		open, err := c.w.current()
		if err != nil {
			return JournalPage{}, err
		}
		if r.Page < 1 || r.Page > 1<<30 {
			return JournalPage{}, outOfBounds("That page is not there")
		}
		_, total, err := open.Lines(0, 0)
		if err != nil {
			return JournalPage{}, err
		}
		to := total - (r.Page-1)*journalPage
		lines, total, err := open.Lines(to-journalPage, to)
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
	line := JournalLine{N: l.N, Kind: l.Kind, Local: l.Local, User: l.User, Program: l.Program, Words: open.Say(l), Data: string(l.Data)}
	if !l.Time.IsZero() {
		line.Time = l.Time.Format(time.RFC3339Nano)
	}
	return line
}

// CheckFile looks for a file, chosen in a dialog, among those that the archive
// exported, and among those that it imported.
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
		sum, size, err := hashOf(path)
		if err != nil {
			return nil, err
		}
		lines, err := open.FindFile(sum)
		if err != nil {
			return nil, err
		}
		brought, err := open.FindImported(sum)
		if err != nil {
			return nil, err
		}
		check := &FileCheck{Name: filepath.Base(path), SHA256: sum, Bytes: size, Found: len(lines) > 0, Lines: []JournalLine{}, Imports: []FileImport{}}
		for _, b := range brought {
			check.Imports = append(check.Imports, FileImport{b.Import, b.File, b.In, b.Read, b.Added, b.When.Format(time.RFC3339Nano), b.User, b.Refused})
		}
		for _, l := range lines {
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

// openChosen opens a file that was chosen. A pipe would be waited for, for ever if need
// be, and a device read without end.
func openChosen(path string) (*os.File, error) {
	f, _, err := ingest.OpenFile(path)
	switch {
	case errors.Is(err, ingest.ErrFolder):
		return nil, fault("input", filepath.Base(path)+" is a folder", "Choose a file.")
	case errors.Is(err, ingest.ErrNotOrdinary):
		return nil, fault("input", filepath.Base(path)+" is no ordinary file", "Choose another one.")
	}
	return f, err
}

func hashOf(path string) (sum string, size int64, err error) {
	f, err := openChosen(path)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	h := sha256.New()
	size, err = io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), size, err
}

// Checkpoint saves a checkpoint to a file, or compares the archive with one that
// was saved; a dialog names the file.
func (c *proofs) Checkpoint(r CheckpointRequest) (*CheckpointAnswer, error) {
	return guard(func() (*CheckpointAnswer, error) {
		open, err := c.w.current()
		if err != nil {
			return nil, err
		}
		switch r.Action {
		case "save":
			return open.saveCheckpoint()
		case "compare":
			return open.compareCheckpoint()
		}
		return nil, outOfBounds("A checkpoint can be saved or compared")
	})
}

func (open *opened) saveCheckpoint() (*CheckpointAnswer, error) {
	info, err := open.Info()
	if err != nil {
		return nil, err
	}
	name, err := folderName(info.Name)
	if err != nil {
		name = "archive"
	}
	name = fmt.Sprintf("%s %s.checkpoint", name, open.w.now().Format("2006-01-02"))
	path, err := dialog(open.w, func() (string, error) { return open.w.desktop.SaveFile("Save checkpoint", name) })
	if err != nil || path == "" {
		return nil, err
	}
	text, err := open.CheckpointToSave()
	if err != nil {
		return nil, err
	}
	f, err := export.RecordedFile(path, func(f export.Output) error {
		_, err := open.Record(open.w.ctx, archive.KindCheckpointSaved, archive.Handover{
			File: f.Path, Format: "checkpoint", SHA256: f.SHA256.String(), Bytes: f.Bytes, Archive: info.Events,
		})
		return err
	}, func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	})
	if err != nil {
		return nil, err
	}
	saved := open.w.calls.wrote(f)
	saved.Unwritten = open.ReadOnly()
	return &CheckpointAnswer{Saved: saved}, nil
}

const largestCheckpoint = 1 << 20 // bytes

func (open *opened) compareCheckpoint() (*CheckpointAnswer, error) {
	path, err := open.w.chooseFile("Compare with a checkpoint")
	if err != nil || path == "" {
		return nil, err
	}
	f, err := openChosen(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, largestCheckpoint))
	if err != nil {
		return nil, err
	}
	c, err := open.Compare(open.w.ctx, string(text))
	if errors.Is(err, integrity.ErrCheckpoint) {
		return nil, fault("input", filepath.Base(path)+" is no checkpoint", "Choose a file that Daybook saved as one.")
	}
	if err != nil {
		return nil, err
	}
	proves, cannot := c.Words()
	out := &Comparison{
		File: filepath.Base(path), Same: c.Same, Proves: proves, Cannot: cannot, Key: c.Key, Lines: c.Lines,
		ThenSize: c.Then.Size, NowSize: c.Now.Size, NowRoot: c.Now.Root.String(),
	}
	if c.Key != "" {
		out.ThenRoot = c.Then.Root.String()
	}
	return &CheckpointAnswer{Compared: out}, nil
}

// leaving is what the journal says of events that leave the archive.
func (open *opened) leaving(format string, search SearchState, selected int) (archive.Handover, error) {
	q, order, zone, err := open.w.parse(search)
	if err != nil {
		return archive.Handover{}, err
	}
	matching, err := open.Query(open.w.ctx, archive.Request{Query: q, Order: order})
	if err != nil {
		return archive.Handover{}, err
	}
	info, err := open.Info()
	if err != nil {
		return archive.Handover{}, err
	}
	return archive.Handover{
		Format: format, Selected: selected, Matching: matching.Total, Archive: info.Events, Unread: archive.LostEvents(info.Lost),
		Asked: archive.AskedOf(search.Text, q, order, zone),
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
