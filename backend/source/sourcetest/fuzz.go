package sourcetest

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"daybook/backend/event"
	"daybook/backend/fuzztest"
	"daybook/backend/source"
	"daybook/backend/strictjson"
	"daybook/backend/times"

	"github.com/stretchr/testify/require"
)

// Fuzz gives a source any record. It begins with the records in the testdata of the
// source.
func Fuzz(f *testing.F, s *source.Source) {
	fuzztest.Briefly(f)
	names, err := filepath.Glob(filepath.Join("testdata", "*.json"))
	require.NoError(f, err)
	for _, name := range names {
		text, err := os.ReadFile(name)
		require.NoError(f, err)
		for line := range slices.Values(recordsOf(f, s, text)) {
			f.Add(line.AppendJSON(nil, false))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) { AnyRecord(t, s, data) })
}

// AnyRecord gives a source one record of any bytes, whether the source owns it or not,
// like a record that changed on its way or is of a newer version: the source returns
// valid events, the same each time, or an error in words.
func AnyRecord(t *testing.T, s *source.Source, data []byte) {
	v, fault := strictjson.Parse(data)
	if fault != nil || v.Kind != strictjson.Object {
		return
	}
	s.Owns(v)
	events, err := eventsOf(s, v)
	again, err2 := eventsOf(s, v)
	require.Equal(t, err, err2)
	if err != nil {
		require.NotEmpty(t, err.Error())
		require.Empty(t, events, "a record gives all of its events or none")
		return
	}
	require.NotEmpty(t, events, "a record without events is an error")
	require.Equal(t, events, again)
	for _, e := range events {
		require.NoError(t, e.Validate())
		if e.Details != nil {
			_, fault := strictjson.Parse(e.Details)
			require.Nil(t, fault)
		}
	}
	require.Equal(t, string(v.AppendJSON(nil, false)), string(asWritten(t, data)), "a source does not change the record")
}

func asWritten(t *testing.T, data []byte) []byte {
	v, fault := strictjson.Parse(data)
	require.Nil(t, fault)
	return v.AppendJSON(nil, false)
}

func eventsOf(s *source.Source, v *strictjson.Value) ([]event.Event, error) {
	now, err := event.TimeOf(Imported)
	if err != nil {
		return nil, err
	}
	r := source.NewReader(s, times.Clock{Zone: time.UTC, Order: times.DayFirst, Now: now}, new(source.Remarks))
	events, err := r.Take(func() error { return s.Events(v, r) })
	return slices.Clone(events), err
}
