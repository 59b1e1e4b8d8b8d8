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

const fewEvents = 2000

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
	require.Len(t, all, 8+8*3+4*len(suite))
	for _, f := range all {
		require.Positive(t, f.Daybook.Median, f.Name)
		require.True(t, f.Section != sectionSuite || f.Facets.Median > 0 && f.SQLite.Median > 0, f.Name)
		require.True(t, f.Target != nil || f.Aim != nil || f.Name == nameSettle, f.Name)
	}
	for _, side := range bothSides {
		require.Positive(t, m.size[side])
		require.NotEmpty(t, m.imports[side][0].Parts)
		require.Equal(t, fewEvents, m.exports[side][0].Events)
	}
	require.Equal(t, fewEvents, m.verifies[0].Events)

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

func TestADifferenceIsReported(t *testing.T) {
	fresh := func() *measured {
		m := &measured{events: fewEvents, size: map[string]int64{}, imports: map[string][]*outcome{}, asks: map[string][]*outcome{}, exports: map[string][]*outcome{}}
		for _, side := range bothSides {
			one := &outcome{Events: fewEvents, Took: time.Second, SHA256: "same", Answers: make([]answer, len(questions(fewEvents)))}
			m.size[side] = 1
			m.imports[side], m.exports[side] = []*outcome{one}, []*outcome{one}
			m.asks[side] = []*outcome{one, {Answers: slices.Clone(one.Answers)}}
		}
		m.verifies = m.imports[daybookSide]
		return m
	}
	_, differences := figures(fresh())
	require.Empty(t, differences)

	at := func(kind string, by query.Column, facets bool) int {
		return slices.IndexFunc(questions(fewEvents), func(q question) bool {
			return q.asked != nil && q.asked.kind == kind && q.order.By == by && q.facets == facets
		})
	}
	for name, one := range map[string]struct {
		change func(m *measured)
		told   bool
	}{
		"a total of the peer": {func(m *measured) { m.asks[sqliteSide][1].Answers[at("broad word", query.ByTimestamp, false)].Total++ }, true},
		"a page of the peer":  {func(m *measured) { m.asks[sqliteSide][1].Answers[at("broad word", query.ByMember, false)].Page = "x" }, true},
		"its page by description": {func(m *measured) {
			m.asks[sqliteSide][1].Answers[at("broad word", query.ByDescription, false)].Page = "x"
		}, false},
		"a total where the rules differ":   {func(m *measured) { m.asks[sqliteSide][1].Answers[at("within Japanese", query.ByMember, false)].Total++ }, false},
		"what the peer is not asked":       {func(m *measured) { m.asks[sqliteSide][1].Answers[at("broad word", query.ByMember, true)].Total++ }, false},
		"Daybook from one time to another": {func(m *measured) { m.asks[daybookSide][1].Answers[at("within Japanese", query.ByMember, true)].Total++ }, true},
		"the exported files":               {func(m *measured) { m.exports[sqliteSide][0] = &outcome{SHA256: "other", Took: 1} }, true},
	} {
		m := fresh()
		one.change(m)
		_, differences := figures(m)
		require.Equal(t, one.told, len(differences) > 0, name)
	}
}

func TestTargetsAreJudged(t *testing.T) {
	of := func(v float64) *spread { return spreadOf([]float64{v}) }
	for _, c := range []struct {
		figure      figure
		pass, meets bool
	}{
		{figure{Name: nameImport, Daybook: of(69), Ratio: 0.69}, false, false},
		{figure{Name: nameImport, Daybook: of(70), Ratio: 0.7}, true, false},
		{figure{Name: nameImport, Daybook: of(100), Ratio: 1}, true, true},
		{figure{Name: nameSize, Daybook: of(1), Ratio: 0.61}, false, false},
		{figure{Name: nameSize, Daybook: of(1), Ratio: 0.5}, true, true},
		{figure{Name: nameImportPeak, Daybook: spreadOf([]float64{1, 1, 601})}, false, true},
		{figure{Section: sectionSuite, Daybook: of(6), SQLite: of(5.9), Facets: of(6)}, false, false},
		{figure{Section: sectionSuite, Daybook: of(4.9), SQLite: of(1), Facets: of(6)}, true, false},
		{figure{Section: sectionSuite, Daybook: of(49), SQLite: of(60), Facets: of(50)}, true, true},
		{figure{Section: sectionSuite, Daybook: of(49), SQLite: of(60), Facets: of(51)}, true, false},
		{figure{Section: sectionSuite, Events: 10_000_000, Daybook: of(49), SQLite: of(400), Facets: of(300)}, true, true},
		{figure{Section: sectionPages, Daybook: of(10.1)}, true, false},
		{figure{Name: nameOpen, Daybook: of(501)}, true, false},
		{figure{Name: nameOpen, Events: 10_000_000, Daybook: of(501)}, true, true},
	} {
		f := c.figure
		f.judge()
		require.Equal(t, c.pass, len(missed([]*figure{&f})) == 0, "%+v", f)
		require.Equal(t, c.meets, f.Aim == nil || f.Aim.Kept, "%+v", f)
	}
}

func TestASpreadIsOfTheMeasuredValues(t *testing.T) {
	require.Nil(t, spreadOf(nil))
	require.Equal(t, &spread{1, 2, 3, 3}, spreadOf([]float64{3, 1, 2}))
	require.Equal(t, &spread{1, 2.5, 4, 4}, spreadOf([]float64{4, 1, 3, 2}))
	hundred := make([]float64, 100)
	for i := range hundred {
		hundred[i] = float64(i + 1)
	}
	require.Equal(t, &spread{1, 50.5, 95, 100}, spreadOf(hundred))
}

func TestGrowthIsThePowerOfTheNumberOfEvents(t *testing.T) {
	size := func(n int, unit string, v float64) []*figure {
		return []*figure{{Events: n, Unit: unit, Daybook: spreadOf([]float64{v})}}
	}
	for _, c := range []struct {
		unit string
		v    [3]float64
		want string
	}{
		{millis, [3]float64{5, 5, 5}, "0.0"},
		{millis, [3]float64{1, 10, 100}, "1.0"},
		{millis, [3]float64{1, 10, 1000}, "2.0"},
		{millis, [3]float64{0.001, 0.01, 0.9}, ""},
		{perSecond, [3]float64{100, 100, 100}, "1.0"},
		{perSecond, [3]float64{100, 100, 10}, "2.0"},
	} {
		got := power([][]*figure{size(10, c.unit, c.v[0]), size(100, c.unit, c.v[1]), size(1000, c.unit, c.v[2])}, 0)
		require.Equal(t, c.want, got, "%+v", c)
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

func TestATableIsAligned(t *testing.T) {
	tb := &table{header: []string{"", "n"}, left: []int{0}}
	tb.title("title")
	tb.row("a", "1")
	tb.row("↓↓", "1,000")
	var out bytes.Buffer
	tb.write(&out)
	require.Equal(t, "        n\n\ntitle\na       1\n↓↓  1,000\n", out.String())
	require.Equal(t, "1,234,567", thousands(1234567))
	require.Equal(t, "999", thousands(999))
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
