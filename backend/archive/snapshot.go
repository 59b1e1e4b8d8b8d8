package archive

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/integrity"
	"daybook/backend/ledger"
	"daybook/backend/segment"
)

// snapshot is the content of snapshots/N.json.
type snapshot struct {
	Format      int                `json:"format"`
	Number      int                `json:"number"`
	Archive     string             `json:"archive"`
	Made        time.Time          `json:"made"`
	Segments    []segment.Ref      `json:"segments"`
	NextSegment int                `json:"next_segment"`
	Imports     []ledger.ImportRef `json:"imports"`
	Ranks       string             `json:"ranks_sha256"`
	Tree        ledger.Tree        `json:"tree"`
	Checkpoint  string             `json:"checkpoint"` // of the tree, signed
	Change      int64              `json:"change"`     // line of the journal that planned the present set of events
	Journal     integrity.Head     `json:"journal"`    // as it was when the snapshot was made
	Checksum    string             `json:"checksum"`

	found []string // files that were found damaged while it was read, and how
	raw   []byte   // bytes of the file
}

func (s *snapshot) ChecksumField() *string { return &s.Checksum }

// point returns what the snapshot says about itself and the ledger.
func (s *snapshot) point() ledger.Point {
	return ledger.Point{Snapshot: s.Number, Change: s.Change, Journal: s.Journal, Tree: s.Tree, Checkpoint: s.Checkpoint}
}

func (s *snapshot) events() int {
	sum := 0
	for _, ref := range s.Segments {
		sum += ref.Events
	}
	return sum
}

// readCurrent reads the snapshot that CURRENT names and checks it against the hash in
// CURRENT. Where one of them is damaged, it falls back on newestSnapshot.
func readCurrent(dir, archive string) (*snapshot, error) {
	path := filepath.Join(dir, "CURRENT")
	data, err := folder.Read(path, 1<<10)
	if err != nil {
		return newestSnapshot(dir, archive, lacking(path, err))
	}
	var n int
	var sum string
	if _, err := fmt.Sscanf(string(data), "%06d %64s\n", &n, &sum); err != nil || currentLine(n, sum) != string(data) {
		return newestSnapshot(dir, archive, failure.New("open", path, folder.Damagef("it is not a number and a hash")))
	}
	s, err := readSnapshot(dir, n, sum)
	if err != nil {
		// A bit of CURRENT itself may have changed, too.
		return newestSnapshot(dir, archive, err)
	}
	return s, nil
}

// lacking returns the error for a file without which an archive cannot be opened.
func lacking(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return failure.New("open", path, folder.Damagef("it is missing"))
	}
	if at, ok := errors.AsType[*fs.PathError](err); ok && at.Path == path {
		err = at.Err // failure.New adds the path
	}
	return failure.New("open", path, err)
}

func snapshotPath(dir string, n int) string {
	return filepath.Join(dir, "snapshots", folder.Number(n)+".json")
}

func importPath(dir string, r ledger.ImportRef) string {
	return filepath.Join(dir, "imports", r.FileName())
}

func snapshotCopyPath(dir string, n int) string {
	return strings.TrimSuffix(snapshotPath(dir, n), ".json") + ".copy"
}

// readSnapshot reads a snapshot that has that SHA-256, or any if sum is "", from its
// first copy or, if that is damaged, from the second.
func readSnapshot(dir string, n int, sum string) (*snapshot, error) {
	s, damaged := readSnapshotFile(snapshotPath(dir, n), n, sum)
	if damaged == nil || folder.Passing(damaged) {
		return s, damaged
	}
	s, err := readSnapshotFile(snapshotCopyPath(dir, n), n, sum)
	if err != nil {
		return nil, damaged
	}
	s.found = append(s.found, ledger.WrongWith("snapshots/"+folder.Number(n)+".json", damaged))
	return s, nil
}

func readSnapshotFile(path string, n int, sum string) (*snapshot, error) {
	data, err := folder.Read(path, folder.MaxDocument)
	if err != nil {
		return nil, lacking(path, err)
	}
	s := &snapshot{raw: data}
	if got := sha256.Sum256(data); sum != "" && hex.EncodeToString(got[:]) != sum {
		err = folder.Damagef("CURRENT has another hash for it")
	} else if err = folder.Decode(data, s); err == nil && s.Number != n {
		err = folder.Damagef("it is of another number")
	}
	if err != nil {
		return nil, lacking(path, err)
	}
	return s, nil
}

// newestSnapshot returns the newest usable snapshot of an archive whose CURRENT, or the
// snapshot that it names, is damaged. If there is none, it returns the error damaged.
func newestSnapshot(dir, archive string, damaged error) (*snapshot, error) {
	entries, err := os.ReadDir(filepath.Join(dir, "snapshots"))
	if folder.Passing(damaged) || err != nil {
		return nil, damaged
	}
	var numbers []int
	for _, e := range entries {
		stem, _, _ := strings.Cut(e.Name(), ".")
		if n, err := strconv.Atoi(stem); err == nil && ours("snapshots", e.Name()) && !slices.Contains(numbers, n) {
			numbers = append(numbers, n)
		}
	}
	slices.Sort(numbers)
	for _, n := range slices.Backward(numbers) {
		s, err := readSnapshot(dir, n, "")
		if err != nil || s.Archive != archive || slices.ContainsFunc(s.Segments, func(ref segment.Ref) bool {
			_, err := os.Lstat(segmentPath(dir, ref.Number))
			return err != nil
		}) {
			continue
		}
		s.found = append(s.found, ledger.WrongWith("CURRENT", damaged))
		return s, nil
	}
	return nil, damaged
}

func currentLine(n int, sum string) string {
	return folder.Number(n) + " " + strings.ToLower(sum) + "\n"
}

// currentOf returns the content of CURRENT for a snapshot of these bytes.
func currentOf(n int, snapshot []byte) []byte {
	sum := sha256.Sum256(snapshot)
	return []byte(currentLine(n, hex.EncodeToString(sum[:])))
}
