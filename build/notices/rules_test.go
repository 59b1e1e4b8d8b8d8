package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// under is a component whose file LICENSE is of the licences with these ids.
func under(name string, ids ...string) *component {
	c := &component{kind: "Go module", name: name, version: "v1.0.0"}
	one := &text{path: "LICENSE", lines: []string{"the terms"}}
	for _, id := range ids {
		one.licenses = append(one.licenses, span{id, 1, 1})
	}
	c.texts = []*text{one}
	return c
}

func TestALicenceThatIsNotOnTheListIsAnErrorThatNamesWhoHasIt(t *testing.T) {
	err := judge([]*component{under("good", "MIT", "Apache-2.0"), under("bad", "MIT", "AGPL-3.0")}, nil)
	require.EqualError(t, err, "what is inside may not be shipped like this:\n\tGo module bad v1.0.0 is under AGPL-3.0, which is not on the list of licences that may be shipped")
}

func TestATextOfNoKnownLicenceAndNoTextAtAllAreErrors(t *testing.T) {
	bare := under("bare")
	bare.texts = nil
	noticed := under("noticed")
	noticed.texts[0].path = "NOTICE"
	err := judge([]*component{under("odd"), bare, noticed}, nil)
	require.EqualError(t, err, "what is inside may not be shipped like this:\n\tGo module odd v1.0.0: LICENSE is of no known licence\n\t"+
		"Go module bare v1.0.0 has no licence text\n\tGo module noticed v1.0.0 has no licence text")
}

func TestAPackageWhoseTextIsNotWhatItDeclaresIsAnError(t *testing.T) {
	c := under("two-faced", "MIT")
	c.declared = "(MIT OR GPL-2.0-only)"
	require.ErrorContains(t, judge([]*component{c}, nil), "Go module two-faced v1.0.0 says that it is under GPL-2.0-only, but has no such text")
}

func TestAnExceptionLetsOneLicenceOfOneComponentPass(t *testing.T) {
	let := []exception{{component: "Go module odd", license: "MPL-2.0", why: "it is shipped as it is, with its source beside it"}}
	require.NoError(t, judge([]*component{under("odd", "MPL-2.0")}, let))
	require.Error(t, judge([]*component{under("odd", "MPL-2.0"), under("other", "MPL-2.0")}, let))
	require.Error(t, judge([]*component{under("odd", "MPL-2.0", "GPL-3.0")}, let))
}

func TestAnExceptionGivesAComponentWithoutATextThatOfAnother(t *testing.T) {
	bare := under("bare")
	bare.texts = nil
	let := []exception{{"Go module bare", "MIT", "Go module whole", "they are one project"}}
	require.NoError(t, judge([]*component{bare, under("whole", "MIT")}, let))
	require.Equal(t, "MIT", bare.expression())
}

func TestAnExceptionThatIsOfNoUseIsAnError(t *testing.T) {
	for name, let := range map[string]exception{
		"the exception for Go module gone is of no use any more":                                {component: "Go module gone", license: "MIT"},
		"Go module good v1.0.0 has nothing under MPL-2.0, so its exception is of no use":        {component: "Go module good", license: "MPL-2.0"},
		"Go module good v1.0.0 has a text of its own, so its exception is of no use any more":   {component: "Go module good", license: "MIT", textOf: "Go module other"},
		"Go module bare v1.0.0 is to have the text of Go module gone, which is not inside\n\tG": {component: "Go module bare", license: "MIT", textOf: "Go module gone"},
	} {
		bare := under("bare")
		bare.texts = nil
		let.why = "there was a reason"
		require.ErrorContains(t, judge([]*component{under("good", "MIT"), under("other", "MIT"), bare}, []exception{let}), name)
	}
}

func TestEachExceptionSaysWhy(t *testing.T) {
	for _, e := range exceptions {
		require.NotEmpty(t, e.why, e.component)
	}
}

// The classifier's own texts serve as those of a module under the GNU GPL.
func TestTheTextOfALicenceThatMayNotBeShippedIsKnown(t *testing.T) {
	out, err := run(filepath.Join(root, "build/notices/classify"), nil, "go", "list", "-m", "-f", "{{.Dir}}", "github.com/google/licenseclassifier/v2")
	require.NoError(t, err)
	for _, id := range []string{"GPL-3.0", "AGPL-3.0", "SSPL-1.0", "MPL-2.0"} {
		texts, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(out)), "assets/License", id, "*.txt"))
		require.NoError(t, err)
		require.NotEmpty(t, texts, id)
		raw, err := os.ReadFile(texts[0])
		require.NoError(t, err)
		c := &component{kind: "Go module", name: "example.com/m", version: "v1.0.0", dir: t.TempDir(), folders: []string{"."}}
		put(t, filepath.Join(c.dir, "LICENSE"), string(raw))
		require.NoError(t, c.readTexts())
		require.NoError(t, classify(root, []*component{c}))
		require.ErrorContains(t, judge([]*component{c}, nil), "is under "+id)
	}
}
