package window

import (
	"strings"
	"unicode/utf8"

	"daybook/backend/ledger"
)

// A TrustRequest is the officer's agreement, which nobody but the officer can give.
type TrustRequest struct {
	// 1 to 1,000 characters; it goes into the journal.
	Reason string `json:"reason"`
	// Make a new key for the archive, even if it is not in doubt.
	NewKey bool `json:"newKey"`
}

// maxReason limits the reason of an agreement, in characters.
const maxReason = 1000

// Trust agrees to the state of the open archive, if that is not the state that this
// computer knew, and makes a new key for the archive if requested. It fails with the
// code "no-key" if the state is agreed to but no key can sign that.
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
