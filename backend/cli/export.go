package cli

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"strings"
	"time"

	"daybook/backend/archive"
	"daybook/backend/desk"
	"daybook/backend/event"
	"daybook/backend/export"
	"daybook/backend/folder"
	"daybook/backend/integrity"
	"daybook/backend/ledger"
	"daybook/backend/numbers"
)

type exporting struct {
	filter
	bundling
	format string
	out    string
	force  bool
	wait   time.Duration
}

func exportCommand() *command {
	o := &exporting{}
	o.zone = time.UTC
	return &command{
		name:      "export",
		arguments: "ARCHIVE [QUERY] --format csv|json|bundle",
		words:     []word{{kind: archiveFolder}, {more: true}},
		summary:   "write all events that match to a file",
		about: `Writes all events that match to a file, in the order that search shows them.
QUERY and the flags that select are those of search: see "daybook help search".

The file is complete or not there at all, and one that is there already is kept
unless --force is given. Times in it are in UTC. Imported again it gives the
same events. In CSV a cell that a spreadsheet would take for a formula has a '
in front, which import takes off again; JSON has texts as they are.

A bundle is evidence that a stranger can check: one zip with the events as CSV
and JSON, proofs that they are those of the archive's signed checkpoint, a
report to print, and how to verify all this with "daybook verify-bundle", with
the small program daybook-verify, or with public tools alone.

Before the file appears, the archive's journal says that it was exported, with
its SHA-256: see "daybook help check-file".
`,
		flags: append([]flag{
			choiceFlag("--format", &o.format, []string{"csv", "json", "bundle"}, `What to write.`),
			outputFlag("-o", "FILE", &o.out, `Where to. Without it activity.csv, activity.json or evidence.zip in the current folder; - is standard output, but not for a bundle.`),
			switchFlag("--force", &o.force, `Replace FILE if it is there.`),
			waitFlag(&o.wait),
		}, append(o.bundling.flags(), o.filter.flags(`The time zone of dates in QUERY, --after and --before: UTC, local, or a name such as Europe/Paris. (UTC)`)...)...),
		examples: `  daybook export audit.daybook --format csv
  daybook export audit.daybook webhook on:2026-07-01 --format json -o july.json
  daybook export audit.daybook member:ana --format bundle --case C-17
  daybook export audit.daybook --category credit --format csv -o - | wc -l
`,
		takes: archiveAndMore,
		run:   o.run,
	}
}

func (o *exporting) run(ctx context.Context, c *call) (err error) {
	switch o.format {
	case "":
		return misused("it needs --format csv, json or bundle")
	}
	q, order, err := o.query(c.args[1:])
	if err != nil {
		return err
	}
	switch {
	case o.out == "" && o.format == "bundle":
		o.out = bundleName
	case o.out == "":
		o.out = "activity." + o.format
	}
	var bundle desk.Request
	switch {
	case o.format == "bundle":
		if bundle, err = o.bundleOf(c, q, order); err != nil {
			return err
		}
	case o.given():
		return misused("--case, --purpose and --recipient are for --format bundle")
	}
	if o.out == "-" {
		err = c.hasOutput()
	} else {
		err = o.mayWrite()
	}
	if err != nil {
		return err
	}
	a, err := c.open(ctx, c.args[0], o.wait)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	matching, err := count(ctx, a, q)
	if err != nil {
		return err
	}
	hints, err := o.hints(ctx, a, c.args[1:], q, matching)
	if err != nil {
		return err
	}
	c.tell(hints)
	if o.format == "bundle" {
		return o.bundle(ctx, c, a, bundle)
	}
	info, err := a.Info()
	if err != nil {
		return err
	}
	left := ledger.Handover{
		Format: o.format, Matching: matching, Archive: info.Events, Unread: archive.LostEvents(info.Lost),
		Asked: ledger.AskedOf(strings.Join(c.args[1:], " "), q, order, o.zone),
	}
	record := func(f export.Output) error {
		left.File, left.SHA256, left.Bytes, left.Events = f.Path, f.SHA256.String(), f.Bytes, f.Events
		l, err := a.Ledger().Record(ctx, ledger.KindExported, left)
		c.tellUnwritten(a, l, err)
		return err
	}
	n, size, err := o.write(c, a.Events(ctx, q, order), record)
	if err != nil {
		return unwritten(err)
	}
	where := "standard output"
	if o.out != "-" {
		where = absolute(o.out)
	}
	without := ""
	if left.Unread > 0 {
		without = fmt.Sprintf("; it lacks what may match of %s that cannot be read: say so to whoever gets it", numbers.Plural(left.Unread, "event"))
	}
	c.note("wrote %s (%s) to %s%s", numbers.Counted(n, "event", "events"), byteSize(size), where, without)
	return nil
}

// unwritten says what to do about events that are to be exported and cannot be read.
func unwritten(err error) error {
	if errors.Is(err, folder.ErrDamaged) {
		return fmt.Errorf("%w; nothing was written: import the original files again to heal what is damaged, or ask for other events", err)
	}
	return err
}

// tellUnwritten tells that the journal has no line of what leaves the archive.
func (c *call) tellUnwritten(a *archive.Archive, l integrity.Line, err error) {
	if err == nil && l.N == 0 {
		c.say("the archive's journal has no line of this: it is read-only, %s", a.Ledger().ReadOnly())
	}
}

// mayWrite is an error if something is there already: a file that was once
// exported may be evidence.
func (o *exporting) mayWrite() error {
	switch info, err := os.Lstat(o.out); {
	case errors.Is(err, os.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.IsDir():
		return fmt.Errorf("%s is a folder; name a file in it", o.out)
	case !o.force:
		return fmt.Errorf("%s is there already; choose another name with -o, or add --force to replace it", o.out)
	}
	return nil
}

// write writes events where they shall go, and returns how many there were and
// how many bytes they took. record is called before any of them appears there.
func (o *exporting) write(c *call, events iter.Seq2[event.Event, error], record func(export.Output) error) (n int, size int64, err error) {
	if o.out != "-" {
		write := export.CSVFile
		if o.format == "json" {
			write = export.JSONFile
		}
		f, err := write(o.out, events, record)
		return f.Events, f.Bytes, err
	}
	// What goes to standard output cannot be held back, so it is written twice:
	// first to nowhere, for what the journal says of it.
	sum := sha256.New()
	first := &byteCounter{to: sum}
	if n, err = o.stream(first, events); err != nil {
		return n, 0, err
	}
	if err := record(export.Output{Path: "-", Bytes: first.n, SHA256: event.Hash(sum.Sum(nil)), Events: n}); err != nil {
		return n, 0, err
	}
	to := &byteCounter{to: c.Stdout}
	n, err = o.stream(to, events)
	if to.err != nil {
		err = toOutput(to.err)
	}
	return n, to.n, err
}

func (o *exporting) stream(to io.Writer, events iter.Seq2[event.Event, error]) (int, error) {
	if o.format == "json" {
		return export.WriteJSON(to, events)
	}
	return export.WriteCSV(to, events, export.CSVOptions{})
}

// A byteCounter counts what is written through it, and keeps the error that
// ended it, to tell it from one of the events.
type byteCounter struct {
	to  io.Writer
	n   int64
	err error
}

func (b *byteCounter) Write(p []byte) (int, error) {
	n, err := b.to.Write(p)
	b.n += int64(n)
	b.err = err
	return n, err
}
