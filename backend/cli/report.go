package cli

import (
	"fmt"

	"daybook/backend/archive"
)

// importDocument is one import as a line of JSON.
type importDocument struct {
	File       string                  `json:"file"` // as it was named
	Source     string                  `json:"source"`
	Read       int                     `json:"read"`
	Added      int                     `json:"added"`
	Duplicates int                     `json:"duplicates"`
	Conflicts  int                     `json:"conflicts"`
	Due        int                     `json:"due,omitempty"` // of the added
	Rejected   int                     `json:"rejected"`
	Rejections []archive.RejectedEvent `json:"rejections"`
}

// toldRejections is how many rejections a report for people has.
const toldRejections = 10

// report says what became of a file.
func (c *call) report(file string, i archive.Import, json bool) error {
	if json {
		return c.out.document(importDocument{
			file, i.Source, i.Read, i.Added, i.Duplicates, i.Conflicts, i.Due, i.Rejected, i.Rejections,
		})
	}
	c.out.Printf("%s (%s, import %d)\n", visible(file), visible(i.Source), i.Number)
	c.out.Printf("  %s\n", sum(i))
	if i.Conflicts > 0 {
		c.out.Printf("  %s in conflict: an event with its event_id and other content was there already\n",
			counted(i.Conflicts, "of the added is", "of the added are"))
	}
	if i.Due > 0 {
		c.out.Printf("  %s past what the plan keeps already, and will go with the next purge\n", counted(i.Due, "of the added is", "of the added are"))
	}
	for _, note := range i.Notes {
		c.out.Printf("  note: %s\n", visible(note))
	}
	for n, r := range i.Rejections {
		if n == toldRejections {
			break
		}
		c.out.Printf("  rejected: %s: %s\n", visible(r.At), visible(r.Reason))
	}
	if more := i.Rejected - toldRejections; more > 0 {
		c.out.Printf("  and %s; \"daybook info ARCHIVE --json\" has the first %s of an import\n",
			counted(more, "more rejected record", "more rejected records"), grouped(archive.KeptRejections))
	}
	return c.out.Flush()
}

// sum shows that the counts of an import add up.
func sum(i archive.Import) string {
	return fmt.Sprintf("%s read = %s added + %s + %s rejected",
		grouped(i.Read), grouped(i.Added), counted(i.Duplicates, "duplicate", "duplicates"), grouped(i.Rejected))
}
