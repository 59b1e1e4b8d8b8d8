package ingest

import (
	"reflect"
	"strings"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/require"

	"daybook/backend/source"
)

// everyCount calls do with each count in v, however deep, and its name.
func everyCount(v reflect.Value, do func(name string, count reflect.Value)) {
	for i := range v.NumField() {
		f := v.Field(i)
		switch {
		case f.CanInt():
			do(v.Type().Field(i).Name, reflect.NewAt(f.Type(), unsafe.Pointer(f.UnsafeAddr())).Elem())
		case f.Kind() == reflect.Struct:
			everyCount(f, do)
		}
	}
}

// A note that somebody adds must not be lost where files are taken in together.
func TestEveryNoteIsAddedUp(t *testing.T) {
	one := notes{zone: time.UTC}
	ofSource, ofBeside := &source.Note{One: "a", Many: "#"}, &source.Note{One: "b", Many: "#"}
	one.remarks.Notes.Add(ofSource, 1001)
	one.beside.Add(ofBeside, 1002)
	n := int64(0)
	everyCount(reflect.ValueOf(&one).Elem(), func(_ string, count reflect.Value) {
		n++
		count.SetInt(n + 1)
	})
	require.Greater(t, n, int64(15))
	var tally Tally
	tally.Add(&File{notes: one})
	tally.Add(&File{notes: one})
	n = 0
	everyCount(reflect.ValueOf(&tally.sum).Elem(), func(name string, count reflect.Value) {
		n++
		require.EqualValues(t, 2*(n+1), count.Int(), name)
	})
	require.Len(t, tally.Notes(), len(one.lines()))
	require.Subset(t, tally.Notes(), []string{"2,002", "2,004"})
	require.Empty(t, new(Tally).Notes())
}

// The page that follows according to one file may be in another file of the same import.
func TestAPageInALaterFileIsNotMissing(t *testing.T) {
	page := func(application, more string) string {
		return `{` + more + `"items":[` + strings.Replace(workspaceRecord, `"admin"`, `"`+application+`"`, 1) + "]}\n"
	}
	const follows = `"nextPageToken":"A:1",`
	for _, c := range []struct {
		files   []string
		missing bool
	}{
		{[]string{page("admin", follows), page("admin", "")}, false},
		{[]string{page("admin", ""), page("admin", follows)}, true},
		{[]string{page("admin", follows), page("drive", "")}, true},
		{[]string{page("admin", follows), page("drive", follows), page("drive", ""), page("admin", "")}, false},
	} {
		var tally Tally
		for _, text := range c.files {
			tally.Add(mustRead(t, text, Options{}).file)
		}
		require.Equal(t, c.missing, tally.Incomplete(), c.files)
		require.Equal(t, c.missing, len(tally.Notes()) > 0, c.files)
	}
}

// Logs of two systems are two logs: the last page of one says nothing of the other.
func TestALogOfAnotherSystemIsNoLaterPage(t *testing.T) {
	first := `{"Records":[` + trailRecord("1") + `],"NextToken":"b"}`
	other := `{"activities":[` + feedRecord("a") + `]}`
	last := `{"Records":[` + trailRecord("2") + `]}`
	for _, c := range []struct {
		files   []string
		missing bool
	}{
		{[]string{first, other}, true},
		{[]string{other, first}, true},
		{[]string{first, other, last}, false},
	} {
		var tally Tally
		var entries []entry
		for i, text := range c.files {
			tally.Add(mustRead(t, text, Options{}).file)
			entries = append(entries, entry{name: string(rune('1'+i)) + ".json", text: text})
		}
		require.Equal(t, c.missing, tally.Incomplete(), c.files)
		packed, err := readAll(zipped(t, entries...), Options{})
		require.NoError(t, err)
		require.Len(t, packed.events, len(c.files))
		require.Equal(t, c.missing, packed.file.Incomplete(), c.files)
	}
}

// An application without events has an empty last page, which names no application.
func TestAnEmptyPageIsOfTheLogBeforeIt(t *testing.T) {
	packed, err := readAll(zipped(t,
		entry{name: "1.json", text: `{"kind":"admin#reports#activities","nextPageToken":"b","items":[` + workspaceRecord + `]}`},
		entry{name: "2.json", text: `{"kind":"admin#reports#activities","items":[]}`}), Options{})
	require.NoError(t, err)
	require.Len(t, packed.events, 1)
	require.False(t, packed.file.Incomplete())
}
