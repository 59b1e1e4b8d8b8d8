package window

import (
	"flag"
	"os"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// generated is the declaration of this package's types for the page.
const generated = "../../frontend/src/api/types.ts"

var update = flag.Bool("update", false, "write "+generated+" anew")

// The types that travel between page and program are declared once, here in Go.
//
//go:generate go test -run ^TestThePageKnowsTheTypesOfThisPackage$ . -update
func TestThePageKnowsTheTypesOfThisPackage(t *testing.T) {
	want, err := typeScript(".")
	require.NoError(t, err)
	if *update {
		require.NoError(t, os.WriteFile(generated, []byte(want), 0o644))
	}
	got, err := os.ReadFile(generated)
	require.NoError(t, err)
	require.Equal(t, want, string(got), "run: go generate ./backend/window")
}

func TestWhatDoesNotReachThePageAsItIsIsRefused(t *testing.T) {
	type named string
	for _, of := range []reflect.Type{
		reflect.TypeFor[map[string]int](), reflect.TypeFor[[]byte](), reflect.TypeFor[time.Time](), reflect.TypeFor[any](), reflect.TypeFor[[]*Hit](),
		reflect.TypeFor[named](), reflect.TypeFor[struct{ A int }](), reflect.TypeFor[Window](),
	} {
		w := &writer{source: &source{}, seen: map[reflect.Type]string{}}
		w.typed(of)
		require.Error(t, w.err, of)
	}
}
