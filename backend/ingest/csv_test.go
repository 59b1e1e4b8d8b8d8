package ingest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/framing"
)

func TestCSVIsReadWhateverTheOrderOfColumnsAndTheSeparator(t *testing.T) {
	want := mustRead(t, feedRecord("a"), Options{}).events
	for name, text := range map[string]string{
		"plain":         feedHeader + "\r\n" + feedRow("a") + "\r\n",
		"without end":   feedHeader + "\n" + feedRow("a"),
		"CR alone":      feedHeader + "\r" + feedRow("a") + "\r",
		"mark":          "\xef\xbb\xbf" + feedHeader + "\n" + feedRow("a"),
		"blank lines":   feedHeader + "\n\n\r\n" + feedRow("a") + "\n\n",
		"other order":   "timestamp,description,actor,event_id,category,action\n2026-08-02T17:39:42Z,\"API key \"\"build\"\" (bye_4f...) was created\",ann@example.com,a,api_key,created\n",
		"other case":    "Event ID;ACTOR;Category;Action;Description;TimeStamp\na;ann@example.com;api_key;created;\"API key \"\"build\"\" (bye_4f...) was created\";2026-08-02T17:39:42Z\n",
		"quoted header": `"event_id","actor","category","action","description","timestamp"` + "\n" + feedRow("a"),
		"tabs":          strings.ReplaceAll(feedHeader, ",", "\t") + "\n" + strings.ReplaceAll(feedRow("a"), ",", "\t"),
		"separator":     "sep=;\r\n" + strings.ReplaceAll(feedHeader, ",", ";") + "\r\n" + strings.ReplaceAll(feedRow("a"), ",", ";"),
		"action key":    "event_id,actor,action,description,timestamp\n" + strings.Replace(feedRow("a"), "api_key,created", "api_key.created", 1),
	} {
		out := mustRead(t, text, Options{})
		require.Equal(t, want, out.events, name)
		require.Empty(t, out.rejected, name)
		require.Equal(t, !strings.HasSuffix(text, "\n") && !strings.HasSuffix(text, "\r"), len(out.file.Notes()) > 0, name)
		require.Equal(t, "daybook", out.file.Source(), name)
	}
}

func TestFurtherColumnsGoToTheDetails(t *testing.T) {
	out := mustRead(t, "Note,"+feedHeader+",IP,\n"+"\"a\nb\","+feedRow("a")+",1.2.3.4,\n"+","+feedRow("b")+",,x\n", Options{})
	require.Empty(t, out.rejected)
	require.JSONEq(t, `{"record":{"Note":"a\nb","event_id":"a","actor":"ann@example.com","category":"api_key","action":"created",
		"description":"API key \"build\" (bye_4f...) was created","timestamp":"2026-08-02T17:39:42Z","IP":"1.2.3.4"},
		"time":"2026-08-02T17:39:42Z","zone":"as written"}`, string(out.events[0].Details))
	require.True(t, strings.HasPrefix(string(out.events[0].Details), `{"record":{"Note":"a\nb","event_id":"a",`))
	require.Contains(t, string(out.events[1].Details), `"IP":"","column 9":"x"},`)
}

func TestBrokenQuotingCostsItsRecordOnly(t *testing.T) {
	row := func(description string) string {
		return "x,ann,api_key,created," + description + ",2026-08-02T17:39:42Z"
	}
	for broken, reason := range map[string]string{
		row(`a "b" c`):                   "line 3: broken quoting: a quote inside a cell that does not start with one",
		row(`"a" b`):                     "line 3: broken quoting: text behind a cell's closing quote",
		row(`"said "hi" twice"`):         "line 3: broken quoting: text behind a cell's closing quote",
		row(`"never closed`):             "line 3: broken quoting: text behind a cell's closing quote",
		row(`"over` + "\n" + `lines" x`): "lines 3 to 4: broken quoting: text behind a cell's closing quote",
		row("a") + ",b":                  "line 3: 7 cells where the header has 6",
		"a,b":                            "line 3: 2 cells where the header has 6",
		"\x00":                           "line 3: 1 cell where the header has 6",
		row("\xff"):                      "line 3: description is not valid UTF-8",
		"x,,api_key,created,a,2026-08-02T17:39:42Z":                                             "line 3: actor is missing or empty",
		"x,ann,api_key,created,a,":                                                              "line 3: no time",
		"x,ann,api_key,created,a,2026-02-30T17:39:42Z":                                          "line 3: the time \"2026-02-30T17:39:42Z\" has the day 30",
		row(strings.Repeat("y", framing.MaxRecord)):                                             "line 3: the record is longer than 1 MiB",
		row(`"` + strings.Repeat("y\n"+row("forged")+"\n", 30_000)[:framing.MaxRecord+9] + `"`): "longer than 1 MiB (",
		row(`"` + strings.Repeat(`""`+"\r\n", framing.MaxRecord/3) + `"`):                       "longer than 1 MiB (",
	} {
		// A quote in the row after it ends the quoting that was never closed.
		text := lined(feedHeader, feedRow("a"), broken, feedRow("b"), feedRow("c"))
		out := mustRead(t, text, Options{})
		require.Equal(t, []string{"a", "b", "c"}, out.ids(), "%.300s", broken)
		require.Len(t, out.rejected, 1, "%.300s", broken)
		require.Contains(t, out.rejected[0], reason, "%.300s", broken)
	}
}

func TestAQuoteThatIsNeverClosedCostsWhatItMayEnclose(t *testing.T) {
	plainRow := func(id string) string { return id + ",ann,api_key,created,text,2026-08-02T17:39:42Z" }
	stray := `x,ann,api_key,created,"text,2026-08-02T17:39:42Z`
	out := mustRead(t, lined(feedHeader, plainRow("a"), stray, plainRow("b"), plainRow("c")), Options{})
	require.Equal(t, []string{"a", "b", "c"}, out.ids())
	require.Equal(t, []string{"line 3: broken quoting: a cell's opening quote that is never closed"}, out.rejected)

	// The line after it is not a row: the quote may enclose it, so nothing in it is read.
	out = mustRead(t, lined(feedHeader, plainRow("a"), stray, "more", plainRow("b"), plainRow("c")), Options{})
	require.Equal(t, []string{"a"}, out.ids())
	require.Equal(t, []string{"lines 3 to 6: broken quoting: a cell's opening quote that is never closed: the file ends in this cell, and may have been cut"}, out.rejected)

	// Beyond 1 MiB nothing is taken for a row until the quoting ends or breaks.
	long := strings.Repeat(plainRow("forged")+"\n", 30_000)
	out = mustRead(t, lined(feedHeader, plainRow("a"), stray)+long, Options{})
	require.Equal(t, []string{"a"}, out.ids())
	require.Len(t, out.rejected, 1)
	require.Contains(t, out.rejected[0], "lines 3 to 30003: the record is longer than 1 MiB")
	require.Contains(t, out.rejected[0], "never closed")
	out = mustRead(t, lined(feedHeader, plainRow("a"), stray)+long+"breaks\"here\n"+lined(plainRow("b")), Options{})
	require.Equal(t, []string{"a", "b"}, out.ids())
	require.Len(t, out.rejected, 1)
	require.Contains(t, out.rejected[0], "and its quoting is broken")
}

func TestGuardsAreTakenOffCellsAndCounted(t *testing.T) {
	var rows []string
	texts := []string{"=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "＝x", "＋x", "－x", "＠x", "'x", "''x", "'", "=", "x", "", "key 'a'"}
	for i, s := range texts {
		cell := s
		if i < len(texts)-3 {
			cell = "'" + s
		}
		rows = append(rows, fmt.Sprintf(`%d,ann,c,a,"%s",2026-08-02T17:39:42Z`, i, cell))
	}
	out := mustRead(t, lined(append([]string{feedHeader}, rows...)...), Options{})
	require.Empty(t, out.rejected)
	for i, e := range out.events {
		require.Equal(t, texts[i], e.Description)
	}
	require.Equal(t, []string{"15 cells began with a ' that protects from formulas, and were read without it"}, out.file.Notes())

	// A ' that is not a guard stays, and so does everything in JSON.
	out = mustRead(t, lined(feedHeader, `a,'ann',c,a,'key-name' was created,2026-08-02T17:39:42Z`, `b,'=ann,c,a,'＝x,2026-08-02T17:39:42Z`), Options{})
	require.Equal(t, "'ann'", out.events[0].Actor)
	require.Equal(t, "'key-name' was created", out.events[0].Description)
	require.Equal(t, "=ann", out.events[1].Actor)
	require.Equal(t, []string{"2 cells began with a ' that protects from formulas, and were read without it"}, out.file.Notes())
	out = mustRead(t, lined(feedHeader, `b,'=ann,c,a,x,2026-08-02T17:39:42Z`), Options{})
	require.Equal(t, []string{"1 cell began with a ' that protects from formulas, and was read without it"}, out.file.Notes())
	out = mustRead(t, lined(strings.Replace(feedRecord("a"), "ann@", "'=ann@", 1)), Options{})
	require.Equal(t, "'=ann@example.com", out.events[0].Actor)
	require.Empty(t, out.file.Notes())
}

func TestAHeaderThatIsAmbiguousIsRefused(t *testing.T) {
	require.Contains(t, refusal(t, []byte(feedHeader+",Actor\n")), `its header names the column "Actor" twice`)
	require.Contains(t, refusal(t, []byte(feedHeader+",\xff\n")), "its header is not valid UTF-8")
	require.Contains(t, refusal(t, []byte(feedHeader+strings.Repeat(",x", 2000)+"\n")), "CSV with 2,006 columns")
	require.Contains(t, refusal(t, []byte("name,size\na,1\n")), `names no columns of events that Daybook knows: "name, size"`)
	require.Contains(t, refusal(t, []byte("hello world\n")), "neither JSON nor CSV")
	require.Contains(t, refusal(t, []byte(`"hello`)), "neither JSON nor CSV")
}

func TestAHeaderThatLacksAColumnIsRefusedWithItsName(t *testing.T) {
	for _, name := range strings.Split(feedHeader, ",") {
		header := strings.Replace(","+feedHeader, ","+name, "", 1)[1:]
		row := "a,ann,api_key,api_key.created,2026-08-02T17:39:42Z"
		if name == "category" { // the action key holds it
			require.Equal(t, []string{"a"}, mustRead(t, lined(header, "a,ann,api_key.created,d,2026-08-02T17:39:42Z"), Options{}).ids())
			continue
		}
		require.Contains(t, refusal(t, []byte(lined(header, row))), "it looks like CSV of events, but its header has no column "+name+";")
	}
	require.Contains(t, refusal(t, []byte("Description;Category;Timestamp\n")), "has no column event_id, and no column actor, and no column action;")
	require.Contains(t, refusal(t, []byte("Description,Action\n")), `names no columns of events that Daybook knows: "Description, Action"`)
}

// The table of the feed says Member where the file says actor.
func TestAColumnMemberHoldsTheActor(t *testing.T) {
	out := mustRead(t, lined("Event ID,Member,Category,Action,Description,Timestamp", feedRow("a")), Options{})
	require.Equal(t, mustRead(t, feedRecord("a"), Options{}).events, out.events)
	require.Empty(t, out.rejected)

	out = mustRead(t, lined(feedHeader+",member", feedRow("a")+",bob"), Options{})
	require.Equal(t, "ann@example.com", out.events[0].Actor)
	require.Contains(t, string(out.events[0].Details), `"member":"bob"`)
}
