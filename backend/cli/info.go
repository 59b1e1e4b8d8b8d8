package cli

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"daybook/backend/archive"
	"daybook/backend/desk"
	"daybook/backend/event"
	"daybook/backend/folder"
	"daybook/backend/integrity"
	"daybook/backend/keys"
	"daybook/backend/ledger"
	"daybook/backend/numbers"
	"daybook/backend/source/all"
)

func infoCommand() *command {
	json, zone, wait := false, time.UTC, time.Duration(0)
	return &command{
		name:      "info",
		arguments: "ARCHIVE",
		words:     []word{{kind: archiveFolder}},
		summary:   "say what an archive holds and where it came from",
		about: `Says what the archive holds: how many events from when to when, its plan, its
size, the root of its tree (one hash that stands for every event in it), its
key, its journal, how it is not as this computer last knew it, if so, when it
was last verified, who cosigned its last checkpoint that came back, whether one
should be saved elsewhere again, and each import with its file, the file's
SHA-256 and its counts.
`,
		flags: []flag{
			zoneFlag(&zone, `The time zone to show times in: UTC, local, or a name such as Europe/Paris. (UTC)`),
			switchFlag("--json", &json, `Print one line of JSON, with the notes and the first 1,000 rejections of each import.`),
			waitFlag(&wait),
		},
		examples: `  daybook info "Northwind 2026.daybook"
  daybook info audit.daybook --json
`,
		takes: oneArchive,
		run: func(ctx context.Context, c *call) (err error) {
			a, err := c.open(ctx, c.args[0], wait)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, a.Close()) }()
			info, err := archive.Look(a, (*archive.View).Info)
			if err != nil {
				return err
			}
			seen := elsewhereOf(a)
			if json {
				d := infoOf(info)
				d.Cosigned, d.Overdue = seen.documents()
				return c.out.document(d)
			}
			c.showInfo(info, seen, zone)
			return nil
		},
	}
}

// An infoDocument is an archive as a line of JSON.
type infoDocument struct {
	ID        string    `json:"id"`
	Name      string    `json:"name"`
	Path      string    `json:"path"`
	Plan      string    `json:"plan"`
	Format    int       `json:"format"`
	Created   time.Time `json:"created"`
	Snapshot  int       `json:"snapshot"`
	Events    int       `json:"events"`
	Unread    int       `json:"unread,omitempty"` // events that cannot be read, in addition to events
	Conflicts int       `json:"conflicts"`
	ReadOnly  string    `json:"read_only,omitempty"` // why it can only be read
	Notices   []string  `json:"notices,omitempty"`   // files found damaged and rebuilt
	First     string    `json:"first"`               // "" where there are no events
	Last      string    `json:"last"`
	Segments  int       `json:"segments"`
	Bytes     int64     `json:"bytes"`
	TreeSize  int64     `json:"tree_size"`
	Root      string    `json:"root"`
	// The checkpoint is a signed note, as golang.org/x/mod/sumdb/note writes it.
	Checkpoint string               `json:"checkpoint"`
	Keys       []ledger.Key         `json:"keys"`
	Journal    integrity.Head       `json:"journal"`
	Doubt      []string             `json:"doubt,omitempty"`    // how it differs from the state that this computer last knew
	Verified   *ledger.Verification `json:"verified"`           // null if it never was
	Cosigned   *cosignedDocument    `json:"cosigned,omitempty"` // the last checkpoint that witnesses cosigned
	Overdue    *overdueDocument     `json:"checkpoint_overdue,omitempty"`
	Imports    []infoOfImport       `json:"imports"`
}

type infoOfImport struct {
	Number   int       `json:"number"`
	Size     int64     `json:"size"`
	SHA256   string    `json:"sha256"`
	Started  time.Time `json:"started"`
	Finished time.Time `json:"finished"`
	User     string    `json:"user"`
	Program  string    `json:"program"`
	importDocument
}

func infoOf(i archive.Info) infoDocument {
	d := infoDocument{
		ID: i.ID, Name: i.Name, Path: absolute(i.Path), Plan: i.Plan, Format: i.Format, Created: i.Created,
		Unread: archive.LostEvents(i.Lost), ReadOnly: i.ReadOnly, Notices: i.Notices,
		Snapshot: i.Snapshot, Events: i.Events, Conflicts: i.Conflicts, Segments: i.Segments, Bytes: folder.Size(i.Path),
		TreeSize: i.TreeSize, Root: i.Root, Checkpoint: i.Checkpoint, Keys: i.Keys, Journal: i.Journal, Verified: i.Verified, Imports: make([]infoOfImport, len(i.Imports)),
	}
	if i.Events > 0 {
		d.First, d.Last = i.First.String(), i.Last.String()
	}
	if i.Doubt != nil {
		d.Doubt = i.Doubt.Differs
	}
	for n, im := range i.Imports {
		d.Imports[n] = infoOfImport{
			im.Number, im.Size, im.SHA256, im.Started, im.Finished, im.User, im.Program,
			documentOf(im.File, im),
		}
	}
	return d
}

func (c *call) showInfo(i archive.Info, seen elsewhere, zone *time.Location) {
	at := func(t time.Time) string { return t.In(zone).Format(timeLayout) }
	moment := func(t event.Time) string { return at(t.UTC()) }
	line := func(what, text string) { c.out.Printf("  %-9s  %s\n", what, text) }

	c.out.Printf("%s\n", visible(i.Name))
	line("folder", visible(absolute(i.Path)))
	line("made", at(i.Created)+", archive "+i.ID+", format "+strconv.Itoa(i.Format))
	line("plan", visible(planWords(i.Plan)))
	events := numbers.Grouped(i.Events)
	if i.Events > 0 {
		events += " from " + moment(i.First) + " to " + moment(i.Last)
	}
	line("events", events)
	for _, l := range i.Lost {
		line("unread", visible(l.Words()))
	}
	if i.ReadOnly != "" {
		line("read-only", visible(i.ReadOnly))
	}
	if i.Conflicts > 0 {
		line("conflicts", numbers.Grouped(i.Conflicts)+" came with the event_id of another event and other content")
	}
	line("on disk", byteSize(folder.Size(i.Path))+" in "+numbers.Counted(i.Segments, "segment", "segments"))
	line("tree", numbers.Counted(int(i.TreeSize), "leaf", "leaves")+", root "+i.Root)
	kept := "in the keychain"
	if k := i.Keys[len(i.Keys)-1]; k.Kept == keys.File {
		kept = "in a file"
	}
	line("key", i.Keys[len(i.Keys)-1].ID()+", kept "+kept+", since "+at(i.Keys[len(i.Keys)-1].Since))
	if n := len(i.Keys) - 1; n > 0 {
		line("", "it was changed "+numbers.Counted(n, "time", "times")+": see the journal")
	}
	line("journal", numbers.Counted(int(i.Journal.Lines), "line", "lines"))
	if i.Doubt != nil {
		for _, how := range i.Doubt.Differs {
			line("in doubt", visible(how))
		}
	}
	switch v := i.Verified; {
	case v == nil:
		line("verified", "never")
	case v.Problems > 0:
		line("verified", at(v.Time)+", "+numbers.Counted(v.Problems, "problem was found", "problems were found"))
	default:
		line("verified", at(v.Time)+", "+numbers.Counted(v.Events, "event", "events")+", root "+v.Root)
	}
	if seen.cosigned != nil {
		line("cosigned", desk.Events(seen.cosigned.Checkpoint)+", by "+visible(desk.CosignedBy(seen.cosigned.By, at)))
	}
	if seen.overdue != nil {
		line("remember", seen.overdue.Words()+" Save one: daybook checkpoint "+visible(desk.ShellWord(c.args[0]))+" -o FILE")
	}
	line("times in", zone.String())
	if len(i.Imports) > 0 {
		c.out.WriteString("\nImports\n")
	}
	for _, im := range i.Imports {
		from := all.Name(im.Source)
		if im.Mark != "" { // it was a file
			from += ", " + byteSize(im.Size)
		}
		c.out.Printf("  %d  %s  %s (%s), by %s with %s\n", im.Number, at(im.Started),
			visible(im.File), visible(from), visible(im.User), visible(im.Program))
		under := strings.Repeat(" ", len(strconv.Itoa(im.Number))+4)
		c.out.Printf("%s%s\n", under, sum(im))
		if im.Conflicts > 0 {
			c.out.Printf("%s%s in conflict\n", under, numbers.Counted(im.Conflicts, "of the added is", "of the added are"))
		}
		for _, note := range im.Notes {
			c.out.Printf("%snote: %s\n", under, visible(note))
		}
		switch {
		case im.SHA256 != "":
			c.out.Printf("%sSHA-256 %s\n", under, im.SHA256)
		case im.SumGone():
			c.out.Printf("%sSHA-256 gone with the purge of events that the file may have had\n", under)
		}
	}
}
