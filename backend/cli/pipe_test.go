//go:build unix

package cli_test

import (
	"os"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/cli"
)

// Opening a pipe waits for a writer, and nothing ends that wait.
func TestAPipeIsRefusedWithoutWaitingForAWriter(t *testing.T) {
	s := newShell(t)
	s.archive()
	require.NoError(t, syscall.Mkfifo("pipe", 0o600))
	done := make(chan result, 1)
	go func() { done <- s.run("import", "a.daybook", "pipe", "activity.json") }()
	select {
	case r := <-done:
		require.Equal(t, cli.Failed, r.code)
		require.Equal(t, "daybook import: pipe is no ordinary file; save what it gives to a file first\n", r.err)
		require.Contains(t, r.out, "5 read = 0 added + 5 duplicates")
	case <-time.After(2 * time.Minute):
		w, err := os.OpenFile("pipe", os.O_WRONLY, 0)
		require.NoError(t, err)
		w.Close()
		<-done
		t.Fatal("it waited for a writer")
	}
}
