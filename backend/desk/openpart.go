package desk

import (
	"context"
	"errors"
	"fmt"
	"io"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/ledger"
	"daybook/backend/proof"
)

// An OpenRequest names the part of an event that is to be shown, and what the journal
// records beside it.
type OpenRequest struct {
	Number             uint64
	Part               event.Part
	Purpose, Recipient string
}

// ErrPurged reports an event that the archive does not have, or not any more: its salt went
// with it, without which nothing of it can be opened.
var ErrPurged = errors.New("there is no such event in the archive, or it was purged: then its salt went with it, and nothing of it can be shown any more")

// SaveOpening writes the opening of a part to a file at path, which is complete or absent.
// The line in the journal is written before the file appears. The error is ErrPurged where
// there is no such event, or proof.ErrNoDetails.
func SaveOpening(ctx context.Context, a *archive.Archive, r OpenRequest, path string) (Handed, *proof.Opening, error) {
	return openPart(ctx, a, r, func(text string, out *departure) (Handed, error) {
		return out.save(ctx, ledger.KindOpened, path, text, 1)
	})
}

// StreamOpening writes the opening to w, which stands for standard output, after the line in
// the journal is written.
func StreamOpening(ctx context.Context, a *archive.Archive, r OpenRequest, w io.Writer) (Handed, *proof.Opening, error) {
	return openPart(ctx, a, r, func(text string, out *departure) (Handed, error) {
		return out.stream(ctx, ledger.KindOpened, w, text, 1)
	})
}

// openPart makes an opening, reads it back as a stranger would, and hands it out.
func openPart(ctx context.Context, a *archive.Archive, r OpenRequest, hand func(text string, out *departure) (Handed, error)) (done Handed, o *proof.Opening, err error) {
	err = a.ViewWhole(ctx, func(v *archive.View) error {
		full, err := v.Event(ctx, r.Number)
		switch {
		case errors.Is(err, archive.ErrNoEvent):
			return fmt.Errorf("event number %d: %w", r.Number, ErrPurged)
		case err != nil:
			return err
		case full.Damage != nil:
			return full.Damage
		}
		if o, err = proof.NewOpening(a.Ledger().Identity().ID, int64(r.Number), &full.Event, full.Salt, r.Part); err != nil {
			return fmt.Errorf("event number %d: %w", r.Number, err)
		}
		text, err := o.Encode()
		if err != nil {
			return err
		}
		if _, err := proof.ParseOpening(text); err != nil || o.Leaf != full.Leaf.String() {
			return fmt.Errorf("event number %d: the opening that was made does not open its leaf", r.Number)
		}
		out := &departure{a: a, said: ledger.Handover{
			Format: "opening", Archive: v.Info().Events, Asked: ledger.Asked{Words: fmt.Sprintf("the %s of event number %d", o.Part, r.Number)},
			Purpose: r.Purpose, Recipient: r.Recipient,
		}}
		done, err = hand(string(text), out)
		return err
	})
	return done, o, err
}

// ReadOpening reads the file of an opening. The error wraps proof.ErrNotOpening, or is an
// *UnreadableError.
func ReadOpening(path string) (*proof.Opening, error) {
	const most = 16 << 20 // more than any opening has, which proof bounds
	text, err := readStart(path, most)
	if err != nil {
		return nil, err
	}
	o, err := proof.ParseOpening(text)
	if err != nil {
		return nil, fmt.Errorf("%s is %w", path, err)
	}
	return o, nil
}
