package archive

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"daybook/backend/folder"
	"daybook/backend/integrity"
	"daybook/backend/keys"
	"daybook/backend/retention"
)

// A Key is a public key of an archive, and where its private half was kept.
type Key struct {
	Verifier string     `json:"verifier"` // as package integrity writes it
	Kept     keys.Place `json:"kept"`
	Since    time.Time  `json:"since"`
}

// ID is the eight digits that tell a key from the others of its archive.
func (k Key) ID() string { return integrity.KeyID(k.Verifier) }

// name is what the private half is kept by.
func (k Key) name(archiveID string) string { return archiveID + "-" + k.ID() }

// KeyChanged is the data of a line about a new key, which is needed where the
// private half of the one before is not kept: on another computer, or after its
// keychain was lost. Somebody agreed to it for that reason; lines of before Daybook
// asked have none.
type KeyChanged struct {
	Key    Key    `json:"key"`
	Before string `json:"before"` // id of the key before
	Why    string `json:"why"`    // it could not be had, "" where it could
	Reason string `json:"reason,omitempty"`
}

// newKey makes a key and keeps its private half.
func newKey(archiveID string, now time.Time) (Key, *integrity.Signer, error) {
	signer, err := integrity.NewSigner(integrity.Origin(archiveID))
	if err != nil {
		return Key{}, nil, err
	}
	k := Key{Verifier: signer.Verifier(), Since: now.UTC().Truncate(time.Millisecond)}
	k.Kept, err = keys.Keep(k.name(archiveID), signer.Secret())
	return k, signer, err
}

// keptSigner is the private half of the key, if this program can get it. It is
// called under recording.
func (a *Archive) keptSigner() (*integrity.Signer, error) {
	if a.key != nil {
		return a.key, nil
	}
	id := a.ident()
	k := id.key()
	secret, err := keys.Find(k.name(id.ID), k.Kept)
	if err != nil {
		return nil, err
	}
	signer, err := integrity.ParseSigner(secret)
	if err != nil {
		return nil, err
	}
	if signer.Verifier() != k.Verifier {
		return nil, fmt.Errorf("%w: what is kept is another key", keys.ErrNotFound)
	}
	a.key = signer
	return signer, nil
}

// heldSigner is keptSigner, and where there is none an error that wraps ErrNoKey
// and says why.
func (a *Archive) heldSigner() (*integrity.Signer, error) {
	signer, why := a.keptSigner()
	if why != nil {
		return nil, fmt.Errorf("archive: sign for %s: %w: key %s: %w", a.dir, ErrNoKey, a.ident().key().ID(), why)
	}
	return signer, nil
}

// signer is what signs for the archive, unless the archive is in doubt. A key that
// is not here is never replaced by the way: whoever checks a signature could no
// longer tell who made it. It is called under recording.
func (a *Archive) signer() (*integrity.Signer, error) {
	if d := a.lookAgain(); d != nil {
		return nil, a.doubtful(d)
	}
	return a.heldSigner()
}

// makeKey makes a new key, and journals it with the reason and with why the one
// before could not be had, if so. It is called under recording.
func (a *Archive) makeKey(reason string, why error) (*integrity.Signer, error) {
	if a.readOnly != "" {
		return nil, fmt.Errorf("archive: make a key for %s: %w (%s); copy the folder to where it can be written", a.dir, ErrReadOnly, a.readOnly)
	}
	id := a.ident()
	changed := KeyChanged{Before: id.key().ID(), Reason: reason}
	if why != nil {
		changed.Why = folder.Bounded(why.Error())
	}
	k, signer, err := newKey(id.ID, a.options.Now())
	if err != nil {
		return nil, fmt.Errorf("archive: make a key for %s: %w", a.dir, err)
	}
	// The program may end between the line and what is known of it.
	if a.known != nil {
		next := *a.known
		next.Next = k.Verifier
		if err := next.Keep(); err != nil {
			return nil, errors.Join(err, keys.Forget(k.name(id.ID), k.Kept))
		}
		a.known = &next
	}
	atStep()
	changed.Key, a.key = k, signer
	if err := a.amend(KindKeyChanged, changed, signer); err != nil {
		a.key = nil
		return nil, errors.Join(err, keys.Forget(k.name(id.ID), k.Kept))
	}
	if a.doubt.Load() == nil {
		a.keepKnown() // with the key, now that it is the one in use
	}
	return signer, nil
}

// amend adds a line that changes what archive.json says, and then changes that.
// The journal is what counts: archive.json follows it on the next opening if it
// cannot now. It is called under recording.
func (a *Archive) amend(kind string, data any, by *integrity.Signer) error {
	l, err := a.append(kind, data, by)
	if err != nil {
		return err
	}
	next := a.ident().clone()
	if err := next.apply(l); err != nil {
		return fmt.Errorf("archive: change %s: %w", a.dir, err)
	}
	a.setIdentity(next)
	atStep()
	writeIdentity(a.dir, next)
	atStep()
	return nil
}

// ident is what the archive is now. It must not be changed.
func (a *Archive) ident() *identity {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.identity
}

func (a *Archive) setIdentity(id *identity) {
	a.mu.Lock()
	a.identity = id
	a.mu.Unlock()
}

// key is the one in use.
func (i *identity) key() Key { return i.Keys[len(i.Keys)-1] }

func (i *identity) clone() *identity {
	c := *i
	c.Keys, c.Holds = slices.Clone(i.Keys), slices.Clone(i.Holds)
	return &c
}

// verifiers are all keys that the archive has and had.
func (i *identity) verifiers() (integrity.Verifiers, error) {
	texts := make([]string, len(i.Keys))
	for n, k := range i.Keys {
		texts[n] = k.Verifier
	}
	return integrity.NewVerifiers(texts...)
}

// amends reports a kind of line that changes what archive.json says.
func amends(kind string) bool {
	return slices.Contains([]string{KindMade, KindKeyChanged, KindPlanChanged, KindHoldPlaced, KindHoldReleased}, kind)
}

// apply changes i to what it is after a line.
func (i *identity) apply(l integrity.Line) error {
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

// differs says how archive.json is not what the journal made it.
func (i *identity) differs(journal *identity) string {
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

// bringUp makes the identity what the journal says it is, where archive.json
// could not be written after a line. Before that it must be what the lines say
// that it is made of.
func (a *Archive) bringUp(j *integrity.Journal) (problems []string) {
	was := &identity{}
	next := a.identity.clone()
	for n := range j.Len() {
		if !amends(j.Kind(n)) {
			continue
		}
		l, err := j.Line(n)
		if err == nil && l.N <= a.identity.Journal {
			err = was.apply(l)
		} else if err == nil {
			err = next.apply(l)
		}
		if err != nil {
			return []string{"journal.jsonl: " + err.Error()}
		}
	}
	if how := a.identity.differs(was); how != "" {
		problems = append(problems, "archive.json: "+how)
	}
	if next.Journal > a.identity.Journal && next.Keys != nil {
		a.identity = next
		// On a disk that is full the archive is read as the journal says.
		if a.readOnly == "" {
			writeIdentity(a.dir, next)
		}
	}
	return problems
}

// openCheckpoint opens the checkpoint of a snapshot, which must be that of its
// tree.
func (i *identity) openCheckpoint(s *snapshot) (integrity.Checkpoint, error) {
	keys, err := i.verifiers()
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

// signCheckpoint signs for a tree.
func (a *Archive) signCheckpoint(t treeRef) (string, error) {
	a.recording.Lock()
	defer a.recording.Unlock()
	signer, err := a.signer()
	if err != nil {
		return "", err
	}
	return checkpointOf(a.ident().ID, t, signer)
}

func checkpointOf(archiveID string, t treeRef, by *integrity.Signer) (string, error) {
	root, err := (&snapshot{Tree: t}).root()
	if err != nil {
		return "", err
	}
	return integrity.Checkpoint{Origin: integrity.Origin(archiveID), Size: t.Size, Root: root}.Sign(by)
}
