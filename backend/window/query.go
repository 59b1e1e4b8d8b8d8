package window

import (
	"context"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"daybook/backend/archive"
	"daybook/backend/desk"
	"daybook/backend/event"
	"daybook/backend/query"
)

const (
	maxText      = 4096
	maxValues    = 1000
	maxCellBytes = 4096
)

// searches has the calls that ask the archive for events.
type searches struct {
	w      *Window
	mu     sync.Mutex
	number int64              // of the newest query
	cancel context.CancelFunc // cancels the newest query
}

// Search returns a page of a search, as the search field asks for it with every key: a
// newer search cancels an older search, which then fails with the code "superseded".
func (c *searches) Search(r SearchRequest) (SearchResult, error) {
	return guard(func() (SearchResult, error) {
		open, err := c.w.current()
		if err != nil {
			return SearchResult{}, err
		}
		ctx, done, err := c.overtake(r.Number)
		if err != nil {
			return SearchResult{}, err
		}
		defer done()
		result, err := open.query(ctx, r)
		if err != nil && ctx.Err() != nil {
			return SearchResult{}, errOvertook
		}
		return result, err
	})
}

// overtake cancels the query under way and registers the query of that number in its
// place.
func (c *searches) overtake(number int64) (context.Context, context.CancelFunc, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if number < c.number {
		return nil, nil, errOvertook
	}
	if c.cancel != nil {
		c.cancel()
	}
	ctx, cancel := context.WithCancel(c.w.ctx)
	c.number, c.cancel = number, cancel
	return ctx, cancel, nil
}

// stopQuery cancels the query under way.
func (c *searches) stopQuery() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cancel != nil {
		c.cancel()
	}
}

func (open *opened) query(ctx context.Context, r SearchRequest) (SearchResult, error) {
	q, order, zone, err := open.w.parse(r.Search)
	if err != nil {
		return SearchResult{}, err
	}
	request := archive.Request{Query: q, Order: order, Page: max(r.Search.Page, 1), Facets: r.Facets, CountsOnly: r.CountsOnly, Zone: zone}
	if r.Only != nil {
		if request.Only, err = open.set(*r.Only); err != nil {
			return SearchResult{}, err
		}
	}
	var chosen *archive.Set
	if r.Token != "" {
		if chosen, err = open.token(r.Token); err != nil {
			return SearchResult{}, err
		}
	}
	var out SearchResult
	err = open.View(func(v *archive.View) error {
		res, err := v.Query(ctx, request)
		if err == nil && res.Page > res.Pages && res.Pages > 0 { // a page past the last gives the last
			request.Page = res.Pages
			res, err = v.Query(ctx, request)
		}
		if err != nil {
			return err
		}
		out = SearchResult{
			Number: r.Number, Total: res.Total, Page: res.Page, Pages: max(res.Pages, 1),
			Hits: make([]Hit, len(res.Hits)), Asked: asked(q, r.Search.Text, zone), Snapshot: res.Snapshot,
		}
		for i, h := range res.Hits {
			out.Hits[i] = asHit(h)
			out.Hits[i].Selected = chosen != nil && chosen.Has(h.Seq)
		}
		if res.Total == 0 {
			out.Page = 1
			if out.Asked.Hint, err = hint(ctx, v, q, r.Search.Text, zone, 0); err != nil {
				return err
			}
		}
		if res.Facets == nil {
			return nil
		}
		out.Facets = asFacets(v, res.Facets, r.Search.Members)
		if r.GapsAt != res.Snapshot {
			out.Facets.Gaps, err = gapsOf(ctx, v, zone)
		}
		return err
	})
	return out, err
}

func asHit(h archive.Hit) Hit {
	out := Hit{
		Seq: h.Seq, Actor: h.Actor, Category: h.Category, Action: h.Action, Description: h.Description,
		Time: h.Time.String(), Conflict: h.Conflict,
	}
	for _, text := range []*string{&out.Actor, &out.Category, &out.Action, &out.Description} {
		if len(*text) > maxCellBytes {
			end := maxCellBytes
			for !utf8.RuneStart((*text)[end]) {
				end--
			}
			*text, out.Cut = (*text)[:end], true
		}
	}
	if h.Damage != nil {
		out.Damage = asFault(h.Damage).Message
	}
	if original, _ := event.WrittenTime(h.Details); original != out.Time {
		out.OriginalTime = original
	}
	return out
}

// hint returns what may be a slip in a search that found that many events.
func hint(ctx context.Context, v *archive.View, q query.Query, text string, zone *time.Location, found int) (string, error) {
	hints, err := desk.Hints(ctx, v, text, zone, q, found)
	return strings.Join(hints, ". "), err
}

func asked(q query.Query, text string, zone *time.Location) Asked {
	out := Asked{Terms: make([]Term, 0, len(q.Terms)), Hint: strings.Join(query.Hints(text, zone), ". "), Words: q.Words(zone)}
	for _, t := range q.Terms {
		out.Terms = append(out.Terms, Term{t.Exclude, fieldName(t.Field), t.Inside, t.Text})
	}
	return out
}

func fieldName(f query.Field) Field {
	if f == query.Any {
		return AnyField
	}
	return Field(strings.ToLower(f.String()))
}

// A SearchRequest asks for a page of a search.
type SearchRequest struct {
	Search SearchState `json:"search"`
	// Counts up with each Search. A Search is cancelled as "superseded" if one with a
	// higher number came before it, or overtakes it.
	Number int64 `json:"number"`
	// Whether facets and histogram are wanted: they depend neither on sort nor on page,
	// so the page asks for them only when another part of the search has changed.
	Facets bool `json:"facets"`
	// The snapshot whose gaps, in the same zone, the page has already; 0 for none.
	GapsAt int `json:"gapsAt"`
	// Whether only the number of matching events is wanted, and not the events.
	CountsOnly bool `json:"countsOnly"`
	// The token of an all-matching selection, so that each hit can say whether it is
	// selected; "" for none.
	Token string `json:"token"`
	// Limits the search to events of this selection; null for no limit. Sent only if
	// features has "selected".
	Only *Selection `json:"only"`
}

// A SearchResult is a page of a search, with the data shown beside it.
type SearchResult struct {
	// The number of the request.
	Number int64 `json:"number"`
	// Exact number of matching events.
	Total int `json:"total"`
	// The number of this page, from 1, and the number of pages (at least 1).
	Page  int `json:"page"`
	Pages int `json:"pages"`
	// At most 200, in order; none if only counts are wanted.
	Hits []Hit `json:"hits"`
	// null if not requested.
	Facets *Facets `json:"facets"`
	Asked  Asked   `json:"asked"`
	// Number of the snapshot that answered.
	Snapshot int `json:"snapshot"`
}

// A Hit is an event as the table shows it; Event returns the rest. Fields that most
// events lack are left out if empty: the data of 200 events is read before the first of
// them is painted.
type Hit struct {
	Seq         uint64 `json:"seq"`
	Actor       string `json:"actor"`
	Category    string `json:"category"`
	Action      string `json:"action"`
	Description string `json:"description"`
	Time        string `json:"time"`
	// The time as the source wrote it, if that differs from `time`.
	OriginalTime string `json:"originalTime,omitempty"`
	// Its event_id belongs to another event with different content, too.
	Conflict bool `json:"conflict,omitempty"`
	// Some text was longer than 4,096 bytes and is cut between characters here; Event
	// returns all of it.
	Cut bool `json:"cut,omitempty"`
	// Why the event cannot be read. Of a damaged event only number, time, member,
	// category and action are known.
	Damage string `json:"damage,omitempty"`
	// It is in the selection that SearchRequest.token names (exclusions do not count
	// here; the page knows them).
	Selected bool `json:"selected,omitempty"`
}

// An Asked is the search as it was understood.
type Asked struct {
	Terms []Term `json:"terms"`
	// What may be a slip in the text, or "".
	Hint string `json:"hint"`
	// The whole search in plain words: `events with "webhook" in any text …`.
	Words string `json:"words"`
}

// A Term is a term of a search, as query.Term. The page marks the text that terms matched.
type Term struct {
	Exclude bool  `json:"exclude"`
	Field   Field `json:"field"`
	// Matches anywhere, not only at the start of a word (typed with a leading *).
	Inside bool `json:"inside"`
	// Folded, with runs of white space collapsed.
	Text string `json:"text"`
}

// A Field is the part of an event in which a term is searched.
type Field string

const (
	AnyField         Field = "any"
	FieldMember      Field = "member"
	FieldCategory    Field = "category"
	FieldAction      Field = "action"
	FieldDescription Field = "description"
	FieldID          Field = "id"
)
