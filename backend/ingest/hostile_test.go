package ingest

import (
	"bytes"
	"compress/gzip"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/container"
)

// A made file holds head, then fill repeated up to size, then tail. It is generated
// while it is read.
type made struct {
	head, fill, tail string
	filled           int64 // a multiple of the length of fill
}

func (m made) size() int64 { return int64(len(m.head)) + m.filled + int64(len(m.tail)) }

func (m made) ReadAt(p []byte, at int64) (int, error) {
	n := 0
	for n < len(p) && at < m.size() {
		var c int
		switch behind := at - int64(len(m.head)); {
		case behind < 0:
			c = copy(p[n:], m.head[at:])
		case behind < m.filled:
			fill := m.fill[behind%int64(len(m.fill)):]
			c = copy(p[n:], fill[:min(int64(len(fill)), m.filled-behind)])
		default:
			c = copy(p[n:], m.tail[behind-m.filled:])
		}
		n += c
		at += int64(c)
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// readMade reads the file and checks that all memory that was allocated meanwhile,
// whether freed or not, is less than most MiB.
func readMade(t *testing.T, m made, most uint64) (outcome, error) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	out, err := readFrom(m, m.size(), Options{})
	runtime.ReadMemStats(&after)
	require.Less(t, (after.TotalAlloc-before.TotalAlloc)>>20, most, "MiB")
	return out, err
}

const (
	quarterGiB = 256 << 20
	longEnough = 24 << 20 // a larger file would only take longer
)

func filler(n int) string { return strings.Repeat("x", n) }

func TestALineOf256MiBIsOneRejection(t *testing.T) {
	fill := filler(4 << 10)
	first, second := feedRecords(2)[0], feedRecords(2)[1]
	for name, c := range map[string]struct {
		file made
		want string
	}{
		"line":         {made{lined(first) + `{"event_id":"`, fill, `"}` + "\n" + second, quarterGiB}, "line 2: the record is longer than 1 MiB (268,435,471 bytes)"},
		"no JSON":      {made{lined(first), fill, "\n" + second, longEnough}, "line 2: the record is longer than 1 MiB (25,165,824 bytes)"},
		"element":      {made{"[" + first + `,{"x":"`, fill, `"},` + second + "]", quarterGiB}, "index 1: the record is longer than 1 MiB (268,435,464 bytes)"},
		"open element": {made{"[" + first + `,{"x":"`, fill, "", longEnough}, "index 1: the file ends at byte 25,166,"},
		"cell":         {made{lined(feedHeader, feedRow("a")) + `x,"`, fill, `"` + "\n" + feedRow("b"), longEnough}, "line 3: the record is longer than 1 MiB (25,165,829 bytes)"},
		"open cell":    {made{lined(feedHeader, feedRow("a")) + `x,"`, fill, "", longEnough}, "never closed"},
	} {
		out, err := readMade(t, c.file, 64)
		require.NoError(t, err, name)
		require.Equal(t, !strings.HasPrefix(name, "open"), len(out.events) == 2, name)
		require.Len(t, out.rejected, 1, name)
		require.Contains(t, out.rejected[0], c.want, name)
	}
}

func TestALineOf256MiBAtTheStartDoesNotHideTheSource(t *testing.T) {
	fill := filler(4 << 10)
	out, err := readMade(t, made{`{"event_id":"`, fill, "\"}\n" + feedRecord("a"), longEnough}, 64)
	require.NoError(t, err)
	require.Equal(t, []string{"a"}, out.ids())
	require.Len(t, out.rejected, 1)

	_, err = readMade(t, made{"", fill, "", longEnough}, 64)
	require.ErrorIs(t, err, ErrNotEvents)
	_, err = readMade(t, made{`{"event_id":"`, fill, `"}`, longEnough}, 64)
	require.ErrorContains(t, err, "line 1: the record is longer than 1 MiB")
	_, err = readMade(t, made{"", strings.Repeat("\x00", 4<<10), "", longEnough}, 64)
	require.ErrorContains(t, err, "it is no text")
	_, err = readMade(t, made{"", strings.Repeat("[", 4<<10), "", longEnough}, 64)
	require.ErrorContains(t, err, "nested deeper than 64 levels")
	_, err = readMade(t, made{"", strings.Repeat(`{"a":`, 1<<10), "", 5_000 * 5 << 10}, 64)
	require.ErrorContains(t, err, "line 1: the record is longer than 1 MiB")
	_, err = readMade(t, made{"", strings.Repeat(" ", 4<<10), "", longEnough}, 64)
	require.ErrorContains(t, err, "it is empty")
}

func TestGzipOfAThousandToOneIsRefused(t *testing.T) {
	for _, fill := range []string{" ", "\n", "x", "[", "0", `"`, "\x00"} {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, err := io.WriteString(z, "["+strings.Join(feedRecords(9), ",\n")+",\n")
		require.NoError(t, err)
		chunk := strings.Repeat(fill, 1<<20)
		for range 12 {
			_, err = io.WriteString(z, chunk)
			require.NoError(t, err)
		}
		require.NoError(t, z.Close())
		out, err := readMade(t, made{head: b.String()}, 64)
		require.ErrorIs(t, err, container.ErrBomb)
		require.Len(t, out.events, 9)
	}
}

// A file of many broken records costs time in proportion to its size.
func TestManyBrokenRecordsAreRejectedOneByOne(t *testing.T) {
	for name, file := range map[string]made{
		"lines":    {lined(feedRecord("a")), "{]\n", feedRecord("b"), 3 * 50_000},
		"elements": {"[" + feedRecord("a") + ",\n", "{\"a\":tru},\n", feedRecord("b") + "]", 11 * 50_000},
		"bare":     {"[" + feedRecord("a") + ",\n", "nul ,", feedRecord("b") + "]", 5 * 50_000},
		"commas":   {"[" + feedRecord("a") + ",\n", ",", feedRecord("b") + "]", 50_000},
		"rows":     {lined(feedHeader, feedRow("a")), "x\"\n", feedRow("b"), 3 * 50_000},
		"quotes":   {lined(feedHeader, feedRow("a")), "\"x\" y\n", feedRow("b"), 6 * 50_000},
	} {
		out, err := readMade(t, file, 400)
		require.NoError(t, err, name)
		require.Equal(t, []string{"a", "b"}, out.ids(), name)
		require.Equal(t, 50_000, len(out.rejected), name)
	}
	out, err := readMade(t, made{"[\n" + feedRecord("a") + ",\n", "{]\n,\n" + feedRecord("c") + ",\n", feedRecord("b") + "]", int64(5+len(feedRecord("c"))+2) * 3000}, 400)
	require.NoError(t, err)
	require.Equal(t, 3002, len(out.events))

	// Where each broken record costs a scan of 1 MiB, the number of scans is
	// bounded.
	out, err = readMade(t, made{"[\n" + feedRecord("a") + ",\n", "{\"a\":[\n,\n" + feedRecord("c") + ",\n", feedRecord("b") + "]", int64(9+len(feedRecord("c"))+2) * 50_000}, 1000)
	require.NoError(t, err)
	require.Greater(t, len(out.events), 20)
	require.Less(t, len(out.events), 200)
	require.Less(t, len(out.rejected), 200)
}

func TestAnActivityMustNotRepeatItselfTooOften(t *testing.T) {
	activity := `{"id":{"time":"2026-08-02T17:39:42Z","applicationName":"drive"},"more":"` + filler(500<<10) + `","events":[` +
		strings.TrimSuffix(strings.Repeat(`{"name":"view"},`, 30_000), ",") + `]}`
	out := mustRead(t, lined(workspaceRecord, activity), Options{})
	require.Len(t, out.events, 1)
	require.Len(t, out.rejected, 1)
	require.Contains(t, out.rejected[0], "line 2: its 30,000 events would repeat the activity's other 512,")
}
