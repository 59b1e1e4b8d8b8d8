package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"daybook/backend/archive"
	"daybook/backend/ingest"
	"daybook/backend/numbers"
)

type importing struct {
	json  bool
	wait  time.Duration
	files ingest.Options
}

func importCommand() *command {
	o := &importing{}
	o.files.Zone = time.UTC
	return &command{
		name:      "import",
		arguments: "ARCHIVE FILE...",
		words:     []word{{kind: archiveFolder}, {kind: fileRead, more: true}},
		summary:   "take export files in",
		about: `Adds the events of each FILE to the archive. Each file is an import of its own
and all or nothing: if it fails, or is stopped with Ctrl+C, the archive is as it
was before. When one file is refused, the others are still taken.

Files may be JSON (one array, an object that wraps the array, or one object a
line) or CSV with a header, each also gzipped or in a zip. What a file holds is
recognised by its content:

  activity.json and activity.csv of the activity feed
  Google Workspace Reports API, AWS CloudTrail, GitHub audit log

Nothing vanishes: every record that was read is either added, a duplicate of an
event that is there already (so a file can safely be imported twice), or
rejected with its place and the reason. An event whose event_id is
there already with other content is a conflict: it is added beside the other and
marked. "daybook search ARCHIVE --conflicts" lists what is marked. The same
event with other details is a duplicate; the report says what was not kept.

A file that was cut, that is still being written, or that says that more follows
is told. The last record of one is rejected if it may be half: import the whole
file when you have it, and what was missing is added.

Of a GitHub audit log import the JSON, or the CSV, but not both: they hold
different fields, so that the same event would be there twice, unless both have
the field _document_id.
`,
		flags: []flag{
			zoneFlag(&o.files.Zone, `The zone of times that name none: UTC, local, or a name such as Europe/Paris. The report says how many there were. (UTC)`),
			{name: "--date-order", value: "dmy|mdy", word: word{choices: []string{"dmy", "mdy"}}, set: o.dateOrder, help: `How a date such as 03/04/2026 is read: dmy is 3 April, mdy is March 4. Without it such a record is rejected unless only one reading is a date.`},
			switchFlag("--json", &o.json, `Print one line of JSON for each file: file, source, read, added, duplicates, conflicts, due (how many of the added are past what the plan keeps, where any are), rejected, notes, incomplete (true where the file was cut or says that more follows, or may be), and rejections with at and reason (the first 1,000). A file that is refused has none.`),
			waitFlag(&o.wait),
		},
		done:   `every file was taken in; rejected records are part of the report`,
		failed: `a file was refused, or the archive, or all records of a file were rejected; standard error says which and what to do`,
		examples: `  daybook import "Northwind 2026.daybook" activity.json
  daybook import audit.daybook july/*.csv --zone Europe/Paris --date-order dmy
  daybook import audit.daybook records.json.gz --json
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
	taken := 0
	for _, file := range c.args[1:] {
		report, err := o.take(ctx, c, a, file)
		switch {
		case err == nil: // even if it was to be stopped: it is in the archive
			taken++
			if err := c.report(file, report, o.json); err != nil {
				return err
			}
			if report.Read > 0 && report.Rejected == report.Read {
				c.complain(allRejected(file, report))
			}
		case ctx.Err() != nil:
			return o.stopped(c, file, taken)
		default:
			c.complain(err)
		}
	}
	if taken == 0 {
		return nil
	}
	switch err := a.Merge(ctx); {
	case err != nil && ctx.Err() != nil:
		c.say("stopped while tidying up; what was imported is in the archive, and the next import tidies up")
		return errStopped
	case err != nil:
		c.complain(fmt.Errorf("tidy up after importing: %w; what was imported is in the archive", err))
	}
	return nil
}

// allRejected is what is wrong with a file of which nothing could be added.
func allRejected(file string, i archive.Import) error {
	what := "its one record was rejected, at"
	if i.Rejected > 1 {
		what = "all " + numbers.Grouped(i.Rejected) + " of its records were rejected, the first at"
	}
	first := i.Rejections[0]
	what = fmt.Sprintf("%s: nothing was added: %s %s: %s", file, what, first.At, first.Reason)
	return errors.New(what + "; mend the file, or export it anew, and import it again")
}

// stopped says what is in the archive and what is not.
func (o *importing) stopped(c *call, file string, taken int) error {
	if taken == 0 {
		c.say("stopped; the archive is as it was")
	} else {
		c.say("stopped; %s before %s, of which nothing is in the archive",
			numbers.Counted(taken, "file was taken in", "files were taken in"), file)
	}
	return errStopped
}

// take imports one file.
func (o *importing) take(ctx context.Context, c *call, a *archive.Archive, path string) (archive.Import, error) {
	f, info, err := ingest.OpenFile(path)
	if err != nil {
		return archive.Import{}, unreadable(path, err)
	}
	defer f.Close()
	name := filepath.Base(path)
	files := o.files
	files.Now = c.Now()
	in, err := ingest.Open(f, info.Size(), name, files)
	if err != nil {
		return archive.Import{}, err
	}
	p := c.progress()
	defer p.clear()
	return a.Import(ctx, archive.Input{
		File: name, Size: info.Size(), Events: in.Events(ctx),
		Source: in.Source, SHA256: in.SHA256, Notes: in.Notes, Incomplete: in.Incomplete, Offset: in.Offset,
	}, p.importing(name))
}
