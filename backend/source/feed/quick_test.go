package feed

import (
	"strings"
	"testing"
	"time"

	"daybook/backend/event"
	"daybook/backend/fuzztest"
	"daybook/backend/source"
	"daybook/backend/strictjson"
	"daybook/backend/times"

	"github.com/stretchr/testify/require"
)

const plain = `{"event_id":"a","actor":"ann@example.com","category":"api_key","action":"created","description":"API key \"build\" (bye_4f...) was created","timestamp":"2026-08-02T17:39:42Z"}`

// The quick way reads a record exactly as the long way does.
func FuzzQuick(f *testing.F) {
	fuzztest.Briefly(f)
	f.Add([]byte(plain))
	f.Add([]byte(strings.Replace(plain, "API key", `\ud83d\ude00\/\u0000`, 1)))
	f.Add([]byte(strings.Replace(plain, "API key", `\ud83d`, 1)))
	f.Add([]byte(strings.Replace(plain, "API key", "\xff", 1)))
	f.Fuzz(func(t *testing.T, data []byte) {
		e, ok := quick(data, testReader())
		if !ok {
			return
		}
		v, err := strictjson.Parse(data)
		require.Nil(t, err, "%q", data)
		r := testReader()
		got, fault := r.Take(func() error { return events(v, r) })
		require.NoError(t, fault)
		require.Equal(t, []event.Event{e}, got)
	})
}

func testReader() *source.Reader {
	return source.NewReader(Source, times.Clock{Zone: time.UTC}, new(source.Remarks))
}

func TestMostRecordsGoTheQuickWay(t *testing.T) {
	_, ok := quick([]byte(plain), testReader())
	require.True(t, ok)
}
