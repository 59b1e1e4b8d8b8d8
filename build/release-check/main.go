// Release-check proves that the notices and the bill of materials name all parts of
// the programs. It asks neither of the programs that made the two, but the programs
// themselves, and the page as it is built, with its source maps.
//
//	release-check --notices FILE --sbom FILE --frontend FOLDER --page FOLDER PROGRAM...
//
// FRONTEND has the page's lock file and its packages, PAGE what was built of it.
// A line is printed for each proof; the exit code is 1 if anything is not named.
package main

import (
	"debug/buildinfo"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	notices := flag.String("notices", "", "text of the notices")
	sbom := flag.String("sbom", "", "bill of materials, CycloneDX in JSON")
	frontend := flag.String("frontend", "", "folder of the page's lock file")
	page := flag.String("page", "", "folder of the built page, with source maps")
	flag.Parse()
	if *notices == "" || *sbom == "" || *frontend == "" || *page == "" || flag.NArg() == 0 {
		fmt.Fprintln(os.Stderr, "Usage: release-check --notices FILE --sbom FILE --frontend FOLDER --page FOLDER PROGRAM...")
		os.Exit(2)
	}
	if err := check(*notices, *sbom, *frontend, *page, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "release-check:", err)
		os.Exit(1)
	}
}

func check(noticesPath, sbomPath, frontend, page string, programs []string) error {
	notices, err := namedByNotices(noticesPath)
	if err != nil {
		return err
	}
	sbom, err := namedBySBOM(sbomPath)
	if err != nil {
		return err
	}
	both := func(of string, inside []string) error {
		for _, name := range inside {
			if !notices[strings.TrimPrefix(name, "npm ")] {
				return fmt.Errorf("the notices do not name %s, which is in %s", name, of)
			}
			if !sbom[name] {
				return fmt.Errorf("the bill of materials does not name %s, which is in %s", name, of)
			}
		}
		fmt.Printf("notices and bill of materials name all %d that are in %s\n", len(inside), of)
		return nil
	}
	for _, path := range programs {
		inside, err := modules(path)
		if err != nil {
			return err
		}
		if err := both(filepath.Base(path), inside); err != nil {
			return err
		}
	}
	inside, err := packages(frontend, page)
	if err != nil {
		return err
	}
	return both("the page", inside)
}

// modules returns the modules that are in a program according to Go, and Go itself.
func modules(path string) ([]string, error) {
	info, err := buildinfo.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	inside := []string{standard + " " + info.GoVersion}
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		inside = append(inside, m.Path+" "+m.Version)
	}
	return inside, nil
}

const standard = "standard library"

// namedByNotices returns the lines of the list with which the notices begin.
func namedByNotices(path string) (map[string]bool, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	named := make(map[string]bool)
	list, _, _ := strings.Cut(string(raw), "\n===")
	for line := range strings.Lines(list) {
		if entry, ok := strings.CutPrefix(line, "  "); ok {
			name, _, _ := strings.Cut(entry, ": ")
			named[name] = true
		}
	}
	return named, nil
}

// namedBySBOM returns the components that have a licence; npm's begin with "npm ".
func namedBySBOM(path string) (map[string]bool, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var bill struct {
		Components []struct {
			Name, Version string
			URL           string `json:"purl"`
			Licenses      []struct{ Expression string }
		}
	}
	if err := json.Unmarshal(raw, &bill); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	named := make(map[string]bool)
	for _, c := range bill.Components {
		if !slices.ContainsFunc(c.Licenses, func(l struct{ Expression string }) bool { return l.Expression != "" }) {
			continue
		}
		switch {
		case strings.HasPrefix(c.URL, "pkg:npm/"):
			named["npm "+c.Name+" "+c.Version] = true
		case c.Name == "std":
			named[standard+" "+c.Version] = true
		default:
			named[c.Name+" "+c.Version] = true
		}
	}
	return named, nil
}
