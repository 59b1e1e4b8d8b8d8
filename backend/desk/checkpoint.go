package desk

import (
	"context"
	"io"
	"strings"

	"daybook/backend/archive"
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
	return out.save(ctx, ledger.KindCheckpointSaved, path, text, 0)
}

// StreamCheckpoint writes a checkpoint to w, which stands for standard output, after the
// line in the journal is written.
func StreamCheckpoint(ctx context.Context, a *archive.Archive, w io.Writer, also ...int64) (Handed, error) {
	text, out, err := checkpointOf(a, also)
	if err != nil {
		return Handed{}, err
	}
	return out.stream(ctx, ledger.KindCheckpointSaved, w, text, 0)
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
	text, err := readStart(path, largestNote)
	if err != nil {
		return "", err
	}
	return strings.TrimSpace(strings.ReplaceAll(string(text), "\r\n", "\n")) + "\n", nil
}

// readStart returns the first bytes of a file, no more than most.
func readStart(path string, most int64) ([]byte, error) {
	f, _, err := ingest.OpenFile(path)
	if err != nil {
		return nil, &UnreadableError{path, err}
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, most))
	if err != nil {
		return nil, &UnreadableError{path, err}
	}
	return text, nil
}
