package cli

import (
	"context"
	"strings"
)

// A command is one word of the program, and what it does.
type command struct {
	name      string
	arguments string   // as its usage shows them
	words     []word   // what they stand for
	summary   string   // one line, for the list of commands
	about     string   // for its help
	done      string   // what exit code 0 means, where that is more than "done"
	failed    string   // what exit code 1 means, where that is more than that it was refused
	others    []string // what the codes from 3 on mean
	examples  string   // lines that can be typed
	flags     []flag
	quiet     bool // whether --quiet is given

	takes func(args []string) error // whether it runs with these arguments
	run   func(ctx context.Context, c *call) error
}

// A kind is what a word of a command line stands for.
type kind int

const (
	anyText       kind = iota // what it says
	archiveFolder             // an archive
	fileRead                  // a file that is read
	fileWritten               // a file that is written
	commandName               // a command of this program
)

// A word is an argument or the value of a flag, as completions offer it and as
// wildcards in it are expanded.
type word struct {
	kind    kind
	choices []string // words that it may be
	more    bool     // any number of arguments stand for the same
}

// commands are all commands, each with flags that nobody has set.
func commands() []*command {
	all := []*command{
		newCommand(), importCommand(), searchCommand(), exportCommand(),
		infoCommand(), verifyCommand(), verifyBundleCommand(), journalCommand(), checkFileCommand(), checkpointCommand(),
		keyCommand(), trustCommand(), purgeCommand(), holdCommand(), planCommand(), sampleCommand(), completionCommand(), helpCommand(), versionCommand(),
	}
	for _, cmd := range all {
		cmd.flags = append(cmd.flags, quietFlag(cmd), helpFlag())
	}
	return all
}

// quietFlag is a flag of every command.
func quietFlag(cmd *command) flag {
	f := switchFlag("--quiet", &cmd.quiet, `Print the answer and errors alone: no progress, notes or summaries.`)
	f.short = "-q"
	return f
}

// helpFlag is a flag of every command, which parseFlags knows.
func helpFlag() flag { return flag{name: "--help", short: "-h", help: `Print this.`} }

func find(name string) *command {
	for _, cmd := range commands() {
		if cmd.name == name {
			return cmd
		}
	}
	return nil
}

func commandNames() string {
	var names []string
	for _, cmd := range commands() {
		names = append(names, cmd.name)
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// oneArchive is for commands whose one argument is an archive.
func oneArchive(args []string) error {
	if len(args) > 1 {
		return misused("it takes one archive, and %s is one word too many; a name with spaces goes into quotes", args[1])
	}
	return archiveAndMore(args)
}

// archiveAndMore is for commands whose first argument is an archive.
func archiveAndMore(args []string) error {
	if len(args) == 0 || args[0] == "" {
		return misused("it needs an archive: the name of its folder")
	}
	return nil
}

func versionCommand() *command {
	return &command{
		name:    "version",
		summary: "say which version this is",
		about: `Says which version this is, from which commit and of when, and what it was built
with; -v, -V and --version in the place of a command do the same.
`,
		takes: nothing,
		run:   version,
	}
}

func nothing(args []string) error {
	if len(args) > 0 {
		return misused("it takes no arguments")
	}
	return nil
}
