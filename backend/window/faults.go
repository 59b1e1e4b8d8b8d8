package window

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"daybook/backend/desk"
)

// Error makes a Fault an error, so that methods can return it.
func (f *Fault) Error() string { return f.Message }

func fault(code, message, hint string) *Fault { return &Fault{code, message, hint} }

// FormatError returns a Fault as JSON text: Wails 2.13 turns an error that is an object
// into an Error whose message is "[object Object]".
func FormatError(err error) any {
	text, _ := json.Marshal(asFault(err))
	return string(text)
}

func outOfBounds(what string) *Fault { return fault("input", what, "") }

var (
	errClosed   = fault(desk.Closed.Code, desk.Closed.Message, desk.Closed.Hint)
	errGone     = fault("gone", "That is no longer known", "Do it again from the start.")
	errNothing  = fault("empty", "Select rows first", "")
	errDialog   = fault("busy", "A dialog is open already", "Answer it first.")
	errImport   = fault("busy", "This archive is importing already", "Wait for it to end, or cancel it.")
	errOvertook = fault("superseded", "A newer search was asked", "")
)

// asFault puts any error into words for an officer.
func asFault(err error) *Fault {
	if f, ok := errors.AsType[*Fault](err); ok {
		return f
	}
	f := Fault(*desk.Words(err))
	return &f
}

// sentence capitalises the first letter of a text, unless its first word is the name of a
// field, such as event_id.
func sentence(words string) string {
	if first, _, _ := strings.Cut(words, " "); strings.Contains(first, "_") {
		return words
	}
	return desk.Capital(words)
}

// whyNot returns an error of taking a file in, for a place where the file is named already.
func whyNot(file string, err error) Fault { return Fault(*desk.WordsWithin(file, err)) }

// guard runs a method that the page called. It turns a panic into an error, since the page
// would otherwise wait for ever for an answer, and every error into a Fault.
func guard[T any](do func() (T, error)) (out T, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fault("panic", fmt.Sprintf("Daybook made a mistake: %v", r), "Try again, and report it if it comes back.")
		}
	}()
	if out, err = do(); err != nil {
		return out, asFault(err)
	}
	return out, nil
}

// guard0 is guard for methods without a result.
func guard0(do func() error) error {
	_, err := guard(func() (struct{}, error) { return struct{}{}, do() })
	return err
}

// A Fault is an error in words for an officer.
type Fault struct {
	// What the page can act on. It knows "superseded": a newer Search was made, and the
	// answer is dropped; "date": a date in the search text cannot be read, which is shown
	// under the field; "too-many": a copy of more than 1,000 events or 5 MB, for which an
	// export is offered; "doubt": the archive is not as this computer last knew it, and can
	// only be read; "no-key": the archive's private key is not on this computer. Other
	// codes are for tests and reports: the page shows their words.
	Code string `json:"code"`
	// One sentence: what happened.
	Message string `json:"message"`
	// One sentence: what to do. May be "".
	Hint string `json:"hint"`
}
