package ingest

import (
	"reflect"
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
