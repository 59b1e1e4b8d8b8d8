package framing

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/fuzztest"
)

// rowsOf reads all rows of text.
func rowsOf(text string, sep byte) (rows [][]string, faults []string) {
	f := Rows{w: newWindow(strings.NewReader(text)), sep: sep, Fits: func([][]byte) bool { return false }}
	for {
		cells, fault, ok := f.Next()
		if !ok {
			return rows, faults
		}
		if fault != "" {
			faults = append(faults, f.Place()+": "+fault)
			continue
		}
		var row []string
		for _, c := range cells {
			row = append(row, string(c))
		}
		rows = append(rows, row)
	}
}

// Text written by the rules of RFC 4180 is read byte for byte.
func TestRowsAreReadByteForByte(t *testing.T) {
	cell := rapid.OneOf(rapid.StringOfN(rapid.SampledFrom([]rune("ab,;\t\"\r\n' \x00é")), 0, 8, -1), rapid.String())
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, 2, 4), 0, 5).Draw(t, "rows")
		end := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "line end")
		var b strings.Builder
		for _, row := range rows {
			for i, c := range row {
				if i > 0 {
					b.WriteByte(';')
				}
				if strings.ContainsAny(c, ";\"\r\n") || rapid.Bool().Draw(t, "quoted") {
					c = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
				}
				b.WriteString(c)
			}
			b.WriteString(end)
		}
		got, faults := rowsOf(b.String(), ';')
		require.Empty(t, faults)
		require.Equal(t, len(rows), len(got))
		for i := range rows {
			require.Equal(t, rows[i], got[i])
		}
	})
}

// The reader agrees with encoding/csv on text without a carriage return, which the
// two handle differently, and reports its place correctly.
func FuzzCSV(f *testing.F) {
	fuzztest.Briefly(f)
	for _, s := range []string{"a,b\nc,d\n", "\"a\nb\",\"\"\"\"\n", "a\"b,c\n\"d\"e\nf,g", "\"", "\n\n\"\"\n", "a,b\r\nc", ",,\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 300 {
			return
		}
		rows, faults := rowsOf(text, ',')
		bytesOut := 0
		for _, row := range rows {
			for _, c := range row {
				bytesOut += len(c)
			}
		}
		require.LessOrEqual(t, bytesOut, len(text))
		if strings.Contains(text, "\r") {
			return
		}
		r := csv.NewReader(strings.NewReader(text))
		r.FieldsPerRecord = -1
		want, err := r.ReadAll()
		require.Equal(t, err != nil, len(faults) > 0, "%v %q", err, faults)
		if err == nil {
			require.Equal(t, len(want), len(rows))
			for i := range want {
				require.Equal(t, want[i], rows[i])
			}
		}
	})
}

func TestALongRowIsPassedInBoundedMemory(t *testing.T) {
	long := io.MultiReader(strings.NewReader("a,b\nc,\""), io.LimitReader(repeating("x\n\"\""), 1<<26), strings.NewReader("\",d\ne,f\n"))
	f := Rows{w: newWindow(long), sep: ',', Fits: func([][]byte) bool { return false }}
	var got []string
	for {
		cells, fault, ok := f.Next()
		if !ok {
			break
		}
		got = append(got, f.Place()+": "+fault+string(bytes.Join(cells, []byte(","))))
	}
	require.Equal(t, []string{"line 1: a,b", fmt.Sprintf("lines 2 to %d: the record is longer than 1 MiB (67,108,871 bytes)", 2+1<<24), fmt.Sprintf("line %d: e,f", 3+1<<24)}, got)
	require.LessOrEqual(t, len(f.w.buf), 4*MaxRecord)
}

// repeating returns a reader that repeats s for ever.
func repeating(s string) io.Reader { return &repeater{s: s} }

type repeater struct {
	s  string
	at int
}

func (r *repeater) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) {
		m := copy(p[n:], r.s[r.at:])
		n += m
		r.at = (r.at + m) % len(r.s)
	}
	return n, nil
}
