package main

import (
	"debug/buildinfo"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// ofModules is the bill of a program, as cyclonedx-gomod makes it.
func ofModules(program string, modules ...string) part {
	p := part{program: program, hash: "0a"}
	p.bill.Metadata.Component.Ref = "pkg:golang/daybook@v1#" + program
	for _, name := range modules {
		p.bill.Components = append(p.bill.Components, component{Ref: name + "-ref", Type: "library", Name: name, Version: "v1", URL: "pkg:golang/" + name + "@v1"})
		p.bill.Dependencies = append(p.bill.Dependencies, dependency{Ref: p.bill.Metadata.Component.Ref, On: []string{name + "-ref"}})
	}
	return p
}

// ofNPM is the bill of the page, as npm makes it.
func ofNPM(names ...string) part {
	var p part
	p.bill.Metadata.Component.Ref = "page@0"
	for _, name := range names {
		p.bill.Components = append(p.bill.Components, component{Ref: name + "@1", Type: "library", Name: name, Version: "1", URL: "pkg:npm/" + name + "@1"})
		p.bill.Dependencies = append(p.bill.Dependencies, dependency{Ref: "page@0", On: []string{name + "@1"}})
	}
	return p
}

func known(entries ...entry) map[string]entry {
	inside := make(map[string]entry)
	for _, e := range entries {
		inside[e.String()] = e
	}
	return inside
}

var (
	module = entry{"golang", "m", "v1", "MIT"}
	react  = entry{"npm", "react", "1", "MIT"}
)

func TestWhatProgramsShareStandsOnceWithItsLicence(t *testing.T) {
	m, err := merge(release{version: "v2", commit: "abc", date: "2026-01-02T03:04:05Z"}, []part{ofModules("b", "m"), ofModules("a", "m"), ofNPM("react")}, known(module, react))
	require.NoError(t, err)
	var refs []string
	for _, c := range m.Components {
		refs = append(refs, c.Ref)
	}
	require.Equal(t, []string{"program:a", "program:b", "m-ref", "page@0", "react@1"}, refs)
	require.Equal(t, licenses{{"MIT"}}, m.Components[2].Licenses)
	require.Equal(t, []hash{{"SHA-256", "0a"}}, m.Components[0].Hashes)
	require.Equal(t, "v2", m.Metadata.Component.Version)
	require.Equal(t, []dependency{
		{"daybook", []string{"page@0", "program:a", "program:b"}},
		{"page@0", []string{"react@1"}},
		{"program:a", []string{"m-ref"}},
		{"program:b", []string{"m-ref"}},
	}, m.Dependencies)
}

func TestWhatIsForDevelopmentAloneIsLeftOut(t *testing.T) {
	m, err := merge(release{version: "v2"}, []part{ofModules("a", "m"), ofNPM("react", "vitest")}, known(module, react))
	require.NoError(t, err)
	written, err := json.Marshal(m)
	require.NoError(t, err)
	require.NotContains(t, string(written), "vitest")
	require.Contains(t, string(written), "react")
}

func TestAModuleOfNoKnownLicenceIsAnError(t *testing.T) {
	_, err := merge(release{version: "v2"}, []part{ofModules("a", "m", "new"), ofNPM("react")}, known(module, react))
	require.EqualError(t, err, "a has new v1 in it, of which no licence is known")
}

func TestAPackageOfThePageThatNpmLeavesOutIsAnError(t *testing.T) {
	_, err := merge(release{version: "v2"}, []part{ofModules("a", "m"), ofNPM("vitest")}, known(module, react))
	require.EqualError(t, err, "npm does not name npm react 1, which is in the page")
}

func TestTwoProgramsOfOneNameAreAnError(t *testing.T) {
	_, err := merge(release{version: "v2"}, []part{ofModules("a", "m"), ofModules("a", "m")}, known(module))
	require.EqualError(t, err, "two programs are called a")
}

func TestWhatIsInsideIsReadFromItsFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "licenses.json")
	require.NoError(t, os.WriteFile(path, []byte(`[{"Kind": "npm", "Name": "react", "Version": "1", "License": "MIT"}]`), 0o600))
	inside, err := readInside(path)
	require.NoError(t, err)
	require.Equal(t, known(react), inside)

	require.NoError(t, os.WriteFile(path, []byte("["), 0o600))
	_, err = readInside(path)
	require.ErrorContains(t, err, path)
}

func TestACommandThatFailsOrNamesNothingIsAnErrorThatSaysSo(t *testing.T) {
	var b bill
	require.ErrorContains(t, readBill(&b, ".", "go", "no-such-command"), "go no-such-command: exit status 2: go no-such-command: unknown command")
	require.ErrorContains(t, readBill(&b, ".", "go", "env", "GOVERSION"), "read what go prints: ")
	require.ErrorContains(t, readBill(&b, ".", "go", "env", "-json", "GOVERSION"), "names no component")
}

func TestTheBillOfARealProgramNamesWhatGoSaysIsInIt(t *testing.T) {
	t.Chdir("../..") // the folder of go.mod
	program := filepath.Join(t.TempDir(), "daybook-verify")
	said, err := exec.Command("go", "build", "-o", program, "./backend/cmd/daybook-verify").CombinedOutput()
	require.NoError(t, err, string(said))
	info, err := buildinfo.ReadFile(program)
	require.NoError(t, err)

	p, err := ofProgram(program, "v2")
	require.NoError(t, err)
	require.Len(t, p.hash, 64)
	var names []string
	for _, c := range p.bill.Components {
		names = append(names, c.kind()+" "+c.Name+" "+c.Version)
	}
	require.Contains(t, names, "golang std "+info.GoVersion)
	require.NotEmpty(t, info.Deps)
	for _, m := range info.Deps {
		require.Contains(t, names, "golang "+m.Path+" "+m.Version)
	}
}
