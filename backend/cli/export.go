package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"daybook/backend/archive"
	"daybook/backend/desk"
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

With --redact a bundle leaves out parts of the events, for who must not see
them. What is left out is its commitments, without which nothing could be
proved; members are called Member 1, Member 2 and so on.

With --to or --passphrase a bundle is encrypted in the format of age
(age-encryption.org): only who has one of the private keys, or the passphrase,
can open it, with "daybook verify-bundle", daybook-verify or the program age.
It never stands on the disk unencrypted. The journal says for which keys it is.

Before the file appears, the archive's journal says that it was exported, with
its SHA-256: see "daybook help check-file".
`,
		flags: append([]flag{
			choiceFlag("--format", &o.format, []string{"csv", "json", "bundle"}, `What to write.`),
			outputFlag("-o", "FILE", &o.out, `Where to. Without it activity.csv, activity.json, evidence.zip or evidence.zip.age in the current folder; - is standard output, but not for a bundle.`),
			switchFlag("--force", &o.force, `Replace FILE if it is there.`),
			waitFlag(&o.wait),
		}, append(o.bundling.flags(), o.filter.flags(`The time zone of dates in QUERY, --after and --before: UTC, local, or a name such as Europe/Paris. (UTC)`)...)...),
		examples: `  daybook export audit.daybook --format csv
  daybook export audit.daybook webhook on:2026-07-01 --format json -o july.json
  daybook export audit.daybook member:ana --format bundle --case C-17
  daybook export audit.daybook member:ana --format bundle --to auditors.txt
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
	format := desk.Format(o.format)
	if o.out == "" {
		o.out = o.file()
	}
	asked, err := o.asked(c, q, order)
	if err != nil {
		return err
	}
	if o.out == "-" {
		err = c.hasOutput()
	} else {
		err = o.mayWrite()
	}
	if err != nil {
		return err
	}
	if asked.Encrypt, err = o.recipients(ctx, c); err != nil {
		return err
	}
	a, err := c.open(ctx, c.args[0], o.wait)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	_, hints, err := o.counted(ctx, a, c.args[1:], q)
	if err != nil {
		return err
	}
	c.tell(hints)
	done, err := o.handOut(ctx, c, a, format, asked)
	if err != nil {
		return err
	}
	o.tell(c, format, done)
	return nil
}

// handOut writes the events to their destination.
func (o *exporting) handOut(ctx context.Context, c *call, a *archive.Archive, format desk.Format, asked desk.Request) (desk.Handed, error) {
	if o.out == "-" {
		done, err := desk.Stream(ctx, a, format, c.Stdout, asked)
		return done, desk.Leaving(err)
	}
	p := c.progress()
	done, err := desk.Export(ctx, a, format, o.out, asked, p.counting("writing"))
	p.clear()
	return done, desk.Leaving(err)
}

// tell reports what was written where, and what is missing from it.
func (o *exporting) tell(c *call, format desk.Format, done desk.Handed) {
	said := ""
	if format == desk.Bundle {
		said = ", as the bundle says"
	}
	unwritten(c, done, said)
	what, where, end := "", done.Path, ""
	if format == desk.Bundle {
		what, end = "an evidence bundle of ", ", and verified it"
		if o.encrypts() {
			what = "an encrypted evidence bundle of "
		}
	}
	if where == "-" {
		where = "standard output"
	}
	if done.Unread > 0 {
		end += fmt.Sprintf("; it lacks what may match of %s that cannot be read: say so to whoever gets it", numbers.Plural(done.Unread, "event"))
	}
	c.note("wrote %s%s (%s) to %s%s", what, numbers.Counted(done.Events, "event", "events"), byteSize(done.Bytes), where, end)
}

// mayWrite returns an error if the file exists already: a file that was once
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
