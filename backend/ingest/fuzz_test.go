package ingest

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Whatever is under a header, each line is an event, a rejection, or a line that is
// known not to be a record, and no cell has text that the file does not have.
func FuzzRows(f *testing.F) {
	defer smallWindows()()
	for _, s := range []string{"a,b,c,d,e,2026-08-02T17:39:42Z\n", "a\tb\tc\td\t\"e\t2026-08-02T17:39:42Z", "sep=,\n", feedHeader + "\n", "a,b\n", ",,,,,\n", "\"a\nb\",x\n", "a;b;c;d;\"e\"\"\";1796000000"} {
		for separator := range separators {
			f.Add(uint8(separator), s)
		}
	}
	f.Fuzz(func(t *testing.T, separator uint8, body string) {
		if len(body) > mostFuzzed {
			return
		}
		sep := separators[int(separator)%len(separators)]
		text := strings.ReplaceAll(feedHeader, ",", string(sep)) + "\n" + body
		out, err := readAll([]byte(text), Options{DateOrder: DayFirst})
		if err != nil {
			require.ErrorIs(t, err, ErrNotEvents) // it is not a text
			return
		}
		lines := strings.Count(body, "\n") + strings.Count(body, "\r") + 1
		require.LessOrEqual(t, len(out.events)+len(out.rejected), lines+1)
		for _, e := range out.events {
			require.NoError(t, e.Validate())
			if !strings.Contains(text, `""`) {
				require.Contains(t, text, e.Description)
			}
			require.Contains(t, text, e.ID)
		}
		again, err := readAll([]byte(text), Options{DateOrder: DayFirst})
		require.NoError(t, err)
		require.Equal(t, out.events, again.events)
	})
}
