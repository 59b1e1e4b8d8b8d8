// Package cli is Daybook's command line: the commands that make an archive,
// take export files in, search it, and hand out what was found.
//
// # Concepts
//
// A command is a name, its arguments, its flags and what it does ([commands]).
// Main reads the words of a command line, runs one command and returns the code
// that the process exits with:
//
//	0  done; records that an import rejected are part of its report
//	1  refused or failed: one line on standard error says what and what to do
//	2  wrong usage: one line says what, the next where the help is
//
// What was asked for goes to standard output and everything else, progress too,
// to standard error. Output for programs (--json) is one JSON document a line.
// Output for people has no character that an eye cannot see: each is shown by
// its name, as ⟨RLO⟩, so that an event can neither fool a terminal nor pass for
// another. Nothing is in colour. With --quiet there are the answer and errors, and
// no progress, notes or summaries.
//
// Help, the manual page and the completions for shells are made from the one table
// of commands, which says of every argument and flag what kind of word it takes.
//
// # Reading a command line
//
// Flags are written --name VALUE or --name=VALUE and stand before, between or
// behind arguments; "--" ends them. A value that starts with "-" needs the form
// with "=", so that a forgotten value is not taken from the next flag. A word
// with a single "-" in front is refused unless it is a flag, since as a search
// term it would leave events out: behind "--", or inside a quoted query, it is
// one. Where the shell leaves wildcards alone, as on Windows, those in the names of
// files to be read are expanded here.
//
// # Invariant
//
// Every command that answers from an archive first waits until all of its files
// were compared with their seals ([archive.Archive.Checked]), so a total or a
// duplicate is proven and not merely read. Damage is said on standard error,
// what can be answered is answered, and the exit code is 1.
package cli
