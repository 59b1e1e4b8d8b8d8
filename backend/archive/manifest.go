package archive

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"daybook/backend/durable"
	"daybook/backend/event"
	"daybook/backend/folder"
	"daybook/backend/integrity"
	"daybook/backend/retention"
	"daybook/backend/segment"
)

// Errors of opening an archive and of reading from it.
var (
	// ErrNotArchive: the folder is none of Daybook's.
	ErrNotArchive = errors.New("not a Daybook archive")
	// ErrNewer: a newer Daybook made it.
	ErrNewer = errors.New("made by a newer Daybook")
	// ErrOlder: it has no journal, as those of before the first release.
	ErrOlder = errors.New("made by a Daybook from before its first release, without a journal")
	// ErrExists: there is something where the archive should be made.
	ErrExists = errors.New("already exists")
	// ErrInside: what leaves the archive would be put among its own files.
	ErrInside = errors.New("that is in the archive's own folder")
	// ErrUnsure: a change was made, but the disk could not be made to keep it
	// over a power cut. The archive takes no other change until it is opened
	// again, and is then what it was before or after.
	ErrUnsure = errors.New("changed, but perhaps not for good; open the archive again")
)

// identity is archive.json.
type identity struct {
	Format    int              `json:"format"`
	ID        string           `json:"id"`
	Name      string           `json:"name"`
	Plan      string           `json:"plan"`
	Holds     []retention.Hold `json:"holds"`      // in force
	HoldsMade int              `json:"holds_made"` // ever, so that no ID comes twice
	Created   time.Time        `json:"created"`
	Program   string           `json:"program"`
	Keys      []Key            `json:"keys"`    // the last one is in use
	Journal   int64            `json:"journal"` // number of the last line that this follows
	Checksum  string           `json:"checksum"`

	found string // how archive.json was damaged, where this is its second copy
}

func (i *identity) ChecksumField() *string { return &i.Checksum }

// snapshot is snapshots/N.json.
type snapshot struct {
	Format      int            `json:"format"`
	Number      int            `json:"number"`
	Archive     string         `json:"archive"`
	Made        time.Time      `json:"made"`
	Segments    []segment.Ref  `json:"segments"`
	NextSegment int            `json:"next_segment"`
	Imports     []importRef    `json:"imports"`
	Ranks       string         `json:"ranks_sha256"`
	Tree        treeRef        `json:"tree"`
	Checkpoint  string         `json:"checkpoint"` // of the tree, signed
	Change      int64          `json:"change"`     // line of the journal that planned which events there are
	Journal     integrity.Head `json:"journal"`    // when the snapshot was made
	Checksum    string         `json:"checksum"`

	found []string // the files that were damaged when it was read, and how
	raw   []byte   // of the file
}

type importRef struct {
	Number   int    `json:"number"`
	Revision int    `json:"revision,omitempty"`
	SHA256   string `json:"sha256"`
}

// file is the name of the import's file under imports/. What a purge changes in
// it goes to a file of another name, so that it changes with CURRENT.
func (r importRef) file() string {
	if r.Revision == 0 {
		return folder.Number(r.Number) + ".json"
	}
	return fmt.Sprintf("%s-%d.json", folder.Number(r.Number), r.Revision)
}

// treeRef is the size of the tree, which is the next sequence number, and its
// root in hexadecimal.
type treeRef struct {
	Size int64  `json:"size"`
	Root string `json:"root"`
}

func (s *snapshot) ChecksumField() *string { return &s.Checksum }

func (s *snapshot) root() (event.Hash, error) {
	var h event.Hash
	n, err := hex.Decode(h[:], []byte(s.Tree.Root))
	if err != nil || n != len(h) {
		return h, fmt.Errorf("%w: the snapshot's root is no hash", folder.ErrDamaged)
	}
	return h, nil
}

func (s *snapshot) events() int {
	sum := 0
	for _, ref := range s.Segments {
		sum += ref.Events
	}
	return sum
}

// readIdentity reads archive.json and refuses what is no archive or is newer.
func readIdentity(dir string) (*identity, error) {
	if info, err := os.Stat(dir); err != nil {
		return nil, fmt.Errorf("archive: open %s: %w", dir, err)
	} else if !info.IsDir() {
		return nil, fmt.Errorf("archive: open %s: %w: it is a file; an archive is a folder", dir, ErrNotArchive)
	}
	if err := folder.Look(dir, identityName, folder.File, false); err != nil {
		return nil, err
	}
	id, err := readIdentityFile(dir, identityName)
	if err != nil {
		return otherIdentity(dir, err)
	}
	return id, nil
}

func readIdentityFile(dir, name string) (*identity, error) {
	path := filepath.Join(dir, name)
	data, err := folder.Read(path, folder.MaxDocument)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("archive: open %s: %w: it has no %s", dir, ErrNotArchive, name)
	}
	if err != nil {
		return nil, fmt.Errorf("archive: open %s: %w", dir, err)
	}
	// The format comes first: a newer one may have fields that this program
	// cannot check.
	var probe struct {
		Format int `json:"format"`
	}
	if err := json.Unmarshal(data, &probe); err == nil && probe.Format > folder.Format {
		return nil, fmt.Errorf("archive: open %s: %w: its format is %d and this program reads up to %d; use a newer Daybook", dir, ErrNewer, probe.Format, folder.Format)
	}
	id := new(identity)
	if err := folder.Decode(data, id); err != nil {
		return nil, fmt.Errorf("archive: open %s: %w", path, err)
	}
	if len(id.Keys) == 0 {
		return nil, fmt.Errorf("archive: open %s: %w; make a new archive and import the files into it", dir, ErrOlder)
	}
	return id, nil
}

// readCurrent reads the snapshot that CURRENT names and checks it against the
// hash that stands there.
func readCurrent(dir, archive string) (*snapshot, error) {
	path := filepath.Join(dir, "CURRENT")
	data, err := folder.Read(path, 1<<10)
	if err != nil {
		return newestSnapshot(dir, archive, lacking(path, err))
	}
	var n int
	var sum string
	if _, err := fmt.Sscanf(string(data), "%06d %64s\n", &n, &sum); err != nil || currentLine(n, sum) != string(data) {
		return newestSnapshot(dir, archive, fmt.Errorf("archive: open %s: %w: it is not a number and a hash", path, folder.ErrDamaged))
	}
	s, err := readSnapshot(dir, n, sum)
	if err != nil {
		// A bit of CURRENT may be another one, too.
		return newestSnapshot(dir, archive, err)
	}
	return s, nil
}

// lacking is the error of a file that an archive cannot be without.
func lacking(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("archive: open %s: %w: it is missing", path, folder.ErrDamaged)
	}
	if at, ok := errors.AsType[*fs.PathError](err); ok && at.Path == path {
		err = at.Err // once is enough
	}
	return fmt.Errorf("archive: open %s: %w", path, err)
}

func currentLine(n int, sum string) string {
	return folder.Number(n) + " " + strings.ToLower(sum) + "\n"
}

// currentOf is CURRENT for a snapshot of these bytes.
func currentOf(n int, snapshot []byte) []byte {
	sum := sha256.Sum256(snapshot)
	return []byte(currentLine(n, hex.EncodeToString(sum[:])))
}

func snapshotPath(dir string, n int) string {
	return filepath.Join(dir, "snapshots", folder.Number(n)+".json")
}

func importPath(dir string, r importRef) string { return filepath.Join(dir, "imports", r.file()) }

// writeSnapshot writes s and makes it the current one: the last step of every
// change. An error that wraps ErrUnsure came after CURRENT was replaced; what
// either snapshot names must then stay.
func writeSnapshot(dir string, s *snapshot) error {
	path := snapshotPath(dir, s.Number)
	data, err := folder.Encode(s)
	if err == nil {
		// The second copy is no less than the first what CURRENT names.
		err = folder.Write(data, path, snapshotCopyPath(dir, s.Number))
	}
	if err != nil {
		return fmt.Errorf("archive: write %s: %w", path, err)
	}
	path = filepath.Join(dir, "CURRENT")
	replaced, err := durable.Replace(path, currentOf(s.Number, data))
	if err != nil && replaced {
		return fmt.Errorf("archive: write %s: %w: %w", path, ErrUnsure, err)
	}
	if err != nil {
		return fmt.Errorf("archive: write %s: %w", path, err)
	}
	return nil
}

// newID is a random (version 4) UUID.
func newID() string {
	var b [16]byte
	rand.Read(b[:]) // never fails
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	x := hex.EncodeToString(b[:])
	return x[:8] + "-" + x[8:12] + "-" + x[12:16] + "-" + x[16:20] + "-" + x[20:]
}
