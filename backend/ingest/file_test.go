package ingest

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"daybook/backend/event"
	"daybook/backend/fuzztest"
	"daybook/backend/strictjson"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// entry is an entry of a zip.
type entry struct {
	name, text string
	stored     bool
}

func zipped(t require.TestingT, entries ...entry) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range entries {
		h := &zip.FileHeader{Name: e.name, Method: zip.Deflate}
		if e.stored || strings.HasSuffix(e.name, "/") {
			h.Method = zip.Store
		}
		w, err := z.CreateHeader(h)
		require.NoError(t, err)
		_, err = io.WriteString(w, e.text)
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return b.Bytes()
}

func TestEachContainerGivesTheSameEvents(t *testing.T) {
	text := lined(feedRecords(5)...)
	want := mustRead(t, text, Options{}).events
	for name, data := range map[string][]byte{
		"plain":          []byte(text),
		"gzip":           gzipped(text),
		"gzip members":   append(gzipped(text[:300]), gzipped(text[300:])...),
		"gzip and empty": append(gzipped(text), gzipped("")...),
		"zip":            zipped(t, entry{name: "activity.json", text: text}),
		"zip stored":     zipped(t, entry{name: "x", text: text, stored: true}),
		"zip with more": zipped(t, entry{name: "logs/"}, entry{name: "__MACOSX/logs/._a.json", text: "x"}, entry{name: "logs/a.json", text: text},
			entry{name: "logs/.DS_Store", text: "x"}, entry{name: "logs/._b.json", text: "y"}),
		"zip in parts": zipped(t, entry{name: "a", text: lined(feedRecords(5)[:2]...)}, entry{name: "b", text: "[" + strings.Join(feedRecords(5)[2:], ",") + "]"}),
	} {
		out, err := readAll(data, Options{})
		require.NoError(t, err, name)
		require.Equal(t, want, out.events, name)
		require.Empty(t, out.rejected, name)
		sum, err := out.file.SHA256()
		require.NoError(t, err, name)
		require.Equal(t, event.Hash(sha256.Sum256(data)), sum, name)
		require.Equal(t, int64(len(data)), out.file.Offset(), name)
	}
}

func TestAZipNamesTheEntryOfARejection(t *testing.T) {
	data := zipped(t,
		entry{name: "logs/a.json", text: "[" + feedRecord("a") + ",17]"},
		entry{name: "readme.txt", text: "These are logs.\n"},
		entry{name: "inner.zip", text: string(zipped(t, entry{name: "c", text: feedRecord("c")}))},
		entry{name: "more.json.gz", text: string(gzipped(feedRecord("d")))},
		entry{name: "twice.gz", text: string(gzipped(string(gzipped(feedRecord("e")))))},
		entry{name: "empty", text: ""},
		entry{name: "b.csv", text: lined(feedHeader, feedRow("b"), "x")},
	)
	out, err := readAll(data, Options{})
	require.NoError(t, err)
	require.Equal(t, []string{"b", "a", "d"}, out.ids(), "in the order of their names")
	require.Len(t, out.rejected, 6)
	require.Contains(t, out.rejected[0], "empty: it is empty")
	require.Contains(t, out.rejected[1], "inner.zip: it is an archive inside an archive")
	require.Contains(t, out.rejected[2], "readme.txt: it is neither JSON nor CSV")
	require.Contains(t, out.rejected[3], "twice.gz: it is an archive inside an archive")
	require.Contains(t, out.rejected[4], "b.csv, line 3: 1 cell where the header has 6")
	require.Contains(t, out.rejected[5], "logs/a.json, index 1: a number where an object should be")
}

func TestAZipMayHoldSeveralSources(t *testing.T) {
	out, err := readAll(zipped(t,
		entry{name: "1", text: trailRecord("a")}, entry{name: "2", text: feedRecord("b")}, entry{name: "3", text: trailRecord("c")}), Options{})
	require.NoError(t, err)
	require.Equal(t, []string{"a", "b", "c"}, out.ids())
	require.Equal(t, "cloudtrail, daybook", out.file.Source())
}

func TestRepeatedRecordsAreCountedAnewInEachEntry(t *testing.T) {
	record := `{"action":"repo.create","actor":"ann","created_at":1621305118553}`
	out, err := readAll(zipped(t, entry{name: "1", text: lined(record, record)}, entry{name: "2", text: record}), Options{})
	require.NoError(t, err)
	require.Equal(t, []string{out.events[0].ID, out.events[0].ID + "~2", out.events[0].ID}, out.ids())
}

func TestFilesWithoutEventsAreRefusedWithWhatTheyAre(t *testing.T) {
	utf16 := func(s string, order int) []byte {
		var b []byte
		for _, c := range []byte(s) {
			b = append(b, byte(order)*c, byte(1-order)*c)
		}
		return b
	}
	tar := make([]byte, 1024)
	copy(tar, "activity.json")
	copy(tar[257:], "ustar")
	random := make([]byte, 4096)
	x := uint32(1)
	for i := range random {
		x = x*1664525 + 1013904223
		random[i] = byte(x >> 24)
	}
	for name, c := range map[string]struct {
		data   []byte
		reason string
	}{
		"empty":           {nil, "it is empty"},
		"blank":           {[]byte(" \r\n\t\n"), "it is empty"},
		"mark alone":      {[]byte("\xef\xbb\xbf"), "it is empty"},
		"UTF-16 LE":       {append([]byte("\xff\xfe"), utf16("[{}]", 1)...), "an object without any field"},
		"UTF-16 BE":       {append([]byte("\xfe\xff"), utf16("[{}]", 0)...), "an object without any field"},
		"UTF-16 unmarked": {utf16("name,size\n", 1), "names no columns of events"},
		"zeros":           {make([]byte, 5000), "it is no text"},
		"random":          {random, "it is"},
		"ELF":             {append([]byte("\x7fELF\x02\x01\x01"), make([]byte, 500)...), "a program (ELF)"},
		"EXE":             {append([]byte("MZ\x90\x00"), make([]byte, 500)...), "a program for Windows"},
		"PDF":             {[]byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), "a PDF document"},
		"PNG":             {[]byte("\x89PNG\r\n\x1a\n\x00\x00"), "a picture (PNG)"},
		"SQLite":          {[]byte("SQLite format 3\x00\x10\x00"), "an SQLite database"},
		"tar":             {tar, "a tar archive: unpack it first"},
		"tar.gz":          {gzipped(string(tar)), "a tar archive: unpack it first"},
		"gz.gz":           {gzipped(string(gzipped(feedRecord("a")))), "an archive inside an archive"},
		"zip.gz":          {gzipped(string(zipped(t, entry{name: "a", text: feedRecord("a")}))), "an archive inside an archive"},
		"7z":              {[]byte("7z\xbc\xaf\x27\x1c\x00\x04"), "a 7z archive: unpack it first"},
		"parquet":         {[]byte("PAR1\x15\x04\x15"), "a Parquet file"},
		"xls":             {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "an Office document or workbook, an old one or one with a password: save it as CSV UTF-8"},
		"xlsx":            {zipped(t, entry{name: "[Content_Types].xml", text: "<x/>"}, entry{name: "xl/workbook.xml"}), "an Excel workbook (.xlsx): save it as CSV UTF-8 (.csv) and import that"},
		"ods":             {zipped(t, entry{name: "mimetype", text: "application/vnd.oasis.opendocument.spreadsheet"}, entry{name: "content.xml", text: "<x/>"}), "an OpenDocument file, such as a spreadsheet (.ods): save it as CSV UTF-8"},
		"numbers":         {zipped(t, entry{name: "Index/Document.iwa", text: "x"}, entry{name: "preview.jpg", text: "x"}), "a Numbers or Pages document: export it as CSV in UTF-8"},
		"docx":            {zipped(t, entry{name: "[Content_Types].xml", text: "<x/>"}, entry{name: "word/document.xml"}), "a Word document (.docx)"},
		"evtx":            {[]byte("ElfFile\x00\x00\x00"), "a Windows event log (.evtx)"},
		"duckdb":          {append(make([]byte, 8), "DUCK\x40\x00"...), "a DuckDB database"},
		"plist":           {[]byte("bplist00\xd1\x01"), "a property list"},
		"jar":             {zipped(t, entry{name: "META-INF/MANIFEST.MF", text: "x"}), "a Java archive"},
		"empty zip":       {zipped(t), "a zip without any file"},
		"zip of folders":  {zipped(t, entry{name: "a/"}, entry{name: "__MACOSX/a", text: "x"}), "a zip without any file"},
		"zip of texts": {zipped(t, entry{name: "a.txt", text: "hello"}, entry{name: "b", text: ""}, entry{name: "c", text: "x"}, entry{name: "d", text: "x"}),
			"a zip without any file of events (a.txt: it is neither JSON nor CSV with a header; b: it is empty; c: it is neither JSON nor CSV with a header; and 1 more)"},
		"cut zip":        {zipped(t, entry{name: "a", text: feedRecord("a")})[:100], "it starts like a zip and is damaged or cut short"},
		"HTML":           {[]byte("\n<!DOCTYPE html><html>"), "a web page"},
		"XML":            {[]byte(`<?xml version="1.0"?><a/>`), "XML"},
		"script":         {[]byte("#!/bin/sh\necho\n"), "a script"},
		"other JSON":     {[]byte(`{"name":"x","version":"1","a":1,"b":2,"c":3,"d":4,"e":5}`), "line 1: an object with the fields name, version, a, b, c, d, …"},
		"other array":    {[]byte(`[{"name":"x"},{"name":"y"}]`), "it is JSON, but none of its 2 records is an event that Daybook knows: index 0: an object with the fields name;"},
		"other pretty":   {[]byte("{\n  \"name\": \"x\"\n}\n"), "it is JSON, but its one record is not an event that Daybook knows: index 0: an object with the fields name;"},
		"other lines":    {[]byte(strings.Repeat("{\"name\":\"x\"}\n", 3001)), "it is JSON, but none of its 3,001 records is an event that Daybook knows: line 1: an object with the fields name;"},
		"very many":      {[]byte(strings.Repeat(`{"name":"`+strings.Repeat("x", 1<<19)+`"}`+"\n", 70)), "it is JSON, but none of its first 64 records is an event that Daybook knows: line 1: an object with the fields name;"},
		"no JSON":        {[]byte(`[nothing, "x`), "it starts like JSON, but none of its 2 records is an event that Daybook knows: index 0: no valid JSON: 'n' where a value should be"},
		"no list":        {[]byte(`{"name":"x"`), "it starts like JSON, but its one record is not an event"},
		"empty object":   {[]byte(`{}`), "an object without any field"},
		"number":         {[]byte(`17`), "neither JSON nor CSV"},
		"deep array":     {[]byte(strings.Repeat("[", 10_001) + strings.Repeat("]", 10_001)), "nested deeper than 64 levels"},
		"deep object":    {[]byte(strings.Repeat(`{"a":`, 10_001) + "1" + strings.Repeat("}", 10_001)), "nested deeper than 64 levels"},
		"deep and cut":   {[]byte(strings.Repeat(`{"a":`, 10_001)), "nested deeper than 64 levels"},
		"cut at once":    {[]byte(`[{"event_id":"a`), "the file ends at byte 15, inside this record: it was cut"},
		"digest":         {[]byte(`{"awsAccountId":"1","digestStartTime":"2026-08-02T17:39:42Z","logFiles":[{"s3Bucket":"x"}]}`), "an object with the fields awsAccountId"},
		"wrapped others": {[]byte(`{"data":[{"name":"x"}]}`), "its one record is not an event that Daybook knows: index 0: an object with the fields name;"},
	} {
		why := refusal(t, c.data)
		require.Contains(t, why, c.reason, name)
		require.True(t, strings.HasPrefix(why, "open export: not a file of events: it "), why)
		require.True(t, strings.HasSuffix(why, reads), why)
	}
}

// The first record may be far behind others: each of those is rejected.
func TestAFileIsLookedThroughForItsFirstEvent(t *testing.T) {
	out := mustRead(t, strings.Repeat("{\"name\":\"x\"}\n", 3000)+feedRecord("a"), Options{})
	require.Equal(t, []string{"a"}, out.ids())
	require.Len(t, out.rejected, 3000)
}

func TestOfAnUnpackedBundleOnlyTheLinesAreRead(t *testing.T) {
	line := `{"number":17,"salt":"00112233445566778899aabbccddeeff","event_id":"a","actor":"ann","category":"c","action":"d","description":"e","timestamp":"2026-08-02T17:39:42.5Z","details":"{\"x\": 1}"}`
	bare := `{"event_id":"a","actor":"ann","category":"c","action":"d","description":"e","timestamp":"2026-08-02T17:39:42.5Z"}`
	out, err := readAll(zipped(t, entry{name: "b/data/activity.json", text: "[\n" + bare + "\n]"}, entry{name: "b/data/events.jsonl", text: line + "\n"},
		entry{name: "b/data/manifest.json", text: "{}"}, entry{name: "b/statement.dsse.json", text: "x"}, entry{name: "activity.json", text: bare + "\n"}), Options{})
	require.NoError(t, err)
	require.Len(t, out.events, 2)
	require.Empty(t, out.rejected)
	require.Empty(t, out.events[0].Details)
	require.Equal(t, `{"x": 1}`, string(out.events[1].Details))
	require.Equal(t, []string{"3 files of an unpacked evidence bundle were passed over, since events.jsonl beside them holds the same events with their details"}, out.file.Notes())

	// Another record that has such fields is another system's.
	for _, other := range []string{
		strings.Replace(line, `"number":17,`, "", 1), strings.Replace(line, `"number":17`, `"number":"17"`, 1),
		strings.Replace(line, `"number":17`, `"nr":17`, 1), strings.Replace(line, `"details":"{\"x\": 1}"`, `"details":{"x":1}`, 1),
	} {
		out := mustRead(t, other, Options{})
		require.Contains(t, string(out.events[0].Details), `{"record":{`, other)
	}
	out = mustRead(t, strings.Replace(line, `"{\"x\": 1}"`, `""`, 1), Options{})
	require.Empty(t, out.events[0].Details)
}

var errDisk = errors.New("the disk is gone")

// failing reads data and then fails.
type failing struct{ data []byte }

func (f failing) ReadAt(p []byte, at int64) (int, error) {
	if at+int64(len(p)) > int64(len(f.data)) {
		n := 0
		if at < int64(len(f.data)) {
			n = copy(p, f.data[at:])
		}
		return n, errDisk
	}
	return copy(p, f.data[at:]), nil
}

func TestAReadErrorIsAnErrorForTheFile(t *testing.T) {
	many := strings.Repeat(feedRecord("a")+"\n", 5000)
	for name, data := range map[string][]byte{
		"nothing": nil, "lines": []byte(many), "array": []byte("[" + strings.Repeat(feedRecord("a")+",", 5000)),
		"rows": []byte(feedHeader + "\n" + strings.Repeat(feedRow("a")+"\n", 5000)),
	} {
		_, err := readFrom(failing{data}, int64(len(data))+1000, Options{})
		require.ErrorIs(t, err, errDisk, name)
		require.NotErrorIs(t, err, ErrNotEvents, name)
	}
}

func TestAFolderIsNoFile(t *testing.T) {
	folder, err := os.Open(t.TempDir())
	require.NoError(t, err)
	defer folder.Close()
	_, err = readFrom(folder, 4096, Options{})
	require.ErrorContains(t, err, "open export: read ")
	require.NotErrorIs(t, err, ErrNotEvents)
}

func TestAFileThatShrinksIsAnError(t *testing.T) {
	data := []byte(lined(feedRecords(3)...))
	_, err := readFrom(bytes.NewReader(data), int64(len(data))+5, Options{})
	require.ErrorIs(t, err, errShrunk)
}

func TestTheHashIsThatOfAllBytesAndOnlyAfterTheStream(t *testing.T) {
	data := []byte(lined(feedRecords(3)...))
	f, err := Open(bytes.NewReader(data), int64(len(data)), "export", Options{})
	require.NoError(t, err)
	_, err = f.SHA256()
	require.ErrorContains(t, err, "not all of it was read")
	for range f.Events(context.Background()) {
		break
	}
	_, err = f.SHA256()
	require.ErrorContains(t, err, "not all of it was read")

	// Where reading gives up early, the hash still covers everything.
	lost := []byte("[" + feedRecord("a") + `,{"x":"]},` + strings.Repeat("rest ", 100_000))
	out, err := readAll(lost, Options{})
	require.NoError(t, err)
	require.Len(t, out.rejected, 1)
	sum, err := out.file.SHA256()
	require.NoError(t, err)
	require.Equal(t, event.Hash(sha256.Sum256(lost)), sum)
}

func TestEventsAreTakenOnce(t *testing.T) {
	data := []byte(feedRecord("a"))
	f, err := Open(bytes.NewReader(data), int64(len(data)), "export", Options{})
	require.NoError(t, err)
	for range f.Events(context.Background()) {
	}
	n := 0
	for _, err := range f.Events(context.Background()) {
		require.ErrorIs(t, err, errUsed)
		n++
	}
	require.Equal(t, 1, n)
}

func TestARecordOfAnotherSourceIsRejectedAsSuch(t *testing.T) {
	out := mustRead(t, lined(feedRecord("a"), trailRecord("b"), `{"action":"repo.create","created_at":1621305118553}`), Options{})
	require.Equal(t, []string{"a"}, out.ids())
	require.Equal(t, []string{
		"line 2: it is a record of AWS CloudTrail in a file of an export of the activity feed",
		"line 3: it is a record of a GitHub audit log in a file of an export of the activity feed",
	}, out.rejected)
}

// mostFuzzed bounds the bytes of inputs of fuzz targets, and smallWindows the cost
// of each: the fuzzer shortens the inputs that it keeps by trying each part of
// them, in time that grows with the square of their length, and would do nothing
// else.
const mostFuzzed = 300

// Any bytes at all are read, rejected or refused, never with a panic.
func FuzzFile(f *testing.F) {
	fuzztest.Briefly(f)
	defer smallWindows()()
	for _, s := range []string{
		"[" + strings.Join(feedRecords(2), ",\n") + "]", lined(feedRecords(2)...), lined(feedHeader, feedRow("a"), `x,"`), trailRecord("a"),
		`{"items":[` + workspaceRecord + `],"nextPageToken":"x"}`, `{"action":"a.b","@timestamp":1621305118553,"data":{"x":[{}]}}`,
		"action,created_at\nrepo.create,2026-08-02 17:39:42\n", "sep=;\n" + strings.ReplaceAll(feedHeader, ",", ";"),
		string(gzipped(feedRecord("a"))), string(zipped(f, entry{name: "a", text: feedRecord("a")})),
		`{"id":{"time":"2026-08-02 17:39:42","applicationName":"drive"},"events":[{"name":"---"},{"name":"view","parameters":[{"name":"doc_title","multiValue":["a"]}]}]}`,
		`{"eventName":"PutX","eventTime":"2026-08-02T17:39:42Z","eventSource":"s3.x","requestParameters":{"a":{"b":[1,{"c":{"d":{"e":1}}}]},"policyDocument":"{\"Statement\":[{\"Effect\":\"Allow\"}]}"}}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 2*mostFuzzed { // a record and what is around it
			return
		}
		out, err := readAll(data, Options{DateOrder: DayFirst})
		for _, e := range out.events {
			require.NoError(t, e.Validate())
			if e.Details != nil {
				_, err := strictjson.Parse(e.Details)
				require.Nil(t, err)
			}
		}
		if err != nil {
			return
		}
		sum, err := out.file.SHA256()
		require.NoError(t, err)
		require.Equal(t, event.Hash(sha256.Sum256(data)), sum)
	})
}

// Texts with damage anywhere give events, rejections or a refusal, and the events
// before the damage are all there.
func TestDamageAnywhereIsSurvived(t *testing.T) {
	texts := []string{"[" + strings.Join(feedRecords(4), ", ") + "]", lined(feedRecords(4)...), lined(feedHeader, feedRow("a"), feedRow("b"), feedRow("c"), feedRow("d")),
		`{"data":[` + strings.Join(feedRecords(4), "\n,") + `]}`}
	rapid.Check(t, func(t *rapid.T) {
		b := []byte(rapid.SampledFrom(texts).Draw(t, "text"))
		at := rapid.IntRange(len(b)/2, len(b)-1).Draw(t, "at")
		b[at] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
		out, err := readAll(b, Options{})
		require.NoError(t, err)
		require.Subset(t, out.ids(), []string{"a"})
		require.LessOrEqual(t, len(out.events), 4)
		require.LessOrEqual(t, 4, len(out.events)+3*len(out.rejected), "%q", out.rejected)
		packed, err := readAll(gzipped(string(b)), Options{})
		require.NoError(t, err)
		require.Equal(t, out.events, packed.events)
		require.Equal(t, out.rejected, packed.rejected)
		require.Equal(t, out.file.Notes(), packed.file.Notes())
	})
}
