package numbers

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestNumbersAsPeopleSayThem(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 18717: "18,717", 1204377: "1,204,377", -1: "-1", -999: "-999", -1000: "-1,000"} {
		require.Equal(t, want, Grouped(n))
		require.Equal(t, want, Grouped(int64(n)))
	}
	require.Equal(t, "1 event", Plural(1, "event"))
	require.Equal(t, "0 events", Plural(0, "event"))
	require.Equal(t, "2,403 events", Plural(int64(2403), "event"))
	require.Equal(t, "1 event is there", Sentence(1, "# event is there", "# events are there"))
	require.Equal(t, "2,000 events are there", Sentence(int64(2000), "# event is there", "# events are there"))
	require.Equal(t, []string{"3 are there"}, Sentences(Said{0, "# is not there", ""}, Said{3, "", "# are there"}))
	require.Equal(t, "1 event is", Counted(1, "event is", "events are"))
	require.Equal(t, "2,000 events are", Counted(2000, "event is", "events are"))
}
