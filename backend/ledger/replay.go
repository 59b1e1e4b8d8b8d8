package ledger

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"daybook/backend/integrity"
)

// Replay compares the journal with archive.json, with the snapshot that at returns, and
// with its checkpoint, and says in r what is wrong.
//
// Nothing is added to the journal meanwhile: so a change that is already visible in the
// snapshot has at least its plan in the journal, and no change is done in the journal that
// is not in the snapshot.
func (lg *Ledger) Replay(ctx context.Context, r *Findings, at func() (Point, error)) (*Replay, error) {
	lg.recording.Lock()
	defer lg.recording.Unlock()
	s, err := at()
	if err != nil {
		return nil, err
	}
	p := NewReplay(r)
	p.lg, p.at = lg, s.Journal.Lines
	keys, err := lg.Identity().Verifiers()
	if err != nil {
		return nil, err
	}
	problems, err := lg.journal.Check(ctx, keys, p.Line)
	if err != nil {
		return nil, err
	}
	r.Add(problems)
	p.finish(s)
	return p, nil
}

// A Replay reads the journal from its first line on and follows the effect of each line on
// the archive.
type Replay struct {
	lg      *Ledger
	r       *Findings
	id      *Identity
	plans   map[int64]planned // whose end is not recorded yet
	last    planned           // change that was done
	Imports map[int]ImportPlanned
	Reports map[int]NamedReport // of each import, by its number
	Gone    []GoneLeaves        // by receipts
	Then    []Was
	// Cosigned are the checkpoints that witnesses cosigned, which came back later than the
	// tree had their size.
	Cosigned []Was
	at       int64 // line that the snapshot's head names
	hash     string
}

// A NamedReport is the file of an import's report that a line of the journal named last.
type NamedReport struct {
	Line int64
	Ref  ImportRef
}

type planned struct {
	line       integrity.Line
	kinds      changeKind
	snapshot   int
	checkpoint string
}

// A Was is the tree after a line.
type Was struct {
	Line int64
	integrity.Checkpoint
}

// GoneLeaves are leaves that a receipt, a line of the journal, has.
type GoneLeaves struct {
	Line     int64
	From, To int64 // To is not among them
}

func (p *Replay) problem(l integrity.Line, format string, args ...any) {
	p.r.Problem("journal.jsonl: line %d: %s", l.N, fmt.Sprintf(format, args...))
}

func (p *Replay) Line(l integrity.Line, hash string) {
	if l.N == p.at {
		p.hash = hash
	}
	if err := p.id.Apply(l); err != nil {
		p.r.Problem("%v", err)
	}
	kinds, which := changeOf(l.Kind)
	switch {
	case l.Kind == KindMade:
		if l.N != 1 {
			p.problem(l, "an archive is made once")
		}
		p.done(planned{line: l, snapshot: 1})
	case l.Kind == KindDamageNoted:
		var noted DamageNoted
		json.Unmarshal(l.Data, &noted)
		first := "nothing"
		if len(noted.Problems) > 0 {
			first = noted.Problems[0]
		}
		p.problem(l, "on %s the archive was found damaged: %s", l.Local, first)
	case l.Kind == KindCosigned:
		p.cosigned(l)
	case l.Kind == KindBuiltAgain:
		var d BuiltAgain
		json.Unmarshal(l.Data, &d)
		for _, s := range d.Segments {
			p.r.Notes = append(p.r.Notes, fmt.Sprintf("on %s (line %d of the journal) %s", l.Local, l.N, s.Words()))
		}
	case which == "planned":
		p.plans[l.N] = planned{line: l, kinds: kinds}
	case which != "":
		var ended Ended
		json.Unmarshal(l.Data, &ended)
		was, ok := p.plans[ended.Plan]
		delete(p.plans, ended.Plan)
		if !ok || was.kinds != kinds {
			p.problem(l, "%s, and no line planned it", l.Kind)
		} else if which == "done" {
			p.done(was)
		}
	}
}

// cosigned follows a checkpoint that witnesses cosigned, which must be signed by a key that
// the archive had by then.
func (p *Replay) cosigned(l integrity.Line) {
	var data CosignedTaken
	err := json.Unmarshal(l.Data, &data)
	if err == nil {
		var c integrity.Cosigned
		if c, err = data.open(p.id); err == nil {
			p.Cosigned = append(p.Cosigned, Was{l.N, c.Checkpoint})
			return
		}
	}
	p.problem(l, "the checkpoint that was cosigned: %v", err)
}

// coveredBefore says whether the journal still has the lines that cosigned checkpoints
// cover.
func (p *Replay) coveredBefore() {
	for _, c := range p.Cosigned {
		then, err := headIn(c.Checkpoint)
		problem := ""
		if err == nil && then.Lines > 0 {
			problem, err = journalHad(p.lg.journal, then)
		}
		if err != nil {
			problem = err.Error()
		}
		if problem != "" {
			p.r.Problem("journal.jsonl: line %d: the checkpoint that was cosigned: %s", c.Line, strings.TrimSuffix(problem, "."))
		}
	}
}

// done follows a change that was done, or that the archive was made.
func (p *Replay) done(c planned) {
	var data struct {
		Planned
		Leaves  [][2]int64        `json:"leaves"`
		Reports []RewrittenReport `json:"reports"`
	}
	if err := json.Unmarshal(c.line.Data, &data); err != nil {
		p.problem(c.line, "%v", err)
		return
	}
	c.checkpoint = data.Checkpoint
	if c.kinds == importChange {
		c.snapshot = data.Snapshot
		var i ImportPlanned
		json.Unmarshal(c.line.Data, &i)
		if _, twice := p.Imports[i.Import]; twice {
			p.problem(c.line, "import %d, which was before", i.Import)
		}
		p.Imports[i.Import] = i
		p.Reports[i.Import] = NamedReport{c.line.N, ImportRef{Number: i.Import, SHA256: i.Report}}
	}
	for _, r := range data.Reports {
		p.rewritten(c.line, r)
	}
	for _, leaves := range data.Leaves {
		p.Gone = append(p.Gone, GoneLeaves{c.line.N, leaves[0], leaves[1]})
	}
	p.last = c
	// It must be signed by a key that the archive had by then, not by a later key.
	keys, err := p.id.Verifiers()
	if err == nil {
		var at integrity.Checkpoint
		if at, _, err = integrity.OpenCheckpoint(c.checkpoint, integrity.Origin(p.id.ID), keys); err == nil {
			p.Then = append(p.Then, Was{c.line.N, at})
			return
		}
	}
	p.problem(c.line, "its checkpoint: %v", err)
}

// rewritten follows a purge that changed an import's report.
func (p *Replay) rewritten(l integrity.Line, r RewrittenReport) {
	if before, ok := p.Reports[r.Import]; !ok || r.Revision != before.Ref.Revision+1 {
		p.problem(l, "it changed the report of import %d to revision %d, which does not follow from what was before", r.Import, r.Revision)
	}
	p.Reports[r.Import] = NamedReport{l.N, ImportRef{r.Import, r.Revision, r.SHA256}}
	if r.Quotes > 0 {
		p.r.Notes = append(p.r.Notes, fmt.Sprintf("the report of import %d is no longer the one that the import wrote: the purge of line %d of the journal took out what it quoted of purged events, and has the SHA-256 of the report since",
			r.Import, l.N))
	}
}

// finish compares the result of the journal with the archive.
func (p *Replay) finish(s Point) {
	lg, r := p.lg, p.r
	p.coveredBefore()
	if open, ok := p.plans[s.Change]; ok { // done, but the program was killed before it wrote the line
		delete(p.plans, s.Change)
		p.done(open)
	}
	for n := range p.plans {
		if n <= p.last.line.N { // a later change is under way, or was interrupted
			r.Problem("journal.jsonl: line %d planned a change and none says how it ended", n)
		}
	}
	if s.Change != p.last.line.N {
		r.Problem("the snapshot was made by line %d of the journal, and the last change there is line %d", s.Change, p.last.line.N)
	} else if s.Checkpoint != p.last.checkpoint {
		r.Problem("the snapshot's checkpoint is not that of line %d of the journal, which made it", s.Change)
	}
	if p.hash != s.Journal.Hash {
		r.Problem("journal.jsonl: line %d is not the one that was there when the snapshot was made", s.Journal.Lines)
	}
	id := lg.Identity()
	if how := id.Differs(p.id); how != "" {
		r.Problem("archive.json: %s", how)
	}
	switch disk, err := ReadIdentity(lg.dir); {
	case err != nil:
		r.Fault("%w", err)
	case disk.Found != "" && lg.readOnly == "" && lg.doubt.Load() == nil: // otherwise it is already reported
		r.Problem("%s", disk.Found)
	case disk.Journal >= p.id.Journal || disk.Journal == id.Journal: // it may follow later
		if how := disk.Differs(p.id); how != "" {
			r.Problem("archive.json: on the disk %s", how)
		}
	}
	if _, err := id.openCheckpoint(s); err != nil {
		r.Problem("checkpoint of the snapshot: %v", err)
	}
}

// NewReplay returns a Replay at the beginning of a journal. It says in r what is wrong.
func NewReplay(r *Findings) *Replay {
	return &Replay{r: r, id: &Identity{}, plans: map[int64]planned{}, Imports: map[int]ImportPlanned{}, Reports: map[int]NamedReport{}}
}
