package desk

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/export"
	"daybook/backend/ingest"
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
	return openPart(ctx, a, r, func(text []byte, out *departure) (Handed, error) {
		f, err := export.RecordedFile(path, func(o export.Output) error {
			o.Events = 1
			return out.record(ctx, ledger.KindOpened, o)
		}, func(w io.Writer) error {
			_, err := w.Write(text)
			return err
		})
		return out.handed(f), err
	})
}

// StreamOpening writes the opening to w, which stands for standard output, after the line in
// the journal is written.
func StreamOpening(ctx context.Context, a *archive.Archive, r OpenRequest, w io.Writer) (Handed, *proof.Opening, error) {
	return openPart(ctx, a, r, func(text []byte, out *departure) (Handed, error) {
		o := export.Output{Path: "-", Bytes: int64(len(text)), SHA256: sha256.Sum256(text), Events: 1}
		if err := out.record(ctx, ledger.KindOpened, o); err != nil {
			return Handed{}, err
		}
		_, err := w.Write(text)
		return out.handed(o), err
	})
}

// openPart makes an opening, reads it back as a stranger would, and hands it out.
func openPart(ctx context.Context, a *archive.Archive, r OpenRequest, hand func(text []byte, out *departure) (Handed, error)) (done Handed, o *proof.Opening, err error) {
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
		done, err = hand(text, out)
		return err
	})
	return done, o, err
}

// ReadOpening reads the file of an opening. The error wraps proof.ErrNotOpening, or is an
// *UnreadableError.
func ReadOpening(path string) (*proof.Opening, error) {
	f, _, err := ingest.OpenFile(path)
	if err != nil {
		return nil, &UnreadableError{path, err}
	}
	defer f.Close()
	const most = 16 << 20 // more than any opening has, which proof bounds
	text, err := io.ReadAll(io.LimitReader(f, most))
	if err != nil {
		return nil, &UnreadableError{path, err}
	}
	o, err := proof.ParseOpening(text)
	if err != nil {
		return nil, fmt.Errorf("%s is %w", path, err)
	}
	return o, nil
}
