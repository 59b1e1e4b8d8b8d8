package framing

import (
	"bytes"
	"io"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"daybook/backend/fuzztest"
	"daybook/backend/strictjson"
)

// Wide text is decoded in the same way whatever the sizes of the reads, and valid text
// survives the round trip.
func FuzzWide(f *testing.F) {
	f.Add([]byte("a\x00b\x00"), "aé😀")
	f.Add([]byte("\x00\xD8a"), "")
	f.Fuzz(func(t *testing.T, data []byte, text string) {
		if len(data)+len(text) > 300 {
			return
		}
		for _, width := range []int{2, 4} {
			for _, big := range []bool{false, true} {
				w := wideTextOf(fuzztest.Wide("\uFEFF", width, big))
				require.Equal(t, width, w.width)
				whole, err := io.ReadAll(newNarrowing(bytes.NewReader(data), w))
				require.NoError(t, err)
				slow, err := io.ReadAll(iotest.OneByteReader(newNarrowing(iotest.OneByteReader(bytes.NewReader(data)), w)))
				require.NoError(t, err)
				require.Equal(t, whole, slow)
				if utf8.ValidString(text) {
					back, err := io.ReadAll(newNarrowing(bytes.NewReader(fuzztest.Wide(text, width, big)), w))
					require.NoError(t, err)
					require.Equal(t, text, string(back))
				}
			}
		}
	})
}

// Anything around a list is read, and reading it again has the same result.
func FuzzAround(f *testing.F) {
	for _, s := range []string{`"next":{"href":"x"}`, `"total":{"value":7}`, `"links":[{"rel":"next"}]`, `"Link":"<x>; rel=next"`, `"done":false,"a":[[{}]]`, `"count":-1e9`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, around string) {
		if len(around) > 300 {
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
		var n Findings
		n.turn(p)
		require.LessOrEqual(t, len(n.followLines()), 2)
	})
}
