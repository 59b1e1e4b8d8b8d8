package witness

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"daybook/backend/event"
	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/integrity"
)

// Reasons for which a checkpoint is not cosigned.
var (
	// ErrRefused is wrapped by the reasons for which cosigning would be false, as opposed to
	// those for which it is not possible yet.
	ErrRefused = errors.New("it is not cosigned")
	// ErrSmaller reports fewer events than what was cosigned before.
	ErrSmaller = fmt.Errorf("%w: it has fewer events than one of the same archive that you cosigned", ErrRefused)
	// ErrFork reports another history than what was cosigned before.
	ErrFork = fmt.Errorf("%w: it has another history than one of the same archive that you cosigned", ErrRefused)
	// ErrOtherKey reports another key than that of the checkpoint that was cosigned before.
	ErrOtherKey = fmt.Errorf("%w: it is signed with another key than the one of the same archive that you cosigned", ErrRefused)
	// ErrClock reports a clock that is behind the last cosignature.
	ErrClock = fmt.Errorf("%w: the clock of this computer is before the time of your last cosignature of the archive", ErrRefused)

	// ErrUnproven is wrapped by UnprovenError.
	ErrUnproven = errors.New("it does not prove that it continues the one that you cosigned")
	// ErrNoName reports that nobody cosigns here yet, and no name was given.
	ErrNoName = errors.New("this is the first checkpoint that you cosign, and you have no name as a witness yet")
	// ErrOtherName reports another name than that of the one witness here.
	ErrOtherName = errors.New("you cosign under another name here")
	// ErrNoKey reports a checkpoint of an unknown archive that does not name its key.
	ErrNoKey = errors.New("it is of an archive that you did not cosign before, and does not name its key")
	// ErrKeyGone reports that the private key of the witness cannot be had.
	ErrKeyGone = errors.New("your key as a witness cannot be used")
	// ErrDamaged reports that what the witness remembers cannot be read.
	ErrDamaged = errors.New("what this computer keeps of what you cosigned is damaged")
	// ErrBusy reports that another program cosigns at the moment.
	ErrBusy = errors.New("another program of yours is cosigning; try again")
)

// An UnprovenError reports a checkpoint without a proof that it continues the last one
// that was cosigned.
type UnprovenError struct {
	Size int64   // of the last one
	Has  []int64 // the sizes from which it has a proof
}

func (e *UnprovenError) Error() string {
	return fmt.Sprintf("it does not prove that it continues the one of %d events that you cosigned", e.Size)
}

// Unwrap returns ErrUnproven.
func (e *UnprovenError) Unwrap() error { return ErrUnproven }

// A Record is the last checkpoint of an origin that was cosigned here.
type Record struct {
	Origin   string    `json:"origin"`
	Key      string    `json:"key"` // that signed it
	Size     int64     `json:"size"`
	Root     string    `json:"root"` // in hexadecimal
	Time     time.Time `json:"time"` // of the cosignature
	Note     string    `json:"note"` // the cosigned checkpoint
	Checksum string    `json:"checksum"`
}

// ChecksumField is the place of the checksum of the file.
func (r *Record) ChecksumField() *string { return &r.Checksum }

func (r *Record) checkpoint() (integrity.Checkpoint, error) {
	c := integrity.Checkpoint{Origin: r.Origin, Size: r.Size}
	if n, err := hex.Decode(c.Root[:], []byte(r.Root)); err != nil || n != len(c.Root) {
		return c, fmt.Errorf("%w: a root is no hash", ErrDamaged)
	}
	return c, nil
}

// A Request is a checkpoint that somebody asks to have cosigned, and may be cosigned.
type Request struct {
	integrity.Checkpoint
	Signed string
	Key    string // the public key that signed it
	// Claimed reports that nothing but the checkpoint says that the key is the archive's.
	Claimed bool
	Before  *Record // what was cosigned of the archive before; nil for nothing

	given string // the key that was given
}

// Look reads a signed checkpoint and finds out whether it may be cosigned: it is signed by
// the key, which is the one that was given, or that of the last checkpoint of the archive,
// or the one that it names itself, in this order; and it continues that last checkpoint.
// It changes nothing. Errors wrap those above, integrity.ErrCheckpoint,
// integrity.ErrSignature, or integrity.ErrKey for a given key that is none of the origin.
func Look(signed, given string) (*Request, error) {
	dir, err := home()
	if err != nil {
		return nil, err
	}
	return look(dir, signed, given)
}

func look(dir, signed, given string) (*Request, error) {
	claimed, err := integrity.ClaimedCheckpoint(signed)
	if err != nil {
		return nil, err
	}
	r := &Request{Signed: signed, Key: given, given: given}
	before := new(Record)
	found, err := read(recordPath(dir, claimed.Origin), before)
	if err != nil {
		return nil, err
	}
	if found && before.Origin != claimed.Origin {
		return nil, fmt.Errorf("%w: what is kept of %.80q is of another", ErrDamaged, claimed.Origin)
	}
	if found {
		r.Before = before
	}
	switch {
	case given != "":
	case found:
		r.Key = before.Key
	default:
		if r.Key, r.Claimed = claimed.ClaimedKey(), true; r.Key == "" {
			return nil, ErrNoKey
		}
	}
	keys, err := integrity.NewVerifiers(r.Key)
	if err != nil {
		return nil, err
	}
	r.Checkpoint, _, err = integrity.OpenCheckpoint(signed, claimed.Origin, keys)
	if err != nil && given == "" && found && claimed.ClaimedKey() != before.Key {
		return nil, fmt.Errorf("%w: it was %s", ErrOtherKey, integrity.KeyID(before.Key))
	}
	if err != nil {
		return nil, err
	}
	return r, r.continues()
}

// continues returns why the checkpoint does not continue what was cosigned before.
func (r *Request) continues() error {
	then := integrity.Checkpoint{Root: integrity.EmptyRoot}
	if r.Before != nil {
		var err error
		if then, err = r.Before.checkpoint(); err != nil {
			return err
		}
	}
	if r.Size < then.Size {
		return fmt.Errorf("%w: %d, and %d then", ErrSmaller, r.Size, then.Size)
	}
	var proof []event.Hash
	if then.Size > 0 && then.Size < r.Size {
		var has bool
		var err error
		if proof, has, err = r.Since(then.Size); err != nil {
			return err
		}
		if !has {
			return &UnprovenError{then.Size, r.SinceSizes()}
		}
	}
	if err := integrity.CheckConsistency(proof, then, r.Checkpoint); err != nil {
		return fmt.Errorf("%w: %w", ErrFork, err)
	}
	return nil
}

// Cosign cosigns the checkpoint at that time, and returns it with the cosignature, and the
// public key of the witness. It looks once more whether it may, and what it cosigned is
// durable before it returns. name is the name of the witness, which is needed the first
// time; "" stands for the one that there is.
func (r *Request) Cosign(name string, now time.Time) (cosigned, verifier string, err error) {
	dir, err := home()
	if err != nil {
		return "", "", err
	}
	release, err := lock(dir)
	if err != nil {
		return "", "", err
	}
	defer func() { err = errors.Join(err, release()) }()
	again, err := look(dir, r.Signed, r.given)
	if err != nil {
		return "", "", err
	}
	now = now.UTC().Truncate(time.Second)
	if again.Before != nil && now.Before(again.Before.Time) {
		return "", "", fmt.Errorf("%w: %s", ErrClock, again.Before.Time.Format(time.RFC3339))
	}
	w, err := witnessNamed(dir, name, now)
	if err != nil {
		return "", "", err
	}
	keys, err := integrity.NewVerifiers(again.Key)
	if err != nil {
		return "", "", err
	}
	if cosigned, err = w.Cosign(again.Signed, keys, now); err != nil {
		return "", "", err
	}
	folder.Step()
	err = write(recordPath(dir, again.Origin), &Record{
		Origin: again.Origin, Key: again.Key, Size: again.Size, Root: again.Root.String(), Time: now, Note: cosigned,
	})
	if err != nil {
		return "", "", err
	}
	folder.Step()
	return cosigned, w.Verifier(), nil
}

// witnessNamed returns the witness here, who is made by that name if there is none.
func witnessNamed(dir, name string, now time.Time) (*integrity.Witness, error) {
	me, err := Me()
	switch {
	case err != nil:
		return nil, err
	case me == nil && name == "":
		return nil, ErrNoName
	case me == nil:
		return become(dir, name, now)
	case name != "" && name != me.Name():
		return nil, failure.New("cosign as", name, fmt.Errorf("%w: %s", ErrOtherName, me.Name()))
	}
	return me.key()
}

// recordPath is the path of what was cosigned of an origin.
func recordPath(dir, origin string) string {
	sum := sha256.Sum256([]byte(origin))
	return filepath.Join(dir, hex.EncodeToString(sum[:])+".json")
}
