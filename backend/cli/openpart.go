package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"daybook/backend/desk"
	"daybook/backend/proof"
)

type opening struct {
	out                string
	purpose, recipient string
	wait               time.Duration
}

func openPartCommand() *command {
	o := &opening{}
	return &command{
		name:      "open-part",
		arguments: "ARCHIVE NUMBER member|description|details",
		words:     []word{{kind: archiveFolder}, {}, {choices: []string{"member", "description", "details"}}},
		summary:   "show later one part of an event that a bundle left out",
		about: `Writes the opening of one part of one event, by its number: the text of the part
and its salt, from which the commitment follows that stands in every bundle which
leaves that part out. Whoever has such a bundle sees with
"daybook verify-bundle BUNDLE --opening FILE" that this is the text, and learns
nothing of the other parts.

The archive keeps what this needs, the event and its salt, as long as the event
is there. Both go with a purge: then nothing of it can be shown any more.

The journal gets a line before the file appears, with purpose and recipient, and
without the text.
`,
		flags: []flag{
			outputFlag("-o", "FILE", &o.out, `Write to FILE, which must not be there; - is standard output. (event-NUMBER-PART.opening.json)`),
			textFlag("--purpose", "TEXT", &o.purpose, `What it is opened for, for the journal.`),
			textFlag("--recipient", "TEXT", &o.recipient, `Who gets it, for the journal.`),
			waitFlag(&o.wait),
		},
		done:   `the opening was written`,
		failed: `it was not: there is no such event, or it has no such part`,
		examples: `  daybook open-part audit.daybook 1204 member --recipient "Court of Appeal"
`,
		takes: archiveNumberAndPart,
		run:   o.run,
	}
}

func archiveNumberAndPart(args []string) error {
	if len(args) != 3 {
		return misused("it needs an archive, the number of an event, and a part: member, description or details")
	}
	if _, ok := proof.PartNamed(args[2]); !ok {
		return misused("the part is member, description or details, and not %q", args[2])
	}
	return archiveAndNumber(args[:2])
}

func (o *opening) run(ctx context.Context, c *call) (err error) {
	number, err := strconv.ParseUint(c.args[1], 10, 32)
	if err != nil {
		return err
	}
	part, _ := proof.PartNamed(c.args[2])
	r := desk.OpenRequest{Number: number, Part: part, Purpose: o.purpose, Recipient: o.recipient}
	if err := (&desk.Request{Purpose: o.purpose, Recipient: o.recipient}).Check(); err != nil {
		return misused("%v", err)
	}
	out := cmp.Or(o.out, fmt.Sprintf("event-%d-%s.opening.json", number, c.args[2]))
	if err := newFile(c, out); err != nil {
		return err
	}
	a, err := c.open(ctx, c.args[0], o.wait)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	var done desk.Handed
	if out == "-" {
		done, _, err = desk.StreamOpening(ctx, a, r, c.out)
	} else {
		done, _, err = desk.SaveOpening(ctx, a, r, out)
	}
	if err != nil {
		return err
	}
	unwritten(c, done, "")
	if out != "-" {
		c.out.Printf("Wrote %s: the %s of event number %d, with which a bundle that leaves it out shows it.\n", visible(done.Path), c.args[2], number)
	}
	return nil
}

// An openedDocument is what an opening shows, as a part of a line of JSON.
type openedDocument struct {
	OK     bool   `json:"ok"`
	Number int64  `json:"number"`
	Part   string `json:"part"`
	Text   string `json:"text"`
	// LeftOut says that the bundle leaves that part out.
	LeftOut bool   `json:"left_out"`
	Why     string `json:"why,omitempty"`
}

// openedBundle is the verdict of a bundle with what an opening shows.
type openedBundle struct {
	proof.VerdictJSON
	Opening *openedDocument `json:"opening,omitempty"`
}

func openedOf(v *proof.Verdict) openedBundle {
	out := openedBundle{VerdictJSON: v.JSON()}
	if o := v.Opened; o != nil {
		out.Opening = &openedDocument{OK: v.Whole() && o.Why == "", Number: o.Number, Part: o.Part, Text: o.Text, LeftOut: o.Left, Why: o.Why}
		if !out.Opening.OK { // a text that nothing proves is not shown
			out.Opening.Text = ""
		}
	}
	return out
}

// tellOpened prints what an opening shows in a bundle that is whole.
func (c *call) tellOpened(v *proof.Verdict) {
	switch o := v.Opened; {
	case o == nil || !v.Whole():
	case o.Why != "":
		c.complain(fmt.Errorf("the opening shows nothing in this bundle: %s", o.Why))
	default:
		which := "which this bundle leaves out"
		if !o.Left {
			which = "which this bundle shows, too"
		}
		c.out.Printf("\nOpened: the %s of event number %d, %s, is proved to be\n  %s\n", o.Part, o.Number, which, visible(o.Text))
	}
}
