package cli_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"daybook/backend/cli"
)

// onlyRead mounts a folder in its own place, read-only.
func onlyRead(t *testing.T, dir string) {
	t.Helper()
	err := unix.Mount(dir, dir, "", unix.MS_BIND, "")
	if errors.Is(err, unix.EPERM) || errors.Is(err, unix.EACCES) {
		t.Skipf("a disk that is only read must be mounted, which this user or system may not: %v", err)
	}
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, unix.Unmount(dir, unix.MNT_DETACH)) })
	require.NoError(t, unix.Mount("", dir, "", unix.MS_BIND|unix.MS_REMOUNT|unix.MS_RDONLY, ""))
}

// TestAnArchiveThatIsOnlyReadAnswersAndRefusesChanges has the archive on a disk that is
// mounted read-only.
func TestAnArchiveThatIsOnlyReadAnswersAndRefusesChanges(t *testing.T) {
	s := newShell(t)
	s.archive()
	total := s.found("a.daybook").Total
	onlyRead(t, "a.daybook")
	const why = "it is on a disk that is only read"
	r := s.run("search", "a.daybook", "--json")
	require.Equal(t, cli.Done, r.code)
	require.Equal(t, total, decode[searchLine](t, r.out).Total)
	require.Equal(t, "daybook search: the archive is read-only: "+why+"; nothing is written there: searching, verifying and exporting work, importing, purging, holds and plans do not\n", r.err)
	require.Contains(t, s.run("info", "a.daybook").out, "  read-only  "+why)
	require.Contains(t, s.run("verify", "a.daybook").out, "The journal has no line of this: the archive is read-only, "+why)
	require.Equal(t, why, decode[verifyLine](t, s.does("verify", "a.daybook", "--json")).ReadOnly)
	r = s.run("export", "a.daybook", "--format", "csv")
	require.Equal(t, cli.Done, r.code)
	require.Contains(t, r.err, "the archive's journal has no line of this: it is read-only, "+why)
	r = s.run("export", "a.daybook", "--format", "bundle", "--case", "C", "--purpose", "P", "--recipient", "R")
	require.Equal(t, cli.Done, r.code, "%s", r.err)
	require.Contains(t, r.err, "the archive's journal has no line of this, as the bundle says")
	require.Contains(t, s.run("verify-bundle", "evidence.zip").out, "That the journal of the archive has a line of this bundle: it has none")
	s.write("one.json", events)
	for _, args := range [][]string{
		{"import", "a.daybook", "one.json"}, {"hold", "a.daybook", "--reason", "r"}, {"plan", "a.daybook", "pro", "--yes"},
	} {
		r = s.run(args...)
		require.Equal(t, cli.Failed, r.code, "%v: %s", args, r.out)
		require.Contains(t, r.err, "the archive is read-only ("+why+"); searching, verifying and exporting work", "%v", args)
		require.NotContains(t, r.out, "Placed", "%v", args)
	}
	require.Zero(t, strings.Count(s.run("journal", "a.daybook").out, "Exported"))
	require.Contains(t, s.fails("check-file", "a.daybook", "activity.csv", "-q"), "or it was exported where the archive could only be read")

	// A file of events carries no signature, so exporting from a copy needs no key.
	t.Setenv("DAYBOOK_CONFIG", t.TempDir())
	require.Contains(t, s.run("export", "a.daybook", "--format", "json", "--force").err, "daybook export: wrote ")
	refused := s.fails("export", "a.daybook", "--format", "bundle", "--force", "-q")
	require.Contains(t, refused, "its key cannot be used on this computer")
	require.NotContains(t, refused, "daybook key", "no new one can be made there")
}
