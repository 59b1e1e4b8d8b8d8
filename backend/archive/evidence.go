package archive

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"

	"daybook/backend/folder"
	"daybook/backend/integrity"
)

// verifyEvidence holds journal, archive.json, the snapshot and its checkpoint,
// and all checkpoints before against each other and the tree. It returns the
// leaves whose events were purged, and a view of the snapshot that it held them
// against.
func (a *Archive) verifyEvidence(ctx context.Context, r *Report) (v *view, p *replay, err error) {
	// Nothing is added to the journal while this looks: a change that is already
	// visible in the view then has at least its plan there, and none is done
	// there that is not in the view.
	a.recording.Lock()
	defer a.recording.Unlock()
	if v, err = a.acquire(); err != nil {
		return nil, nil, err
	}
	p = &replay{a: a, r: r, id: &identity{}, plans: map[int64]planned{}, imports: map[int]ImportPlanned{}, reports: map[int]report{}, at: v.snapshot.Journal.Lines}
	keys, err := a.ident().verifiers()
	if err != nil {
		a.release(v)
		return nil, nil, err
	}
	problems, err := a.journal.Check(ctx, keys, p.line)
	if err != nil {
		a.release(v)
		return nil, nil, err
	}
	r.add(problems)
	p.finish(v)
	return v, p, nil
}

// A replay reads the journal from its first line on and follows what each line
// makes of the archive.
type replay struct {
	a       *Archive
	r       *Report
	id      *identity
	plans   map[int64]planned // of which it is not said how they ended
	last    planned           // change that was done
	imports map[int]ImportPlanned
	reports map[int]report // of each import, by its number
	gone    []goneLeaves
	then    []was
	at      int64 // line that the snapshot's head names
	hash    string
}

// A report is the file of an import's report that a line of the journal named last.
type report struct {
	line int64
	ref  importRef
}

type planned struct {
	line       integrity.Line
	kinds      changeKind
	snapshot   int
	checkpoint string
}

// was is what the tree was after a line.
type was struct {
	line int64
	integrity.Checkpoint
}

// goneLeaves are leaves that a receipt, a line of the journal, has.
type goneLeaves struct {
	line     int64
	from, to int64
}

func (p *replay) problem(l integrity.Line, format string, args ...any) {
	p.r.problem("journal.jsonl: line %d: %s", l.N, fmt.Sprintf(format, args...))
}

func (p *replay) line(l integrity.Line, hash string) {
	if l.N == p.at {
		p.hash = hash
	}
	if err := p.id.apply(l); err != nil {
		p.r.problem("%v", err)
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

// done follows a change that was done, or that the archive was made.
func (p *replay) done(c planned) {
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
		if _, twice := p.imports[i.Import]; twice {
			p.problem(c.line, "import %d, which was before", i.Import)
		}
		p.imports[i.Import] = i
		p.reports[i.Import] = report{c.line.N, importRef{Number: i.Import, SHA256: i.Report}}
	}
	for _, r := range data.Reports {
		p.rewritten(c.line, r)
	}
	for _, leaves := range data.Leaves {
		p.gone = append(p.gone, goneLeaves{c.line.N, leaves[0], leaves[1]})
	}
	p.last = c
	// By a key that the archive had by then; not by one that came later.
	keys, err := p.id.verifiers()
	if err == nil {
		var at integrity.Checkpoint
		if at, _, err = integrity.OpenCheckpoint(c.checkpoint, integrity.Origin(p.id.ID), keys); err == nil {
			p.then = append(p.then, was{c.line.N, at})
			return
		}
	}
	p.problem(c.line, "its checkpoint: %v", err)
}

// rewritten follows what a purge took out of an import's report.
func (p *replay) rewritten(l integrity.Line, r RewrittenReport) {
	if before, ok := p.reports[r.Import]; !ok || r.Revision != before.ref.Revision+1 {
		p.problem(l, "it changed the report of import %d to revision %d, which does not follow from what was before", r.Import, r.Revision)
	}
	p.reports[r.Import] = report{l.N, importRef{r.Import, r.Revision, r.SHA256}}
	p.r.Notes = append(p.r.Notes, fmt.Sprintf("the report of import %d is no longer the one that the import wrote: the purge of line %d of the journal took out what it quoted of purged events, and has the SHA-256 of the report since",
		r.Import, l.N))
}

// finish compares what the journal made of the archive with what it is.
func (p *replay) finish(v *view) {
	a, r, s := p.a, p.r, v.snapshot
	if open, ok := p.plans[s.Change]; ok { // done, but the program did not live to say so
		delete(p.plans, s.Change)
		p.done(open)
	}
	for n := range p.plans {
		if n <= p.last.line.N { // a later one is under way, or was interrupted
			r.problem("journal.jsonl: line %d planned a change and none says how it ended", n)
		}
	}
	if s.Change != p.last.line.N {
		r.problem("the snapshot was made by line %d of the journal, and the last change there is line %d", s.Change, p.last.line.N)
	} else if s.Checkpoint != p.last.checkpoint {
		r.problem("the snapshot's checkpoint is not that of line %d of the journal, which made it", s.Change)
	}
	if p.hash != s.Journal.Hash {
		r.problem("journal.jsonl: line %d is not the one that was there when the snapshot was made", s.Journal.Lines)
	}
	id := a.ident()
	if how := id.differs(p.id); how != "" {
		r.problem("archive.json: %s", how)
	}
	switch disk, err := readIdentity(a.dir); {
	case err != nil:
		r.fault("%w", err)
	case disk.found != "" && a.readOnly == "" && a.doubt.Load() == nil: // otherwise it is told already
		r.problem("%s", disk.found)
	case disk.Journal >= p.id.Journal || disk.Journal == id.Journal: // it may follow later
		if how := disk.differs(p.id); how != "" {
			r.problem("archive.json: on the disk %s", how)
		}
	}
	if _, err := id.openCheckpoint(s); err != nil {
		r.problem("checkpoint of the snapshot: %v", err)
	}
	p.finishImports(v)
}

func (p *replay) finishImports(v *view) {
	for n, i := range v.imports {
		said, ok := p.imports[i.Number]
		delete(p.imports, i.Number)
		switch {
		case !ok:
			p.r.problem("import %d is not in the journal", i.Number)
		case said.File != i.File || said.SHA256 != i.SHA256 || said.Source != i.Source || said.FirstSeq != i.FirstSeq || said.Read != i.Read ||
			said.Added != i.Added || said.Duplicates != i.Duplicates || said.Conflicts != i.Conflicts || said.Rejected != i.Rejected:
			p.r.problem("imports/%s.json: import %d was another one by the journal: %s, %d read, %d added", folder.Number(i.Number), i.Number, said.File, said.Read, said.Added)
		default:
			p.finishReport(v.snapshot.Imports[n])
		}
	}
	for n, i := range p.imports {
		p.r.problem("import %d (%s) is in the journal, and its report is gone", n, i.File)
	}
}

// finishReport compares the report of an import, and its file as it is on the disk
// now, with what the journal says of it.
func (p *replay) finishReport(ref importRef) {
	said := p.reports[ref.Number]
	if ref != said.ref {
		p.r.problem("imports/%s: it is not the report that line %d of the journal names, imports/%s with SHA-256 %s", ref.file(), said.line, said.ref.file(), said.ref.SHA256)
		return
	}
	switch sum, _, err := folder.Hash(importPath(p.a.dir, ref), 0); {
	case errors.Is(err, fs.ErrNotExist):
		p.r.problem("imports/%s: is missing", ref.file())
	case err != nil:
		p.r.fault("imports/%s: %w", ref.file(), err)
	case sum != ref.SHA256:
		p.r.problem("imports/%s: it is not the report that line %d of the journal names: its SHA-256 is another", ref.file(), said.line)
	}
}

// verifyThen proves that the tree continues each of its earlier checkpoints.
// The leaves of the tree are verified apart; over the same leaves, that the first
// n of them have the root of then is all that a consistency proof would show.
func (a *Archive) verifyThen(then []was, size int64, r *Report) {
	before := int64(0)
	for _, c := range then {
		switch {
		case c.Size < before:
			r.problem("journal.jsonl: line %d: the tree shrank from %d leaves to %d", c.line, before, c.Size)
		case c.Size > size:
			r.problem("tree: it has %d leaves, and had %d after line %d of the journal", size, c.Size, c.line)
		default:
			root, err := a.tree.Root(c.Size)
			if err != nil {
				r.fault("tree: %w", err)
			} else if root != c.Root {
				r.problem("tree: its first %d leaves are not those of the checkpoint of line %d of the journal", c.Size, c.line)
			}
		}
		before = c.Size
	}
}
