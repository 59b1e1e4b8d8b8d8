package archive_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/query"
)

// held is an event of a corpus with what the archive should know about it.
type held struct {
	event.Event
	seq   uint64
	place query.Place
}

// A corpus holds random events whose words repeat, differ in case and accents,
// run together with punctuation and exceed what the index keeps of them.
type corpus struct {
	rnd   *rand.Rand
	words []string
}

func newCorpus(seed uint64) *corpus {
	c := &corpus{rnd: rand.New(rand.NewPCG(seed, 42))}
	alphabet := []string{"a", "b", "c", "k", "ey", "api", "_", ".", "-", "/", "é", "É", "e\u0301", "ß", "ς", "σ", "Σ", "İ", "ﬁ", "8", "5", "Ａ",
		"日", "本", "の", "カ", "ガ", "한", "😀", "\u200d", "\u202e", "क", "ि", "\x00", "\"", "'", ":", "*", "½", "Ⅷ", "\u0327"}
	for range 30 {
		var b strings.Builder
		for range 1 + c.rnd.IntN(6) {
			b.WriteString(alphabet[c.rnd.IntN(len(alphabet))])
		}
		c.words = append(c.words, b.String())
	}
	c.words = append(c.words, strings.Repeat("long", 12), strings.Repeat("é", 20), "api_key.created", "flux-schnell", "bfl/flux",
		"example.com", "8.5", "bye_5fQ2", "https://x.example/a?b=c", "AND", "NOT")
	return c
}

func (c *corpus) pick(of []string) string { return of[c.rnd.IntN(len(of))] }

func (c *corpus) text(most int) string {
	var b strings.Builder
	for i := range c.rnd.IntN(most + 1) {
		if i > 0 {
			b.WriteString(c.pick([]string{" ", " ", " ", "  ", "\n", "\u00a0", "\t", "-", ""}))
		}
		b.WriteString(c.pick(c.words))
	}
	return b.String()
}

func (c *corpus) event(i int) event.Event {
	nonEmpty := func(s string) string {
		if s == "" {
			return "x"
		}
		return s
	}
	e := event.Event{
		ID:    fmt.Sprintf("%s-%d", c.pick([]string{"evt", "EVT", "Évt"}), i),
		Actor: nonEmpty(c.pick(c.words[:6])), Category: nonEmpty(c.pick(c.words[6:10])), Action: nonEmpty(c.pick(c.words[8:14])),
		Description: c.text(7), Time: event.Time(1_760_000_000+int64(c.rnd.IntN(400))*3600) * 1e9,
	}
	if c.rnd.IntN(4) == 0 {
		e.Description = c.pick([]string{"", "same words", "Same Words", "sàme words"})
	}
	return e
}

// query returns a typed query whose words are cut from a text of the corpus
// at random places.
func (c *corpus) query(events []held) string {
	var terms []string
	for range 1 + c.rnd.IntN(3) {
		var text string
		if len(events) > 0 {
			e := events[c.rnd.IntN(len(events))]
			text = c.pick([]string{e.Actor, e.Category, e.Key(), e.Description, e.Description, e.Description, e.ID})
		}
		if c.rnd.IntN(8) == 0 {
			text = c.text(2)
		}
		from, to := c.cut(text), c.cut(text)
		if from > to {
			from, to = to, from
		}
		if c.rnd.IntN(3) == 0 { // from the start of a word, which is most likely to be found
			from = strings.LastIndexAny(text[:from], " \n\t.-_/") + 1
			for to < from || !utf8.ValidString(text[from:to]) {
				to++
			}
		}
		piece := text[from:to]
		word := c.pick([]string{"", "", "", "-"}) + c.pick([]string{"", "", "", "", "member:", "category:", "action:", "description:", "id:", "x:", "Description:"}) +
			c.pick([]string{"", "", "", "*"})
		switch c.rnd.IntN(3) {
		case 0:
			word += `"` + piece + c.pick([]string{`"`, `"`, `"`, ``})
		default:
			word += piece + c.pick([]string{"", "", "*"})
		}
		if c.rnd.IntN(12) == 0 {
			word = c.pick([]string{"after:", "before:", "on:"}) + time.Unix(1_760_000_000+int64(c.rnd.IntN(400))*3600, 0).UTC().Format(c.pick([]string{"2006-01-02", "2006-01-02T15:04"}))
		}
		terms = append(terms, word)
	}
	return strings.Join(terms, " ")
}

// cut returns a place in text between two runes.
func (c *corpus) cut(text string) int {
	at := c.rnd.IntN(len(text) + 1)
	for at < len(text) && !utf8.RuneStart(text[at]) {
		at++
	}
	return at
}

// fill imports the corpus in several imports, some events twice and some with
// an id that is there already, and returns what should be held.
func (c *corpus) fill(t *testing.T, a *archive.Archive) []held {
	var events []held
	for number := 1; number <= 1+c.rnd.IntN(4); number++ {
		var batch []event.Event
		size := c.rnd.IntN(60)
		if number == 1 { // enough that descriptions are looked up and not all read
			size += 150
		}
		for range size {
			one := held{c.event(len(events)), uint64(len(events)), query.Place{Import: number}}
			if len(events) > 0 && c.rnd.IntN(12) == 0 {
				one.ID = events[c.rnd.IntN(len(events))].ID
				one.Description += " changed"
			}
			twin := slices.ContainsFunc(events, func(h held) bool { return h.ID == one.ID && h.Identity() == one.Identity() })
			if !twin {
				one.place.Conflict = slices.ContainsFunc(events, func(h held) bool { return h.ID == one.ID })
				events = append(events, one)
			}
			batch = append(batch, one.Event)
		}
		_, err := a.Import(context.Background(), input(slices.Values(batch)), nil)
		require.NoError(t, err)
	}
	return events
}

func (c *corpus) filters(q *query.Query, events []held) {
	if len(events) == 0 || c.rnd.IntN(2) == 0 {
		return
	}
	for range 1 + c.rnd.IntN(2) {
		e := events[c.rnd.IntN(len(events))]
		switch c.rnd.IntN(6) {
		case 0:
			q.Categories = append(q.Categories, e.Category)
		case 1:
			q.Actions = append(q.Actions, e.Key())
		case 2:
			q.Members = append(q.Members, e.Actor)
		case 3:
			q.Imports = append(q.Imports, e.place.Import)
		case 4:
			q.ConflictsOnly = true
		}
	}
}

// long reports that the full figures are asked for.
var long = os.Getenv("DAYBOOK_LONG") != ""

// TestEveryQueryFindsWhatReadingEveryEventFinds compares the index, the columns and the
// orders with query.Match and query.Compare, over random corpora and queries.
func TestEveryQueryFindsWhatReadingEveryEventFinds(t *testing.T) {
	unwatched(t)
	corpora, queries := 24, 85
	if long {
		corpora, queries = 120, 170
	}
	orders := []query.Order{}
	for _, by := range []query.Column{query.ByTimestamp, query.ByMember, query.ByAction, query.ByDescription} {
		orders = append(orders, query.Order{By: by}, query.Order{By: by, Desc: true})
	}
	ctx := context.Background()
	asked, found := 0, 0
	for seed := range corpora {
		c := newCorpus(uint64(seed))
		a, err := archive.Create(ctx, filepath.Join(t.TempDir(), "a.daybook"), archive.Options{})
		require.NoError(t, err)
		events := c.fill(t, a)
		for range queries {
			typed := c.query(events)
			q, err := query.Parse(typed, time.UTC)
			require.NoError(t, err, typed)
			c.filters(&q, events)
			want := slices.DeleteFunc(slices.Clone(events), func(h held) bool { return !q.Match(&h.Event, h.place) })
			only, marked := q, 0
			only.ConflictsOnly = true
			for i := range events {
				if only.Match(&events[i].Event, events[i].place) {
					marked++
				}
			}
			var about string
			for _, o := range orders {
				about = fmt.Sprintf("corpus %d, query %q, order %v", seed, typed, o)
				sort.Slice(want, func(i, j int) bool {
					return query.Compare(o, &want[i].Event, &want[j].Event, want[i].seq, want[j].seq) < 0
				})
				res, err := a.Query(ctx, archive.Request{Query: q, Order: o, Page: 1, Facets: true})
				require.NoError(t, err)
				require.Equal(t, len(want), res.Total, about)
				require.Equal(t, marked, res.Facets.Conflicts, about)
				require.Len(t, res.Hits, min(len(want), archive.PageSize), about)
				for i, hit := range res.Hits {
					require.Equal(t, want[i].seq, hit.Seq, about)
					require.Equal(t, want[i].Event, hit.Event, about)
					require.Equal(t, want[i].place, query.Place{Import: hit.Import, Conflict: hit.Conflict}, about)
				}
			}
			i := 0
			for e, err := range a.Events(ctx, q, orders[len(orders)-1]) {
				require.NoError(t, err, about)
				require.Equal(t, want[i].Event, e, about)
				i++
			}
			require.Equal(t, len(want), i, about)
			asked++
			if len(want) > 0 {
				found++
			}
		}
		closeVerified(t, a)
	}
	t.Logf("%d queries over %d corpora, %d of them found something", asked, corpora, found)
	require.Greater(t, found, asked/4, "too few queries find anything for this test to mean much")
}

// closeVerified closes an archive at the end of a test, after everything in
// it has verified.
func closeVerified(t testing.TB, a *archive.Archive) {
	t.Helper()
	report, err := a.Verify(context.Background(), nil)
	require.NoError(t, err)
	require.Empty(t, report.Problems)
	require.NoError(t, a.Close())
}
