package desk

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"reflect"
	"strings"
	"unicode"
	"unicode/utf8"

	"daybook/backend/archive"
	"daybook/backend/encryption"
	"daybook/backend/export"
	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/ingest"
	"daybook/backend/integrity"
	"daybook/backend/ledger"
	"daybook/backend/numbers"
	"daybook/backend/proof"
	"daybook/backend/query"
	"daybook/backend/retention"
	"daybook/backend/witness"
)

// A Fault is an error in words for an officer: a code that the page can act on, a
// sentence that says what happened, and a sentence that says what to do, which may be
// "".
type Fault struct{ Code, Message, Hint string }

func (f *Fault) Error() string { return f.Message }

// Closed reports that no archive is open.
var Closed = &Fault{"closed", "No archive is open", "Open or make one first."}

// A said gives the words for all errors that wrap one error. The first entry of the list
// that matches counts.
type said struct {
	of      error
	code    string
	message string // "" means the error's own words
	hint    string // "" if the message says what to do
}

var words = []said{
	{context.Canceled, "cancelled", "Cancelled", ""},
	{ledger.ErrClosed, Closed.Code, Closed.Message, Closed.Hint},
	{archive.ErrNoEvent, "gone", "That event is not in the archive", ""},
	{ErrTooMany, "too-many", "", insteadOfCopy},
	{ErrTooLong, "too-many", "", insteadOfCopy},

	{archive.ErrOtherDue, "changed", "What is due has changed since it was shown", "Look at it again."},
	{archive.ErrFuture, "input", "That time has not come yet", ""},
	{ledger.ErrNoHold, "gone", "That hold is not in force any more", ""},
	{archive.ErrTrouble, "damaged", "Nothing is purged while the record of the archive is damaged", "Verify the archive to see what is wrong."},
	{retention.ErrHold, "input", "That hold cannot be placed: its name, reason or search is out of bounds", ""},

	{ledger.ErrDoubt, "doubt", "The archive is not as this computer last knew it, and is only read", "Put the folder back that this computer knew, or agree to this one."},
	{ledger.ErrNoDoubt, "gone", "The archive is as this computer knows it, and there is nothing to agree to", ""},
	{ledger.ErrNoKey, "no-key", "", "Bring it here from the computer that has it, or agree to a new one."},
	{archive.ErrLocked, "held", "", ""},
	{ledger.ErrReadOnly, "read-only", "", ""},
	{folder.ErrUnreadable, "unreadable", "", "That is no damage, and nothing was changed. Look whether the disk is there, and try again."},
	{folder.ErrDamaged, "damaged", "", "Import the original file again, or open a copy of the archive."},
	{folder.ErrMisplaced, "misplaced", "", ""},
	{ledger.ErrNewer, "newer", "", ""},
	{ledger.ErrNotArchive, "not-archive", "", "Choose a folder that Daybook made."},
	{ledger.ErrInside, "input", "", ""},
	{export.ErrInside, "input", "", ""},
	{folder.ErrNoSpace, "space", "", ""},
	{ingest.ErrNotEvents, "not-events", "", ""},
	{ErrProof, "not-events", "", ""},
	{export.ErrAlwaysShown, "input", "", "Take that event out of the selection, or leave out other parts."},
	{proof.ErrRedacted, "not-events", "", ""},
	{encryption.ErrPassphrase, "passphrase", "That passphrase does not open it", "It is another one, or the file was changed on its way."},
	{encryption.ErrIdentity, "identity", "None of the keys in that file opens it", "It was encrypted for others, or the file was changed on its way."},
	{encryption.ErrKeyPassphrase, "identity", "", ""},
	{encryption.ErrNeedsKey, "identity", "", "Choose the file of the private key for which it was encrypted."},
	{encryption.ErrNeedsWord, "passphrase", "", "Type the passphrase that came with it."},
	{encryption.ErrDamaged, "not-bundle", "", "Ask for it again where it came from."},
	{encryption.ErrTooMuch, "not-bundle", "", ""},
	{encryption.ErrProtected, "identity", "", ""},
	{encryption.ErrNotIdentity, "identity", "", ""},
	{encryption.ErrNotRecipient, "input", "", ""},
	{encryption.ErrPrivate, "input", "", ""},
	{encryption.ErrMixed, "input", "", ""},
	{encryption.ErrTooMany, "input", "", ""},
	{encryption.ErrShort, "input", "", ""},
	{encryption.ErrLong, "input", "", ""},
	{ErrEncrypted, "encrypted", "", ""},
	{witness.ErrUnproven, "unproven", "", "Ask its owner for one that does: they take the one that you cosigned back, and save another."},
	{witness.ErrOtherKey, "refused", "", "Ask its owner. If the key was changed, cosign it on the command line, with the new key."},
	{witness.ErrRefused, "refused", "", "Ask its owner how that can be."},
	{witness.ErrNoName, "input", "", "Choose a name that others know you by."},
	{witness.ErrOtherName, "input", "", ""},
	{witness.ErrNoKey, "input", "", "Ask its owner to save it with the present Daybook."},
	{witness.ErrKeyGone, "no-key", "", "Bring it back from the computer or the backup that has it."},
	{witness.ErrDamaged, "damaged", "", "Put the file back from a backup: without it nobody knows what you cosigned."},
	{witness.ErrBusy, "busy", "", ""},
	{ledger.ErrNotOurs, "refused", "", "Choose a file that a witness sent back for this archive."},
	{ledger.ErrNotBy, "refused", "", "Look whether it is the key of the witness who cosigned this file."},
	{ledger.ErrUncosigned, "refused", "", "Send it to a witness, and take back what comes from there."},
	{integrity.ErrCosignature, "refused", "", "The file was changed on its way; ask for it again."},
	{integrity.ErrKey, "input", "That is no key of a witness", "Paste it whole, as the witness sent it: a name, eight digits and the key."},
	{integrity.ErrSignature, "input", "The checkpoint is not signed by the key that it should be", "It was changed, or the key is another one."},
	{fs.ErrPermission, "permission", "", "Choose a folder that you may write to."},
}

const insteadOfCopy = "Up to 1,000 events or 5 MB can be copied. Export them to a file instead."

// Words puts any error into words for the window. It returns a *Fault unchanged if err
// is or wraps one.
func Words(err error) *Fault {
	if f, ok := errors.AsType[*Fault](err); ok {
		return f
	}
	if date, ok := errors.AsType[*query.DateError](err); ok {
		return &Fault{"date", fmt.Sprintf("%q is no date that can be read", date.Word), date.Hint}
	}
	if u, ok := errors.AsType[*UnreadableError](err); ok {
		if f := u.words(); f != nil {
			return f
		}
	}
	for _, s := range words {
		if errors.Is(err, s.of) || s.of == folder.ErrUnreadable && folder.Exhausted(err) {
			return &Fault{s.code, s.said(err), s.hint}
		}
	}
	return &Fault{"unknown", undone(err), ""}
}

func (s *said) said(err error) string {
	if s.message != "" {
		return s.message
	}
	if no, ok := errors.AsType[*ledger.NoKeyError](err); ok && s.of == ledger.ErrNoKey {
		return fmt.Sprintf("The key that signs for this archive cannot be used on this computer: key %s: %v", no.ID, no.Err)
	}
	if many, ok := errors.AsType[*copyError](err); ok {
		return many.words()
	}
	return undone(err)
}

// WordsWithin returns the words for an error of taking a file in, for a place where the
// file is named already.
func WordsWithin(file string, err error) *Fault {
	f := *Words(err)
	if op, path, cause := whatFailed(err); path == file && (op == "open" || op == "read" || op == "import") && f.Message == undone(err) {
		f.Message = Capital(cause.Error())
	}
	return &f
}

// notDone maps the verbs of errors to the words for what was not done.
var notDone = map[string]string{"open": "opened", "read": "read", "write": "written", "create": "made", "import": "imported", "close": "closed"}

// undone returns an error as "<path> was not opened: <cause>".
func undone(err error) string {
	if op, path, cause := whatFailed(err); notDone[op] != "" && path != "" {
		return fmt.Sprintf("%s was not %s: %s", path, notDone[op], oneLine(cause.Error()))
	}
	return Capital(err.Error())
}

// whatFailed returns the operation that failed, its path and its cause; cause is nil if
// err itself does not describe an operation.
func whatFailed(err error) (op, path string, cause error) {
	switch e := err.(type) {
	case *failure.Error:
		return e.Op, e.Path, e.Err
	case *fs.PathError:
		return e.Op, e.Path, e.Err
	case *UnreadableError:
		return whatFailed(e.Err)
	}
	return "", "", nil
}

// Capital returns the text with a capital letter at its start.
func Capital(words string) string {
	if words == "" {
		return ""
	}
	first, size := utf8.DecodeRuneInString(words)
	return string(unicode.ToUpper(first)) + words[size:]
}

// Problems returns the errors that err joins, a sentence each: at most most of them,
// followed by the number of the others.
func Problems(err error, most int) []string {
	all := causes(err)
	problems := make([]string, 0, min(len(all), most+1))
	for _, one := range all[:min(len(all), most)] {
		problems = append(problems, Capital(one.Error()))
	}
	if more := len(all) - most; more > 0 {
		problems = append(problems, fmt.Sprintf("And %d more. Verify counts all of them", more))
	}
	return problems
}

// causes returns the errors that were joined into err, at any depth.
func causes(err error) []error {
	several, ok := err.(interface{ Unwrap() []error })
	if !ok || !isJoin(err) {
		return []error{err}
	}
	var all []error
	for _, one := range several.Unwrap() {
		all = append(all, causes(one)...)
	}
	return all
}

// isJoin reports whether an error joins several, in contrast to one error with several
// causes.
func isJoin(err error) bool { return reflect.TypeOf(err) == joined }

var joined = reflect.TypeOf(errors.Join(errors.ErrUnsupported))

// An UnreadableError is an error of reading a file that the officer named.
type UnreadableError struct {
	Path string
	Err  error
}

func (u *UnreadableError) Error() string { return u.Err.Error() }

// Unwrap returns the cause.
func (u *UnreadableError) Unwrap() error { return u.Err }

// unreadable makes an error of reading the file at path, or another file that err names.
func unreadable(path string, err error) error {
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		path = at.Path
	}
	return &UnreadableError{path, err}
}

// words returns the words for errors that are not the fault of the content, nil for
// others.
func (u *UnreadableError) words() *Fault {
	name := filepath.Base(u.Path)
	switch {
	case errors.Is(u.Err, fs.ErrNotExist):
		return &Fault{"gone", "There is no file " + u.Path, "Look at its name and folder."}
	case errors.Is(u.Err, fs.ErrPermission):
		return &Fault{"permission", name + " may not be read by you", "Ask whom it belongs to for a copy."}
	case errors.Is(u.Err, ingest.ErrFolder):
		return &Fault{"input", name + " is a folder", "Choose a file."}
	case errors.Is(u.Err, proof.ErrNotRegular):
		return &Fault{"not-bundle", name + " is no ordinary file", "Choose the file of the bundle itself."}
	case errors.Is(u.Err, ingest.ErrNotOrdinary):
		return &Fault{"input", name + " is no ordinary file", "Save what it gives to a file first."}
	}
	return nil
}

// A copyError reports more than can be copied.
type copyError struct {
	events int
	why    error // ErrTooMany or ErrTooLong
}

func (c *copyError) Error() string {
	return fmt.Sprintf("%s events: %v", numbers.Grouped(c.events), c.why)
}
func (c *copyError) Unwrap() error { return c.why }

func (c *copyError) words() string {
	if c.why == ErrTooLong {
		return numbers.Grouped(c.events) + " events of more than 5 MB are too much to copy"
	}
	return numbers.Grouped(c.events) + " events are too many to copy"
}

// oneLine joins the lines of a text; joined errors have several.
func oneLine(s string) string {
	return strings.ReplaceAll(strings.TrimRight(s, "\n"), "\n", "; ")
}
