package cli

import (
	"fmt"
	"strings"

	"daybook/backend/archive"
	"daybook/backend/ingest"
	"daybook/backend/numbers"
	"daybook/backend/source/all"
)

// An importDocument is an import as a line of JSON.
type importDocument struct {
	File       string                  `json:"file"` // as the user named it
	Source     string                  `json:"source"`
	Read       int                     `json:"read"`
	Added      int                     `json:"added"`
	Duplicates int                     `json:"duplicates"`
	Conflicts  int                     `json:"conflicts"`
	Due        int                     `json:"due,omitempty"` // of the added events
	Rejected   int                     `json:"rejected"`
	Healed     int                     `json:"healed,omitempty"` // damaged events that can be read again
	Notes      []string                `json:"notes"`
	Incomplete bool                    `json:"incomplete,omitempty"`
	Rejections []archive.RejectedEvent `json:"rejections"`
	Files      []archive.ImportedFile  `json:"files,omitempty"`
	MoreFiles  int                     `json:"more_files,omitempty"`
}

func documentOf(file string, i archive.Import) importDocument {
	d := importDocument{
		File: file, Source: i.Source, Read: i.Read, Added: i.Added, Duplicates: i.Duplicates, Conflicts: i.Conflicts, Due: i.Due,
		Rejected: i.Rejected, Notes: listed(i.Notes), Incomplete: i.Incomplete, Rejections: i.Rejections, Files: i.Files, MoreFiles: i.MoreFiles,
	}
	if i.Healed != nil {
		d.Healed = i.Healed.Events
	}
	return d
}

// toldRejections limits the rejections in a report for people.
const toldRejections = 10

// report prints the result of importing a file.
func (c *call) report(file string, i archive.Import, json bool) error {
	if json {
		return c.out.document(documentOf(file, i))
	}
	if c.cmd.quiet && i.Rejected == 0 && i.Conflicts == 0 && !i.Incomplete && i.Healed == nil {
		return nil
	}
	c.out.Printf("%s (%s, import %d)\n", visible(file), visible(all.Name(i.Source)), i.Number)
	c.out.Printf("  %s\n", sum(i))
	if i.Conflicts > 0 {
		c.out.Printf("  %s in conflict: an event with its event_id and other content was there already\n",
			numbers.Counted(i.Conflicts, "of the added is", "of the added are"))
	}
	if i.Due > 0 {
		c.out.Printf("  %s past what the plan keeps already, and will go with the next purge\n", numbers.Counted(i.Due, "of the added is", "of the added are"))
	}
	for _, note := range i.Notes {
		c.out.Printf("  note: %s\n", visible(note))
	}
	c.reportHealed(i.Healed)
	order := false
	for n, r := range i.Rejections {
		if n == toldRejections {
			break
		}
		order = order || strings.HasSuffix(r.Reason, ingest.SayOrder)
		c.out.Printf("  rejected: %s: %s\n", visible(r.At), visible(r.Reason))
	}
	if order {
		c.out.WriteString("  --date-order dmy or mdy says how such a date is read\n")
	}
	if more := i.Rejected - toldRejections; more > 0 {
		c.out.Printf("  and %s; \"daybook info ARCHIVE --json\" has the first %s of an import\n",
			numbers.Counted(more, "more rejected record", "more rejected records"), numbers.Grouped(archive.KeptRejections))
	}
	return c.out.Flush()
}

// reportHealed reports the damaged events that the file restored.
func (c *call) reportHealed(h *archive.Healed) {
	switch {
	case h == nil:
		return
	case h.Err != nil:
		c.out.Printf("  damaged events came again, but were not put in their places: %s\n", visible(h.Err.Error()))
		return
	case h.Events > 0:
		c.out.Printf("  %s healed: their records are those that were imported first\n", numbers.Counted(h.Events, "damaged event was", "damaged events were"))
	}
	if h.Missing > 0 {
		c.out.Printf("  %s to heal yet; import these files again in the same command:\n", numbers.Counted(h.Missing, "damaged event is", "damaged events are"))
		for _, i := range h.From {
			sum := ""
			if i.SHA256 != "" {
				sum = ", SHA-256 " + i.SHA256
			}
			c.out.Printf("    %s (import %d%s)\n", visible(i.File), i.Number, sum)
		}
	}
}

// sum returns the counts of an import as a sum, to show that they add up.
func sum(i archive.Import) string {
	return fmt.Sprintf("%s read = %s added + %s + %s rejected",
		numbers.Grouped(i.Read), numbers.Grouped(i.Added), numbers.Counted(i.Duplicates, "duplicate", "duplicates"), numbers.Grouped(i.Rejected))
}
