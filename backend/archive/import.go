package archive

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"daybook/backend/durable"
	"daybook/backend/event"
	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/ledger"
	"daybook/backend/numbers"
	"daybook/backend/parallel"
	"daybook/backend/query"
	"daybook/backend/retention"
	"daybook/backend/segment"
)

// KeptRejections is how many rejections an import keeps in full.
const KeptRejections = 1000

// An Input is a file to import: its events, and what is to be remembered of it.
type Input struct {
	File   string // its name, without folders; what is no UTF-8 of it is shown as U+FFFD
	Size   int64  // bytes
	Events iter.Seq2[event.Event, error]
	// These are asked once Events has ended; each may be nil.
	Source func() string
	SHA256 func() (event.Hash, error)
	Notes  func() []string
	// Incomplete reports whether the file is not all there, or may not be.
	Incomplete func() bool
	// Offset is how many bytes were read so far; it is asked at any time.
	Offset func() int64
	// Files are those that one import is of, where they are several: by their index
	// in the stream's event.NextFile. It is asked once Events has ended; nil is one
	// file.
	Files func() []InputFile
}

// An Import is what is remembered of one: imports/N.json. Read = Added +
// Duplicates + Rejected; Conflicts and Due are among the added.
type Import struct {
	Format     int             `json:"format"`
	Number     int             `json:"number"`
	Revision   int             `json:"revision,omitempty"` // how often a purge took quoted texts out
	File       string          `json:"file"`
	Size       int64           `json:"size"`
	SHA256     string          `json:"sha256"`
	Source     string          `json:"source"`
	Read       int             `json:"read"`
	Added      int             `json:"added"`
	Duplicates int             `json:"duplicates"`
	Conflicts  int             `json:"conflicts"`
	Due        int             `json:"due,omitempty"` // of the added: to be purged already, when they came
	Rejected   int             `json:"rejected"`
	Rejections []RejectedEvent `json:"rejections"` // the first KeptRejections
	Notes      []string        `json:"notes"`
	Incomplete bool            `json:"incomplete,omitempty"` // the file was cut or says that more follows, or may be: the notes tell
	Files      []ImportedFile  `json:"files,omitempty"`      // where it is of several, the first KeptFiles
	MoreFiles  int             `json:"more_files,omitempty"` // of which no more is kept than what they are among the counts
	FirstSeq   int64           `json:"first_seq"`            // the added are [FirstSeq, FirstSeq+Added)
	Started    time.Time       `json:"started"`
	Finished   time.Time       `json:"finished"`
	User       string          `json:"user"`
	Program    string          `json:"program"`
	Checksum   string          `json:"checksum"`

	Healed *Healed        `json:"-"` // only in what Import returns, where damaged events came again
	Damage *folder.Damage `json:"-"` // why its report cannot be read; nil where it can
}

func (i *Import) ChecksumField() *string { return &i.Checksum }

// A RejectedEvent is one record that was not taken, and why.
type RejectedEvent struct {
	At     string `json:"at"`
	Reason string `json:"reason"`
}

// Progress is how far a long change is.
type Progress struct {
	Stage       string // "reading", "building", "finishing"
	Done, Total int64  // bytes of the file
	Events      int    // read so far
}

// Import adds the events of a file. It is all or nothing: on any error, and
// when ctx is cancelled, the archive stays as it was. A *event.Rejection in the
// stream is counted and does not end it. An import that adds nothing is
// remembered all the same. Readers go on meanwhile. Memory is bounded by two
// lots of events (some 70 MB each) and what building two segments takes, however
// large the file is. It first waits until
// every file has been hashed, as Checked does. Damaged events that the file holds
// are healed: see Healed.
func (a *Archive) Import(ctx context.Context, in Input, progress func(Progress)) (Import, error) {
	report, err := a.importAll(ctx, in, progress)
	if err == nil {
		report.Healed = a.heal(ctx)
	}
	return report, err
}

func (a *Archive) importAll(ctx context.Context, in Input, progress func(Progress)) (Import, error) {
	// What fails in the end is told before a large file was read for nothing.
	if err := a.ledger.MayWrite(); err != nil {
		return Import{}, err
	}
	if err := a.ledger.MaySign(); err != nil {
		return Import{}, err
	}
	if _, err := a.checked(ctx); err != nil {
		return Import{}, err // a duplicate would not be known for one
	}
	v, done, err := a.begin()
	if err != nil {
		return Import{}, err
	}
	defer done()
	if progress == nil {
		progress = func(Progress) {}
	}
	in.File = folder.Bounded(in.File)
	w := &importing{
		a: a, v: v, in: in, progress: progress,
		work:        filepath.Join(a.dir, "work"),
		nextSegment: v.snapshot.NextSegment,
		leaves:      v.snapshot.Tree.Size,
	}
	if w.rules, _, err = a.ledger.Rules(""); err != nil {
		return Import{}, err
	}
	if w.absent, err = a.absent(v); err != nil {
		return Import{}, err
	}
	report, err := w.run(ctx)
	if err != nil {
		return Import{}, errors.Join(err, w.undo())
	}
	return report, nil
}

// importing is one import under way.
type importing struct {
	a        *Archive
	v        *view
	in       Input
	progress func(Progress)
	work     string

	report      Import
	files       fileCounts
	rules       *retention.Rules
	absent      *absence // what of the archive cannot be read; nil for nothing
	nextSegment int
	leaves      int64 // of the tree, with those of this import
	built       []*member
	retold      retelling
}

func (w *importing) run(ctx context.Context) (Import, error) {
	a := w.a
	number := 1
	if n := len(w.v.imports); n > 0 {
		number = w.v.imports[n-1].Number + 1
	}
	w.report = Import{
		Format: folder.Format, Number: number, File: w.in.File, Size: w.in.Size,
		Rejections: []RejectedEvent{}, Notes: []string{}, FirstSeq: w.leaves,
		Started: a.options.Now().UTC(), User: ledger.UserName(), Program: a.options.Program,
	}
	if err := a.needSpace(w.in.Size / 2); err != nil {
		return Import{}, err
	}
	if err := w.takeLots(ctx); err != nil {
		return Import{}, err
	}
	if w.report.Read > lotEvents {
		// The lots would be given back only after the columns of all segments, which
		// are not on the heap, were unpacked beside them.
		debug.FreeOSMemory()
	}
	if w.in.Source != nil {
		w.report.Source = folder.Bounded(w.in.Source())
	}
	if w.in.Notes != nil {
		w.report.Notes = append(w.report.Notes, folder.Told(w.in.Notes())...)
	}
	if w.in.Incomplete != nil {
		w.report.Incomplete = w.in.Incomplete()
	}
	if note := w.retold.note(); note != "" {
		w.report.Notes = append(w.report.Notes, note)
	}
	if w.in.SHA256 != nil {
		sum, err := w.in.SHA256()
		if err != nil {
			return Import{}, failure.New("import", w.in.File, err)
		}
		w.report.SHA256 = sum.String()
	}
	if w.in.Files != nil {
		w.report.Files, w.report.MoreFiles = w.files.kept(w.in.Files())
	}
	if err := w.sameFileAgain(); err != nil {
		return Import{}, err
	}
	if n := w.unmatched(); n > 0 && w.report.Added > 0 {
		w.report.Notes = append(w.report.Notes, fmt.Sprintf("%s of the archive could not be read while this file was imported: "+
			"those of its events that are the same with other details, or another with the same event_id, could not be told", numbers.Plural(n, "event")))
	}
	w.tell("finishing")
	if err := ctx.Err(); err != nil {
		return Import{}, err
	}
	if err := w.publish(); err != nil {
		return Import{}, err
	}
	return w.report, nil
}

func (w *importing) tell(stage string) {
	p := Progress{Stage: stage, Total: w.in.Size, Events: w.report.Read}
	if w.in.Offset != nil {
		p.Done = w.in.Offset()
	}
	w.progress(p)
}

// takeLots reads the file in lots. There are two of them: while the segments of
// one are built, the other one is filled.
func (w *importing) takeLots(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	batches, ended := decodeAhead(ctx, w.in.Events)
	filling, built := newLot(w.in.Size), newLot(w.in.Size)
	building := make(chan error, 1) // how it ended
	building <- nil
	defer func() {
		cancel()
		<-building
		<-ended // what feeds the batches must not outlive the file it reads
	}()
	for batch := range batches {
		for _, one := range batch {
			if err := w.take(filling, one); err != nil {
				return err
			}
		}
		w.tell("reading")
		if !filling.full() {
			continue
		}
		if err := <-building; err != nil {
			building <- nil
			return err
		}
		built.reset()
		filling, built = built, filling
		w.tell("building")
		go func(l *lot, read float64) { building <- w.buildLot(ctx, l, read) }(built, w.read())
	}
	err := <-building
	building <- nil
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return err
	}
	w.tell("building")
	return w.buildLot(ctx, filling, w.read())
}

// read is what part of the file was read, 0 where that is not known.
func (w *importing) read() float64 {
	if w.in.Offset == nil || w.in.Size <= 0 {
		return 0
	}
	return float64(w.in.Offset()) / float64(w.in.Size)
}

func (w *importing) take(lot *lot, one decoded) error {
	var rejection *event.Rejection
	var next *event.NextFile
	switch {
	case errors.As(one.err, &rejection):
		w.report.Read++
		w.report.Rejected++
		w.files.reject()
		if len(w.report.Rejections) < KeptRejections {
			w.report.Rejections = append(w.report.Rejections, RejectedEvent{folder.Bounded(rejection.At), folder.Bounded(rejection.Reason)})
		}
		return nil
	case errors.As(one.err, &next):
		w.files.begin(next.Index)
		return nil
	case one.err != nil:
		return failure.New("import", w.in.File, one.err)
	}
	w.report.Read++
	w.files.read()
	return lot.add(&one.event, w.files.current)
}

type decoded struct {
	event event.Event
	err   error
}

var batchEvents = 512 // a variable for tests

const (
	batchAhead = 4
	batchBytes = 1 << 20 // of text; a batch of large events ends earlier
)

// decodeAhead reads events in a goroutine of its own, so that reading a file
// and hashing what was read share two processors. ended is closed when it has
// let go of the stream.
func decodeAhead(ctx context.Context, events iter.Seq2[event.Event, error]) (batches chan []decoded, ended chan struct{}) {
	batches = make(chan []decoded, batchAhead)
	ended = make(chan struct{})
	go func() {
		defer close(ended)
		defer close(batches)
		batch, size := make([]decoded, 0, batchEvents), 0
		send := func() bool {
			select {
			case batches <- batch:
				batch, size = make([]decoded, 0, batchEvents), 0
				return true
			case <-ctx.Done():
				return false
			}
		}
		for e, err := range events {
			batch = append(batch, decoded{e, err})
			size += len(e.Description) + len(e.Details)
			if (len(batch) == batchEvents || size >= batchBytes) && !send() {
				return
			}
		}
		if len(batch) > 0 {
			send()
		}
	}()
	return batches, ended
}

// buildLot drops the duplicates of a lot, numbers the rest, adds their leaf
// hashes to the tree's files and builds their segments. read is what part of the
// file the lot and those before it are.
func (w *importing) buildLot(ctx context.Context, l *lot, read float64) error {
	if len(l.events) == 0 {
		return nil
	}
	duplicates, conflicts, err := w.settle(ctx, l)
	if err != nil {
		return err
	}
	w.report.Duplicates += duplicates
	w.report.Conflicts += conflicts
	w.files.settle(l)
	if err := w.countDue(l); err != nil {
		return err
	}
	added := len(l.events) - duplicates
	w.report.Added += added
	if added == 0 {
		return nil
	}
	if err := w.a.needSpace(int64(added)*64 + l.bytes + l.bytes/2); err != nil {
		return err
	}
	hashes := make([]event.Hash, 0, added)
	first := w.leaves
	for i := range l.events {
		if e := &l.events[i]; !e.duplicate {
			e.seq = uint64(w.leaves)
			w.leaves++
			hashes = append(hashes, e.leaf)
		}
	}
	if err := w.a.tree.Append(first, hashes); err != nil {
		return err
	}
	return w.buildSegments(ctx, l.parts(w.wanted(added, read)))
}

// countDue counts the events of a lot that are new and due as they come.
func (w *importing) countDue(l *lot) error {
	cutoff, any := w.rules.Plan().Cutoff(w.report.Started)
	for i := range l.events {
		one := &l.events[i]
		if !any || one.duplicate || one.time > cutoff {
			continue
		}
		e, err := event.DecodeLeaf(l.leaf(i))
		if err != nil {
			return err
		}
		if w.rules.Judge(&e, query.Place{Import: w.report.Number, Conflict: one.conflict}, w.report.Started).Due() {
			w.report.Due++
		}
	}
	return nil
}

const maxParts = 16 // segments that one import is cut into

var partEvents = 50000 // fewer are not worth a segment of their own; a variable for tests

// wanted is into how many segments a lot is cut: its share of maxParts, going
// by what part of the file was read, where that is known.
func (w *importing) wanted(added int, read float64) int {
	share := float64(maxParts)
	if read > 0 {
		share *= min(read, 1) * float64(added) / float64(w.report.Added)
	}
	return max(1, min(int(share), added/partEvents))
}

// buildSegments builds a segment of each part, as many at a time as there are
// processors, and opens them.
func (w *importing) buildSegments(ctx context.Context, parts []part) error {
	type result struct {
		segment *member
		err     error
	}
	results := make([]result, len(parts))
	first := w.nextSegment
	w.nextSegment += len(parts)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	parallel.Each(len(parts), func(i int) {
		if ctx.Err() != nil {
			results[i].err = ctx.Err()
			return
		}
		results[i].segment, results[i].err = w.a.buildOne(ctx, first+i, parts[i].rows(), parts[i].bytes())
		if results[i].err != nil {
			cancel() // the others need not go on
		}
	})
	var failed error
	for _, r := range results {
		if r.segment != nil {
			w.built = append(w.built, r.segment)
			if err := r.segment.Rest(); err != nil && r.err == nil {
				r.err = err
			}
		}
		if r.err != nil && (failed == nil || errors.Is(failed, context.Canceled)) {
			failed = r.err
		}
	}
	return failed
}

// buildOne builds a segment under work/, puts it in its place and opens it. The
// rows have at most that many bytes in all; 0 is any number.
func (a *Archive) buildOne(ctx context.Context, n int, rows iter.Seq2[segment.Row, error], most int64) (*member, error) {
	work, err := segment.FreeFolder(filepath.Join(a.dir, "work", folder.Number(n)))
	if err != nil {
		return nil, err
	}
	ref, err := segment.Build(ctx, work, rows, most)
	if err != nil {
		return nil, err
	}
	ref.Number = n
	dir := segmentPath(a.dir, n)
	s, err := segment.Place(work, dir, ref)
	if err != nil {
		return nil, errors.Join(err, segment.Remove(dir)) // its number is free again
	}
	return &member{Segment: s}, nil
}

// publish makes the built segments part of the archive.
func (w *importing) publish() error {
	a := w.a
	for _, s := range w.built {
		if err := s.Wake(); err != nil {
			return err
		}
	}
	if err := a.tree.Sync(); err != nil {
		return err
	}
	if err := durable.SyncFolder(filepath.Join(a.dir, "tree")); err != nil { // a file may be new
		return failure.New("write", "tree", err)
	}
	w.report.Finished = a.options.Now().UTC()
	ref, err := writeImport(a.dir, &w.report)
	if err != nil {
		return err
	}
	root, err := a.tree.Root(w.leaves)
	if err != nil {
		return err
	}
	next := *w.v.snapshot
	next.Imports = append(append([]ledger.ImportRef(nil), next.Imports...), ref)
	next.Tree = ledger.Tree{Size: w.leaves, Root: root.String()}
	next.NextSegment = w.nextSegment
	segments := append(append([]*member(nil), w.v.segments...), w.built...)
	imports := append(append([]Import(nil), w.v.imports...), w.report)
	r := &w.report
	return a.succeed(&next, segments, imports, ledger.Importing(ledger.ImportPlanned{
		Import: r.Number, File: r.File, SHA256: r.SHA256, Report: ref.SHA256, Source: r.Source, Read: r.Read, Added: r.Added,
		Duplicates: r.Duplicates, Conflicts: r.Conflicts, Rejected: r.Rejected, FirstSeq: r.FirstSeq,
	}), nil)
}

// begin starts a change of the archive as it is now; done ends it.
func (a *Archive) begin() (v *view, done func(), err error) {
	if err := a.ledger.MayWrite(); err != nil {
		return nil, nil, err
	}
	v, done, err = a.hold()
	if err != nil {
		return nil, nil, err
	}
	if err = a.unsure; err == nil {
		err = lookAround(a.dir) // it may have been open for days
	}
	if err != nil {
		done()
		return nil, nil, err
	}
	return v, done, nil
}

// hold keeps the archive from changing until done is called.
func (a *Archive) hold() (v *view, done func(), err error) {
	a.change.Lock()
	if v, err = a.acquire(); err != nil {
		a.change.Unlock()
		return nil, nil, err
	}
	gather := holdGarbage()
	return v, func() {
		gather()
		a.release(v)
		a.change.Unlock()
	}, nil
}

// succeed writes a snapshot of the segments, makes it current and the new view.
// Up to the replacement of CURRENT any error leaves the archive as it was. why is
// nil where the events stay the same; merged names the segments that were made of
// others.
func (a *Archive) succeed(next *snapshot, segments []*member, imports []Import, why *ledger.Change, merged map[*member][]*member) error {
	before := next.Number
	next.Number++
	next.Made = a.options.Now().UTC()
	next.Segments = nil
	for _, s := range segments {
		ref, err := s.RefNow()
		if err != nil {
			return err
		}
		next.Segments = append(next.Segments, ref)
	}
	ranks, err := a.nextRanks(segments, merged)
	if err != nil {
		return err
	}
	if next.Ranks = ""; !anyLost(segments) { // else they are of the texts that there are now
		if next.Ranks, err = writeRanks(a.dir, next.Number, ranks); err != nil {
			return err
		}
	}
	v, err := newView(next, segments, ranks, imports)
	if err != nil {
		return err
	}
	if err := durable.SyncFolder(filepath.Join(a.dir, "imports")); err != nil {
		return failure.New("write", "imports", err)
	}
	folder.Step()
	if why != nil {
		if next.Checkpoint, next.Change, err = a.ledger.Announce(why, next.Number, next.events(), next.Tree); err != nil {
			return err
		}
	}
	next.Journal = a.ledger.Head()
	folder.Step()
	if err := writeSnapshot(a.dir, next); err != nil {
		switch {
		case errors.Is(err, ErrUnsure): // the next opening sees how it ended
			a.unsure = err
		case why != nil:
			a.ledger.Abandoned(why, next.Change, next.Number)
		}
		return err
	}
	folder.Step()
	a.tree.Commit(next.Tree.Size)
	a.install(v)
	if why != nil {
		a.ledger.Done(why, next.Change, next.Number)
	}
	folder.Step()
	// The snapshot before is of no use any more; what cannot be removed now is
	// removed on the next opening.
	os.Remove(snapshotPath(a.dir, before))
	os.Remove(snapshotCopyPath(a.dir, before))
	removeOrder(a.dir, before)
	return nil
}

// undo removes what a failed import built, unless it may have become part of the
// archive.
func (w *importing) undo() error {
	var errs []error
	for _, s := range w.built {
		errs = append(errs, s.Close())
	}
	if w.a.unsure != nil {
		return errors.Join(errs...)
	}
	for _, s := range w.built {
		errs = append(errs, segment.Remove(s.Dir))
	}
	err := folder.Look(w.a.dir, "work", folder.Folder, true)
	var entries []os.DirEntry
	if err == nil {
		entries, err = os.ReadDir(w.work)
	}
	errs = append(errs, err)
	for _, e := range entries {
		if ours("work", e.Name()) {
			errs = append(errs, segment.Remove(filepath.Join(w.work, e.Name())))
		}
	}
	size := w.v.snapshot.Tree.Size
	errs = append(errs, w.a.tree.Truncate(size))
	report := importPath(w.a.dir, ledger.ImportRef{Number: w.report.Number})
	for _, path := range []string{report, report + ".new",
		snapshotPath(w.a.dir, w.v.snapshot.Number+1), snapshotPath(w.a.dir, w.v.snapshot.Number+1) + ".new",
		snapshotCopyPath(w.a.dir, w.v.snapshot.Number+1), snapshotCopyPath(w.a.dir, w.v.snapshot.Number+1) + ".new"} {
		if err := os.Remove(path); !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	errs = append(errs, removeOrder(w.a.dir, w.v.snapshot.Number+1))
	return errors.Join(errs...)
}
