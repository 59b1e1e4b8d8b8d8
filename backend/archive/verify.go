package archive

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"

	"daybook/backend/columns"
	"daybook/backend/event"
	"daybook/backend/failure"
	"daybook/backend/ledger"
	"daybook/backend/parallel"
	"daybook/backend/segment"
)

// A Report is the result of Verify.
type Report struct {
	ledger.Findings
	Events     int // events that were read
	Unread     int // events that are in the archive but cannot be read; the problems say why
	Gone       int // events that were purged, each with its leaf in a receipt
	Root       string
	Checkpoint string // of the tree, signed
	Lines      int    // lines of the journal
	// Doubt says how the archive differs from what this computer last knew of it, and
	// is nil if it does not. Its contents are among the problems too.
	Doubt *ledger.Doubt
	// Unrecorded says why the journal has no line about the verification, as a sentence
	// without a full stop; "" if it has a line.
	Unrecorded string
	ReadOnly   string // why the archive is read-only; "" if it can be changed
}

// OK reports whether no problem was found.
func (r *Report) OK() bool { return r.Count == 0 }

// merge adds the results of a part that was verified separately.
func (r *Report) merge(part *Report) {
	r.Events += part.Events
	r.Unread += part.Unread
	r.Merge(&part.Findings)
}

// Verify reads the whole archive and checks the journal's chain and head; archive.json and
// the imports with their reports against the journal; the checkpoint of the snapshot and
// all earlier ones against the keys and the tree; the leaves against the root; every file
// against its seal; every event against its leaf, and that every leaf has an event or a
// receipt; journal, tree and key against what this computer last knew of them; and columns
// and ids against the events. It relies on nothing that an earlier check found. Problems
// are in the report. The error is only for ctx, for an archive that is closed, and for
// files that cannot be read at present (see folder.ErrUnreadable): then nothing is proved,
// and the journal gets no line. progress is called with the number of events that were
// read, by one goroutine at a time. The journal gets a line about the verification, unless
// Report.Unrecorded says why not.
func (a *Archive) Verify(ctx context.Context, progress func(done, total int)) (Report, error) {
	r := Report{}
	var v *View
	past, err := a.ledger.Replay(ctx, &r.Findings, func() (at ledger.Point, err error) {
		if v, err = a.views.acquire(); err == nil {
			at = v.snapshot.point()
		}
		return at, err
	})
	if v != nil {
		defer a.views.release(v)
	}
	if err != nil {
		return Report{}, err
	}
	verifyImports(a.dir, v, past, &r.Findings)
	size := v.snapshot.Tree.Size
	r.Root, r.Checkpoint, r.Lines = v.snapshot.Tree.Root, v.snapshot.Checkpoint, int(a.ledger.Head().Lines)
	verifyThen(a.tree, past.Then, size, &r.Findings)
	verifyCosigned(a.tree, past.Cosigned, size, &r.Findings)
	w := &verifying{a: a, v: v, seen: make([]atomic.Uint64, (size+63)/64), progress: progress}
	// The tree is verified as one more part beside the segments, first because it
	// takes longest.
	parts := make([]Report, len(v.segments)+1)
	parallel.Each(len(parts), func(i int) {
		if i == 0 {
			w.tree(ctx, &parts[0])
		} else {
			w.segment(ctx, i-1, &parts[i])
			v.letGo()
		}
	})
	if err := ctx.Err(); err != nil {
		return r, err
	}
	for i := range parts {
		r.merge(&parts[i])
	}
	if r.NotNow != nil {
		return r, failure.New("verify", a.dir, r.NotNow)
	}
	w.leaves(past.Gone, &r)
	if n := v.snapshot.events(); r.Events+r.Unread != n {
		r.Problem("%d events were found, the snapshot has %d", r.Events+r.Unread, n)
	}
	verifyKnown(a.ledger, &r)
	r.ReadOnly = a.ledger.ReadOnly()
	done := ledger.Verified{Events: r.Events, Root: r.Root, Problems: r.Count}
	if r.Count > 0 {
		done.First = r.Problems[0]
	}
	r.Unrecorded = a.ledger.RecordVerified(done)
	r.Notes = append(r.Notes, foreignNotes(v.Foreign())...)
	return r, nil
}

// verifyKnown compares the archive with what this computer knows of it.
func verifyKnown(lg *ledger.Ledger, r *Report) {
	if d := lg.Doubt(); d != nil {
		r.Doubt = d
		for _, how := range d.Differs {
			r.Problem("%s: %s", lg.Place(), how)
		}
	}
	if err := lg.Unknown(); err != nil {
		r.Notes = append(r.Notes, "this computer keeps no record of the archive's last state, and would not notice an older one in its place: "+
			err.Error())
	}
}

// verifying is a verification that is under way.
type verifying struct {
	a    *Archive
	v    *View
	seen []atomic.Uint64 // a bit for each leaf whose event is there, intact or damaged

	mu       sync.Mutex
	read     int
	progress func(done, total int)
}

func (w *verifying) tell(n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.read += n; w.progress != nil {
		w.progress(w.read, w.v.table.Len())
	}
}

// see marks the leaf of an event and reports whether it was marked before.
func (w *verifying) see(seq uint64) bool {
	if seq >= uint64(w.v.snapshot.Tree.Size) {
		return false // reading it will fail
	}
	bit := uint64(1) << (seq % 64)
	return w.seen[seq/64].Or(bit)&bit != 0
}

func (w *verifying) tree(ctx context.Context, r *Report) {
	want := w.v.snapshot.Tree
	root, err := w.a.tree.RootOfLeaves(ctx, want.Size)
	switch {
	case ctx.Err() != nil:
	case err != nil:
		r.Fault("tree: %w", err)
	case root.String() != want.Root:
		r.Problem("tree: the leaves hash to %s, the snapshot says %s", root, want.Root)
	}
}

// leaves checks that each leaf either has its event or is in exactly one receipt.
func (w *verifying) leaves(gone []ledger.GoneLeaves, r *Report) {
	size := w.v.snapshot.Tree.Size
	receipts := make([]uint64, len(w.seen))
	for _, g := range gone {
		if g.From < 0 || g.From >= g.To || g.To > size {
			r.Problem("journal.jsonl: line %d: there are no leaves %d to %d", g.Line, g.From, g.To-1)
			continue
		}
		twice := false
		for leaf := g.From; leaf < g.To; leaf++ {
			bit := uint64(1) << (leaf % 64)
			twice = twice || receipts[leaf/64]&bit != 0
			receipts[leaf/64] |= bit
			r.Gone++
		}
		if twice {
			r.Problem("journal.jsonl: line %d: of events number %d to %d some were purged before", g.Line, g.From, g.To-1)
		}
	}
	wrong := func(at func(seen, receipt uint64) uint64, one, many string) {
		for from := int64(0); from < size; from++ {
			word := at(w.seen[from/64].Load(), receipts[from/64]) >> (from % 64)
			if word == 0 {
				from |= 63 // go on to the next word
				continue
			}
			if word&1 == 0 {
				continue
			}
			to := from
			for to+1 < size && at(w.seen[(to+1)/64].Load(), receipts[(to+1)/64])>>((to+1)%64)&1 == 1 {
				to++
			}
			if from == to {
				r.Problem("event number %d "+one, from)
			} else {
				r.Problem("events number %d to %d "+many, from, to)
			}
			from = to
		}
	}
	if lost := LostEvents(w.v.Lost()); lost > 0 {
		gone := 0
		for from := int64(0); from < size; from++ {
			if (w.seen[from/64].Load()|receipts[from/64])>>(from%64)&1 == 0 {
				gone++
			}
		}
		if gone == lost { // this was reported for each segment already
			for i := range w.seen {
				w.seen[i].Or(^receipts[i])
			}
		}
	}
	wrong(func(seen, receipt uint64) uint64 { return ^(seen | receipt) },
		"is missing, and no receipt says that it was purged", "are missing, and no receipt says that they were purged")
	wrong(func(seen, receipt uint64) uint64 { return seen & receipt },
		"is there, and a receipt says that it was purged", "are there, and a receipt says that they were purged")
}

// segment reads every file of a segment and every event, and compares each event
// with its leaf and with the segment's columns.
func (w *verifying) segment(ctx context.Context, i int, r *Report) {
	s := w.v.segments[i]
	bad := make(map[string]bool)
	for _, d := range s.CheckAnew() {
		bad[d.Path] = true
		if d.Path != s.Path("") { // the loss of the whole segment is reported below
			r.Fault("%w", d)
		}
	}
	if d := checkSalts(w.a.dir, s); d != nil {
		r.Fault("%w", d)
	}
	for _, d := range s.Opened { // a file that was not opened is no help to its events even if it is intact again
		if !d.Derived && !bad[d.Path] {
			r.Fault("%w", d)
		}
	}
	if d := s.lostDamage(); d != nil {
		r.Fault("%w", d)
		r.Unread += s.Lost
	}
	one := &verifyingSegment{verifying: w, i: i, s: s, r: r, ids: make([]uint64, 0, s.Events()), shut: s.Shut()}
	one.run(ctx)
}

type verifyingSegment struct {
	*verifying
	i     int
	s     *member
	r     *Report
	texts []string
	ids   []uint64 // entries in the form of the file ids
	shut  bool     // some of its tables could not be opened, which was reported
	leaf  func(seq int64) (event.Hash, error)
}

// unread marks the leaves of rows that cannot be read, so that they do not
// count as missing.
func (w *verifyingSegment) unread(from, to int) {
	for row := from; row < to; row++ {
		w.see(w.v.table.Seq(w.v.table.Position(w.i, row)))
	}
	w.r.Unread += to - from
}

func (w *verifyingSegment) run(ctx context.Context) {
	w.texts = make([]string, 0, w.s.Texts.Len())
	for text, err := range w.s.Texts.All() {
		if err != nil {
			w.r.Fault("%s: %w", w.s.Path("descriptions"), err)
			break
		}
		w.texts = append(w.texts, text)
	}
	low, high := int64(1)<<62, int64(-1)
	for row := range w.s.Events() {
		seq := int64(w.v.table.Seq(w.v.table.Position(w.i, row)))
		low, high = min(low, seq), max(high, seq)
	}
	var err error
	if w.leaf, err = segment.LeafReader(w.a.tree, low, high, w.s.Events()); err != nil {
		w.r.Fault("segment %06d: %w", w.s.Number, err)
		w.unread(0, w.s.Events())
		return
	}
	rows := make([]uint32, 0, segment.CursorBatch)
	for from := 0; from < w.s.Events(); from += segment.CursorBatch {
		if ctx.Err() != nil {
			return
		}
		to := min(from+segment.CursorBatch, w.s.Events())
		rows = rows[:0]
		for row := from; row < to; row++ {
			rows = append(rows, uint32(row))
		}
		if next, err := w.rows(rows); err != nil {
			w.oneByOne(from+next, to)
		}
		w.tell(to - from)
	}
	if len(w.ids) < w.s.Events() {
		return // it was reported that events cannot be read
	}
	slices.Sort(w.ids)
	switch at, err := w.s.IDs.Differs(w.ids); {
	case err != nil:
		w.r.Fault("%s: %w", w.s.Path("ids"), err)
	case at >= 0 && at < len(w.ids):
		row := int(uint32(w.ids[at]))
		w.r.Problem("event number %d: it is not found by its id", w.v.table.Seq(w.v.table.Position(w.i, row)))
	case at >= 0:
		w.r.Problem("%s: there are more ids than events", w.s.Path("ids"))
	}
}

// oneByOne reads rows one at a time, since some of them cannot be read.
func (w *verifyingSegment) oneByOne(from, to int) {
	for row := from; row < to; row++ {
		if _, err := w.rows([]uint32{uint32(row)}); err != nil {
			seq := w.v.table.Seq(w.v.table.Position(w.i, row))
			if !w.shut || !errors.Is(err, segment.ErrNoRow) {
				w.r.Fault("segment %06d: event number %d: %w", w.s.Number, seq, err)
			}
			w.unread(row, row+1)
		}
	}
}

// rows compares rows, whose numbers rise by one, and returns the index of the
// first row that it could not compare.
func (w *verifyingSegment) rows(rows []uint32) (next int, err error) {
	err = w.s.Read(rows, func(i int, r segment.Row) error {
		err := w.event(int(rows[i]), r)
		if err == nil {
			next = i + 1
		}
		return err
	})
	return next, err
}

// event compares one event. Problems that it reports itself are not returned as errors.
func (w *verifyingSegment) event(at int, one segment.Row) error {
	position := w.v.table.Position(w.i, at)
	want, err := w.leaf(int64(w.v.table.Seq(position)))
	if err == nil {
		err = one.Check(w.v.table.Seq(position), want)
	}
	if err != nil {
		return err
	}
	e, _, err := event.DecodeStored(one.Stored)
	if err != nil {
		return err
	}
	if w.see(one.Seq) {
		w.r.Problem("event number %d is there twice", one.Seq)
	}
	w.r.Events++
	w.ids = append(w.ids, uint64(columns.HashID(e.ID))<<32|uint64(at))
	got := w.v.table.Row(position)
	rank := got.Description
	expected := columns.Row{
		Seq: one.Seq, Time: e.Time, Member: e.Actor,
		Action: columns.Action{Category: e.Category, Action: e.Action}, Conflict: one.Conflict,
	}
	if got.Description = 0; got != expected {
		w.r.Problem("event number %d (%s): the columns say otherwise", one.Seq, e.ID)
	}
	if rank >= len(w.texts) || w.texts[rank] != e.Description {
		w.r.Problem("event number %d (%s): the descriptions say otherwise", one.Seq, e.ID)
	}
	return nil
}
