package main

import (
	"daybook/backend/event"
	"daybook/backend/query"
)

// An asked is one question of the suite, for both sides.
type asked struct {
	kind string
	text string // as typed in Daybook's search field

	// The same for SQLite: a query of FTS5, or for LIKE, and a time range.
	match       string
	like        string
	from, until event.Time

	// differs says why the totals may differ; empty, they must not.
	differs string
}

const kindInside = "inside"

// suite is fixed: figures of different days can be compared. The words are
// those of the sample; how often each occurs in a million events is in its
// comment.
var suite = []asked{
	{kind: "broad word", text: "generation", match: "generation*"},                                                         // 65 in 100
	{kind: "mid word", text: "webhook", match: "webhook*"},                                                                 // 13 in 100
	{kind: "rare word", text: "revoked", match: "revoked*"},                                                                // 30
	{kind: "miss", text: "zeppelin", match: "zeppelin*"},                                                                   // none
	{kind: "two words", text: "flux failed", match: "flux* AND failed*"},                                                   // 7 in 1,000
	{kind: "one letter", text: "g", match: "g*"},                                                                           // 83 in 100
	{kind: "one digit", text: "7", match: "7*"},                                                                            // 17 in 1,000, most of them ids
	{kind: "start of an id", text: "gen_4", match: `"gen 4" *`},                                                            // 6 in 1,000
	{kind: "word with a sign", text: "flux-schnell", match: `"flux schnell" *`},                                            // 21 in 100
	{kind: "phrase", text: `"is ready"`, match: `"is ready" *`},                                                            // 4 in 100, each with an id
	{kind: "exclusion", text: "webhook -delivered", match: "webhook* NOT delivered*"},                                      // 14 in 1,000
	{kind: kindInside, text: "*edance", like: "%edance%"},                                                                  // 18 in 100
	{kind: "member", text: "member:sokolova", match: "actor : sokolova*"},                                                  // 1 in 1,000
	{kind: "category", text: "category:webhook", match: "action_key : ^webhook*"},                                          // 13 in 100
	{kind: "word and time", text: "webhook after:2026-05-01 before:2026-06-01", match: "webhook*", from: may, until: june}, // 1 in 100
	{kind: "within Japanese", text: "生成", match: "生成*",
		differs: "FTS5 takes a run of Han and Kana for one word and finds only its beginning"},
}

const (
	may  event.Time = 1777593600_000_000_000 // 2026-05-01T00:00:00Z
	june event.Time = 1780272000_000_000_000 // 2026-06-01T00:00:00Z
)

// naturalOrders are the four orders, each in the direction in which it is first
// shown; allOrders has both.
var naturalOrders = []query.Order{
	{By: query.ByTimestamp, Desc: true}, {By: query.ByMember}, {By: query.ByAction}, {By: query.ByDescription},
}

var allOrders = []query.Order{
	{By: query.ByTimestamp, Desc: true}, {By: query.ByTimestamp},
	{By: query.ByMember}, {By: query.ByMember, Desc: true},
	{By: query.ByAction}, {By: query.ByAction, Desc: true},
	{By: query.ByDescription}, {By: query.ByDescription, Desc: true},
}

// A question asks for one page.
type question struct {
	asked  *asked // nil is the whole table
	order  query.Order
	page   int // from 1
	place  string
	facets bool
}

// name distinguishes a question from all others.
func (q *question) name() string {
	name := "page " + q.place
	if q.asked != nil {
		name = q.asked.kind
	}
	name += ", by " + orderName(q.order)
	if q.facets {
		name += ", with facets"
	}
	return name
}

func orderName(o query.Order) string {
	if o.Desc {
		return o.By.String() + " ↓"
	}
	return o.By.String() + " ↑"
}

// questions are all there are for an archive of n events: first the pages
// without text, then the suite without and with facets.
func questions(n int) []question {
	pages := max(1, (n+pageSize-1)/pageSize)
	var all []question
	for _, o := range allOrders {
		all = append(all,
			question{order: o, page: 1, place: "first"},
			question{order: o, page: (pages + 1) / 2, place: "middle"},
			question{order: o, page: pages, place: "last"})
	}
	for i := range suite {
		for _, o := range naturalOrders {
			all = append(all,
				question{asked: &suite[i], order: o, page: 1},
				question{asked: &suite[i], order: o, page: 1, facets: true})
		}
	}
	return all
}
