// Notices writes the licence and copyright texts of all parts of Daybook's
// programs: Go's standard library, the modules that are linked on any system it is
// made for, and the npm packages and fonts of its page.
//
//	notices [--debian | --json] FILE
//
// FILE then is plain text for people, with --debian a copyright file as Debian
// wants it (DEP-5), or with --json a list of names, versions and licences alone,
// for a bill of materials. The same source gives the same bytes.
//
// It ends with an error, and writes nothing, where something has no licence text,
// where a text is of no known licence, and where a licence is not on the list of
// those that Daybook may ship: see rules.go.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	as := asText
	flag.BoolFunc("debian", "write a copyright file as Debian wants it", func(string) error { as = asDebian; return nil })
	flag.BoolFunc("json", "write names, versions and licences as JSON", func(string) error { as = asJSON; return nil })
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "Usage: notices [--debian | --json] FILE")
		os.Exit(2)
	}
	if err := write(flag.Arg(0), as); err != nil {
		fmt.Fprintln(os.Stderr, "notices:", err)
		os.Exit(1)
	}
}

// write is run in the folder of go.mod.
func write(path string, as func([]*component) string) error {
	all, err := collect(".")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(as(all)), 0o644)
}

// collect finds the parts of the programs that are built from the source at root,
// with its texts and their licences, and judges them.
func collect(root string) ([]*component, error) {
	modules, err := goModules(root)
	if err != nil {
		return nil, err
	}
	packages, err := npmPackages(filepath.Join(root, "frontend"), leftInPage)
	if err != nil {
		return nil, err
	}
	all := append(modules, packages...)
	for _, c := range all {
		if err := c.readTexts(); err != nil {
			return nil, err
		}
	}
	if err := classify(root, all); err != nil {
		return nil, err
	}
	return all, judge(all, exceptions)
}
