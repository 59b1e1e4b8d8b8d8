package cli

import (
	"context"
	"path/filepath"

	"daybook/backend/archive"
	"daybook/backend/desk"
	"daybook/backend/retention"
)

func planNames() []string {
	var names []string
	for _, p := range retention.Plans() {
		names = append(names, p.Name)
	}
	return names
}

// planWords returns a plan in words: "Pro, keeps 30 days".
func planWords(name string) string {
	p, err := retention.PlanNamed(name)
	switch {
	case err != nil:
		return name
	case p.Days == 0:
		return p.Title
	}
	return p.Title + ", keeps " + p.Keeps()
}

func newCommand() *command {
	plan := "keep"
	return &command{
		name:      "new",
		arguments: "ARCHIVE",
		words:     []word{{kind: archiveFolder}},
		summary:   "make an empty archive",
		about: `Makes an empty archive: a folder of exactly that name, which must not exist yet
or be empty. By custom the name ends in .daybook.
`,
		flags: []flag{
			choiceFlag("--plan", &plan, planNames(), `How long events are to be kept: free 1 day, starter 7 days, pro 30 days, scale 180 days, enterprise 1 year, keep all of them for ever. Events past that are purged by "daybook purge", or by the window while it has the archive open. (keep)`),
		},
		examples: `  daybook new "Northwind 2026.daybook"
  daybook new audit.daybook --plan enterprise
`,
		takes: oneArchive,
		run: func(ctx context.Context, c *call) error {
			o := c.archiveOptions(0)
			o.Plan = plan
			a, err := archive.Create(ctx, c.args[0], o)
			if err != nil {
				return desk.Making(c.args[0], err)
			}
			path := absolute(a.Path())
			if err := a.Close(); err != nil {
				return err
			}
			if c.cmd.quiet {
				return nil
			}
			c.out.Printf("Made the archive %s (%s).\n", visible(path), planWords(plan))
			return nil
		},
	}
}

// absolute returns an absolute path, for messages that say where something is.
func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}
