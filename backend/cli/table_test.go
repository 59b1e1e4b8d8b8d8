package cli

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/columns"
	"daybook/backend/event"
)

func TestWidthIsThatOfATerminal(t *testing.T) {
	for s, want := range map[string]int{
		"": 0, "abc": 3, "é": 1, "e\u0301": 1, "漢字": 4, "ｗｉｄｅ": 8, "ﾊﾝ": 2, "🙂": 2, "…": 1, "⟨ESC⟩": 5, "Ω": 1,
	} {
		require.Equal(t, want, textWidth(s), s)
	}
}

func TestCutTextsSaySo(t *testing.T) {
	for _, c := range []struct {
		text string
		room int
		want string
	}{
		{"abcdef", 6, "abcdef"}, {"abcdef", 5, "abcd…"}, {"abcdef", 1, "…"}, {"abcdef", 0, ""}, {"漢字漢字", 6, "漢字…"}, {"漢字漢字", 7, "漢字漢…"},
		{"e\u0301e\u0301e\u0301", 2, "e\u0301…"},
	} {
		require.Equal(t, c.want, cut(c.text, c.room))
	}
}

func TestATableFitsTheTerminalAndKeepsItsColumnsInLine(t *testing.T) {
	cell := rapid.StringOf(rapid.SampledFrom([]rune("ab c.é漢🙂-_")))
	rapid.Check(t, func(rt *rapid.T) {
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, 3, 3), 1, 8).Draw(rt, "rows")
		for _, row := range rows {
			row[2] += "." // so that lines do not end in blanks
		}
		titles := []column{{"ONE", 6}, {"TWO", 5}, {"THREE", 8}}
		room := rapid.IntRange(23, 60).Draw(rt, "room") // the least width of all columns, and the space between
		for _, line := range layOut(titles, rows, room) {
			require.LessOrEqual(rt, textWidth(line), room, "%q", line)
		}
		lines := layOut(titles, rows, 0)
		at := strings.Index(lines[0], "THREE") // the text before it is ASCII
		for i, row := range rows {
			line := lines[i+1]
			require.True(rt, strings.HasPrefix(line, row[0]), "%q", line)
			require.True(rt, strings.HasSuffix(line, row[2]), "%q", line)
			require.Equal(rt, at, textWidth(line)-textWidth(row[2]), "%q", line)
		}
	})
}

func TestNumbersAsPeopleSayThem(t *testing.T) {
	for n, want := range map[int64]string{0: "0 bytes", 1: "1 byte", 999: "999 bytes", 1000: "1.0 kB", 5_234_567: "5.2 MB", 999_950: "1.0 MB", 1 << 60: "1.2 EB"} {
		require.Equal(t, want, byteSize(n))
	}
	for d, want := range map[time.Duration]string{400 * time.Millisecond: "0 s", 59600 * time.Millisecond: "1 min 0 s", 80 * time.Second: "1 min 20 s", 65 * time.Minute: "1 h 5 min"} {
		require.Equal(t, want, spoken(d))
	}
}

func TestBarsAreSqueezedWithoutLosingEvents(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		bars := make([]columns.Bar, rapid.IntRange(1, 200).Draw(rt, "bars"))
		total := 0
		for i := range bars {
			bars[i] = columns.Bar{From: event.Time(i), Count: rapid.IntRange(0, 9).Draw(rt, "count")}
			total += bars[i].Count
		}
		room := rapid.IntRange(1, 120).Draw(rt, "room")
		sums := squeeze(bars, room)
		require.LessOrEqual(rt, len(sums), room)
		for _, sum := range sums {
			total -= sum
			if sum > 0 {
				require.NotEqual(rt, ' ', barOf(sum, sum+7))
			}
		}
		require.Zero(rt, total)
	})
	require.Equal(t, '█', barOf(9, 9))
	require.Equal(t, '▁', barOf(1, 1000))
	require.Equal(t, ' ', barOf(0, 9))
}
