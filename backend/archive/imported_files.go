package archive

import (
	"time"

	"daybook/backend/event"
	"daybook/backend/folder"
	"daybook/backend/ledger"
)

// fileCounts counts events for each file. The goroutine that takes records and
// the one that settles lots each have a list of their own.
type fileCounts struct {
	current uint32
	taken   []struct{ read, rejected int }
	settled []struct{ duplicates, conflicts, added int }
}

func (c *fileCounts) begin(index int) {
	c.current = uint32(min(max(index, 0), KeptFiles)) // all files after those share one count
	for len(c.taken) <= int(c.current) {
		c.taken = append(c.taken, struct{ read, rejected int }{})
	}
}

func (c *fileCounts) read() {
	if int(c.current) < len(c.taken) {
		c.taken[c.current].read++
	}
}

func (c *fileCounts) reject() {
	if int(c.current) < len(c.taken) {
		c.taken[c.current].read++
		c.taken[c.current].rejected++
	}
}

// settle counts the events of a lot once it is decided which are duplicates and conflicts.
func (c *fileCounts) settle(l *lot) {
	for i := range l.events {
		e := &l.events[i]
		for len(c.settled) <= int(e.file) {
			c.settled = append(c.settled, struct{ duplicates, conflicts, added int }{})
		}
		of := &c.settled[e.file]
		switch {
		case e.duplicate:
			of.duplicates++
			continue
		case e.conflict:
			of.conflicts++
		}
		of.added++
	}
}

// kept returns the records of the files, and the number of files beyond KeptFiles. mark is
// asked for what stands for a SHA-256.
func (c *fileCounts) kept(files []InputFile, mark func(event.Hash) (string, error)) (out []ImportedFile, more int, err error) {
	for i, f := range files[:min(len(files), KeptFiles)] {
		one := ImportedFile{File: folder.Bounded(f.File), Size: f.Size, Source: folder.Bounded(f.Source), Notes: folder.Told(f.Notes), Refused: folder.Bounded(f.Refused), Unreadable: f.Unreadable}
		if f.Hashed {
			one.SHA256 = f.SHA256.String()
			if one.Mark, err = mark(f.SHA256); err != nil {
				return nil, 0, err
			}
		}
		if i < len(c.taken) && f.Refused == "" {
			one.Read, one.Rejected = c.taken[i].read, c.taken[i].rejected
		}
		if i < len(c.settled) {
			one.Duplicates, one.Conflicts, one.Added = c.settled[i].duplicates, c.settled[i].conflicts, c.settled[i].added
		}
		out = append(out, one)
	}
	return out, len(files) - len(out), nil
}

// A Brought says with which import a file came into the archive.
type Brought struct {
	Import int       `json:"import"`
	File   string    `json:"file"`         // name of the import's file
	In     string    `json:"in,omitempty"` // path within the import, if that had several files
	Read   int       `json:"read"`
	Added  int       `json:"added"`
	When   time.Time `json:"when"`
	User   string    `json:"user"`
	// Refused says why nothing of the file was taken in; "" if it was read.
	Refused string `json:"refused,omitempty"`
}

// FindImported returns where a file came in, according to the records of these imports, in
// the order of the imports.
func FindImported(imports []Import, file *ledger.Tracer) []Brought {
	var found []Brought
	for _, i := range imports {
		one := Brought{Import: i.Number, File: i.File, Read: i.Read, Added: i.Added, When: i.Started, User: i.User}
		if file.Is(i.SHA256, i.Mark) {
			found = append(found, one)
		}
		for _, f := range i.Files {
			if file.Is(f.SHA256, f.Mark) {
				one.In, one.Read, one.Added, one.Refused = f.File, f.Read, f.Added, f.Refused
				found = append(found, one)
			}
		}
	}
	return found
}
