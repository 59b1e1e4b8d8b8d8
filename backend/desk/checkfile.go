package desk

import (
	"context"
	"fmt"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/ingest"
	"daybook/backend/integrity"
	"daybook/backend/numbers"
)

// A Traced is all that an archive knows of a file by its content, whatever the file is
// called now.
type Traced struct {
	SHA256  event.Hash
	Lines   []integrity.Line  // of the journal that handed the file out
	Imports []archive.Brought // imports of the file, by itself or in a folder
	// Untold is the number of files of which the archive has only marks of a key that is not
	// on this computer: the file may be one of them.
	Untold int
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

// Doubt says, as a sentence, why the file may be one that the archive knows though it was
// not found; "" if nothing is in doubt.
func (t *Traced) Doubt() string {
	if t.Untold == 0 {
		return ""
	}
	return fmt.Sprintf("The archive knows %s only by marks of a key that is not on this computer; check the file on the computer that has it.", numbers.Plural(t.Untold, "file"))
}

// Trace looks for a file with that SHA-256 among the files that the archive handed out
// and those that it took in.
func Trace(a *archive.Archive, sum event.Hash) (t Traced, err error) {
	t = Traced{SHA256: sum}
	file := a.Ledger().Tracer(sum)
	if t.Lines, err = a.Ledger().FindFile(file); err != nil {
		return t, err
	}
	imports, err := archive.Look(a, (*archive.View).Imports)
	t.Imports = archive.FindImported(imports, file)
	t.Untold = file.Untold
	return t, err
}
