package cli

import (
	"context"
	"strings"

	"daybook/backend/desk"
	"daybook/backend/encryption"
	"daybook/backend/proof"
	"daybook/backend/query"
	"daybook/backend/terminal"
)

// A bundling is the information that an evidence bundle gives about itself.
type bundling struct {
	caseName, purpose, recipient string
	redact                       string
	to                           []string
	passphrase                   bool
}

func (b *bundling) flags() []flag {
	return []flag{
		textFlag("--case", "TEXT", &b.caseName, `The case that a bundle is for. Goes into it as typed, as do the next two.`),
		textFlag("--purpose", "TEXT", &b.purpose, `What a bundle is for.`),
		textFlag("--recipient", "TEXT", &b.recipient, `Who gets a bundle.`),
		textFlag("--redact", "PARTS", &b.redact, `What to leave out of a bundle: member, description, details, with commas between them. Whatever else would tell it is left out, too.`),
		b.toFlag(),
		switchFlag("--passphrase", &b.passphrase, `Encrypt a bundle by a passphrase: asked for twice on the terminal, or the first line of standard input. It is not kept anywhere.`),
	}
}

func (b *bundling) toFlag() flag {
	f := listFlag("--to", "KEY", &b.to, `Encrypt a bundle for a public key, age1… or one of SSH, or for each in a file that has one in a line. May be given several times.`)
	f.word = word{kind: fileRead}
	return f
}

func (b *bundling) given() bool {
	return b.caseName != "" || b.purpose != "" || b.recipient != "" || b.redact != "" || b.encrypts()
}

func (b *bundling) encrypts() bool { return len(b.to) > 0 || b.passphrase }

// file returns the default file name for what is exported.
func (o *exporting) file() string {
	file := desk.Format(o.format).File()
	if o.encrypts() {
		file += encryption.Extension
	}
	return file
}

// recipients returns those for whom the bundle is encrypted, nil for a plain one. It asks
// for the passphrase.
func (o *exporting) recipients(ctx context.Context, c *call) (*encryption.Recipients, error) {
	switch {
	case len(o.to) > 0:
		r, err := desk.Recipients(o.to)
		if err != nil {
			return nil, misused("--to: %v", err)
		}
		return r, nil
	case o.passphrase:
		word, err := c.askPassphrase(ctx, "A passphrase for the bundle", true)
		if err != nil {
			return nil, err
		}
		return encryption.ForPassphrase(word)
	}
	return nil, nil
}

// askPassphrase asks for a passphrase on the terminal, or reads it from standard input.
func (c *call) askPassphrase(ctx context.Context, prompt string, twice bool) (string, error) {
	return terminal.Passphrase(ctx, c.Stdin, c.Stderr, prompt, twice)
}

// asked returns the request for the events that the command line asks for.
func (o *exporting) asked(c *call, q query.Query, order query.Order) (desk.Request, error) {
	r := desk.Request{Query: q, Order: order, Typed: strings.Join(c.args[1:], " "), Zone: o.zone}
	switch {
	case o.format != string(desk.Bundle) && o.given():
		return r, misused("--case, --purpose, --recipient, --redact, --to and --passphrase are for --format bundle")
	case o.format != string(desk.Bundle):
		return r, nil
	case o.out == "-":
		return r, misused("a bundle goes into a file, so that it is verified before it is there; name one with -o")
	}
	if len(o.to) > 0 && o.passphrase {
		return r, misused("a bundle is encrypted either for keys (--to) or by a passphrase (--passphrase), which opens it alone")
	}
	for name := range strings.SplitSeq(o.redact, ",") {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		part, ok := proof.PartNamed(name)
		if !ok {
			return r, misused("--redact takes member, description and details, and not %q", name)
		}
		r.Redaction.All |= proof.PartsOf(part)
	}
	r.Case, r.Purpose, r.Recipient, r.Program, r.Now = o.caseName, o.purpose, o.recipient, c.Program, c.Now()
	if err := r.Check(); err != nil {
		return r, misused("%v", err)
	}
	return r, nil
}
