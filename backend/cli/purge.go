package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"daybook/backend/archive"
	"daybook/backend/columns"
	"daybook/backend/desk"
	"daybook/backend/event"
	"daybook/backend/numbers"
	"daybook/backend/query"
	"daybook/backend/retention"
)

type purging struct {
	dryRun, yes, json bool
	at                time.Time // zero means now
	wait              time.Duration
}

func purgeCommand() *command {
	o := &purging{}
	return &command{
		name:      "purge",
		arguments: "ARCHIVE",
		words:     []word{{kind: archiveFolder}},
		summary:   "remove the events that are past what the plan keeps",
		about: `Removes, for good, every event that is past what the plan of the archive keeps
and that no hold covers: an event is due when its timestamp plus the plan's time
has come. Nothing else ever removes an event. What stays is not touched and can
still be verified, and the journal gets a receipt: which events by number, by
which rule, when.

So that nothing goes by surprise, the first purge under a plan, one after more
than 7 days without, one after a hold was released, and one that would take more
than half of the archive only say what they would do, unless --yes is given. So
does one while the clock is before the last time that the archive knows.

An event that cannot be read is never purged; it is told of.

` + wrapped(desk.Outside) + `
`,
		flags: []flag{
			switchFlag("--dry-run", &o.dryRun, `Say what would go, with the oldest 20 of it, and remove nothing.`),
			switchFlag("--yes", &o.yes, `Purge also where it would ask first.`),
			{name: "--now", value: "TIME", set: o.setNow,
				help: `Judge as at that time, 2026-08-02 or 2026-08-02T14:00, in UTC. One that has not come yet goes with --dry-run only.`},
			switchFlag("--json", &o.json, `Print one line of JSON: dry_run, at, plan, days, cutoff, events (in the archive before), due, held, first, last, categories, sample, holds, empty_holds (those that cover no event), asks, unreadable, purged and leaves.`),
			waitFlag(&o.wait),
		},
		done:   `done, also where nothing is due`,
		failed: `nothing was purged, since it asks first or was refused; standard error says why`,
		examples: `  daybook purge audit.daybook --dry-run
  daybook purge audit.daybook --yes
  daybook purge audit.daybook --dry-run --now 2027-01-01
`,
		takes: oneArchive,
		run:   o.run,
	}
}

// wrapped returns a text in lines of the width of help.
func wrapped(text string) string { return strings.Join(wrap(text, helpWidth), "\n") }

func (o *purging) setNow(s string) error {
	from, _, err := query.ParseDate(s, time.UTC)
	var bad *query.DateError
	if errors.As(err, &bad) {
		return errors.New(bad.Hint)
	}
	o.at = from.UTC()
	return err
}

func (o *purging) run(ctx context.Context, c *call) (err error) {
	at := o.at
	if at.IsZero() {
		at = c.Now()
	} else if at.After(c.Now()) && !o.dryRun {
		return errors.New("the time of --now has not come yet; only --dry-run looks ahead")
	}
	a, err := c.open(ctx, c.args[0], o.wait)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	due, empty, err := due(ctx, a, at, "")
	if err != nil {
		return err
	}
	for _, line := range due.Unreadable {
		c.complain(fmt.Errorf("kept, since it cannot be read: %s", line))
	}
	step, asks := due.Situation.Decide()
	if step == retention.Purge || o.yes && due.Count > 0 {
		step = retention.Purge
	}
	if o.dryRun || step != retention.Purge {
		if err := o.show(c, due, asks, empty); err != nil {
			return err
		}
		return o.refuse(step)
	}
	p := c.progress()
	defer p.clear()
	receipt, err := desk.Purge(ctx, a, due, p.counting("purging"), nil)
	p.clear()
	if err != nil {
		return err
	}
	if o.json {
		d := purgeDocumentOf(due, asks, empty)
		d.Purged, d.Leaves = receipt.Count, receipt.Leaves
		return c.out.document(d)
	}
	if c.cmd.quiet {
		return nil
	}
	c.out.Printf("Purged %s, from %s to %s: plan %s.\n", numbers.Counted(receipt.Count, "event", "events"),
		inUTC(due.First), inUTC(due.Last), planWords(due.Plan.Name))
	c.keptBack(due)
	c.showEmpty(empty)
	c.out.Printf("%s\n", wrapped(desk.Outside))
	return nil
}

// refuse returns the error for a purge that was requested but not done, if any.
func (o *purging) refuse(step retention.Step) error {
	switch {
	case o.dryRun:
		return nil
	case step == retention.Ask:
		return errors.New("nothing was purged; if that is what should go, add --yes")
	case step == retention.Stop:
		return errors.New("nothing was purged: the clock is before the latest time in the archive's journal; set it right, or add --yes")
	}
	return nil
}

func (o *purging) show(c *call, due *archive.Due, asks []retention.Question, empty []retention.Hold) error {
	if o.json {
		d := purgeDocumentOf(due, asks, empty)
		d.DryRun = o.dryRun
		return c.out.document(d)
	}
	c.showDue(due)
	c.showEmpty(empty)
	if due.Count > 0 && !o.dryRun {
		for _, q := range asks {
			c.out.Printf("%s\n", q.Words())
		}
	}
	return c.out.Flush()
}

// showDue prints which events are due and which are kept back.
func (c *call) showDue(due *archive.Due) {
	if due.Plan.Days == 0 {
		c.out.WriteString("No event is due: the plan keeps everything.\n")
		return
	}
	c.out.Printf("%s: what happened until %s is past that.\n", planWords(due.Plan.Name), inUTC(due.Cutoff))
	if due.Count == 0 {
		c.out.Printf("No event of %s is due.\n", numbers.Grouped(due.Events))
		c.keptBack(due)
		return
	}
	c.out.Printf("%s of %s due, from %s to %s.\n", numbers.Grouped(due.Count),
		numbers.Counted(due.Events, "event is", "events are"), inUTC(due.First), inUTC(due.Last))
	c.keptBack(due)
	c.out.WriteString("\nBy category\n")
	room := 0
	for _, one := range due.Categories {
		room = max(room, textWidth(visible(one.Value)))
	}
	for _, one := range due.Categories {
		name := visible(one.Value)
		c.out.Printf("  %s%s  %s\n", name, strings.Repeat(" ", room-textWidth(name)), numbers.Grouped(one.Count))
	}
	c.out.WriteString("\nThe oldest of them\n")
	var rows [][]string
	for i := range due.Sample {
		e := &due.Sample[i]
		rows = append(rows, []string{e.Time.UTC().Format(timeLayout), visible(e.Actor), visible(e.Key()), visible(e.Description)})
	}
	for _, line := range layOut([]column{{"TIME (UTC)", 19}, {"MEMBER", 12}, {"ACTION", 12}, {"DESCRIPTION", 12}}, rows, c.Width(c.Stdout)) {
		c.out.WriteString(line + "\n")
	}
	c.out.WriteString("\n")
}

// inUTC returns a time to the second, as in tables.
func inUTC(t event.Time) string { return t.UTC().Format(timeLayout) + " UTC" }

// keptBack prints which events are past their time but stay.
func (c *call) keptBack(due *archive.Due) {
	if due.Held > 0 {
		c.out.Printf("%s past that and held.\n", numbers.Counted(due.Held, "event is", "events are"))
	}
	if due.Unread > 0 {
		c.out.Printf("%s kept, since they lie beside some that cannot be read.\n", numbers.Counted(due.Unread, "event is", "events are"))
	}
}

// showEmpty names the holds that keep nothing, so that nobody relies on them.
func (c *call) showEmpty(empty []retention.Hold) {
	for _, h := range empty {
		c.out.Printf("Hold %s covers no event: %s.\n", visible(h.Title()), visible(h.Scope.Words()))
	}
}

// A purgeDocument is a purge, due or done, as a line of JSON.
type purgeDocument struct {
	DryRun     bool            `json:"dry_run"`
	At         time.Time       `json:"at"`
	Plan       string          `json:"plan"`
	Days       int             `json:"days"`
	Cutoff     string          `json:"cutoff"` // "" if the plan keeps everything
	Events     int             `json:"events"`
	Due        int             `json:"due"`
	Held       int             `json:"held"`
	First      string          `json:"first"` // of the due events; "" if there are none
	Last       string          `json:"last"`
	Categories []columns.Count `json:"categories"`
	Sample     []eventDocument `json:"sample"`
	Holds      []string        `json:"holds"`
	EmptyHolds []string        `json:"empty_holds"` // the holds that cover no event
	Asks       []string        `json:"asks"`        // why the purge asks first
	Unreadable []string        `json:"unreadable"`
	Purged     int             `json:"purged"`
	Leaves     [][2]int64      `json:"leaves"` // each [from, to)
}

func purgeDocumentOf(due *archive.Due, asks []retention.Question, empty []retention.Hold) purgeDocument {
	d := purgeDocument{
		At: due.At.UTC(), Plan: due.Plan.Name, Days: due.Plan.Days, Events: due.Events, Due: due.Count, Held: due.Held,
		Categories: due.Categories, Sample: []eventDocument{}, Holds: []string{}, EmptyHolds: []string{}, Asks: []string{},
		Unreadable: append([]string{}, due.Unreadable...), Leaves: [][2]int64{},
	}
	if due.Plan.Days > 0 {
		d.Cutoff = due.Cutoff.String()
	}
	if due.Count > 0 {
		d.First, d.Last = due.First.String(), due.Last.String()
		for _, q := range asks {
			d.Asks = append(d.Asks, q.Words())
		}
	}
	for i := range due.Sample {
		e := &due.Sample[i]
		d.Sample = append(d.Sample, eventDocument{e.ID, e.Actor, e.Category, e.Action, e.Description, e.Time.String()})
	}
	for _, h := range due.Holds {
		d.Holds = append(d.Holds, h.ID)
	}
	for _, h := range empty {
		d.EmptyHolds = append(d.EmptyHolds, h.ID)
	}
	return d
}

// due returns what a purge would remove under a plan, and the holds that keep nothing,
// both from one view of the archive.
func due(ctx context.Context, a *archive.Archive, at time.Time, plan string) (d *archive.Due, empty []retention.Hold, err error) {
	err = a.View(func(v *archive.View) (err error) {
		if d, err = v.Due(ctx, at, plan); err == nil {
			empty, err = desk.EmptyHolds(ctx, v, d.Holds)
		}
		return err
	})
	return d, empty, err
}
