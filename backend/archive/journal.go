package archive

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"daybook/backend/folder"
	"daybook/backend/integrity"
	"daybook/backend/query"
)

// Kinds of lines of the journal. A change of which events there are takes two:
// planned before it and, once it is made, one that names the line of the plan.
const (
	KindMade            = "made"
	KindImportPlanned   = "import planned"
	KindImported        = "imported"
	KindImportAbandoned = "import abandoned"
	KindPurgePlanned    = "purge planned"
	KindPurged          = "purged"
	KindPurgeAbandoned  = "purge abandoned"
	KindPlanChanged     = "plan changed"
	KindHoldPlaced      = "hold placed"
	KindHoldReleased    = "hold released"
	KindKeyChanged      = "key changed"
	KindExported        = "exported"
	KindCopied          = "copied"
	KindBundle          = "bundle"
	KindCheckpointSaved = "checkpoint saved"
	KindVerified        = "verified"
	KindDamageNoted     = "damage noted"
	KindBuiltAgain      = "built again"
	KindTrusted         = "state trusted"
)

// handedOver are the kinds of lines of what left the archive; they have the
// SHA-256 of it.
var handedOver = []string{KindExported, KindCopied, KindBundle, KindCheckpointSaved}

// A changeKind is the kinds of lines of one kind of change.
type changeKind struct{ planned, done, abandoned string }

var (
	importChange = changeKind{KindImportPlanned, KindImported, KindImportAbandoned}
	purgeChange  = changeKind{KindPurgePlanned, KindPurged, KindPurgeAbandoned}
	changeKinds  = []changeKind{importChange, purgeChange}
)

// Made is the data of the first line.
type Made struct {
	Archive    string `json:"archive"` // its id
	Format     int    `json:"format"`
	Name       string `json:"name"`
	Plan       string `json:"plan"`
	Key        Key    `json:"key"`
	Checkpoint string `json:"checkpoint"`
}

// Planned is what the line of every planned change has.
type Planned struct {
	Snapshot   int    `json:"snapshot"`   // that it is to make
	Events     int    `json:"events"`     // present in that
	Checkpoint string `json:"checkpoint"` // of that
}

func (p *Planned) common() *Planned { return p }

func (p *Planned) rewrote(importRef) {}

// A plan is the data of the line of a planned change: a pointer to a struct that
// embeds Planned. rewrote tells it of the file that an import's report is from
// then on.
type plan interface {
	common() *Planned
	rewrote(importRef)
}

// ImportPlanned is the data of an import's line.
type ImportPlanned struct {
	Planned
	Import     int    `json:"import"`
	File       string `json:"file"`
	SHA256     string `json:"sha256"`        // of the file
	Report     string `json:"report_sha256"` // of imports/N.json
	Source     string `json:"source"`
	Read       int    `json:"read"`
	Added      int    `json:"added"`
	Duplicates int    `json:"duplicates"`
	Conflicts  int    `json:"conflicts"`
	Rejected   int    `json:"rejected"`
	FirstSeq   int64  `json:"first_seq"`
}

// Ended is the data of the line of a change that was done or abandoned.
type Ended struct {
	Plan     int64 `json:"plan"` // number of the line that planned it
	Snapshot int   `json:"snapshot"`
}

// PlanChanged is the data of a line of that kind.
type PlanChanged struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// A Handover is the data of a line of what left the archive as a file or on the
// clipboard.
type Handover struct {
	File     string `json:"file,omitempty"` // where it was put; "-" is standard output, "" the clipboard
	Format   string `json:"format"`
	SHA256   string `json:"sha256"`
	Bytes    int64  `json:"bytes"`
	Events   int    `json:"events"`             // in it
	Selected int    `json:"selected,omitempty"` // by hand
	Matching int    `json:"matching"`           // what was asked
	Archive  int    `json:"archive_events"`
	Unread   int    `json:"unread_events,omitempty"` // of the archive, beside these: they cannot be read, and may match
	Asked    Asked  `json:"asked"`

	Case      string `json:"case,omitempty"`
	Purpose   string `json:"purpose,omitempty"`
	Recipient string `json:"recipient,omitempty"`
}

// Asked is a query as it was typed and as it was understood.
type Asked struct {
	Typed      string   `json:"typed"`
	Words      string   `json:"words"`
	Parsed     string   `json:"parsed"` // terms and range, in UTC, as they can be typed
	Categories []string `json:"categories,omitempty"`
	Actions    []string `json:"actions,omitempty"`
	Members    []string `json:"members,omitempty"`
	Imports    []int    `json:"imports,omitempty"`
	Conflicts  bool     `json:"conflicts_only,omitempty"`
	Order      string   `json:"order"`
	Zone       string   `json:"zone"`
}

// AskedOf describes a query, typed in a zone.
func AskedOf(typed string, q query.Query, o query.Order, zone *time.Location) Asked {
	if zone == nil {
		zone = time.UTC
	}
	return Asked{
		Typed: typed, Words: q.Words(zone), Parsed: q.String(), Order: orderWords(o), Zone: zone.String(),
		Categories: q.Categories, Actions: q.Actions, Members: q.Members, Imports: q.Imports, Conflicts: q.ConflictsOnly,
	}
}

// Record adds a line for something that leaves the archive: an export, a copy, a
// bundle or a saved checkpoint. It must be called, and have answered, before
// that appears where it is to be: what is in nobody's journal has not left. An archive
// that is read-only can have no line: then N is 0, and whoever calls says so. A
// Handover into the archive's own folder is an error that wraps ErrInside.
func (a *Archive) Record(ctx context.Context, kind string, data any) (integrity.Line, error) {
	if !slices.Contains(handedOver, kind) {
		return integrity.Line{}, fmt.Errorf("archive: record %q: there is no such kind of line", kind)
	}
	if err := ctx.Err(); err != nil {
		return integrity.Line{}, err
	}
	v, err := a.acquire() // so that it is open
	if err != nil {
		return integrity.Line{}, err
	}
	defer a.release(v)
	if a.readOnly == "" {
		err = a.maySign()
	} else if d := a.Doubt(); d != nil { // there is nothing to sign
		err = a.doubtful(d)
	}
	if err != nil {
		return integrity.Line{}, err
	}
	if h, ok := data.(Handover); ok && inside(a.dir, h.File) {
		return integrity.Line{}, fmt.Errorf("archive: write %s: %w; choose another folder", h.File, ErrInside)
	}
	if a.readOnly != "" {
		return integrity.Line{}, nil
	}
	return a.record(kind, data)
}

// inside reports a file, there or not, in dir or a folder below it.
func inside(dir, file string) bool {
	if file == "" || file == "-" {
		return false
	}
	for range 40 { // as many links as systems follow
		leads, err := os.Readlink(file)
		if err != nil {
			break
		}
		if !filepath.IsAbs(leads) {
			leads = filepath.Join(filepath.Dir(file), leads)
		}
		file = leads
	}
	home, err := os.Stat(dir)
	for at := filepath.Dir(file); err == nil; at = filepath.Dir(at) {
		here, failed := os.Stat(at)
		if failed == nil && os.SameFile(home, here) {
			return true
		}
		if at == filepath.Dir(at) {
			break
		}
	}
	return false
}

func (a *Archive) record(kind string, data any) (integrity.Line, error) {
	a.recording.Lock()
	defer a.recording.Unlock()
	signer, err := a.signer()
	if err != nil {
		return integrity.Line{}, err
	}
	return a.append(kind, data, signer)
}

// append adds a line. First it adds what the journal should have already: that
// it was found damaged, and how a change ended whose program did not live to say
// so. It is called under recording.
func (a *Archive) append(kind string, data any, by *integrity.Signer) (integrity.Line, error) {
	write := func(kind string, data any) (integrity.Line, error) {
		l, err := a.journal.Append(kind, integrity.NewEntry(a.options.Now(), userName(), a.options.Program), data, by)
		if err != nil {
			return l, fmt.Errorf("archive: write in %s: %w", a.dir, err)
		}
		if a.doubt.Load() == nil {
			a.settled = a.treeNow()
			a.keepKnown()
		}
		return l, nil
	}
	if err := a.mayWrite(); err != nil {
		return integrity.Line{}, err
	}
	if len(a.unnoted) > 0 {
		if _, err := write(KindDamageNoted, DamageNoted{a.unnoted}); err != nil {
			return integrity.Line{}, err
		}
		a.unnoted = nil
	}
	if len(a.rebuilt) > 0 {
		if _, err := write(KindBuiltAgain, BuiltAgain{a.rebuilt}); err != nil {
			return integrity.Line{}, err
		}
		a.rebuilt = nil
	}
	if p := a.pending; p != nil {
		if _, err := write(p.kind, p.data); err != nil {
			return integrity.Line{}, err
		}
		a.pending = nil
	}
	if kind == "" {
		return integrity.Line{}, nil
	}
	return write(kind, data)
}

// DamageNoted is the data of a line about damage that was found when the archive
// was opened, and that later lines would otherwise hide.
type DamageNoted struct {
	Problems []string `json:"problems"`
}

// pending is a line that is to be written before any other.
type pending struct {
	kind string
	data any
}

// catchUp writes what is pending, if this program has the key. What cannot be
// written now is before the next line.
func (a *Archive) catchUp() {
	a.recording.Lock()
	defer a.recording.Unlock()
	if a.readOnly != "" || a.pending == nil && len(a.rebuilt) == 0 || a.lookAgain() != nil {
		return
	}
	if signer, err := a.keptSigner(); err == nil {
		a.append("", nil, signer)
	}
}

// end writes how a planned change ended, now or before the next line.
func (a *Archive) end(kind string, data Ended) {
	a.recording.Lock()
	a.pending = &pending{kind, data}
	a.recording.Unlock()
	a.catchUp()
}

// openJournal opens the journal and holds it against archive.json and the
// current snapshot. What is wrong is in trouble; an error means that the archive
// must not be opened, since that would remove what the journal says is there.
func (a *Archive) openJournal(ctx context.Context, s *snapshot) (err error) {
	var identityProblems []string
	var problems []string
	openJournal := integrity.OpenJournal
	if a.readOnly != "" {
		openJournal = integrity.ReadJournal
	}
	a.journal, problems, err = openJournal(ctx, a.dir, integrity.Origin(a.identity.ID), func(j *integrity.Journal) (integrity.Verifiers, error) {
		identityProblems = a.bringUp(j)
		return a.identity.verifiers()
	})
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("archive: open %s: %w: journal.jsonl is missing, and the archive is read-only", a.dir, folder.ErrDamaged)
	}
	if err != nil {
		return fmt.Errorf("archive: open %s: %w", a.dir, err)
	}
	whole := len(problems) == 0
	a.trouble = append(problems, identityProblems...)
	last, open, err := lastChange(a.journal)
	switch {
	case err != nil:
		a.trouble = append(a.trouble, "journal.jsonl: "+err.Error())
	case open != nil && s.Change == open.line.N:
		a.pending = &pending{open.kinds.done, Ended{open.line.N, s.Number}}
		last = open
	case open != nil && s.Change < open.line.N:
		a.pending = &pending{open.kinds.abandoned, Ended{open.line.N, s.Number}}
	}
	if err == nil && last != nil {
		switch {
		case s.Change < last.line.N && whole:
			return fmt.Errorf("archive: open %s: %w: its snapshot is older than its journal, where line %d (%s, %s by %s) made a later one; "+
				"files were replaced by older ones", a.dir, folder.ErrDamaged, last.line.N, last.line.Kind, last.line.Local, last.line.User)
		case s.Change != last.line.N:
			a.trouble = append(a.trouble, fmt.Sprintf("the snapshot was made by line %d of the journal, and the last change there is line %d", s.Change, last.line.N))
		case s.Checkpoint != last.checkpoint:
			a.trouble = append(a.trouble, fmt.Sprintf("the snapshot's checkpoint is not that of line %d of the journal, which made it", last.line.N))
		}
	}
	if whole { // else it was said
		if problem := a.journalHolds(s.Journal); problem != "" {
			a.trouble = append(a.trouble, problem)
		}
	}
	if _, err := a.identity.openCheckpoint(s); err != nil {
		a.trouble = append(a.trouble, fmt.Sprintf("checkpoint of the snapshot: %v", err))
	}
	a.unnoted = a.trouble
	if i := a.journal.Last(KindDamageNoted); i >= 0 {
		var noted DamageNoted
		if l, err := a.journal.Line(i); err == nil && json.Unmarshal(l.Data, &noted) == nil && slices.Equal(noted.Problems, a.trouble) {
			a.unnoted = nil
		}
	}
	return nil
}

// journalHolds says what is wrong if the journal was not that of head once.
func (a *Archive) journalHolds(head integrity.Head) string {
	if head.Lines < 1 || head.Lines > int64(a.journal.Len()) {
		return fmt.Sprintf("journal.jsonl: it has %d lines, and had %d when the snapshot was made", a.journal.Len(), head.Lines)
	}
	if sum, err := a.journal.Hash(int(head.Lines - 1)); err != nil || sum != head.Hash {
		return fmt.Sprintf("journal.jsonl: line %d is not the one that was there when the snapshot was made", head.Lines)
	}
	return ""
}

// A changeLine is the line of a planned change, or the first line.
type changeLine struct {
	kinds      changeKind
	line       integrity.Line
	checkpoint string
}

// lastChange is the line that planned the last change that was done (or the
// first line), and that of a later one of which it is not said how it ended.
func lastChange(j *integrity.Journal) (last, open *changeLine, err error) {
	for i := j.Len() - 1; i >= 0; i-- {
		kind := j.Kind(i)
		at := i
		kinds, which := changeOf(kind)
		switch {
		case kind == KindMade:
		case which == "planned" && last == nil && open == nil:
			if open, err = readChange(j, i, kinds); err != nil {
				return nil, nil, err
			}
			continue
		case which == "done":
			l, err := j.Line(i)
			if err != nil {
				return nil, nil, err
			}
			var ended Ended
			if err := json.Unmarshal(l.Data, &ended); err != nil || ended.Plan < 1 || ended.Plan > int64(i) {
				return nil, nil, fmt.Errorf("line %d names no plan", i+1)
			}
			at = int(ended.Plan - 1)
		case which == "abandoned" && open == nil:
			// The plan that it ends is not open; those before it ended earlier.
			open = &changeLine{}
			continue
		default:
			continue
		}
		if last, err = readChange(j, at, kinds); err != nil {
			return nil, nil, err
		}
		break
	}
	if open != nil && open.line.N == 0 {
		open = nil
	}
	return last, open, nil
}

func changeOf(kind string) (changeKind, string) {
	for _, k := range changeKinds {
		switch kind {
		case k.planned:
			return k, "planned"
		case k.done:
			return k, "done"
		case k.abandoned:
			return k, "abandoned"
		}
	}
	return changeKind{}, ""
}

func readChange(j *integrity.Journal, i int, kinds changeKind) (*changeLine, error) {
	l, err := j.Line(i)
	if err != nil {
		return nil, err
	}
	if kinds.planned != "" && l.Kind != kinds.planned {
		return nil, fmt.Errorf("line %d is %q and was named as a plan", i+1, l.Kind)
	}
	var p Planned // Made has a checkpoint too
	if err := json.Unmarshal(l.Data, &p); err != nil {
		return nil, fmt.Errorf("line %d: %w", i+1, err)
	}
	return &changeLine{kinds, l, p.Checkpoint}, nil
}

// ErrNoLine reports a line number that the journal does not have.
var ErrNoLine = errors.New("archive: no such line of the journal")

func orderWords(o query.Order) string {
	if o.Desc {
		return o.By.String() + " descending"
	}
	return o.By.String() + " ascending"
}
