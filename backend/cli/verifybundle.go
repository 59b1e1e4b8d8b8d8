package cli

import (
	"context"
	"errors"
	"fmt"

	"daybook/backend/desk"
	"daybook/backend/encryption"
	"daybook/backend/numbers"
	"daybook/backend/proof"
)

func verifyBundleCommand() *command {
	json, key, checkpoint, opening := false, "", "", ""
	var witnesses []string
	var lock unlocking
	return &command{
		name:      "verify-bundle",
		arguments: "FILE",
		words:     []word{{kind: fileRead}},
		summary:   "check an evidence bundle, without its archive",
		about: `Checks an evidence bundle that "daybook export --format bundle" or the window
made: that no event and no file in it was changed, removed or added, that all of
its files say the same, and that its events are those of the signed checkpoint.
Names the event or the file that is wrong.

A bundle vouches for its own key, and anybody can make one anew, with other
events and a key of their own. So the first line says who signed it, and where
that is not known the exit code is another one. It is known where this computer
has signed with the key itself, or where --key gives the key that you got from
elsewhere, as text or as the name of a file; the bundle's must then be that one.

With --checkpoint its history must continue a checkpoint that was kept
elsewhere, be it the file checkpoint of an earlier bundle: of as many events, or
of fewer, from which the bundle has a proof, as it has of every import. Where it
has none, that is said.

FILE is the zip, or the folder that it was unpacked into. A bundle that was
unpacked, or zipped again, has the same contents, and is another file than the
one that was handed over: that is said too, and has an exit code.

Of a bundle with parts left out ("daybook help export"), what is shown is proved
like any other, and the first lines say how much is left out.

An encrypted bundle (".age") is opened by the file of a private key, of age or
SSH, or by its passphrase, and never stands on the disk unencrypted. The key
that opens it says nothing of who signed it.

The program daybook-verify does the same for those who have no Daybook.
`,
		flags: []flag{
			inputFlag("--key", "KEY", &key, `The archive's public key, got from elsewhere than the bundle: the key itself, or a file that has it.`),
			inputFlag("--checkpoint", "FILE", &checkpoint, `A checkpoint of the archive that was kept elsewhere.`),
			listFlag("--witness", "KEY", &witnesses, `The public key of a witness, as text or in a file: says whether that witness cosigned.`),
			inputFlag("--identity", "FILE", &lock.identity, `The file of a private key, of age or SSH, that opens an encrypted bundle.`),
			switchFlag("--passphrase", &lock.passphrase, `Ask for the passphrase of an encrypted bundle on the terminal, or take the first line of standard input.`),
			inputFlag("--opening", "FILE", &opening, `The opening of a part that the bundle leaves out, made by "daybook open-part": says whether it is that part, and shows its text.`),
			switchFlag("--json", &json, `Print one line of JSON: ok, whole, signer: given, known or unknown, repacked, events, root, problems and more.`),
		},
		done:   proof.Exits[proof.ExitOK],
		failed: proof.Exits[proof.ExitProblems],
		others: proof.Exits[proof.ExitUnknown:],
		examples: `  daybook verify-bundle evidence.zip
  daybook verify-bundle evidence.zip --key northwind.pub
  daybook verify-bundle evidence.zip --key "$(cat northwind.pub)" --json
  daybook verify-bundle evidence.zip.age --identity ~/.ssh/id_ed25519
`,
		takes: oneBundle,
		run: func(ctx context.Context, c *call) error {
			given := proof.Given{Key: key, Checkpoint: checkpoint, Witnesses: witnesses}
			if opening != "" {
				o, err := desk.ReadOpening(opening)
				if err != nil {
					return err
				}
				given.Opening = o
			}
			opens, err := lock.key(ctx, c, c.args[0])
			if err != nil {
				return desk.Unlocking(c.args[0], err)
			}
			p := c.progress()
			v, err := desk.VerifyBundle(ctx, c.args[0], opens, given, p.counting("verifying"))
			p.clear()
			if err != nil {
				return desk.Unlocking(c.args[0], err)
			}
			if json {
				if err := c.out.document(openedOf(v)); err != nil {
					return err
				}
			} else {
				c.out.WriteString(v.Text())
				c.tellOpened(v)
			}
			if json && v.Whole() && v.Opened != nil && v.Opened.Why != "" {
				c.tellOpened(v)
			}
			switch {
			case v.Whole() && v.Undecided == "":
				c.code = v.Exit()
			case v.Whole():
				c.complain(errors.New("the bundle is whole, but could not be compared with the checkpoint that you gave: " + v.Undecided))
			default:
				c.complain(fmt.Errorf("%s found; trust nothing in this bundle, and ask for it again where it came from",
					numbers.Counted(v.Count, "problem was", "problems were")))
			}
			return nil
		},
	}
}

// An unlocking is what opens an encrypted bundle.
type unlocking struct {
	identity   string
	passphrase bool
}

// key returns the key of the bundle, nil if it is not encrypted. Only then is a passphrase
// asked for.
func (u *unlocking) key(ctx context.Context, c *call, path string) (*encryption.Key, error) {
	if u.identity != "" && u.passphrase {
		return nil, misused("a bundle is opened by a key (--identity) or by a passphrase (--passphrase)")
	}
	look, err := desk.LookAtBundle(path)
	if err != nil || look == nil {
		return nil, err
	}
	var secrets encryption.Secrets
	switch {
	case u.identity != "":
		secrets, err = desk.Identities(u.identity, func() (string, error) { return c.askPassphrase(ctx, "The passphrase of "+u.identity, false) })
	case u.passphrase && look.Passphrase:
		var word string
		word, err = c.askPassphrase(ctx, "The passphrase of the bundle", false)
		secrets = encryption.Passphrase(word)
	}
	if err != nil {
		return nil, err
	}
	return desk.UnlockBundle(path, secrets)
}

// oneBundle checks arguments for a command that takes a single bundle.
func oneBundle(args []string) error {
	switch {
	case len(args) == 0 || args[0] == "":
		return misused("it needs an evidence bundle: the name of its file")
	case len(args) > 1:
		return misused("it takes one bundle, and %s is one word too many; a name with spaces goes into quotes", args[1])
	}
	return nil
}
