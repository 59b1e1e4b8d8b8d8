package cli

import (
	"fmt"
	"strings"
)

// bashHead is the part that does not depend on the commands. It uses nothing of the
// package bash-completion. Version 3.2 of bash, the version in macOS, has no
// compopt.
const bashHead = `# Completions of daybook for bash, made by "daybook completion bash".

_daybook_words() {
	local IFS=$' \t\n'
	COMPREPLY=($(compgen -W "$1" -- "$2"))
}

# Readline itself completes names, and knows how to quote them.
_daybook_files() {
	compopt -o default 2>/dev/null
}

_daybook_folders() {
	compopt -o dirnames 2>/dev/null
}

_daybook() {
	local cur=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]} flags= valued= flag= ended= count=0 word i
	COMPREPLY=()
	if ((COMP_CWORD == 1)); then
		if [[ $cur == -* ]]; then
			_daybook_words '--help --version' "$cur"
			return
		fi
		_daybook_words '%s' "$cur"
		((${#COMPREPLY[@]})) || _daybook_files
		return
	fi
	case $command in
`

const bashWalk = `	*) return ;;
	esac
	# Which argument it is, from 0, or the value of which flag. A flag and its
	# value may be joined by =, which bash makes a word of its own.
	for ((i = 2; i < COMP_CWORD; i++)); do
		word=${COMP_WORDS[i]}
		if [[ -n $ended ]]; then
			count=$((count + 1))
		elif [[ $word == -- ]]; then
			ended=1
		elif [[ " $valued " == *" $word "* ]]; then
			[[ ${COMP_WORDS[i + 1]} == = ]] && i=$((i + 1))
			i=$((i + 1))
			if ((i >= COMP_CWORD)); then
				flag=$word
				[[ $cur == = ]] && cur=
			fi
		elif [[ $word != -?* ]]; then
			count=$((count + 1))
		fi
	done
	if [[ -n $flag ]]; then
		case "$command $flag" in
`

const bashMiddle = `		esac
	elif [[ -z $ended && $cur == -* ]]; then
		_daybook_words "$flags" "$cur"
	else
		case "$command $count" in
`

const bashTail = `		esac
	fi
}

if type compopt &>/dev/null; then
	complete -F _daybook daybook
else
	complete -o default -F _daybook daybook
fi
`

// bashCompletion returns the script for bash.
func bashCompletion(all []*command) string {
	var b strings.Builder
	fmt.Fprintf(&b, bashHead, strings.Join(word{kind: commandName}.offers(all), " "))
	for _, cmd := range all {
		var flags, valued []string
		for _, f := range cmd.flags {
			flags = append(flags, f.name)
			if f.value != "" {
				valued = append(valued, f.name)
			}
		}
		fmt.Fprintf(&b, "\t%s) flags='%s' valued='%s' ;;\n", cmd.name, strings.Join(flags, " "), strings.Join(valued, " "))
	}
	b.WriteString(bashWalk)
	for _, cmd := range all {
		for _, f := range cmd.flags {
			if do := bashAction(f.word, all); do != "" {
				fmt.Fprintf(&b, "\t\t'%s %s') %s ;;\n", cmd.name, f.name, do)
			}
		}
	}
	b.WriteString(bashMiddle)
	for _, cmd := range all {
		for i, w := range cmd.words {
			which := fmt.Sprintf("'%s %d'", cmd.name, i)
			if w.more {
				which = fmt.Sprintf("'%s '*", cmd.name)
			}
			if do := bashAction(w, all); do != "" {
				fmt.Fprintf(&b, "\t\t%s) %s ;;\n", which, do)
			}
		}
	}
	b.WriteString(bashTail)
	return b.String()
}

// bashAction returns the call that offers such words; "" for texts.
func bashAction(w word, all []*command) string {
	switch w.kind {
	case archiveFolder:
		return "_daybook_folders"
	case fileRead, fileWritten:
		return "_daybook_files"
	}
	if offers := w.offers(all); len(offers) > 0 {
		return fmt.Sprintf(`_daybook_words '%s' "$cur"`, strings.Join(offers, " "))
	}
	return ""
}
