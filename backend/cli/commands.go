package cli

import (
	"context"
	"strings"
)

// A command is one word of the program, and what it does.
type command struct {
	name      string
	arguments string // as its usage shows them
	summary   string // one line, for the list of commands
	about     string // for its help
	examples  string // lines that can be typed
	flags     []flag

	takes func(args []string) error // whether it runs with these arguments
	run   func(ctx context.Context, c *call) error
}

// commands are all commands, each with flags that nobody has set.
func commands() []*command {
	return []*command{
		newCommand(), importCommand(), searchCommand(), exportCommand(),
		infoCommand(), verifyCommand(), verifyBundleCommand(), journalCommand(), checkFileCommand(), checkpointCommand(),
		purgeCommand(), holdCommand(), planCommand(), sampleCommand(), helpCommand(), versionCommand(),
	}
}

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
		takes:   nothing,
		run:     version,
	}
}

func nothing(args []string) error {
	if len(args) > 0 {
		return misused("it takes no arguments")
	}
	return nil
}
