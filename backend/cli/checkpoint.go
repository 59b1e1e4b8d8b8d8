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
)

func checkpointCommand() *command {
	o := &checkpointing{}
	return &command{
		name:      "checkpoint",
		arguments: "[ARCHIVE] -o|--compare|--take|--cosign FILE",
		words:     []word{{kind: archiveFolder}},
		summary:   "save a checkpoint, have one cosigned, or compare with one",
		about: `A checkpoint is a few lines, signed with the archive's key, that stand for every
event and every line of the journal up to now. Save one and keep it where nobody
who can write to the archive can exchange it: with another person, or printed.

Compared with it later, the archive must continue it: all events that there were
then are in its tree unchanged, and more may have come. Whoever has the archive
and its key, on a computer that never saw the archive or where they can write to
the folder of Daybook's settings too, could write all of it anew and sign again;
only a checkpoint that was kept elsewhere shows that. It cannot show that all
that happened was imported.

A witness makes that worth more: somebody else, who cosigns the checkpoint with
a key of their own (C2SP tlog-cosignature). Send the file; they run

  daybook checkpoint --cosign FILE --as witness/NAME

which needs no archive, and send back what it writes and, once, the key that it
prints. --take keeps that in the archive's journal, and later bundles carry it,
with the proof that the archive continues it, as do proofs of events that were
there by then. Their Daybook remembers what it cosigned, and refuses a
checkpoint of the same archive that has fewer events or another history. A saved
checkpoint proves by itself that it continues the last one that was taken back.
`,
		flags: []flag{
			outputFlag("-o", "FILE", &o.out, `Save a checkpoint to FILE, which must not be there; - is standard output.`),
			inputFlag("--compare", "FILE", &o.compare, `Compare the archive with the checkpoint in FILE.`),
			inputFlag("--take", "FILE", &o.take, `Take the checkpoint in FILE back, which a witness cosigned.`),
			listFlag("--witness", "KEY", &o.witnesses, `With --take: the key of a witness, got from the witness; the key itself, or a file that has it. It is known from then on.`),
			inputFlag("--cosign", "FILE", &o.cosign, `Cosign the checkpoint of somebody else in FILE, as a witness. Without -o the result is beside it, FILE.cosigned in its name.`),
			textFlag("--as", "NAME", &o.as, `With --cosign: your name as a witness, such as witness/ann; needed the first time, when your key is made.`),
			inputFlag("--key", "KEY", &o.key, `With --cosign: the public key of the archive, as its owner told it: the key itself, or a file that has it. Otherwise the key is believed that the first checkpoint names, and must stay the same.`),
			countFlag("--since", "EVENTS", &o.since, 1, 1<<32, `With -o: also prove that the checkpoint continues the one of so many events.`),
			switchFlag("--json", &o.json, `Print the result of --compare, --take or --cosign as one line of JSON.`),
			waitFlag(&o.wait),
		},
		done:   `a checkpoint was saved, cosigned or taken back, or the archive continues the one that was given`,
		failed: `it was not, or they could not be compared`,
		examples: `  daybook checkpoint audit.daybook -o audit-2026-11.checkpoint
  daybook checkpoint audit.daybook --compare audit-2026-11.checkpoint
  daybook checkpoint --cosign audit-2026-11.checkpoint --as witness/ann
  daybook checkpoint audit.daybook --take audit-2026-11.cosigned.checkpoint \
      --witness witness-ann.pub
`,
		takes: o.takes,
		run:   o.run,
	}
}

type checkpointing struct {
	out, compare, take, cosign string
	as, key                    string
	witnesses                  []string
	since                      int
	json                       bool
	wait                       time.Duration
}

// takes lets the archive be left out where somebody else's checkpoint is cosigned.
func (o *checkpointing) takes(args []string) error {
	if o.cosign != "" && len(args) == 0 {
		return nil
	}
	return oneArchive(args)
}

// does returns an error unless exactly one thing is to be done, with flags that belong to
// it.
func (o *checkpointing) does() error {
	asked := 0
	for _, what := range []string{o.compare, o.take, o.cosign} {
		if what != "" {
			asked++
		}
	}
	if o.out != "" && o.cosign == "" {
		asked++
	}
	switch {
	case asked != 1:
		return misused("it needs one of -o FILE to save a checkpoint, --compare FILE, --take FILE or --cosign FILE")
	case len(o.witnesses) > 0 && o.take == "":
		return misused("--witness is for --take")
	case o.cosign == "" && (o.as != "" || o.key != ""):
		return misused("--as and --key are for --cosign")
	case o.since != 0 && (o.out == "" || o.cosign != ""):
		return misused("--since is for saving a checkpoint with -o")
	}
	return nil
}

func (o *checkpointing) run(ctx context.Context, c *call) (err error) {
	if err := o.does(); err != nil {
		return err
	}
	if o.out == "-" {
		if err := c.hasOutput(); err != nil {
			return err
		}
	}
	if o.cosign != "" {
		return o.runCosign(c)
	}
	a, err := c.openUnproven(ctx, c.args[0], o.wait)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	if o.compare != "" {
		return o.runCompare(ctx, c, a)
	}
	if o.take != "" {
		return o.runTake(ctx, c, a)
	}
	done, err := o.save(ctx, c, a)
	if err != nil {
		return err
	}
	unwritten(c, done, "")
	if o.out != "-" {
		c.note("saved a checkpoint to %s; keep it where nobody who can write to the archive can exchange it", done.Path)
	}
	return nil
}

func (o *checkpointing) save(ctx context.Context, c *call, a *archive.Archive) (desk.Handed, error) {
	var also []int64
	if o.since != 0 {
		also = []int64{int64(o.since)}
	}
	if o.out == "-" {
		return desk.StreamCheckpoint(ctx, a, c.out, also...)
	}
	if err := newFile(c, o.out); err != nil {
		return desk.Handed{}, err
	}
	return desk.SaveCheckpoint(ctx, a, o.out, also...)
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
