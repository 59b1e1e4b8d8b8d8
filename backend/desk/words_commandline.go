package desk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"unicode"

	"daybook/backend/archive"
	"daybook/backend/folder"
	"daybook/backend/ingest"
	"daybook/backend/keys"
	"daybook/backend/ledger"
	"daybook/backend/numbers"
)

// Sentence returns an error as the command line prints it: in one line, with what to do
// if a file that was named cannot be read.
func Sentence(err error) string {
	if bare, ok := err.(*fs.PathError); ok {
		if errors.Is(err, fs.ErrPermission) {
			return bare.Path + ": permission denied; choose a place that you may use"
		}
		return fmt.Sprintf("%s: %v", bare.Path, bare.Err)
	}
	if u, ok := err.(*UnreadableError); ok {
		return u.sentence()
	}
	return oneLine(err.Error())
}

func (u *UnreadableError) sentence() string {
	_, missing := os.Lstat(u.Path)
	switch {
	case missing != nil && strings.ContainsAny(u.Path, "*?["):
		return fmt.Sprintf("no file matches %s; look at its name and folder", u.Path)
	case errors.Is(u.Err, ingest.ErrNotOrdinary):
		return u.Path + " is no ordinary file; save what it gives to a file first"
	case errors.Is(u.Err, fs.ErrNotExist):
		return fmt.Sprintf("there is no file %s; look at its name and folder", u.Path)
	case errors.Is(u.Err, fs.ErrPermission):
		return u.Path + ": permission denied; you need to be allowed to read the file"
	}
	return Sentence(u.Err)
}

// Making adds to an error of making an archive in dir what to do on the command line.
func Making(dir string, err error) error {
	if info, stat := os.Stat(dir); stat == nil && !info.IsDir() {
		return fmt.Errorf("make %s: there is a file of that name; choose another name", dir)
	}
	if errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("%w; choose a place where you may make folders", err)
	}
	return err
}

// Opening adds to an error of opening the archive in dir what to do on the command line.
func Opening(dir string, err error) error {
	if _, stat := os.Stat(dir); errors.Is(stat, fs.ErrNotExist) {
		return fmt.Errorf("open %s: there is no such folder; name the folder of an archive, or make one: daybook new %s", dir, ShellWord(dir))
	}
	var held *archive.LockedError
	switch {
	case errors.Is(err, folder.ErrUnreadable), folder.Exhausted(err):
		return fmt.Errorf("%w; that is no damage, and nothing was changed: %s", err, afterwards(err))
	case errors.As(err, &held) && held.Holder.PID != 0:
		h := held.Holder
		return fmt.Errorf("open %s: %s (process %d of %s) has had it open since %s; close it there and try again, or wait for that: --wait 10m",
			dir, h.Program, h.PID, h.User, h.Since.Local().Format("2 January 2006, 15:04:05 (UTC-07:00)"))
	case errors.Is(err, ledger.ErrNotArchive):
		return fmt.Errorf(`%w; name the folder of an archive, or make one with "daybook new"`, err)
	case errors.Is(err, folder.ErrDamaged):
		return fmt.Errorf("%w; restore the archive from a copy of the whole folder", err)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%w; you need to be allowed to read the folder and all that is in it", err)
	}
	return err
}

// Leaving adds to an error of handing events out what to do on the command line.
func Leaving(err error) error {
	switch {
	case errors.Is(err, folder.ErrDamaged):
		return fmt.Errorf("%w; nothing was written: import the original files again to heal what is damaged, or ask for other events", err)
	}
	return err
}

// afterwards returns what to do about an error that may pass.
func afterwards(err error) string {
	if folder.Exhausted(err) {
		return "close other programs, or let this one have more open files (ulimit -n), and try again"
	}
	return "look whether the disk is there and the files are yours to read, and try again"
}

// Damaged names the files of the archive in dir that the full check found damaged, and
// says what to do on the command line.
func Damaged(dir string, err error) string {
	if !errors.Is(err, folder.ErrDamaged) {
		return fmt.Sprintf("not all of the archive could be looked at: %s; that is no damage, and nothing was changed: %s", Sentence(err), afterwards(err))
	}
	all, more := causes(err), ""
	if n := len(all) - 1; n > 0 {
		more = fmt.Sprintf(" (and %s more)", numbers.Grouped(n))
	}
	return fmt.Sprintf("the archive is damaged: %s%s; what can be read is answered; for all that is wrong: daybook verify %s",
		Sentence(all[0]), more, ShellWord(dir))
}

// A Way tells apart the situations of an archive that is in doubt or has no key here, for
// advice on the command line.
type Way struct {
	Dir      string
	ReadOnly bool // no new key can be made for it
	Trusting bool // the officer is agreeing to it at the moment
}

// ToAgree returns what to do, as the end of a sentence; "" for any other error.
func (w Way) ToAgree(err error) string {
	dir := ShellWord(w.Dir)
	switch {
	case w.Dir == "":
		return ""
	case errors.Is(err, ledger.ErrDoubt):
		return fmt.Sprintf("; put the folder back that this computer knew, or agree to this one: daybook trust %s --reason TEXT", dir)
	case !errors.Is(err, ledger.ErrNoKey), errors.Is(err, keys.ErrNoFolder):
		return ""
	}
	way := "; bring its file to the folder keys beside Daybook's settings from the computer that has it"
	if errors.Is(err, keys.ErrUnreachable) {
		way = "; unlock the keychain and try again"
	}
	switch {
	case w.ReadOnly:
		return way
	case w.Trusting:
		return way + ", or agree to a new one too: add --new-key"
	}
	return way + fmt.Sprintf(", or agree to a new one: daybook key %s --new --reason TEXT", dir)
}

// ShellWord returns a word as it is typed: quoted if a shell would take it apart.
func ShellWord(s string) string {
	if s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune(`-_./\:~+,@`, r) || r > 127 && unicode.IsPrint(r))
	}) {
		return s
	}
	if strings.Contains(s, `"`) {
		return "'" + s + "'"
	}
	return `"` + s + `"`
}
