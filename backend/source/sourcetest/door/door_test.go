package door_test

import (
	"os"
	"strings"
	"testing"

	"daybook/backend/source/sourcetest"
	"daybook/backend/source/sourcetest/door"

	"github.com/stretchr/testify/require"
)

// It is in no list, so that Golden cannot read whole files of it.
func FuzzRecord(f *testing.F) { sourcetest.Fuzz(f, door.Source) }

func TestTheExampleInCONTRIBUTINGIsThisSource(t *testing.T) {
	text, err := os.ReadFile("../../../../CONTRIBUTING.md")
	require.NoError(t, err)
	for _, name := range []string{"door.go", "testdata/log.json", "testdata/log.csv"} {
		own, err := os.ReadFile(name)
		require.NoError(t, err)
		_, code, ok := strings.Cut(string(own), "package door\n") // without its doc
		if !ok {
			code = string(own)
		}
		require.Contains(t, string(text), code, name)
	}
}
