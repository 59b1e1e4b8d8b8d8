// Package storedtest has an archive of each format that Daybook ever wrote, for tests:
// what an officer keeps for years must open in every later Daybook as it was.
//
// Each is a file testdata/format-N.tar.gz, in which are
//
//	Northwind.daybook/  the archive, as it was closed, with modes and empty folders
//	config/             what the computer that made it keeps apart from it: the
//	                    private key, and the state in which it last saw the archive
//
// The key signs for this archive alone, and is no secret. A file is written once, by
// the Daybook of its format, and never again once that was released:
//
//	go test ./backend/archive -run TestStored -write-stored
//	go test ./backend/cli -run TestStored -update
//
// The second command writes what the archive exports. What it exports does not change,
// so a difference there is a fault in what reads it, unless the archive is another one.
package storedtest

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// Archive is the name of the archive's folder.
const Archive = "Northwind.daybook"

// Config is the name of the folder beside it, to which DAYBOOK_CONFIG is set where the
// archive's key is to be known.
const Config = "config"

//go:embed testdata
var stored embed.FS

// Formats are the formats of which there is an archive, the oldest first.
func Formats(t testing.TB) (formats []int) {
	t.Helper()
	files, err := stored.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		var n int
		if _, err := fmt.Sscanf(f.Name(), "format-%d.tar.gz", &n); err != nil {
			t.Fatalf("testdata/%s is no stored archive: %v", f.Name(), err)
		}
		formats = append(formats, n)
	}
	slices.Sort(formats)
	return formats
}

// Unpack unpacks the archive of a format and what is kept apart from it, and returns
// the folder in which both are.
func Unpack(t testing.TB, format int) (dir string) {
	t.Helper()
	data, err := stored.ReadFile(fmt.Sprintf("testdata/format-%d.tar.gz", format))
	if err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	if err := unpack(data, dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

func unpack(data []byte, dir string) error {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return err
	}
	modes := make(map[string]fs.FileMode) // of folders, which must be written to first
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		path := filepath.Join(dir, filepath.FromSlash(h.Name))
		if h.Typeflag == tar.TypeDir {
			modes[path] = fs.FileMode(h.Mode)
			if err := os.Mkdir(path, 0o700); err != nil {
				return err
			}
			continue
		}
		content, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		if err := os.WriteFile(path, content, 0o600); err != nil {
			return err
		}
		if err := os.Chmod(path, fs.FileMode(h.Mode)); err != nil {
			return err
		}
	}
	for path, mode := range modes {
		if err := os.Chmod(path, mode); err != nil {
			return err
		}
	}
	return nil
}

// Write packs what is in dir, an archive of a format and what is kept apart from it, as
// the one that is stored from then on. The folder of this package is given by its path.
func Write(t testing.TB, dir, here string, format int) {
	t.Helper()
	data, err := pack(dir)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(here, "testdata", fmt.Sprintf("format-%d.tar.gz", format))
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func pack(dir string) ([]byte, error) {
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	w := tar.NewWriter(z)
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		h := &tar.Header{
			Name: filepath.ToSlash(strings.TrimPrefix(path, dir+string(filepath.Separator))),
			Mode: int64(info.Mode().Perm()), ModTime: time.Unix(0, 0), Typeflag: tar.TypeReg, Size: info.Size(),
		}
		if d.IsDir() {
			h.Name, h.Typeflag, h.Size = h.Name+"/", tar.TypeDir, 0
			return w.WriteHeader(h)
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if err := w.WriteHeader(h); err != nil {
			return err
		}
		_, err = w.Write(content)
		return err
	})
	if err := errors.Join(err, w.Close(), z.Close()); err != nil {
		return nil, err
	}
	return packed.Bytes(), nil
}
