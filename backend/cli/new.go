package cli

import (
	"context"
	"path/filepath"
	"strings"

	"daybook/backend/archive"
)

// plans are the names of the retention plans, and what they keep.
var plans = []struct{ name, keeps string }{
	{"free", "1 day"}, {"starter", "7 days"}, {"pro", "30 days"},
	{"scale", "180 days"}, {"enterprise", "1 year"}, {"keep", "everything"},
}

func planNames() []string {
	var names []string
	for _, p := range plans {
		names = append(names, p.name)
	}
	return names
}

// planWords is a plan as a person says it: "Pro, keeps 30 days".
func planWords(name string) string {
	for _, p := range plans {
		switch {
		case p.name == name && name == "keep":
			return "Keep everything"
		case p.name == name:
			return strings.ToUpper(name[:1]) + name[1:] + ", keeps " + p.keeps
		}
	}
	return name
}

func newCommand() *command {
	plan := "keep"
	return &command{
		name:      "new",
		arguments: "ARCHIVE",
		summary:   "make an empty archive",
		about: `Makes an empty archive: a folder of exactly that name, which must not exist yet
or be empty. By custom the name ends in .daybook.
`,
		flags: []flag{
			choiceFlag("--plan", &plan, planNames(), `How long events are to be kept: free 1 day, starter 7 days, pro 30 days, scale 180 days, enterprise 1 year, keep all of them for ever. The plan is noted in the archive; this build removes nothing. (keep)`),
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
				return making(c.args[0], err)
			}
			path := absolute(a.Path())
			if err := a.Close(); err != nil {
				return err
			}
			c.out.Printf("Made the archive %s (%s).\n", visible(path), planWords(plan))
			return nil
		},
	}
}

// absolute is a path from the root, for telling where something is.
func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}
