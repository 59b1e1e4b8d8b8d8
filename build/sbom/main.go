// Sbom writes the software bill of materials of programs of Daybook that were
// built, as one CycloneDX 1.6 file in JSON: the programs with their hashes, the
// Go modules that Go says are in them, the npm packages of the page, and their
// licences.
//
//	sbom --version VERSION --commit HASH --date DATE --licenses FILE OUT PROGRAM...
//
// FILE is the output of "notices --json": a component that it does not name is not inside. The same programs give
// the same bytes: random values and times of the tools that make the parts are left out, and DATE, in RFC 3339, is
// the only time in it.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

func main() {
	var of release
	flag.StringVar(&of.version, "version", "", "version of Daybook")
	flag.StringVar(&of.commit, "commit", "", "hash of the source's commit")
	flag.StringVar(&of.date, "date", "", "date of that commit, RFC 3339")
	licenses := flag.String("licenses", "", "file with the licences of components")
	flag.Parse()
	if flag.NArg() < 2 || of.version == "" || *licenses == "" {
		fmt.Fprintln(os.Stderr, "Usage: sbom --version VERSION [--commit HASH] [--date DATE] --licenses FILE OUT PROGRAM...")
		os.Exit(2)
	}
	if err := write(of, *licenses, flag.Arg(0), flag.Args()[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "sbom:", err)
		os.Exit(1)
	}
}

// A release is the subject of the bill.
type release struct{ version, commit, date string }

// write is run in the folder of go.mod.
func write(of release, licenses, out string, programs []string) error {
	known, err := readInside(licenses)
	if err != nil {
		return err
	}
	var parts []part
	for _, path := range programs {
		p, err := ofProgram(path, of.version)
		if err != nil {
			return err
		}
		parts = append(parts, p)
	}
	page, err := ofPage("frontend")
	if err != nil {
		return err
	}
	merged, err := merge(of, append(parts, page), known)
	if err != nil {
		return err
	}
	content, err := json.MarshalIndent(merged, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
		return err
	}
	return os.WriteFile(out, append(content, '\n'), 0o644)
}

func ofProgram(path, version string) (part, error) {
	p := part{program: filepath.Base(path)}
	var err error
	if p.hash, err = hashOf(path); err != nil {
		return p, err
	}
	err = readBill(&p.bill, ".", "go", "tool", "-modfile=build/tools/package.mod", "cyclonedx-gomod",
		"bin", "-json", "-std", "-short-purls", "-noserial", "-notimestamp", "-version", version, path)
	return p, err
}

// ofPage returns more than is in the page: when npm leaves out the packages for development
// alone, it also leaves out everything that those need, and so React.
func ofPage(folder string) (p part, err error) {
	err = readBill(&p.bill, folder, "npm", "sbom", "--sbom-format", "cyclonedx", "--package-lock-only")
	return p, err
}

// readBill runs a command that prints a bill.
func readBill(to *bill, dir, name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("%s %s: %w: %s", name, strings.Join(args, " "), err, strings.TrimSpace(said.String()))
	}
	if err := json.Unmarshal(out, to); err != nil {
		return fmt.Errorf("read what %s prints: %w", name, err)
	}
	if len(to.Components) == 0 {
		return fmt.Errorf("%s %s names no component", name, strings.Join(args, " "))
	}
	return nil
}
