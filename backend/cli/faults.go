package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"daybook/backend/archive"
	"daybook/backend/folder"
	"daybook/backend/ingest"
	"daybook/backend/ledger"
	"daybook/backend/numbers"
)

// errStopped ends a command that was stopped and has said what that left behind.
var errStopped = errors.New("stopped")

// making says what to do about an archive that cannot be made.
func making(dir string, err error) error {
	if info, stat := os.Stat(dir); stat == nil && !info.IsDir() {
		return fmt.Errorf("make %s: there is a file of that name; choose another name", dir)
	}
	if errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("%w; choose a place where you may make folders", err)
	}
	return err
}

// opening says what to do about an archive that cannot be opened.
func opening(dir string, err error) error {
	if _, stat := os.Stat(dir); errors.Is(stat, fs.ErrNotExist) {
		return fmt.Errorf("open %s: there is no such folder; name the folder of an archive, or make one: daybook new %s", dir, shellWord(dir))
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

// unreadable says what to do about a file that cannot be read.
func unreadable(path string, err error) error {
	switch {
	case hasWildcard(path) && missing(path):
		return fmt.Errorf("no file matches %s; look at its name and folder", path)
	case errors.Is(err, ingest.ErrNotOrdinary):
		return fmt.Errorf("%s is no ordinary file; save what it gives to a file first", path)
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("there is no file %s; look at its name and folder", path)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s: permission denied; you need to be allowed to read the file", path)
	}
	return err
}

// afterwards says what to do about an error that may pass.
func afterwards(err error) string {
	if folder.Exhausted(err) {
		return "close other programs, or let this one have more open files (ulimit -n), and try again"
	}
	return "look whether the disk is there and the files are yours to read, and try again"
}

// damaged says which files of an archive are damaged, and what to do.
func damaged(dir string, err error) string {
	if !errors.Is(err, folder.ErrDamaged) {
		return fmt.Sprintf("not all of the archive could be looked at: %s; that is no damage, and nothing was changed: %s", explain(err), afterwards(err))
	}
	causes := []error{err}
	for len(causes) > 0 { // joined errors may be joined again
		joined, ok := causes[0].(interface{ Unwrap() []error })
		if _, one := causes[0].(*folder.Damage); !ok || one {
			break
		}
		causes = append(joined.Unwrap(), causes[1:]...)
	}
	more := ""
	if n := len(causes) - 1; n > 0 {
		more = fmt.Sprintf(" (and %s more)", numbers.Grouped(n))
	}
	return fmt.Sprintf("the archive is damaged: %s%s; what can be read is answered; for all that is wrong: daybook verify %s",
		explain(causes[0]), more, shellWord(dir))
}

// explain is an error as one sentence, without the names of packages. What the
// system alone said of a file is put into words.
func explain(err error) string {
	if bare, ok := err.(*fs.PathError); ok {
		if errors.Is(err, fs.ErrPermission) {
			return bare.Path + ": permission denied; choose a place that you may use"
		}
		return fmt.Sprintf("%s: %v", bare.Path, bare.Err)
	}
	text := oneLine(err.Error())
	for _, name := range []string{"archive", "intake", "ingest", "export", "query", "index", "columns", "integrity", "keys"} {
		text = strings.TrimPrefix(text, name+": ")
		text = strings.ReplaceAll(text, ": "+name+": ", ": ")
	}
	return text
}

// shellWord is a word as it is typed: in quotes where a shell would take it
// apart.
func shellWord(s string) string {
	if s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune(`-_./\:~+,@`, r) || r > 127 && !hidden(r))
	}) {
		return s
	}
	if strings.Contains(s, `"`) {
		return "'" + s + "'"
	}
	return `"` + s + `"`
}
