package cli

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const someMoment = "2026-11-29T10:22:37Z"

// readManual returns the manual page as man shows it on a wide terminal.
func readManual(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("groff"); err != nil {
		t.Skip("there is no groff here")
	}
	cmd := exec.Command("groff", "-man", "-ww", "-Tutf8", "-P-cbou", "-rLL=2000n")
	cmd.Stdin = strings.NewReader(manual("v1.2.0", someMoment))
	var warnings strings.Builder
	cmd.Stderr = &warnings
	out, err := cmd.Output()
	require.NoError(t, err)
	require.Empty(t, warnings.String())
	return string(out)
}

func TestTheManualPageHasAllThatHelpTells(t *testing.T) {
	read := strings.Join(strings.Fields(readManual(t)), " ")
	has := func(text string) {
		t.Helper()
		require.Contains(t, read, strings.Join(strings.Fields(text), " "))
	}
	for _, cmd := range commands() {
		has(strings.TrimSpace("daybook " + cmd.name + " " + cmd.arguments))
		for part := range strings.SplitSeq(cmd.about, queryHelp) {
			has(part)
		}
		has(cmd.examples)
		for _, f := range cmd.flags {
			has(f.name)
			if f.value != "" {
				has(f.spelt() + " " + f.help)
			}
		}
		for _, meaning := range cmd.exits()[:2] {
			has(meaning)
		}
	}
	for _, text := range []string{queryHelp, aboutDaybook, aboutArchives, aboutFlags, toBegin} {
		has(text)
	}
	for _, table := range [][][2]string{environment, files, usages[:0]} {
		for _, row := range table {
			has(row[0] + " " + row[1])
		}
	}
	for _, one := range usages {
		has(one[0])
	}
	has("daybook v1.2.0 2026-11-29 DAYBOOK(1)")
}

func TestTheManualPageIsWellMade(t *testing.T) {
	page := manual("v1.2.0", someMoment)
	readManual(t)
	for _, lint := range [][]string{{"mandoc", "-Tlint", "-Wall"}, {"man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", "-"},
		{"groff", "-man", "-ww", "-Tascii", "-z"}} {
		t.Run(lint[0], func(t *testing.T) {
			if _, err := exec.LookPath(lint[0]); err != nil {
				t.Skip("there is no ", lint[0], " here")
			}
			cmd := exec.Command(lint[0], lint[1:]...)
			cmd.Stdin = strings.NewReader(page)
			var said strings.Builder
			cmd.Stderr = &said
			if lint[0] == "mandoc" {
				cmd.Stdout = &said
			}
			require.NoError(t, cmd.Run())
			require.Empty(t, said.String())
		})
	}
}
