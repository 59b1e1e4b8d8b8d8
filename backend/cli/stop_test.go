package cli_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/cli"
)

// A watcher is a terminal that acts when it is written to.
type watcher struct {
	bytes.Buffer
	then func(line string)
}

func (w *watcher) Write(p []byte) (int, error) {
	n, err := w.Buffer.Write(p)
	w.then(string(p))
	return n, err
}

// contents returns the paths below dir, with the sizes of files.
func contents(t *testing.T, dir string) map[string]int64 {
	t.Helper()
	all := make(map[string]int64)
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || filepath.Base(path) == "LOCK" {
			return err
		}
		info, err := d.Info()
		if !d.IsDir() {
			all[path] = info.Size()
		} else {
			all[path] = -1
		}
		return err
	})
	require.NoError(t, err)
	return all
}

func TestAnImportThatIsStoppedLeavesTheArchiveAsItWas(t *testing.T) {
	s := newShell(t)
	s.does("sample", "s.daybook", "--events", "5000")
	s.does("export", "s.daybook", "--format", "json", "-o", "big.json")
	s.archive()
	first, stop := context.WithCancel(context.Background())
	defer stop()
	screen := &watcher{then: func(line string) {
		if strings.Contains(line, "big.json") {
			stop()
		}
	}}
	env := s.env(io.Discard, screen)
	env.Width = func(w io.Writer) int {
		if w == screen {
			return 80
		}
		return 0
	}
	code := cli.Main(first, []string{"import", "a.daybook", "activity.json", "big.json", "activity.json"}, env)
	require.Equal(t, cli.Failed, code)
	said := screen.String()
	require.Contains(t, said, "daybook import: stopped; 1 file was taken in before big.json, of which nothing is in the archive\n")
	require.Contains(t, s.does("info", "a.daybook"), "5 from 2026-08-01")

	// Without a file before it, nothing has changed at all.
	s.does("new", "b.daybook")
	before := contents(t, "b.daybook")
	second, cancel := context.WithCancel(context.Background())
	defer cancel()
	stop = cancel
	screen.Reset()
	code = cli.Main(second, []string{"import", "b.daybook", "big.json"}, env)
	require.Equal(t, cli.Failed, code)
	require.True(t, strings.HasSuffix(screen.String(), "daybook import: stopped; the archive is as it was\n"))
	require.Equal(t, before, contents(t, "b.daybook"))
	require.Equal(t, 5000, decode[importLine](t, s.does("import", "b.daybook", "big.json", "--json")).Added)
}

func TestAnImportThatIsDoneIsToldAlthoughTheRestIsStopped(t *testing.T) {
	s := newShell(t)
	s.write("activity.json", events)
	s.write("troubled.json", troubled)
	for i, c := range []struct {
		files []string
		code  int
		said  string
	}{
		{[]string{"activity.json"}, cli.Done, ""},
		{[]string{"activity.json", "troubled.json"}, cli.Failed, "daybook import: stopped; 1 file was taken in before troubled.json, of which nothing is in the archive\n"},
	} {
		archive := fmt.Sprintf("%d.daybook", i)
		s.does("new", archive)
		ctx, stop := context.WithCancel(s.ctx)
		defer stop()
		published := false
		screen := &watcher{then: func(line string) { published = published || strings.Contains(line, "finishing") }}
		var out strings.Builder
		env := s.env(&out, screen)
		env.Width = func(io.Writer) int { return 80 }
		now := someDay
		env.Now = func() time.Time { // called for the last time when nothing can stop the import any more
			if published {
				stop()
			}
			now = now.Add(time.Second)
			return now
		}
		require.Equal(t, c.code, cli.Main(ctx, append([]string{"import", archive}, c.files...), env))
		require.Error(t, ctx.Err())
		require.Contains(t, out.String(), "5 read = 5 added")
		require.True(t, strings.HasSuffix(screen.String(), "\r"+c.said), "%q", screen.String())
		require.Equal(t, 5, s.found(archive).Total)
	}
}

func TestEveryCommandEndsWhenItIsStopped(t *testing.T) {
	s := newShell(t)
	s.archive()
	stopped, cancel := context.WithCancel(context.Background())
	cancel()
	s.ctx = stopped
	for _, args := range [][]string{
		{"search", "a.daybook", "webhook"}, {"export", "a.daybook", "--format=csv"}, {"info", "a.daybook"}, {"verify", "a.daybook"},
		{"import", "a.daybook", "activity.json"}, {"sample", "s.daybook"},
	} {
		require.Contains(t, s.fails(args...), ": stopped", "%v", args)
	}
	require.NoFileExists(t, "activity.csv")
}

func TestProgressIsOneLineThatIsRewrittenAndRemoved(t *testing.T) {
	s := newShell(t)
	s.does("sample", "s.daybook", "--events", "6000")
	s.does("export", "s.daybook", "--format", "json")
	s.does("new", "a.daybook")
	for _, args := range [][]string{{"import", "a.daybook", "activity.json"}, {"sample", "s2.daybook", "--events", "6000"}, {"verify", "s.daybook"}} {
		var screen bytes.Buffer
		env := s.env(io.Discard, &screen)
		now := someDay
		env.Now = func() time.Time { now = now.Add(300 * time.Millisecond); return now }
		env.Width = func(io.Writer) int { return 60 }
		require.Equal(t, cli.Done, cli.Main(s.ctx, args, env))
		require.NotContains(t, screen.String(), "\n", "%v", args)
		lines := strings.Split(screen.String(), "\r")
		require.Empty(t, lines[0])
		require.Greater(t, len(lines), 3, "%v", args)
		for _, line := range lines {
			require.LessOrEqual(t, len(line), 59)
		}
		require.Empty(t, lines[len(lines)-1])
		require.Empty(t, strings.TrimSpace(lines[len(lines)-2]), "the last line drawn is blank")
		require.Regexp(t, `\d+ %  [\d,]+ events`, screen.String())
		if args[0] == "import" {
			require.Regexp(t, `activity\.json  \d+ %  [\d,]+ events  [\d,]+/s  \d+ s left`, screen.String())
			require.Contains(t, screen.String(), "finishing")
		}
	}
}

func TestProgressFitsANarrowTerminal(t *testing.T) {
	s := newShell(t)
	s.does("sample", "s.daybook", "--events", "9000")
	var screen bytes.Buffer
	env := s.env(io.Discard, &screen)
	now := someDay
	env.Now = func() time.Time { now = now.Add(300 * time.Millisecond); return now }
	env.Width = func(io.Writer) int { return 20 }
	require.Equal(t, cli.Done, cli.Main(s.ctx, []string{"verify", "s.daybook"}, env))
	require.Contains(t, screen.String(), "…")
	for _, line := range strings.Split(screen.String(), "\r") {
		require.LessOrEqual(t, len([]rune(line)), 19)
	}
}

func TestWithoutATerminalThereIsNoProgress(t *testing.T) {
	s := newShell(t)
	r := s.run("sample", "s.daybook", "--events", "3000")
	require.Empty(t, r.err)
	r = s.run("verify", "s.daybook")
	require.Empty(t, r.err)
}
