package columns

import (
	"fmt"
	"sort"
	"strings"
	"sync"

	"daybook/backend/event"
	"daybook/backend/query"
)

// A Table is the columns of all segments of one snapshot, joined in base order.
// It is safe for concurrent use. It holds 24 bytes an event, and 12 more once
// each of the orders by member, action and description has been asked for.
type Table struct {
	n         int
	times     []event.Time
	seqs      []uint32
	conflicts *Bits
	runs      []run
	ofSegment [][]int // the runs of each segment, by row

	members     []string
	memberTexts []string // Normal
	member      []uint32
	actions     []Action
	actionTexts []actionText
	action      []uint32
	description []uint32
	distinct    int

	byMember, byAction, byDescription func() *grouping
}

type actionText struct{ category, key string } // Normal

// A run is a stretch of positions that are consecutive rows of one segment.
type run struct {
	at, segment, row, n int
}

// Join makes the table of a snapshot from its segments and the ranks of their
// descriptions.
func Join(segments []*Segment, ranks *Ranks) (*Table, error) {
	if len(ranks.Segments) != len(segments) {
		return nil, damaged("ranks are of other segments")
	}
	t := &Table{distinct: ranks.Distinct}
	if err := t.joinRuns(segments); err != nil {
		return nil, err
	}
	if err := t.joinMembers(segments); err != nil {
		return nil, err
	}
	if err := t.joinActions(segments); err != nil {
		return nil, err
	}
	t.description = make([]uint32, t.n)
	t.conflicts = NewBits(t.n)
	for i, s := range segments {
		local, err := s.Ranks(len(ranks.Segments[i]))
		if err != nil {
			return nil, err
		}
		t.scatter(t.description, i, local, ranks.Segments[i])
		rows, err := s.Conflicts()
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			t.conflicts.Set(t.Position(i, int(row)))
		}
	}
	t.byMember = sync.OnceValue(func() *grouping { return group(t.member, len(t.members)) })
	t.byAction = sync.OnceValue(t.groupByKey)
	t.byDescription = sync.OnceValue(func() *grouping { return group(t.description, t.distinct) })
	return t, nil
}

// joinRuns merges the rows of the segments into base order.
func (t *Table) joinRuns(segments []*Segment) error {
	times := make([][]event.Time, len(segments))
	seqs := make([][]uint32, len(segments))
	next := make([]int, len(segments))
	for i, s := range segments {
		var err error
		if times[i], err = s.Times(); err != nil {
			return err
		}
		if seqs[i], err = s.Seqs(); err != nil {
			return err
		}
		t.n += s.Rows()
	}
	t.times = make([]event.Time, 0, t.n)
	t.seqs = make([]uint32, 0, t.n)
	t.ofSegment = make([][]int, len(segments))
	before := func(a, i, b, j int) bool {
		if times[a][i] != times[b][j] {
			return times[a][i] > times[b][j]
		}
		return seqs[a][i] < seqs[b][j]
	}
	// live holds the segments with rows left, ordered by their next row. Time
	// ranges seldom overlap, so the front mostly yields one long run.
	var live []int
	for i, s := range segments {
		if s.Rows() > 0 {
			live = append(live, i)
		}
	}
	sort.Slice(live, func(x, y int) bool { return before(live[x], 0, live[y], 0) })
	for len(live) > 0 {
		s, from := live[0], next[live[0]]
		to := len(times[s])
		if len(live) > 1 {
			other := live[1]
			to = from + 1 + sort.Search(len(times[s])-from-1, func(k int) bool {
				return before(other, next[other], s, from+1+k)
			})
		}
		t.ofSegment[s] = append(t.ofSegment[s], len(t.runs))
		t.runs = append(t.runs, run{len(t.times), s, from, to - from})
		t.times = append(t.times, times[s][from:to]...)
		t.seqs = append(t.seqs, seqs[s][from:to]...)
		next[s] = to
		live = live[1:]
		if to < len(times[s]) {
			place := sort.Search(len(live), func(k int) bool { return before(s, to, live[k], next[live[k]]) })
			live = append(live, 0)
			copy(live[place+1:], live[place:])
			live[place] = s
		}
	}
	return nil
}

// scatter writes the codes of a segment's rows, translated, to their positions.
func (t *Table) scatter(to []uint32, segment int, codes, translate []uint32) {
	for _, i := range t.ofSegment[segment] {
		r := t.runs[i]
		out := to[r.at : r.at+r.n]
		for k, code := range codes[r.row : r.row+r.n] {
			out[k] = translate[code]
		}
	}
}

func (t *Table) joinMembers(segments []*Segment) error {
	dicts := make([][]string, len(segments))
	for i, s := range segments {
		var err error
		if dicts[i], err = s.texts(secMembers, "members"); err != nil {
			return err
		}
	}
	var translate [][]uint32
	t.members, translate = unite(dicts, func(s string) string { return s })
	t.memberTexts = make([]string, len(t.members))
	for i, m := range t.members {
		t.memberTexts[i] = query.Normal(m)
	}
	t.member = make([]uint32, t.n)
	for i, s := range segments {
		codes, err := s.codes(secMemberCodes, len(dicts[i]), "member codes")
		if err != nil {
			return err
		}
		t.scatter(t.member, i, codes, translate[i])
	}
	return nil
}

func (t *Table) joinActions(segments []*Segment) error {
	dicts := make([][]Action, len(segments))
	codes := make([][]uint32, len(segments))
	for i, s := range segments {
		var err error
		if dicts[i], codes[i], err = s.Actions(); err != nil {
			return err
		}
	}
	var translate [][]uint32
	t.actions, translate = unite(dicts, Action.Key)
	t.actionTexts = make([]actionText, len(t.actions))
	for i, a := range t.actions {
		t.actionTexts[i] = actionText{query.Normal(a.Category), query.Normal(a.Key())}
	}
	t.action = make([]uint32, t.n)
	for i := range segments {
		t.scatter(t.action, i, codes[i], translate[i])
	}
	return nil
}

// unite makes one sorted dictionary of several and maps the codes of each to
// it.
func unite[T comparable](dicts [][]T, key func(T) string) (all []T, translate [][]uint32) {
	type sortable struct {
		value       T
		folded, raw string
	}
	seen := make(map[T]bool)
	var values []sortable
	for _, dict := range dicts {
		for _, v := range dict {
			if !seen[v] {
				seen[v] = true
				values = append(values, sortable{v, query.Fold(key(v)), key(v)})
			}
		}
	}
	sort.SliceStable(values, func(i, j int) bool {
		if d := strings.Compare(values[i].folded, values[j].folded); d != 0 {
			return d < 0
		}
		return values[i].raw < values[j].raw
	})
	code := make(map[T]uint32, len(values))
	for i, v := range values {
		code[v.value] = uint32(i)
		all = append(all, v.value)
	}
	for _, dict := range dicts {
		codes := make([]uint32, len(dict))
		for i, v := range dict {
			codes[i] = code[v]
		}
		translate = append(translate, codes)
	}
	return all, translate
}

// Len is the number of events.
func (t *Table) Len() int { return t.n }

// Time is the time of the event at a position.
func (t *Table) Time(position int) event.Time { return t.times[position] }

// Seq is the sequence number of the event at a position.
func (t *Table) Seq(position int) uint64 { return uint64(t.seqs[position]) }

// Conflict reports whether the event at a position is marked as a conflict.
func (t *Table) Conflict(position int) bool { return t.conflicts.Has(position) }

// Conflicts is the set of positions that are marked; not to be changed.
func (t *Table) Conflicts() *Bits { return t.conflicts }

// Place is the segment and row of a position.
func (t *Table) Place(position int) (segment, row int) {
	i := sort.Search(len(t.runs), func(i int) bool { return t.runs[i].at > position }) - 1
	r := t.runs[i]
	return r.segment, r.row + position - r.at
}

// Position is the position of a row of a segment.
func (t *Table) Position(segment, row int) int {
	runs := t.ofSegment[segment]
	i := sort.Search(len(runs), func(i int) bool { return t.runs[runs[i]].row > row }) - 1
	if i < 0 {
		panic(fmt.Sprintf("columns: row %d of segment %d is in no run", row, segment))
	}
	r := t.runs[runs[i]]
	return r.at + row - r.row
}

// A Row is what the columns know of one event.
type Row struct {
	Seq         uint64
	Time        event.Time
	Member      string
	Action      Action
	Description uint32 // rank across segments
	Conflict    bool
}

// Row is the row at a position.
func (t *Table) Row(position int) Row {
	return Row{
		Seq: uint64(t.seqs[position]), Time: t.times[position], Member: t.members[t.member[position]],
		Action: t.actions[t.action[position]], Description: t.description[position], Conflict: t.conflicts.Has(position),
	}
}
