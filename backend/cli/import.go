package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"daybook/backend/archive"
	"daybook/backend/desk"
	"daybook/backend/ingest"
	"daybook/backend/numbers"
	"daybook/backend/source/all"
)

type importing struct {
	json  bool
	asOne bool
	wait  time.Duration
	files ingest.Options
}

// sourcesInHelp returns a line for each source.
func sourcesInHelp() string {
	var b strings.Builder
	for _, s := range all.Sources {
		b.WriteString("  " + s.Reads + "\n")
	}
	return b.String()
}

func importCommand() *command {
	o := &importing{}
	o.files.Zone = time.UTC
	return &command{
		name:      "import",
		arguments: "ARCHIVE FILE|FOLDER...",
		words:     []word{{kind: archiveFolder}, {kind: fileRead, more: true}},
		summary:   "take export files in",
		about: `Adds the events of each FILE to the archive. Each file is an import of its own
and all or nothing: if it fails, or is stopped with Ctrl+C, the archive is as it
was before. When one file is refused, the others are still taken.

Files may be JSON (one array, an object that wraps the array, or one object a
line) or CSV with a header, each also gzipped or in a zip. What a file holds is
recognised by its content:

` + sourcesInHelp() + `  evidence bundles, which are verified first, and give their events with details

Nothing vanishes: every record that was read is either added, a duplicate of an
event that is there already (so a file can safely be imported twice), or
rejected with its place and the reason. An event whose event_id is
there already with other content is a conflict: it is added beside the other and
marked. "daybook search ARCHIVE --conflicts" lists what is marked. The same
event with other details is a duplicate; the report says what was not kept.

A file that was cut, that is still being written, or that says that more follows
is told. The last record of one is rejected if it may be half: import the whole
file when you have it, and what was missing is added.

One program at a time has an archive open. A scheduled import waits for the
window with --wait, or the window takes in what comes into a folder while it has
the archive open: Settings, Watched folder.

Of a GitHub audit log import the JSON, or the CSV, but not both: they hold
different fields, so that the same event would be there twice, unless both have
the field _document_id.
`,
		flags: []flag{
			zoneFlag(&o.files.Zone, `The zone of times that name none: UTC, local, or a name such as Europe/Paris. The report says how many there were. (UTC)`),
			{name: "--date-order", value: "dmy|mdy", word: word{choices: []string{"dmy", "mdy"}}, set: o.dateOrder, help: `How a date such as 03/04/2026 is read: dmy is 3 April, mdy is March 4. Without it such a record is rejected unless only one reading is a date.`},
			switchFlag("--as-one", &o.asOne, `Take all FILEs and FOLDERs in as one import, all or nothing.`),
			switchFlag("--json", &o.json, `Print one line of JSON for each import: file, source, read, added, duplicates, conflicts, due (how many of the added are past what the plan keeps, where any are), rejected, notes, incomplete (true where a file was cut or says that more follows, or may be), and rejections with at and reason (the first 1,000); of a folder, or with --as-one, also files, each with file, size, sha256, source, its counts, notes, and refused (why nothing of it was taken in). A file that is refused has none.`),
			waitFlag(&o.wait),
		},
		done:   `every file was taken in; rejected records are part of the report`,
		failed: `a file was refused, or the archive, or all records of a file were rejected; standard error says which and what to do`,
		examples: `  daybook import "Northwind 2026.daybook" activity.json
  daybook import audit.daybook july/*.csv --zone Europe/Paris --date-order dmy
  daybook import audit.daybook records.json.gz --json
  daybook import audit.daybook AWSLogs
`,
		takes: func(args []string) error {
			switch {
			case len(args) == 0 || args[0] == "":
				return misused("it needs an archive and the files to take in")
			case len(args) == 1:
				return misused("it needs the files to take in, behind the archive")
			case slices.Contains(args[1:], "-"):
				return misused("it does not read standard input; save it to a file first, and import that")
			}
			return nil
		},
		run: o.run,
	}
}

func (o *importing) dateOrder(s string) error {
	switch strings.ToLower(s) {
	case "dmy":
		o.files.DateOrder = ingest.DayFirst
	case "mdy":
		o.files.DateOrder = ingest.MonthFirst
	default:
		return errors.New("it is dmy or mdy")
	}
	return nil
}

func (o *importing) run(ctx context.Context, c *call) (err error) {
	a, err := c.open(ctx, c.args[0], o.wait)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	if err := a.Ledger().MayWrite(); err != nil {
		return err
	}
	groups := make([][]string, 0, len(c.args)-1)
	for _, file := range c.args[1:] {
		groups = append(groups, []string{file})
	}
	if o.asOne {
		groups = [][]string{c.args[1:]}
	} else if len(groups) >= manyFiles {
		c.note("each of the %s files is an import of its own; --as-one takes them in as one, which is much quicker", numbers.Grouped(len(groups)))
	}
	return o.takeIn(ctx, c, a, groups)
}

// takeIn takes in each group as an import.
func (o *importing) takeIn(ctx context.Context, c *call, a *archive.Archive, groups [][]string) error {
	o.files.Now = c.Now()
	taken, p := 0, c.progress()
	batch := desk.Batch{
		Groups: groups, Options: o.files,
		Begin: func(i int) (func(archive.Progress), error) {
			for _, path := range groups[i] {
				if _, err := os.Stat(path); err != nil {
					return nil, &desk.UnreadableError{Path: path, Err: err}
				}
			}
			p = c.progress()
			return p.importing(desk.Called(groups[i])), nil
		},
		Ended: func(i int, report archive.Import, err error) error {
			p.clear()
			if err != nil {
				c.complain(err)
				return nil
			}
			taken++
			return o.tell(c, called(groups[i]), report)
		},
	}
	err := batch.TakeIn(ctx, a)
	p.clear()
	if taken > 0 && c.damaged && a.Checked(ctx) == nil {
		c.damaged = false // the damage was healed
	}
	var stopped *desk.Stopped
	var untidy *desk.Untidy
	switch {
	case errors.As(err, &stopped):
		return o.stopped(c, called(groups[stopped.Group]), stopped.Taken)
	case errors.As(err, &untidy) && ctx.Err() != nil:
		c.say("stopped while tidying up; what was imported is in the archive, and the next import tidies up")
		return errStopped
	case errors.As(err, &untidy):
		c.complain(err)
		return nil
	}
	return err
}

// tell reports the result of taking in a file.
func (o *importing) tell(c *call, file string, report archive.Import) error {
	if err := c.report(file, report, o.json); err != nil {
		return err
	}
	if report.Read > 0 && report.Rejected == report.Read {
		c.complain(allRejected(file, report))
	}
	complainUnread(c, file, report)
	return nil
}

// allRejected returns the error for a file of which nothing could be added.
func allRejected(file string, i archive.Import) error {
	what := "its one record was rejected, at"
	if i.Rejected > 1 {
		what = "all " + numbers.Grouped(i.Rejected) + " of its records were rejected, the first at"
	}
	first := i.Rejections[0]
	what = fmt.Sprintf("%s: nothing was added: %s %s: %s", file, what, first.At, first.Reason)
	return errors.New(what + "; mend the file, or export it anew, and import it again")
}

// stopped reports which files are in the archive and which are not.
func (o *importing) stopped(c *call, file string, taken int) error {
	if taken == 0 {
		c.say("stopped; the archive is as it was")
	} else {
		c.say("stopped; %s before %s, of which nothing is in the archive",
			numbers.Counted(taken, "file was taken in", "files were taken in"), file)
	}
	return errStopped
}

// manyFiles is the number of imports of one file each that is worth a note.
const manyFiles = 50

// called returns the name of an import in a report: as the user named it.
func called(paths []string) string {
	if len(paths) == 1 {
		return paths[0]
	}
	return paths[0] + " and " + numbers.Grouped(len(paths)-1) + " more"
}

// complainUnread reports files of an import that could not be read at all.
func complainUnread(c *call, file string, i archive.Import) {
	n, first := 0, ""
	for _, f := range i.Files {
		if f.Unreadable {
			if n++; n == 1 {
				first = f.File + ": " + f.Refused
			}
		}
	}
	if n > 0 {
		c.complain(fmt.Errorf("%s: %s not be read, the first %s; what else is in it was taken in; import it again when that is mended",
			file, numbers.Counted(n, "file could", "files could"), first))
	}
}
