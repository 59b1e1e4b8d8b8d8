package main

import (
	"debug/buildinfo"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

const root = "../.."

// once returns the parts of the real programs, collected once for all tests.
var once = sync.OnceValues(func() ([]*component, error) { return collect(root) })

func everything(t *testing.T) []*component {
	t.Helper()
	if _, err := os.Stat(filepath.Join(root, "frontend/node_modules/.package-lock.json")); err != nil {
		t.Skip("the page's packages are not installed: run npm ci in frontend")
	}
	all, err := once()
	require.NoError(t, err)
	return all
}

func TestTheRealSourceMayBeShippedAndEachComponentIsNamedWithItsTerms(t *testing.T) {
	all := everything(t)
	plain, debian := asText(all), asDebian(all)
	for _, c := range all {
		require.Regexp(t, `(?m)^  `+regexp.QuoteMeta(c.name+" "+c.version)+`: [A-Z0-9].* \[\d+(, \d+)*\]$`, plain)
		require.Contains(t, debian, " "+c.name+" "+c.version+"\n")
		for _, text := range c.texts {
			require.Contains(t, plain, text.body(), "%s: %s", c, text.path)
		}
	}
	again, err := collect(root)
	require.NoError(t, err)
	require.Equal(t, plain, asText(again), "a second run differs")
	require.Equal(t, debian, asDebian(again), "a second run differs")
}

// The window's font is kept as a file of Daybook's own: see build/fonts.sh. It still
// is the work of the package that it was made from.
func TestTheFontsOfTheWindowAreNamedWithTheirTerms(t *testing.T) {
	kept, err := filepath.Glob(filepath.Join(root, "frontend/src/styles/fonts/*"))
	require.NoError(t, err)
	require.Equal(t, []string{filepath.Join(root, "frontend/src/styles/fonts/InterVariable-subset.woff2")}, kept, "name here what another one is made from")
	plain := asText(everything(t))
	for _, font := range []string{"inter-ui", "@fontsource-variable/jetbrains-mono"} {
		require.Regexp(t, `(?m)^  `+regexp.QuoteMeta(font)+` [0-9.]+: OFL-1\.1 \[`, plain)
	}
}

func TestEachModuleOfABuiltProgramIsFound(t *testing.T) {
	program := filepath.Join(t.TempDir(), "daybook-verify")
	build := exec.Command("go", "build", "-o", program, "./backend/cmd/daybook-verify")
	build.Dir = root
	said, err := build.CombinedOutput()
	require.NoError(t, err, string(said))
	info, err := buildinfo.ReadFile(program)
	require.NoError(t, err)
	require.NotEmpty(t, info.Deps)

	modules, err := goModules(root)
	require.NoError(t, err)
	found := map[string]bool{}
	for _, c := range modules {
		found[c.name+" "+c.version] = true
	}
	require.True(t, found["standard library "+info.GoVersion])
	for _, m := range info.Deps {
		require.True(t, found[m.Path+" "+m.Version], m.Path)
	}
}

func TestModulesOfEachSystemAreFound(t *testing.T) {
	modules, err := goModules(root)
	require.NoError(t, err)
	var names []string
	for _, c := range modules {
		names = append(names, c.name)
	}
	require.Contains(t, names, "github.com/godbus/dbus/v5", "only Linux links it")
	require.Contains(t, names, "github.com/wailsapp/go-webview2", "only Windows links it")
	require.NotContains(t, names, "github.com/stretchr/testify", "only tests use it")
}

func TestTextsBesideCodeThatAModuleTookInAreFound(t *testing.T) {
	dir := t.TempDir()
	c := &component{kind: "Go module", name: "example.com/m", version: "v1.0.0", dir: dir, folders: []string{"inner/deep", "."}}
	for _, name := range []string{"LICENSE", "inner/COPYING.md", "inner/deep/license-2.0.txt", "NOTICE", "inner/license.go", "unlinked/LICENSE", "licensed.txt", "LICENSES/MIT.txt"} {
		put(t, filepath.Join(dir, name), "\ufeffwords \r\n")
	}
	require.NoError(t, c.readTexts())
	var found []string
	for _, text := range c.texts {
		found = append(found, text.path)
		require.Equal(t, "words", text.body())
	}
	require.Equal(t, []string{"LICENSE", "NOTICE", "inner/COPYING.md", "inner/deep/license-2.0.txt"}, found)
}

func TestATextInAnotherEncodingIsAnError(t *testing.T) {
	c := &component{kind: "Go module", name: "example.com/m", version: "v1.0.0", dir: t.TempDir(), folders: []string{"."}}
	put(t, filepath.Join(c.dir, "LICENSE"), "\xa9 someone")
	require.EqualError(t, c.readTexts(), "Go module example.com/m v1.0.0: LICENSE is not in UTF-8")
}

func TestWhatCannotBeReadLeavesTheFileThatWasThere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "notices.txt")
	put(t, path, "before")
	t.Chdir(t.TempDir()) // there is no source
	require.Error(t, write(path, asText))
	kept, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, "before", string(kept))
}

func TestAnErrorOfTheGoCommandSaysWhatItSaid(t *testing.T) {
	_, err := run(root, nil, "go", "list", "./no-such-folder")
	require.ErrorContains(t, err, "go list ./no-such-folder: exit status 1: ")
	require.ErrorContains(t, err, "no-such-folder")
}

func put(t *testing.T, path, content string) {
	t.Helper()
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(t, os.WriteFile(path, []byte(content), 0o644))
}
