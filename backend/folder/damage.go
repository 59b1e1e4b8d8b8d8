package folder

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"daybook/backend/durable"
	"daybook/backend/failure"
)

// ErrDamaged reports bytes on the disk that differ from those that were written.
var ErrDamaged = errors.New("damaged")

// A DamagedError is ErrDamaged with how.
type DamagedError struct{ Err error }

func (e *DamagedError) Error() string { return ErrDamaged.Error() + ": " + e.Err.Error() }

// Unwrap returns ErrDamaged and the cause.
func (e *DamagedError) Unwrap() []error { return []error{ErrDamaged, e.Err} }

// Damagef is a *DamagedError with what fmt.Errorf makes of format.
func Damagef(format string, args ...any) error { return &DamagedError{fmt.Errorf(format, args...)} }

// ErrUnreadable reports what this program cannot read at present: it has too many files
// open, the file is not its user's, a share is away. That says nothing of the bytes, so
// it is no damage: nothing is built again, healed or noted for it.
var ErrUnreadable = errors.New("cannot be read now")

// A Damage is one file of a segment that is not as it was sealed, or that cannot be read at
// present. It wraps ErrDamaged, or ErrUnreadable and its cause.
type Damage struct {
	Path     string // from the archive's folder
	Reason   string
	Derived  bool // it can be built again from the events
	Passing  bool // it cannot be read now, and may be another time
	Outdated bool // it is as it was written, by a program with other derived files
	Cause    error
}

func (d *Damage) Error() string { return d.Path + ": " + d.Reason }

// Unwrap returns the kind of the error.
func (d *Damage) Unwrap() []error {
	if d.Passing {
		return []error{ErrUnreadable, d.Cause}
	}
	return []error{ErrDamaged}
}

// DamageOf returns the damage that an error of reading a file indicates.
func DamageOf(path string, derived bool, err error) *Damage {
	reason := err.Error()
	if cause := failure.CauseAt(err, func(at string) bool { return strings.HasSuffix(filepath.ToSlash(at), path) }); cause != nil {
		reason = cause.Error() // Path says where it is
	}
	d := &Damage{Path: path, Reason: reason, Derived: derived}
	if Passing(err) {
		d.Passing, d.Cause, d.Reason = true, err, NotNow(err)
	}
	return d
}

// NotNow says why something cannot be read at present.
func NotNow(err error) string {
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		err = at.Err // the path is reported apart
	}
	return fmt.Sprintf("%v: %v", ErrUnreadable, err)
}

// Passing reports an error after which another attempt may read the same file.
func Passing(err error) bool {
	return durable.Passing(err) || errors.Is(err, ErrUnreadable)
}

// Exhausted reports an error that says that this program or the system had no file or
// memory left, and nothing about the file.
func Exhausted(err error) bool { return durable.Exhausted(err) }

// FirstExhausted returns the first of the errors that says nothing about its file. It ends
// the operation: going on would meet the same error at every file.
func FirstExhausted(damages []*Damage) error {
	for _, d := range damages {
		if d.Passing && durable.Exhausted(d.Cause) {
			return d
		}
	}
	return nil
}

func Number(n int) string { return fmt.Sprintf("%06d", n) }
