package cli

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"daybook/backend/numbers"
)

// A flag is a flag of a command.
type flag struct {
	name  string // "--zone", "-o"
	short string // short name, "-q"; "" for none
	value string // its value as help names it; "" for a switch
	word  word   // kind of its value
	help  string
	many  bool               // may be given more than once
	set   func(string) error // called with each value, and with "" for a switch
}

func (f *flag) called(name string) bool { return name == f.name || name == f.short && name != "" }

// A usageError reports a command line that is written wrongly.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

func misused(format string, args ...any) error {
	return &usageError{fmt.Sprintf(format, args...)}
}

// errHelp reports that help was requested.
var errHelp = errors.New("help was asked for")

// parseFlags sets flags from words and returns the other words, the arguments.
func parseFlags(flags []flag, words []string) (arguments []string, err error) {
	given := make(map[string]bool)
	for i := 0; i < len(words); i++ {
		word := words[i]
		switch {
		case word == "--":
			return append(arguments, words[i+1:]...), nil
		case word == "-" || !strings.HasPrefix(word, "-"):
			arguments = append(arguments, word)
			continue
		case word == "--help" || word == "-h":
			return nil, errHelp
		}
		name, value, joined := strings.Cut(word, "=")
		at := slices.IndexFunc(flags, func(f flag) bool { return f.called(name) })
		if at < 0 {
			return nil, unknownFlag(flags, name)
		}
		f := &flags[at]
		switch {
		case f.value == "" && joined:
			return nil, misused("%s takes no value", name)
		case f.value != "" && !joined:
			if i++; i == len(words) {
				return nil, misused("%s needs a value: %s %s", name, name, f.value)
			}
			if value = words[i]; strings.HasPrefix(value, "-") && value != "-" {
				return nil, misused("%s needs a value, and %s looks like a flag; if it is the value, write %s=%s", name, value, name, value)
			}
		}
		if f.value != "" && value == "" {
			return nil, misused("%s needs a value: %s %s", name, name, f.value)
		}
		if given[f.name] && !f.many {
			return nil, misused("%s is given twice", name)
		}
		given[f.name] = true
		if err := f.set(value); err != nil {
			return nil, misused("%s %s: %v", name, strconv.Quote(value), err)
		}
	}
	return arguments, nil
}

func unknownFlag(flags []flag, name string) error {
	names := []string{"--help"}
	for _, f := range flags {
		names = append(names, f.name)
	}
	if near := nearest(name, names); near != "" {
		return misused("there is no flag %s here; did you mean %s?", name, near)
	}
	if !strings.HasPrefix(name, "--") {
		return misused("there is no flag %s here; a word that starts with - goes behind --, or into a quoted argument", name)
	}
	return misused("there is no flag %s here", name)
}

func switchFlag(name string, to *bool, help string) flag {
	return flag{name: name, help: help, set: func(string) error { *to = true; return nil }}
}

func textFlag(name, value string, to *string, help string) flag {
	return flag{name: name, value: value, help: help, set: func(s string) error { *to = s; return nil }}
}

// inputFlag returns a flag that takes the name of a file to be read.
func inputFlag(name, value string, to *string, help string) flag {
	f := textFlag(name, value, to, help)
	f.word = word{kind: fileRead}
	return f
}

// outputFlag returns a flag that takes the name of a file to be written.
func outputFlag(name, value string, to *string, help string) flag {
	f := textFlag(name, value, to, help)
	f.word = word{kind: fileWritten}
	return f
}

func listFlag(name, value string, to *[]string, help string) flag {
	return flag{name: name, value: value, help: help, many: true, set: func(s string) error {
		*to = append(*to, s)
		return nil
	}}
}

// choiceFlag returns a flag that takes one of the choices, in any case.
func choiceFlag(name string, to *string, choices []string, help string) flag {
	return flag{name: name, value: strings.Join(choices, "|"), word: word{choices: choices}, help: help, set: func(s string) error {
		at := slices.IndexFunc(choices, func(choice string) bool { return strings.EqualFold(choice, s) })
		if at < 0 {
			return errors.New("it is one of " + strings.Join(choices, ", "))
		}
		*to = choices[at]
		return nil
	}}
}

// countFlag returns a flag that takes a whole number from low to high.
func countFlag(name, value string, to *int, low, high int, help string) flag {
	return flag{name: name, value: value, help: help, set: func(s string) error {
		n, err := strconv.Atoi(s)
		if err != nil || n < low || n > high {
			return fmt.Errorf("it is a whole number from %d to %s", low, numbers.Grouped(high))
		}
		*to = n
		return nil
	}}
}

// zoneFlag returns a flag that takes the name of a time zone.
func zoneFlag(to **time.Location, help string) flag {
	return flag{name: "--zone", value: "ZONE", word: word{choices: []string{"UTC", "local"}}, help: help, set: func(s string) error {
		zone, err := loadZone(s)
		if err != nil {
			return err
		}
		*to = zone
		return nil
	}}
}

// waitFlag returns a flag that takes a duration, or a number of seconds.
func waitFlag(to *time.Duration) flag {
	const help = `How long to wait while another program has the archive open: seconds, or with a unit as in 90s and 5m. (2)`
	return flag{name: "--wait", value: "TIME", help: help, set: func(s string) error {
		wait, err := parseWait(s)
		if err != nil {
			return err
		}
		*to = wait
		return nil
	}}
}

const maxWait = 24 * time.Hour

func parseWait(s string) (time.Duration, error) {
	wait, err := time.ParseDuration(s)
	if err != nil {
		wait, err = time.ParseDuration(s + "s")
	}
	if err != nil || wait < 0 || wait > maxWait {
		return 0, errors.New("it is a number of seconds, or a time such as 90s or 5m, up to 24h")
	}
	// The archive takes 0 for its default.
	return max(wait, time.Nanosecond), nil
}

// nearest returns the name that word was probably meant to be, or "".
func nearest(word string, names []string) string {
	best, found := 3, "" // with more than two slips it is another word
	for _, name := range names {
		if d := distance(word, name); d < best && d < len(name)-2 {
			best, found = d, name
		}
	}
	return found
}

// distance returns how many letters must be inserted, deleted or replaced to
// turn one word into the other.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0]++
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
