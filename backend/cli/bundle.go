package cli

import (
	"context"
	"errors"
	"strings"

	"daybook/backend/archive"
	"daybook/backend/desk"
	"daybook/backend/export"
	"daybook/backend/numbers"
	"daybook/backend/query"
)

// bundleName is the file of an evidence bundle unless another is named.
const bundleName = "evidence.zip"

// bundling is what an evidence bundle says of itself.
type bundling struct{ caseName, purpose, recipient string }

func (b *bundling) flags() []flag {
	return []flag{
		textFlag("--case", "TEXT", &b.caseName, `The case that a bundle is for. Goes into it as typed, as do the next two.`),
		textFlag("--purpose", "TEXT", &b.purpose, `What a bundle is for.`),
		textFlag("--recipient", "TEXT", &b.recipient, `Who gets a bundle.`),
	}
}

func (b *bundling) given() bool { return *b != bundling{} }

// bundleOf is the bundle that a command line asks for.
func (o *exporting) bundleOf(c *call, q query.Query, order query.Order) (r desk.Request, err error) {
	if o.out == "-" {
		return r, misused("a bundle goes into a file, so that it is verified before it is there; name one with -o")
	}
	r = desk.Request{
		Query: q, Order: order, Typed: strings.Join(c.args[1:], " "), Zone: o.zone,
		Case: o.caseName, Purpose: o.purpose, Recipient: o.recipient, Program: c.Program, Now: c.Now(),
	}
	if err := r.Check(); err != nil {
		return r, misused("%v", err)
	}
	return r, nil
}

// bundle writes an evidence bundle.
func (o *exporting) bundle(ctx context.Context, c *call, a *archive.Archive, r desk.Request) error {
	p := c.progress()
	f, err := desk.File(ctx, a, o.out, r, p.counting("writing"))
	p.clear()
	switch {
	case errors.Is(err, export.ErrNoEvents):
		return errors.New("no event matches, and a bundle of nothing proves nothing; ask for more")
	case err != nil:
		return unwritten(err)
	}
	if why := a.Ledger().ReadOnly(); why != "" {
		c.say("the archive's journal has no line of this, as the bundle says: it is read-only, %s", why)
	}
	c.note("wrote an evidence bundle of %s (%s) to %s, and verified it", numbers.Counted(f.Events, "event", "events"), byteSize(f.Bytes), f.Path)
	return nil
}
