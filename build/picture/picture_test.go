package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheCommittedPictureIsThatOfTheCode(t *testing.T) {
	committed, err := os.ReadFile("../../docs/imports.svg")
	require.NoError(t, err)
	drawn, err := draw("../..")
	require.NoError(t, err)
	require.Equal(t, string(committed), string(drawn), "docs/imports.svg is not that of the code: run make picture")
}

func TestThePictureIsTheSameEachTime(t *testing.T) {
	first, err := draw("../..")
	require.NoError(t, err)
	for range 5 {
		again, err := draw("../..")
		require.NoError(t, err)
		require.Equal(t, string(first), string(again))
	}
}

func TestEveryArrowPointsDownAndNoBoxesOverlap(t *testing.T) {
	boxes, err := readBoxes("../..")
	require.NoError(t, err)
	p := arrange(boxes)
	for _, a := range p.arrows {
		for i, s := range a[1:] {
			require.Equal(t, a[i].layer-1, s.layer)
		}
	}
	for _, layer := range p.layers {
		for i, s := range layer[1:] {
			require.GreaterOrEqual(t, s.x-layer[i].x, (s.width()+layer[i].width())/2, "%s and its neighbour", name(s))
		}
	}
}

func name(s *spot) string {
	if s.box == nil {
		return "an arrow that passes by"
	}
	return s.box.folder
}

// code makes a folder with a module and packages that import others, each in a line
// such as "backend/cli: backend/archive backend/event".
func code(t *testing.T, packages ...string) string {
	root := t.TempDir()
	write := func(name, text string) {
		name = filepath.Join(root, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755))
		require.NoError(t, os.WriteFile(name, []byte(text), 0o644))
	}
	write("go.mod", "module example.com/code\n")
	for _, line := range packages {
		folder, imported, _ := strings.Cut(line, ":")
		text := "// Package x does this: and that.\npackage x\n"
		if folder == "." {
			text = "package main\n"
		}
		for _, one := range strings.Fields(imported) {
			text += fmt.Sprintf("import _ %q\n", "example.com/code/"+one)
		}
		write(filepath.Join(folder, "x.go"), text)
	}
	return root
}

// arrows names the arrows of a picture: "cli -> archive".
func arrows(t *testing.T, packages ...string) []string {
	boxes, err := readBoxes(code(t, packages...))
	require.NoError(t, err)
	var found []string
	for _, b := range boxes {
		for _, used := range b.uses {
			found = append(found, b.folder+" -> "+used.folder)
		}
	}
	return found
}

func TestAnArrowIsLeftOutWhereAnotherWayLeadsThere(t *testing.T) {
	require.Equal(t, []string{". -> b/cli", "b/cli -> b/archive", "b/archive -> b/event"},
		reordered(arrows(t, ".: b/cli b/event", "b/cli: b/archive b/event", "b/archive: b/event", "b/event:")))
}

// reordered puts the top first, since boxes are named in alphabetical order.
func reordered(found []string) []string {
	if len(found) == 3 && strings.HasPrefix(found[1], "b/archive") {
		found[1], found[2] = found[2], found[1]
	}
	return found
}

func TestWhatNoProgramIsMadeOfIsNotDrawn(t *testing.T) {
	require.Equal(t, []string{". -> b/cli"}, arrows(t, ".: b/cli", "b/cli:", "b/onlyfortests: b/cli"))
}

func TestPackagesAlikeInADeeperFolderAreOneBox(t *testing.T) {
	require.Equal(t, []string{". -> b/all", "b/all -> b/source/feed b/source/github b/source/okta", "b/source/feed b/source/github b/source/okta -> b/json"},
		arrows(t, ".: b/all", "b/all: b/source/feed b/source/github b/source/okta", "b/source/feed: b/json", "b/source/github: b/json", "b/source/okta:", "b/json:"))
	svg, err := draw(code(t, ".: b/all", "b/all: b/source/feed b/source/github b/source/okta", "b/source/feed: b/json", "b/source/github:", "b/source/okta:", "b/json:"))
	require.NoError(t, err)
	require.Contains(t, string(svg), ">feed, github, okta<")
}

func TestPackagesThatImportEachOtherAreNotOneBox(t *testing.T) {
	require.Contains(t, arrows(t, ".: b/s/one b/s/two b/s/three", "b/s/one: b/s/two", "b/s/two:", "b/s/three:"), "b/s/one -> b/s/two")
}

func TestTheModuleItselfIsNotAmongTheModulesOfOthers(t *testing.T) {
	boxes, err := readBoxes(code(t, ".: b/one", "b/one: b/two", "b/two:"))
	require.NoError(t, err)
	require.Len(t, boxes, 3)
	for _, b := range boxes {
		require.Empty(t, b.outside, b.folder)
	}
}

func TestACircleOfImportsIsNamed(t *testing.T) {
	_, err := readBoxes(code(t, ".: b/one", "b/one: b/two", "b/two: b/one"))
	require.ErrorContains(t, err, "imports itself")
}

func TestALineIsCutWhereASentenceCanEnd(t *testing.T) {
	for synopsis, line := range map[string]string{
		"Package query says what is asked of an archive.":                           "says what is asked of an archive",
		"Package ingest reads export files: the feed's own, and others.":            "reads export files",
		"Daybook-verify checks a bundle.":                                           "checks a bundle",
		"Package a " + strings.Repeat("does this and ", 7) + "that, and much more.": strings.TrimSpace(strings.Repeat("does this and ", 7)) + " that",
		"Package b " + strings.Repeat("word ", 40):                                  strings.TrimSpace(strings.Repeat("word ", 21)) + " …",
		"": "",
	} {
		require.Equal(t, line, shortened(synopsis))
	}
}

func TestEveryPackageInThePictureSaysWhatItIs(t *testing.T) {
	boxes, err := readBoxes("../..")
	require.NoError(t, err)
	for _, b := range boxes {
		require.NotEmpty(t, b.line, "%s has no doc comment that begins with its name", b.folder)
	}
}
