package ingest

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Records in a wrapper under an unforeseen key would be lost without a message if
// they were not read.
func TestRecordsAreReadWhateverTheKeyAroundThem(t *testing.T) {
	r := feedRecords(3)
	all := strings.Join(r, ",")
	for name, text := range map[string]string{
		"two lists":            `{"events":[` + r[0] + `],"older_events":[` + r[1] + "," + r[2] + `]}`,
		"an unknown one first": `{"archived":[` + r[0] + "," + r[1] + `],"events":[` + r[2] + `]}`,
		"value":                `{"@odata.context":"x","value":[ ` + all + `]}`,
		"two down":             `{"status":"ok","data":{"items":[` + all + `]},"n":[1,2]}`,
		"edges":                `{"data":{"log":{"edges":[{"node":` + strings.Join(r, `},{"node":`) + `}]}}}`,
		"behind blanks":        `{"result" : {"x" : [ {} , [ ] ] , "rows" :` + "\n[\n" + all + "\n]\n}}",
		"far behind":           `{"x":{"y":"` + strings.Repeat("-", 300_000) + `"},"rows":[` + all + `]}`,
		"several documents":    `{"rows":[` + r[0] + `]}{"rows":[` + r[1] + "," + r[2] + `]}`,
	} {
		out := mustRead(t, text, Options{})
		require.Equal(t, []string{"a", "b", "c"}, out.ids(), name)
		require.Empty(t, out.rejected, name)
		require.Empty(t, out.file.Notes(), name)
	}
	out := mustRead(t, `{"events":[`+r[0]+`],"rows":[{"x":1},`+r[1]+`],"facets":{"items":[{"x":1}],"data":[1]},"list":[],"n":[`+"\n1]}", Options{})
	require.Equal(t, []string{"a", "b"}, out.ids())
	require.Equal(t, []string{"index 0: no time"}, out.rejected)
}

func TestRecordsBehindAPageAreRead(t *testing.T) {
	r := feedRecords(4)
	for _, text := range []string{
		`{"events":[` + r[0] + "," + r[1] + "]}\n" + r[2] + "\n" + r[3] + "\n",
		`{"events":[` + r[0] + `]}` + r[1] + r[2] + `{"events":[` + r[3] + `]}`,
		`{"meta":1}{"events":[` + r[0] + `]}` + r[1] + "\n[" + r[2] + "," + r[3] + "]",
	} {
		out := mustRead(t, text, Options{})
		require.Equal(t, []string{"a", "b", "c", "d"}, out.ids(), text)
		require.Empty(t, out.rejected, text)
	}
}

// A response that reports an error takes the place of a page, and is not a last
// page, as an empty page is.
func TestAnErrorInPlaceOfAPageIsNoLastPage(t *testing.T) {
	first := `{"events":[` + feedRecord("a") + `],"next_cursor":"x"}`
	for _, failed := range []string{`{"error":"rate limit"}`, `{"status":429,"message":"slow down"}`, `{"errors":[{"code":1}],"data":null}`, `{"Error":{"code":5}}`} {
		out := mustRead(t, first+"\n"+failed+"\n", Options{})
		require.Len(t, out.rejected, 1, failed)
		require.Contains(t, out.rejected[0], "document 2, index 0: it holds no list of records but the field ", failed)
		require.True(t, out.file.Incomplete(), failed)
	}
	for _, last := range []string{`{"kind":"list","etag":"x"}`, `{"events":[],"next_cursor":""}`, `{"events":[],"message":"ok"}`} {
		out := mustRead(t, first+last, Options{})
		require.Empty(t, out.rejected, last)
		require.False(t, out.file.Incomplete(), last)
	}
}

func TestPagesThatAreNumberedSayThatMoreFollows(t *testing.T) {
	r := feedRecord("a")
	more := func(text string) bool { return mustRead(t, text, Options{}).file.Incomplete() }
	for _, around := range []string{
		`"page":1,"total_pages":3`, `"page":0,"pages":2`, `"current_page":2,"last_page":3`, `"meta":{"currentPage":"1","totalPages":"2"}`,
	} {
		require.True(t, more(`{`+around+`,"events":[`+r+`]}`), around)
		require.True(t, more(`{"events":[`+r+`],`+around+`}`), around)
	}
	for _, around := range []string{
		`"page":3,"total_pages":3`, `"page":0,"pages":1`, `"total_pages":3`, `"page":1`, `"current_page":1,"last_page":1`, `"page":1,"pages":null`, `"page":"x","pages":3`,
	} {
		require.False(t, more(`{`+around+`,"events":[`+r+`]}`), around)
	}
	require.False(t, more(`{"page":1,"pages":2,"events":[`+r+`]}{"page":2,"pages":2,"events":[`+feedRecord("b")+`]}`))
}

// Responses and files are joined together with everything at the start of each.
func TestWhatStandsInFrontOfAFileMayStandInFrontOfTheNext(t *testing.T) {
	r := feedRecords(2)
	for name, text := range map[string]string{
		"marks of arrays":  "\uFEFF[" + r[0] + "]\n\uFEFF[" + r[1] + "]\n",
		"marks of objects": "\uFEFF{\"events\":[" + r[0] + "]}\uFEFF{\"events\":[" + r[1] + "]}",
		"marks of lines":   "\uFEFF" + r[0] + "\n\uFEFF" + r[1] + "\n",
		"responses":        "HTTP/1.1 200 OK\r\nLink: <https://x>; rel=\"next\"\r\n\r\n[" + r[0] + "]HTTP/1.1 200 OK\r\nLink: <https://x>; rel=\"prev\"\r\n\r\n[" + r[1] + "]",
		"without Link":     "HTTP/2 200\nLink: <https://x>; rel=next\n\n{\"events\":[" + r[0] + "]}\nHTTP/2 200\n\n{\"events\":[" + r[1] + "]}",
	} {
		out := mustRead(t, text, Options{})
		require.Equal(t, []string{"a", "b"}, out.ids(), name)
		require.Empty(t, out.rejected, name)
		require.False(t, out.file.Incomplete(), name)
	}
	out := mustRead(t, "HTTP/2 200\n\n["+r[0]+"]\nHTTP/2 200\nLink: <https://x>; rel=next\n\n["+r[1]+"]", Options{})
	require.Equal(t, []string{"a", "b"}, out.ids())
	require.True(t, out.file.Incomplete())
	out = mustRead(t, "HTTP/1.1 200 OK\nLink: <https://x>; rel=next\n\n["+r[0]+"]\nHTTP/1.1 403 Forbidden\n\n{\"message\":\"slow down\"}\n", Options{})
	require.Equal(t, []string{"a"}, out.ids())
	require.Len(t, out.rejected, 1)
	require.True(t, out.file.Incomplete())
	require.Equal(t, []string{"a"}, mustRead(t, "\uFEFFHTTP/2 200\n\n\uFEFF["+r[0]+"]", Options{}).ids())
	out = mustRead(t, "["+r[0]+"] HTTP", Options{})
	require.Equal(t, []string{"a"}, out.ids())
	require.Len(t, out.rejected, 1)
}
