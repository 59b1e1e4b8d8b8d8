package sourcetest

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"daybook/backend/event"
	"daybook/backend/source"
	"daybook/backend/source/all"
	"daybook/backend/source/wording"
	"daybook/backend/strictjson"

	"github.com/stretchr/testify/require"
)

// Update is whether the tests of sources write anew what they compare with.
var Update = flag.Bool("update", false, "write what the tests of sources compare with anew")

// Golden tests a source by the files in the testdata of its package, whose records are
// made up: *.json in any form in which a file can hold records, and *.csv. The events
// of each file must be those in NAME.json.golden beside it, which "go test -update"
// writes: look at what changed before you keep it. All that every source promises is
// tested on the same records; see promises.go.
func Golden(t *testing.T, s *source.Source) {
	t.Run("is listed", func(t *testing.T) { listed(t, s) })
	var names []string
	for _, pattern := range []string{"*.json", "*.csv"} {
		found, err := filepath.Glob(filepath.Join("testdata", pattern))
		require.NoError(t, err)
		names = append(names, found...)
	}
	require.NotEmpty(t, names, "testdata has no file of records: put one there, NAME.json or NAME.csv")
	promises := false
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			text, err := os.ReadFile(name)
			require.NoError(t, err)
			out := Read(t, string(text))
			require.Equal(t, s.ID, out.Source, "the file is recognised as one of the source")
			require.NotEmpty(t, out.Events)
			require.Equal(t, out, Read(t, string(text)), "the same file gives the same events")
			for _, e := range out.Events {
				promised(t, s, e)
			}
			hold(t, name+".golden", golden(out))
			if filepath.Ext(name) == ".json" {
				if records := recordsOf(t, s, text); len(records) > 0 { // none where they are inside texts
					promises = true
					promisedOfRecords(t, s, records)
				}
			}
		})
	}
	require.True(t, promises, "testdata has no .json file with a record that the source owns")
}

// listed tests the fields of the Source itself.
func listed(t *testing.T, s *source.Source) {
	require.Contains(t, all.Sources, s, "add the source to the list in backend/source/all")
	require.Regexp(t, `^[a-z0-9]+(-[a-z0-9]+)*$`, s.ID)
	for _, text := range []string{s.Name, s.Title, s.Reads} {
		require.NotEmpty(t, text)
		require.Equal(t, wording.OneLine(text), text)
	}
	for _, other := range all.Sources {
		require.True(t, other == s || other.ID != s.ID && other.Name != s.Name, "another source is named %s", s.ID)
	}
	require.NotNil(t, s.Owns)
	require.NotNil(t, s.Events)
	require.Equal(t, s.Table.Owns == nil, s.Table.Rows == nil, "a table is recognised and read, or neither")
	require.False(t, s.Owns(strictjson.Nothing), "Owns is given any value")
}

// golden returns an outcome in the form of a golden file: an object for each event, with
// the details without blanks, and after them the rejections and notes.
func golden(o Outcome) []byte {
	type shown struct {
		ID          string          `json:"event_id"`
		Actor       string          `json:"actor"`
		Category    string          `json:"category"`
		Action      string          `json:"action"`
		Description string          `json:"description"`
		Time        string          `json:"timestamp"`
		Details     json.RawMessage `json:"details,omitempty"`
	}
	file := struct {
		Events   []shown  `json:"events"`
		Rejected []string `json:"rejected"`
		Notes    []string `json:"notes"`
	}{[]shown{}, append([]string{}, o.Rejected...), append([]string{}, o.Notes...)}
	for _, e := range o.Events {
		file.Events = append(file.Events, shown{e.ID, e.Actor, e.Category, e.Action, e.Description, e.Time.String(), e.Details})
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(file); err != nil {
		panic(err) // details are JSON, as was tested
	}
	return b.Bytes()
}

// hold compares got with a golden file, or writes the file.
func hold(t *testing.T, name string, got []byte) {
	t.Helper()
	if *Update {
		require.NoError(t, os.WriteFile(name, got, 0o644))
		return
	}
	want, err := os.ReadFile(name)
	require.NoError(t, err, "run go test -update once, and look at what it writes")
	require.Equal(t, string(want), string(got), "if this is meant, run go test -update")
}

// recordsOf returns the records of the source in a text of JSON, in their order,
// wherever they are in it.
func recordsOf(t testing.TB, s *source.Source, text []byte) (records []*strictjson.Value) {
	t.Helper()
	var find func(v *strictjson.Value)
	find = func(v *strictjson.Value) {
		if v.Kind == strictjson.Object && s.Owns(v) {
			records = append(records, v)
			return
		}
		for i := range v.Items {
			find(&v.Items[i])
		}
	}
	v, err := strictjson.Parse(text)
	if err == nil {
		find(v)
		return records
	}
	for line := range bytes.Lines(text) {
		v, err := strictjson.Parse(line)
		require.Nil(t, err, "a .json file is one value of JSON, or one a line")
		find(v)
	}
	return records
}

// lines are records, one a line.
func lines(records []*strictjson.Value) string {
	var b []byte
	for _, v := range records {
		b = append(v.AppendJSON(b, false), '\n')
	}
	return string(b)
}

// listOf are records as a list.
func listOf(records []*strictjson.Value) string {
	return "[" + strings.Join(strings.Split(strings.TrimSuffix(lines(records), "\n"), "\n"), ",") + "]"
}

// bare are events without their details.
func bare(events []event.Event) []event.Event { return SixFields(slices.Clone(events)) }
