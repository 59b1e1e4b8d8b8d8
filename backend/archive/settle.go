package archive

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"daybook/backend/event"
	"daybook/backend/failure"
	"daybook/backend/segment"
)

// A candidate is an event that is already in a segment and has the same hash of
// its event_id as an event of the lot.
type candidate struct {
	segment *member
	row     uint32
	seq     uint64
	time    event.Time // as the columns have it
	timed   bool       // time is known
}

// settle decides for each event of the lot, in the order in which they came,
// whether it is new, a duplicate of an event that is held or came earlier, or
// in conflict with such an event.
func (w *importing) settle(ctx context.Context, l *lot) (duplicates, conflicts int, err error) {
	byHash := make([]uint32, len(l.events))
	for i := range byHash {
		byHash[i] = uint32(i)
	}
	slices.SortFunc(byHash, func(i, j uint32) int {
		a, b := l.events[i].hash, l.events[j].hash
		switch {
		case a < b:
			return -1
		case a > b:
			return 1
		}
		return int(i) - int(j)
	})
	held, err := w.candidates(l, byHash)
	if err != nil {
		return 0, 0, err
	}
	defer func() {
		for _, s := range w.built {
			err = errors.Join(err, s.Rest())
		}
	}()
	for from := 0; from < len(byHash); {
		if from%4096 == 0 && ctx.Err() != nil {
			return 0, 0, ctx.Err()
		}
		to := from + 1
		for to < len(byHash) && l.events[byHash[to]].hash == l.events[byHash[from]].hash {
			to++
		}
		same := held[l.events[byHash[from]].hash]
		for _, i := range byHash[from:to] {
			if w.cameBack(l, int(i)) {
				l.events[i].duplicate = true
				duplicates++
			}
		}
		if to-from > 1 || len(same) > 0 {
			d, c, err := w.settleGroup(l, byHash[from:to], same)
			if err != nil {
				return 0, 0, err
			}
			duplicates, conflicts = duplicates+d, conflicts+c
		}
		from = to
	}
	return duplicates, conflicts, nil
}

// candidates looks the lot's hashes up in every segment: those of the archive
// and those built from earlier lots of the same import.
func (w *importing) candidates(l *lot, byHash []uint32) (map[uint32][]candidate, error) {
	hashes := make([]uint32, 0, len(byHash))
	for _, i := range byHash {
		if h := l.events[i].hash; len(hashes) == 0 || hashes[len(hashes)-1] != h {
			hashes = append(hashes, h)
		}
	}
	held := make(map[uint32][]candidate)
	look := func(s *member, describe func(c *candidate) error) error {
		return s.IDs.Each(hashes, func(i int, row uint32) error {
			c := candidate{segment: s, row: row}
			err := describe(&c)
			held[hashes[i]] = append(held[hashes[i]], c)
			return err
		})
	}
	for k, s := range w.a.v.segments {
		err := look(s, func(c *candidate) error {
			position := w.a.v.table.Position(k, int(c.row))
			c.seq, c.time, c.timed = w.a.v.table.Seq(position), w.a.v.table.Time(position), true
			return nil
		})
		if err != nil {
			return nil, failure.New("look up ids", "", err)
		}
	}
	for _, s := range w.built {
		var seqs []uint32
		err := look(s, func(c *candidate) (err error) {
			if seqs == nil {
				if seqs, err = s.Columns.Seqs(); err != nil {
					return err
				}
			}
			c.seq = uint64(seqs[c.row])
			return nil
		})
		if err != nil {
			return nil, failure.New("look up ids", "", err)
		}
	}
	return held, nil
}

// known holds the events of one group of equal hashes that are in the archive
// or were accepted before.
type known struct {
	contents map[event.Hash]bool // see lot.content
	byID     map[string]bool
	same     map[event.Hash]*versions
}

func (k *known) add(e *event.Event, content event.Hash) {
	k.contents[content] = true
	k.byID[e.ID] = true
	id := e.Identity()
	v := k.same[id]
	if v == nil {
		v = &versions{said: make(map[event.Hash]bool)}
		k.same[id] = v
	}
	v.said[event.DetailsHash(e.Details)] = true
	v.details = append(v.details, e.Details)
}

// settleGroup decides for the events of the lot that share a hash. Most often there is one
// event in the lot and the same in the archive, which its leaf shows; then nothing else is
// read.
func (w *importing) settleGroup(l *lot, group []uint32, held []candidate) (duplicates, conflicts int, err error) {
	k := known{contents: make(map[event.Hash]bool), byID: make(map[string]bool), same: make(map[event.Hash]*versions)}
	if err := w.recognise(&k, l, group, held); err != nil {
		return 0, 0, err
	}
	for _, i := range group {
		if !l.events[i].duplicate {
			continue
		}
		e, _, err := event.DecodeStored(l.stored(int(i))) // it came back, and other events are compared with it
		if err != nil {
			return 0, 0, err
		}
		k.add(&e, l.content(int(i)))
	}
	loaded := false
	for _, i := range group {
		e := &l.events[i]
		if e.duplicate {
			continue
		}
		content := l.content(int(i))
		if k.contents[content] {
			e.duplicate = true
			duplicates++
			continue
		}
		if !loaded {
			loaded = true
			if err := w.load(&k, held); err != nil {
				return 0, 0, err
			}
			if k.contents[content] { // its salt could not be read
				e.duplicate = true
				duplicates++
				continue
			}
		}
		decoded, _, err := event.DecodeStored(l.stored(int(i)))
		if err != nil {
			return 0, 0, err
		}
		v := k.same[decoded.Identity()]
		switch {
		case v != nil:
			if v.differs(&decoded) {
				w.retold.take(decoded.Details, v.details)
			}
			e.duplicate = true
			duplicates++
			continue
		case k.byID[decoded.ID]:
			e.conflict = true
			conflicts++
		}
		k.add(&decoded, content)
	}
	return duplicates, conflicts, nil
}

// recognise finds the candidates that are events of the group: under the salt of a
// candidate, such an event has its leaf. The candidates themselves are not read, so that
// one that is damaged is recognised, too.
func (w *importing) recognise(k *known, l *lot, group []uint32, held []candidate) error {
	left := make(map[event.Time][]uint32) // events that are not recognised yet
	for _, i := range group {
		left[l.events[i].time] = append(left[l.events[i].time], i)
	}
	for _, c := range held {
		salt, ok, err := w.salts.salt(c.segment.Number, c.seq)
		if err != nil {
			return failure.New("read", saltsPath(w.a.dir, c.segment.Number), err)
		}
		if !ok {
			continue
		}
		leaves, err := w.a.tree.Leaves(int64(c.seq), int64(c.seq)+1)
		if err != nil {
			return err
		}
		for at, events := range left {
			if c.timed && at != c.time {
				continue
			}
			if found := slices.IndexFunc(events, func(i uint32) bool {
				stored := l.as(int(i), salt, leaves[0])
				if stored != nil {
					k.contents[l.content(int(i))] = true
					w.cameAgain(c, stored)
				}
				return stored != nil
			}); found >= 0 {
				left[at] = slices.Delete(events, found, found+1)
				break
			}
		}
	}
	return nil
}

// load reads the candidates themselves and checks each against its leaf. If a
// candidate is damaged, the import ends, since it cannot be known whether it is
// the same event as the imported one.
func (w *importing) load(k *known, held []candidate) error {
	for _, c := range held {
		leaves, err := w.a.tree.Leaves(int64(c.seq), int64(c.seq)+1)
		if err != nil {
			return err
		}
		if err := c.segment.Wake(); err != nil {
			return err
		}
		err = c.segment.Read([]uint32{c.row}, func(_ int, r segment.Row) error {
			if err := r.Check(c.seq, leaves[0]); err != nil {
				return err
			}
			e, _, err := event.DecodeStored(r.Stored)
			if err != nil {
				return err
			}
			k.add(&e, contentOf(r.Stored))
			return nil
		})
		if err != nil {
			return failure.Newf("read", fmt.Sprintf("event number %d to compare with", c.seq), "%w; import the original file of that event first", err)
		}
	}
	return nil
}

// cameAgain keeps an event of a damaged segment that an import has brought again.
func (w *importing) cameAgain(c candidate, stored []byte) {
	if !c.segment.Unwell() {
		return
	}
	if w.a.came == nil {
		w.a.came = make(map[*member]map[uint32][]byte)
	}
	rows := w.a.came[c.segment]
	if rows == nil {
		rows = make(map[uint32][]byte)
		w.a.came[c.segment] = rows
	}
	if rows[c.row] == nil {
		rows[c.row] = stored
	}
}
