package cli

import (
	"context"
	"errors"
	"time"

	"daybook/backend/archive"
	"daybook/backend/desk"
	"daybook/backend/keys"
	"daybook/backend/ledger"
)

type keying struct {
	reason     string
	make, json bool
	wait       time.Duration
}

func keyCommand() *command {
	o := &keying{}
	return &command{
		name:      "key",
		arguments: "ARCHIVE",
		words:     []word{{kind: archiveFolder}},
		summary:   "show the key that an archive signs with, or make a new one",
		about: `Shows the public key, and whether its private half is on this computer: without
it an archive is read and verified, and takes no import, hold or plan, gives no
export, bundle or checkpoint, and nothing is purged. The key comes with the
computer that made the archive; where it was in a file, copy the file of its
name from the folder keys beside Daybook's settings there to the same folder
here.

With --new and --reason makes a new key for the archive, as for one whose key
was lost, or is no secret any more, and notes that in the journal. Who has the
public key before must be given the new one, and each other computer that works
with the archive must agree to it. Nothing ever makes a new key by the way.
`,
		flags: []flag{
			switchFlag("--new", &o.make, `Make a new key, which signs from then on.`),
			textFlag("--reason", "TEXT", &o.reason, `Why; needed for --new.`),
			switchFlag("--json", &o.json, `Print one line of JSON: id, key, kept, since, here: whether its private half is, missing: why not, and former: the keys before it.`),
			waitFlag(&o.wait),
		},
		done:   `the key was shown, or made`,
		failed: `it was not`,
		examples: `  daybook key audit.daybook
  daybook key audit.daybook --new --reason "The laptop was exchanged"
`,
		takes: oneArchive,
		run:   o.run,
	}
}

// A keyDocument is the key of an archive as a line of JSON.
type keyDocument struct {
	ID      string       `json:"id"`
	Key     string       `json:"key"`
	Kept    keys.Place   `json:"kept"`
	Since   time.Time    `json:"since"`
	Here    bool         `json:"here"`
	Missing string       `json:"missing,omitempty"`
	Former  []ledger.Key `json:"former"`
}

func (o *keying) run(ctx context.Context, c *call) (err error) {
	switch {
	case o.make && o.reason == "":
		return misused("--new needs --reason")
	case !o.make && o.reason != "":
		return misused("--reason is for --new")
	}
	a, err := archive.Open(ctx, c.args[0], c.archiveOptions(o.wait))
	if err != nil {
		return desk.Opening(c.args[0], err)
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	if o.make {
		if _, err := a.NewKey(ctx, o.reason); err != nil {
			return err
		}
	}
	info, err := archive.Look(a, (*archive.View).Info)
	if err != nil {
		return err
	}
	last := len(info.Keys) - 1
	k := info.Keys[last]
	d := keyDocument{ID: k.ID(), Key: k.Verifier, Kept: k.Kept, Since: k.Since, Here: true, Former: listed(info.Keys[:last])}
	if err := a.Ledger().HasKey(); err != nil {
		d.Here, d.Missing = false, desk.Sentence(err)
		if no, ok := errors.AsType[*ledger.NoKeyError](err); ok {
			d.Missing = desk.Sentence(no.Err)
		}
	}
	if o.json {
		return c.out.document(d)
	}
	if o.make {
		c.note("made a new key; give its public half to whoever has the one before")
	}
	c.out.Printf("%s\n", visible(d.Key))
	where := "kept in the keychain"
	if d.Kept == keys.File {
		where = "kept in a file"
	}
	if !d.Here {
		where += ", and not to be had here: " + d.Missing
	}
	c.out.Printf("  key %s, %s, since %s\n", d.ID, visible(where), d.Since.UTC().Format(timeLayout))
	for _, former := range d.Former {
		c.out.Printf("  before it %s, since %s\n", former.ID(), former.Since.UTC().Format(timeLayout))
	}
	return nil
}
