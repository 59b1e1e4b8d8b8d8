package export

import (
	"bufio"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"

	"daybook/backend/durable"
	"daybook/backend/event"
	"daybook/backend/failure"
	"daybook/backend/proof"
)

// An Output is a file that is complete and about to appear at Path.
type Output struct {
	Path   string // from the root
	Bytes  int64
	SHA256 event.Hash // of the file on the disk
	Events int
	Plain  event.Hash // SHA-256 of what is in an encrypted file, zero for others
}

// ToFile writes a file that is complete or absent: write fills a temporary file
// beside path, which is synced and then renamed to path, mode 0600, replacing a
// file that is there. If write fails or panics, or anything after it fails, the
// temporary file is removed and the file at path is untouched. A symbolic link at
// path stays; its target is replaced.
//
// Errors read "write <path>: <cause>". The writer is buffered and must
// not be used after write returned.
func ToFile(path string, write func(io.Writer) error) error {
	_, err := RecordedFile(path, nil, write)
	return err
}

// RecordedFile is ToFile that also calls appears, if not nil, when the file is
// complete and durable under its temporary name. If appears returns an error, which
// is returned as it is, the file does not appear.
func RecordedFile(path string, appears func(Output) error, write func(io.Writer) error) (Output, error) {
	return toFile(path, appears, func(f *os.File) (int, error) {
		w := bufio.NewWriter(f)
		if err := write(w); err != nil {
			return 0, err
		}
		return 0, w.Flush()
	})
}

// JSONFile writes events to a JSON file in the way of RecordedFile.
func JSONFile(path string, events iter.Seq2[event.Event, error], appears func(Output) error) (Output, error) {
	return toFile(path, appears, func(f *os.File) (int, error) { return WriteJSON(f, events) })
}

// CSVFile writes events to a CSV file in the way of RecordedFile. The file begins
// with a byte order mark if a character outside ASCII occurs in it.
func CSVFile(path string, events iter.Seq2[event.Event, error], appears func(Output) error) (Output, error) {
	return toFile(path, appears, func(f *os.File) (int, error) {
		var csv csvFormat
		w := marking{f: f, csv: &csv}
		n, err := write(&w, events, &csv)
		if err == nil && csv.wide && !w.marked {
			err = prepend(f, proof.Mark, 1<<20)
		}
		return n, err
	})
}

// marking writes a byte order mark first if its first write already has a character
// that needs one, which spares most files a prepend.
type marking struct {
	f       io.Writer
	csv     *csvFormat
	started bool
	marked  bool
}

func (m *marking) Write(p []byte) (int, error) {
	if !m.started {
		m.started = true
		if m.csv.wide {
			m.marked = true
			if _, err := io.WriteString(m.f, proof.Mark); err != nil {
				return 0, err
			}
		}
	}
	return m.f.Write(p)
}

// prepend puts head before the content of f, which it moves in place, block by
// block: it takes neither memory nor disk space for a copy. head is at most a block
// long.
func prepend(f *os.File, head string, block int) error {
	held, next := append(make([]byte, 0, block), head...), make([]byte, block)
	var from, to int64
	for {
		n, err := f.ReadAt(next, from)
		if err != nil && err != io.EOF {
			return err
		}
		from += int64(n)
		// The overwritten bytes were already read. The last write makes the file
		// longer, so reading must stop before it.
		if err == io.EOF {
			_, err = f.WriteAt(append(held, next[:n]...), to)
			return err
		}
		if _, err := f.WriteAt(held, to); err != nil {
			return err
		}
		to += int64(len(held))
		held, next = next[:n], held[:block]
	}
}

// toFile is ToFile with a file to write and a function to call before it appears.
func toFile(path string, appears func(Output) error, write func(*os.File) (events int, err error)) (done Output, err error) {
	var refused error
	err = replace(path, func(f *os.File) (err error) {
		done.Events, err = write(f)
		return err
	}, func(temporary string) (err error) {
		if done.Path, err = filepath.Abs(path); err != nil {
			return err
		}
		// The file is read back, since the bytes on the disk are those that
		// count.
		if done.SHA256, done.Bytes, err = hashFile(temporary); err != nil || appears == nil {
			return err
		}
		refused = appears(done)
		return refused
	})
	switch {
	case refused != nil:
		return done, refused
	case err != nil:
		return done, failure.New("write", path, err)
	}
	return done, nil
}

func hashFile(path string) (sum event.Hash, size int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return sum, 0, err
	}
	defer f.Close()
	h := sha256.New()
	if size, err = io.Copy(h, f); err != nil {
		return sum, 0, err
	}
	h.Sum(sum[:0])
	return sum, size, nil
}

// replace is ToFile without its names in errors. complete is called with the
// name of the temporary file when that is durable.
func replace(path string, write func(*os.File) error, complete func(temporary string) error) (err error) {
	target, err := resolve(path)
	if err != nil {
		return err
	}
	folder := filepath.Dir(target)
	if err := outsideArchives(folder); err != nil {
		return err
	}
	f, err := durable.CreateTemporary(folder)
	if err != nil {
		return inFolder(folder, err)
	}
	defer f.Discard() // also after a panic
	if err := write(f.File); err != nil {
		return cause(err, f.Name())
	}
	if err := f.Sync(); err != nil {
		return cause(err, f.Name())
	}
	if err := complete(f.Name()); err != nil {
		return cause(err, f.Name())
	}
	if err := f.Become(target); err != nil { // for example because a spreadsheet has it open
		return fmt.Errorf("it cannot be put in its place: %w", cause(err, ""))
	}
	if err := durable.SyncFolder(folder); err != nil {
		return &explained{"the file is complete, but a power cut could still undo it: " + cause(err, folder).Error(), err}
	}
	return nil
}

// resolve returns the target of path: a regular file, or a name without a file
// yet.
func resolve(path string) (string, error) {
	if path == "" {
		return "", errors.New("no file name is given")
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return path, nil
	case err != nil:
		return "", inFolder(filepath.Dir(path), err)
	case info.IsDir():
		return "", errors.New("it is a folder")
	case !info.Mode().IsRegular(): // a device or a pipe would be gone
		return "", errors.New("it is no regular file")
	}
	return filepath.EvalSymlinks(path)
}

// ErrInside reports that a file would be put among an archive's own files, and
// could replace one of them.
var ErrInside = errors.New("that is in the archive's own folder; choose another folder")

// ownFiles are names of which the folder of an archive has at least three, even
// where it is damaged.
var ownFiles = []string{"archive.json", "CURRENT", "journal.jsonl", "journal.head", "segments", "snapshots", "imports", "tree"}

// outsideArchives returns an error if folder is that of an archive, or below one.
func outsideArchives(folder string) error {
	at, err := filepath.EvalSymlinks(folder)
	if err != nil {
		at = folder // making the file there will report what is wrong
	}
	if at, err = filepath.Abs(at); err != nil {
		return err
	}
	for {
		found := 0
		for _, name := range ownFiles {
			if _, err := os.Lstat(filepath.Join(at, name)); err == nil {
				found++
			}
		}
		if found >= 3 {
			return ErrInside
		}
		if at == filepath.Dir(at) {
			return nil
		}
		at = filepath.Dir(at)
	}
}

// explained says in words what an error of the system means.
type explained struct {
	words string
	err   error
}

func (e *explained) Error() string { return e.words }
func (e *explained) Unwrap() error { return e.err }

// inFolder says what is wrong with the folder of the file.
func inFolder(folder string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if info, found := os.Stat(folder); found == nil && info.IsDir() { // for example in /proc, where no file can be made
			return &explained{"no file can be made in the folder " + folder, err}
		}
		return &explained{"there is no folder " + folder, err}
	case errors.Is(err, fs.ErrPermission):
		return &explained{"no permission to write in the folder " + folder, err}
	}
	return cause(err, "")
}

// cause removes the temporary file's name from an error, where it would only
// confuse, and explains a full disk.
func cause(err error, name string) error {
	if diskFull(err) {
		return &explained{"the disk is full", err}
	}
	var path *fs.PathError
	if errors.As(err, &path) && err == error(path) && (name == "" || path.Path == name) {
		return path.Err
	}
	var link *os.LinkError
	if errors.As(err, &link) && err == error(link) {
		return link.Err
	}
	return err
}
