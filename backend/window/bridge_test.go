package window

import (
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// generated is the declaration of this package's types for the page.
const generated = "../../frontend/src/api/types"

var update = flag.Bool("update", false, "write "+generated+" anew")

// The types that travel between page and program are declared once, here in Go.
//
//go:generate go test -run ^TestThePageKnowsTheTypesOfThisPackage$ . -update
func TestThePageKnowsTheTypesOfThisPackage(t *testing.T) {
	want, err := typeScript(".")
	require.NoError(t, err)
	if *update {
		require.NoError(t, os.RemoveAll(generated))
		require.NoError(t, os.Mkdir(generated, 0o755))
		for name, text := range want {
			require.NoError(t, os.WriteFile(filepath.Join(generated, name), []byte(text), 0o644))
		}
	}
	names, err := filepath.Glob(filepath.Join(generated, "*"))
	require.NoError(t, err)
	got := make(map[string]string)
	for _, name := range names {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		got[filepath.Base(name)] = string(text)
	}
	require.Equal(t, want, got, "run: go generate ./backend/window")
}

func TestWhatDoesNotReachThePageAsItIsIsRefused(t *testing.T) {
	type named string
	for _, of := range []reflect.Type{
		reflect.TypeFor[map[string]int](), reflect.TypeFor[[]byte](), reflect.TypeFor[time.Time](), reflect.TypeFor[any](), reflect.TypeFor[[]*Hit](),
		reflect.TypeFor[named](), reflect.TypeFor[struct{ A int }](), reflect.TypeFor[Window](),
	} {
		w := newWriter(&source{})
		w.typed(of)
		require.Error(t, w.err, of)
	}
}
