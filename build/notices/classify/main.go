// Classify reads the paths of files on its input, one a line, and prints which
// licences are in each and where, as JSON: Google's classifier, by which
// go-licenses goes, too. It is a module of its own, since Daybook needs nothing
// of it; and the classifier's own command, which might do, now and then ends by
// sending on a closed channel.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"github.com/google/licenseclassifier/v2/assets"
)

// A file is a path and the licences in it.
type file struct {
	Path     string
	Licenses []license
}

type license struct {
	Name        string
	First, Last int // lines from 1, both inside
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "classify:", err)
		os.Exit(1)
	}
}

func run() error {
	classifier, err := assets.DefaultClassifier()
	if err != nil {
		return err
	}
	files := []file{}
	paths := bufio.NewScanner(os.Stdin)
	for paths.Scan() {
		f := file{Path: paths.Text()}
		content, err := os.ReadFile(f.Path)
		if err != nil {
			return err
		}
		for _, m := range classifier.Match(content).Matches {
			if m.MatchType == "License" {
				f.Licenses = append(f.Licenses, license{m.Name, m.StartLine, m.EndLine})
			}
		}
		files = append(files, f)
	}
	if err := paths.Err(); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(files)
}
