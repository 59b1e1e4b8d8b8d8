package ingest

import (
	"reflect"
	"strings"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/require"
)

// A note that somebody adds must not be lost where files are taken in together.
func TestEveryNoteIsAddedUp(t *testing.T) {
	one := notes{zone: time.UTC}
	fields := reflect.ValueOf(&one).Elem()
	for i := range fields.NumField() {
		if f := fields.Field(i); f.CanInt() {
			reflect.NewAt(f.Type(), unsafe.Pointer(f.UnsafeAddr())).Elem().SetInt(int64(i + 2))
		}
	}
	var tally Tally
	tally.Add(&File{notes: one})
	tally.Add(&File{notes: one})
	sum := reflect.ValueOf(&tally.sum).Elem()
	for i := range sum.NumField() {
		if f := sum.Field(i); f.CanInt() {
			require.EqualValues(t, 2*(i+2), f.Int(), sum.Type().Field(i).Name)
		}
	}
	require.Len(t, tally.Notes(), len(one.lines()))
	require.Empty(t, new(Tally).Notes())
}

// The page that one file says follows may be another of the same import.
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
