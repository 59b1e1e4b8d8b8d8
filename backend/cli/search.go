package cli

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"daybook/backend/archive"
	"daybook/backend/columns"
	"daybook/backend/numbers"
)

type searching struct {
	filter
	page   int
	facets bool
	json   bool
	wait   time.Duration
}

const queryHelp = `QUERY narrows the events. Each of its words must be found in the member, the
category, the action key or the description; upper and lower case and accents
make no difference. A word is found where a word starts, and its end is free:

  web                 finds webhook, Webhook and web, not cobweb
  *hook               finds it inside words too
  "was created"       finds the words beside each other
  -delivered          leaves out events that have it (see below)
  member:ana          only in the member; so do category:, action:,
                      description:, and id: for one exact event_id;
                      actor: and event_id: are member: and id:
  after:2026-08-01    from that day on
  before:2026-09-01   until that day starts
  on:2026-08-02       that day; a date may have a time: 2026-08-02T14:00

AND, OR and NOT are words like others. What may be a slip gets a hint, on
standard error. Without QUERY all events are found. QUERY may be several words
or one. Put it in single quotes, so that the shell leaves its signs alone; where
it starts with "-", put "--" before it.
`

func searchCommand() *command {
	o := &searching{page: 1}
	o.zone = time.UTC
	return &command{
		name:      "search",
		arguments: "ARCHIVE [QUERY]",
		words:     []word{{kind: archiveFolder}, {more: true}},
		summary:   "show the events that match, a page at a time",
		about: `Shows one page, of 200, of the events that match, newest first, and how many
there are in all: that number is exact, always.

` + queryHelp + `
On a terminal long texts are cut to fit, with "…" in the place of what is left
out; otherwise they are whole. Characters that an eye cannot see are shown by
their names, as ⟨RLO⟩. --json gives texts and times as they are.
`,
		flags: append(o.filter.flags(`The time zone to show times in, and of dates in QUERY, --after and --before: UTC, local, or a name such as Europe/Paris. (UTC)`),
			countFlag("--page", "N", &o.page, 1, 1_000_000_000, `Which page, from 1. (1)`),
			switchFlag("--facets", &o.facets, `Count the events by category, action and member too, and over time. Each count leaves its own filter aside.`),
			switchFlag("--json", &o.json, `Print one line of JSON: total, page, pages, took_ms, and events with event_id, actor, category, action, description and timestamp; with --facets also facets and histogram; and hints: what of QUERY may be a slip.`),
			waitFlag(&o.wait),
		),
		done: `done, also where nothing matches`,
		examples: `  daybook search audit.daybook webhook
  daybook search audit.daybook 'action:api_key -created'
  daybook search audit.daybook '"was created" *_5fa9 after:2026-07-01'
  daybook search audit.daybook --category credit --sort member --page 3
  daybook search audit.daybook --zone Europe/Paris -- '-delivered on:2026-08-02'
  daybook search audit.daybook id:evt_0199a2 --json
`,
		takes: archiveAndMore,
		run:   o.run,
	}
}

func (o *searching) run(ctx context.Context, c *call) (err error) {
	q, order, err := o.query(c.args[1:])
	if err != nil {
		return err
	}
	a, err := c.open(ctx, c.args[0], o.wait)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	began := time.Now()
	var took time.Duration
	var hints []string
	res, err := archive.Ask(a, func(v *archive.View) (res archive.Result, err error) {
		if res, err = v.Query(ctx, archive.Request{Query: q, Order: order, Page: o.page, Facets: o.facets, Zone: o.zone}); err == nil {
			took = time.Since(began)
			hints, err = o.hints(ctx, v, c.args[1:], q, res.Total)
		}
		return res, err
	})
	if err != nil {
		return err
	}
	c.tell(hints)
	if o.json {
		return errors.Join(c.out.document(pageDocument(res, took, hints)), damageOn(res))
	}
	c.showPage(res, q, o.zone)
	if res.Facets != nil {
		c.showFacets(res.Facets, o.zone)
	}
	return damageOn(res)
}

// damageOn returns the error for a page with events that cannot be shown.
func damageOn(res archive.Result) error {
	var first error
	n := 0
	for _, hit := range res.Hits {
		if hit.Damage != nil {
			n++
			if first == nil {
				first = hit.Damage
			}
		}
	}
	if n == 0 {
		return nil
	}
	return fmt.Errorf("%s of this page cannot be shown; the first: %w", numbers.Counted(n, "event", "events"), first)
}

// A searchDocument is a page as a line of JSON.
type searchDocument struct {
	Total     int              `json:"total"`
	Page      int              `json:"page"`
	Pages     int              `json:"pages"`
	Took      float64          `json:"took_ms"`
	Events    []eventDocument  `json:"events"`
	Unread    int              `json:"unread,omitempty"` // events that cannot be read but may match: Total excludes them
	Damaged   []damageDocument `json:"damaged,omitempty"`
	Facets    *facetDocument   `json:"facets,omitempty"`
	Histogram *[]barDocument   `json:"histogram,omitempty"`
	Hints     []string         `json:"hints"` // possible slips in the query
}

type eventDocument struct {
	ID          string `json:"event_id"`
	Actor       string `json:"actor"`
	Category    string `json:"category"`
	Action      string `json:"action"`
	Description string `json:"description"`
	Timestamp   string `json:"timestamp"`
}

// A damageDocument is an event of the page that cannot be shown: its place on
// the page, from 0, among all events of the page.
type damageDocument struct {
	At     int    `json:"at"`
	Number uint64 `json:"number"`
	Reason string `json:"reason"`
}

type facetDocument struct {
	Category []columns.Count `json:"category"`
	Action   []columns.Count `json:"action"`
	Member   []columns.Count `json:"member"`
}

type barDocument struct {
	From  string `json:"from"`
	Count int    `json:"count"`
}

func pageDocument(res archive.Result, took time.Duration, hints []string) searchDocument {
	d := searchDocument{
		Total: res.Total, Page: res.Page, Pages: res.Pages, Unread: res.Unread,
		Took:   math.Round(took.Seconds()*1e6) / 1e3, // rounded to the microsecond
		Events: make([]eventDocument, 0, len(res.Hits)),
		Hints:  hints,
	}
	for i, hit := range res.Hits {
		if hit.Damage != nil {
			d.Damaged = append(d.Damaged, damageDocument{i, hit.Seq, hit.Damage.Error()})
			continue
		}
		d.Events = append(d.Events, eventDocument{hit.ID, hit.Actor, hit.Category, hit.Action, hit.Description, hit.Time.String()})
	}
	if f := res.Facets; f != nil {
		d.Facets = &facetDocument{some(f.Categories), some(f.Actions), some(f.Members)}
		bars := make([]barDocument, len(f.Histogram))
		for i, bar := range f.Histogram {
			bars[i] = barDocument{bar.From.String(), bar.Count}
		}
		d.Histogram = &bars
	}
	return d
}

// some returns counts, or an empty slice for nil, which JSON would write as
// null.
func some(counts []columns.Count) []columns.Count {
	if counts == nil {
		return []columns.Count{}
	}
	return counts
}
