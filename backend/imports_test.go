package backend_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"daybook/build/imports"

	"github.com/stretchr/testify/require"
)

// A rule says what a package may import beside the standard library, and why no
// more. Another package of Daybook is named by its folder, a module by its path,
// which covers the packages in it.
type rule struct {
	may []string
	why string
}

// rules has a line for every package, by its folder. Imports point downward only: a
// package may import those above it in this table, never one below. A line with a
// star is for each folder in a folder that has no line of its own, so that a
// further package of a kind needs no line.
var rules = []struct {
	folder string
	rule
}{
	{"backend/event", rule{nil,
		"what an event is and hashes to must be readable, and checkable, with nothing but Go"}},
	{"backend/durable", rule{nil,
		"that a file is whole after a power cut depends on nothing but the system"}},
	{"backend/numbers", rule{nil,
		"how a number is written knows nothing of what is counted"}},
	{"backend/clip", rule{nil,
		"how a text is shortened knows nothing of what it says"}},
	{"backend/strictjson", rule{list("backend/clip"),
		"what JSON is let in is a matter of bytes, whoever wrote them"}},
	{"backend/roff", rule{nil,
		"how a manual page is written knows nothing of what it tells"}},
	{"backend/release", rule{nil,
		"which build this is, the linker and Go say"}},
	{"backend/appearance", rule{nil,
		"whether the desktop is light or dark, GTK is told by its portal; no more is known here"}},
	{"backend/times", rule{list("backend/event", "backend/clip", "backend/numbers", "backend/strictjson"),
		"a time that is written is read by rules of its own, whichever record has it"}},
	{"backend/source/wording", rule{list("backend/event", "backend/clip", "backend/strictjson", "backend/times"),
		"sentences are made of words and values, whichever source they are of"}},
	{"backend/source", rule{list("backend/event", "backend/clip", "backend/numbers", "backend/strictjson", "backend/times"),
		"what a source is, is said without any source, and without files"}},
	{"backend/source/*", rule{list("backend/event", "backend/clip", "backend/numbers", "backend/strictjson", "backend/times", "backend/source/wording", "backend/source"),
		"a source turns records into events, and knows neither the others nor files"}},
	{"backend/source/all", rule{list("backend/source", "backend/source/*"),
		"names each source, once for all that ask for them"}},
	{"backend/gate", rule{nil,
		"what a page may send, and GTK's part in it, depends on no more of Daybook"}},
	{"backend/parallel", rule{nil,
		"spreading work over processors knows nothing of the work"}},
	{"backend/failure", rule{nil,
		"what was not done, to what and why, every package says with the same error"}},
	{"backend/query", rule{list("backend/event", "golang.org/x/text"),
		"the rule of searching is pure, so that an index can be proven against it"}},
	{"backend/integrity", rule{list("backend/event", "backend/failure", "backend/durable", "golang.org/x/mod"),
		"proofs are about bytes: they know neither searching nor folders of an archive"}},
	{"backend/retention", rule{list("backend/event", "backend/query"),
		"what is due is decided by a pure function, which says why"}},
	{"backend/index", rule{list("backend/event", "backend/failure", "backend/query", bleve, "github.com/blevesearch", roaring, "github.com/cespare/xxhash"),
		"the only importer of Bleve, which then can be replaced here"}},
	{"backend/columns", rule{list("backend/failure", "backend/event", "backend/parallel", "backend/query", roaring, "github.com/klauspost/compress", "github.com/cespare/xxhash"),
		"pure: bytes in, answers out"}},
	{"backend/framing", rule{list("backend/clip", "backend/numbers", "backend/strictjson"),
		"where a record begins and ends in a text is told without knowing whose it is"}},
	{"backend/container", rule{nil,
		"what is packed is unpacked within bounds, whatever it is"}},
	{"backend/ingest", rule{list("backend/event", "backend/failure", "backend/clip", "backend/numbers", "backend/strictjson", "backend/times", "backend/framing", "backend/container", "backend/source", "backend/source/all"),
		"reading foreign files knows nothing of where events are kept"}},
	{"backend/proof", rule{list("backend/event", "backend/failure", "backend/numbers", "backend/query", "backend/integrity", "golang.org/x/mod"),
		"who is handed a bundle checks it without an archive, and without what writes one"}},
	{"backend/export", rule{list("backend/event", "backend/failure", "backend/durable", "backend/numbers", "backend/query", "backend/integrity", "backend/proof", "golang.org/x/mod"),
		"what is written can be checked without an archive, so it is written without one"}},
	{"backend/encryption", rule{list(age),
		"the only importer of age, which then can be replaced here; it knows nothing of what it encrypts"}},
	{"backend/encryption/sshkeys", rule{list("backend/encryption", age, "golang.org/x/crypto"),
		"what reads keys of SSH links package net, so it is apart from what the small verifier links"}},
	{"backend/terminal", rule{list("golang.org/x/term"),
		"a passphrase is asked for without knowing what for"}},
	{"backend/cmd/daybook-verify", rule{list("backend/proof", "backend/encryption", "backend/terminal", "backend/release", "backend/roff"),
		"what an auditor runs has no window, no store and no index; its own test lists all that it links"}},
	{"backend/sample", rule{list("backend/event"),
		"made-up events are events and nothing else"}},
	{"backend/proof/prooftest", rule{list("backend/event", "backend/query", "backend/integrity", "backend/proof", "backend/export", "backend/sample", "backend/encryption", "golang.org/x/mod"),
		"for tests alone: bundles, good and forged, on which every verifier is tested"}},
	{"backend/keys", rule{list("backend/durable", "backend/failure", keyring),
		"the only keeper of secrets, and of the folder that is not in any archive"}},
	{"backend/instance", rule{list("backend/keys", "golang.org/x/sys"),
		"two starts of one user's Daybook speak to each other over a local socket: the only importer of net, and of that in net alone, as its own test says"}},
	{"backend/keys/keystest", rule{nil,
		"for tests alone"}},
	{"backend/folder", rule{list("backend/failure", "backend/durable", "golang.org/x/sys"),
		"what all files of an archive have in common knows neither events nor what is in the files"}},
	{"backend/witness", rule{list("backend/event", "backend/failure", "backend/integrity", "backend/keys", "backend/folder"),
		"who cosigns for others needs no archive, and remembers apart from any"}},
	{"backend/fuzztest", rule{list("backend/folder", testify),
		"for tests alone"}},
	{"backend/source/sourcetest", rule{list("backend/event", "backend/clip", "backend/strictjson", "backend/times", "backend/source/wording", "backend/source", "backend/source/all", "backend/ingest", "backend/fuzztest", testify),
		"for tests alone: what every source promises is tested on whole files"}},
	{"backend/source/sourcetest/door", rule{list("backend/event", "backend/source", "backend/source/wording", "backend/strictjson"),
		"for tests alone: the example of a source in CONTRIBUTING.md"}},
	{"backend/segment", rule{list("backend/failure", "backend/event", "backend/durable", "backend/query", "backend/index", "backend/columns", "backend/folder",
		badger, "github.com/dgraph-io/ristretto", roaring, "golang.org/x/sys", "github.com/klauspost/compress"),
		"the only importer of Badger, whose tables it unpacks; of the archive it knows no more than leaf hashes"}},
	{"backend/ledger", rule{list("backend/failure", "backend/event", "backend/durable", "backend/numbers", "backend/keys", "backend/query", "backend/integrity", "backend/retention", "backend/folder"),
		"what is written of an archive can be read and held against a snapshot without any of its events"}},
	{"backend/archive", rule{list("backend/failure", "backend/event", "backend/durable", "backend/numbers", "backend/parallel", "backend/keys", "backend/query", "backend/integrity", "backend/retention", "backend/columns",
		"backend/folder", "backend/segment", "backend/ledger", roaring, "golang.org/x/sys"),
		"joins segments and ledger to one whole; it is given events and gives events, so neither ingest nor export"}},
	{"backend/archive/storedtest", rule{list("backend/keys"),
		"for tests alone"}},
	{"backend/desk", rule{list("backend/event", "backend/failure", "backend/durable", "backend/numbers", "backend/keys", "backend/query", "backend/integrity", "backend/retention", "backend/ingest", "backend/proof", "backend/export", "backend/sample", "backend/folder", "backend/encryption", "backend/encryption/sshkeys", "backend/witness", "backend/ledger", "backend/archive"),
		"joins what reads and writes files with the archive, once for the window and for the command line"}},
	{"backend/cli", rule{list("backend/durable", "backend/encryption", "backend/terminal", "backend/desk", "backend/failure", "backend/event", "backend/integrity", "backend/keys", "backend/query", "backend/columns", "backend/ingest", "backend/source/all", "backend/proof", "backend/export", "backend/sample",
		"backend/numbers", "backend/release", "backend/roff", "backend/retention", "backend/folder", "backend/witness", "backend/ledger", "backend/archive", "golang.org/x/text", "golang.org/x/sys"),
		"joins all of them, and knows no store"}},
	{"backend/cmd/daybook-cli", rule{list("backend/cli", "backend/release"),
		"the commands on their own; its own test says that no window system is in it"}},
	{"backend/window", rule{list("backend/desk", "backend/encryption", "backend/failure", "backend/event", "backend/integrity", "backend/keys", "backend/query", "backend/columns", "backend/ingest", "backend/source/all", "backend/proof", "backend/export", "backend/sample",
		"backend/instance", "backend/numbers", "backend/retention", "backend/folder", "backend/witness", "backend/ledger", "backend/archive"),
		"what the page can call, which is tested without any window: the system that shows one is behind an interface"}},
	{"backend/desktop", rule{list("backend/appearance", "backend/gate", "backend/release", "backend/window", wails),
		"the only importer of Wails beside app.go; of the window it knows what it shows, and nothing of archives"}},
	{".", rule{list("backend/cli", "backend/desktop", "backend/instance", "backend/release", "backend/window", wails),
		"starts the window or the command line, and joins the page, the window and Wails in app.go"}},
	{"build/imports", rule{nil,
		"reads imports as they are written, of any code"}},
	{"build/picture", rule{list("build/imports"),
		"draws what is imported, and is no part of it"}},
	{"build/layers", rule{nil,
		"measures the files of any package, also of an older Daybook"}},
	{"build/tally", rule{nil,
		"counts the results of tests before anything was downloaded"}},
	{"build/vectors", rule{list("backend/proof", "backend/proof/prooftest"),
		"writes the bundles of tests for verifiers that are not in Go"}},
	{"build/windows/probe", rule{list("golang.org/x/sys"),
		"tells the trial of the installer what only Windows knows, and is shipped to nobody"}},
	{"build/notices", rule{nil,
		"has the licences told apart by a module of its own, which Daybook needs for nothing else"}},
	{"build/sbom", rule{nil,
		"joins what others' tools say, which are pinned apart"}},
	{"build/release-check", rule{nil,
		"proves what notices and sbom wrote, and so asks neither"}},
}

const (
	age     = "filippo.io/age"
	badger  = "github.com/dgraph-io/badger/v4"
	bleve   = "github.com/blevesearch/bleve/v2"
	keyring = "github.com/zalando/go-keyring"
	roaring = "github.com/RoaringBitmap/roaring/v2"
	testify = "github.com/stretchr/testify"
	wails   = "github.com/wailsapp/wails/v2"
)

// forbidden are packages of the standard library that no package may import.
var forbidden = map[string]string{
	"net":      "Daybook is offline",
	"net/http": "Daybook is offline",
	"plugin":   "Daybook loads no code",
}

func list(names ...string) []string { return names }

const module = "daybook"

func TestImportsAreThoseOfTheTable(t *testing.T) {
	packages, err := imports.Read("..")
	require.NoError(t, err)
	require.Empty(t, faults(packages))
}

// The top level has the two files that a reader looks for first, and no method for the
// page beyond those of package window.
func TestTheTopLevelIsMainAndAppAndAppAddsNoMethod(t *testing.T) {
	files, err := filepath.Glob("../*.go")
	require.NoError(t, err)
	names := make([]string, len(files))
	for i, file := range files {
		names[i] = filepath.Base(file)
	}
	require.Equal(t, []string{"app.go", "main.go"}, names)
	for _, file := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		require.NoError(t, err)
		ast.Inspect(parsed, func(n ast.Node) bool {
			if f, ok := n.(*ast.FuncDecl); ok {
				require.Nil(t, f.Recv, "%s has the method %s", file, f.Name)
			}
			if of, ok := n.(*ast.TypeSpec); ok {
				require.Equal(t, "App", of.Name.Name)
				fields := of.Type.(*ast.StructType).Fields.List
				require.Len(t, fields, 1)
				require.Empty(t, fields[0].Names)
				require.Equal(t, "*window.Calls", types.ExprString(fields[0].Type))
			}
			return true
		})
	}
}

// ARCHITECTURE.md lists the packages so that imports point upward.
func TestARCHITECTUREListsThePackagesInTheOrderOfTheirImports(t *testing.T) {
	text, err := os.ReadFile("../docs/ARCHITECTURE.md")
	require.NoError(t, err)
	packages, err := imports.Read("..")
	require.NoError(t, err)
	require.Empty(t, unlisted(string(text), packages))

	wrong := strings.ReplaceAll(string(text), "| `backend/parallel` |", "| `backend/sidewise` |")
	require.Equal(t, []string{"backend/columns imports backend/parallel, which is not above it", "backend/archive imports backend/parallel, which is not above it",
		"ARCHITECTURE.md does not list backend/parallel"}, unlisted(wrong, packages))
}

// forTests are packages that only tests import, which ARCHITECTURE.md does not list.
var forTests = []string{"backend/keys/keystest", "backend/proof/prooftest", "backend/archive/storedtest", "backend/fuzztest", "backend/source/sourcetest", "backend/source/sourcetest/door"}

// unlisted returns how a table of ARCHITECTURE.md, whose rows begin with a folder,
// differs from the imports.
func unlisted(text string, packages map[string]*imports.Package) []string {
	var found []string
	above := make(map[string]bool)
	rows := regexp.MustCompile("(?m)^\\| `(backend/[^`]+)` \\|").FindAllStringSubmatch(text, -1)
	var named []string
	for _, row := range rows {
		named = append(named, row[1])
	}
	for _, row := range named {
		for _, folder := range foldersOf(row, append(forTests, named...), packages) {
			if packages[folder] == nil {
				above[folder] = true
				continue
			}
			for _, own := range packages[folder].Within(module) {
				if !above[own] {
					found = append(found, fmt.Sprintf("%s imports %s, which is not above it", folder, own))
				}
			}
			above[folder] = true
		}
	}
	for _, folder := range slices.Sorted(maps.Keys(packages)) {
		if strings.HasPrefix(folder, "backend/") && !slices.Contains(forTests, folder) && !above[folder] {
			found = append(found, "ARCHITECTURE.md does not list "+folder)
		}
	}
	return slices.Compact(found)
}

// foldersOf returns the packages of a line of a table; named has all lines. They are its
// own package, or with a star each package in the folder that has no other line.
func foldersOf(row string, named []string, packages map[string]*imports.Package) []string {
	if !strings.HasSuffix(row, "/*") {
		return []string{row}
	}
	var folders []string
	for _, folder := range slices.Sorted(maps.Keys(packages)) {
		if fits, _ := path.Match(row, folder); fits && (folder == row || !slices.Contains(named, folder)) {
			folders = append(folders, folder)
		}
	}
	return folders
}

// faults returns the imports that the table does not allow, one sentence each.
func faults(packages map[string]*imports.Package) []string {
	var found []string
	above := make(map[string]bool)
	var named []string
	for _, row := range rules {
		named = append(named, row.folder)
	}
	for _, row := range rules {
		folders := foldersOf(row.folder, named, packages)
		if packages[row.folder] == nil && (len(folders) == 0 || folders[0] == row.folder) {
			found = append(found, fmt.Sprintf("the table has %s, and there is no such package", row.folder))
		}
		for _, may := range row.may {
			if !strings.Contains(may, ".") && !above[may] {
				found = append(found, fmt.Sprintf("the table lets %s import %s, which is not above it", row.folder, may))
			}
		}
		above[row.folder] = true
		for _, folder := range folders {
			above[folder] = true
		}
		for _, i := range importsOf(folders, packages) {
			// Wails hands the window its files in the types of net/http; nothing
			// listens. A socket of this computer is of net, too.
			served := i.Path == "net/http" && row.folder == "backend/desktop" || i.Path == "net" && row.folder == "backend/instance"
			if why, ok := forbidden[i.Path]; ok && !served {
				found = append(found, fmt.Sprintf("%s imports %s: %s", i.File, i.Path, why))
			} else if !row.allows(i) {
				found = append(found, fmt.Sprintf("%s imports %s: %s", i.File, i.Path, row.why))
			}
		}
	}
	for _, folder := range slices.Sorted(maps.Keys(packages)) {
		if !above[folder] {
			found = append(found, fmt.Sprintf("%s is not in the table: add a line for it, with the reason", folder))
		}
	}
	return found
}

func importsOf(folders []string, packages map[string]*imports.Package) (all []imports.Import) {
	for _, folder := range folders {
		if p := packages[folder]; p != nil {
			all = append(all, p.Imports...)
		}
	}
	return all
}

func (r rule) allows(i imports.Import) bool {
	if strings.HasPrefix(i.Path, wails) && i.File != "app.go" && path.Dir(i.File) != "backend/desktop" {
		return false
	}
	if own, ok := i.Own(module); ok {
		return slices.ContainsFunc(r.may, func(may string) bool { fits, _ := path.Match(may, own); return fits })
	}
	if i.Standard() {
		return true
	}
	return slices.ContainsFunc(r.may, func(may string) bool {
		return i.Path == may || strings.HasPrefix(i.Path, may+"/")
	})
}

func TestTheTableOfImportsFindsFaults(t *testing.T) {
	good := make(map[string]*imports.Package)
	for _, row := range rules {
		good[row.folder] = &imports.Package{}
	}
	require.Empty(t, faults(good))
	for name, c := range map[string]struct {
		folder, file, imports, fault string
	}{
		"a store outside archive":       {"backend/cli", "backend/cli/x.go", badger, "backend/cli/x.go imports " + badger},
		"full text outside index":       {"backend/segment", "backend/segment/x.go", bleve, "the only importer of Badger"},
		"upward":                        {"backend/event", "backend/event/x.go", "daybook/backend/query", "nothing but Go"},
		"sideways":                      {"backend/archive", "backend/archive/x.go", "daybook/backend/ingest", "neither ingest nor export"},
		"Wails in another file":         {".", "main.go", wails, "joins the page, the window and Wails in app.go"},
		"Wails in the window":           {"backend/window", "backend/window/x.go", wails, "behind an interface"},
		"the network in the window":     {"backend/window", "backend/window/x.go", "net/http", "Daybook is offline"},
		"the network":                   {"backend/cli", "backend/cli/x.go", "net/http", "Daybook is offline"},
		"a source that knows another":   {"backend/source/invented", "backend/source/invented/invented.go", "daybook/backend/source/github", "knows neither the others nor files"},
		"a package without a line":      {"backend/utils", "backend/utils/x.go", "fmt", "backend/utils is not in the table"},
		"a module with a like name":     {"backend/query", "backend/query/x.go", "golang.org/x/textual", "golang.org/x/textual"},
		"a module that nobody spoke of": {"backend/sample", "backend/sample/x.go", "example.com/fake", "events and nothing else"},
	} {
		t.Run(name, func(t *testing.T) {
			bad := maps.Clone(good)
			bad[c.folder] = &imports.Package{Imports: []imports.Import{{File: c.file, Path: c.imports}}}
			found := faults(bad)
			require.Len(t, found, 1)
			require.Contains(t, found[0], c.fault)
		})
	}
	t.Run("a line without its package", func(t *testing.T) {
		bad := maps.Clone(good)
		delete(bad, "backend/sample")
		require.Len(t, faults(bad), 1)
	})
	t.Run("what is allowed", func(t *testing.T) {
		fine := maps.Clone(good)
		fine["backend/source/invented"] = &imports.Package{Imports: []imports.Import{{File: "backend/source/invented/invented.go", Path: "daybook/backend/source"}}}
		fine["backend/source/all"] = &imports.Package{Imports: []imports.Import{{File: "backend/source/all/all.go", Path: "daybook/backend/source/invented"}}}
		fine["."] = &imports.Package{Imports: []imports.Import{{File: "app.go", Path: wails + "/pkg/options"}, {File: "main.go", Path: "daybook/backend/cli"}}}
		fine["backend/desktop"] = &imports.Package{Imports: []imports.Import{{File: "backend/desktop/start.go", Path: "net/http"}}}
		require.Empty(t, faults(fine))
	})
}
