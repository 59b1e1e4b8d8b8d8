package cli

import (
	"context"
	"fmt"
	"strings"
)

const overview = `Daybook reads, checks and keeps the activity log of a workspace, on this
computer alone.

Usage:
  daybook                          open the window
  daybook ARCHIVE                  open that archive in the window
  daybook COMMAND ARCHIVE [flags]  do one thing here, and end

Commands:
%s
An archive is a folder that "daybook new" makes; by custom its name ends in
.daybook. An export file (activity.json, activity.csv, or the audit log of
Google Workspace, AWS CloudTrail or GitHub; gzipped and zipped ones too) is
taken in with "daybook import". What is in an archive is never changed: there
is no command to edit an event or to add one by hand.

To begin:
  daybook new "Northwind 2026.daybook"
  daybook import "Northwind 2026.daybook" activity.json
  daybook search "Northwind 2026.daybook" webhook

To look around without a file of your own:
  daybook sample Sample.daybook
  daybook search Sample.daybook credit_alert --facets

Flags may stand anywhere behind the command; "--" ends them. Exit codes:
  0  done (records that an import rejected are part of its report)
  1  refused, failed, or damaged; a line on standard error says what and what
     to do
  2  wrong usage

"daybook help COMMAND" tells all about one command.
`

func helpCommand() *command {
	return &command{
		name:      "help",
		arguments: "[COMMAND]",
		summary:   "tell about the program, or about one command",
		takes:     func([]string) error { return nil },
		run:       help,
	}
}

func help(_ context.Context, c *call) error {
	if len(c.args) == 0 {
		var list strings.Builder
		for _, cmd := range commands() {
			fmt.Fprintf(&list, "  %-13s  %s\n", cmd.name, cmd.summary)
		}
		c.out.Printf(overview, list.String())
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

// help is all about a command.
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
			b.WriteString("  " + strings.TrimSpace(f.name+" "+f.value) + "\n")
			for _, line := range wrap(f.help, helpWidth-helpIndent) {
				b.WriteString(strings.Repeat(" ", helpIndent) + line + "\n")
			}
		}
	}
	if cmd.examples != "" {
		b.WriteString("\nExamples:\n" + cmd.examples)
	}
	return b.String()
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
