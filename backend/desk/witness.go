package desk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/export"
	"daybook/backend/integrity"
	"daybook/backend/keys"
	"daybook/backend/ledger"
	"daybook/backend/numbers"
	"daybook/backend/witness"
)

// LookToCosign reads the checkpoint of somebody else and finds out whether it may be
// cosigned: see witness.Look. key is the public key of its archive, as text or as the name
// of a file that has it, or "" for the one that is known or that it names itself.
func LookToCosign(path, key string) (*witness.Request, error) {
	text, err := readNote(path)
	if err != nil {
		return nil, err
	}
	if key, err = keyText(key, func(text string) bool { _, err := integrity.NewVerifiers(text); return err == nil }); err != nil {
		return nil, err
	}
	return witness.Look(text, key)
}

// keyText returns a key that was given as text or as the name of a file that has it.
func keyText(given string, isKey func(string) bool) (string, error) {
	if given == "" || isKey(strings.TrimSpace(given)) {
		return strings.TrimSpace(given), nil
	}
	text, err := readNote(given)
	if err != nil {
		return "", err
	}
	if text = strings.TrimSpace(text); !isKey(text) {
		return "", fmt.Errorf("%.200s is %w", given, ErrNotKey)
	}
	return text, nil
}

// ErrNotKey reports a key that was given and is none, nor a file that has one.
var ErrNotKey = errors.New("no key of that kind")

// A Cosigned is a checkpoint that was cosigned here.
type Cosigned struct {
	Note     string // with the cosignature
	Name     string // of the witness
	Verifier string // public key of the witness, for the owner of the archive
	File     Handed // its path is "" where there is none
}

// Cosign cosigns a checkpoint, and writes it with the cosignature to a file at path, which
// is complete or absent, unless path is "". What was cosigned is remembered before the file
// appears. name is the name of the witness, needed the first time.
func Cosign(r *witness.Request, name string, now time.Time, path string) (Cosigned, error) {
	note, verifier, err := r.Cosign(strings.TrimSpace(name), now)
	if err != nil {
		return Cosigned{}, err
	}
	out := Cosigned{Note: note, Name: integrity.KeyName(verifier), Verifier: verifier}
	if path == "" {
		return out, nil
	}
	f, err := export.RecordedFile(path, nil, func(w io.Writer) error {
		_, err := io.WriteString(w, note)
		return err
	})
	out.File = Handed{Path: f.Path, Bytes: f.Bytes, SHA256: f.SHA256}
	return out, err
}

// CosignedName returns the name of the file for a cosigned checkpoint, beside the one that
// was to be cosigned.
func CosignedName(path string) string {
	ext := filepath.Ext(path)
	return strings.TrimSuffix(path, ext) + ".cosigned" + ext
}

// OwnCheckpoint reports whether this computer itself signs for the archive of a checkpoint
// that is to be cosigned, which then nobody else has seen.
func OwnCheckpoint(r *witness.Request) bool { return keys.Owner(r.Key) != nil }

// TakeCosigned takes a checkpoint that witnesses cosigned into the archive. witnesses are
// public keys of witnesses, each as text or as the name of a file that has it, beside
// those that the archive knows.
func TakeCosigned(ctx context.Context, a *archive.Archive, path string, witnesses []string) (ledger.Taken, error) {
	text, err := readNote(path)
	if err != nil {
		return ledger.Taken{}, err
	}
	known := make([]string, len(witnesses))
	for i, given := range witnesses {
		if known[i], err = keyText(given, func(text string) bool { _, err := integrity.NewWitnesses(text); return err == nil }); err != nil {
			return ledger.Taken{}, err
		}
	}
	return archive.TakeCosigned(ctx, a, text, known)
}

// A Proved is a proof that was handed out.
type Proved struct {
	Handed
	Leaf event.Hash
	Size int64 // leaves of the tree in which it is
	By   []integrity.Cosignature
}

// SaveProof writes the proof of one event, by its number, to a file at path, in the format
// of C2SP's tlog-proof. The line in the journal is written before the file appears.
func SaveProof(ctx context.Context, a *archive.Archive, seq uint64, path string) (Proved, error) {
	return prove(ctx, a, seq, func(text string, out *departure) (Handed, error) {
		return out.save(ctx, ledger.KindProof, path, text, 1)
	})
}

// StreamProof writes the proof to w, which stands for standard output, after the line in
// the journal is written.
func StreamProof(ctx context.Context, a *archive.Archive, seq uint64, w io.Writer) (Proved, error) {
	return prove(ctx, a, seq, func(text string, out *departure) (Handed, error) {
		return out.stream(ctx, ledger.KindProof, w, text, 1)
	})
}

// prove makes a proof, reads it back as a stranger would, and hands it out.
func prove(ctx context.Context, a *archive.Archive, seq uint64, hand func(text string, out *departure) (Handed, error)) (done Proved, err error) {
	err = a.ViewWhole(ctx, func(v *archive.View) error {
		p, leaf, err := archive.Prove(ctx, v, seq)
		if err != nil {
			return err
		}
		text := p.Text()
		c, err := checkProof(a, text, leaf)
		if err != nil {
			return err
		}
		done.Leaf, done.Size, done.By = leaf, c.Size, c.By
		out := &departure{a: a, said: ledger.Handover{Format: "tlog-proof", Archive: v.Info().Events, Asked: ledger.Asked{Words: fmt.Sprintf("event number %d", seq)}}}
		done.Handed, err = hand(text, out)
		return err
	})
	return done, err
}

// checkProof checks the text of a proof with the keys and the witnesses of the archive.
func checkProof(a *archive.Archive, text string, leaf event.Hash) (c integrity.Cosigned, err error) {
	id := a.Ledger().Identity()
	keys, err := id.Verifiers()
	if err != nil {
		return c, err
	}
	var known []string
	if last, _ := a.Ledger().Cosigned(); last != nil {
		for _, by := range last.By {
			known = append(known, by.Verifier)
		}
	}
	witnesses, err := integrity.NewWitnesses(known...)
	if err != nil {
		return c, err
	}
	p, err := integrity.ParseProof(text)
	if err != nil {
		return c, err
	}
	return p.Check(leaf, integrity.Origin(id.ID), keys, witnesses)
}

// CosignedBy says who cosigned a checkpoint and when, in a zone: "witness/ann on 30
// November 2026, 09:00 UTC".
func CosignedBy(all []integrity.Cosignature, when func(time.Time) string) string {
	words := make([]string, len(all))
	for i, by := range all {
		words[i] = fmt.Sprintf("%s (key %s) on %s", by.Name, by.ID(), when(by.Time))
	}
	return strings.Join(words, ", ")
}

// WitnessAdvice adds to an error of cosigning a checkpoint, or of taking one back, what to
// do on the command line.
func WitnessAdvice(file string, err error) error {
	var unproven *witness.UnprovenError
	var strangers *ledger.StrangersError
	switch {
	case errors.As(err, &unproven):
		return fmt.Errorf("%s is not cosigned: %w; ask for one that does: its owner takes the one that you cosigned back (daybook checkpoint ARCHIVE --take FILE) and saves another, or names it (daybook checkpoint ARCHIVE -o FILE --since %d)", file, err, unproven.Size)
	case errors.Is(err, witness.ErrOtherKey):
		return fmt.Errorf("%s: %w; if its owner tells you that the key was changed, add --key KEY", file, err)
	case errors.Is(err, witness.ErrRefused):
		return fmt.Errorf("%s: %w; ask its owner how that can be", file, err)
	case errors.Is(err, witness.ErrNoName):
		return fmt.Errorf("%w; choose one that others know you by: --as witness/NAME", err)
	case errors.Is(err, witness.ErrOtherName):
		return fmt.Errorf("%w; leave --as out", err)
	case errors.Is(err, witness.ErrNoKey):
		return fmt.Errorf("%s: %w; ask its owner for the key, and add --key KEY", file, err)
	case errors.As(err, &strangers):
		return fmt.Errorf("%s was not taken back: %w; ask the witness for the key, and add --witness KEY", file, err)
	case errors.Is(err, ledger.ErrUncosigned):
		return fmt.Errorf("%s was not taken back: %w; a witness does that: daybook checkpoint --cosign %s", file, err, ShellWord(file))
	case errors.Is(err, ledger.ErrNotOurs), errors.Is(err, ledger.ErrNotBy), errors.Is(err, integrity.ErrCosignature):
		return fmt.Errorf("%s was not taken back: %w", file, err)
	case errors.Is(err, integrity.ErrSignature):
		return fmt.Errorf("%s is not signed by the key that it should be: it was changed, or the key is another one", file)
	case errors.Is(err, integrity.ErrCheckpoint):
		return fmt.Errorf("%s is no checkpoint: %w; choose a file that Daybook saved as one", file, err)
	case errors.Is(err, ErrNotKey):
		return fmt.Errorf("%w: give the key itself, or a file that has it", err)
	}
	return err
}

// Events says how many events a checkpoint is of.
func Events(c integrity.Checkpoint) string { return numbers.Plural(c.Size, "event") }
