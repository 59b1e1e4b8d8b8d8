package archive

import (
	"context"
	"errors"
	"slices"

	"daybook/backend/event"
	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/query"
	"daybook/backend/segment"
)

// An event that is lost with its segment still has its leaf in the tree: a leaf for
// which no segment has an event and which no receipt of a purge names. Under its salt,
// which is in the segment's file of salts, that leaf identifies the event when it is
// imported again, although nothing else of it is left.

// ErrUntold reports that it is not certain for some leaves whether their events are
// lost or were purged. Nothing can be added to the archive then.
var ErrUntold = errors.New("which events cannot be read is not certain")

// absent returns the leaves whose events cannot be read, or nil if there are none. It
// looks at the number of every event, and takes memory for each leaf that it finds.
func (a change) absent() (*absence, error) {
	v := a.v
	lost := v.Lost()
	if len(lost) == 0 {
		return nil, nil
	}
	for _, l := range lost {
		if l.Passing {
			return nil, failure.Newf("change", v.a.dir, "%w: %s", folder.ErrUnreadable, l.Words()+"; "+LostAdvice(lost))
		}
	}
	size := int(v.snapshot.Tree.Size)
	covered := v.table.Seqs(v.table.Everything(), size)
	receipts, err := v.a.ledger.Receipts()
	if err != nil {
		return nil, failure.Newf("change", v.a.dir, "%w: %w", ErrUntold, err)
	}
	for _, r := range receipts {
		for _, leaves := range r.Leaves {
			if leaves[0] >= 0 && leaves[0] <= leaves[1] && leaves[1] <= int64(size) {
				covered.SetRange(int(leaves[0]), int(leaves[1]))
			}
		}
	}
	found := &absence{leaves: make(map[int64]event.Hash), byID: make(map[uint32][]absentEvent), came: make(map[event.Hash]bool)}
	var seqs []int64
	for seq := range size {
		if covered.Has(seq) {
			continue
		}
		leaf, err := v.a.tree.Leaves(int64(seq), int64(seq)+1)
		if err != nil {
			return nil, err
		}
		seqs = append(seqs, int64(seq))
		found.leaves[int64(seq)] = leaf[0]
	}
	if n := LostEvents(lost); len(seqs) != n {
		return nil, failure.Newf("change", v.a.dir, "%w: %s, and %d leaves have neither an event nor a receipt; restore the archive from a copy of the whole folder", ErrUntold, LostWords(lost), len(seqs))
	}
	found.groups = lostGroups(v.segments, seqs)
	return found, found.findSalts(v)
}

// findSalts reads the salts of the absent events. An event without a salt cannot be
// recognised when it comes again.
func (f *absence) findSalts(v *View) error {
	for _, s := range v.segments {
		if s.Lost == 0 {
			continue
		}
		path := saltsPath(v.a.dir, s.Number)
		salts, err := segment.OpenSalts(path)
		if err == nil {
			err = salts.Each(func(seq int64, salt event.Salt, id uint32) {
				if _, absent := f.leaves[seq]; absent {
					f.byID[id] = append(f.byID[id], absentEvent{seq, salt})
				}
			})
			salts.Close()
		}
		if err != nil && folder.Passing(err) {
			return failure.New("read", path, err)
		}
	}
	return nil
}

// lostGroups assigns the events to segments, as far as the snapshot knows where they
// belong. The segments for which it does not are one group.
func lostGroups(segments []*member, seqs []int64) (groups []lostGroup) {
	var rest lostGroup
	taken := make(map[int64]bool)
	for _, s := range segments {
		if s.Lost == 0 {
			continue
		}
		one := lostGroup{segments: []*member{s}}
		for _, seq := range seqs {
			if segment.Within(s.Ref.Seqs, seq) && !taken[seq] {
				one.seqs = append(one.seqs, seq)
			}
		}
		if len(one.seqs) != s.Lost {
			rest.segments = append(rest.segments, s)
			continue
		}
		for _, seq := range one.seqs {
			taken[seq] = true
		}
		groups = append(groups, one)
	}
	for _, seq := range seqs {
		if !taken[seq] {
			rest.seqs = append(rest.seqs, seq)
		}
	}
	if len(rest.segments) > 0 {
		groups = append(groups, rest)
	}
	return groups
}

// cameBack reports whether an event of the lot is one of those that cannot be read,
// and keeps it if so.
func (w *importing) cameBack(l *lot, i int) bool {
	if w.absent == nil {
		return false
	}
	content := l.content(i)
	if w.absent.came[content] {
		return true
	}
	all := w.absent.byID[l.events[i].hash]
	for k, one := range all {
		stored := l.as(i, one.salt, w.absent.leaves[one.seq])
		if stored == nil {
			continue
		}
		w.absent.came[content] = true
		w.absent.byID[l.events[i].hash] = slices.Delete(all, k, k+1)
		if w.a.back == nil {
			w.a.back = make(map[int64][]byte)
		}
		w.a.back[one.seq] = stored
		return true
	}
	return false
}

// unmatched returns the number of events that cannot be read and have not come again.
func (w *importing) unmatched() (n int) {
	if w.absent == nil {
		return 0
	}
	for seq := range w.absent.leaves {
		if w.a.back[seq] == nil {
			n++
		}
	}
	return n
}

// sameFileAgain returns an error if some events of the file being imported cannot be
// read and the file has brought other events now: the file was then read in another way
// than the first time, and its events would be held twice.
func (w *importing) sameFileAgain() error {
	if w.absent == nil || w.report.Added == 0 || w.file == nil {
		return nil
	}
	for seq := range w.absent.leaves {
		n := importOf(w.a.v, uint64(seq))
		for k := range w.a.v.imports {
			if one := &w.a.v.imports[k]; one.Number == n && w.file.Is(one.SHA256, one.Mark) && w.a.back[seq] == nil {
				return failure.Newf("import", w.in.File, "%w: this file was import %d, of which events cannot be read, and its records are read in another way now; "+
					"import it with the same choices as then, such as the time zone, or with the program of then (%s)", ErrUntold, n, one.Program)
			}
		}
	}
	return nil
}

// replacementsOf returns replacements for the segments of which every lost event has
// come again, the number of these events, and the sequence numbers of the events that
// other segments still lack.
func (a change) replacementsOf(ctx context.Context) (whole []replacement, came int, lacking []uint64, err error) {
	if len(a.back) == 0 {
		return nil, 0, nil, nil
	}
	found, err := a.absent()
	if err != nil || found == nil {
		return nil, 0, nil, err
	}
	for _, g := range found.groups {
		var rows []segment.TimedRow
		for _, seq := range g.seqs {
			if stored := a.back[seq]; stored != nil {
				e, _, err := event.DecodeStored(stored)
				if err != nil {
					return nil, 0, nil, err
				}
				rows = append(rows, segment.TimedRow{Row: segment.Row{Seq: uint64(seq), Conflict: false, Stored: stored}, Time: e.Time})
			}
		}
		if len(rows) < len(g.seqs) {
			if len(rows) > 0 {
				for _, seq := range g.seqs {
					if a.back[seq] == nil {
						lacking = append(lacking, uint64(seq))
					}
				}
			}
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, 0, nil, err
		}
		came += len(rows)
		slices.SortFunc(rows, func(x, y segment.TimedRow) int {
			if x.Time != y.Time {
				return int(min(max(y.Time-x.Time, -1), 1))
			}
			return int(int64(x.Seq) - int64(y.Seq))
		})
		whole = append(whole, replacement{group: g.segments, back: rows})
	}
	return whole, came, lacking, a.markConflicts(whole)
}

// markConflicts marks the events among those that came back whose event_id belongs to an
// earlier event as well, since the mark was lost with the segment.
func (a change) markConflicts(whole []replacement) error {
	v := a.v
	first := make(map[string]uint64) // event_id to the lowest sequence number that came back with it
	each := func(do func(r *segment.TimedRow, id string) error) error {
		for i := range whole {
			for k := range whole[i].back {
				r := &whole[i].back[k]
				e, _, err := event.DecodeStored(r.Stored)
				if err == nil {
					err = do(r, e.ID)
				}
				if err != nil {
					return err
				}
			}
		}
		return nil
	}
	err := each(func(r *segment.TimedRow, id string) error {
		if seq, ok := first[id]; !ok || r.Seq < seq {
			first[id] = r.Seq
		}
		return nil
	})
	if err != nil {
		return err
	}
	return each(func(r *segment.TimedRow, id string) error {
		if r.Conflict = first[id] < r.Seq; r.Conflict {
			return nil
		}
		same := v.table.NewSet()
		// An event that cannot be read is no evidence against the others.
		if err := v.findID(query.Term{Field: query.ID, Text: query.Normal(id)}, same); errors.Is(err, folder.ErrDamaged) {
			return nil
		} else if err != nil {
			return err
		}
		others, err := v.read(slices.Collect(same.All()))
		for i := range others {
			r.Conflict = r.Conflict || others[i].seq < r.Seq && others[i].event.ID == id
		}
		return err
	})
}
