package archive

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"daybook/backend/columns"
	"daybook/backend/durable"
	"daybook/backend/event"
	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/ledger"
	"daybook/backend/parallel"
	"daybook/backend/segment"
)

// A view is one snapshot, open: what a reader holds while it answers.
type view struct {
	snapshot *snapshot
	segments []*member
	table    *columns.Table
	ranks    *columns.Ranks
	imports  []Import

	termsMu sync.Mutex
	terms   []termFound // that were asked last, the latest first

	pageMu sync.Mutex
	page   map[int]found // by position: what was read for the last page; not changed

	coveredOnce sync.Once
	covered     []Covered
	quietMu     sync.Mutex
	quiet       []Quiet
	quietZone   string

	readers int  // under Archive.mu
	retired bool // a later view took its place; under Archive.mu
}

// A member is a segment of the archive, and who holds it.
type member struct {
	*segment.Segment
	views int  // that hold it; under Archive.mu
	seen  bool // by any view; under Archive.mu
	gone  bool // no longer in the current snapshot; under Archive.mu
}

// newView joins the columns of open segments.
func newView(s *snapshot, segments []*member, ranks *columns.Ranks, imports []Import) (*view, error) {
	parts := make([]*columns.Segment, len(segments))
	for i, seg := range segments {
		parts[i] = seg.Columns
	}
	table, err := columns.Join(parts, ranks)
	if err != nil {
		return nil, failure.New("join columns", "", err)
	}
	return &view{snapshot: s, segments: segments, table: table, ranks: ranks, imports: imports}, nil
}

// acquire holds the current view until release.
func (a *Archive) acquire() (*view, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.view == nil {
		return nil, ledger.ErrClosed
	}
	a.view.readers++
	a.readers.Add(1)
	return a.view, nil
}

func (a *Archive) release(v *view) {
	a.mu.Lock()
	v.readers--
	gone := a.retire(v)
	a.mu.Unlock()
	a.dispose(gone)
	a.readers.Done()
}

// install makes v the current view. Segments that v does not have are removed
// when the last reader lets go of them.
func (a *Archive) install(v *view) {
	a.mu.Lock()
	old := a.view
	a.view = v
	a.ledger.SetTree(v.snapshot.Tree)
	for _, s := range v.segments {
		s.views++
		s.seen = true
	}
	var gone []*member
	if old != nil {
		for _, s := range old.segments {
			s.gone = !slices.ContainsFunc(v.segments, func(kept *member) bool { return kept.Number == s.Number })
			if s.gone {
				a.leaves()
			}
		}
		old.retired = true
		gone = a.retire(old)
	}
	a.mu.Unlock()
	a.dispose(gone)
}

// retire lets go of the segments of a view that has no reader and is no longer
// current, and returns those that nothing holds. It is called under mu.
func (a *Archive) retire(v *view) (gone []*member) {
	if !v.retired || v.readers > 0 {
		return nil
	}
	for _, s := range v.segments {
		if s.views--; s.views == 0 {
			gone = append(gone, s)
		}
	}
	v.segments = nil
	return gone
}

func (a *Archive) dispose(gone []*member) {
	for _, s := range gone {
		s.StopChecking()
		s.Close()
		if s.gone {
			a.hasLeft(segment.Remove(s.Dir)) // what stays is removed on the next opening
		}
	}
}

// leaves counts a segment that is to be removed. It is called under mu.
func (a *Archive) leaves() {
	if a.leaving++; a.left == nil {
		a.left = make(chan struct{})
	}
}

func (a *Archive) hasLeft(err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err != nil {
		a.unleft = append(a.unleft, err)
	}
	if a.leaving--; a.leaving == 0 {
		close(a.left)
		a.left = nil
	}
}

// Removed waits until every segment that a change replaced is gone from the disk,
// which is when the last reader has let go of it. The error says what could not
// be removed; the next opening of the archive tries again. Whoever reads from the
// archive must not wait here.
func (a *Archive) Removed(ctx context.Context) error {
	a.mu.Lock()
	left := a.left
	a.mu.Unlock()
	if left != nil {
		select {
		case <-left:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := errors.Join(a.unleft...); err != nil {
		return failure.New("remove what was replaced", "", err)
	}
	return nil
}

// readRanks reads orders/N/ranks of a snapshot, or makes it again where it is
// damaged: it is derived. Those of a snapshot that does not have all texts are of
// that moment alone, and not written.
func (a *Archive) readRanks(s *snapshot, segments []*member) (*columns.Ranks, error) {
	path := ranksPath(a.dir, s.Number)
	some := anyLost(segments)
	var why error
	if s.Ranks != "" && !some {
		var ranks *columns.Ranks
		if ranks, why = decodeRanks(path, s.Ranks); why == nil {
			return ranks, nil
		}
		if durable.Exhausted(why) {
			return nil, failure.Newf("open", path, "%w: %w", folder.ErrUnreadable, why)
		}
	}
	ranks, err := mergeRanks(segments)
	if err != nil || some || s.Ranks == "" || folder.Passing(why) || a.ledger.MayWrite() != nil {
		return ranks, err
	}
	// Where they cannot be written, as on a full disk, they are made again next time.
	if sum, err := writeRanks(a.dir, s.Number, ranks); err == nil && sum == s.Ranks {
		d := folder.DamageOf("orders/"+folder.Number(s.Number)+"/ranks", true, why)
		a.tellBuilt(ledger.BuiltSegment{Damage: []string{d.Error()}})
	}
	return ranks, nil
}

// decodeRanks reads the ranks that have that hash.
func decodeRanks(path, want string) (*columns.Ranks, error) {
	sum, _, err := folder.Hash(path, 0)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, errors.New("is missing")
	case err != nil:
		return nil, err
	case sum != want:
		return nil, errors.New("its bytes are not those that were written")
	}
	data, err := folder.Read(path, folder.MaxDerived)
	if err != nil {
		return nil, err
	}
	return columns.DecodeRanks(data)
}

func anyLost(segments []*member) bool {
	return slices.ContainsFunc(segments, func(s *member) bool { return s.Lost > 0 })
}

// nextRanks makes the ranks of what takes the place of the current view, which a
// change holds.
func (a *Archive) nextRanks(segments []*member, merged map[*member][]*member) (*columns.Ranks, error) {
	a.mu.Lock()
	current := a.view
	a.mu.Unlock()
	if current == nil { // while opening
		return mergeRanks(segments)
	}
	return changedRanks(current, segments, merged)
}

// mergeRanks makes the ranks of a snapshot from its segments alone.
func mergeRanks(segments []*member) (*columns.Ranks, error) {
	ranks, err := columns.MergeRanks(textsOf(segments))
	if err != nil {
		return nil, failure.New("order descriptions", "", err)
	}
	return ranks, nil
}

// changedRanks makes the ranks of the segments from those of the view that they
// take the place of; merged says which of them were made of segments of it.
func changedRanks(from *view, segments []*member, merged map[*member][]*member) (*columns.Ranks, error) {
	sources := make([]columns.RankSource, len(segments))
	for i, s := range segments {
		sources[i].Texts = s.Texts
		if k := slices.Index(from.segments, s); k >= 0 {
			sources[i].Of = []int{k}
		}
		for _, old := range merged[s] {
			sources[i].Of = append(sources[i].Of, slices.Index(from.segments, old))
		}
	}
	ranks, err := from.ranks.Change(textsOf(from.segments), sources)
	if err != nil {
		return nil, failure.New("order descriptions", "", err)
	}
	return ranks, nil
}

func textsOf(segments []*member) []*columns.Texts {
	texts := make([]*columns.Texts, len(segments))
	for i, s := range segments {
		texts[i] = s.Texts
	}
	return texts
}

func ranksPath(dir string, n int) string {
	return filepath.Join(dir, "orders", folder.Number(n), "ranks")
}

// writeRanks makes orders/N/ranks and returns its hash.
func writeRanks(dir string, n int, ranks *columns.Ranks) (sum string, err error) {
	path := ranksPath(dir, n)
	defer func() {
		if err != nil {
			err = failure.New("write", path, err)
		}
	}()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", err
	}
	if err := folder.Replace(path, columns.EncodeRanks(ranks)); err != nil {
		return "", err
	}
	if err := durable.SyncFolder(filepath.Join(dir, "orders")); err != nil {
		return "", err
	}
	sum, _, err = folder.Hash(path, 0)
	return sum, err
}

// A found is the event at a position, read and checked, or why it cannot be.
type found struct {
	position int
	seq      uint64
	event    event.Event
	damage   error
}

// read reads the events at positions, in any order, and compares each with its
// leaf hash. It returns them in the order asked for. Its memory is that of the
// events. One that cannot be read is an error.
func (a *Archive) read(v *view, positions []int) ([]found, error) {
	out, err := a.readWhole(v, positions)
	for i := range out {
		err = errors.Join(err, out[i].damage)
		if err != nil {
			return nil, err
		}
	}
	return out, err
}

// readWhole is read that goes on past events that cannot be read, each of which
// says so.
func (a *Archive) readWhole(v *view, positions []int) ([]found, error) {
	out := make([]found, len(positions))
	bySegment := make([][]spot, len(v.segments))
	low, high := int64(1)<<62, int64(-1)
	for i, p := range positions {
		segment, row := v.table.Place(p)
		bySegment[segment] = append(bySegment[segment], spot{uint32(row), i})
		seq := v.table.Seq(p)
		out[i] = found{position: p, seq: seq}
		low, high = min(low, int64(seq)), max(high, int64(seq))
	}
	leaf, err := segment.LeafReader(a.tree, low, high, len(positions))
	if err != nil {
		return nil, err
	}
	var asked []int // segments
	for k, places := range bySegment {
		if len(places) > 0 {
			asked = append(asked, k)
		}
	}
	// Events that are far apart each lie in a block of their own, to be unpacked.
	parallel.Each(len(asked), func(i int) {
		k := asked[i]
		places := bySegment[k]
		slices.SortFunc(places, func(x, y spot) int { return int(x.row) - int(y.row) })
		next, err := readPlaces(v.segments[k], places, out, leaf)
		if err == nil {
			return
		}
		// A damaged block takes its neighbours along when rows are read in one go.
		for n := next; n < len(places); n++ {
			f := &out[places[n].i]
			if _, err := readPlaces(v.segments[k], places[n:n+1], out, leaf); err != nil {
				f.damage = v.damaged(f, k, err)
			}
		}
	})
	return out, nil
}

// A spot is a row of a segment and whose it is.
type spot struct {
	row uint32
	i   int
}

// readPlaces reads rows of a segment into out; next is the first that was not.
func readPlaces(s *member, places []spot, out []found, leaf func(int64) (event.Hash, error)) (next int, err error) {
	rows := make([]uint32, len(places))
	for i, p := range places {
		rows[i] = p.row
	}
	err = s.Read(rows, func(i int, r segment.Row) error {
		f := &out[places[i].i]
		next = i
		want, err := leaf(int64(f.seq))
		if err != nil {
			return err
		}
		if err := r.Check(f.seq, want); err != nil {
			return err
		}
		if f.event, err = event.DecodeLeaf(r.Leaf); err != nil {
			return err
		}
		next = i + 1
		return nil
	})
	return next, err
}

// damaged says which event cannot be read: by its number, and by what the
// columns know of it.
func (v *view) damaged(f *found, segment int, err error) error {
	row := v.table.Row(f.position)
	return failure.New("read", fmt.Sprintf("event number %d (%s, %s, %s) of segment %06d",
		f.seq, row.Time, row.Action.Key(), row.Member, v.segments[segment].Number), err)
}
