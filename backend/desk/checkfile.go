package desk

import (
	"context"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/ingest"
	"daybook/backend/integrity"
)

// A Traced is all that an archive knows of a file by its content, whatever the file is
// called now.
type Traced struct {
	SHA256  event.Hash
	Lines   []integrity.Line  // of the journal that handed the file out
	Imports []archive.Brought // imports of the file, by itself or in a folder
}

// HashFile returns the SHA-256 and the size of a file. It reads nothing from a pipe or a
// device: its error then wraps ingest.ErrNotOrdinary.
func HashFile(ctx context.Context, path string) (sum event.Hash, size int64, err error) {
	f, info, err := ingest.OpenFile(path)
	if err != nil {
		return sum, 0, &UnreadableError{path, err}
	}
	defer f.Close()
	if sum, err = hashOf(ctx, f, info.Size()); err != nil {
		return sum, 0, &UnreadableError{path, err}
	}
	return sum, info.Size(), nil
}

// Trace looks for a file with that SHA-256 among the files that the archive handed out
// and those that it took in.
func Trace(a *archive.Archive, sum event.Hash) (t Traced, err error) {
	t = Traced{SHA256: sum}
	if t.Lines, err = a.Ledger().FindFile(sum.String()); err != nil {
		return t, err
	}
	imports, err := archive.Look(a, (*archive.View).Imports)
	t.Imports = archive.FindImported(imports, sum.String())
	return t, err
}
