package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"daybook/backend/archive"
	"daybook/backend/desk"
	"daybook/backend/folder"
	"daybook/backend/ledger"
	"daybook/backend/numbers"
)

func verifyCommand() *command {
	json, wait := false, time.Duration(0)
	return &command{
		name:      "verify",
		arguments: "ARCHIVE",
		words:     []word{{kind: archiveFolder}},
		summary:   "read everything and say what is not as it was written",
		about: `Reads the whole archive: the journal's chain and its signed head, what archive
and imports are by the journal; the signed checkpoint, and all earlier ones
against the tree; every file against its seal, every event against its leaf in
the tree, every leaf for its event or the receipt of a purge, the leaves against
the root, and the index and the columns against the events; and journal, tree
and key against the state that this computer last knew, which it keeps beside
its keys. Says what is wrong, the first 100 problems in full. The journal gets a
line of it, unless the archive is not in the state that was known, or is a copy
of one that is known in another folder and still there.

Whoever can write to the archive's folder, but to nothing else, can put an older
state of it back, and that is found. Whoever can also write to the folder of
Daybook's settings, or has the archive's key and another computer that never saw
it, could write all of it anew. Only a checkpoint that is kept elsewhere shows
that: see "daybook help checkpoint".
`,
		flags: []flag{
			switchFlag("--json", &json, `Print one line of JSON: ok, events, root and problems.`),
			waitFlag(&wait),
		},
		done:   `all is as it was written`,
		failed: `something is not, or could not be looked at`,
		examples: `  daybook verify "Northwind 2026.daybook"
  daybook verify audit.daybook --json
`,
		takes: oneArchive,
		run: func(ctx context.Context, c *call) error {
			r, err := c.verify(ctx, c.args[0], wait)
			if err != nil {
				return err
			}
			if json {
				if err := c.out.document(verdictOf(r)); err != nil {
					return err
				}
			} else {
				c.showVerdict(r)
			}
			switch {
			case r.OK():
			case onlyInDoubt(r):
				c.complain(ledger.ErrDoubt)
			default:
				c.complain(fmt.Errorf("%s; import the original files again, or restore the archive from a copy of the whole folder",
					numbers.Counted(r.Count, "problem was found", "problems were found")))
			}
			return nil
		},
	}
}

// verify opens an archive and verifies it. For an archive too damaged to be
// opened it reports that as the problem.
func (c *call) verify(ctx context.Context, dir string, wait time.Duration) (r archive.Report, err error) {
	a, err := archive.Open(ctx, dir, c.archiveOptions(wait))
	switch {
	case errors.Is(err, folder.ErrDamaged) && ctx.Err() == nil:
		return archive.Report{Findings: ledger.Findings{Problems: []string{desk.Sentence(err)}, Count: 1}}, nil
	case err != nil:
		return r, desk.Opening(dir, err)
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	c.tellNotices(a)
	p := c.progress()
	defer p.clear()
	r, err = a.Verify(ctx, p.counting("verifying"))
	return r, err
}

// A verdict is the result of Verify as a line of JSON.
type verdict struct {
	OK       bool     `json:"ok"`
	Events   int      `json:"events"`
	Unread   int      `json:"unread,omitempty"` // events that exist but cannot be read
	ReadOnly string   `json:"read_only,omitempty"`
	Root     string   `json:"root"`
	Problems []string `json:"problems"`
	Notes    []string `json:"notes,omitempty"` // what is no longer as first written, and the receipt for it
}

func verdictOf(r archive.Report) verdict {
	return verdict{r.OK(), r.Events, r.Unread, r.ReadOnly, r.Root, problems(r), r.Notes}
}

// problems returns the problems in a report, and the number that it leaves out.
func problems(r archive.Report) []string {
	all := append([]string{}, r.Problems...)
	if more := r.Count - len(all); more > 0 {
		all = append(all, "and "+numbers.Counted(more, "more problem", "more problems"))
	}
	return all
}

// onlyInDoubt reports whether an archive is whole, but not in the state that
// was known.
func onlyInDoubt(r archive.Report) bool { return r.Doubt != nil && r.Count == len(r.Doubt.Differs) }

func (c *call) showVerdict(r archive.Report) {
	defer func() {
		for _, note := range r.Notes {
			c.out.Printf("Note: %s.\n", visible(oneLine(note)))
		}
	}()
	if r.OK() {
		c.out.Printf("Verified: %s, all as they were written.\n", numbers.Counted(r.Events, "event", "events"))
		if r.Gone > 0 {
			c.out.Printf("Purged: %s, each in a receipt of the journal.\n", numbers.Counted(r.Gone, "event", "events"))
		}
		c.out.Printf("Journal: %s.\nRoot: %s\n", numbers.Counted(r.Lines, "line", "lines"), r.Root)
		if r.Unrecorded != "" {
			c.out.Printf("The journal has no line of this: %s.\n", visible(r.Unrecorded))
		}
		return
	}
	head := "Not as it was written"
	if onlyInDoubt(r) {
		head = "Not as this computer last knew it"
	}
	c.out.Printf("%s: %s.\n", head, numbers.Counted(r.Count, "problem", "problems"))
	for _, problem := range problems(r) {
		c.out.Printf("  %s\n", visible(oneLine(problem)))
	}
	if r.Unread > 0 {
		c.out.Printf("Of %s, %s.\n", numbers.Counted(r.Events+r.Unread, "event", "events"), numbers.Counted(r.Unread, "cannot be read", "cannot be read"))
	}
}
