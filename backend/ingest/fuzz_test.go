package ingest

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"daybook/backend/strictjson"
)

// Whatever stands under a header, each of its lines is an event, a rejection, or
// one of those that are no records, and no cell has what the file does not.
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
			require.ErrorIs(t, err, ErrNotEvents) // it is no text
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

// Wide text comes out the same however it is read, and what is text comes back.
func FuzzWide(f *testing.F) {
	f.Add([]byte("a\x00b\x00"), "aé😀")
	f.Add([]byte("\x00\xD8a"), "")
	f.Fuzz(func(t *testing.T, data []byte, text string) {
		if len(data)+len(text) > mostFuzzed {
			return
		}
		for _, width := range []int{2, 4} {
			for _, big := range []bool{false, true} {
				w := wideTextOf(wideBytes("\uFEFF", width, big))
				require.Equal(t, width, w.width)
				whole, err := io.ReadAll(newNarrowing(bytes.NewReader(data), w))
				require.NoError(t, err)
				slow, err := io.ReadAll(iotest.OneByteReader(newNarrowing(iotest.OneByteReader(bytes.NewReader(data)), w)))
				require.NoError(t, err)
				require.Equal(t, whole, slow)
				if utf8.ValidString(text) {
					back, err := io.ReadAll(newNarrowing(bytes.NewReader(wideBytes(text, width, big)), w))
					require.NoError(t, err)
					require.Equal(t, text, string(back))
				}
			}
		}
	})
}

// What stands around a list is read, whatever it is, and says the same again.
func FuzzAround(f *testing.F) {
	for _, s := range []string{`"next":{"href":"x"}`, `"total":{"value":7}`, `"links":[{"rel":"next"}]`, `"Link":"<x>; rel=next"`, `"done":false,"a":[[{}]]`, `"count":-1e9`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, around string) {
		if len(around) > mostFuzzed {
			return
		}
		v, err := strictjson.Parse([]byte("{" + around + "}"))
		if err != nil {
			return
		}
		var p page
		for i, key := range v.Keys {
			p.around(key, &v.Items[i])
		}
		require.GreaterOrEqual(t, p.total, int64(0))
		var n findings
		n.turn(p)
		require.LessOrEqual(t, len(n.followLines()), 2)
	})
}
