package window

import (
	"strings"
	"unicode/utf8"

	"daybook/backend/ledger"
)

// TrustRequest agrees to what nobody but the officer can agree to.
type TrustRequest struct {
	// 1 to 1,000 characters; the journal gets it.
	Reason string `json:"reason"`
	// Makes a new key for the archive: also where it is in no doubt.
	NewKey bool `json:"newKey"`
}

// maxReason bounds why the officer agrees, in characters.
const maxReason = 1000

// Trust agrees to the state that the open archive is in, where it is not the one that
// this computer knew, and makes a new key for it where that is asked for. It fails with
// the code "no-key" where the state is agreed to and no key can sign that.
func (c *archives) Trust(r TrustRequest) (*ArchiveInfo, error) {
	return guard(func() (*ArchiveInfo, error) {
		open, err := c.w.current()
		if err != nil {
			return nil, err
		}
		switch {
		case strings.TrimSpace(r.Reason) == "":
			return nil, outOfBounds("It needs a reason, which goes into the journal")
		case utf8.RuneCountInString(r.Reason) > maxReason || !utf8.ValidString(r.Reason):
			return nil, outOfBounds("The reason has at most 1,000 characters")
		case open.Ledger().Doubt() != nil:
			_, err = open.Trust(c.w.ctx, r.Reason, r.NewKey)
		case r.NewKey:
			_, err = open.NewKey(c.w.ctx, r.Reason)
		default:
			err = ledger.ErrNoDoubt
		}
		if err != nil {
			return nil, err
		}
		c.w.desktop.Emit(EventState, nil)
		return open.info()
	})
}
