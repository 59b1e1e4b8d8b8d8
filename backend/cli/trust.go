package cli

import (
	"context"
	"errors"
	"time"

	"daybook/backend/archive"
	"daybook/backend/desk"
	"daybook/backend/ledger"
	"daybook/backend/numbers"
)

type trusting struct {
	reason       string
	newKey, json bool
	wait         time.Duration
}

func trustCommand() *command {
	o := &trusting{}
	return &command{
		name:      "trust",
		arguments: "ARCHIVE",
		words:     []word{{kind: archiveFolder}},
		summary:   "agree to an archive that is not as this computer knew it",
		about: `Beside its keys this computer keeps, for each archive, the last state that it
knew: how many lines the journal had, how many events the tree had, what both
hash to, and the key. An archive that neither is in this state nor continues it
is an older copy, a backup, or a copy that went on elsewhere, or somebody
changed it who can write to its folder. It can be read and verified. It takes no
import, hold or plan, and gives no export, bundle or checkpoint, and nothing is
purged, until the folder that was known is back in its place, or you agree to
this one.

Without --reason says what differs, and changes nothing. With --reason makes
this state the known one, with a line in the journal that names both; what the
folder still has of another state is removed. An archive that goes on in two
places under the same id is one archive in one of them alone: agree in that one.
`,
		flags: []flag{
			textFlag("--reason", "TEXT", &o.reason, `Agree, for this reason, as in "The disk failed; this is the backup of Monday".`),
			switchFlag("--new-key", &o.newKey, `Make a new key too, where the archive's key is not on this computer.`),
			switchFlag("--json", &o.json, `Print one line of JSON: differs: how it is not as it was known, known and now: both states, and trusted: whether it was agreed to.`),
			waitFlag(&o.wait),
		},
		done:   `the archive is as this computer knows it, now or already`,
		failed: `it is not, and was not agreed to`,
		examples: `  daybook trust audit.daybook
  daybook trust audit.daybook --reason "Restored from the backup of Monday"
`,
		takes: oneArchive,
		run:   o.run,
	}
}

// A trustDocument is the result of trust as a line of JSON.
type trustDocument struct {
	Trusted bool          `json:"trusted"`
	Differs []string      `json:"differs"`
	Known   *ledger.State `json:"known"` // null if it is not known
	Now     *ledger.State `json:"now"`   // null if nothing differs
}

func (o *trusting) run(ctx context.Context, c *call) (err error) {
	if o.newKey && o.reason == "" {
		return misused("--new-key needs --reason")
	}
	a, err := archive.Open(ctx, c.args[0], c.archiveOptions(o.wait))
	if err != nil {
		return desk.Opening(c.args[0], err)
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	doubt := a.Ledger().Doubt()
	d := trustDocument{Differs: []string{}}
	if doubt != nil {
		d.Differs, d.Now = doubt.Differs, &doubt.Now
		if doubt.Known != (ledger.State{}) {
			d.Known = &doubt.Known
		}
		if o.reason != "" {
			if _, err := a.Trust(ctx, o.reason, o.newKey); err != nil {
				return err
			}
			d.Trusted = true
		}
	}
	if o.json {
		if err := c.out.document(d); err != nil {
			return err
		}
	} else {
		showDoubt(c, d)
	}
	if doubt != nil && !d.Trusted {
		c.complain(errors.New(`nothing was agreed to; if you know why it is so, add --reason TEXT, else put the folder back that this computer knew`))
	}
	return nil
}

func showDoubt(c *call, d trustDocument) {
	if d.Now == nil {
		c.out.WriteString("The archive is as this computer knows it; there is nothing to agree to.\n")
		return
	}
	if d.Trusted {
		c.out.WriteString("Agreed to the archive as it is, though:\n")
	} else {
		c.out.WriteString("The archive is not as this computer last knew it:\n")
	}
	for _, how := range d.Differs {
		c.out.Printf("  %s\n", visible(oneLine(how)))
	}
	state := func(name string, s *ledger.State) {
		c.out.Printf("%s  key %s, %s in the journal, %s in the tree, root %s\n", name, visible(s.Key),
			numbers.Plural(s.Lines, "line"), numbers.Plural(s.Leaves, "event"), visible(s.Root))
	}
	if d.Known != nil {
		state("known", d.Known)
	}
	state("now  ", d.Now)
}

// way returns the situation of the archive, for advice about it.
func (c *call) way() desk.Way {
	if len(c.args) == 0 {
		return desk.Way{}
	}
	return desk.Way{Dir: c.args[0], ReadOnly: c.reading, Trusting: c.cmd != nil && c.cmd.name == "trust"}
}
