package cli

import (
	"fmt"
	"strings"

	"daybook/backend/roff"
)

// environment lists the variables that change what the program does.
var environment = [][2]string{
	{"DAYBOOK_CONFIG", `The folder that settings and keys are in, instead of those under FILES.`},
	{"DAYBOOK_KEYCHAIN", `Where it is "off", keys are kept in files and no keychain is asked.`},
	{"XDG_CONFIG_HOME, HOME", `Where the folder of settings and keys is: see FILES. Where neither is set, the home folder is the one that the system has on record for the user.`},
	{"XDG_CACHE_HOME", `Where the window makes its sample archive, in the folder daybook; without it ~/.cache.`},
	{"NO_COLOR", `Nothing is written in colour, with this variable or without.`},
	{"TERM", `Where it is "dumb", no progress is drawn, since that takes going back to the start of a line.`},
	{"TZ", `The time zone that --zone local means.`},
	{"DBUS_SESSION_BUS_ADDRESS", `Where the keychain is asked for. Without it, and without /run/user/UID/bus, keys are kept in files.`},
	{"DISPLAY, WAYLAND_DISPLAY", `The display that the window opens on. Commands need none.`},
}

// files lists the files that the program keeps.
var files = [][2]string{
	{"ARCHIVE", `An archive is a folder, with all that belongs to it but its key; by custom its name ends in .daybook. A copy of the folder is a copy of the archive. Nothing in it is to be changed by hand.`},
	{"~/.config/daybook/settings.json", `What the window remembers. On macOS the folder is ~/Library/Application Support/daybook, on Windows %AppData%\daybook.`},
	{"~/.config/daybook/keys/", `The keys that archives are signed with, for those that are in no keychain. Whoever has an archive and its key can write it anew: they are kept apart.`},
	{"~/.config/daybook/known/", `The state in which each archive was last seen here, so that an older one in its place is noticed: see "daybook help trust".`},
}

// manual returns the program's manual page in roff, made from its help. moment
// is the time of the release, RFC 3339, or "".
func manual(release, moment string) string {
	day, _, _ := strings.Cut(moment, "T")
	p := roff.New("daybook", 1, day, release)
	p.Name("daybook", "keep, search and hand over the activity log of a workspace")
	var synopsis []roff.Markup
	for _, one := range usages {
		line := roff.Bold("daybook")
		if rest := strings.TrimPrefix(one[0], "daybook"); rest != "" {
			line += " " + roff.Italic(strings.TrimSpace(rest))
		}
		synopsis = append(synopsis, line)
	}
	p.Synopsis(synopsis...)
	p.Section("DESCRIPTION")
	p.Text(aboutDaybook + "\n" + aboutArchives + "\n" + aboutFlags)
	p.Section("COMMANDS")
	for _, cmd := range commands() {
		writeCommand(p, cmd)
	}
	p.Section("SEARCH SYNTAX")
	p.Text(queryHelp)
	p.Section("EXIT STATUS")
	for code, meaning := range exitCodes {
		p.Item(roff.Bold(fmt.Sprint(code)), strings.ToUpper(meaning[:1])+meaning[1:]+".")
	}
	p.Section("ENVIRONMENT")
	writeTable(p, environment)
	p.Section("FILES")
	writeTable(p, files)
	p.Section("EXAMPLES")
	p.Text(toBegin)
	p.Section("SEE ALSO")
	p.Text("daybook-verify(1), sha256sum(1)\n")
	return p.String()
}

func writeTable(p *roff.Page, rows [][2]string) {
	for _, row := range rows {
		var term roff.Markup
		for i, name := range strings.Split(row[0], ", ") {
			if i > 0 {
				term += ", "
			}
			term += roff.Bold(name)
		}
		p.Item(term, row[1])
	}
}

// writeCommand writes the help of a command.
func writeCommand(p *roff.Page, cmd *command) {
	p.Subsection(strings.TrimSpace("daybook " + cmd.name + " " + cmd.arguments))
	p.Text(strings.Replace(cmd.about, queryHelp, "QUERY narrows the events: see SEARCH SYNTAX.\n", 1))
	for _, f := range cmd.flags {
		if f.called("--quiet") || f.called("--help") {
			continue // the flags of every command are in the description
		}
		term := roff.Bold(f.name)
		if f.value != "" {
			term += " " + roff.Italic(f.value)
		}
		p.Item(term, f.help)
	}
	if cmd.examples != "" {
		p.Text("Examples:\n" + cmd.examples)
	}
	exits := cmd.exits()
	text := fmt.Sprintf("Exit status 0: %s. 1: %s.", exits[0], exits[1])
	for i, meaning := range cmd.others {
		text += fmt.Sprintf(" %d: %s.", len(exits)-len(cmd.others)+i, meaning)
	}
	p.Text(text)
}
