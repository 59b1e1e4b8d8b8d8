package cli

import (
	"fmt"
	"strings"
)

const fishHead = `# Completions of daybook for fish, made by "daybook completion fish".

# Whether the cursor is at the command, or at what is opened in the window.
function __daybook_first
    test (count (commandline -opc)) -eq 1
end

# Whether what is typed there begins no command.
function __daybook_opens
    __daybook_first; and not string match -q -- (commandline -ct)'*' $argv
end

function __daybook_command -a name
    set -l words (commandline -opc)
    test (count $words) -ge 2; and test $words[2] = $name
end

# Whether the cursor is at an argument of a command: its number, from 0, with +
# for that and all behind it, and the flags that take a value.
function __daybook_argument -a name number
    __daybook_command $name; or return 1
    set -l words (commandline -opc)
    set -e words[1..2]
    set -l valued $argv
    set -e valued[1..2]
    set -l at 0
    set -l skip no
    set -l ended no
    for word in $words
        if test $skip = yes
            set skip no
        else if test $ended = yes
            set at (math $at + 1)
        else if test "$word" = --
            set ended yes
        else if contains -- "$word" $valued
            set skip yes
        else if not string match -q -- '-?*' "$word"
            set at (math $at + 1)
        end
    end
    if string match -q -- '*+' $number
        test $at -ge (string replace -- + '' $number)
    else
        test $at -eq $number
    end
end

complete -c daybook -f
complete -c daybook -n __daybook_first -s h -l help -d 'tell about the program'
complete -c daybook -n __daybook_first -s V -l version -d 'say which version this is'
`

// fishCompletion returns the script for fish.
func fishCompletion(all []*command) string {
	var b strings.Builder
	b.WriteString(fishHead)
	names := strings.Join(word{kind: commandName}.offers(all), " ")
	fmt.Fprintf(&b, "complete -c daybook -n '__daybook_opens %s' -F\n", names)
	for _, cmd := range all {
		fmt.Fprintf(&b, "complete -c daybook -n __daybook_first -a %s -d %s\n", cmd.name, quoted(cmd.summary))
	}
	for _, cmd := range all {
		b.WriteString("\n")
		var valued string
		for _, f := range cmd.flags {
			if f.value != "" {
				valued += " " + f.name
			}
			fmt.Fprintf(&b, "complete -c daybook -n '__daybook_command %s'%s%s -d %s\n",
				cmd.name, fishNames(f), fishValue(f, all), quoted(f.brief()))
		}
		for i, w := range cmd.words {
			number := fmt.Sprint(i)
			if w.more {
				number += "+"
			}
			if do := fishAction(w, all); do != "" {
				fmt.Fprintf(&b, "complete -c daybook -n '__daybook_argument %s %s%s'%s\n", cmd.name, number, valued, do)
			}
		}
	}
	return b.String()
}

func fishNames(f flag) string {
	var b strings.Builder
	for _, name := range f.names() {
		if long, ok := strings.CutPrefix(name, "--"); ok {
			b.WriteString(" -l " + long)
		} else {
			b.WriteString(" -s " + strings.TrimPrefix(name, "-"))
		}
	}
	return b.String()
}

func fishValue(f flag, all []*command) string {
	switch offers := f.word.offers(all); {
	case f.value == "":
		return ""
	case f.word.kind == fileRead || f.word.kind == fileWritten:
		return " -r -F"
	case len(offers) > 0:
		return " -x -a " + quoted(strings.Join(offers, " "))
	}
	return " -x"
}

// fishAction returns the options that offer such words; "" for texts.
func fishAction(w word, all []*command) string {
	switch w.kind {
	case archiveFolder:
		return " -a '(__fish_complete_directories (commandline -ct) archive)'"
	case fileRead, fileWritten:
		return " -F"
	}
	if offers := w.offers(all); len(offers) > 0 {
		return " -a " + quoted(strings.Join(offers, " "))
	}
	return ""
}
