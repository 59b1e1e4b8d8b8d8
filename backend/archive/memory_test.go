//go:build linux

package archive_test

import (
	"context"
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
)

func init() { children["memory"] = memoryChild }

// memoryChild imports into a new archive and prints its peak memory.
func memoryChild(todo task) error {
	todo.Create = true
	if todo.Text > 0 {
		debug.SetMemoryLimit(archive.HeapLimit) // as the program does
	}
	if err := importChild(todo); err != nil {
		return err
	}
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(status)) {
		if strings.HasPrefix(line, "VmHWM:") {
			fmt.Println(strings.TrimSpace(line))
		}
	}
	return nil
}

// TestMemoryDoesNotGrowWithTheFile imports large files, with many events and
// with large events, and compares their peak memory.
func TestMemoryDoesNotGrowWithTheFile(t *testing.T) {
	unwatched(t)
	const most = 600 << 10 // kB
	for name, todo := range map[string]task{
		"many events":  {N: either(3_000_000, 300_000)},
		"large events": {N: either(5000, 120), Text: 900 << 10},
		"long texts":   {N: either(100_000, 4000), Text: 20 << 10},
	} {
		t.Run(name, func(t *testing.T) {
			todo.Seed, todo.Dir = 1, folderIn(t)
			c := start(t, "memory", todo)
			var peak int
			for line := range c.lines {
				fmt.Sscanf(line, "VmHWM: %d kB", &peak)
			}
			require.Zero(t, c.end(), "%s %s", c.last, &c.stderr)
			t.Logf("%d events of %d bytes of text: %d MB at most", todo.N, todo.Text, peak>>10)
			require.NotZero(t, peak)
			require.Less(t, peak, most)
			a, err := archive.Open(context.Background(), todo.Dir, archive.Options{})
			require.NoError(t, err)
			require.Equal(t, todo.N, info(t, a).Events)
			closeVerified(t, a)
		})
	}
}
