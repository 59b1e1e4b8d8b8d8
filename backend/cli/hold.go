package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"daybook/backend/archive"
	"daybook/backend/desk"
	"daybook/backend/ledger"
	"daybook/backend/numbers"
	"daybook/backend/query"
	"daybook/backend/retention"
)

type holding struct {
	filter
	list, empty           bool
	release, reason, name string
	json                  bool
	wait                  time.Duration
}

func holdCommand() *command {
	o := &holding{}
	o.zone = time.UTC
	return &command{
		name:      "hold",
		arguments: "ARCHIVE [QUERY]",
		words:     []word{{kind: archiveFolder}, {more: true}},
		summary:   "keep events from being purged; list and release such holds",
		about: `Places a hold: what QUERY and the flags match is not purged, whatever the plan
says, until the hold is released. It covers events that are imported later too.
Without QUERY and flags it covers the whole archive. QUERY is that of search:
see "daybook help search". Placing and releasing are in the journal.

A hold that covers no event at the moment keeps nothing, and is most often a
slip in QUERY: it is placed with --empty only.
`,
		flags: append([]flag{
			textFlag("--reason", "TEXT", &o.reason, `Why: needed to place a hold, noted with --release.`),
			textFlag("--name", "TEXT", &o.name, `What the hold is called, beside its number.`),
			switchFlag("--empty", &o.empty, `Place the hold also where it covers no event yet.`),
			switchFlag("--list", &o.list, `List the holds in force.`),
			textFlag("--release", "ID", &o.release, `Release the hold with this number, as in H1.`),
			switchFlag("--json", &o.json, `Print one line of JSON for each hold: id, name, reason, query, zone, filters, words, placed, by, events: how many it covers now, and hints: what of QUERY may be a slip.`),
			waitFlag(&o.wait),
		}, o.filter.selecting(`The time zone of dates in QUERY, --after and --before: UTC, local, or a name such as Europe/Paris. (UTC)`)...),
		examples: `  daybook hold audit.daybook --reason "Audit of 2026"
  daybook hold audit.daybook member:ana --name Ana --reason "Matter 17"
  daybook hold audit.daybook --list
  daybook hold audit.daybook --release H2 --reason "Matter 17 is closed"
`,
		takes: archiveAndMore,
		run:   o.run,
	}
}

func (o *holding) run(ctx context.Context, c *call) (err error) {
	words := c.args[1:]
	q, _, err := o.query(words)
	if err != nil {
		return err
	}
	asked := len(words) > 0 || !q.Empty()
	switch {
	case o.list && o.release != "":
		return misused("--list and --release cannot both be")
	case (o.list || o.release != "") && asked:
		return misused("--list and --release take no QUERY and no filters")
	case (o.list || o.release != "") && o.empty:
		return misused("--empty is for placing a hold")
	case o.list && o.reason != "":
		return misused("--list takes no --reason")
	case !o.list && o.release == "" && o.reason == "":
		return misused("it needs --reason to place a hold; --list shows those that there are")
	}
	var h retention.Hold
	if !o.list && o.release == "" {
		if h, err = retention.NewHold(o.name, o.reason, q, o.zone); err != nil {
			return err
		}
	}
	a, err := c.open(ctx, c.args[0], o.wait)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	switch {
	case o.list:
		return o.showAll(ctx, c, a)
	case o.release != "":
		h, err := a.ReleaseHold(ctx, o.release, o.reason)
		if errors.Is(err, ledger.ErrNoHold) {
			return fmt.Errorf("there is no hold %s; --list shows those in force", o.release)
		}
		if err != nil {
			return err
		}
		return o.show(ctx, c, a, h, "Released "+h.Title(), nil)
	}
	return o.place(ctx, c, a, h, q)
}

// place puts a hold in force, unless a slip would make it keep nothing.
func (o *holding) place(ctx context.Context, c *call, a *archive.Archive, h retention.Hold, q query.Query) error {
	covers, hints, err := o.counted(ctx, a, c.args[1:], q)
	if err != nil {
		return err
	}
	if covers == 0 && !o.empty {
		return coversNothing(h, hints)
	}
	c.tell(hints)
	if h, err = a.PlaceHold(ctx, h); err != nil {
		return err
	}
	return o.show(ctx, c, a, h, "Placed "+h.Title(), hints)
}

// coversNothing returns the refusal of a hold that would keep nothing.
func coversNothing(h retention.Hold, hints []string) error {
	text := "no hold was placed: it would cover no event now (" + h.Scope.Words() + ")"
	for _, hint := range hints {
		text += "; hint: " + hint
	}
	return errors.New(text + "; to hold only what is still to be imported, add --empty")
}

func (o *holding) showAll(ctx context.Context, c *call, a *archive.Archive) error {
	holds := a.Ledger().Holds()
	if len(holds) == 0 && !o.json {
		c.out.WriteString("No hold is in force.\n")
	}
	for _, h := range holds {
		if err := o.show(ctx, c, a, h, h.Title(), nil); err != nil {
			return err
		}
	}
	return nil
}

// A holdDocument is a hold as a line of JSON.
type holdDocument struct {
	ID         string    `json:"id"`
	Name       string    `json:"name"`
	Reason     string    `json:"reason"`
	Query      string    `json:"query"`
	Zone       string    `json:"zone"`
	Categories []string  `json:"categories"`
	Actions    []string  `json:"actions"`
	Members    []string  `json:"members"`
	Imports    []int     `json:"imports"`
	Conflicts  bool      `json:"conflicts"`
	Words      string    `json:"words"`
	Placed     time.Time `json:"placed"`
	By         string    `json:"by"`
	Events     int       `json:"events"`
	Hints      []string  `json:"hints"`
}

// show prints a hold, and the number of events that it covers at the moment.
func (o *holding) show(ctx context.Context, c *call, a *archive.Archive, h retention.Hold, title string, hints []string) error {
	covers, err := archive.Ask(a, func(v *archive.View) (int, error) { return desk.Covers(ctx, v, h) })
	if err != nil {
		return err
	}
	s := h.Scope
	if o.json {
		return c.out.document(holdDocument{
			h.ID, h.Name, h.Reason, s.Query, s.Zone, listed(s.Categories), listed(s.Actions), listed(s.Members), listed(s.Imports), s.Conflicts,
			s.Words(), h.Placed, h.By, covers, listed(hints),
		})
	}
	c.out.Printf("%s: %s, %s now\n", visible(title), visible(s.Words()), numbers.Counted(covers, "event", "events"))
	c.out.Printf("  reason: %s\n  placed %s by %s\n", visible(oneLine(h.Reason)), h.Placed.In(o.zone).Format(timeLayout), visible(h.By))
	return c.out.Flush()
}

// listed returns values, or an empty slice for nil, which JSON would write as
// null.
func listed[T any](values []T) []T {
	if values == nil {
		return []T{}
	}
	return values
}
