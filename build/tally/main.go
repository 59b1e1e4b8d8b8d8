// Tally turns the output of "go test -json" into a summary for people: a line for
// each package, the whole output of a failed test, and at the end "N passed, N
// failed". It exits with 1 if anything failed.
//
// A test counts when it ran to its end, and each of its subtests too; what was
// skipped is named beside the two when there is any. A package that does not
// build counts as one failure.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
)

func main() {
	failed, err := tally(os.Stdin, os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "tally:", err)
	}
	if failed || err != nil {
		os.Exit(1)
	}
}

// report is a line of "go test -json": see "go doc test2json".
type report struct {
	Action, Package, Test, Output string
}

type counter struct {
	passed, failed, skipped int
	said                    map[string][]string // by a test that still runs, or a package
	broken                  map[string]bool     // packages with a failed test
}

func tally(from io.Reader, to io.Writer) (failed bool, err error) {
	c := counter{said: make(map[string][]string), broken: make(map[string]bool)}
	lines := bufio.NewReader(from)
	for {
		line, err := lines.ReadString('\n')
		if line != "" {
			c.take(line, to)
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return true, err
		}
	}
	fmt.Fprintf(to, "%d passed, %d failed", c.passed, c.failed)
	if c.skipped > 0 {
		fmt.Fprintf(to, ", %d skipped", c.skipped)
	}
	fmt.Fprintln(to)
	return c.failed > 0 || c.passed == 0, nil
}

func (c *counter) take(line string, to io.Writer) {
	var r report
	if json.Unmarshal([]byte(line), &r) != nil {
		io.WriteString(to, line) // not a report: the go command speaks itself
		return
	}
	key := r.Package + " " + r.Test
	switch r.Action {
	case "output":
		if !narration(r.Output) {
			c.said[key] = append(c.said[key], r.Output)
		}
	case "build-output":
		io.WriteString(to, r.Output)
	case "pass", "fail", "skip":
		c.end(r, key, to)
	}
}

// narration reports whether a line is one of those that -json makes the tests
// print about each other.
func narration(s string) bool {
	for _, prefix := range []string{"=== RUN", "=== PAUSE", "=== CONT", "=== NAME"} {
		if strings.HasPrefix(s, prefix) {
			return true
		}
	}
	return s == "PASS\n"
}

func (c *counter) end(r report, key string, to io.Writer) {
	said := c.said[key]
	delete(c.said, key)
	ofPackage := r.Test == ""
	switch {
	case r.Action == "skip" && ofPackage: // it has no tests
		return
	case r.Action == "skip":
		c.skipped++
		return
	case r.Action == "pass" && !ofPackage:
		c.passed++
		return
	case r.Action == "fail" && !ofPackage:
		c.failed++
		c.broken[r.Package] = true
	case r.Action == "fail" && !c.broken[r.Package]:
		c.failed++ // it does not build, or ended without a failed test
	}
	for _, line := range said {
		io.WriteString(to, line)
	}
	if ofPackage && r.Action == "fail" {
		c.unfinished(r.Package, to)
	}
}

// unfinished prints the output of tests that never ended because of a panic.
func (c *counter) unfinished(name string, to io.Writer) {
	for key, said := range c.said {
		if strings.HasPrefix(key, name+" ") {
			for _, line := range said {
				io.WriteString(to, line)
			}
			delete(c.said, key)
		}
	}
}
