package ingest

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A sign that more follows is reported, wherever it is around the records.
func TestAPageThatSaysThatMoreFollowsIsTold(t *testing.T) {
	records := "[" + strings.Join(feedRecords(2), ",") + "]"
	for more, key := range map[string]string{
		`"nextPageToken":"x"`: "nextPageToken", `"NextToken":"x"`: "NextToken", `"nextToken":"x"`: "nextToken", `"next_token":"x"`: "next_token",
		`"next_cursor":"x"`: "next_cursor", `"has_more":true`: "has_more", `"hasMore":true`: "hasMore", `"has_more":"true"`: "has_more", `"isTruncated":true`: "isTruncated",
		`"IsTruncated":true,"Marker":"x"`: "Marker", `"NextMarker":"x"`: "NextMarker", `"@odata.nextLink":"https://x"`: "@odata.nextLink", `"odata.nextLink":"x"`: "odata.nextLink",
		`"next":"https://x"`: "next", `"next_page":3`: "next_page", `"links":{"next":"https://x"}`: "next", `"_links":{"next":{"href":"https://x"}}`: "next",
		`"links":[{"rel":"self"},{"rel":"next","href":"x"}]`: "links", `"meta":{"pagination":{"next_page_url":"x"}}`: "next_page_url",
		`"response_metadata":{"next_cursor":"x"}`: "next_cursor", `"paging":{"cursors":{"after":"x"},"next":"x"}`: "next", `"pageInfo":{"hasNextPage":true,"endCursor":"x"}`: "hasNextPage",
		`"Link":"<https://x?page=1>; rel=\"prev\", <https://x?page=3>; rel=\"next\""`: "Link", `"headers":{"link":"<https://x>; rel=next"}`: "link", `"LastEvaluatedKey":{"id":{"S":"x"}}`: "LastEvaluatedKey",
		`"nextRecordsUrl":"/x","done":false`: "done", `"last":false`: "last", `"truncated":true`: "truncated", `"ContinuationToken":"x"`: "ContinuationToken",
	} {
		for _, text := range []string{`{"events":` + records + `,` + more + `}`, `{` + more + `,"events":` + records + `}`} {
			out := mustRead(t, text, Options{})
			require.Len(t, out.events, 2, text)
			require.Equal(t, []string{"the last page says that more follows (" + key + "): the export is incomplete unless that is imported as well"}, out.file.Notes(), text)
		}
	}
	for _, none := range []string{`"nextPageToken":""`, `"NextToken":null`, `"next_cursor":"","has_more":false`, `"isTruncated":false,"Marker":""`, `"next":null`, `"next_page":0`, `"next_offset":-1`,
		`"links":{"next":null,"self":"x"}`, `"_links":{"next":{"href":""}}`, `"done":true,"last":true`, `"pageInfo":{"hasNextPage":false,"endCursor":"x"}`, `"Link":"<https://x>; rel=\"prev\""`,
		`"paging":{"previous":"x"}`, `"nextSyncToken":"x"`, `"has_more":"false"`, `"description":"see the next page"`} {
		require.Empty(t, mustRead(t, `{"events":`+records+`,`+none+`}`, Options{}).file.Notes(), none)
	}
}

// Of the pages of one list, the last says whether more follows.
func TestPagesInOneFileAreOneList(t *testing.T) {
	r := feedRecords(4)
	page := func(records, around string) string { return `{"items":[` + records + `]` + around + `}` }
	for name, text := range map[string]string{
		"one behind the other": page(r[0]+","+r[1], `,"nextPageToken":"b","total":4`) + "\n" + page(r[2]+","+r[3], `,"total":4`),
		"on one line":          page(r[0], `,"has_more":true`) + page(r[1]+","+r[2]+","+r[3], `,"has_more":false`),
	} {
		out := mustRead(t, text, Options{})
		require.Len(t, out.events, 4, name)
		require.Empty(t, out.file.Notes(), name)
	}
	packed, err := readAll(zipped(t, entry{name: "1.json", text: page(r[0]+","+r[1], `,"nextPageToken":"b","total":4`)}, entry{name: "2.json", text: page(r[2]+","+r[3], `,"total":4`)}), Options{})
	require.NoError(t, err)
	require.Empty(t, packed.file.Notes())
	out := mustRead(t, page(r[0], `,"nextPageToken":"b"`)+"\n"+page(r[1], `,"nextPageToken":"c"`), Options{})
	require.Equal(t, []string{"the last page says that more follows (nextPageToken): the export is incomplete unless that is imported as well"}, out.file.Notes())
}

func TestATotalAboveWhatIsThereIsTold(t *testing.T) {
	records := `"events":[` + strings.Join(feedRecords(2), ",") + `]`
	for around, key := range map[string]string{`"total":5000`: "total", `"total_count":5000`: "total_count", `"totalResults":"5000"`: "totalResults", `"meta":{"total":5000}`: "total",
		`"count":5000`: "count", `"@odata.count":5000`: "@odata.count", `"total":{"value":5000,"relation":"eq"}`: "total", `"numFound":5000`: "numFound"} {
		out := mustRead(t, `{`+around+`,`+records+`}`, Options{})
		require.Len(t, out.events, 2)
		require.Equal(t, []string{"the file says that there are 5,000 records (" + key + ") and holds 2: the export is incomplete without the others"}, out.file.Notes())
	}
	for _, around := range []string{`"total":2`, `"total":0`, `"total":1`, `"total":null`, `"total":"many"`, `"count":2.5`, `"totals":{"a":9}`, `"size":100`, `"limit":100`, `"page":3`, `"total":true`} {
		require.Empty(t, mustRead(t, `{`+around+`,`+records+`}`, Options{}).file.Notes(), around)
	}
	// A rejected record counts, too.
	require.Len(t, mustRead(t, `{"total":2,"events":[17,`+feedRecord("a")+`]}`, Options{}).file.Notes(), 0)
}

func TestHeaderFieldsOfHTTPArePassed(t *testing.T) {
	list := "[" + strings.Join(feedRecords(2), ",") + "]"
	const head = "HTTP/2 200 \r\ncontent-type: application/json\r\n"
	out := mustRead(t, head+"link: <https://x?page=2>; rel=\"next\", <https://x?page=9>; rel=\"last\"\r\n\r\n"+list, Options{})
	require.Equal(t, []string{"a", "b"}, out.ids())
	require.Equal(t, []string{"the last page says that more follows (the Link field of HTTP): the export is incomplete unless that is imported as well"}, out.file.Notes())
	out = mustRead(t, "HTTP/1.1 200 Connection established\r\n\r\n"+head+"Link: <https://x?page=1>; rel=\"first prev\"\r\n\r\n"+list, Options{})
	require.Equal(t, []string{"a", "b"}, out.ids())
	require.Empty(t, out.file.Notes())
	require.Contains(t, refusal(t, []byte(head)), "neither JSON nor CSV")
}
