package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"daybook/backend/archive"
	"daybook/backend/desk"
	"daybook/backend/integrity"
	"daybook/backend/ledger"
	"daybook/backend/numbers"
)

func journalCommand() *command {
	json, zone, wait := false, time.UTC, time.Duration(0)
	return &command{
		name:      "journal",
		arguments: "ARCHIVE",
		words:     []word{{kind: archiveFolder}},
		summary:   "show what was done to an archive and with it",
		about: `Shows the archive's journal, the first line first: what was done, when, by which
user of the operating system and with which program. Each line has the SHA-256
of the line before, and the last one is signed: "daybook verify" checks that.
`,
		flags: []flag{
			zoneFlag(&zone, `The time zone to show times in: UTC, local, or a name such as Europe/Paris. (UTC)`),
			switchFlag("--json", &json, `Print the lines of journal.jsonl as they are, byte for byte.`),
			waitFlag(&wait),
		},
		examples: `  daybook journal "Northwind 2026.daybook"
  daybook journal audit.daybook --json
`,
		takes: oneArchive,
		run: func(ctx context.Context, c *call) (err error) {
			a, err := c.openUnproven(ctx, c.args[0], wait)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, a.Close()) }()
			if json {
				return rawJournal(ctx, c, a)
			}
			lines, _, err := a.Ledger().Lines(0, int(^uint(0)>>1))
			if err != nil {
				return err
			}
			for _, l := range lines {
				c.showLine(a, l, zone)
			}
			return nil
		},
	}
}

func rawJournal(ctx context.Context, c *call, a *archive.Archive) error {
	for i := 0; ctx.Err() == nil; i++ {
		raw, err := a.Ledger().RawLine(i)
		if errors.Is(err, ledger.ErrNoLine) {
			return nil
		}
		if err != nil {
			return err
		}
		c.out.Write(append(raw, '\n'))
	}
	return ctx.Err()
}

func (c *call) showLine(a *archive.Archive, l integrity.Line, zone *time.Location) {
	c.out.Printf("%d  %s  %s with %s\n   %s\n", l.N, l.Time.In(zone).Format(timeLayout), visible(l.User), visible(l.Program), visible(oneLine(a.Ledger().Say(l))))
}

func checkFileCommand() *command {
	json, zone, wait := false, time.UTC, time.Duration(0)
	return &command{
		name:      "check-file",
		arguments: "ARCHIVE FILE",
		words:     []word{{kind: archiveFolder}, {kind: fileRead}},
		summary:   "say whether a file is one that the archive exported or imported",
		about: `Looks for FILE in the archive's journal by its SHA-256, whatever it is called
now: when it was exported, by whom, and for which query. It also looks among the
files that were imported, by themselves or in a folder. A file of which one byte
was changed is not found.
`,
		flags: []flag{
			zoneFlag(&zone, `The time zone to show times in: UTC, local, or a name such as Europe/Paris. (UTC)`),
			switchFlag("--json", &json, `Print one line of JSON: file, sha256, found, the lines of the journal, and imports, each with import, file, in (its path, where it came in a folder), read, added, when, user, and refused.`),
			waitFlag(&wait),
		},
		done:   `the archive exported or imported that file`,
		failed: `it did not, or could not be asked`,
		examples: `  daybook check-file audit.daybook activity.csv
`,
		takes: archiveAndFile,
		run: func(ctx context.Context, c *call) (err error) {
			path := c.args[1]
			sum, _, err := desk.HashFile(ctx, path)
			if err != nil {
				return err
			}
			a, err := c.openUnproven(ctx, c.args[0], wait)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, a.Close()) }()
			known, err := desk.Trace(a, sum)
			if err != nil {
				return err
			}
			lines, imports := known.Lines, known.Imports
			if json {
				if lines == nil {
					lines = []integrity.Line{}
				}
				if imports == nil {
					imports = []archive.Brought{}
				}
				if err := c.out.document(checked{path, sum.String(), len(lines)+len(imports) > 0, lines, imports}); err != nil {
					return err
				}
			}
			if len(lines)+len(imports) == 0 {
				c.complain(fmt.Errorf("%s is no file that this archive exported or imported (SHA-256 %s); it was changed since, or it is of another archive, or it was exported where the archive could only be read", path, sum))
				return nil
			}
			if !json && len(lines) > 0 {
				c.out.Printf("%s is as it was exported (SHA-256 %s).\n", visible(path), sum)
				for _, l := range lines {
					c.showLine(a, l, zone)
				}
			}
			if !json && len(imports) > 0 {
				c.out.Printf("%s is as it was imported (SHA-256 %s).\n", visible(path), sum)
				for _, i := range imports {
					showBrought(c, i, zone)
				}
			}
			return nil
		},
	}
}

// A checked is the result of check-file as a line of JSON.
type checked struct {
	File   string           `json:"file"`
	SHA256 string           `json:"sha256"`
	Found  bool             `json:"found"`
	Lines  []integrity.Line `json:"lines"`

	Imports []archive.Brought `json:"imports"`
}

// showBrought prints the import that brought a file.
func showBrought(c *call, i archive.Brought, zone *time.Location) {
	name := i.File
	if i.In != "" {
		name += ", " + i.In
	}
	what := numbers.Counted(i.Read, "record read", "records read") + ", " + numbers.Grouped(i.Added) + " added"
	if i.Refused != "" {
		what = "refused: " + i.Refused
	}
	c.out.Printf("import %d  %s  %s\n   %s: %s\n", i.Import, i.When.In(zone).Format(timeLayout), visible(i.User), visible(name), visible(what))
}

func archiveAndFile(args []string) error {
	switch {
	case len(args) < 2 || args[0] == "" || args[1] == "":
		return misused("it needs an archive and a file")
	case len(args) > 2:
		return misused("it takes one archive and one file, and %s is one word too many; a name with spaces goes into quotes", args[2])
	}
	return nil
}

func checkpointCommand() *command {
	o := &checkpointing{}
	return &command{
		name:      "checkpoint",
		arguments: "ARCHIVE -o FILE | --compare FILE",
		words:     []word{{kind: archiveFolder}},
		summary:   "save a checkpoint, or compare the archive with one",
		about: `A checkpoint is a few lines, signed with the archive's key, that stand for every
event and every line of the journal up to now. Save one and keep it where nobody
who can write to the archive can exchange it: with another person, or printed.

Compared with it later, the archive must continue it: all events that there were
then are in its tree unchanged, and more may have come. Whoever has the archive
and its key, on a computer that never saw the archive or where they can write to
the folder of Daybook's settings too, could write all of it anew and sign again;
only a checkpoint that was kept elsewhere shows that. It cannot show that all
that happened was imported.
`,
		flags: []flag{
			outputFlag("-o", "FILE", &o.out, `Save a checkpoint to FILE, which must not be there; - is standard output.`),
			inputFlag("--compare", "FILE", &o.compare, `Compare the archive with the checkpoint in FILE.`),
			switchFlag("--json", &o.json, `Print the comparison as one line of JSON.`),
			waitFlag(&o.wait),
		},
		done:   `a checkpoint was saved, or the archive continues the one that was given`,
		failed: `neither, or they could not be compared`,
		examples: `  daybook checkpoint audit.daybook -o audit-2026-11.checkpoint
  daybook checkpoint audit.daybook --compare audit-2026-11.checkpoint
`,
		takes: oneArchive,
		run:   o.run,
	}
}

type checkpointing struct {
	out, compare string
	json         bool
	wait         time.Duration
}

func (o *checkpointing) run(ctx context.Context, c *call) (err error) {
	if (o.out == "") == (o.compare == "") {
		return misused("it needs -o FILE to save a checkpoint, or --compare FILE")
	}
	if o.out == "-" {
		if err := c.hasOutput(); err != nil {
			return err
		}
	}
	a, err := c.openUnproven(ctx, c.args[0], o.wait)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	if o.compare != "" {
		return o.runCompare(ctx, c, a)
	}
	done, err := o.save(ctx, c, a)
	if err != nil {
		return err
	}
	if done.Unwritten != "" {
		c.say("the archive's journal has no line of this: it is read-only, %s", done.Unwritten)
	}
	if o.out != "-" {
		c.note("saved a checkpoint to %s; keep it where nobody who can write to the archive can exchange it", done.Path)
	}
	return nil
}

func (o *checkpointing) save(ctx context.Context, c *call, a *archive.Archive) (desk.Handed, error) {
	if o.out == "-" {
		return desk.StreamCheckpoint(ctx, a, c.out)
	}
	if _, err := os.Lstat(o.out); err == nil {
		return desk.Handed{}, fmt.Errorf("%s is there already; choose another name with -o", o.out)
	}
	return desk.SaveCheckpoint(ctx, a, o.out)
}

func (o *checkpointing) runCompare(ctx context.Context, c *call, a *archive.Archive) error {
	result, err := desk.CompareCheckpoint(ctx, a, o.compare)
	if errors.Is(err, integrity.ErrCheckpoint) {
		return fmt.Errorf("%s is no checkpoint: %w; choose a file that Daybook saved as one", o.compare, err)
	}
	if err != nil {
		return err
	}
	proves, cannot := result.Words()
	if o.json {
		if err := c.out.document(comparison{result.Same, proves, cannot, result.Then.Size, result.Then.Root.String(), result.Now.Size, result.Now.Root.String(), result.Lines}); err != nil {
			return err
		}
	} else if result.Same {
		c.out.Printf("The archive continues the checkpoint. %s\n%s\n", proves, cannot)
	}
	if !result.Same {
		c.complain(errors.New("the archive does not continue the checkpoint: " + strings.TrimSuffix(strings.ToLower(proves[:1])+proves[1:], ".")))
	}
	return nil
}

// A comparison is the result of a comparison as a line of JSON.
type comparison struct {
	OK           bool   `json:"ok"`
	Proves       string `json:"proves"`
	Cannot       string `json:"cannot"`
	ThenSize     int64  `json:"then_size"`
	ThenRoot     string `json:"then_root"`
	NowSize      int64  `json:"now_size"`
	NowRoot      string `json:"now_root"`
	JournalLines int64  `json:"then_journal_lines"`
}
