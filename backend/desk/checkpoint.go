package desk

import (
	"context"
	"crypto/sha256"
	"io"
	"strings"

	"daybook/backend/archive"
	"daybook/backend/export"
	"daybook/backend/ingest"
	"daybook/backend/ledger"
)

// SaveCheckpoint saves a checkpoint of the archive to a file at path, which is complete
// or absent. The line in the journal is written before the file appears. The checkpoint
// proves that it continues those that witnesses cosigned, and those of the sizes in also.
func SaveCheckpoint(ctx context.Context, a *archive.Archive, path string, also ...int64) (Handed, error) {
	text, out, err := checkpointOf(a, also)
	if err != nil {
		return Handed{}, err
	}
	f, err := export.RecordedFile(path, func(o export.Output) error { return out.record(ctx, ledger.KindCheckpointSaved, o) }, func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	})
	return out.handed(f), err
}

// StreamCheckpoint writes a checkpoint to w, which stands for standard output, after the
// line in the journal is written.
func StreamCheckpoint(ctx context.Context, a *archive.Archive, w io.Writer, also ...int64) (Handed, error) {
	text, out, err := checkpointOf(a, also)
	if err != nil {
		return Handed{}, err
	}
	o := export.Output{Path: "-", Bytes: int64(len(text)), SHA256: sha256.Sum256([]byte(text))}
	if err := out.record(ctx, ledger.KindCheckpointSaved, o); err != nil {
		return Handed{}, err
	}
	_, err = io.WriteString(w, text)
	return out.handed(o), err
}

// checkpointOf returns a checkpoint and the journal's record of it.
func checkpointOf(a *archive.Archive, also []int64) (string, *departure, error) {
	info, err := archive.Look(a, (*archive.View).Info)
	if err != nil {
		return "", nil, err
	}
	text, err := a.CheckpointToSave(also...)
	return text, &departure{a: a, said: ledger.Handover{Format: "checkpoint", Archive: info.Events}}, err
}

// CompareCheckpoint compares the archive with a checkpoint that was saved to a file. The
// error wraps integrity.ErrCheckpoint if the file is not a checkpoint.
func CompareCheckpoint(ctx context.Context, a *archive.Archive, path string) (ledger.Comparison, error) {
	text, err := readNote(path)
	if err != nil {
		return ledger.Comparison{}, err
	}
	return a.Compare(ctx, text)
}

// largestNote bounds the file of a checkpoint or of a key, in bytes.
const largestNote = 1 << 20

// readNote reads the file of a checkpoint or of a key as it was written: mail and editors
// change its line ends and add some.
func readNote(path string) (string, error) {
	f, _, err := ingest.OpenFile(path)
	if err != nil {
		return "", &UnreadableError{path, err}
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, largestNote))
	if err != nil {
		return "", &UnreadableError{path, err}
	}
	return strings.TrimSpace(strings.ReplaceAll(string(text), "\r\n", "\n")) + "\n", nil
}
