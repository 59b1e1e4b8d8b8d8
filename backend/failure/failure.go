// Package failure has the error that says what was not done, to what, and why. Every
// package gives it, so that whoever puts an error into words finds these apart, and takes
// no text to pieces for them.
package failure

import (
	"fmt"
	"io/fs"
)

// An Error is an operation that failed. It reads "open /a/b: permission denied", like an
// fs.PathError.
type Error struct {
	Op   string // what was not done: a verb, as "open", with what belongs to it, as "sign for"
	Path string // to what: a path or a name; "" where Op says it all
	Err  error  // why
}

func (e *Error) Error() string {
	if e.Path == "" {
		return e.Op + ": " + e.Err.Error()
	}
	return e.Op + " " + e.Path + ": " + e.Err.Error()
}

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Err }

// New is an *Error with err as its cause.
func New(op, path string, err error) error { return &Error{op, path, err} }

// Newf is an *Error whose cause is what fmt.Errorf makes of format.
func Newf(op, path, format string, args ...any) error {
	return &Error{op, path, fmt.Errorf(format, args...)}
}

// CauseAt is why something failed that was about a path which is meant: the cause of the
// first *Error or *fs.PathError of those that err wraps whose path is, nil for none.
func CauseAt(err error, meant func(path string) bool) error {
	switch e := err.(type) {
	case *Error:
		if meant(e.Path) {
			return e.Err
		}
	case *fs.PathError:
		if meant(e.Path) {
			return e.Err
		}
	}
	switch e := err.(type) {
	case interface{ Unwrap() error }:
		return CauseAt(e.Unwrap(), meant)
	case interface{ Unwrap() []error }:
		for _, one := range e.Unwrap() {
			if cause := CauseAt(one, meant); cause != nil {
				return cause
			}
		}
	}
	return nil
}
