package cli

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"daybook/backend/proof"
	"daybook/backend/release"
	"daybook/backend/source/all"
)

const aboutDaybook = `Daybook reads, checks and keeps the activity log of a workspace, on this
computer alone.
`

// usages are the ways to call the program.
var usages = [][2]string{
	{"daybook", "open the window"},
	{"daybook ARCHIVE", "open that archive in the window"},
	{"daybook BUNDLE.zip", "check that evidence bundle in the window"},
	{"daybook COMMAND ARCHIVE [flags]", "do one thing here, and end"},
}

var aboutArchives = wrapped(`An archive is a folder that "daybook new" makes; by custom its name ends in .daybook. An export file of `+
	all.Listed(all.Names(), "or")+` (gzipped and zipped ones too) is taken in with "daybook import". What is in an archive is never changed: there is no command to edit an event or to add one by hand.`) + "\n"

const toBegin = `To begin:
  daybook new "Northwind 2026.daybook"
  daybook import "Northwind 2026.daybook" activity.json
  daybook search "Northwind 2026.daybook" webhook

To look around without a file of your own:
  daybook sample Sample.daybook
  daybook search Sample.daybook credit_alert --facets
`

const aboutFlags = `Flags may stand anywhere behind the command; "--" ends them. Every command takes
--quiet, or -q, which leaves out progress, notes and summaries, and --help, or
-h. Nothing is written in colour, with NO_COLOR or without, and no progress is
drawn where TERM is dumb.
`

// exitCodes are the meanings of the exit codes, starting with 0.
var exitCodes = []string{
	"done (records that an import rejected are part of its report)",
	"refused, failed, or damaged; a line on standard error says what and what to do",
	"wrong usage",
	"verify-bundle alone: " + proof.Exits[proof.ExitUnknown],
	"verify-bundle alone: " + proof.Exits[proof.ExitRepacked],
}

const aboutHelp = `"daybook help COMMAND" and "daybook COMMAND --help" tell all about one command,
"daybook help --man" prints the manual page, and "daybook completion SHELL" lets
a shell complete commands and flags.
`

// overview returns the program's help.
func overview() string {
	var b strings.Builder
	b.WriteString(aboutDaybook + "\nUsage:\n")
	for _, one := range usages {
		fmt.Fprintf(&b, "  %-31s  %s\n", one[0], one[1])
	}
	b.WriteString("\nCommands:\n")
	for _, cmd := range commands() {
		fmt.Fprintf(&b, "  %-13s  %s\n", cmd.name, cmd.summary)
	}
	b.WriteString("\n" + aboutArchives + "\n" + toBegin + "\n" + aboutFlags)
	writeExits(&b, exitCodes)
	b.WriteString("\n" + aboutHelp)
	return b.String()
}

// writeExits writes the meanings of exit codes.
func writeExits(b *strings.Builder, meanings []string) {
	b.WriteString("\nExit codes:\n")
	for code, meaning := range meanings {
		fmt.Fprintf(b, "  %d  %s\n", code, strings.Join(wrap(meaning, helpWidth-5), "\n     "))
	}
}

func helpCommand() *command {
	o := &helping{}
	return &command{
		name:      "help",
		arguments: "[COMMAND]",
		words:     []word{{kind: commandName}},
		summary:   "tell about the program, or about one command",
		about: `Tells about the program, or about one command, as --help behind its name does.
With --man prints the manual page daybook(1), which has all of that, for man:
it is made from what this program says of itself.
`,
		flags: []flag{
			switchFlag("--man", &o.man, `Print the manual page, in roff.`),
		},
		examples: `  daybook help import
  daybook help --man > daybook.1
`,
		takes: func([]string) error { return nil },
		run:   o.run,
	}
}

type helping struct{ man bool }

func (o *helping) run(_ context.Context, c *call) error {
	if o.man {
		if len(c.args) > 0 {
			return misused("--man prints one page for all commands")
		}
		c.out.WriteString(manual(release.Version(), release.Date()))
		return nil
	}
	if len(c.args) == 0 {
		c.out.WriteString(overview())
		return nil
	}
	if len(c.args) > 1 {
		return misused("it tells about one command at a time")
	}
	cmd := find(c.args[0])
	if cmd == nil {
		c.cmd = nil
		return unknownCommand(c.args[0])
	}
	c.out.WriteString(cmd.help())
	return nil
}

const (
	helpWidth  = 80
	helpIndent = 6
)

// help returns the full help of a command.
func (cmd *command) help() string {
	var b strings.Builder
	b.WriteString("Usage:\n  daybook " + cmd.name)
	if cmd.arguments != "" {
		b.WriteString(" " + cmd.arguments)
	}
	if len(cmd.flags) > 0 {
		b.WriteString(" [flags]")
	}
	b.WriteString("\n\n")
	about := cmd.about
	if about == "" {
		about = strings.ToUpper(cmd.summary[:1]) + cmd.summary[1:] + ".\n"
	}
	b.WriteString(about)
	if len(cmd.flags) > 0 {
		b.WriteString("\nFlags:\n")
		for _, f := range cmd.flags {
			b.WriteString("  " + f.spelt() + "\n")
			for _, line := range wrap(f.help, helpWidth-helpIndent) {
				b.WriteString(strings.Repeat(" ", helpIndent) + line + "\n")
			}
		}
	}
	if cmd.examples != "" {
		b.WriteString("\nExamples:\n" + cmd.examples)
	}
	writeExits(&b, cmd.exits())
	return b.String()
}

// exits returns the meanings of the command's exit codes, starting with 0.
func (cmd *command) exits() []string {
	return append([]string{
		cmp.Or(cmd.done, "done"),
		cmp.Or(cmd.failed, "refused or failed; a line on standard error says what and what to do"),
		"wrong usage",
	}, cmd.others...)
}

// spelt returns the flag as it is written: "-q, --quiet", "--page N".
func (f *flag) spelt() string {
	name := f.name
	if f.short != "" {
		name = f.short + ", " + name
	}
	return strings.TrimSpace(name + " " + f.value)
}

// wrap breaks a text into lines of at most room columns, at spaces.
func wrap(text string, room int) []string {
	var lines []string
	for _, word := range strings.Fields(text) {
		last := len(lines) - 1
		if last >= 0 && len(lines[last])+1+len(word) <= room {
			lines[last] += " " + word
		} else {
			lines = append(lines, word)
		}
	}
	return lines
}
