package cli_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestAPurgePrintsTimesAsTablesDo(t *testing.T) {
	s := newShell(t)
	s.does("new", "a.daybook", "--plan", "pro")
	s.write("activity.csv", "event_id,actor,category,action,description,timestamp\r\nevt_1,ann,webhook,created,one,2025-01-02T03:04:05.678901234Z\r\n")
	s.does("import", "a.daybook", "activity.csv")
	s.now = s.now.Add(123456789 * time.Nanosecond)
	for _, flag := range []string{"--dry-run", "--yes"} {
		out := s.does("purge", "a.daybook", flag)
		require.Contains(t, out, "from 2025-01-02 03:04:05 UTC to 2025-01-02 03:04:05 UTC")
		require.NotRegexp(t, `\d\.\d|\dT\d`, out)
	}
}
