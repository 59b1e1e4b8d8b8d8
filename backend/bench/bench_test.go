package main

import (
	"bytes"
	"context"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/event"
	"daybook/backend/query"
	"daybook/backend/sample"
)

// TestMain makes the test program do the jobs that it starts, as the benchmark
// does.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == childFlag {
		if err := runChild(context.Background(), os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	if err := hasFTS5(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// fewEvents is a number that leaves rows over after the last full statement of
// the peer.
const fewEvents = 2019

func small(t *testing.T) plan {
	dir := t.TempDir()
	t.Cleanup(func() { require.NoError(t, removeTree(dir)) })
	return plan{events: fewEvents, rounds: 2, repeats: 1, dir: dir, log: t.Output()}
}

// matching are the events of the sample that match, in order, by reading each.
func matching(t *testing.T, q *question) []event.Event {
	typed := ""
	if q.asked != nil {
		typed = q.asked.text
	}
	parsed, err := query.Parse(typed, time.UTC)
	require.NoError(t, err)
	type numbered struct {
		event.Event
		seq uint64
	}
	var all []numbered
	seq := uint64(0)
	for e := range sample.Events(seed, fewEvents) {
		if parsed.Match(&e, query.Place{Import: 1}) {
			all = append(all, numbered{e, seq})
		}
		seq++
	}
	slices.SortFunc(all, func(a, b numbered) int {
		return query.Compare(q.order, &a.Event, &b.Event, a.seq, b.seq)
	})
	events := make([]event.Event, len(all))
	for i := range all {
		events[i] = all[i].Event
	}
	return events
}

func TestBothSidesAnswerAsTheRuleSays(t *testing.T) {
	p := small(t)
	m, err := p.run(t.Context())
	require.NoError(t, err)
	qs := questions(fewEvents)
	require.Len(t, qs, 8*3+2*4*len(suite))
	found := 0
	for i := range qs {
		q := &qs[i]
		want := matching(t, q)
		from := min((q.page-1)*pageSize, len(want))
		page := digest(want[from:min(from+pageSize, len(want))])
		for _, o := range m.asks[daybookSide] {
			require.Equal(t, len(want), o.Answers[i].Total, "daybook: %s", q.name())
			require.Equal(t, page, o.Answers[i].Page, "daybook: %s", q.name())
		}
		if q.facets || q.asked != nil && q.asked.differs != "" {
			continue
		}
		for _, o := range m.asks[sqliteSide] {
			require.Equal(t, len(want), o.Answers[i].Total, "sqlite: %s", q.name())
		}
		found += len(want)
	}
	require.Positive(t, found)

	all, differences := figures(m)
	require.Empty(t, differences)
	require.Len(t, all, 10+8*3+4*len(suite)+5*len(purgedParts))
	for _, f := range all {
		require.Positive(t, f.Daybook.Median, f.Name)
		require.True(t, f.Section != sectionSuite || f.Facets.Median > 0 && f.SQLite.Median > 0, f.Name)
		require.True(t, f.Target != nil || f.Aim != nil || f.Name == nameSettle || f.Section == sectionPurge, f.Name)
	}
	for _, side := range bothSides {
		require.Positive(t, m.size[side])
		require.NotEmpty(t, m.imports[side][0].Parts)
		require.Equal(t, fewEvents, m.exports[side][0].Events)
	}
	require.Equal(t, fewEvents, m.verifies[0].Events)
	require.Equal(t, addedEvents, m.adds[0].Events)

	var out bytes.Buffer
	writeTable(&out, all)
	writeGrowth(&out, [][]*figure{all, all})
	require.NoError(t, writeLines(&out, thisMachine(), p, all))
	require.Contains(t, out.String(), "broad word")
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	for _, line := range lines[len(lines)-len(all):] {
		require.True(t, json.Valid([]byte(line)), line)
	}
}

func TestAPeerWithSteadyIndexesAnswersTheSame(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	file := filepath.Join(dir, "activity.json")
	require.NoError(t, writeActivity(file, fewEvents))
	answers := map[bool][]answer{}
	for _, steady := range []bool{false, true} {
		j := job{Side: sqliteSide, Task: taskImport, Path: filepath.Join(dir, fmt.Sprint(steady)), File: file, Steady: steady}
		o, err := j.do(ctx)
		require.NoError(t, err)
		require.Equal(t, fewEvents, o.Events)
		j.Task, j.Events = taskAsk, fewEvents
		o, err = j.do(ctx)
		require.NoError(t, err)
		for _, a := range o.Answers {
			answers[steady] = append(answers[steady], answer{Total: a.Total, Page: a.Page})
		}
	}
	require.Equal(t, answers[false], answers[true])
}

func TestThePeerReadsEachOrderFromItsIndex(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "activity.json")
	require.NoError(t, writeActivity(file, fewEvents))
	_, _, err := sqlite{}.Import(t.Context(), dir, file)
	require.NoError(t, err)
	st, err := sqlite{}.Open(t.Context(), dir)
	require.NoError(t, err)
	defer st.Close()
	for _, o := range naturalOrders {
		by, index := sorting(o)
		var steps []string
		err := st.(*openDatabase).conn.query("EXPLAIN QUERY PLAN SELECT "+eventColumns+" FROM events e ORDER BY "+by+" LIMIT 200", nil,
			func(row []driver.Value) error {
				steps = append(steps, row[3].(string))
				return nil
			})
		require.NoError(t, err)
		require.Equal(t, []string{"SCAN e USING INDEX " + index}, steps)
	}
}

func TestTheSuiteIsWellMade(t *testing.T) {
	var names []string
	for _, q := range questions(1_000_000) {
		names = append(names, q.name())
	}
	slices.Sort(names)
	require.Equal(t, len(names), len(slices.Compact(names)), "every question has its own name")
	for _, a := range suite {
		parsed, err := query.Parse(a.text, time.UTC)
		require.NoError(t, err)
		require.False(t, parsed.Empty(), a.kind)
		require.True(t, (a.match == "") != (a.like == ""), a.kind)
		if a.until != 0 {
			require.Equal(t, []event.Time{parsed.From, parsed.To}, []event.Time{a.from, a.until}, a.kind)
		} else {
			require.Equal(t, []event.Time{event.Earliest, event.Latest}, []event.Time{parsed.From, parsed.To}, a.kind)
		}
	}
}

func TestAJobThatCannotBeDoneSaysWhy(t *testing.T) {
	dir := t.TempDir()
	for _, side := range bothSides {
		_, err := job{Side: side, Task: taskImport, Path: filepath.Join(dir, side), File: filepath.Join(dir, "none.json")}.do(t.Context())
		require.ErrorIs(t, err, os.ErrNotExist)
	}
	_, err := job{Side: sqliteSide, Task: taskAsk, Path: dir}.start(t.Context())
	require.ErrorContains(t, err, "ask with sqlite: exit status 1")
}

func TestSealedFoldersAreRemoved(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "archive")
	require.NoError(t, removeTree(dir))
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "sealed"), 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "sealed", "file"), []byte("12345"), 0o400))
	require.NoError(t, os.Chmod(filepath.Join(dir, "sealed"), 0o500))
	n, err := bytesIn(dir)
	require.NoError(t, err)
	require.Equal(t, int64(5), n)
	require.NoError(t, removeTree(dir))
	require.NoDirExists(t, dir)
}
