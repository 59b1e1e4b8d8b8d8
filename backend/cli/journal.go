package cli

import (
	"context"
	"errors"
	"fmt"
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

The archive keeps marks of files of events that only its key can make, so that
it tells nobody else what purged events said. So only a computer that has the
key recognises these files.
`,
		flags: []flag{
			zoneFlag(&zone, `The time zone to show times in: UTC, local, or a name such as Europe/Paris. (UTC)`),
			switchFlag("--json", &json, `Print one line of JSON: file, sha256, found, the lines of the journal, and imports, each with import, file, in (its path, where it came in a folder), read, added, when, user, and refused; and untold, how many files the archive knows only by marks of a key that is not on this computer.`),
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
				if err := c.out.document(checked{path, sum.String(), len(lines)+len(imports) > 0, lines, imports, known.Untold}); err != nil {
					return err
				}
			}
			if doubt := known.Doubt(); doubt != "" && len(lines)+len(imports) == 0 {
				c.complain(fmt.Errorf("whether this archive exported or imported %s (SHA-256 %s) cannot be told here. %s", path, sum, strings.TrimSuffix(doubt, ".")))
				return nil
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
	Untold  int               `json:"untold"`
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
