package ingest

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Progress is told while the file is read, of every container.
func TestTheOffsetGrowsWithReading(t *testing.T) {
	var b strings.Builder
	for i := range 30_000 {
		b.WriteString(feedRecord(fmt.Sprintf("%x", i*i*i)) + "\n")
	}
	for name, data := range map[string][]byte{"plain": []byte(b.String()), "gzip": gzipped(b.String()), "zip": zipped(t, entry{name: "a", text: b.String()})} {
		f, err := Open(bytes.NewReader(data), int64(len(data)), "export", Options{})
		require.NoError(t, err)
		require.Zero(t, f.Offset())
		n := 0
		for _, err := range f.Events(context.Background()) {
			require.NoError(t, err)
			if n++; n == 15_000 {
				require.InDelta(t, len(data)/2, f.Offset(), float64(len(data)/4), name)
			}
		}
	}
}

func TestCancellingEndsTheStreamSoon(t *testing.T) {
	text := strings.Repeat(feedRecord("a")+"\n", 10_000)
	array := "[" + strings.TrimSuffix(strings.Repeat(feedRecord("a")+",", 10_000), ",") + "]"
	for name, data := range map[string][]byte{
		"lines": []byte(text), "array": []byte(array), "gzip": gzipped(text), "zip": zipped(t, entry{name: "a", text: text}),
		"rows":   []byte(feedHeader + "\n" + strings.Repeat(feedRow("a")+"\n", 10_000)),
		"broken": []byte(feedRecord("a") + "\n" + strings.Repeat("x\n", 100_000)),
	} {
		f, err := Open(bytes.NewReader(data), int64(len(data)), "export", Options{})
		require.NoError(t, err)
		ctx, cancel := context.WithCancel(context.Background())
		n := 0
		var last error
		for _, err := range f.Events(ctx) {
			if n++; n == 100 {
				cancel()
			}
			last = err
		}
		cancel()
		require.ErrorIs(t, last, context.Canceled, name)
		require.Less(t, n, 100+66, name)
		_, err = f.SHA256()
		require.Error(t, err)
	}
}

func TestACancelledContextReadsNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, data := range [][]byte{[]byte(feedRecord("a")), gzipped(feedRecord("a")), zipped(t, entry{name: "a", text: feedRecord("a")})} {
		f, err := Open(bytes.NewReader(data), int64(len(data)), "export", Options{})
		require.NoError(t, err)
		for _, err := range f.Events(ctx) {
			require.ErrorIs(t, err, context.Canceled)
		}
	}
}
