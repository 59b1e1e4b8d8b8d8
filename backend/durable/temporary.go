package durable

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"
)

// A process that is killed leaves its temporary file, with everything that it had
// written, beside the file that it was to replace. So that the next process can
// remove it, and removes nothing else, the name of a temporary file has random
// digits and a hash of them with the computer and the user, and the file is locked
// for as long as its process lives. Its path is also noted in a folder of the
// user's, since it may be that nobody ever writes to the file's own folder again.

const (
	temporaryPrefix = ".daybook-"
	temporarySuffix = ".tmp"
)

var temporaryName = regexp.MustCompile(`^\.daybook-([0-9a-f]{16})-([0-9a-f]{16})\.tmp$`)

// A Temporary is a file of mode 0600 that takes the place of another file when it
// is complete.
type Temporary struct {
	*os.File
	note    string // the path of its note, "" if there is none
	settled bool
}

// remembering holds the folder of notes, "" where there is none.
var remembering struct {
	sync.Mutex
	folder string
}

// RememberIn names the folder of the user's in which the paths of temporary files
// are noted. The folder is made when it is needed. Until RememberIn is called
// nothing is noted.
func RememberIn(folder string) {
	remembering.Lock()
	defer remembering.Unlock()
	remembering.folder = folder
}

func notesFolder() string {
	remembering.Lock()
	defer remembering.Unlock()
	return remembering.folder
}

// sumOf returns the hash that marks random digits as those of this computer and
// user: files of another computer that shares the folder, or of another user, are
// not for this process to judge.
func sumOf(random string) string {
	host, _ := os.Hostname()
	sum := sha256.Sum256(fmt.Appendf(nil, "daybook temporary file\n%s\n%d\n%s", host, os.Getuid(), random))
	return hex.EncodeToString(sum[:8])
}

// CreateTemporary makes an empty file in folder, after removing those that dead
// processes left there.
func CreateTemporary(folder string) (*Temporary, error) {
	SweepFolder(folder)
	for range 100 {
		var digits [8]byte
		rand.Read(digits[:])
		random := hex.EncodeToString(digits[:])
		path := filepath.Join(folder, temporaryPrefix+random+"-"+sumOf(random)+temporarySuffix)
		note := takeNote(random, path)
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			forget(note)
			if errors.Is(err, fs.ErrExist) {
				continue
			}
			return nil, err
		}
		if held(f) && same(f, path) {
			return &Temporary{File: f, note: note}, nil
		}
		// A process that sweeps the folder removed the file before it was locked.
		f.Close()
		os.Remove(path)
		forget(note)
	}
	return nil, fmt.Errorf("%s: no temporary file can be made in it", folder)
}

// held locks f, and reports false only where another process has the lock. A file
// system without locks does no harm, since nothing is swept on it either.
func held(f *os.File) bool {
	ok, err := tryLock(f)
	return ok || err != nil
}

// Become puts the file in the place of target, in one step, and lets go of it.
func (t *Temporary) Become(target string) error {
	if err := become(t.File, target); err != nil {
		return err
	}
	t.settled = true
	forget(t.note)
	return nil
}

// Discard removes the file, unless it took its target's place. It may be called
// more than once, and after Become.
func (t *Temporary) Discard() {
	if t.settled {
		return
	}
	t.settled = true
	t.Close()
	if err := os.Remove(t.Name()); err == nil || errors.Is(err, fs.ErrNotExist) {
		forget(t.note)
	}
}

// takeNote notes the path of a temporary file before it is made, and returns the
// path of the note, or "" where no note can be kept: a missing note must not
// prevent the writing of a file.
func takeNote(random, path string) string {
	folder := notesFolder()
	full, err := filepath.Abs(path)
	if folder == "" || err != nil || filepath.Dir(full) == filepath.Dir(folder) {
		return "" // the folder of settings is swept at each start anyway
	}
	if os.MkdirAll(folder, 0o700) != nil {
		return ""
	}
	note := filepath.Join(folder, random)
	f, err := os.OpenFile(note, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return ""
	}
	_, err = f.WriteString(full)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		os.Remove(note)
		return ""
	}
	SyncFolder(folder)
	return note
}

func forget(note string) {
	if note != "" {
		os.Remove(note)
	}
}

// mostSwept is the number of names in a folder that are looked at.
const mostSwept = 100_000

// SweepFolder removes the temporary files of dead processes of this user and
// computer in a folder, and nothing else. Files that cannot be read or removed
// stay.
func SweepFolder(folder string) {
	d, err := os.Open(folder)
	if err != nil {
		return
	}
	defer d.Close()
	for n := 0; n < mostSwept; {
		names, err := d.Readdirnames(1000)
		for _, name := range names {
			sweep(filepath.Join(folder, name))
		}
		if n += len(names); err != nil {
			return
		}
	}
}

// sweep removes the file at a path if it is a temporary file whose process is dead.
// It reports whether the file is gone.
func sweep(path string) (gone bool) {
	parts := temporaryName.FindStringSubmatch(filepath.Base(path))
	if parts == nil || parts[2] != sumOf(parts[1]) {
		return true
	}
	f, err := OpenToWriteExisting(path)
	if err != nil {
		return errors.Is(err, fs.ErrNotExist)
	}
	defer f.Close()
	if !dead(f) || !same(f, path) {
		return false
	}
	return removeOpen(f, path) == nil
}

// same reports whether path still leads to the open file f.
func same(f *os.File, path string) bool {
	open, err := f.Stat()
	if err != nil {
		return false
	}
	there, err := os.Lstat(path)
	return err == nil && os.SameFile(open, there)
}

// sweepPatience is how long SweepRemembered waits: a folder may be on a share that
// does not answer.
const sweepPatience = 2 * time.Second

// SweepRemembered removes the files that dead processes left in the folders that
// were noted, and in the folder of the settings, which contains that of the notes.
// It gives up after two seconds, and the next start goes on.
func SweepRemembered() {
	folder := notesFolder()
	if folder == "" {
		return
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		SweepFolder(filepath.Dir(folder))
		notes, _ := os.ReadDir(folder)
		for _, d := range notes {
			sweepNoted(filepath.Join(folder, d.Name()))
		}
	}()
	timer := time.NewTimer(sweepPatience)
	defer timer.Stop()
	select {
	case <-ended:
	case <-timer.C:
	}
}

func sweepNoted(note string) {
	data, err := Read(note, 64<<10)
	if err != nil {
		return
	}
	path := string(data)
	parts := temporaryName.FindStringSubmatch(filepath.Base(path))
	switch {
	case parts == nil || parts[1] != filepath.Base(note) || !filepath.IsAbs(path) || strings.ContainsRune(path, 0):
		// A note that was cut short, or that is somebody else's, leads to nothing.
		if info, err := os.Stat(note); err == nil && time.Since(info.ModTime()) > time.Hour {
			os.Remove(note)
		}
	case parts[2] != sumOf(parts[1]): // the computer had another name then
	default:
		// The folder may be on a disk that is not connected at present.
		if _, err := os.Stat(filepath.Dir(path)); err == nil && noted(note) && sweep(path) {
			os.Remove(note)
		}
	}
}

// noted reports whether a note is old enough that its file must have been made: the
// note is written first.
func noted(note string) bool {
	info, err := os.Stat(note)
	return err == nil && time.Since(info.ModTime()) > noteAge
}

var noteAge = 2 * time.Second // a variable for tests
