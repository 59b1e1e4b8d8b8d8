package main

import (
	"debug/buildinfo"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A made-up page with its notices and bill: it has parts of the packages react and
// @scope/font.
type fixture struct{ notices, sbom, frontend, page string }

func put(t *testing.T, path, content string) {
	t.Helper()
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(t, os.WriteFile(path, []byte(content), 0o644))
}

func lay(t *testing.T) fixture {
	dir := t.TempDir()
	f := fixture{filepath.Join(dir, "notices.txt"), filepath.Join(dir, "sbom.json"), filepath.Join(dir, "frontend"), filepath.Join(dir, "page")}
	put(t, filepath.Join(f.frontend, "package-lock.json"), `{"packages": {"": {}, "node_modules/react": {"version": "1.0.0"}, "node_modules/@scope/font": {"version": "2.0.0"},
		"node_modules/rolldown": {"version": "3.0.0"}}}`)
	put(t, filepath.Join(f.frontend, "node_modules/@scope/font/files/font.woff2"), "a font")
	put(t, filepath.Join(f.frontend, "public/icon.svg"), "Daybook's own")
	put(t, filepath.Join(f.page, "index.html"), "<html>")
	put(t, filepath.Join(f.page, "assets/index.js"), "code\n//# sourceMappingURL=index.js.map")
	put(t, filepath.Join(f.page, "assets/index.js.map"), `{"sources": ["../../frontend/src/main.tsx", "../../node_modules/react/index.js"]}`)
	put(t, filepath.Join(f.page, "assets/font-1a2b.woff2"), "a font")
	put(t, filepath.Join(f.page, "icon.svg"), "Daybook's own")
	return f
}

// say writes notices and a bill that name these.
func (f fixture) say(t *testing.T, notices []string, sbom string) {
	put(t, f.notices, "Words\n\nGo\n  "+strings.Join(notices, ": MIT [1]\n  ")+": MIT [1]\n\n===\n  react 1.0.0: named in a text, which is not the list\n")
	put(t, f.sbom, sbom)
}

func TestPackagesOfThePageAreKnownByMapsAndByFilesThatArePassedOn(t *testing.T) {
	f := lay(t)
	inside, err := packages(f.frontend, f.page)
	require.NoError(t, err)
	require.Equal(t, []string{"npm @scope/font 2.0.0", "npm react 1.0.0"}, inside)

	put(t, filepath.Join(f.page, "assets/rolldown-runtime-1.js"), "helpers")
	inside, err = packages(f.frontend, f.page)
	require.NoError(t, err)
	require.Contains(t, inside, "npm rolldown 3.0.0")
}

func TestWhatInThePageIsOfUnknownOriginIsAnError(t *testing.T) {
	for path, c := range map[string]struct{ content, want string }{
		"assets/other.js":       {"code", "other.js has no source map to say what is in it"},
		"assets/image.png":      {"an image", "image.png is in the page, but neither Daybook's nor of a package"},
		"assets/a.js.map":       {`{"sources": ["../elsewhere/x.js"]}`, "names the source ../elsewhere/x.js, which is of no package and not Daybook's"},
		"assets/b.js.map":       {`{"sources": ["../node_modules/gone/x.js"]}`, "the page has something of gone, which the lock file does not name"},
		"assets/c.js.map":       {`{`, "c.js.map: unexpected end of JSON input"},
		"../page/assets/d.woff": {"another font", "d.woff is in the page, but neither Daybook's nor of a package"},
	} {
		f := lay(t)
		put(t, filepath.Join(f.page, path), c.content)
		_, err := packages(f.frontend, f.page)
		require.ErrorContains(t, err, c.want)
	}
}

func TestAPageThatWasNotBuiltIsAnError(t *testing.T) {
	f := lay(t)
	require.NoError(t, os.RemoveAll(f.page))
	put(t, filepath.Join(f.page, ".gitkeep"), "")
	_, err := packages(f.frontend, f.page)
	require.EqualError(t, err, "no package is in the page: it was not built")
}

func TestWhatIsInsideButNotNamedIsAnErrorThatNamesIt(t *testing.T) {
	program, err := os.Executable()
	require.NoError(t, err)
	info, err := buildinfo.ReadFile(program)
	require.NoError(t, err)
	named := []string{"standard library " + info.GoVersion, "react 1.0.0", "@scope/font 2.0.0"}
	components := []string{
		`{"name": "std", "version": "` + info.GoVersion + `", "purl": "pkg:golang/std", "licenses": [{"expression": "MIT"}]}`,
		`{"name": "react", "version": "1.0.0", "purl": "pkg:npm/react@1.0.0", "licenses": [{"expression": "MIT"}]}`,
		`{"name": "@scope/font", "version": "2.0.0", "purl": "pkg:npm/%40scope/font@2.0.0", "licenses": [{"expression": "MIT"}]}`,
	}
	for _, m := range info.Deps {
		named = append(named, m.Path+" "+m.Version)
		components = append(components, `{"name": "`+m.Path+`", "version": "`+m.Version+`", "purl": "pkg:golang/x", "licenses": [{"expression": "MIT"}]}`)
	}
	f := lay(t)
	try := func(notices, components []string) error {
		f.say(t, notices, `{"components": [`+strings.Join(components, ", ")+`]}`)
		return check(f.notices, f.sbom, f.frontend, f.page, []string{program})
	}
	require.NoError(t, try(named, components))
	for i := range named {
		less := append(append([]string{}, named[:i]...), named[i+1:]...)
		require.ErrorContains(t, try(less, components), "the notices do not name ")
		fewer := append(append([]string{}, components[:i]...), components[i+1:]...)
		require.ErrorContains(t, try(named, fewer), "the bill of materials does not name ")
	}
	components[1] = `{"name": "react", "version": "1.0.0", "purl": "pkg:npm/react@1.0.0"}`
	require.ErrorContains(t, try(named, components), "does not name npm react 1.0.0, which is in the page", "without a licence it does not count")
}

func TestAProgramThatGoDidNotBuildIsAnError(t *testing.T) {
	f := lay(t)
	f.say(t, nil, "{}")
	require.ErrorContains(t, check(f.notices, f.sbom, f.frontend, f.page, []string{f.notices}), f.notices+": ")
}
