package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/integrity"
)

// append adds a line. First it adds lines that the journal should have already:
// that it was found damaged, and how a change ended whose program was killed. It is
// called under recording.
func (lg *Ledger) append(kind string, data any, by *integrity.Signer) (integrity.Line, error) {
	write := func(kind string, data any) (integrity.Line, error) {
		l, err := lg.journal.Append(kind, integrity.NewEntry(lg.now(), UserName(), lg.program), data, by)
		if err != nil {
			return l, failure.New("write in", lg.dir, err)
		}
		if lg.doubt.Load() == nil {
			lg.settled = lg.treeNow()
			lg.keepKnown()
		}
		return l, nil
	}
	if err := lg.MayWrite(); err != nil {
		return integrity.Line{}, err
	}
	if len(lg.unnoted) > 0 {
		if _, err := write(KindDamageNoted, DamageNoted{lg.unnoted}); err != nil {
			return integrity.Line{}, err
		}
		lg.unnoted = nil
	}
	if len(lg.rebuilt) > 0 {
		if _, err := write(KindBuiltAgain, BuiltAgain{lg.rebuilt}); err != nil {
			return integrity.Line{}, err
		}
		lg.rebuilt = nil
	}
	if p := lg.pending; p != nil {
		if _, err := write(p.kind, p.data); err != nil {
			return integrity.Line{}, err
		}
		lg.pending = nil
	}
	if kind == "" {
		return integrity.Line{}, nil
	}
	return write(kind, data)
}

// CatchUp writes pending lines, if this program has the key. Lines that cannot be
// written now are written before the next line.
func (lg *Ledger) CatchUp() {
	lg.recording.Lock()
	defer lg.recording.Unlock()
	if lg.readOnly != "" || lg.pending == nil && len(lg.rebuilt) == 0 || lg.lookAgain() != nil {
		return
	}
	if signer, err := lg.keptSigner(); err == nil {
		lg.append("", nil, signer)
	}
}

// openJournal opens the journal and compares it with archive.json and the current
// snapshot. Faults are in trouble; an error means that the archive must not be
// opened, since that would remove events that the journal lists.
func (lg *Ledger) openJournal(ctx context.Context, s Point) (err error) {
	var identityProblems []string
	var problems []string
	openJournal := integrity.OpenJournal
	if lg.readOnly != "" {
		openJournal = integrity.ReadJournal
	}
	lg.journal, problems, err = openJournal(ctx, lg.dir, integrity.Origin(lg.identity.ID), func(j *integrity.Journal) (integrity.Verifiers, error) {
		identityProblems = lg.bringUp(j)
		return lg.identity.Verifiers()
	})
	if errors.Is(err, fs.ErrNotExist) {
		return failure.New("open", lg.dir, folder.Damagef("journal.jsonl is missing, and the archive is read-only"))
	}
	if err != nil {
		return failure.New("open", lg.dir, err)
	}
	whole := len(problems) == 0
	lg.trouble = append(problems, identityProblems...)
	last, open, err := lastChange(lg.journal)
	switch {
	case err != nil:
		lg.trouble = append(lg.trouble, "journal.jsonl: "+err.Error())
	case open != nil && s.Change == open.line.N:
		lg.pending = &pending{open.kinds.done, Ended{open.line.N, s.Snapshot}}
		last = open
	case open != nil && s.Change < open.line.N:
		lg.pending = &pending{open.kinds.abandoned, Ended{open.line.N, s.Snapshot}}
	}
	if err == nil && last != nil {
		switch {
		case s.Change < last.line.N && whole:
			return failure.Newf("open", lg.dir, "%w: its snapshot is older than its journal, where line %d (%s, %s by %s) made a later one; "+
				"files were replaced by older ones", folder.ErrDamaged, last.line.N, last.line.Kind, last.line.Local, last.line.User)
		case s.Change != last.line.N:
			lg.trouble = append(lg.trouble, fmt.Sprintf("the snapshot was made by line %d of the journal, and the last change there is line %d", s.Change, last.line.N))
		case s.Checkpoint != last.checkpoint:
			lg.trouble = append(lg.trouble, fmt.Sprintf("the snapshot's checkpoint is not that of line %d of the journal, which made it", last.line.N))
		}
	}
	if whole { // otherwise it was already reported
		if problem := lg.journalHolds(s.Journal); problem != "" {
			lg.trouble = append(lg.trouble, problem)
		}
	}
	if _, err := lg.identity.openCheckpoint(s); err != nil {
		lg.trouble = append(lg.trouble, fmt.Sprintf("checkpoint of the snapshot: %v", err))
	}
	lg.unnoted = lg.trouble
	if i := lg.journal.Last(KindDamageNoted); i >= 0 {
		var noted DamageNoted
		if l, err := lg.journal.Line(i); err == nil && json.Unmarshal(l.Data, &noted) == nil && slices.Equal(noted.Problems, lg.trouble) {
			lg.unnoted = nil
		}
	}
	return nil
}

// journalHolds says what is wrong if head was never the head of the journal.
func (lg *History) journalHolds(head integrity.Head) string {
	if head.Lines < 1 || head.Lines > int64(lg.journal.Len()) {
		return fmt.Sprintf("journal.jsonl: it has %d lines, and had %d when the snapshot was made", lg.journal.Len(), head.Lines)
	}
	if sum, err := lg.journal.Hash(int(head.Lines - 1)); err != nil || sum != head.Hash {
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

// lastChange returns the line that planned the last change that was done (or the first
// line), and the line of a later change whose end is not recorded.
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
			if _, at, err = planOf(j, i); err != nil {
				return nil, nil, err
			}
			if at < 0 {
				return nil, nil, fmt.Errorf("line %d names no plan", i+1)
			}
		case which == "abandoned" && open == nil:
			// The plan that it ends is no longer open; the plans before it ended
			// earlier.
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

// planOf returns line i of the journal, which ended a change, and the index of the line
// that planned the change; -1 if it names none before it.
func planOf(j *integrity.Journal, i int) (ended integrity.Line, plan int, err error) {
	if ended, err = j.Line(i); err != nil {
		return ended, -1, err
	}
	var data Ended
	if err := json.Unmarshal(ended.Data, &data); err != nil || data.Plan < 1 || data.Plan > int64(i) {
		return ended, -1, nil
	}
	return ended, int(data.Plan - 1), nil
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

// NoteBuilt records for the journal that segments were rebuilt, and writes the line now
// if possible.
func (lg *Ledger) NoteBuilt(all ...BuiltSegment) {
	lg.recording.Lock()
	lg.rebuilt = append(lg.rebuilt, all...)
	lg.recording.Unlock()
	lg.CatchUp()
}
