package columns

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"

	"daybook/backend/event"
	"daybook/backend/query"
)

// A Builder takes the events of one segment in base order and makes its files. It
// takes some 30 bytes of memory an event, and the distinct texts.
type Builder struct {
	times     []event.Time
	seqs      []uint32
	members   coder[string]
	actions   coder[Action]
	texts     coder[string]
	ids       []uint64
	conflicts []uint32
}

// A coder numbers distinct values as they come.
type coder[T comparable] struct {
	code   map[T]uint32
	values []T
	rows   []uint32
}

// add takes the value of the next row. A new value is kept as a copy, since it is
// usually a part of a much larger text.
func (c *coder[T]) add(v T, copied func(T) T) {
	code, ok := c.code[v]
	if !ok {
		if c.code == nil {
			c.code = make(map[T]uint32)
		}
		v = copied(v)
		code = uint32(len(c.values))
		c.code[v] = code
		c.values = append(c.values, v)
	}
	c.rows = append(c.rows, code)
}

// sorted orders the values by key and less and renumbers the rows' codes.
func (c *coder[T]) sorted(key func(T) string) (values []T, rows []uint32) {
	type sortable struct {
		folded, raw string
		code        uint32
	}
	all := make([]sortable, len(c.values))
	for i, v := range c.values {
		raw := key(v)
		all[i] = sortable{query.Fold(raw), raw, uint32(i)}
	}
	slices.SortFunc(all, func(a, b sortable) int {
		if d := strings.Compare(a.folded, b.folded); d != 0 {
			return d
		}
		if d := strings.Compare(a.raw, b.raw); d != 0 {
			return d
		}
		return int(a.code) - int(b.code)
	})
	values = make([]T, len(all))
	renumbered := make([]uint32, len(all))
	for i, s := range all {
		values[i] = c.values[s.code]
		renumbered[s.code] = uint32(i)
	}
	for i, code := range c.rows {
		c.rows[i] = renumbered[code]
	}
	return values, c.rows
}

// Add takes the next event. It returns an error if e does not follow the event
// before in base order, or if seq is 2^32 or more.
func (b *Builder) Add(e *event.Event, seq uint64, conflict bool) error {
	if seq > math.MaxUint32 {
		return fmt.Errorf("sequence number %d is beyond 2^32: archive full", seq)
	}
	row := len(b.times)
	if row > 0 {
		if err := checkRow(b.times[row-1], e.Time, b.seqs[row-1], uint32(seq)); err != nil {
			return err
		}
	}
	b.times = append(b.times, e.Time)
	b.seqs = append(b.seqs, uint32(seq))
	b.members.add(e.Actor, strings.Clone)
	b.actions.add(Action{e.Category, e.Action}, Action.clone)
	b.texts.add(e.Description, strings.Clone)
	b.ids = append(b.ids, uint64(HashID(e.ID))<<32|uint64(row))
	if conflict {
		b.conflicts = append(b.conflicts, uint32(row))
	}
	return nil
}

// Rows is the number of events taken so far.
func (b *Builder) Rows() int { return len(b.times) }

// Files are the derived files of one segment.
type Files struct {
	Columns      []byte
	IDs          []byte
	Descriptions []string // distinct, in rank order
}

// Finish makes the files. The Builder must not be used after it.
func (b *Builder) Finish() Files {
	members, memberCodes := b.members.sorted(func(s string) string { return s })
	actions, actionCodes := b.actions.sorted(Action.Key)
	texts, ranks := b.texts.sorted(func(s string) string { return s })

	var memberBytes, actionBytes []byte
	for _, m := range members {
		memberBytes = appendBytes(memberBytes, m)
	}
	for _, a := range actions {
		actionBytes = appendBytes(appendBytes(actionBytes, a.Category), a.Action)
	}
	var raw [sections][]byte
	raw[secTimes] = appendTimes(nil, b.times)
	raw[secSeqs] = appendSeqs(nil, b.seqs)
	raw[secMemberCodes] = appendCodes(nil, memberCodes)
	raw[secMembers] = memberBytes
	raw[secActionCodes] = appendCodes(nil, actionCodes)
	raw[secActions] = actionBytes
	raw[secRanks] = appendCodes(nil, ranks)
	raw[secConflicts] = appendConflicts(nil, b.conflicts)

	out := binary.AppendUvarint([]byte(columnsMagic), uint64(len(b.times)))
	for _, section := range raw {
		out = appendSection(out, section)
	}
	slices.Sort(b.ids)
	ids := make([]byte, 0, 8*len(b.ids))
	for _, id := range b.ids {
		ids = binary.BigEndian.AppendUint64(ids, id)
	}
	return Files{Columns: out, IDs: ids, Descriptions: texts}
}
