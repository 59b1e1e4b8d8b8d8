package export

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"

	"daybook/backend/durable"
	"daybook/backend/event"
)

// ToFile writes a file that is complete or absent: write fills a temporary file
// beside path, which is synced and then renamed to path, mode 0600, replacing a
// file that is there. If write fails or panics, or anything after it fails, the
// temporary file is removed and what stood at path is untouched. A symbolic link
// at path stays; the file it leads to is replaced.
//
// Errors read "export: write <path>: <cause>". The writer is buffered and must
// not be used after write returned.
func ToFile(path string, write func(io.Writer) error) error {
	return toFile(path, func(f *os.File) error {
		w := bufio.NewWriter(f)
		if err := write(w); err != nil {
			return err
		}
		return w.Flush()
	})
}

// JSONFile writes events to a JSON file as ToFile does, and says how many.
func JSONFile(path string, events iter.Seq2[event.Event, error]) (n int, err error) {
	err = toFile(path, func(f *os.File) error {
		n, err = WriteJSON(f, events)
		return err
	})
	return n, err
}

// CSVFile writes events to a CSV file as ToFile does, and says how many. The
// file begins with a byte order mark if a character outside ASCII occurs in it.
func CSVFile(path string, events iter.Seq2[event.Event, error]) (n int, err error) {
	err = toFile(path, func(f *os.File) error {
		var csv csvFormat
		w := marking{f: f, csv: &csv}
		if n, err = write(&w, events, &csv); err != nil {
			return err
		}
		if csv.wide && !w.marked {
			return prepend(f, mark, 1<<20)
		}
		return nil
	})
	return n, err
}

// marking writes a byte order mark first if by then a character is known that
// needs it, which spares most files a prepend.
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
			if _, err := io.WriteString(m.f, mark); err != nil {
				return 0, err
			}
		}
	}
	return m.f.Write(p)
}

// prepend puts head before what f holds, moving it on in place, block by block:
// it takes neither memory nor disk for a copy. head is at most a block long.
func prepend(f *os.File, head string, block int) error {
	held, next := append(make([]byte, 0, block), head...), make([]byte, block)
	var from, to int64
	for {
		n, err := f.ReadAt(next, from)
		if err != nil && err != io.EOF {
			return err
		}
		from += int64(n)
		// What this overwrites has been read. At the end it makes the file
		// longer, so there is no reading on.
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

func toFile(path string, write func(*os.File) error) error {
	if err := replace(path, write); err != nil {
		return fmt.Errorf("export: write %s: %w", path, err)
	}
	return nil
}

// replace is ToFile without its names in errors.
func replace(path string, write func(*os.File) error) (err error) {
	target, err := resolve(path)
	if err != nil {
		return err
	}
	folder := filepath.Dir(target)
	f, err := os.CreateTemp(folder, ".daybook-*.tmp") // 0600
	if err != nil {
		return inFolder(folder, err)
	}
	done := false
	defer func() { // also after a panic
		if !done {
			f.Close() // an error says nothing new; a second Close does nothing
			os.Remove(f.Name())
		}
	}()
	if err := write(f); err != nil {
		return cause(err, f.Name())
	}
	if err := f.Sync(); err != nil {
		return cause(err, f.Name())
	}
	if err := f.Close(); err != nil {
		return cause(err, f.Name())
	}
	if err := os.Rename(f.Name(), target); err != nil { // such as open in a spreadsheet
		return fmt.Errorf("it cannot be put in its place: %w", cause(err, ""))
	}
	done = true
	if err := durable.SyncFolder(folder); err != nil {
		return &explained{"the file is complete, but a power cut could still undo it: " + cause(err, folder).Error(), err}
	}
	return nil
}

// resolve is where path leads to: a regular file, or nothing yet.
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
		return &explained{"there is no folder " + folder, err}
	case errors.Is(err, fs.ErrPermission):
		return &explained{"no permission to write in the folder " + folder, err}
	}
	return cause(err, "")
}

// cause takes the temporary file's name out of an error, which would only
// confuse, and says what a full disk is.
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
