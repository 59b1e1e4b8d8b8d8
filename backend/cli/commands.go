package cli

import (
	"context"

	"daybook/backend/source/all"
)

// A command is a subcommand of the program.
type command struct {
	name      string
	arguments string   // as its usage shows them
	words     []word   // the kinds of its arguments
	summary   string   // a line in the list of commands
	about     string   // text of its help
	done      string   // meaning of exit code 0, if that is more than "done"
	failed    string   // meaning of exit code 1, if that is more than a refusal
	others    []string // meanings of the codes from 3 on
	examples  string   // lines to type
	flags     []flag
	quiet     bool // set by --quiet

	takes func(args []string) error // returns an error if it cannot run with these arguments
	run   func(ctx context.Context, c *call) error
}

// A kind is the kind of thing that a word of a command line stands for.
type kind int

const (
	anyText       kind = iota // any text
	archiveFolder             // an archive
	fileRead                  // a file that is read
	fileWritten               // a file that is written
	commandName               // a command of this program
)

// A word is an argument or the value of a flag, for completions, and for the
// expansion of wildcards.
type word struct {
	kind    kind
	choices []string // the words that are allowed
	more    bool     // any number of further arguments are of the same kind
}

// commands returns all commands, with their flags not set.
func commands() []*command {
	all := []*command{
		newCommand(), importCommand(), searchCommand(), exportCommand(),
		infoCommand(), verifyCommand(), verifyBundleCommand(), journalCommand(), checkFileCommand(), checkpointCommand(), proofCommand(), openPartCommand(),
		keyCommand(), trustCommand(), purgeCommand(), holdCommand(), planCommand(), sampleCommand(), completionCommand(), helpCommand(), versionCommand(),
	}
	for _, cmd := range all {
		cmd.flags = append(cmd.flags, quietFlag(cmd), helpFlag())
	}
	return all
}

// quietFlag returns a flag that every command has.
func quietFlag(cmd *command) flag {
	f := switchFlag("--quiet", &cmd.quiet, `Print the answer and errors alone: no progress, notes or summaries.`)
	f.short = "-q"
	return f
}

// helpFlag returns a flag that every command has and parseFlags handles.
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
	return all.Listed(names, "and")
}

// oneArchive checks arguments for commands that take a single archive.
func oneArchive(args []string) error {
	if len(args) > 1 {
		return misused("it takes one archive, and %s is one word too many; a name with spaces goes into quotes", args[1])
	}
	return archiveAndMore(args)
}

// archiveAndMore checks arguments for commands whose first argument is an
// archive.
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
