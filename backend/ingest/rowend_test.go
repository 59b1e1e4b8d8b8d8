package ingest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/event"
	"daybook/backend/framing"
	"daybook/backend/strictjson"
)

// The last row is taken without a line end only where it cannot go on.
func TestALastRowThatMayBeHalfIsRejected(t *testing.T) {
	const timeLast = "event_id,actor,category,action,description,timestamp"
	const textLast = "event_id,actor,category,action,timestamp,description"
	row := func(id, when string) string { return id + ",ann,c,x,d," + when }
	three := func(when string) string {
		return lined(timeLast, row("a", when), row("b", when), row("c", when))
	}
	for name, c := range map[string]struct {
		text  string
		taken bool
	}{
		"UTC":                             {lined(timeLast) + row("e", "2026-11-22T09:08:00Z"), true},
		"UTC in quotes":                   {lined(timeLast) + row("e", `"2026-11-22T09:08:00Z"`), true},
		"UTC, by tabs":                    {strings.ReplaceAll(lined(timeLast)+row("e", "2026-11-22T09:08:00Z"), ",", "\t"), true},
		"an offset":                       {lined(timeLast) + row("e", "2026-11-22T09:08:00+05:30"), true},
		"an offset as others have":        {three("2026-11-22T09:08:00-0800") + row("e", "2026-11-22T09:08:01+0100"), true},
		"half an offset":                  {three("2026-11-22T09:08:00+05:30") + row("e", "2026-11-22T09:08:00+05"), false},
		"half an offset, alone":           {lined(timeLast) + row("e", "2026-11-22T09:08:00+05"), false},
		"offset without UTC":              {three("2026-11-22 09:08:00 +0000 UTC") + row("e", "2026-11-22 09:08:00 +0000"), false},
		"no zone, alone":                  {lined(timeLast) + row("e", "2026-11-22 09:08:00"), false},
		"no zone, as others have":         {three("2026-11-22 09:08:00") + row("e", "2026-11-22 09:08:01"), true},
		"no zone, where others have one":  {three("2026-11-22 09:08:00Z") + row("e", "2026-11-22 09:08:01"), false},
		"fraction shorter than others":    {three("2026-11-22 09:08:00.125") + row("e", "2026-11-22 09:08:01.5"), false},
		"fraction of a changing length":   {three("2026-11-22 09:08:00.125") + lined(row("d", "2026-11-22 09:08:01.5")) + row("e", "2026-11-22 09:08:01.5"), false},
		"no half of a day":                {three("8/14/2026 5:39:42 PM") + row("e", "8/14/2026 5:39:42"), false},
		"half of a day, as others have":   {three("8/14/2026 5:39:42 PM") + row("e", "12/14/2026 12:39:42 PM"), true},
		"milliseconds":                    {three("1796000000123") + row("e", "1796000000124"), true},
		"milliseconds cut to seconds":     {three("1796000000123") + row("e", "1796000000"), false},
		"a text":                          {lined(textLast) + "e,ann,c,x,2026-11-22T09:08:00Z,half a sen", false},
		"a text in quotes":                {lined(textLast) + `e,ann,c,x,2026-11-22T09:08:00Z,"a ""word"""`, false},
		"an empty text":                   {lined(textLast) + "e,ann,c,x,2026-11-22T09:08:00Z,", false},
		"a missing text":                  {lined(textLast) + "e,ann,c,x,2026-11-22T09:08:00Z", false},
		"a missing cell of no event":      {lined(timeLast+",note") + row("e", "2026-11-22T09:08:00Z"), false},
		"another column":                  {lined(timeLast+",note") + row("e", "2026-11-22T09:08:00Z,half"), false},
		"a column of the export":          {lined(timeLast+",exported_at") + row("e", "2026-11-22T09:08:00Z,2026-1"), true},
		"another column with a time in Z": {lined(timeLast+",note") + row("e", "2026-11-22T09:08:00Z,2026-11-22T09:08:00Z"), false},
	} {
		out := mustRead(t, c.text, Options{})
		require.Equal(t, c.taken, strings.Contains(strings.Join(out.ids(), ""), "e"), name)
		if c.taken {
			require.Empty(t, out.rejected, name)
			require.Contains(t, strings.Join(out.file.Notes(), "\n"), "the file has no line end at its end: it may be cut", name)
		} else {
			require.Len(t, out.rejected, 1, name)
			require.Contains(t, out.rejected[0], "the file ends", name)
			require.Regexp(t, "it may be cut|it was cut", strings.Join(out.file.Notes(), "\n"), name)
		}
		// The whole file adds the events that the cut file lacks.
		if !c.taken && name == "a text" {
			require.Contains(t, mustRead(t, c.text+" tail\n", Options{}).ids(), "e", name)
		}
	}
}

// cutCorpus has a text for each way in which files hold records.
func cutCorpus() map[string]string {
	var records, rows, tabbed, textLast, quotedRows []string
	for i := range 12 {
		id := fmt.Sprintf("evt_%d", i)
		text := []string{`Key "Mü, ller" was made`, "", "two\nlines, and\r\nmore", "plain", `x""y`, "a,b;c\td|e", "evt_9,ann,c,x,d,2026-08-02T17:39:42Z\nevt_9,ann,c,x,d,2026-08-02T17:39:42Z\nz"}[i%7]
		when := fmt.Sprintf("2026-08-02T17:39:%02d%sZ", i, []string{"", ".5", ".123456789"}[i%3])
		records = append(records, fmt.Sprintf(`{"event_id":%q,"actor":"ann","category":"c","action":"x","description":%s,"timestamp":%q}`, id, strictjson.AppendText(nil, text), when))
		quoted := `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
		rows = append(rows, id+",ann,c,x,"+quoted+","+when)
		textLast = append(textLast, id+",ann,c,x,"+when+","+quoted)
		quotedRows = append(quotedRows, fmt.Sprintf(`"%s","ann","c","x",%s,"%s"`, id, quoted, when))
		tabbed = append(tabbed, strings.Join([]string{id, "ann", "c", "x", strings.Map(func(r rune) rune {
			if r < ' ' {
				return ' '
			}
			return r
		}, text), when}, "\t"))
	}
	zoned := func(when string) []string {
		var all []string
		for i := range 12 {
			all = append(all, fmt.Sprintf("evt_%d,ann,c,x,d,%s", i, fmt.Sprintf(when, i)))
		}
		return all
	}
	pretty := strings.NewReplacer(`,"`, ",\n    \"", "{", "{\n    ", "}", "\n  }").Replace(strings.Join(records, ",\n  "))
	const last = "event_id,actor,category,action,timestamp,description"
	return map[string]string{
		"array":          "[\n" + strings.Join(records, ",\n") + "\n]\n",
		"array, dense":   "[" + strings.Join(records, ",") + "]",
		"array, pretty":  "[\n  " + pretty + "\n]",
		"lines":          lined(records...),
		"lines, no end":  strings.Join(records, "\n"),
		"wrapped":        `{"activities":[` + strings.Join(records, ",") + `],"has_more":false,"total":12,"links":{"self":"x","next":null}}`,
		"wrapped, first": `{"total":12,"activities":[` + strings.Join(records, ",") + `]}`,
		"pages":          `{"items":[` + strings.Join(records[:6], ",") + `],"nextPageToken":"p"}` + "\n" + `{"items":[` + strings.Join(records[6:], ",") + `]}`,
		"CSV":            strings.Join(append([]string{feedHeader}, rows...), "\r\n") + "\r\n",
		"CSV, LF":        lined(append([]string{feedHeader}, rows...)...),
		"CSV, no end":    strings.Join(append([]string{feedHeader}, rows...), "\r\n"),
		"CSV, all cells": lined(append([]string{`"` + strings.ReplaceAll(feedHeader, ",", `","`) + `"`}, quotedRows...)...),
		"CSV, text last": lined(append([]string{last}, textLast...)...),
		"TSV":            strings.Join(append([]string{strings.ReplaceAll(feedHeader, ",", "\t")}, tabbed...), "\r\n"),
		"offsets":        lined(append([]string{feedHeader}, zoned("2026-08-02T17:39:%02d+05:30")...)...),
		"Go's times":     lined(append([]string{feedHeader}, zoned("2026-08-02 17:39:%02d.5 +0000 UTC")...)...),
		"no zone":        lined(append([]string{feedHeader}, zoned("2026-08-02 17:39:%02d")...)...),
		"half days":      lined(append([]string{feedHeader}, zoned("8/14/2026 5:39:%02d PM")...)...),
		"milliseconds":   lined(append([]string{feedHeader}, zoned("17960000%02d123")...)...),
		"fractions":      lined(append([]string{feedHeader}, zoned("17960000%02d.25")...)...),
		"note":           lined(append([]string{feedHeader + ",note"}, zoned("2026-08-02T17:39:%02dZ,a note")...)...),
		"joined":         lined(append([]string{feedHeader}, rows...)...) + lined(append([]string{last}, textLast...)...),
	}
}

// requireCutTold reads text cut at a byte and compares it with the whole.
func requireCutTold(t *testing.T, name, text string, at int, lines bool, whole map[string]int) {
	t.Helper()
	out, err := readAll([]byte(text[:at]), Options{})
	if err != nil {
		return // it was refused, which reports the cut
	}
	var events int
	for _, e := range out.events {
		require.Positive(t, whole[string(e.AppendStored(nil, event.Salt{}))], "%s cut at %d gives an event that the whole file does not have: %+v", name, at, e)
		events++
	}
	all := 0
	for _, n := range whole {
		all += n
	}
	if events == all {
		return
	}
	told := strings.Join(append(out.file.Notes(), out.rejected...), "\n")
	// Where records are lines and the cut is after a line, it cannot be seen.
	if lines && strings.HasSuffix(text[:at], "\n") {
		return
	}
	require.Regexp(t, "cut|more follows|in all|incomplete|ends", told, "%s cut at %d: %d of %d events, and no word", name, at, events, all)
}

// smallWindows saves the time to clear large windows where many texts are read.
func smallWindows() (restore func()) {
	before := framing.WindowBytes
	framing.WindowBytes = 2 << 10
	return func() { framing.WindowBytes = before }
}

// leavesOf counts the events of text by their complete content.
func leavesOf(t *testing.T, text string) map[string]int {
	out := mustRead(t, text, Options{})
	require.NotEmpty(t, out.events)
	whole := make(map[string]int)
	for _, e := range out.events {
		whole[string(e.AppendStored(nil, event.Salt{}))]++
	}
	return whole
}

// A text cut anywhere gives no event that the whole text does not have, and the cut
// is reported.
func TestAFileThatIsCutNeverSeemsWhole(t *testing.T) {
	defer smallWindows()()
	for name, text := range cutCorpus() {
		out := mustRead(t, text, Options{})
		require.Len(t, out.events, map[bool]int{false: 12, true: 24}[name == "joined"], name)
		require.Empty(t, out.rejected, name)
		whole := leavesOf(t, text)
		lines := strings.HasPrefix(text, `{"event_id`) || strings.HasPrefix(text, "event_id") || strings.HasPrefix(text, `"event_id`)
		for at := max(1, len(text)-2048); at < len(text); at++ {
			requireCutTold(t, name, text, at, lines, whole)
		}
	}
}

// Packed data is refused as a whole, wherever it is cut.
func TestPackedDataThatIsCutIsRefused(t *testing.T) {
	defer smallWindows()()
	for name, text := range cutCorpus() {
		packed := gzipped(text)
		for at := 1; at < len(packed); at += 7 {
			_, err := readAll(packed[:at], Options{})
			require.Error(t, err, name)
		}
	}
}

// growing is a file that somebody writes while it is read.
type growing struct{ *strings.Reader }

func TestAFileThatGrowsWhileItIsReadIsTold(t *testing.T) {
	text := lined(feedRecords(3)...)
	half := int64(len(lined(feedRecords(2)...)))
	out, err := readFrom(growing{strings.NewReader(text)}, half, Options{})
	require.NoError(t, err)
	require.Equal(t, []string{"a", "b"}, out.ids())
	require.Equal(t, []string{"the file became longer while it was read: what was added is missing; import it again"}, out.file.Notes())
}
