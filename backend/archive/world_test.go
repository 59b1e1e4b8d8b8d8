package archive_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/archive"
	"daybook/backend/keys"
	"daybook/backend/query"
)

// look searches and exports, and requires the results that the model has.
func (w *world) look() {
	q, err := query.Parse(rapid.SampledFrom([]string{"", "one", "two", "-one", "web", "member:bo cre", "id:b"}).Draw(w.rt, "search"), nil)
	require.NoError(w.rt, err)
	o := query.Order{By: rapid.SampledFrom([]query.Column{query.ByTimestamp, query.ByMember, query.ByAction, query.ByDescription}).Draw(w.rt, "order"), Desc: rapid.Bool().Draw(w.rt, "desc")}
	var want []int
	for _, seq := range w.present() {
		if q.Match(&w.leaves[seq].event, w.leaves[seq].place) {
			want = append(want, seq)
		}
	}
	slices.SortFunc(want, func(x, y int) int {
		return query.Compare(o, &w.leaves[x].event, &w.leaves[y].event, uint64(x), uint64(y))
	})
	res, err := w.a.Query(context.Background(), archive.Request{Query: q, Order: o})
	require.NoError(w.rt, err)
	require.Equal(w.rt, len(want), res.Total)
	for i, hit := range res.Hits {
		l := &w.leaves[want[i]]
		require.EqualValues(w.rt, want[i], hit.Seq)
		require.True(w.rt, same(&l.event, &hit.Event))
		require.Equal(w.rt, l.place, query.Place{Import: hit.Import, Conflict: hit.Conflict})
	}
	i := 0
	for e, err := range w.a.Events(context.Background(), q, o) {
		require.NoError(w.rt, err)
		require.True(w.rt, same(&w.leaves[want[i]].event, &e))
		i++
	}
	require.Equal(w.rt, len(want), i)
}

// check requires that every leaf is present and equal, or in exactly one receipt.
func (w *world) check() {
	require.Equal(w.rt, w.state(), w.actual())
	in := make([]int, len(w.leaves))
	receipts, err := w.a.Ledger().Receipts()
	require.NoError(w.rt, err)
	require.Len(w.rt, receipts, len(w.receipts))
	for _, receipt := range receipts {
		for _, r := range receipt.Leaves {
			for seq := r[0]; seq < r[1]; seq++ {
				in[seq]++
			}
		}
	}
	for seq := range w.leaves {
		want := 0
		if w.leaves[seq].purged > 0 {
			want = 1
		}
		require.Equal(w.rt, want, in[seq], "event number %d", seq)
	}
	report, err := w.a.Verify(context.Background(), nil)
	require.NoError(w.rt, err)
	require.Empty(w.rt, report.Problems)
}

func (w *world) actual() string {
	i, err := w.a.Info()
	require.NoError(w.rt, err)
	s := i.Plan
	for _, h := range w.a.Ledger().Holds() {
		s += " " + h.ID
	}
	receipts, err := w.a.Ledger().Receipts()
	require.NoError(w.rt, err)
	s += fmt.Sprintf(" receipts %d", len(receipts))
	s += fmt.Sprintf(" imports %d of %d:", len(i.Imports), i.TreeSize)
	for seq := range uint64(i.TreeSize) {
		full, err := w.a.Event(context.Background(), seq)
		if err == nil {
			s += fmt.Sprintf(" %d=%s", seq, full.Event.Identity().String()[:8])
		} else {
			require.ErrorIs(w.rt, err, archive.ErrNoEvent)
		}
	}
	return s
}

// state returns what is visible from outside: plan, holds, imports and each
// event by its number. actual returns the same of the archive.
func (w *world) state() string {
	s := w.plan
	for _, h := range w.holds {
		s += " " + h.ID
	}
	s += fmt.Sprintf(" receipts %d", len(w.receipts))
	s += fmt.Sprintf(" imports %d of %d:", w.imports, len(w.leaves))
	for _, seq := range w.present() {
		s += fmt.Sprintf(" %d=%s", seq, w.leaves[seq].event.Identity().String()[:8])
	}
	return s
}

func (w *world) takeImage() {
	to := filepath.Join(filepath.Dir(w.dir), fmt.Sprintf("image%d", time.Now().UnixNano()))
	require.NoError(w.rt, copyFolder(w.dir, to))
	w.images = append(w.images, to)
	known, err := keys.ReadKnown(idOf(to)) // a crash leaves this record too
	require.NoError(w.rt, err)
	w.known[to] = known
}

func (w *world) open() {
	var err error
	w.a, err = archive.Open(context.Background(), w.dir, w.clock.options())
	require.NoError(w.rt, err)
}

func (w *world) reopen() {
	require.NoError(w.rt, w.a.Close())
	w.open()
}
