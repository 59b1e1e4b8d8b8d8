package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"daybook/backend/archive"
	"daybook/backend/desk"
	"daybook/backend/numbers"
)

type proving struct {
	out  string
	json bool
	wait time.Duration
}

func proofCommand() *command {
	o := &proving{}
	return &command{
		name:      "proof",
		arguments: "ARCHIVE NUMBER",
		words:     []word{{kind: archiveFolder}, {}},
		summary:   "write the proof that one event is in the archive",
		about: `Writes the proof of one event, by its number, as a file that any tool for C2SP
tlog-proof checks alone: the hashes that lead from the event's leaf to the root
of the tree, and the signed checkpoint of that: the last one that a witness
cosigned, where the event was there by then. It shows neither the event nor any
other. Its extra line has the leaf's bytes, "daybook event 2", a line end and
the four commitments of the event's parts, which tell nothing; who has the
event, with its salt, as a bundle has it, makes the same.

An event's number is its place in the archive: the event's panel in the window
says it, and so do problems that verify reports. The journal gets a line.
`,
		flags: []flag{
			outputFlag("-o", "FILE", &o.out, `Write to FILE, which must not be there; - is standard output. (event-NUMBER.tlog-proof)`),
			switchFlag("--json", &o.json, `Print one line of JSON: file, number, leaf, size and by: who cosigned.`),
			waitFlag(&o.wait),
		},
		done:   `the proof was written`,
		failed: `it was not: there is no such event, or it is damaged`,
		examples: `  daybook proof audit.daybook 1204
  daybook proof audit.daybook 1204 -o login.tlog-proof
`,
		takes: archiveAndNumber,
		run:   o.run,
	}
}

func archiveAndNumber(args []string) error {
	switch {
	case len(args) < 2 || args[0] == "" || args[1] == "":
		return misused("it needs an archive and the number of an event")
	case len(args) > 2:
		return misused("it takes one archive and one number, and %s is one word too many; a name with spaces goes into quotes", args[2])
	}
	if _, err := strconv.ParseUint(args[1], 10, 32); err != nil {
		return misused("%s is no number of an event: that is a whole number from 0", args[1])
	}
	return nil
}

// A proofDocument is a proof that was written, as a line of JSON.
type proofDocument struct {
	File   string                `json:"file"`
	Number uint64                `json:"number"`
	Leaf   string                `json:"leaf"`
	Size   int64                 `json:"size"`
	By     []cosignatureDocument `json:"by"`
}

func (o *proving) run(ctx context.Context, c *call) (err error) {
	number, err := strconv.ParseUint(c.args[1], 10, 32)
	if err != nil {
		return err
	}
	out := cmp.Or(o.out, fmt.Sprintf("event-%d.tlog-proof", number))
	if out == "-" && o.json {
		return misused("the proof and --json cannot both go to standard output")
	}
	if err := newFile(c, out); err != nil {
		return err
	}
	a, err := c.open(ctx, c.args[0], o.wait)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	var done desk.Proved
	if out == "-" {
		done, err = desk.StreamProof(ctx, a, number, c.out)
	} else {
		done, err = desk.SaveProof(ctx, a, number, out)
	}
	if errors.Is(err, archive.ErrNoEvent) {
		return fmt.Errorf("there is no event number %d in the archive, or it was purged", number)
	}
	if err != nil {
		return err
	}
	unwritten(c, done.Handed, "")
	if o.json {
		return c.out.document(proofDocument{done.Path, number, done.Leaf.String(), done.Size, cosignaturesOf(done.By)})
	}
	by := "by nobody"
	if len(done.By) > 0 {
		by = "by " + desk.CosignedBy(done.By, utc)
	}
	if out == "-" {
		c.note("proved event number %d, leaf %s, in the tree of %s, cosigned %s", number, done.Leaf, numbers.Plural(done.Size, "event"), by)
		return nil
	}
	c.out.Printf("Wrote %s: event number %d, leaf %s, is in the tree of %s, cosigned %s.\n", visible(done.Path), number, done.Leaf, numbers.Plural(done.Size, "event"), visible(by))
	return nil
}
