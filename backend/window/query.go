package window

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"daybook/backend/archive"
	"daybook/backend/columns"
	"daybook/backend/event"
	"daybook/backend/query"
)

const (
	maxText      = 4096
	maxValues    = 1000
	maxCellBytes = 4096
)

func checkSearch(s SearchState) error {
	if utf8.RuneCountInString(s.Text) > maxText || !utf8.ValidString(s.Text) {
		return outOfBounds("The search text is longer than 4,096 characters")
	}
	for _, list := range [][]string{s.Categories, s.Actions, s.Members} {
		if len(list) > maxValues {
			return outOfBounds("A filter has at most 1,000 values")
		}
	}
	if len(s.Imports) > maxValues {
		return outOfBounds("A filter has at most 1,000 values")
	}
	if s.Range.Hours < 0 || s.Range.Hours > 87_600 {
		return outOfBounds("The time range is out of bounds")
	}
	return nil
}

func zoneOf(name string) (*time.Location, error) {
	if name == "" {
		return nil, outOfBounds("A zone is needed")
	}
	zone, err := query.Zone(name)
	if err != nil {
		return nil, outOfBounds(fmt.Sprintf("The zone %q is not known", name))
	}
	return zone, nil
}

// parse reads a search as the archive understands it.
func (w *Window) parse(s SearchState) (query.Query, query.Order, *time.Location, error) {
	var none query.Query
	if err := checkSearch(s); err != nil {
		return none, query.Order{}, nil, err
	}
	zone, err := zoneOf(s.Zone)
	if err != nil {
		return none, query.Order{}, nil, err
	}
	order, err := query.ParseOrder(s.Sort.Column, s.Sort.Descending)
	if err != nil {
		return none, query.Order{}, nil, outOfBounds("That order is not known")
	}
	q, err := query.Parse(s.Text, zone)
	if err != nil {
		return none, query.Order{}, nil, err
	}
	q.Categories, q.Actions, q.Members, q.Imports, q.ConflictsOnly = s.Categories, s.Actions, s.Members, s.Imports, s.ConflictsOnly
	from, to := event.Earliest, event.Latest
	if s.Range.Hours > 0 {
		if from, err = event.TimeOf(w.now().Add(-time.Duration(s.Range.Hours) * time.Hour)); err != nil {
			return none, query.Order{}, nil, err
		}
	}
	for _, bound := range []struct {
		text string
		to   *event.Time
	}{{s.Range.From, &from}, {s.Range.To, &to}} {
		if bound.text == "" {
			continue
		}
		t, err := time.Parse(time.RFC3339Nano, bound.text)
		if err != nil {
			return none, query.Order{}, nil, outOfBounds("The time range cannot be read")
		}
		if *bound.to, err = event.TimeOf(t); err != nil {
			return none, query.Order{}, nil, outOfBounds("The time range is out of bounds")
		}
	}
	q.From, q.To = max(q.From, from), min(q.To, to)
	return q, order, zone, nil
}

// searches are the calls that ask the archive for events.
type searches struct {
	w      *Window
	mu     sync.Mutex
	number int64              // of the newest query
	cancel context.CancelFunc // of that
}

// Query answers one page of a search. A newer Query cancels an older one, which
// then fails with the code "superseded".
func (c *searches) Query(r QueryRequest) (QueryResult, error) {
	return guard(func() (QueryResult, error) {
		open, err := c.w.current()
		if err != nil {
			return QueryResult{}, err
		}
		ctx, done, err := c.overtake(r.Number)
		if err != nil {
			return QueryResult{}, err
		}
		defer done()
		result, err := open.query(ctx, r)
		if err != nil && ctx.Err() != nil {
			return QueryResult{}, errOvertook
		}
		return result, err
	})
}

// overtake cancels the query under way and makes the one with that number the
// one under way.
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

func (open *opened) query(ctx context.Context, r QueryRequest) (QueryResult, error) {
	q, order, zone, err := open.w.parse(r.Search)
	if err != nil {
		return QueryResult{}, err
	}
	request := archive.Request{Query: q, Order: order, Page: max(r.Search.Page, 1), Facets: r.Facets, CountsOnly: r.CountsOnly, Zone: zone}
	if r.Only != nil {
		if request.Only, err = open.set(*r.Only); err != nil {
			return QueryResult{}, err
		}
	}
	res, err := open.Query(ctx, request)
	if err == nil && res.Page > res.Pages && res.Pages > 0 { // past the last page: the last
		request.Page = res.Pages
		res, err = open.Query(ctx, request)
	}
	if err != nil {
		return QueryResult{}, err
	}
	var chosen *archive.Set
	if r.Token != "" {
		if chosen, err = open.token(r.Token); err != nil {
			return QueryResult{}, err
		}
	}
	out := QueryResult{
		Number: r.Number, Total: res.Total, Page: res.Page, Pages: max(res.Pages, 1),
		Hits: make([]Hit, len(res.Hits)), Asked: asked(q, r.Search.Text, zone), Snapshot: res.Snapshot,
	}
	if res.Total == 0 {
		out.Page = 1
		if out.Asked.Hint, err = hint(ctx, open.Archive, q, r.Search.Text, zone, 0); err != nil {
			return out, err
		}
	}
	for i, h := range res.Hits {
		out.Hits[i] = asHit(h)
		out.Hits[i].Selected = chosen != nil && chosen.Has(h.Seq)
	}
	if res.Facets != nil {
		if out.Facets, err = asFacets(open.Archive, res.Facets, r.Search.Members); err == nil {
			out.Facets.Gaps, err = gapsOf(ctx, open.Archive, zone)
		}
	}
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
	if original, _ := originalTime(h.Details); original != out.Time {
		out.OriginalTime = original
	}
	return out
}

// originalTime is the time as the source wrote it and the rule by which it was
// read, as package ingest keeps them in an event's details.
func originalTime(details []byte) (text, rule string) {
	var d struct {
		Time json.RawMessage `json:"time"`
		Zone string          `json:"zone"`
	}
	if len(details) == 0 || json.Unmarshal(details, &d) != nil {
		return "", ""
	}
	if json.Unmarshal(d.Time, &text) != nil {
		text = string(d.Time)
	}
	return text, d.Zone
}

func asFacets(open *archive.Archive, f *columns.Facets, chosen []string) (*Facets, error) {
	categories, actions, err := open.Values()
	if err != nil {
		return nil, err
	}
	out := &Facets{
		Categories: asFacet(f.Categories, categories), Actions: asFacet(f.Actions, actions), Members: asFacet(f.Members, chosen),
		Conflicts: f.Conflicts, Histogram: make([]Bar, len(f.Histogram)),
	}
	for i, b := range f.Histogram {
		out.Histogram[i] = Bar{From: b.From.String(), To: b.To.String(), Count: b.Count}
	}
	return out, nil
}

// asFacet lists the counts, and the values of also that have none with 0.
func asFacet(counts []columns.Count, also []string) Facet {
	f := Facet{Values: make([]Count, 0, len(counts)+len(also)), Distinct: len(counts)}
	named := make(map[string]bool, len(counts))
	for _, c := range counts {
		if len(f.Values) < maxValues {
			f.Values = append(f.Values, Count{c.Value, c.Count})
			named[c.Value] = true
		}
	}
	for _, value := range also {
		if !named[value] && len(f.Values) < maxValues {
			f.Values = append(f.Values, Count{value, 0})
			named[value] = true
		}
	}
	return f
}

// Search tells how a text is understood.
func (c *searches) Search(text, zone string) (Asked, error) {
	return guard(func() (Asked, error) {
		at, err := zoneOf(zone)
		if err != nil {
			return Asked{}, err
		}
		if err := checkSearch(SearchState{Text: text}); err != nil {
			return Asked{}, err
		}
		q, err := query.Parse(text, at)
		if err != nil {
			return Asked{}, err
		}
		return asked(q, text, at), nil
	})
}

// hint is what of a search that found so many events may be a slip.
func hint(ctx context.Context, open *archive.Archive, q query.Query, text string, zone *time.Location, found int) (string, error) {
	hints := query.Hints(text, zone)
	if found > 0 {
		return strings.Join(hints, ". "), nil
	}
	ids, err := query.IDHints(q, func(id query.Query) (int, error) {
		res, err := open.Query(ctx, archive.Request{Query: id, Page: 1 << 30})
		return res.Total, err
	})
	return strings.Join(append(hints, ids...), ". "), err
}

func asked(q query.Query, text string, zone *time.Location) Asked {
	out := Asked{Terms: make([]Term, 0, len(q.Terms)), Hint: strings.Join(query.Hints(text, zone), ". "), Words: q.Words(zone)}
	for _, t := range q.Terms {
		out.Terms = append(out.Terms, Term{t.Exclude, fieldName(t.Field), t.Inside, t.Text})
	}
	return out
}

func fieldName(f query.Field) string {
	if f == query.Any {
		return "any"
	}
	return strings.ToLower(f.String())
}

// Event is one event in full.
func (c *searches) Event(seq uint64) (EventDetails, error) {
	return guard(func() (EventDetails, error) {
		open, err := c.w.current()
		if err != nil {
			return EventDetails{}, err
		}
		full, err := open.Event(c.w.ctx, seq)
		if err != nil {
			return EventDetails{}, err
		}
		e := full.Event
		out := EventDetails{
			Seq: seq, ID: e.ID, Actor: e.Actor, Category: e.Category, Action: e.Action, Description: e.Description,
			Time: e.Time.String(), Details: string(e.Details), Import: asReport(full.Import, false),
			Conflicts: append([]uint64{}, full.Conflicts...), Leaf: full.Leaf.String(),
			Proof: fmt.Sprintf("Equal to leaf %d of the archive's tree", seq),
		}
		out.Meaning, _ = event.Meaning(e.Category, e.Action)
		if out.OriginalTime, out.TimeRule = originalTime(e.Details); out.OriginalTime == out.Time {
			out.OriginalTime, out.TimeRule = "", ""
		}
		return out, nil
	})
}
