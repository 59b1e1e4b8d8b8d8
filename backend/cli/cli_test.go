package cli_test

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/cli"
)

// A result is the result of a run of the program.
type result struct {
	code     int
	out, err string
}

// A shell runs the program in a folder of its own.
type shell struct {
	t     *testing.T
	dir   string
	width int // of the terminal that output goes to; 0 for none
	ctx   context.Context
	now   time.Time
	stdin io.Reader
}

// newShell makes an empty folder the current folder.
func newShell(t *testing.T) *shell {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	require.NoError(t, err)
	t.Chdir(dir)
	t.Setenv("TERM", "xterm") // without a terminal the tests may inherit "dumb"
	return &shell{t: t, dir: dir, ctx: context.Background(), now: someDay}
}

var someDay = time.Date(2026, 11, 22, 18, 40, 0, 0, time.UTC)

func (s *shell) run(args ...string) result {
	s.t.Helper()
	var out, err strings.Builder
	code := cli.Main(s.ctx, args, s.env(&out, &err))
	return result{code, out.String(), err.String()}
}

func (s *shell) env(out, err io.Writer) cli.Env {
	return cli.Env{
		Stdin: s.stdin, Stdout: out, Stderr: err, Program: "daybook 1.0", Build: "daybook 1.0\ncommit 0123456",
		Now:   func() time.Time { return s.now },
		Width: func(io.Writer) int { return s.width },
	}
}

// window returns the function that opens a window; it only records the path.
func (s *shell) window(opened *[]string) func(context.Context, string) error {
	return func(_ context.Context, path string) error {
		*opened = append(*opened, path)
		return nil
	}
}

// does runs a command that must succeed, and returns its output.
func (s *shell) does(args ...string) string {
	s.t.Helper()
	r := s.run(args...)
	require.Equal(s.t, cli.Done, r.code, "%v: %s", args, r.err)
	return r.out
}

// fails runs a command that must fail with a single line, and returns that
// line.
func (s *shell) fails(args ...string) string {
	s.t.Helper()
	r := s.run(args...)
	require.Equal(s.t, cli.Failed, r.code, "%v: %s%s", args, r.out, r.err)
	require.Equal(s.t, 1, strings.Count(r.err, "\n"), "%v: %s", args, r.err)
	return r.err
}

// misuses runs a wrong command line, and returns the message about it.
func (s *shell) misuses(args ...string) string {
	s.t.Helper()
	r := s.run(args...)
	require.Equal(s.t, cli.Misuse, r.code, "%v: %s%s", args, r.out, r.err)
	require.Empty(s.t, r.out)
	first, second, _ := strings.Cut(r.err, "\n")
	require.Regexp(s.t, `^Run "daybook help( [a-z-]+)?" to see how it is used\.\n$`, second, "%v", args)
	return first
}

// write writes a file.
func (s *shell) write(name, content string) string {
	s.t.Helper()
	require.NoError(s.t, os.WriteFile(name, []byte(content), 0o600))
	return name
}

// decode reads a line of JSON whose fields must all be fields of T.
func decode[T any](t *testing.T, line string) T {
	t.Helper()
	require.Equal(t, 1, strings.Count(line, "\n"), "%s", line)
	var v T
	d := json.NewDecoder(strings.NewReader(line))
	d.DisallowUnknownFields()
	require.NoError(t, d.Decode(&v), "%s", line)
	return v
}

// fields returns the names in a JSON object, in order.
func fields(t *testing.T, object string) []string {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(object))
	_, err := d.Token()
	require.NoError(t, err)
	var names []string
	for d.More() {
		name, err := d.Token()
		require.NoError(t, err)
		names = append(names, name.(string))
		var value json.RawMessage
		require.NoError(t, d.Decode(&value))
	}
	return names
}

// events are some events of the feed, in the form of an export.
const events = `[
{"event_id":"evt_01","actor":"ana.moreau@northwind.com","category":"api_key","action":"created","description":"API key \"key-name\" (bye_5fa9c...) was created","timestamp":"2026-08-01T09:00:00Z"},
{"event_id":"evt_02","actor":"system","category":"webhook","action":"delivered","description":"Webhook delivered: generation.completed","timestamp":"2026-08-01T23:30:00.25Z"},
{"event_id":"evt_03","actor":"system","category":"webhook","action":"disabled","description":"Webhook endpoint was temporarily disabled","timestamp":"2026-08-02T17:39:42Z"},
{"event_id":"evt_04","actor":"dmitri.chen@northwind.com","category":"credit","action":"charge","description":"Charged 0.004 credits for bfl/flux-schnell","timestamp":"2026-08-03T08:00:00Z"},
{"event_id":"evt_05","actor":"system","category":"domain","action":"domain_removed","description":"Custom domain removed: api.example.com","timestamp":"2026-08-03T08:00:01Z"}
]`

// archive makes an archive of events.
func (s *shell) archive() string {
	s.t.Helper()
	s.does("new", "a.daybook")
	s.does("import", "a.daybook", s.write("activity.json", events))
	return "a.daybook"
}

var volatile = []struct {
	is *regexp.Regexp
	as string
}{
	{regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`), "ARCHIVE-ID"},
	{regexp.MustCompile(`\+[0-9a-f]{8}\+[A-Za-z0-9+/=]{44}`), "+KEY"},
	{regexp.MustCompile(`— daybook/ARCHIVE-ID [A-Za-z0-9+/=]+`), "— daybook/ARCHIVE-ID SIGNATURE"},
	{regexp.MustCompile(`\bkey        [0-9a-f]{8}`), "key        KEY-ID"},
	{regexp.MustCompile(`the key [0-9a-f]{8}`), "the key KEY-ID"},
	{regexp.MustCompile(`("lines":[0-9]+,"sha256"|"prev"|"report_sha256"):"[0-9a-f]{64}"`), `$1:"HASH"`},
	{regexp.MustCompile(`"mark":"[0-9a-f]{8}-[0-9a-f]{64}"`), `"mark":"MARK"`},
	{regexp.MustCompile(`journal ([0-9]+) [A-Za-z0-9+/]{43}=`), "journal $1 HASH"},
	{regexp.MustCompile(`((?:Root:|, root) )[0-9a-f]{64}`), "${1}ROOT"},
	{regexp.MustCompile(`("(?:now_)?root"):"[0-9a-f]{64}"`), `$1:"ROOT"`},
	{regexp.MustCompile(`(daybook/ARCHIVE-ID(?:\\n|\n)[0-9]+(?:\\n|\n))[A-Za-z0-9+/]{43}=`), "${1}ROOT"},
	{regexp.MustCompile(`(?m)^([0-9]+  [-0-9]+ [:0-9]+  ).* with`), "${1}USER with"},
	{regexp.MustCompile(`(?m)^(import [0-9]+  [-0-9]+ [:0-9]+  ).*$`), "${1}USER"},
	{regexp.MustCompile(`"local":"[^"]*"`), `"local":"LOCAL"`},
	{regexp.MustCompile(`[0-9.]+ [kM]B in`), "SIZE in"},
	{regexp.MustCompile(`, by .* with`), ", by USER with"},
	{regexp.MustCompile(`(placed [-0-9: ]+) by .*`), "$1 by USER"},
	{regexp.MustCompile(`"by":"[^"]*"`), `"by":"USER"`},
	{regexp.MustCompile(`"took_ms":[0-9.]+`), `"took_ms":TOOK`},
	{regexp.MustCompile(`"bytes":[0-9]+`), `"bytes":SIZE`},
	{regexp.MustCompile(`"user":"[^"]*"`), `"user":"USER"`},
	{regexp.MustCompile(`go1\.[^)]*`), "GO"},
}

func TestTheWindowIsOpenedWithNothingOrWithAPath(t *testing.T) {
	there := filepath.Join(t.TempDir(), "import") // the name of a command, but with its folder
	require.NoError(t, os.Mkdir(there, 0o700))
	for line, want := range map[string]string{"": "", "a.daybook": "a.daybook", "x/y": "x/y", there: there} {
		opened := []string{}
		code := cli.Main(t.Context(), strings.Fields(line), cli.Env{Stdout: io.Discard, Stderr: io.Discard, Program: "daybook test",
			Window: func(_ context.Context, path string) error { opened = append(opened, path); return nil }})
		require.Zero(t, code, line)
		require.Equal(t, []string{want}, opened, line)
	}
	for _, args := range [][]string{{"-x"}, {"nonsense"}, {"a.daybook", "more"}, {"info"}, {"help"}} {
		cli.Main(t.Context(), args, cli.Env{Stdout: io.Discard, Stderr: io.Discard, Program: "daybook test",
			Window: func(context.Context, string) error { require.Fail(t, "opened", args); return nil }})
	}
	var errors strings.Builder
	code := cli.Main(t.Context(), nil, cli.Env{Stdout: io.Discard, Stderr: &errors, Program: "daybook test",
		Window: func(context.Context, string) error { return io.ErrUnexpectedEOF }})
	require.Equal(t, 1, code)
	require.Contains(t, errors.String(), "unexpected EOF")
}
