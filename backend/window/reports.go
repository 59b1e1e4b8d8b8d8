package window

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"daybook/backend/archive"
	"daybook/backend/source/all"
)

// toldFiles limits the files of one import that the window receives.
const toldFiles = 1000

func asReport(i archive.Import, rejections bool) ImportReport {
	r := ImportReport{
		Number: i.Number, File: i.File, Source: all.Name(i.Source), Bytes: i.Size, SHA256: i.SHA256, SumGone: i.SumGone(),
		Read: i.Read, Added: i.Added, Duplicates: i.Duplicates, Conflicts: i.Conflicts, Due: i.Due, Rejected: i.Rejected,
		Rejections: []Rejection{}, Notes: append(append([]string{}, i.Notes...), healedNotes(i.Healed)...), Incomplete: i.Incomplete,
		Files:   []ImportedFile{},
		Started: i.Started.Format(time.RFC3339Nano), Finished: i.Finished.Format(time.RFC3339Nano), User: i.User, Program: i.Program,
	}
	if rejections {
		r.FileCount = len(i.Files) + i.MoreFiles
		for _, f := range told(i.Files) {
			r.Files = append(r.Files, ImportedFile{
				File: f.File, Bytes: f.Size, SHA256: f.SHA256, Source: all.Name(f.Source), Read: f.Read, Added: f.Added, Duplicates: f.Duplicates,
				Conflicts: f.Conflicts, Rejected: f.Rejected, Notes: append([]string{}, f.Notes...), Refused: sentence(f.Refused),
			})
		}
		for _, one := range i.Rejections {
			r.Rejections = append(r.Rejections, Rejection{one.At, sentence(one.Reason)})
		}
	}
	return r
}

// told returns the files of an import that the window receives. If there are too
// many, files that were refused or need a remark come first.
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

// healedNotes returns notes on the damaged events that a file restored.
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

// An ImportReport is the result of an import.
type ImportReport struct {
	Number int `json:"number"`
	// Name without its folder.
	File string `json:"file"`
	// Kind of system, "Google Workspace".
	Source string `json:"source"`
	Bytes  int64  `json:"bytes"`
	// "" if sumGone, if it was no file, or if the report is damaged.
	SHA256 string `json:"sha256"`
	// Events that the file may have had were purged, and its SHA-256 with them.
	SumGone    bool `json:"sumGone"`
	Read       int  `json:"read"`
	Added      int  `json:"added"`
	Duplicates int  `json:"duplicates"`
	// Included in `added`.
	Conflicts int `json:"conflicts"`
	// Added events that were older than the plan keeps when they came.
	Due      int `json:"due"`
	Rejected int `json:"rejected"`
	// The first 1,000, in Imports and a finished task; none in EventDetails.
	Rejections []Rejection `json:"rejections"`
	// "4 times had no zone and were read as UTC"
	Notes []string `json:"notes"`
	// The file was cut, or says that more follows, or this may be so; the notes say
	// which. For several files: at least one of them.
	Incomplete bool `json:"incomplete"`
	// The files of an import of several, in the order of their paths; otherwise none. Of
	// more than 1,000 files there are 1,000: first those that were refused, had
	// rejections or conflicts, or have notes.
	Files []ImportedFile `json:"files"`
	// Number of files, 0 for an import of one file.
	FileCount int    `json:"fileCount"`
	Started   string `json:"started"`
	Finished  string `json:"finished"`
	User      string `json:"user"`
	Program   string `json:"program"`
}

// An ImportedFile is a file of an import of several files.
type ImportedFile struct {
	// Its path in the folder, with slashes.
	File  string `json:"file"`
	Bytes int64  `json:"bytes"`
	// "" if it could not be read, or if events of the import may have been purged since.
	SHA256     string   `json:"sha256"`
	Source     string   `json:"source"`
	Read       int      `json:"read"`
	Added      int      `json:"added"`
	Duplicates int      `json:"duplicates"`
	Conflicts  int      `json:"conflicts"`
	Rejected   int      `json:"rejected"`
	Notes      []string `json:"notes"`
	// Why nothing of it was imported; "" if it was read.
	Refused string `json:"refused"`
}

// A Rejection is a record that was not imported, and the reason.
type Rejection struct {
	// "line 12"
	At     string `json:"at"`
	Reason string `json:"reason"`
}
