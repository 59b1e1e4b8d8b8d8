package main

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/query"
)

func TestADifferenceIsReported(t *testing.T) {
	fresh := func() *measured {
		m := &measured{events: fewEvents, size: map[string]int64{}, imports: map[string][]*outcome{}, asks: map[string][]*outcome{}, exports: map[string][]*outcome{}}
		for _, side := range bothSides {
			one := &outcome{Events: fewEvents, Took: time.Second, SHA256: "same", Answers: make([]answer, len(questions(fewEvents)))}
			m.size[side] = 1
			m.imports[side], m.exports[side] = []*outcome{one}, []*outcome{one}
			m.asks[side] = []*outcome{one, {Answers: slices.Clone(one.Answers)}}
		}
		m.verifies, m.adds = m.imports[daybookSide], m.imports[daybookSide]
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

func TestABusyMachineIsTold(t *testing.T) {
	require.True(t, machine{Load: "1.01", Cores: 2}.busy())
	require.False(t, machine{Load: "1.00", Cores: 2}.busy())
	require.False(t, machine{Cores: 2}.busy(), "not known")
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
