package cli

import (
	"context"
	"errors"
	"time"

	"daybook/backend/archive"
	"daybook/backend/retention"
)

type planning struct {
	yes, json bool
	wait      time.Duration
}

func planCommand() *command {
	o := &planning{}
	return &command{
		name:      "plan",
		arguments: "ARCHIVE [PLAN]",
		words:     []word{{kind: archiveFolder}, {choices: planNames()}},
		summary:   "say how long events are kept, or change that",
		about: `Without PLAN says what the archive's plan keeps and what is due under it. With
PLAN, which is free, starter, pro, scale, enterprise or keep, says what would be
due under that one, and with --yes makes it the archive's. That alone purges
nothing, and the first purge under the new plan asks first. The change is in the
journal.
`,
		flags: []flag{
			switchFlag("--yes", &o.yes, `Change the plan to PLAN.`),
			switchFlag("--json", &o.json, `Print one line of JSON, as "daybook purge --dry-run --json" does, with changed: whether the plan was.`),
			waitFlag(&o.wait),
		},
		examples: `  daybook plan audit.daybook
  daybook plan audit.daybook pro
  daybook plan audit.daybook pro --yes
`,
		takes: func(args []string) error {
			if err := archiveAndMore(args); err != nil {
				return err
			}
			switch {
			case len(args) > 2:
				return misused("it takes an archive and a plan, and %s is one word too many", args[2])
			case len(args) == 2:
				if _, err := retention.PlanNamed(args[1]); err != nil {
					return misused("there is no plan %s; the plans are free, starter, pro, scale, enterprise and keep", args[1])
				}
			}
			return nil
		},
		run: o.run,
	}
}

func (o *planning) run(ctx context.Context, c *call) (err error) {
	if o.yes && len(c.args) == 1 {
		return misused("--yes needs the plan to change to")
	}
	a, err := c.open(ctx, c.args[0], o.wait)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	info, err := a.Info()
	if err != nil {
		return err
	}
	to := info.Plan
	if len(c.args) == 2 {
		to = c.args[1]
	}
	due, err := a.Due(ctx, c.Now(), to)
	if err != nil {
		return err
	}
	empty, err := emptyOf(ctx, a, due.Holds)
	if err != nil {
		return err
	}
	changed := o.yes && to != info.Plan
	if changed {
		if err := a.ChangePlan(ctx, to); err != nil {
			return err
		}
	}
	if o.json {
		d := purgeDocumentOf(due, nil, empty)
		d.DryRun = true
		return c.out.document(struct {
			Changed bool `json:"changed"`
			purgeDocument
		}{changed, d})
	}
	if changed && c.cmd.quiet {
		return nil
	}
	o.show(c, info, due, empty, changed)
	return nil
}

func (o *planning) show(c *call, info archive.Info, due *archive.Due, empty []retention.Hold, changed bool) {
	switch {
	case due.Plan.Name == info.Plan:
		c.out.WriteString("The plan is:\n")
	case changed:
		c.out.Printf("The plan is now %s; it was %s. Nothing has been purged.\n", planWords(due.Plan.Name), planWords(info.Plan))
	default:
		c.out.Printf("The plan is %s. It would be:\n", planWords(info.Plan))
	}
	c.showDue(due)
	c.showEmpty(empty)
	if due.Plan.Name != info.Plan && !changed {
		c.out.Printf("The plan is not changed; add --yes to change it.\n")
	}
}
