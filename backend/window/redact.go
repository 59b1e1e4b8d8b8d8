package window

import (
	"daybook/backend/desk"
	"daybook/backend/encryption"
	"daybook/backend/proof"
)

// An EventPart is a part of an event that can be left out of a bundle.
type EventPart string

const (
	PartMember      EventPart = "member"
	PartDescription EventPart = "description"
	PartDetails     EventPart = "details"
)

// mostChosen limits the events out of which parts are left one by one, since their numbers
// are held in memory.
const mostChosen = 1_000_000

// leaveOut puts into asked what is left out.
func (r *BundleRequest) leaveOut(asked *desk.Request) error {
	var parts proof.Parts
	for _, name := range r.LeaveOut {
		part, ok := proof.PartNamed(string(name))
		if !ok {
			return outOfBounds("That part of an event is not known")
		}
		parts |= proof.PartsOf(part)
	}
	switch {
	case !r.ChosenOnly:
		asked.Redaction.All = parts
		return nil
	case parts == 0:
		return outOfBounds("Nothing was chosen to leave out")
	case asked.Only.Count() > mostChosen:
		return outOfBounds("Parts of at most 1,000,000 chosen events can be left out")
	}
	asked.Redaction.Some = make(map[int64]proof.Parts, asked.Only.Count())
	for seq := range asked.Only.All() {
		asked.Redaction.Some[int64(seq)] = parts
	}
	asked.Only = nil
	return nil
}

// recipients returns those for whom the bundle is encrypted, nil for a plain one.
func (r *BundleRequest) recipients() (*encryption.Recipients, error) {
	switch {
	case r.EncryptFor != "" && r.Passphrase != "":
		return nil, outOfBounds("A bundle is encrypted for keys or by a passphrase, and not both")
	case r.EncryptFor != "":
		return desk.TypedRecipients(r.EncryptFor)
	case r.Passphrase != "":
		return encryption.ForPassphrase(r.Passphrase)
	}
	return nil, nil
}
