package window

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"daybook/backend/archive"
	"daybook/backend/event"
)

// toldFiles is how many files of one import the window is told of.
const toldFiles = 1000

func asReport(i archive.Import, rejections bool) ImportReport {
	r := ImportReport{
		Number: i.Number, File: i.File, Source: event.SourceName(i.Source), Bytes: i.Size, SHA256: i.SHA256,
		Read: i.Read, Added: i.Added, Duplicates: i.Duplicates, Conflicts: i.Conflicts, Due: i.Due, Rejected: i.Rejected,
		Rejections: []Rejection{}, Notes: append(append([]string{}, i.Notes...), healedNotes(i.Healed)...), Incomplete: i.Incomplete,
		Files:   []ImportedFile{},
		Started: i.Started.Format(time.RFC3339Nano), Finished: i.Finished.Format(time.RFC3339Nano), User: i.User, Program: i.Program,
	}
	if rejections {
		r.FileCount = len(i.Files) + i.MoreFiles
		for _, f := range told(i.Files) {
			r.Files = append(r.Files, ImportedFile{
				File: f.File, Bytes: f.Size, SHA256: f.SHA256, Source: event.SourceName(f.Source), Read: f.Read, Added: f.Added, Duplicates: f.Duplicates,
				Conflicts: f.Conflicts, Rejected: f.Rejected, Notes: append([]string{}, f.Notes...), Refused: sentence(f.Refused),
			})
		}
		for _, one := range i.Rejections {
			r.Rejections = append(r.Rejections, Rejection{one.At, sentence(one.Reason)})
		}
	}
	return r
}

// told are the files of an import that the window is told of. Where there are more, those
// that were refused or that something is to be said of are not among those left out.
func told(files []archive.ImportedFile) []archive.ImportedFile {
	if len(files) <= toldFiles {
		return files
	}
	quiet := func(f archive.ImportedFile) bool {
		return f.Refused == "" && f.Rejected == 0 && f.Conflicts == 0 && len(f.Notes) == 0
	}
	first := slices.DeleteFunc(slices.Clone(files), quiet)
	rest := slices.DeleteFunc(slices.Clone(files), func(f archive.ImportedFile) bool { return !quiet(f) })
	return append(first, rest...)[:toldFiles]
}

// healedNotes say what a file did for damaged events.
func healedNotes(h *archive.Healed) (notes []string) {
	switch {
	case h == nil:
	case h.Err != nil:
		notes = append(notes, "Damaged events came again, but were not put in their places: "+asFault(h.Err).Message)
	default:
		if h.Events > 0 {
			notes = append(notes, fmt.Sprintf("Damaged events that were healed: %d. Their records are those that were imported first", h.Events))
		}
		if h.Missing > 0 {
			files := make([]string, len(h.From))
			for k, i := range h.From {
				files[k] = fmt.Sprintf("%s (import %d)", i.File, i.Number)
			}
			notes = append(notes, fmt.Sprintf("Damaged events to heal yet: %d. Import these files again too, before you close the archive: %s", h.Missing, strings.Join(files, ", ")))
		}
	}
	return notes
}

// An ImportReport is what came of an import.
type ImportReport struct {
	Number int `json:"number"`
	// Name without folder.
	File string `json:"file"`
	// Kind of system, "Google Workspace".
	Source     string `json:"source"`
	Bytes      int64  `json:"bytes"`
	SHA256     string `json:"sha256"`
	Read       int    `json:"read"`
	Added      int    `json:"added"`
	Duplicates int    `json:"duplicates"`
	// Counted within `added`.
	Conflicts int `json:"conflicts"`
	// Of the added: past what the plan keeps as they came.
	Due      int `json:"due"`
	Rejected int `json:"rejected"`
	// The first 1,000 with Imports and a finished task; none in EventDetails.
	Rejections []Rejection `json:"rejections"`
	// "4 times had no zone and were read as UTC"
	Notes []string `json:"notes"`
	// The file was cut or says that more follows, or may be; the notes tell. Of several
	// files: one of them.
	Incomplete bool `json:"incomplete"`
	// Where it is of several files, these in the order of their paths; else none. Of more
	// than 1,000 so many, and first those that were refused, rejected from, in conflict,
	// or have notes.
	Files []ImportedFile `json:"files"`
	// How many there were, 0 where it is of one.
	FileCount int    `json:"fileCount"`
	Started   string `json:"started"`
	Finished  string `json:"finished"`
	User      string `json:"user"`
	Program   string `json:"program"`
}

// An ImportedFile is one of several files that are one import.
type ImportedFile struct {
	// Its path in the folder, with slashes.
	File  string `json:"file"`
	Bytes int64  `json:"bytes"`
	// "" where it could not be read.
	SHA256     string   `json:"sha256"`
	Source     string   `json:"source"`
	Read       int      `json:"read"`
	Added      int      `json:"added"`
	Duplicates int      `json:"duplicates"`
	Conflicts  int      `json:"conflicts"`
	Rejected   int      `json:"rejected"`
	Notes      []string `json:"notes"`
	// Why nothing of it was taken in; "" where it was read.
	Refused string `json:"refused"`
}

// A Rejection is a record that was not taken in, and why.
type Rejection struct {
	// "line 12"
	At     string `json:"at"`
	Reason string `json:"reason"`
}
