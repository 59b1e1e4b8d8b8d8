package ledger

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"daybook/backend/event"
	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/integrity"
	"daybook/backend/keys"
	"daybook/backend/retention"
)

// Identity is archive.json.
type Identity struct {
	Format    int              `json:"format"`
	ID        string           `json:"id"`
	Name      string           `json:"name"`
	Plan      string           `json:"plan"`
	Holds     []retention.Hold `json:"holds"`      // in force
	HoldsMade int              `json:"holds_made"` // ever, so that no ID is used twice
	Created   time.Time        `json:"created"`
	Program   string           `json:"program"`
	Keys      []Key            `json:"keys"`    // the last one is in use
	Journal   int64            `json:"journal"` // number of the last line that this includes
	Checksum  string           `json:"checksum"`

	Found string `json:"-"` // how archive.json was damaged, where this is its second copy
}

func (i *Identity) ChecksumField() *string { return &i.Checksum }

// ReadIdentity reads archive.json and refuses a folder that is not an archive, or a newer
// one.
func ReadIdentity(dir string) (*Identity, error) {
	if info, err := os.Stat(dir); err != nil {
		return nil, failure.New("open", dir, err)
	} else if !info.IsDir() {
		return nil, failure.Newf("open", dir, "%w: it is a file; an archive is a folder", ErrNotArchive)
	}
	if err := folder.Look(dir, IdentityName, folder.File, false); err != nil {
		return nil, err
	}
	id, err := readIdentityFile(dir, IdentityName)
	if err != nil {
		return otherIdentity(dir, err)
	}
	return id, nil
}

func readIdentityFile(dir, name string) (*Identity, error) {
	path := filepath.Join(dir, name)
	data, err := folder.Read(path, folder.MaxDocument)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, failure.Newf("open", dir, "%w: it has no %s", ErrNotArchive, name)
	}
	if err != nil {
		return nil, failure.New("open", dir, err)
	}
	// The format comes first: a newer format may have fields that this program cannot
	// check.
	var probe struct {
		Format int `json:"format"`
	}
	if err := json.Unmarshal(data, &probe); err == nil && probe.Format > folder.Format {
		return nil, failure.Newf("open", dir, "%w: its format is %d and this program reads format %d; use a newer Daybook", ErrNewer, probe.Format, folder.Format)
	}
	id := new(Identity)
	if err := folder.Decode(data, id); err != nil {
		return nil, failure.New("open", path, err)
	}
	if id.Format < folder.Format {
		return nil, failure.Newf("open", dir, "%w: its format is %d and this program reads format %d; make a new archive and import the original files into it", ErrOlder, id.Format, folder.Format)
	}
	if len(id.Keys) == 0 {
		return nil, failure.Newf("open", dir, "%w: it has no key; make a new archive and import the original files into it", ErrOlder)
	}
	return id, nil
}

type ImportRef struct {
	Number   int    `json:"number"`
	Revision int    `json:"revision,omitempty"`
	SHA256   string `json:"sha256"`
}

// FileName returns the name of the import's file under imports/. A purge that changes it
// writes a file of another name, so that the change takes effect with CURRENT.
func (r ImportRef) FileName() string {
	if r.Revision == 0 {
		return folder.Number(r.Number) + ".json"
	}
	return fmt.Sprintf("%s-%d.json", folder.Number(r.Number), r.Revision)
}

// Tree is the size of the tree, which is the next sequence number, and its
// root in hexadecimal.
type Tree struct {
	Size int64  `json:"size"`
	Root string `json:"root"`
}

const (
	IdentityName = "archive.json"
	IdentityCopy = "archive.copy"
)

// WriteIdentity writes both copies.
func WriteIdentity(dir string, id *Identity) error {
	data, err := folder.Encode(id.Clone())
	if err != nil {
		return err
	}
	return folder.Write(data, filepath.Join(dir, IdentityName), filepath.Join(dir, IdentityCopy))
}

// otherIdentity returns the second copy, where the first is damaged for that reason.
func otherIdentity(dir string, damaged error) (*Identity, error) {
	if folder.Passing(damaged) || errors.Is(damaged, ErrOlder) || errors.Is(damaged, ErrNewer) && wholeAndNewer(dir) || errors.Is(damaged, folder.ErrMisplaced) || folder.Look(dir, IdentityCopy, folder.File, true) != nil {
		return nil, damaged
	}
	id, err := readIdentityFile(dir, IdentityCopy)
	if err != nil {
		return nil, damaged
	}
	id.Found = WrongWith(IdentityName, damaged)
	return id, nil
}

// wholeAndNewer reports whether a newer Daybook wrote archive.json, as opposed to a
// flipped bit in the number of its format.
func wholeAndNewer(dir string) bool {
	data, err := folder.Read(filepath.Join(dir, IdentityName), folder.MaxDocument)
	var said struct {
		Checksum string `json:"checksum"`
	}
	return err == nil && json.Unmarshal(data, &said) == nil && folder.SumFits(data, said.Checksum)
}

// WrongWith says which file was damaged, and how.
func WrongWith(name string, err error) string {
	if errors.Is(err, ErrNotArchive) || errors.Is(err, fs.ErrNotExist) {
		return name + ": it is missing"
	}
	reason := err.Error()
	if errors.Is(err, ErrNewer) {
		return name + ": its format is one that this program does not know, and its checksum does not fit"
	}
	if how, ok := errors.AsType[*folder.DamagedError](err); ok {
		reason = how.Err.Error()
	}
	return name + ": " + reason
}

// Key returns the key in use.
func (i *Identity) Key() Key { return i.Keys[len(i.Keys)-1] }

func (i *Identity) Clone() *Identity {
	c := *i
	c.Keys, c.Holds = slices.Clone(i.Keys), slices.Clone(i.Holds)
	return &c
}

// Verifiers returns all keys that the archive has and had.
func (i *Identity) Verifiers() (integrity.Verifiers, error) {
	texts := make([]string, len(i.Keys))
	for n, k := range i.Keys {
		texts[n] = k.Verifier
	}
	return integrity.NewVerifiers(texts...)
}

// amends reports whether a kind of line changes archive.json.
func amends(kind string) bool {
	return slices.Contains([]string{KindMade, KindKeyChanged, KindPlanChanged, KindHoldPlaced, KindHoldReleased}, kind)
}

// Apply applies a line to i.
func (i *Identity) Apply(l integrity.Line) error {
	var err error
	switch l.Kind {
	case KindMade:
		var made Made
		if err = json.Unmarshal(l.Data, &made); err == nil {
			i.ID, i.Name, i.Plan, i.Keys = made.Archive, made.Name, made.Plan, []Key{made.Key}
		}
	case KindKeyChanged:
		var changed KeyChanged
		if err = json.Unmarshal(l.Data, &changed); err == nil {
			i.Keys = append(i.Keys, changed.Key)
		}
	case KindPlanChanged:
		var changed PlanChanged
		if err = json.Unmarshal(l.Data, &changed); err == nil {
			i.Plan = changed.To
		}
	case KindHoldPlaced:
		var placed HoldPlaced
		if err = json.Unmarshal(l.Data, &placed); err == nil {
			i.Holds = append(i.Holds, placed.Hold)
			i.HoldsMade++
		}
	case KindHoldReleased:
		var released HoldReleased
		if err = json.Unmarshal(l.Data, &released); err == nil {
			i.Holds = slices.DeleteFunc(i.Holds, func(h retention.Hold) bool { return h.ID == released.Hold.ID })
		}
	default:
		return nil
	}
	if err != nil {
		return fmt.Errorf("line %d of the journal: %w", l.N, err)
	}
	i.Journal = l.N
	return nil
}

// Differs says how archive.json differs from the state that the journal describes.
func (i *Identity) Differs(journal *Identity) string {
	switch {
	case i.ID != journal.ID:
		return fmt.Sprintf("its id is %s, and the journal is of archive %s", i.ID, journal.ID)
	case i.Name != journal.Name:
		return fmt.Sprintf("its name is %q, and by the journal %q", i.Name, journal.Name)
	case i.Plan != journal.Plan:
		return fmt.Sprintf("its plan is %q, and by the journal %q", i.Plan, journal.Plan)
	case !slices.EqualFunc(i.Keys, journal.Keys, func(x, y Key) bool {
		return x.Verifier == y.Verifier && x.Kept == y.Kept && x.Since.Equal(y.Since)
	}):
		return "its keys are not those of the journal"
	case i.HoldsMade != journal.HoldsMade || !slices.EqualFunc(i.Holds, journal.Holds, sameHold):
		return "its holds are not those of the journal"
	}
	return ""
}

// sameHold compares two holds as they are written down.
func sameHold(x, y retention.Hold) bool {
	a, err := json.Marshal(x)
	b, other := json.Marshal(y)
	return err == nil && other == nil && bytes.Equal(a, b)
}

// openCheckpoint opens the checkpoint of a snapshot, which must be that of its
// tree.
func (i *Identity) openCheckpoint(s Point) (integrity.Checkpoint, error) {
	keys, err := i.Verifiers()
	if err != nil {
		return integrity.Checkpoint{}, err
	}
	c, _, err := integrity.OpenCheckpoint(s.Checkpoint, integrity.Origin(i.ID), keys)
	if err != nil {
		return integrity.Checkpoint{}, err
	}
	if root := c.Root.String(); c.Size != s.Tree.Size || root != s.Tree.Root {
		return c, fmt.Errorf("it is of %d leaves with root %s, and the snapshot of %d with root %s", c.Size, root, s.Tree.Size, s.Tree.Root)
	}
	return c, nil
}

func SignTree(archiveID string, t Tree, by *integrity.Signer) (string, error) {
	root, err := t.RootHash()
	if err != nil {
		return "", err
	}
	return integrity.Checkpoint{Origin: integrity.Origin(archiveID), Size: t.Size, Root: root}.Sign(by)
}

// Forget removes the private halves of the keys.
func (i *Identity) Forget() {
	if i == nil {
		return
	}
	for _, k := range i.Keys {
		keys.Forget(k.Name(i.ID), k.Kept) // a key that stays can sign for nothing
	}
}

func (t Tree) checkpoint() (integrity.Checkpoint, error) {
	root, err := t.RootHash()
	return integrity.Checkpoint{Size: t.Size, Root: root}, err
}

// RootHash returns the root.
func (t Tree) RootHash() (event.Hash, error) {
	var h event.Hash
	n, err := hex.Decode(h[:], []byte(t.Root))
	if err != nil || n != len(h) {
		return h, folder.Damagef("the snapshot's root is no hash")
	}
	return h, nil
}

// A Point holds the statements of a snapshot about itself and about the ledger.
type Point struct {
	Snapshot   int            // its number
	Change     int64          // line of the journal that planned its set of events
	Journal    integrity.Head // when the snapshot was made
	Tree       Tree
	Checkpoint string // of the tree, signed
}
