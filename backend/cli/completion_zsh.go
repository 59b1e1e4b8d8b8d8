package cli

import (
	"fmt"
	"strings"
)

const zshHead = `#compdef daybook
# Completions of daybook for zsh, made by "daybook completion zsh".

_daybook_first() {
	local -a commands
	commands=(
`

const zshMiddle = `	)
	_describe -t commands command commands || _files
}

_daybook() {
	local curcontext=$curcontext state line ret=1
	local -A opt_args
	_arguments -C -S \
		'(- *)'{-h,--help}'[tell about the program]' \
		'(- *)'{-V,--version}'[say which version this is]' \
		'1: :_daybook_first' \
		'*:: :->rest' && ret=0
	[[ $state == rest ]] || return ret
	case $words[1] in
`

// The file is loaded by compinit, which makes it the function _daybook, or by
// "source".
const zshTail = `	esac
	return ret
}

if [[ ${funcstack[1]} == _daybook ]]; then
	_daybook "$@"
else
	compdef _daybook daybook
fi
`

// zshCompletion returns the script for zsh.
func zshCompletion(all []*command) string {
	var b strings.Builder
	b.WriteString(zshHead)
	for _, cmd := range all {
		fmt.Fprintf(&b, "\t\t%s\n", quoted(cmd.name+":"+cmd.summary))
	}
	b.WriteString(zshMiddle)
	for _, cmd := range all {
		fmt.Fprintf(&b, "\t%s)\n\t\t_arguments -S \\\n", cmd.name)
		for _, f := range cmd.flags {
			fmt.Fprintf(&b, "\t\t\t%s \\\n", zshFlag(f, all))
		}
		for i, w := range cmd.words {
			which := fmt.Sprint(i + 1)
			if w.more {
				which = "*"
			}
			fmt.Fprintf(&b, "\t\t\t%s \\\n", quoted(which+zshAction(w, "", all)))
		}
		b.WriteString("\t\t\t&& ret=0\n\t\t;;\n")
	}
	b.WriteString(zshTail)
	return b.String()
}

// zshFlag returns a flag in the form of _arguments.
func zshFlag(f flag, all []*command) string {
	what := "[" + strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, ":", `\:`).Replace(f.brief()) + "]"
	name := f.name
	if f.many {
		name = "*" + name
	}
	switch {
	case f.value != "":
		return quoted(name + "=" + what + zshAction(f.word, f.value, all))
	case f.short != "":
		return fmt.Sprintf("'(%s %s)'{%s,%s}%s", f.short, f.name, f.short, f.name, quoted(what))
	}
	return quoted(name + what)
}

// zshAction returns the action that offers such words, after their name.
func zshAction(w word, value string, all []*command) string {
	switch w.kind {
	case archiveFolder:
		return ":archive:_files -/"
	case fileRead, fileWritten:
		return ":file:_files"
	}
	if offers := w.offers(all); len(offers) > 0 {
		return ":word:(" + strings.Join(offers, " ") + ")"
	}
	if value == "" {
		return ":query:()" // a message here would keep flags from being offered
	}
	return ":" + value + ": "
}
