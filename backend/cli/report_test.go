package cli_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestADateThatHasTwoReadingsIsRejectedWithTheFlagThatSaysWhich(t *testing.T) {
	s := newShell(t)
	s.does("new", "a.daybook")
	s.write("activity.csv", "event_id,actor,category,action,description,timestamp\r\nevt_1,ann,webhook,created,one,03/04/2026 17:39:42\r\n")
	const hint = "--date-order dmy or mdy says how such a date is read"
	out := s.run("import", "a.daybook", "activity.csv").out
	require.Contains(t, out, "may be 3 April or 4 March: import the file again and choose how such a date is read\n  "+hint)
	require.Contains(t, out, "activity.csv (Activity feed, import 1)")
	require.NotContains(t, s.run("import", "a.daybook", "activity.csv", "--json").out, "--date-order")
	require.NotContains(t, s.does("import", "a.daybook", "activity.csv", "--date-order", "dmy"), hint)
}
