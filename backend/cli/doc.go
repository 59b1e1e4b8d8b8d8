// Package cli is Daybook's command line: the commands that make an archive, take
// export files in, search it, and hand out what was found.
//
// # Concepts
//
// A command has a name, arguments, flags and a function ([commands]). Main reads
// the words of a command line, runs a command and returns the exit code of the
// process:
//
//	0  done; records that an import rejected are part of its report
//	1  refused or failed: one line on standard error says what and what to do
//	2  wrong usage: one line says what, the next where the help is
//
// The answer goes to standard output, and everything apart from it, progress too,
// to standard error. Output for programs (--json) is one JSON document a line.
// Output for people has no invisible characters: each is shown by its name, as
// ⟨RLO⟩, so that an event can neither fool a terminal nor pass for another. Nothing
// is coloured. --quiet leaves the answer and errors, without progress, notes or
// summaries.
//
// Help, the manual page and the completions for shells are made from a single table
// of commands, which gives the kind of word for every argument and flag.
//
// # Reading a command line
//
// Flags are written --name VALUE or --name=VALUE and stand before, between or after
// arguments; "--" ends them. A value that starts with "-" needs the form with "=",
// so that a forgotten value is not taken from the next flag. A word with a single
// "-" in front is refused unless it is a flag, since as a search term it would
// exclude events: after "--", or inside a quoted query, it is a search term. Where
// the shell leaves wildcards alone, as on Windows, those in the names of files to
// be read are expanded here.
//
// # Invariant
//
// Every command that answers from an archive first waits until all of its files
// have been compared with their seals ([archive.Archive.Checked]), so that a total
// or a duplicate is proven and not merely read. Damage is reported on standard
// error, what can be answered is answered, and the exit code is 1.
package cli
