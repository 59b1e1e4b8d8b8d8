package cli_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/cli"
	"daybook/backend/folder"
	"daybook/backend/keys/keystest"
)

// holdArchive is the variable that makes this test's program hold an archive
// open until its standard input ends, as another program would.
const holdArchive = "DAYBOOK_TEST_HOLDS"

func TestMain(m *testing.M) {
	dir := os.Getenv(holdArchive)
	if dir == "" {
		os.Exit(keystest.Run(m))
	}
	a, err := archive.Open(context.Background(), dir, archive.Options{Program: "daybook 2.0"})
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println("open")
	io.Copy(io.Discard, os.Stdin)
	a.Close()
}

func TestAnArchiveInUseIsRefusedWithItsHolder(t *testing.T) {
	s := newShell(t)
	s.archive()
	holder := exec.Command(os.Args[0])
	holder.Env = append(os.Environ(), holdArchive+"=a.daybook")
	stdin, err := holder.StdinPipe()
	require.NoError(t, err)
	stdout, err := holder.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, holder.Start())
	line, err := bufio.NewReader(stdout).ReadString('\n')
	require.NoError(t, err)
	require.Equal(t, "open\n", line)

	for _, args := range [][]string{
		{"search", "a.daybook"}, {"info", "a.daybook"}, {"import", "a.daybook", "activity.json"}, {"verify", "a.daybook"},
		{"export", "a.daybook", "--format", "csv", "-o", "x.csv"}, {"sample", "a.daybook"},
	} {
		said := s.fails(append(args, "--wait", "0")...)
		require.Contains(t, said, "daybook "+args[0]+": open a.daybook: daybook 2.0 (process ")
		require.Contains(t, said, fmt.Sprintf("process %d of ", holder.Process.Pid))
		require.Regexp(t, ` has had it open since \d+ [A-Z][a-z]+ \d{4}, \d\d:\d\d:\d\d \(UTC[+-]\d\d:\d\d\); close it there and try again, or wait for that: --wait 10m\n$`, said)
	}
	require.NoFileExists(t, "x.csv")

	// A command with --wait gets the archive when the other program releases
	// it.
	done := make(chan result)
	go func() { done <- s.run("info", "a.daybook", "--wait", "5m") }()
	require.NoError(t, stdin.Close())
	require.NoError(t, holder.Wait())
	require.Equal(t, cli.Done, (<-done).code)
}

func TestWaitingForAnArchiveCanBeStopped(t *testing.T) {
	s := newShell(t)
	s.archive()
	a, err := archive.Open(s.ctx, "a.daybook", archive.Options{})
	require.NoError(t, err)
	defer a.Close()
	ctx, cancel := context.WithCancel(s.ctx)
	s.ctx = ctx
	time.AfterFunc(10*time.Millisecond, cancel)
	require.Equal(t, "daybook info: stopped\n", s.fails("info", "a.daybook", "--wait", "24h"))
}

func TestANewerArchiveIsRefusedWithBothNumbers(t *testing.T) {
	s := newShell(t)
	s.archive()
	data, err := os.ReadFile(filepath.Join("a.daybook", "archive.json"))
	require.NoError(t, err)
	was, is := fmt.Sprintf(`"format": %d`, folder.Format), fmt.Sprintf(`"format": %d`, folder.Format+1)
	require.Contains(t, string(data), was)
	for _, name := range []string{"archive.json", "archive.copy"} {
		require.NoError(t, os.WriteFile(filepath.Join("a.daybook", name), []byte(strings.Replace(string(data), was, is, 1)), 0o600))
	}
	said := s.fails("search", "a.daybook")
	require.Contains(t, said, fmt.Sprintf("its format is %d and this program reads format %d; use a newer Daybook", folder.Format+1, folder.Format))
}

// flip changes a bit of a file of an archive, at that part of its length.
func flip(t *testing.T, pattern string, part float64) {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	require.NoError(t, err)
	require.NotEmpty(t, paths, pattern)
	info, err := os.Stat(paths[0])
	require.NoError(t, err)
	require.NoError(t, os.Chmod(paths[0], 0o600))
	f, err := os.OpenFile(paths[0], os.O_RDWR, 0)
	require.NoError(t, err)
	defer f.Close()
	at := int64(part * float64(info.Size()))
	var b [1]byte
	_, err = f.ReadAt(b[:], at)
	require.NoError(t, err)
	b[0] ^= 4
	_, err = f.WriteAt(b[:], at)
	require.NoError(t, err)
	require.NoError(t, os.Chmod(paths[0], 0o400))
}

func TestDamageToDerivedFilesIsRepairedBeforeAnAnswer(t *testing.T) {
	for _, file := range []string{"descriptions", "ids", "columns", "index/*/*.zap"} {
		t.Run(file, func(t *testing.T) {
			s := newShell(t)
			s.does("sample", "s.daybook", "--events", "5000")
			before := s.found("s.daybook", "webhook", "--facets")
			flip(t, filepath.Join("s.daybook", "segments", "*", filepath.FromSlash(file)), 0.3)
			r := s.run("search", "s.daybook", "webhook", "--facets", "--json")
			require.Equal(t, cli.Done, r.code, "%s", r.err)
			require.Regexp(t, `^daybook search: found damaged, built again: segments/\d+/`+strings.ReplaceAll(file, "*", "[^:]*")+`: .*\n$`, r.err)
			after := decode[searchLine](t, r.out)
			before.Took, after.Took = 0, 0
			require.Equal(t, before, after)
			verified := decode[verifyLine](t, s.does("verify", "s.daybook", "--json"))
			require.True(t, verified.OK)
			require.Len(t, verified.Notes, 1)
			require.Contains(t, verified.Notes[0], "found damaged, built again")
			require.Contains(t, s.does("journal", "s.daybook"), "Found damaged, built again: segments/")
		})
	}
}

func TestDamageToEventsIsSaidAndTheRestAnswered(t *testing.T) {
	s := newShell(t)
	s.does("sample", "s.daybook", "--events", "20000")
	flip(t, filepath.Join("s.daybook", "segments", "*", "events", "*.sst"), 0.01)

	r := s.run("search", "s.daybook", "--json", "nothing_that_is_there")
	require.Equal(t, cli.Failed, r.code)
	require.Zero(t, decode[searchLine](t, r.out).Total)
	require.Regexp(t, `^daybook search: the archive is damaged: segments/\d+/events/\d+\.sst: .*; what can be read is answered; for all that is wrong: daybook verify s\.daybook\n$`, r.err)

	r = s.run("search", "s.daybook") // a page with events that cannot be read
	require.Equal(t, cli.Failed, r.code)
	require.Contains(t, r.out, "DAMAGED, cannot be shown\n")
	require.Contains(t, r.out, "1–200 of 20,000 events, page 1 of 100\n")
	require.Contains(t, r.err, "the archive is damaged: ")
	require.Regexp(t, `daybook search: \d+ events? of this page cannot be shown; the first: read event number \d+ \(2026-.*Z, \w+\.\w+, .+\) of segment \d+: damaged`, r.err)
	r = s.run("search", "s.daybook", "--json")
	require.Equal(t, cli.Failed, r.code)
	page := decode[searchLine](t, r.out)
	require.NotEmpty(t, page.Damaged)
	require.Len(t, page.Events, 200-len(page.Damaged))

	r = s.run("export", "s.daybook", "--format", "csv")
	require.Equal(t, cli.Failed, r.code)
	require.Contains(t, r.err, "event number ")
	require.Contains(t, r.err, "; nothing was written: import the original files again to heal what is damaged, or ask for other events\n")
	require.NoFileExists(t, "activity.csv", "an export is complete or absent")

	r = s.run("verify", "s.daybook")
	require.Equal(t, cli.Failed, r.code)
	require.Contains(t, r.out, "Not as it was written: ")
	require.Equal(t, 1, strings.Count(r.out, ".sst"), "each file once")
	require.Regexp(t, `\nOf 20,000 events, \d+ cannot be read\.\n$`, r.out)
	require.Equal(t, 1, strings.Count(r.err, "\n"))
	r = s.run("verify", "s.daybook", "--json")
	require.Equal(t, cli.Failed, r.code)
	verified := decode[verifyLine](t, r.out)
	require.False(t, verified.OK)
	require.NotEmpty(t, verified.Problems)
	require.Equal(t, 20_000, verified.Events+verified.Unread)
}

func TestAnArchiveTooDamagedToOpenIsAVerdictOfVerify(t *testing.T) {
	s := newShell(t)
	s.archive()
	flip(t, filepath.Join("a.daybook", "archive.json"), 0.5)
	flip(t, filepath.Join("a.daybook", "archive.copy"), 0.5)
	require.Contains(t, s.fails("info", "a.daybook"), "; restore the archive from a copy of the whole folder")
	r := s.run("verify", "a.daybook", "--json")
	require.Equal(t, cli.Failed, r.code)
	verified := decode[verifyLine](t, r.out)
	require.False(t, verified.OK)
	require.Len(t, verified.Problems, 1)
	require.Contains(t, verified.Problems[0], "archive.json")
}

func TestWhatIsAskedForAndNotThereIsSaid(t *testing.T) {
	s := newShell(t)
	s.archive()
	for _, c := range []struct {
		flags []string
		said  string
	}{
		{[]string{"--import", "7"}, `there is no import 7; "daybook info" lists the imports`},
		{[]string{"--import", "1", "--import", "9"}, `there is no import 9; "daybook info" lists the imports`},
		{[]string{"--member", "ana"}, `no event has the member "ana"; the flag wants all of it, and to look for a part write it as QUERY: member:ana`},
		{[]string{"--member", "sistem"}, `no event has the member "sistem"; did you mean "system"?`},
		{[]string{"--category", "nope"}, `no event has the category "nope"; the flag wants all of it, and to look for a part write it as QUERY: category:nope`},
		{[]string{"--action", "webhook.delivred"}, `no event has the action "webhook.delivred"; did you mean "webhook.delivered"?`},
	} {
		r := s.run(append([]string{"search", "a.daybook"}, c.flags...)...)
		require.Equal(t, cli.Done, r.code)
		require.Equal(t, "daybook search: hint: "+c.said+"\n", r.err, "%v", c.flags)
		r = s.run(append([]string{"export", "a.daybook", "--format", "csv", "-o", "-"}, c.flags...)...)
		require.Equal(t, cli.Done, r.code)
		require.Contains(t, r.err, "daybook export: hint: "+c.said+"\n", "%v", c.flags)
		r = s.run(append([]string{"export", "a.daybook", "--format", "bundle", "--case", "C", "--purpose", "P", "--recipient", "R", "--force"}, c.flags...)...)
		require.Contains(t, r.err, "daybook export: hint: "+c.said+"\n", "%v", c.flags)
	}
	r := s.run("search", "a.daybook", "--import", "1", "--member", "system", "--category", "webhook", "--action", "webhook.delivered", "nothing-like-it")
	require.Empty(t, r.err)
	require.Contains(t, r.out, "No event matches")
}

func TestDatesThatLeaveNothingOrMeanTwoTimesAreSaid(t *testing.T) {
	s := newShell(t)
	s.archive()
	r := s.run("search", "a.daybook", "--after", "2026-04-01", "before:2026-03-01")
	require.Equal(t, "daybook search: hint: no event can match: the dates have no time in common\n", r.err)
	r = s.run("search", "a.daybook", "--zone", "america/new_york", "--after", "2026-11-01T01:30")
	require.Equal(t, "daybook search: hint: clocks in America/New_York show 2026-11-01T01:30 twice: it is the first time that is meant; for the second write 2026-11-01T01:30-05:00\n", r.err)
}

func TestAFileThatCannotBeReadIsNamedOnce(t *testing.T) {
	s := newShell(t)
	s.archive()
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	for i := range 20_000 { // more than the bytes that identify the kind of file
		fmt.Fprintf(z, `{"event_id":"%x","actor":"system","category":"webhook","action":"delivered","description":"%x","timestamp":"2026-08-01T23:30:00Z"}`+"\n", sha256.Sum256([]byte{byte(i), byte(i >> 8)}), i*i)
	}
	require.NoError(t, z.Close())
	s.write("trunc.gz", packed.String()[:packed.Len()-9])
	require.Equal(t, "daybook import: import trunc.gz: its packed data is cut short\n", s.fails("import", "a.daybook", "trunc.gz"))
}
