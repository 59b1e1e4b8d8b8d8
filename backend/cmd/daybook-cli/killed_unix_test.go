//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// interrupted starts the program and sends it the signal as soon as there is a new
// temporary file in out. It reports whether there was one before the program ended.
func (l layout) interrupted(out string, signal syscall.Signal, args ...string) (said string, caught bool) {
	l.t.Helper()
	before := l.temporaries(out)
	cmd := exec.Command(l.path("bin/daybook"), args...)
	cmd.Dir = l.root
	cmd.Env = append(os.Environ(), beDaybook+"=1")
	var b strings.Builder
	cmd.Stderr = &b
	require.NoError(l.t, cmd.Start())
	ended := make(chan struct{})
	go func() { cmd.Wait(); close(ended) }()
	for !caught {
		select {
		case <-ended:
			return b.String(), false
		default:
		}
		for name := range l.temporaries(out) {
			if caught = !before[name]; caught {
				break
			}
		}
	}
	require.NoError(l.t, cmd.Process.Signal(signal))
	<-ended
	return b.String(), true
}

func (l layout) temporaries(out string) map[string]bool {
	l.t.Helper()
	all := make(map[string]bool)
	paths, err := filepath.Glob(filepath.Join(l.path(out), ".daybook-*.tmp"))
	require.NoError(l.t, err)
	for _, path := range paths {
		all[filepath.Base(path)] = true
	}
	return all
}

func TestWhatAKilledExportLeavesIsRemovedByTheNextAndByAnyStart(t *testing.T) {
	t.Setenv("DAYBOOK_CONFIG", t.TempDir())
	l := newLayout(t)
	_, said, code := l.run("bin/daybook", "sample", "s.daybook", "--events", "30000")
	require.Zero(t, code, said)
	l.put("out/.daybook-123456789.tmp", []byte("precious"))
	l.put("out/notes.txt", []byte("precious"))
	left := 0
	for range 4 {
		for _, format := range []string{"json", "csv", "bundle"} {
			_, caught := l.interrupted("out", syscall.SIGKILL, "export", "s.daybook", "--format", format, "-o", "out/a."+format, "--force")
			if caught && len(l.temporaries("out")) > 1 {
				left++
			}
		}
	}
	require.Positive(t, left, "a kill leaves something, or this shows nothing")
	_, said, code = l.run("bin/daybook", "export", "s.daybook", "on:1999-01-01", "--format", "json", "-o", "out/last.json")
	require.Zero(t, code, said)
	require.Equal(t, map[string]bool{".daybook-123456789.tmp": true}, l.temporaries("out"))

	// A person who never exports there again still starts the program.
	for len(l.temporaries("out")) == 1 {
		l.interrupted("out", syscall.SIGKILL, "export", "s.daybook", "--format", "bundle", "-o", "out/b.zip", "--force")
	}
	for deadline := time.Now().Add(time.Minute); len(l.temporaries("out")) > 1 && time.Now().Before(deadline); {
		_, _, code = l.run("bin/daybook", "version")
		require.Zero(t, code)
	}
	require.Equal(t, map[string]bool{".daybook-123456789.tmp": true}, l.temporaries("out"))
	for _, name := range []string{"out/.daybook-123456789.tmp", "out/notes.txt"} {
		data, err := os.ReadFile(l.path(name))
		require.NoError(t, err)
		require.Equal(t, "precious", string(data))
	}
}

func TestTheEndOfATerminalIsAnOrderlyEnd(t *testing.T) {
	t.Setenv("DAYBOOK_CONFIG", t.TempDir())
	l := newLayout(t)
	_, said, code := l.run("bin/daybook", "sample", "s.daybook", "--events", "30000")
	require.Zero(t, code, said)
	require.NoError(t, os.Mkdir(l.path("out"), 0o700))
	for {
		said, caught := l.interrupted("out", syscall.SIGHUP, "export", "s.daybook", "--format", "bundle", "-o", "out/b.zip", "--force")
		require.Empty(t, l.temporaries("out"))
		if caught && strings.Contains(said, "stopped") {
			return
		}
		require.Empty(t, said, "it was done before the signal came")
	}
}
