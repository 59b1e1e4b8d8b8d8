package release

import (
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEachFactThatTheLinkerSetIsALineOfItsOwn(t *testing.T) {
	was := []string{version, commit, date}
	t.Cleanup(func() { version, commit, date = was[0], was[1], was[2] })
	version, commit, date = "v1.2.0", "0123456789abcdef", "2026-11-29T10:00:00Z"
	want := "daybook v1.2.0\ncommit 0123456789abcdef\ndate   2026-11-29T10:00:00Z\n" +
		"built  with " + runtime.Version() + " for " + runtime.GOOS + "/" + runtime.GOARCH + "\nWebKitGTK 2.50.0"
	require.Equal(t, want, Describe("daybook", "WebKitGTK 2.50.0"))
}

func TestABuildWithoutTheLinkersWordsIsADevelopersAndSaysNoMore(t *testing.T) {
	was := []string{version, commit, date}
	t.Cleanup(func() { version, commit, date = was[0], was[1], was[2] })
	version, commit, date = "", "", ""
	require.Equal(t, "dev", Version())
	require.Contains(t, Describe("daybook"), "daybook dev\n")
	require.NotContains(t, Describe("daybook"), "\n\n")
}
