package export

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"daybook/backend/event"
	"daybook/backend/query"
)

// checkEvents reads the three files of events in parallel.
func (v *verifier) checkEvents() error {
	if v.packed.files[eventsName] == nil {
		return nil
	}
	var followers []*follower
	for _, name := range []string{jsonName, csvName} {
		if v.packed.files[name] == nil {
			continue
		}
		s, err := v.follow(name)
		if err != nil {
			v.verdict.add("%s: %v", name, err)
			continue
		}
		followers = append(followers, newFollower(s, func(problem string) { v.verdict.add("%s: %s", name, problem) }))
	}
	err := v.stream(eventsName, func(r io.Reader) error {
		n, err := v.readEvents(r, followers)
		v.sums[eventsName] = Listed{Events: n}
		return err
	})
	if err != nil {
		return err
	}
	for _, f := range followers {
		v.sums[f.s.name] = Listed{Events: f.n}
		if err := v.ended(f.s); err != nil {
			return err
		}
	}
	return nil
}

// readEvents reads events.jsonl, and the others beside it.
func (v *verifier) readEvents(r io.Reader, followers []*follower) (n int, err error) {
	check := newEventCheck(v)
	lines := &recordReader{r: bufio.NewReaderSize(r, readChunk), most: maxRecord}
	var again []byte
	for {
		if n%tellEvery == 0 {
			if err := v.ctx.Err(); err != nil {
				return n, err
			}
			if v.progress != nil && v.m != nil {
				v.progress(n, v.m.Counts.Exported)
			}
		}
		line, err := lines.line()
		if err == io.EOF {
			break
		}
		var leaf Leaf
		if err == nil {
			leaf, again, err = decodeLine(line, again)
		}
		if errors.Is(err, errUnpack) {
			return n, nil // which ends the file, and is reported at its end
		}
		if err != nil {
			v.verdict.add("%s: line %d was changed: %v", eventsName, n+1, err)
			for _, f := range followers {
				f.lost = true
			}
			return n, nil
		}
		n++
		check.event(&leaf)
		for _, f := range followers {
			f.event(&leaf)
		}
	}
	v.verdict.Events = n
	check.end()
	for _, f := range followers {
		f.end()
	}
	return n, nil
}

// decodeLine reads a line of events.jsonl, which must be exactly as Daybook writes
// it: to check that, it is written again, into buf.
func decodeLine(line, buf []byte) (Leaf, []byte, error) {
	var d struct {
		Number                                          int64
		ID                                              string `json:"event_id"`
		Actor, Category, Action, Description, Timestamp string
		Details                                         string
	}
	if err := json.Unmarshal(line, &d); err != nil {
		return Leaf{}, buf, errors.New("it is no event")
	}
	for _, text := range []string{d.ID, d.Actor, d.Category, d.Action, d.Description, d.Details} {
		if len(text) > event.MaxFieldBytes {
			return Leaf{}, buf, errors.New("a text in it is longer than that of an event can be")
		}
	}
	at, err := time.Parse(time.RFC3339Nano, d.Timestamp)
	if err != nil {
		return Leaf{}, buf, errors.New("its timestamp is no time")
	}
	l := Leaf{Number: d.Number, Event: event.Event{ID: d.ID, Actor: d.Actor, Category: d.Category, Action: d.Action, Description: d.Description}}
	if l.Event.Time, err = event.TimeOf(at); err != nil {
		return Leaf{}, buf, errors.New("its timestamp is out of bounds")
	}
	if d.Details != "" {
		l.Event.Details = []byte(d.Details)
	}
	buf, ok := (linesFormat{}).leaf(buf[:0], &l, 0)
	if !ok || !bytes.Equal(bytes.TrimSuffix(buf, []byte("\n")), line) {
		return Leaf{}, buf, errors.New("it is not written as Daybook writes it")
	}
	return l, buf, nil
}

// named returns the name of an event in a problem.
func named(number int64, id string) string {
	return fmt.Sprintf("event number %d (%s)", number, quoted(id))
}

// An eventCheck compares each event with the proofs and with the manifest.
type eventCheck struct {
	v        *verifier
	found    []bool // by index in the proofs
	from, to event.Time
	before   *Leaf
	asked    *query.Query
	order    query.Order
	imports  []Import
	counts   []int
	leaf     []byte
}

func newEventCheck(v *verifier) *eventCheck {
	c := &eventCheck{v: v, from: event.Latest, to: event.Earliest}
	if v.proofs != nil {
		c.found = make([]bool, len(v.proofs.numbers))
	}
	m := v.m
	if m == nil {
		return c
	}
	c.imports = slices.Clone(m.Imports)
	slices.SortStableFunc(c.imports, func(a, b Import) int { return int(a.FirstNumber - b.FirstNumber) })
	c.counts = make([]int, len(c.imports))
	var err error
	if c.order, err = query.ParseOrder(m.Asked.Order.By, m.Asked.Order.Descending); err != nil {
		v.verdict.add("%s: its order is not known", manifestName)
	}
	if m.Asked.Selection == "all" {
		if len(m.Asked.Query) > maxQuery {
			v.verdict.add("%s: its query is longer than one can be", manifestName)
			return c
		}
		q, err := query.Parse(m.Asked.Query, time.UTC)
		if err != nil {
			v.verdict.add("%s: its query cannot be read", manifestName)
			return c
		}
		// A bundle does not say which events conflict.
		q.Categories, q.Actions, q.Members, q.Imports = m.Asked.Categories, m.Asked.Actions, m.Asked.Members, m.Asked.Imports
		c.asked = &q
	}
	return c
}

func (c *eventCheck) event(l *Leaf) {
	v, e := c.v, &l.Event
	say := func(format string, args ...any) {
		v.verdict.add("%s: "+format, append([]any{eventsName}, args...)...)
	}
	if len(v.first) < reportEvents {
		v.first = append(v.first, reported(e))
	}
	c.from, c.to = min(c.from, e.Time), max(c.to, e.Time)
	if p := v.proofs; p != nil {
		i, ok := slices.BinarySearch(p.numbers, l.Number)
		c.leaf = e.AppendLeaf(c.leaf[:0])
		switch {
		case !ok:
			say("%s was added: there is no proof of it", named(l.Number, e.ID))
		case c.found[i]:
			say("%s is there twice", named(l.Number, e.ID))
		case event.LeafHash(c.leaf) != p.hashes[i]:
			say("%s was changed: it is not the one that is proven", named(l.Number, e.ID))
		}
		if ok {
			c.found[i] = true
		}
	}
	if v.m == nil {
		return
	}
	if b := c.before; b != nil && query.Compare(c.order, &b.Event, e, uint64(b.Number), uint64(l.Number)) >= 0 {
		say("%s is out of order", named(l.Number, e.ID))
	}
	held := *l
	c.before = &held
	i := importOf(c.imports, l.Number)
	if i < 0 {
		say("%s was brought by no import that the manifest lists", named(l.Number, e.ID))
		return
	}
	c.counts[i]++
	if c.asked != nil && !c.asked.Match(e, query.Place{Import: c.imports[i].Number}) {
		say("%s is not what was asked for", named(l.Number, e.ID))
	}
}

func (c *eventCheck) end() {
	v := c.v
	for i, found := range c.found {
		if !found {
			v.verdict.add("%s: event number %d was removed", eventsName, v.proofs.numbers[i])
		}
	}
	if v.m == nil {
		return
	}
	if m := v.m; m.Counts.Exported != v.verdict.Events {
		v.verdict.add("%s: it says that %d events were exported, and there are %d", manifestName, m.Counts.Exported, v.verdict.Events)
	} else if got := (Span{c.from.String(), c.to.String()}); v.verdict.Events > 0 && m.Exported != got {
		v.verdict.add("%s: it says that the events are from %s to %s, and they are from %s to %s", manifestName,
			quoted(m.Exported.First), quoted(m.Exported.Last), got.First, got.Last)
	}
	for i, n := range c.counts {
		if c.imports[i].Exported != n {
			v.verdict.add("%s: it says that %d events came with import %d, and %d did", manifestName, c.imports[i].Exported, c.imports[i].Number, n)
		}
	}
}
