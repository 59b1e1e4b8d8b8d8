package cli_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/archive"
	"daybook/backend/ingest"
	"daybook/backend/sample"
)

// exports returns files of a few events as systems and spreadsheets write them.
func exports() map[string][]byte {
	var fields [][]string
	for e := range sample.Events(7, 12) {
		fields = append(fields, []string{e.ID, e.Actor, e.Category, e.Action, e.Description, e.Time.String()})
	}
	names := []string{"event_id", "actor", "category", "action", "description", "timestamp"}
	rows := func(sep, end string, order []int, guard func(string) string) []byte {
		var b strings.Builder
		for _, row := range append([][]string{names}, fields...) {
			for i, n := range order {
				if i > 0 {
					b.WriteString(sep)
				}
				b.WriteString(guard(row[n]))
			}
			b.WriteString(end)
		}
		return []byte(b.String())
	}
	quote := func(s string) string {
		if strings.ContainsAny(s, ",;\"\n") {
			return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
		}
		return s
	}
	bare := func(s string) string { return strings.NewReplacer("\t", " ", "\n", " ").Replace(s) }
	var records []string
	for _, row := range fields {
		var members []string
		for i, name := range names {
			members = append(members, fmt.Sprintf("%q: %q", name, row[i]))
		}
		records = append(records, "{"+strings.Join(members, ", ")+"}")
	}
	straight := []int{0, 1, 2, 3, 4, 5}
	return map[string][]byte{
		"array":     []byte("[" + strings.Join(records, ",\n") + "]\n"),
		"lines":     []byte(strings.Join(records, "\n") + "\n"),
		"wrapped":   []byte(`{"activities":[` + strings.Join(records, ",") + `],"has_more":false,"total":12}`),
		"csv":       rows(",", "\r\n", straight, quote),
		"excel":     append([]byte("\xEF\xBB\xBF"), rows(";", "\r\n", straight, quote)...),
		"text last": rows(",", "\n", []int{5, 0, 1, 2, 3, 4}, quote),
		"sheets":    rows("\t", "\r\n", straight, bare),
		"joined":    append(rows(",", "\n", straight, quote), rows(",", "\n", []int{5, 4, 3, 2, 1, 0}, quote)...),
	}
}

// mutated changes data at a few places: bytes flipped, cut off, removed or
// doubled, lines doubled or moved, cells of a line swapped.
func mutated(t *rapid.T, data []byte) []byte {
	data = bytes.Clone(data)
	for range rapid.IntRange(1, 3).Draw(t, "changes") {
		if len(data) < 2 {
			return data
		}
		at := rapid.IntRange(0, len(data)-1).Draw(t, "at")
		lines := bytes.SplitAfter(data, []byte("\n"))
		line := rapid.IntRange(0, len(lines)-1).Draw(t, "line")
		switch rapid.IntRange(0, 7).Draw(t, "kind") {
		case 0:
			data[at] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
		case 1:
			data = data[:at]
		case 2:
			data = slices.Delete(data, at, min(len(data), at+rapid.IntRange(1, 40).Draw(t, "length")))
		case 3:
			data = slices.Insert(data, at, data[at:min(len(data), at+rapid.IntRange(1, 300).Draw(t, "length"))]...)
		case 4:
			data = bytes.Join(slices.Insert(lines, line, lines[line]), nil)
		case 5:
			other := rapid.IntRange(0, len(lines)-1).Draw(t, "other line")
			lines[line], lines[other] = lines[other], lines[line]
			data = bytes.Join(lines, nil)
		case 6:
			cells := bytes.Split(lines[line], []byte(","))
			i, j := rapid.IntRange(0, len(cells)-1).Draw(t, "cell"), rapid.IntRange(0, len(cells)-1).Draw(t, "other cell")
			cells[i], cells[j] = cells[j], cells[i]
			lines[line] = bytes.Join(cells, []byte(","))
			data = bytes.Join(lines, nil)
		case 7:
			data = slices.Insert(data, at, []byte(rapid.SampledFrom([]string{`"`, "\n", "\r\n", ",", "\t", "\x00", "\xEF\xBB\xBF", "]", "}", "\xFF", `\`}).Draw(t, "mark"))...)
		}
	}
	return data
}

// For any damage to a file, each record read is added, present already, or
// rejected; the archive is whole; and importing the same file again adds
// nothing.
func TestCountsAddUpWhateverBecomesOfAFile(t *testing.T) {
	ctx := context.Background()
	all := exports()
	names := make([]string, 0, len(all))
	for name := range all {
		names = append(names, name)
	}
	slices.Sort(names)
	dir := t.TempDir()
	made := 0
	checks := flag.Lookup("rapid.checks").Value
	defer checks.Set(checks.String())
	require.NoError(t, checks.Set("40")) // each check makes an archive
	rapid.Check(t, func(t *rapid.T) {
		made++
		a, err := archive.Create(ctx, filepath.Join(dir, fmt.Sprint(made)), archive.Options{Program: "test"})
		require.NoError(t, err)
		defer os.RemoveAll(filepath.Join(dir, fmt.Sprint(made)))
		defer a.Close()
		take := func(data []byte) (archive.Import, bool) {
			before, err := archive.Look(a, (*archive.View).Info)
			require.NoError(t, err)
			in, err := ingest.Open(bytes.NewReader(data), int64(len(data)), "export", ingest.Options{})
			if err != nil {
				require.ErrorIs(t, err, ingest.ErrNotEvents)
				return archive.Import{}, false
			}
			one, err := a.Import(ctx, archive.Input{File: "export", Size: int64(len(data)), Events: in.Events(ctx), Source: in.Source, SHA256: in.SHA256,
				Notes: in.Notes, Incomplete: in.Incomplete, Offset: in.Offset}, nil)
			require.NoError(t, err)
			after, err := archive.Look(a, (*archive.View).Info)
			require.NoError(t, err)
			require.Equal(t, one.Read, one.Added+one.Duplicates+one.Rejected)
			require.Len(t, one.Rejections, one.Rejected)
			require.Equal(t, after.Events, before.Events+one.Added)
			return one, true
		}
		name := rapid.SampledFrom(names).Draw(t, "file")
		data := mutated(t, all[name])
		if rapid.Bool().Draw(t, "behind the whole one") {
			one, ok := take(all[name])
			require.True(t, ok)
			require.Zero(t, one.Rejected)
			require.False(t, one.Incomplete)
		}
		if first, ok := take(data); ok {
			again, _ := take(data)
			require.Equal(t, first.Read, again.Read)
			require.Equal(t, first.Rejections, again.Rejections)
			require.Zero(t, again.Added, "the same file adds nothing")
		}
		report, err := a.Verify(ctx, nil)
		require.NoError(t, err)
		require.Empty(t, report.Problems)
	})
}
