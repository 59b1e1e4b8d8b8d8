package cli

import (
	"context"
	"slices"
	"strings"
)

// shells are the shells that have completions, each with the function that
// writes its script.
var shells = []struct {
	name   string
	script func([]*command) string
}{{"bash", bashCompletion}, {"zsh", zshCompletion}, {"fish", fishCompletion}}

func shellNames() []string {
	var names []string
	for _, one := range shells {
		names = append(names, one.name)
	}
	return names
}

func completionCommand() *command {
	return &command{
		name:      "completion",
		arguments: strings.Join(shellNames(), "|"),
		words:     []word{{choices: shellNames()}},
		summary:   "print what lets a shell complete commands and flags",
		about: `Prints a script with which a shell completes the commands, their flags and the
values of these, archives and files. Where Daybook was installed as a package it
is there already. Otherwise keep it where the shell looks for such scripts:

  bash   ~/.local/share/bash-completion/completions/daybook
  zsh    a file _daybook in a folder of $fpath
  fish   ~/.config/fish/completions/daybook.fish

In bash and zsh it can also be read at the start, as in the first example.
`,
		examples: `  source <(daybook completion bash)
  daybook completion zsh > ~/.zfunc/_daybook
  daybook completion fish > ~/.config/fish/completions/daybook.fish
`,
		takes: func(args []string) error {
			switch {
			case len(args) == 0:
				return misused("it needs the name of a shell: %s", strings.Join(shellNames(), ", "))
			case len(args) > 1:
				return misused("it is for one shell at a time")
			case !slices.Contains(shellNames(), args[0]):
				return misused("there are completions for %s, and none for %s", strings.Join(shellNames(), ", "), args[0])
			}
			return nil
		},
		run: func(_ context.Context, c *call) error {
			for _, one := range shells {
				if one.name == c.args[0] {
					c.out.WriteString(one.script(commands()))
				}
			}
			return nil
		},
	}
}

// brief returns the short help of a flag for a list of completions.
func (f *flag) brief() string {
	text := f.help
	for _, end := range []string{". ", ": ", "; ", ", as ", " (", "."} {
		text, _, _ = strings.Cut(text, end)
	}
	return text
}

// names returns all names of the flag.
func (f *flag) names() []string {
	if f.short == "" {
		return []string{f.name}
	}
	return []string{f.short, f.name}
}

// offers returns the words that a value or an argument may be.
func (w word) offers(all []*command) []string {
	if w.kind != commandName {
		return w.choices
	}
	var names []string
	for _, cmd := range all {
		names = append(names, cmd.name)
	}
	return names
}

// quoted returns a word in the single quotes of a shell.
func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
