package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"daybook/backend/archive"
	"daybook/backend/retention"
)

type planning struct {
	dryRun, yes, json bool
	wait              time.Duration
}

func planCommand() *command {
	o := &planning{}
	return &command{
		name:      "plan",
		arguments: "ARCHIVE [PLAN]",
		words:     []word{{kind: archiveFolder}, {choices: planNames()}},
		summary:   "say how long events are kept, or change that",
		about: `Without PLAN says what the archive's plan keeps and what is due under it. With
PLAN, which is free, starter, pro, scale, enterprise or keep, and --yes makes
that the archive's plan. That alone purges nothing, and the first purge under
the new plan asks first. The change is in the journal. So that nothing changes
by surprise, without --yes it only says what would be due.
`,
		flags: []flag{
			switchFlag("--dry-run", &o.dryRun, `Say what would be due under PLAN, and change nothing.`),
			switchFlag("--yes", &o.yes, `Change the plan to PLAN.`),
			switchFlag("--json", &o.json, `Print one line of JSON, as "daybook purge --dry-run --json" does, with changed: whether the plan was.`),
			waitFlag(&o.wait),
		},
		failed: `the plan was not changed, since that needs --yes or was refused; standard error says why`,
		examples: `  daybook plan audit.daybook
  daybook plan audit.daybook pro --dry-run
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
				if _, err := retention.PlanNamed(strings.ToLower(args[1])); err != nil {
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
	if o.yes && o.dryRun {
		return misused("--yes and --dry-run cannot both be")
	}
	a, err := c.open(ctx, c.args[0], o.wait)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	info, err := archive.Look(a, (*archive.View).Info)
	if err != nil {
		return err
	}
	to := info.Plan
	if len(c.args) == 2 {
		to = strings.ToLower(c.args[1])
	}
	due, empty, err := due(ctx, a, c.Now(), to)
	if err != nil {
		return err
	}
	wanted := to != info.Plan && !o.dryRun
	changed := o.yes && to != info.Plan
	if changed {
		if err := a.ChangePlan(ctx, to); err != nil {
			return err
		}
	}
	if o.json {
		d := purgeDocumentOf(due, nil, empty)
		d.DryRun = true
		if err := c.out.document(struct {
			Changed bool `json:"changed"`
			purgeDocument
		}{changed, d}); err != nil {
			return err
		}
		return refusePlan(wanted && !changed, to)
	}
	if changed && c.cmd.quiet {
		return nil
	}
	o.show(c, info, due, empty, changed)
	if err := c.out.Flush(); err != nil {
		return err
	}
	return refusePlan(wanted && !changed, to)
}

// refusePlan returns the error for a change of plan that was refused.
func refusePlan(refused bool, to string) error {
	if !refused {
		return nil
	}
	return fmt.Errorf("the plan was not changed; if it is to be %s, add --yes", to)
}

func (o *planning) show(c *call, info archive.Info, due *archive.Due, empty []retention.Hold, changed bool) {
	switch {
	case due.Plan.Name == info.Plan:
		c.out.Printf("The plan is %s.\n", planWords(info.Plan))
	case changed:
		c.out.Printf("The plan is now %s; it was %s. Nothing has been purged.\n", planWords(due.Plan.Name), planWords(info.Plan))
	default:
		c.out.Printf("The plan is %s. It would be:\n", planWords(info.Plan))
	}
	c.showDue(due)
	c.showEmpty(empty)
}
