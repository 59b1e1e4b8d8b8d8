package ingest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/framing"
	"daybook/backend/fuzztest"
)

// sixes returns the six fields of each event, for comparison.
func sixes(o outcome) (all []string) {
	for _, e := range o.events {
		all = append(all, strings.Join([]string{e.ID, e.Actor, e.Category, e.Action, e.Description, e.Time.String()}, "|"))
	}
	return all
}

func cells(sep string, rows ...string) string {
	return strings.ReplaceAll(lined(rows...), ",", sep)
}

const plainTime = ",2026-11-22T09:00:00Z"

// Where a quote is a character, no quote vanishes and no rows run into each other.
func TestTheDialectOfQuotesIsFoundByWhatTheLinesAre(t *testing.T) {
	row := func(id, text string) string { return id + ",ann,c,x," + text + plainTime }
	texts := func(o outcome) (all []string) {
		for _, e := range o.events {
			all = append(all, e.Description)
		}
		return all
	}
	kept := "1 cell stands in quotes, which were kept, since nothing in the file shows that its quotes are more than characters"
	for _, sep := range []string{"\t", "|"} {
		for name, c := range map[string]struct {
			CSV   []string
			want  []string
			notes []string
		}{
			"as Google Sheets has it": {[]string{row("a", `"approved"`), row("b", `"starts`), row("c", `plain`), row("d", `ends"`)}, []string{`"approved"`, `"starts`, "plain", `ends"`}, []string{kept}},
			"one cell in quotes":      {[]string{row("a", `"approved"`), row("b", `plain`)}, []string{`"approved"`, "plain"}, []string{kept}},
			"quotes inside":           {[]string{row("a", `said "hi"`), row("b", `5" disk`)}, []string{`said "hi"`, `5" disk`}, []string{}},
			"a quote to the end":      {[]string{row("a", `x`), row("b", `"open`)}, []string{"x", `"open`}, []string{}},
			"doubled quotes":          {[]string{row("a", `"said ""hi"""`), row("b", `plain`)}, []string{`said "hi"`, "plain"}, []string{}},
			"the separator in quotes": {[]string{row("a", `"a`+"\x00"+`b"`), row("b", `"plain"`)}, []string{"a" + sep + "b", "plain"}, []string{}},
			"a line end in quotes":    {[]string{row("a", "\"two\nlines\""), row("b", `"plain"`)}, []string{"two\nlines", "plain"}, []string{}},
			"a column in quotes":      {[]string{row("a", `"x"`), row("b", `"y"`), row("c", `"z"`)}, []string{"x", "y", "z"}, []string{"quotes around cells were taken off, as RFC 4180 has it: if they belong to the texts, export the file as CSV instead"}},
		} {
			text := strings.ReplaceAll(cells(sep, append([]string{feedHeader}, c.CSV...)...), "\x00", sep)
			out := mustRead(t, text, Options{})
			require.Empty(t, out.rejected, "%s, %q", name, sep)
			require.Equal(t, c.want, texts(out), "%s, %q", name, sep)
			require.Equal(t, c.notes, append([]string{}, out.file.Notes()...), "%s, %q", name, sep)
		}
	}

	// Excel quotes a cell with a comma among tabs, too, and then no other has one.
	excel := strings.NewReplacer("\x00", ",").Replace(cells("\t", feedHeader, row("a", "\"yes\x00 it is\""), row("b", "plain")))
	require.Equal(t, []string{"yes, it is", "plain"}, texts(mustRead(t, excel, Options{})))
	sheets := strings.NewReplacer("\x00", ",").Replace(cells("\t", feedHeader, row("a", "\"yes\x00 it is\""), row("b", "no\x00 it is not")))
	require.Equal(t, []string{`"yes, it is"`, "no, it is not"}, texts(mustRead(t, sheets, Options{})))

	// A header in quotes shows that all texts are.
	out := mustRead(t, "\""+strings.ReplaceAll(feedHeader, ",", "\"\t\"")+"\"\n"+cells("\t", row("a", `"approved"`)), Options{})
	require.Equal(t, []string{"approved"}, texts(out))

	// With commas quotes quote; but rows that may have run into each other are reported.
	for _, sep := range []string{",", ";"} {
		out := mustRead(t, cells(sep, feedHeader, row("a", `"approved"`), row("b", `"starts`), row("c", `plain`), row("d", `ends"`), row("e", "x")), Options{})
		require.Equal(t, []string{"approved", "x"}, texts(out))
		require.Len(t, out.rejected, 1)
		require.Contains(t, out.rejected[0], "lines 3 to 5: a cell in quotes spans these lines, or its quotes are characters")
		out = mustRead(t, cells(sep, feedHeader, row("b", "\"two\nlines\""), row("e", "x")), Options{})
		require.Equal(t, []string{"two\nlines", "x"}, texts(out))
	}
}

func TestAHeaderThatComesAgainIsAHeader(t *testing.T) {
	first := lined(feedHeader, feedRow("a"), feedRow("b"))
	const other = "timestamp,description,action,category,actor,event_id"
	second := lined(other, `2026-08-02T17:39:42Z,"API key ""build"" (bye_4f...) was created",created,api_key,ann@example.com,c`)
	want := sixes(mustRead(t, lined(feedRecords(3)...), Options{}))
	for name, text := range map[string]string{
		"other order":             first + second,
		"the same order":          first + lined(feedHeader, feedRow("c")),
		"a mark before it":        first + framing.ByteOrderMark + second,
		"a mark, and quoted":      first + framing.ByteOrderMark + lined(`"`+strings.ReplaceAll(feedHeader, ",", `","`)+`"`, feedRow("c")),
		"other case":              first + lined(strings.ToUpper(feedHeader), feedRow("c")),
		"a column less":           lined(feedHeader+",", feedRow("a")+",", feedRow("b")+",") + second,
		"the line of sep":         first + "sep=,\n" + second,
		"PowerShell's type":       first + "#TYPE System.Object\n" + second,
		"no line end before it":   strings.TrimSuffix(first, "\n") + lined(feedHeader, feedRow("c")),
		"no line end, and a mark": strings.TrimSuffix(first, "\n") + framing.ByteOrderMark + lined(feedHeader, feedRow("c")),
		"thrice":                  lined(feedHeader, feedRow("a"), other) + lined(feedHeader, feedRow("b")) + second,
	} {
		out := mustRead(t, text, Options{})
		require.Empty(t, out.rejected, name)
		require.Equal(t, want, sixes(out), name)
		require.Contains(t, strings.Join(out.file.Notes(), "\n"), "the header came again in", name)
	}

	// Where the row before the seam may be incomplete, it is rejected.
	offsets := strings.ReplaceAll(lined(feedHeader, feedRow("a"), feedRow("b")), "Z\n", "+05:30\n")
	out := mustRead(t, strings.TrimSuffix(offsets, ":30\n")+lined(feedHeader, feedRow("c")), Options{})
	require.Equal(t, []string{"a", "c"}, out.ids())
	require.Contains(t, out.rejected[0], "line 3: a header follows on its line, so that the last cell may be cut")

	// A row with the words of a header is not a header.
	out = mustRead(t, lined("event_id,actor,category,action,description,timestamp,note", "actor,event_id,category,action,description,2026-08-02T17:39:42Z,timestamp"), Options{})
	require.Equal(t, []string{"actor"}, out.ids())
}

func TestCellsThatAreLeftOutAtTheEndAreEmpty(t *testing.T) {
	const header = feedHeader + ",ip,note"
	out := mustRead(t, lined(header, feedRow("a")+",1.2.3.4,n", feedRow("b")+",1.2.3.4", feedRow("c"), feedRow("d")+",1.2.3.4,n"), Options{})
	require.Empty(t, out.rejected)
	require.Equal(t, []string{"a", "b", "c", "d"}, out.ids())
	require.Equal(t, []string{"2 rows lacked cells at their end, which were read as empty"}, out.file.Notes())
	require.Contains(t, string(out.events[2].Details), `"ip":"","note":""`)
	out = mustRead(t, lined("event_id,actor,category,action,timestamp,description", "a,ann,c,x,2026-08-02T17:39:42Z"), Options{})
	require.Equal(t, []string{"a|ann|c|x||2026-08-02T17:39:42Z"}, sixes(out))
	out = mustRead(t, lined(feedHeader, feedRow("a")+",,", feedRow("b")+", ,x"), Options{})
	require.Equal(t, []string{"a"}, out.ids())
	require.Equal(t, []string{"line 3: 8 cells where the header has 6"}, out.rejected)

	// A row that a line end tore in two is not a row that lacks empty cells.
	out = mustRead(t, lined(feedHeader+",reason,note", feedRow("a")+",first", "second,n", feedRow("b")+",r,n"), Options{})
	require.Equal(t, []string{"b"}, out.ids())
	require.Equal(t, []string{"line 2: 7 cells where the header has 8, and what stands behind it is no row either: a line end may have torn it in two",
		"line 3: 2 cells where the header has 8"}, out.rejected)
}

func TestRowsOfEmptyCellsAreNoRecords(t *testing.T) {
	out := mustRead(t, lined(feedHeader, ",,,,,", feedRow("a"), ",,,,,", ` ,"",,,,	`, ",,", feedRow("b"), ",,,,,,,", ",,,,,"), Options{})
	require.Equal(t, []string{"a", "b"}, out.ids())
	require.Empty(t, out.rejected)
	require.Empty(t, out.file.Notes())
}

func TestLinesAboveTheHeaderArePassed(t *testing.T) {
	for name, c := range map[string]struct {
		above string
		notes []string
	}{
		"a title":               {"Activity export\r\nWorkspace: Northwind\r\n\r\n", []string{"2 lines above the header were passed"}},
		"a title of cells":      {"Activity export,,,,,\n", []string{"1 line above the header was passed"}},
		"a title in brackets":   {"[Activity export]\n{2026}\n", []string{"2 lines above the header were passed"}},
		"a title in quotes":     {`"The ""export"", of` + "\n", []string{"1 line above the header was passed"}},
		"twenty lines":          {strings.Repeat("# a comment, with a comma\n", 20), []string{"20 lines above the header were passed"}},
		"PowerShell":            {"#TYPE System.Management.Automation.PSCustomObject\r\n", nil},
		"PowerShell, quoted":    {"\"#TYPE System.Object\"\n", nil},
		"sep":                   {"sep=,\r\n", nil},
		"SEP":                   {"SEP=;\r\n", nil},
		"sep in quotes":         {"\"Sep=,\"\n", nil},
		"sep and a title":       {"sep=,\nActivity export\n", []string{"1 line above the header was passed"}},
		"marks":                 {framing.ByteOrderMark + framing.ByteOrderMark, nil},
		"a mark before the sep": {framing.ByteOrderMark + "sep=,\n", nil},
		"empty lines":           {strings.Repeat("\n", 100), nil},
	} {
		out := mustRead(t, c.above+lined(feedHeader, feedRow("a"), "x", feedRow("b")), Options{})
		require.Equal(t, []string{"a", "b"}, out.ids(), name)
		lines := strings.Count(c.above, "\n")
		require.Equal(t, []string{fmt.Sprintf("line %d: 1 cell where the header has 6", lines+3)}, out.rejected, name)
		require.Equal(t, c.notes, out.file.Notes(), name)
	}
	require.Contains(t, refusal(t, []byte(strings.Repeat("# a comment\n", 21)+lined(feedHeader, feedRow("a")))), "neither JSON nor CSV")

	// Rows above the header are not titles.
	out := mustRead(t, lined(feedRow("a"), feedRow("b"), feedHeader, feedRow("c")), Options{})
	require.Equal(t, []string{"c"}, out.ids())
	require.Equal(t, []string{"line 1: it is a row above the header: put the header first and import the file again",
		"line 2: it is a row above the header: put the header first and import the file again"}, out.rejected)
}

func TestRowsThatStandInOneCellAreRead(t *testing.T) {
	var rows []string
	for _, r := range []string{feedHeader, feedRow("a"), feedRow("b")} {
		rows = append(rows, `"`+strings.ReplaceAll(r, `"`, `""`)+`"`)
	}
	out := mustRead(t, lined(rows...), Options{})
	require.Empty(t, out.rejected)
	require.Equal(t, sixes(mustRead(t, lined(feedRecords(2)...), Options{})), sixes(out))
	out = mustRead(t, lined(rows[0], rows[1], `"half,a ""row"`, rows[2]), Options{})
	require.Equal(t, []string{"a", "b"}, out.ids())
	require.Len(t, out.rejected, 1)
}

func TestWhatBelongsToTheExportIsNoDetail(t *testing.T) {
	want := mustRead(t, lined(feedRecords(2)...), Options{}).events
	for _, title := range []string{"", "Unnamed: 0", "index", "#", "row", "Row Number", "row_no", "rownum", "level_0", "No.", "exported_at", "Export Date", "exportedBy", "Exported-On", "download_time", "line_number"} {
		out := mustRead(t, lined(title+","+feedHeader, "1,"+feedRow("a"), "2,"+feedRow("b")), Options{})
		require.Empty(t, out.rejected, title)
		require.Equal(t, want, out.events, title)
		require.Len(t, out.file.Notes(), 1)
		require.Contains(t, out.file.Notes()[0], "left out of the details: ", title)
	}
	for _, title := range []string{"export_format", "downloads", "download_url", "rows_affected", "record", "reason", "indexed", "Unnamed"} {
		out := mustRead(t, lined(feedHeader+","+title, feedRow("a")+",1"), Options{})
		require.Contains(t, string(out.events[0].Details), `"`+title+`":"1"`, title)
	}
	out := mustRead(t, lined(","+feedHeader+",,Unnamed: 7", "x,"+feedRow("a")+",5,6"), Options{})
	require.Contains(t, string(out.events[0].Details), `{"column 1":"x",`, "a text is no index")
	require.Contains(t, string(out.events[0].Details), `"column 8":"5","column 9":"6"`, "nor is what stands behind the columns")
	out = mustRead(t, lined(strings.Replace(feedRecord("a"), "{", `{"exported_at":"2026-12-01","row":7,`, 1)), Options{})
	require.Equal(t, want[:1], out.events)
	require.Equal(t, []string{"what belongs to the export and not to the events was left out of the details: exported_at, row"}, out.file.Notes())
	out = mustRead(t, lined(strings.Replace(feedRecord("a"), "{", `{"exported_at":"2026-12-01","ip":"1.2.3.4",`, 1)), Options{})
	require.NotContains(t, string(out.events[0].Details), "exported_at")
	require.Contains(t, string(out.events[0].Details), "1.2.3.4")

	// Ids that are derived from a record do not depend on the transport
	// columns.
	one := mustRead(t, lined(",action,actor,created_at,org", "0,repo.create,ann,2026-08-02T17:39:42Z,acme"), Options{}).events
	require.Equal(t, one, mustRead(t, lined(",action,actor,created_at,org", "7,repo.create,ann,2026-08-02T17:39:42Z,acme"), Options{}).events)
}

func TestWhatASpreadsheetDestroyedIsSaid(t *testing.T) {
	for cell, reason := range map[string]string{
		"1.23E+15,ann,c,x,d,2026-08-02T17:39:42Z":     `event_id "1.23E+15" is a number that a spreadsheet shortened, and its last digits are lost: export the file anew`,
		"1E+05,ann,c,x,d,2026-08-02T17:39:42Z":        `event_id "1E+05" is a number`,
		"a,1.23457E+17,c,x,d,2026-08-02T17:39:42Z":    `actor "1.23457E+17" is a number`,
		"a,ann,c,x,d,22/11/26 09:08:00":               "has a year of two digits, as spreadsheets shorten it: export the file anew without one",
		"a,ann,c,x,d,11/22/2026 09:08":                "has no seconds, which spreadsheets leave out",
		"a,ann,c,x,M\xfcller,2026-08-02T17:39:42Z":    `description is not valid UTF-8, and may be Windows-1252 (Latin-1), as spreadsheets save what they call CSV: save it as "CSV UTF-8"`,
		"a,ann,c,x,M\xff,2026-08-02T17:39:42Z":        "description is not valid UTF-8: save the file as UTF-8",
		"a,ann,c,x,d,########":                        "is in no form that is read here",
		"a,ann,c,x,d,46349.3809":                      "looks like a day number of a spreadsheet",
		"\"1,23E+15\",ann,c,x,d,2026-08-02T17:39:42Z": `event_id "1,23E+15" is a number`,
	} {
		out := mustRead(t, lined(feedHeader, cell, feedRow("b")), Options{})
		require.Equal(t, []string{"b"}, out.ids(), cell)
		require.Contains(t, out.rejected[0], reason)
	}
	for _, id := range []string{"E+15", "1.2.3E+15", "12E+15", "1E+x", "evt_1E+15", "1e+15"} {
		require.Equal(t, []string{id}, mustRead(t, lined(feedHeader, id+",ann,c,x,d,2026-08-02T17:39:42Z"), Options{}).ids())
	}
}

func TestIdsThatAreNumbersKeepTheirDigits(t *testing.T) {
	record := func(id, actor, description string) string {
		return fmt.Sprintf(`{"event_id":%s,"actor":%s,"category":"c","action":"x","description":%s,"timestamp":"2026-08-02T17:39:42Z"}`, id, actor, description)
	}
	out := mustRead(t, lined(record("123456789012345678901234567890", "17", "null"), record("0", `"ann"`, `""`)), Options{})
	require.Equal(t, []string{"123456789012345678901234567890|17|c|x||2026-08-02T17:39:42Z", "0|ann|c|x||2026-08-02T17:39:42Z"}, sixes(out))
	require.Nil(t, out.events[0].Details)
	for broken, reason := range map[string]string{
		record("1.5", `"ann"`, `""`):   "event_id is the number 1.5, which is not written in all its digits",
		record("1e15", `"ann"`, `""`):  "event_id is the number 1e15, which is not written in all its digits",
		record("-1", `"ann"`, `""`):    "event_id is the number -1,",
		record("1", "true", `""`):      "actor is true or false where a text should be",
		record("1", "null", `""`):      "actor is missing or empty",
		record("null", `"ann"`, `""`):  "event_id is missing or empty",
		record("1", `"ann"`, "17"):     "description is a number where a text should be",
		record("1", `"ann"`, "[1]"):    "description is a list where a text should be",
		record("1", `{"id":1}`, `"d"`): "actor is an object where a text should be",
	} {
		out := mustRead(t, lined(broken, feedRecord("b")), Options{})
		require.Equal(t, []string{"b"}, out.ids(), broken)
		require.Contains(t, out.rejected[0], reason)
	}
}

func TestWideTextIsRead(t *testing.T) {
	text := lined(feedHeader, strings.Replace(feedRow("a"), "build", "bü😀ld", 1), feedRow("b"))
	want := mustRead(t, text, Options{}).events
	for _, width := range []int{2, 4} {
		for _, big := range []bool{false, true} {
			for _, mark := range []string{"", "\uFEFF"} {
				for _, source := range []string{text, lined(append(feedRecords(1), strings.Replace(feedRecord("b"), "build", "bü😀ld", 1))...)} {
					data := fuzztest.Wide(mark+source, width, big)
					name := fmt.Sprint(width, big, mark != "", source[:1])
					require.Equal(t, mustRead(t, source, Options{}).events, mustRead(t, string(data), Options{}).events, name)
					packed, err := readAll(gzipped(string(data)), Options{})
					require.NoError(t, err)
					require.Len(t, packed.events, 2)
					// Half a character at the end is reported.
					out := mustRead(t, string(data[:len(data)-1]), Options{})
					require.NotEmpty(t, out.file.Notes(), name)
				}
			}
		}
	}
	// Bytes that are not a character are not replaced.
	lone := append(fuzztest.Wide("\uFEFF"+feedHeader+"\n"+"a,ann,c,x,", 2, false), 0x3D, 0xD8)
	lone = append(lone, fuzztest.Wide(plainTime+"\n"+feedRow("b")+"\n", 2, false)...)
	out := mustRead(t, string(lone), Options{})
	require.Equal(t, want[1:], out.events)
	require.Contains(t, out.rejected[0], "line 2: description is not valid UTF-8")
}

// Daybook's own exports come back unchanged, whatever they look like.
func TestOwnRowsAreReadByTheRulesTheyWereWrittenBy(t *testing.T) {
	text := feedHeader + "\r\n" + "1.23E+15,1E+05,c,x,\"a,2026-08-02T17:39:42Z\nb,ann,c,x,d,2026-08-02T17:39:42Z\nc,ann,c,x,e\",2026-08-02T17:39:42Z\r\n"
	out := mustRead(t, text, Options{})
	require.Empty(t, out.rejected)
	require.Empty(t, out.file.Notes())
	require.Equal(t, []string{"1.23E+15"}, out.ids())
	require.Equal(t, "a,2026-08-02T17:39:42Z\nb,ann,c,x,d,2026-08-02T17:39:42Z\nc,ann,c,x,e", out.events[0].Description)
}

// The blanks by which a drawn table lines up would become part of members and
// categories.
func TestATableThatIsDrawnIsRefused(t *testing.T) {
	for _, text := range []string{
		lined(" event_id | actor | category | action  | description |      timestamp", "----------+-------+----------+---------+-------------+-----------", " e1       | ann   | webhook  | created | d           | 2026-08-02T17:39:42Z", "(1 row)"),
		lined("| event_id | actor | category | action | description | timestamp |", "|---|:---|---|---|---|---:|", "| e1 | ann | webhook | created | d | 2026-08-02T17:39:42Z |"),
		lined("+----------+-------+", "| event_id | actor | category | action | description | timestamp |", "+----------+-------+", "| e1 | ann | webhook | created | d | 2026-08-02T17:39:42Z |", "+----------+-------+"),
	} {
		require.Contains(t, refusal(t, []byte(text)), "it is a table that was drawn", text)
	}
	for _, text := range []string{
		lined("event_id|actor|category|action|description|timestamp", "--------|-----|--------|------|-----------|---------", "e1|ann|webhook|created|d|2026-08-02T17:39:42Z"),
		lined("event_id | actor | category | action | description | timestamp", "e1|ann|webhook|created|---|2026-08-02T17:39:42Z"),
	} {
		require.Equal(t, []string{"e1"}, mustRead(t, text, Options{}).ids(), text)
	}
}
