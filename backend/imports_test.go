package backend_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A rule says what a package may import beside the standard library, and why no
// more. Another package of Daybook is named by its folder, a module by its path,
// which covers the packages in it.
type rule struct {
	may []string
	why string
}

// rules has a line for every package, by its folder. Imports point downward
// only: a package may import those above it in this table, never one below.
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
	{"backend/roff", rule{nil,
		"how a manual page is written knows nothing of what it tells"}},
	{"backend/release", rule{nil,
		"which build this is, the linker and Go say"}},
	{"backend/appearance", rule{nil,
		"whether the desktop is light or dark, GTK is told by its portal; no more is known here"}},
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
	{"backend/columns", rule{list("backend/event", "backend/parallel", "backend/query", roaring, "github.com/klauspost/compress", "github.com/cespare/xxhash"),
		"pure: bytes in, answers out"}},
	{"backend/ingest", rule{list("backend/event", "backend/failure", "golang.org/x/text"),
		"reading foreign files knows nothing of where events are kept"}},
	{"backend/export", rule{list("backend/event", "backend/failure", "backend/durable", "backend/numbers", "backend/query", "backend/integrity", "golang.org/x/mod"),
		"what is written can be checked without an archive, so it is written without one"}},
	{"backend/cmd/daybook-verify", rule{list("backend/export", "backend/release", "backend/roff"),
		"what an auditor runs has no window, no store and no index; its own test lists all that it links"}},
	{"backend/sample", rule{list("backend/event"),
		"made-up events are events and nothing else"}},
	{"backend/keys", rule{list("backend/durable", "backend/failure", keyring),
		"the only keeper of secrets, and of the folder that is not in any archive"}},
	{"backend/instance", rule{list("backend/keys", "golang.org/x/sys"),
		"two starts of one user's Daybook speak to each other over a local socket: the only importer of net, and of that in net alone, as its own test says"}},
	{"backend/fuzztest", rule{nil,
		"for tests alone"}},
	{"backend/keys/keystest", rule{nil,
		"for tests alone"}},
	{"backend/archive/storedtest", rule{nil,
		"for tests alone"}},
	{"backend/archive", rule{list("backend/event", "backend/failure", "backend/durable", "backend/numbers", "backend/parallel", "backend/keys", "backend/query", "backend/integrity", "backend/retention", "backend/index", "backend/columns",
		badger, "github.com/dgraph-io/ristretto", roaring, "golang.org/x/sys", "github.com/klauspost/compress"),
		"the only importer of Badger, whose tables it unpacks; it is given events and gives events, so neither ingest nor export"}},
	{"backend/desk", rule{list("backend/event", "backend/failure", "backend/durable", "backend/numbers", "backend/keys", "backend/query", "backend/integrity", "backend/retention", "backend/ingest", "backend/export", "backend/sample", "backend/folder", "backend/ledger", "backend/archive"),
		"joins what reads and writes files with the archive, once for the window and for the command line"}},
	{"backend/cli", rule{list("backend/durable", "backend/desk", "backend/event", "backend/integrity", "backend/keys", "backend/query", "backend/columns", "backend/ingest", "backend/export", "backend/sample",
		"backend/numbers", "backend/release", "backend/roff", "backend/retention", "backend/archive", "golang.org/x/text", "golang.org/x/sys"),
		"joins all of them, and knows no store"}},
	{"backend/cmd/daybook-cli", rule{list("backend/cli", "backend/release"),
		"the commands on their own; its own test says that no window system is in it"}},
	{"backend/window", rule{list("backend/desk", "backend/event", "backend/integrity", "backend/keys", "backend/query", "backend/columns", "backend/ingest", "backend/export", "backend/sample",
		"backend/instance", "backend/numbers", "backend/retention", "backend/archive"),
		"what the page can call, which is tested without any window: the system that shows one is behind an interface"}},
	{"backend/desktop", rule{list("backend/appearance", "backend/gate", "backend/release", "backend/window", wails),
		"the only importer of Wails beside app.go; of the window it knows what it shows, and nothing of archives"}},
	{".", rule{list("backend/cli", "backend/desktop", "backend/instance", "backend/release", "backend/window", wails),
		"starts the window or the command line, and joins the page, the window and Wails in app.go"}},
	{"build/tally", rule{nil,
		"counts the results of tests before anything was downloaded"}},
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
	badger  = "github.com/dgraph-io/badger/v4"
	bleve   = "github.com/blevesearch/bleve/v2"
	keyring = "github.com/zalando/go-keyring"
	roaring = "github.com/RoaringBitmap/roaring/v2"
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
	packages := readImports(t, "..")
	require.Empty(t, faults(packages))
}

// The top level has the two files that a reader looks for first, and nothing that a page
// could call but what package window has for it.
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

// README lists the packages so that imports point upward.
func TestREADMEListsThePackagesInTheOrderOfTheirImports(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	require.NoError(t, err)
	packages := readImports(t, "..")
	require.Empty(t, unlisted(string(readme), packages))

	wrong := strings.ReplaceAll(string(readme), "| `backend/parallel` |", "| `backend/sidewise` |")
	require.Equal(t, []string{"backend/columns imports backend/parallel, which is not above it", "backend/archive imports backend/parallel, which is not above it",
		"README does not list backend/parallel"}, unlisted(wrong, packages))
}

// unlisted is how a table of README's, whose rows begin with a folder, differs
// from what is imported.
func unlisted(readme string, packages map[string][]imported) []string {
	var found []string
	above := make(map[string]bool)
	for _, row := range regexp.MustCompile("(?m)^\\| `(backend/[^`]+)` \\|").FindAllStringSubmatch(readme, -1) {
		for _, i := range packages[row[1]] {
			if own, ok := strings.CutPrefix(i.path, module+"/"); ok && !above[own] {
				found = append(found, fmt.Sprintf("%s imports %s, which is not above it", row[1], own))
			}
		}
		above[row[1]] = true
	}
	for _, folder := range slices.Sorted(maps.Keys(packages)) {
		if strings.HasPrefix(folder, "backend/") && folder != "backend/keys/keystest" && folder != "backend/archive/storedtest" && folder != "backend/fuzztest" && !above[folder] {
			found = append(found, "README does not list "+folder)
		}
	}
	return slices.Compact(found)
}

// An imported is where a package is imported: the file, from the top folder.
type imported struct{ file, path string }

// readImports is what the packages below root import, by folder, test files and
// modules of their own aside.
func readImports(t *testing.T, root string) map[string][]imported {
	packages := make(map[string][]imported)
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name != root && skipped(name, d.Name()) {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		parsed, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		folder := path.Dir(rel)
		if packages[folder] == nil {
			packages[folder] = []imported{}
		}
		for _, spec := range parsed.Imports {
			p, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			packages[folder] = append(packages[folder], imported{rel, p})
		}
		return nil
	})
	require.NoError(t, err)
	return packages
}

func skipped(name, base string) bool {
	if strings.HasPrefix(base, ".") || base == "node_modules" || base == "testdata" {
		return true
	}
	own, err := filepath.Glob(filepath.Join(name, "go.mod"))
	return err == nil && len(own) > 0
}

// faults are the imports that the table does not allow, one sentence each.
func faults(packages map[string][]imported) []string {
	var found []string
	above := make(map[string]bool)
	for _, row := range rules {
		if _, ok := packages[row.folder]; !ok {
			found = append(found, fmt.Sprintf("the table has %s, and there is no such package", row.folder))
		}
		for _, may := range row.may {
			if strings.HasPrefix(may, "backend/") && !above[may] {
				found = append(found, fmt.Sprintf("the table lets %s import %s, which is not above it", row.folder, may))
			}
		}
		above[row.folder] = true
		for _, i := range packages[row.folder] {
			// Wails hands the window its files in the types of net/http; nothing
			// listens. A socket of this computer is of net, too.
			served := i.path == "net/http" && row.folder == "backend/desktop" || i.path == "net" && row.folder == "backend/instance"
			if why, ok := forbidden[i.path]; ok && !served {
				found = append(found, fmt.Sprintf("%s imports %s: %s", i.file, i.path, why))
			} else if !row.allows(i) {
				found = append(found, fmt.Sprintf("%s imports %s: %s", i.file, i.path, row.why))
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

func (r rule) allows(i imported) bool {
	if strings.HasPrefix(i.path, wails) && i.file != "app.go" && path.Dir(i.file) != "backend/desktop" {
		return false
	}
	if own, ok := strings.CutPrefix(i.path, module+"/"); ok {
		return slices.Contains(r.may, own)
	}
	if first, _, _ := strings.Cut(i.path, "/"); !strings.Contains(first, ".") {
		return true // the standard library
	}
	return slices.ContainsFunc(r.may, func(may string) bool {
		return i.path == may || strings.HasPrefix(i.path, may+"/")
	})
}

func TestTheTableOfImportsFindsFaults(t *testing.T) {
	good := make(map[string][]imported)
	for _, row := range rules {
		good[row.folder] = nil
	}
	require.Empty(t, faults(good))
	for name, c := range map[string]struct {
		folder, file, imports, fault string
	}{
		"a store outside archive":       {"backend/cli", "backend/cli/x.go", badger, "backend/cli/x.go imports " + badger},
		"full text outside index":       {"backend/archive", "backend/archive/x.go", bleve, "the only importer of Badger"},
		"upward":                        {"backend/event", "backend/event/x.go", "daybook/backend/query", "nothing but Go"},
		"sideways":                      {"backend/archive", "backend/archive/x.go", "daybook/backend/ingest", "neither ingest nor export"},
		"Wails in another file":         {".", "main.go", wails, "joins the page, the window and Wails in app.go"},
		"Wails in the window":           {"backend/window", "backend/window/x.go", wails, "behind an interface"},
		"the network in the window":     {"backend/window", "backend/window/x.go", "net/http", "Daybook is offline"},
		"the network":                   {"backend/cli", "backend/cli/x.go", "net/http", "Daybook is offline"},
		"a package without a line":      {"backend/utils", "backend/utils/x.go", "fmt", "backend/utils is not in the table"},
		"a module with a like name":     {"backend/query", "backend/query/x.go", "golang.org/x/textual", "golang.org/x/textual"},
		"a module that nobody spoke of": {"backend/sample", "backend/sample/x.go", "example.com/fake", "events and nothing else"},
	} {
		t.Run(name, func(t *testing.T) {
			bad := maps.Clone(good)
			bad[c.folder] = []imported{{c.file, c.imports}}
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
		fine["."] = []imported{{"app.go", wails + "/pkg/options"}, {"main.go", "daybook/backend/cli"}}
		fine["backend/desktop"] = []imported{{"backend/desktop/start.go", "net/http"}}
		require.Empty(t, faults(fine))
	})
}
