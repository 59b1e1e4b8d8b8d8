package desk

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"

	"daybook/backend/archive"
	"daybook/backend/encryption"
	"daybook/backend/event"
	"daybook/backend/failure"
	"daybook/backend/ingest"
	"daybook/backend/proof"
)

// options apply to all files of an import.
type options struct {
	ingest.Options
	// known reports whether a public key is or was a key of the archive; nil knows
	// none.
	known func(key string) bool
}

// A stream reads one file: an *ingest.File or a bundle.
type stream interface {
	Events(ctx context.Context) iter.Seq2[event.Event, error]
	Source() string
	Notes() []string
	Incomplete() bool
	SHA256() (event.Hash, error)
	Offset() int64
	Prove(ctx context.Context) error
}

// An input is about to become one import. It is for one goroutine.
type input struct {
	file string // the import's name
	in   func(ctx context.Context) archive.Input
	end  func() error
}

// open opens a file, a bundle or a folder. It verifies a bundle and lists a folder.
// The error wraps ingest.ErrNotEvents if there are no events, ErrProof for a bundle
// that does not verify, ErrEncrypted, ingest.ErrNotOrdinary, or the system's error.
func open(ctx context.Context, path string, o options) (*input, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return openSet(ctx, []string{path}, o)
	}
	f, info, err := ingest.OpenFile(path)
	if err != nil {
		return nil, err
	}
	name := filepath.Base(path)
	s, err := openOne(f, info.Size(), name, o)
	if b, ok := s.(*bundle); ok && err == nil {
		err = b.Prove(ctx)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return &input{file: name, end: f.Close, in: func(ctx context.Context) archive.Input {
		return archive.Input{File: name, Size: info.Size(), Events: s.Events(ctx), Source: s.Source, SHA256: s.SHA256, Notes: s.Notes, Incomplete: s.Incomplete, Offset: s.Offset}
	}}, nil
}

// openAsOne opens several files and folders as one import.
func openAsOne(ctx context.Context, paths []string, o options) (*input, error) {
	if len(paths) == 1 {
		return open(ctx, paths[0], o)
	}
	return openSet(ctx, paths, o)
}

// take imports the input, as Archive.Import does.
func (i *input) take(ctx context.Context, a *archive.Archive, progress func(archive.Progress)) (archive.Import, error) {
	return a.Import(ctx, i.in(ctx), progress)
}

// close closes all files that are open.
func (i *input) close() error {
	if i.end == nil {
		return nil
	}
	return i.end()
}

// openOne opens a file according to its content.
func openOne(f *os.File, size int64, name string, o options) (stream, error) {
	if is, err := encryption.Is(f); err == nil && is {
		return nil, failure.Newf("open", name, "%w: %w; open it with the program age, and import what is in it", ingest.ErrNotEvents, ErrEncrypted)
	}
	head := make([]byte, 4)
	if n, _ := f.ReadAt(head, 0); n == len(head) && string(head) == "PK\x03\x04" || filepath.Ext(name) == proof.Extension {
		meant, err := proof.MeantAsBundle(f, size, name)
		if err != nil {
			return nil, failure.New("open", name, err)
		}
		if meant {
			return &bundle{r: f, size: size, name: name, known: o.known}, nil
		}
	}
	return ingest.Open(f, size, name, o.Options)
}

// hashOf returns the SHA-256 of a file of that size.
func hashOf(ctx context.Context, r io.ReaderAt, size int64) (sum event.Hash, err error) {
	h := sha256.New()
	n, err := io.Copy(h, &cancelled{ctx, io.NewSectionReader(r, 0, size)})
	if err == nil && n != size {
		err = errors.New("it became shorter while it was read")
	}
	h.Sum(sum[:0])
	return sum, err
}

// A cancelled is a reader that stops when its context ends.
type cancelled struct {
	ctx context.Context
	r   io.Reader
}

func (c *cancelled) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}
