package ingest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/framing"
)

func TestEachWayToWrapRecordsIsRead(t *testing.T) {
	r := feedRecords(3)
	all := strings.Join(r, ",")
	for name, text := range map[string]string{
		"array":              "[" + all + "]",
		"array with blanks":  " \n[ " + strings.Join(r, " ,\r\n\t") + " ] \n",
		"array with mark":    "\xef\xbb\xbf[" + all + "]",
		"activities":         `{"activities":[` + all + `]}`,
		"Records":            `{"Records":[` + all + `]}`,
		"events":             `{"events":[` + all + `]}`,
		"data":               `{"data":[` + all + `]}`,
		"items":              `{"kind":"list","etag":"x","items":[` + all + `],"total":3}`,
		"Events":             `{ "more" : { "events" : [ 1 ] } , "Events" : [` + all + `] , "n" : [ 1 ] }`,
		"data in two":        `{"data":[` + r[0] + `],"events":[` + r[1] + "," + r[2] + `]}`,
		"wrapped twice":      `{"data":[` + r[0] + `]}` + "\n" + `{"data":[` + r[1] + "," + r[2] + `]}`,
		"two arrays":         "[" + r[0] + "]\n[" + r[1] + "," + r[2] + "]",
		"lines":              lined(r...),
		"lines with CR":      strings.Join(r, "\r\n") + "\r\n",
		"lines with blanks":  "\n\n" + strings.Join(r, " \n\n\t") + "\n",
		"lines with mark":    "\xef\xbb\xbf" + lined(r...),
		"behind one another": lined(strings.Join(r, "")),
		"over many lines":    lined(strings.ReplaceAll(strings.Join(r, "\n"), ",", ",\n  ")),
	} {
		out := mustRead(t, text, Options{})
		require.Equal(t, []string{"a", "b", "c"}, out.ids(), name)
		require.Empty(t, out.rejected, name)
		require.Equal(t, "daybook", out.file.Source(), name)
		require.Empty(t, out.file.Notes(), name)
	}
}

func TestAnExportOfNoEventsIsRead(t *testing.T) {
	for text, source := range map[string]string{
		`[]`: "daybook", " [ ]\n": "daybook", `{"activities":[]}`: "daybook", `{"Records":[]}`: "cloudtrail",
		`{"kind":"admin#reports#activities","items":[]}`: "google-workspace", feedHeader: "daybook", feedHeader + "\r\n": "daybook",
	} {
		out := mustRead(t, text, Options{})
		require.Empty(t, out.events, text)
		require.Empty(t, out.rejected, text)
		require.Equal(t, source, out.file.Source(), text)
	}
}

func TestABrokenElementCostsItselfOnly(t *testing.T) {
	r := feedRecords(3)
	for broken, reason := range map[string]string{
		`{"event_id":"x"}`:               "no time",
		`{}`:                             "no time",
		`{"event_id":nul}`:               "'n' where a value should be",
		`nul`:                            "it ends where the word null should be",
		`17`:                             "a number where an object should be",
		`"text, with ] and }"`:           "a text where an object should be",
		`[{"event_id":"x"}]`:             "a list where an object should be",
		`{"a":"\q"}`:                     "unknown escape",
		`{"a":"\ud800"}`:                 "half of a surrogate pair",
		"{\"a\":\"\xff\"}":               "not valid UTF-8",
		"{\"a\":\"\x01\"}":               "control character",
		"{\"a\":\"\x00\"}":               "control character",
		`{"a":1,"a":2}`:                  "occurs twice",
		`{"a":01}`:                       "where a comma or } should be",
		`{"a":NaN}`:                      "where a value should be",
		`{a:1}`:                          "where a key in quotes should be",
		`{"a":1,}`:                       "where a key in quotes should be",
		`{"a":[1,2,]}`:                   "where a value should be",
		`{"a":}`:                         "where a value should be",
		`{"a":{"b":[{"c":"],},{"}]}, 5}`: "where a key in quotes should be",
		strings.Repeat(`{"a":`, 65) + "1" + strings.Repeat("}", 65):                    "nested deeper than 64 levels",
		strings.Repeat(`{"a":`, 10_001) + "1" + strings.Repeat("}", 10_001):            "nested deeper than 64 levels",
		strings.Repeat("[", 10_001) + strings.Repeat("]", 10_001):                      "nested deeper than 64 levels",
		`{"a":"` + strings.Repeat("x", framing.MaxRecord) + `"}`:                       "longer than 1 MiB (1,048,584 bytes)",
		`{"a":[` + strings.Repeat(`"}]",{},`, framing.MaxRecord/4) + `{"b":[[],[]]}]}`: "longer than 1 MiB (2,097,173 bytes)",
	} {
		for _, text := range []string{
			"[" + r[0] + "," + broken + "," + r[1] + "," + r[2] + "]",
			`{"data":[` + r[0] + " ,\n" + broken + "\n, " + r[1] + "," + r[2] + `]}`,
			"[" + r[0] + "," + r[1] + "," + r[2] + "," + broken + "]",
		} {
			out := mustRead(t, text, Options{})
			require.Equal(t, []string{"a", "b", "c"}, out.ids(), "%.200s", text)
			require.Len(t, out.rejected, 1, "%.200s", text)
			require.Contains(t, out.rejected[0], reason, "%.200s", text)
			require.Regexp(t, `^index [13]: `, out.rejected[0])
			require.NotContains(t, out.rejected[0], "went on")
		}
	}
}

// Where brackets or quotes are lost, only lines tell where elements start.
var unbalanced = []string{
	`{"event_id":"x","actor":{"a":1,"action":"c","description":"d"}`,
	`{"event_id":"x","actor":"said "hi" twice","description":"d"}`,
	`{"event_id":"x","actor":"said 5" wide","description":"d"}`,
	`{"event_id":"x","actor":said 5","description":"d"}`,
	`{"event_id":"x,"actor":"y","description":"d"}`,
	`{"event_id":"x","actor":"y","description":"d`,
	`{"event_id":"x","actor":["y","description":"d"}`,
	`{"event_id":"x","actor":"y"],"description":"d"}`,
	`{"event_id":"x","actor":{"y","description":["d"}}`,
	`{"event_id":"x" "actor" {`,
	`{"event_id":"x","list":[1,2`,
	`{"event_id":"x","list":[ ,`,
	`{"event_id":"x","list":{"a":[`,
	`{"event_id":"x","actor":"` + "\n" + `","description":"d}`,
}

func TestWhereElementsStartTheirLinesReadingGoesOnAtTheNext(t *testing.T) {
	r := feedRecords(3)
	for _, broken := range unbalanced {
		for _, indent := range []string{"", "  ", "\t"} {
			text := "[\n" + indent + r[0] + ",\n" + indent + broken + ",\n" + indent + r[1] + ",\n" + indent + r[2] + "\n]\n"
			out := mustRead(t, text, Options{})
			require.Equal(t, []string{"a", "b", "c"}, out.ids(), text)
			require.Len(t, out.rejected, 1, text)
			require.Contains(t, out.rejected[0], "index 1: no valid JSON", text)
			require.Contains(t, out.rejected[0], fmt.Sprintf("; reading went on at byte %d", strings.Index(text, r[1])), text)
		}
	}
}

func TestWhereNothingIsCertainTheRestIsOneRejection(t *testing.T) {
	r := feedRecords(3)
	for _, broken := range unbalanced {
		text := "[" + r[0] + "," + broken + "," + r[1] + "," + r[2] + "]"
		out := mustRead(t, text, Options{})
		require.Equal(t, []string{"a"}, out.ids(), text)
		require.Len(t, out.rejected, 1, text)
		require.Contains(t, out.rejected[0], "index 1: ", text)
		if !strings.Contains(out.rejected[0], "inside this record: it was cut") {
			require.Contains(t, out.rejected[0], fmt.Sprintf("; nothing could be read from byte %d to the end at byte %d",
				len(r[0])+2, len(text)), text)
		}
	}
}

// A broken element must not make a part of another look like a record: neither an
// object inside it, nor text that looks like an object.
func TestNoRecordIsFoundInsideAnother(t *testing.T) {
	r := feedRecords(2)
	forged := strings.ReplaceAll(feedRecord("forged"), `"`, `\"`)
	for _, text := range []string{
		"[\n" + r[0] + ",\n{\"x\": [1,\n\"" + forged + "\",\n" + `{"description": }` + "\n]],\n" + r[1] + "\n]",
		"[\n" + r[0] + ",\n  {\"x\": ], \"events\":[{},\n" + feedRecord("forged") + "]},\n" + r[1] + "\n]",
		"[\n" + r[0] + ",\n{\"x\": ], \"y\":\"a,\\n" + forged + ",\\n\"},\n" + r[1] + "\n]",
	} {
		require.NotContains(t, mustRead(t, text, Options{}).ids(), "forged", text)
	}
}

func TestAFileThatWasCutGivesWhatStandsBeforeTheCut(t *testing.T) {
	r := feedRecords(3)
	pretty := "[\n  " + strings.Join(r, ",\n  ") + "\n]"
	for name, text := range map[string]string{
		"array": "[" + strings.Join(r, ",") + "]", "wrapped": `{"data":[` + strings.Join(r, ",") + `]}`, "lines in array": pretty,
		"lines": strings.Join(r, "\n"),
	} {
		for cut := len(r[0]) + 30; cut < len(text); cut++ {
			out, err := readAll([]byte(text[:cut]), Options{})
			require.NoError(t, err)
			whole := strings.Count(text[:cut], `"}`)
			require.Len(t, out.events, whole, "%s cut at %d", name, cut)
			if name == "lines" && (strings.HasSuffix(text[:cut], `"}`) || text[cut-1] == '\n') {
				require.Empty(t, out.rejected)
				continue
			}
			require.Len(t, out.rejected, 1, "%s cut at %d", name, cut)
			require.Regexp(t, fmt.Sprintf(`the file ends (here, )?at byte %d`, cut), out.rejected[0])
		}
	}
}

func TestWhatIsWrongAboutTheListItselfIsSaid(t *testing.T) {
	r := feedRecords(3)
	for text, want := range map[string][]string{
		"[" + r[0] + ",," + r[1] + "]":                 {"index 1: there is no record at this comma"},
		"[," + r[0] + "," + r[1] + "]":                 {"index 0: there is no record at this comma"},
		"[" + r[0] + "," + r[1] + "] x":                {"index 2: 'x' follows where the file should end; nothing could be read from byte"},
		"[" + r[0] + "," + r[1] + "]," + r[2] + "]":    {"index 2: ',' follows where the file should end; nothing could be read from byte"},
		"[" + r[0] + "," + r[1] + "]\x00\x00":          {"index 2: byte 0x00 follows where the file should end"},
		"[" + r[0] + "," + r[1] + "}":                  {"index 2: '}' where a comma or ] should be"},
		"[" + r[0] + "," + r[1] + ":" + r[2] + "]":     {"index 2: ':' where a comma or ] should be"},
		`{"data":[` + r[0] + "," + r[1] + `],x}`:       {"index 2: no valid JSON in the object around the list"},
		`{"data":[` + r[0] + "," + r[1] + `],"x"}`:     {"index 2: no valid JSON in the object around the list"},
		`{"data":[` + r[0] + "," + r[1] + `],"x":nul}`: {`index 2: no valid JSON behind the key "x" around the list`},
		`{"data":[` + r[0] + "," + r[1] + `],"x":{]}`:  {`index 2: no valid JSON behind the key "x" around the list`},
		`{"data":[` + r[0] + "," + r[1] + `]`:          {"index 2: the file ends at byte"},
		`{"data":[` + r[0] + "," + r[1] + `],"x":"y`:   {"index 2: the file ends at byte"},
		"[" + r[0] + "]\n[" + r[1] + ",17]":            {"document 2, index 1: a number where"},
		"[" + r[0] + "," + r[1] + "] 17":               {"'1' follows where the file should end"},
	} {
		out := mustRead(t, text, Options{})
		require.Equal(t, []string{"a", "b"}, out.ids(), text)
		require.Len(t, out.rejected, len(want), text)
		for i := range want {
			require.Contains(t, out.rejected[i], want[i], text)
		}
	}
}

func TestAMissingCommaCostsNothingAndIsNoted(t *testing.T) {
	out := mustRead(t, "["+strings.Join(feedRecords(3), " ")+"]", Options{})
	require.Equal(t, []string{"a", "b", "c"}, out.ids())
	require.Empty(t, out.rejected)
	require.Equal(t, []string{"2 commas were missing between two records"}, out.file.Notes())
}

func TestAPageThatNamesAnotherIsNoted(t *testing.T) {
	out := mustRead(t, `{"items":[`+feedRecord("a")+`],"nextPageToken":"A:1"}`, Options{})
	require.Len(t, out.file.Notes(), 1)
	require.Contains(t, out.file.Notes()[0], "the last page says that more follows (nextPageToken)")
	require.Empty(t, mustRead(t, `{"items":[`+feedRecord("a")+`],"nextPageToken":""}`, Options{}).file.Notes())
}

func TestABrokenLineCostsItselfOnly(t *testing.T) {
	r := feedRecords(3)
	for _, broken := range append(unbalanced[:len(unbalanced)-1:len(unbalanced)-1], "x", "]", `"`, "{", `{"a":1}`, feedRecord("x")+feedRecord("y"), "\x00", "\xff", "[1]", "null",
		strings.Repeat("{", 10_001), strings.Repeat("x", framing.MaxRecord+1), strings.Repeat(" ", framing.MaxRecord+100)+"x", `{"a":"`+strings.Repeat("x", 5*framing.MaxRecord)) {
		out := mustRead(t, lined(r[0], broken, r[1], r[2]), Options{})
		require.Equal(t, []string{"a", "b", "c"}, out.ids(), "%.200s", broken)
		require.Len(t, out.rejected, 1, "%.200s", broken)
		require.Regexp(t, `^line 2: `, out.rejected[0])
	}
	out := mustRead(t, lined(r[0], strings.Repeat("x", 3*framing.MaxRecord), r[1]), Options{})
	require.Equal(t, []string{"line 2: the record is longer than 1 MiB (3,145,728 bytes)"}, out.rejected)
}

func TestARecordOfExactlyOneMebibyteIsRead(t *testing.T) {
	pad := func(n int) string {
		r := feedRecord("a")
		return strings.Replace(r, "API key", "API key"+strings.Repeat("y", n-len(r)), 1)
	}
	for _, text := range []string{"[%s,%s]", "%s\n%s\n", "%s\r\n%s", "{\"data\":[%s\n,%s]}"} {
		out := mustRead(t, fmt.Sprintf(text, pad(framing.MaxRecord), feedRecord("b")), Options{})
		require.Equal(t, []string{"a", "b"}, out.ids())
		out = mustRead(t, fmt.Sprintf(text, pad(framing.MaxRecord+1), feedRecord("b")), Options{})
		require.Equal(t, []string{"b"}, out.ids())
		require.Contains(t, out.rejected[0], "longer than 1 MiB (1,048,577 bytes)")
	}
}

// Whatever is done to one element of a list whose elements start their lines,
// the others are read, and the rejections are few and name the element.
func TestDamageToOneElementLeavesTheOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := feedRecords(7)
		i := rapid.IntRange(1, 6).Draw(t, "which")
		b := []byte(r[i])
		times := rapid.IntRange(1, 3).Draw(t, "times")
		for n := 0; n < times && len(b) > 0; n++ {
			at := rapid.IntRange(0, len(b)-1).Draw(t, "at")
			switch rapid.IntRange(0, 2).Draw(t, "how") {
			case 0:
				b[at] = rapid.SampledFrom([]byte("\"{}[],:\\x\x00\xff")).Draw(t, "byte")
			case 1:
				b = append(b[:at], b[at+1:]...)
			case 2:
				b = b[:at+1]
			}
		}
		r[i] = string(b)
		out := mustRead(t, "[\n"+strings.Join(r, ",\n")+"\n]", Options{})
		for n, id := range []string{"a", "b", "c", "d", "e", "f", "g"} {
			if n != i {
				require.Contains(t, out.ids(), id, "%s: %q", b, out.rejected)
			}
		}
		require.LessOrEqual(t, len(out.rejected), 2+times)
	})
}
