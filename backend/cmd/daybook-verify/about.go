package main

import (
	"fmt"
	"slices"
	"strings"

	"daybook/backend/proof"
	"daybook/backend/release"
	"daybook/backend/roff"
)

const purpose = `Checks an evidence bundle that Daybook made: that no event and no file in it was
changed, removed or added, and that its events are those of the signed checkpoint.
The bundle is the zip, or the folder that it was unpacked into, or the encrypted
zip, which is opened in memory.
The first line says who signed it: without --key that is not known, since anybody
can make a bundle anew, with other events and a key of their own.
`

// flags are the options of the program, each with the word for its value and
// lines that describe it.
var flags = []struct{ name, value, says string }{
	{"--key", "KEY", "the archive's public key, got from elsewhere: the\nkey itself, or a file that has it"},
	{"--checkpoint", "CHECKPOINTFILE", "a checkpoint of the archive that was kept, which\nits history must continue: the file checkpoint of\nan earlier bundle will do"},
	{"--witness", "KEY", "the public key of a witness, as text or in a file:\nsays whether that witness cosigned; may be given\nseveral times"},
	{"--identity", "FILE", "a file of private keys of age, one of which opens\nan encrypted bundle"},
	{"--passphrase", "", "ask for the passphrase of an encrypted bundle, or\ntake the first line of standard input"},
	{"--json", "", "print one line of JSON"},
	{"--help", "", "print this; so does -h"},
	{"--man", "", "print the manual page, in roff, for man"},
	{"--version", "", "print which version this is; so do -V and -v"},
}

// exits are the meanings of the exit codes, beginning with code 0.
var exits = proof.Exits

const (
	arguments = "FILE [OPTION]..."
	examples  = `  daybook-verify evidence.zip
  daybook-verify evidence.zip --key northwind.pub --checkpoint kept.checkpoint
  daybook-verify evidence.zip.age --passphrase
`
)

// about returns the program's help, manual or version if the arguments ask for
// it, and otherwise "". Help may be asked for anywhere among the arguments.
func about(words []string) string {
	if slices.Contains(words, "--help") || slices.Contains(words, "-h") {
		return usage()
	}
	if len(words) != 1 {
		return ""
	}
	switch words[0] {
	case "--version", "-V", "-v":
		return release.Describe("daybook-verify") + "\n"
	case "--man":
		return manual(release.Version(), release.Date())
	}
	return ""
}

func usage() string {
	var b strings.Builder
	b.WriteString("Usage: daybook-verify " + arguments + "\n\n" + purpose + "\n")
	for _, f := range flags {
		lines := strings.Split(f.says, "\n")
		fmt.Fprintf(&b, "  %-27s  %s\n", strings.TrimSpace(f.name+" "+f.value), lines[0])
		for _, line := range lines[1:] {
			fmt.Fprintf(&b, "%31s%s\n", "", line)
		}
	}
	b.WriteString("\nExamples:\n" + examples + "\nExit codes:\n")
	for code, meaning := range exits {
		fmt.Fprintf(&b, "  %d  %s\n", code, strings.Join(wrapped(meaning), "\n     "))
	}
	return b.String()
}

// wrapped returns a text in lines of at most 75 characters.
func wrapped(text string) (lines []string) {
	for _, word := range strings.Fields(text) {
		if last := len(lines) - 1; last >= 0 && len(lines[last])+1+len(word) <= 75 {
			lines[last] += " " + word
		} else {
			lines = append(lines, word)
		}
	}
	return lines
}

// manual returns the manual page, in roff. moment is the time of the release
// in RFC 3339, or "".
func manual(version, moment string) string {
	day, _, _ := strings.Cut(moment, "T")
	p := roff.New("daybook-verify", 1, day, version)
	p.Name("daybook-verify", "check an evidence bundle of Daybook")
	p.Synopsis(roff.Bold("daybook-verify") + " " + roff.Italic(arguments))
	p.Section("DESCRIPTION")
	p.Text(purpose + `
It needs neither the archive that the bundle is of nor Daybook, and no network.
It says what is wrong and where: the event, or the file in the bundle.
`)
	p.Section("OPTIONS")
	for _, f := range flags {
		term := roff.Bold(f.name)
		if f.value != "" {
			term += " " + roff.Italic(f.value)
		}
		p.Item(term, sentence(f.says))
	}
	p.Section("EXIT STATUS")
	for code, meaning := range exits {
		p.Item(roff.Bold(fmt.Sprint(code)), sentence(meaning))
	}
	p.Section("EXAMPLES")
	p.Text(examples)
	p.Section("SEE ALSO")
	p.Text("daybook(1), sha256sum(1)\n")
	return p.String()
}

// sentence makes a sentence of a text that begins with a small letter and has no full stop.
func sentence(s string) string { return strings.ToUpper(s[:1]) + s[1:] + "." }
