package cli

import (
	"strings"

	"daybook/backend/desk"
	"daybook/backend/event"
	"daybook/backend/proof"
	"daybook/backend/query"
)

// A bundling is the information that an evidence bundle gives about itself.
type bundling struct {
	caseName, purpose, recipient string
	redact                       string
}

func (b *bundling) flags() []flag {
	return []flag{
		textFlag("--case", "TEXT", &b.caseName, `The case that a bundle is for. Goes into it as typed, as do the next two.`),
		textFlag("--purpose", "TEXT", &b.purpose, `What a bundle is for.`),
		textFlag("--recipient", "TEXT", &b.recipient, `Who gets a bundle.`),
		textFlag("--redact", "PARTS", &b.redact, `What to leave out of a bundle: member, description, details, with commas between them. Whatever else would tell it is left out, too.`),
	}
}

func (b *bundling) given() bool { return *b != bundling{} }

// asked returns the request for the events that the command line asks for.
func (o *exporting) asked(c *call, q query.Query, order query.Order) (desk.Request, error) {
	r := desk.Request{Query: q, Order: order, Typed: strings.Join(c.args[1:], " "), Zone: o.zone}
	switch {
	case o.format != string(desk.Bundle) && o.given():
		return r, misused("--case, --purpose, --recipient and --redact are for --format bundle")
	case o.format != string(desk.Bundle):
		return r, nil
	case o.out == "-":
		return r, misused("a bundle goes into a file, so that it is verified before it is there; name one with -o")
	}
	for part := range strings.SplitSeq(o.redact, ",") {
		switch strings.TrimSpace(part) {
		case "":
		case "member":
			r.Redaction.All |= proof.PartsOf(event.Member)
		case "description":
			r.Redaction.All |= proof.PartsOf(event.Description)
		case "details":
			r.Redaction.All |= proof.PartsOf(event.Details)
		default:
			return r, misused("--redact takes member, description and details, and not %q", part)
		}
	}
	r.Case, r.Purpose, r.Recipient, r.Program, r.Now = o.caseName, o.purpose, o.recipient, c.Program, c.Now()
	if err := r.Check(); err != nil {
		return r, misused("%v", err)
	}
	return r, nil
}
