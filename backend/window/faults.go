package window

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"daybook/backend/archive"
	"daybook/backend/desk"
	"daybook/backend/export"
	"daybook/backend/folder"
	"daybook/backend/ingest"
	"daybook/backend/ledger"
	"daybook/backend/query"
)

// Error makes a Fault an error, so that methods can return one.
func (f *Fault) Error() string { return f.Message }

func fault(code, message, hint string) *Fault { return &Fault{code, message, hint} }

// FormatError is a Fault as JSON text: of an error that is an object Wails 2.13
// makes an Error whose message is "[object Object]".
func FormatError(err error) any {
	text, _ := json.Marshal(asFault(err))
	return string(text)
}

func outOfBounds(what string) *Fault { return fault("input", what, "") }

var (
	errClosed   = fault("closed", "No archive is open", "Open or make one first.")
	errGone     = fault("gone", "That is no longer known", "Do it again from the start.")
	errNothing  = fault("empty", "Select rows first", "")
	errDialog   = fault("busy", "A dialog is open already", "Answer it first.")
	errImport   = fault("busy", "This archive is importing already", "Wait for it to end, or cancel it.")
	errOvertook = fault("superseded", "A newer search was asked", "")
)

// asFault puts any error into words for an officer. Errors of packages say
// "archive: open <path>: <cause>"; the first word is for programmers.
func asFault(err error) *Fault {
	var f *Fault
	var date *query.DateError
	switch {
	case errors.As(err, &f):
		return f
	case errors.As(err, &date):
		return fault("date", fmt.Sprintf("%q is no date that can be read", date.Word), date.Hint)
	case errors.Is(err, context.Canceled):
		return fault("cancelled", "Cancelled", "")
	case errors.Is(err, ledger.ErrClosed):
		return errClosed
	case errors.Is(err, archive.ErrNoEvent):
		return fault("gone", "That event is not in the archive", "")
	}
	if f := retentionFault(err); f != nil {
		return f
	}
	words := inWords(err)
	switch {
	case errors.Is(err, ledger.ErrDoubt):
		return fault("doubt", "The archive is not as this computer last knew it, and is only read", "Put the folder back that this computer knew, or agree to this one.")
	case errors.Is(err, ledger.ErrNoDoubt):
		return fault("gone", "The archive is as this computer knows it, and there is nothing to agree to", "")
	case errors.Is(err, ledger.ErrNoKey):
		_, why, _ := strings.Cut(words, ledger.ErrNoKey.Error()+": ")
		return fault("no-key", "The key that signs for this archive cannot be used on this computer: "+why, "Bring it here from the computer that has it, or agree to a new one.")
	case errors.Is(err, archive.ErrLocked):
		return fault("held", words, "")
	case errors.Is(err, ledger.ErrReadOnly):
		return fault("read-only", words, "")
	case errors.Is(err, folder.ErrUnreadable), folder.Exhausted(err):
		return fault("unreadable", words, "That is no damage, and nothing was changed. Look whether the disk is there, and try again.")
	case errors.Is(err, folder.ErrDamaged):
		return fault("damaged", words, "Import the original file again, or open a copy of the archive.")
	case errors.Is(err, folder.ErrMisplaced):
		return fault("misplaced", words, "")
	case errors.Is(err, ledger.ErrNewer):
		return fault("newer", words, "")
	case errors.Is(err, ledger.ErrNotArchive):
		return fault("not-archive", words, "Choose a folder that Daybook made.")
	case errors.Is(err, ledger.ErrInside), errors.Is(err, export.ErrInside):
		return fault("input", words, "")
	case errors.Is(err, folder.ErrNoSpace):
		return fault("space", words, "")
	case errors.Is(err, ingest.ErrNotEvents), errors.Is(err, desk.ErrProof):
		return fault("not-events", words, "")
	case errors.Is(err, fs.ErrPermission):
		return fault("permission", words, "Choose a folder that you may write to.")
	}
	return fault("unknown", words, "")
}

// done are the verbs of errors, as what then was not done.
var done = map[string]string{"open": "opened", "read": "read", "write": "written", "create": "made", "import": "imported", "close": "closed"}

// packages are the words that errors of packages begin with, wherever one wraps
// another: they are for programmers.
var packages = regexp.MustCompile(`(^|: )(?:archive|columns|durable|event|evidence|export|index|ingest|intake|integrity|keys|query|retention|sample): `)

// plain is words without the names of packages.
func plain(words string) string {
	for packages.MatchString(words) { // names that follow one another share a colon
		words = packages.ReplaceAllString(words, "$1")
	}
	return words
}

// inWords is "archive: open <path>: <cause>" as "<path> was not opened: <cause>".
func inWords(err error) string {
	words := plain(err.Error())
	if what, cause, ok := strings.Cut(words, ": "); ok {
		verb, path, _ := strings.Cut(what, " ")
		if done[verb] != "" && path != "" {
			return fmt.Sprintf("%s was not %s: %s", path, done[verb], cause)
		}
	}
	return capital(words)
}

func capital(words string) string {
	if words == "" {
		return ""
	}
	first, size := utf8.DecodeRuneInString(words)
	return string(unicode.ToUpper(first)) + words[size:]
}

// sentence is capital, but for words that begin with the name of a field, as
// event_id.
func sentence(words string) string {
	if first, _, _ := strings.Cut(words, " "); strings.Contains(first, "_") {
		return words
	}
	return capital(words)
}

// whyNot is an error of taking a file in, for where the file is named already.
func whyNot(file string, err error) Fault {
	f := *asFault(err)
	for _, verb := range []string{"opened", "read", "imported"} {
		if cause, ok := strings.CutPrefix(f.Message, file+" was not "+verb+": "); ok {
			f.Message = capital(cause)
		}
	}
	return f
}

// guard runs a method that the window called: a panic becomes an error, since
// the window would else wait for an answer for ever, and every error a Fault.
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

// A Fault is what went wrong, in words for an officer.
type Fault struct {
	// What the page can act on. It knows "superseded": a newer Search was asked, and the
	// answer is dropped; "date": a date in the search text cannot be read, which is said
	// under the field; "too-many": a copy of more than 1,000 events or 5 MB, for which an
	// export is offered; "doubt": the archive is not as this computer last knew it, and is
	// only read; "no-key": the archive's private key is not on this computer. Other codes
	// are for tests and reports: their words are shown.
	Code string `json:"code"`
	// One sentence: what happened.
	Message string `json:"message"`
	// One sentence: what to do. May be "".
	Hint string `json:"hint"`
}
