package all_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/event"
	"daybook/backend/fuzztest"
	"daybook/backend/source"
	"daybook/backend/source/all"
	"daybook/backend/strictjson"
	"daybook/backend/times"
)

// FuzzSources gives any record to every source, whether the source owns it or not,
// like a record that changed on its way or is of a newer version: each source returns
// valid events, the same each time, or an error in words.
func FuzzSources(f *testing.F) {
	fuzztest.Briefly(f)
	for _, record := range []string{
		`{"event_id":"a","actor":"ann@example.com","category":"api_key","action":"created","description":"d","timestamp":"2026-08-02T17:39:42Z"}`,
		`{"eventTime":"2026-08-02T17:39:42Z","eventSource":"s3.amazonaws.com","eventName":"CreateBucket","requestParameters":{"bucketName":"reports"},"eventID":"a"}`,
		`{"kind":"admin#reports#activity","id":{"time":"2026-08-02T17:39:42.5Z","uniqueQualifier":"1","applicationName":"admin"},"actor":{"email":"ann@example.com"},"events":[{"name":"CREATE_USER"}]}`,
		`{"action":"a.b","@timestamp":1621305118553,"org":"o","actor":"ann","data":{"x":[{}]}}`,
		`{"id":{"time":"2026-08-02 17:39:42","applicationName":"drive"},"events":[{"name":"---"},{"name":"view","parameters":[{"name":"doc_title","multiValue":["a"]}]}]}`,
		`{"eventName":"PutX","eventTime":"2026-08-02T17:39:42Z","eventSource":"s3.x","requestParameters":{"policyDocument":"{\"Statement\":[{\"Effect\":\"Allow\"}]}"}}`,
	} {
		f.Add([]byte(record))
	}
	read := func(s *source.Source, v *strictjson.Value) ([]event.Event, error) {
		r := source.NewReader(s, times.Clock{Zone: time.UTC, Order: times.DayFirst}, new(source.Remarks))
		events, err := r.Take(func() error { return s.Events(v, r) })
		return slices.Clone(events), err
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, s := range all.Sources {
			v, fault := strictjson.Parse(data)
			if fault != nil || v.Kind != strictjson.Object {
				return
			}
			s.Owns(v)
			events, err := read(s, v)
			again, err2 := read(s, v)
			require.Equal(t, err, err2)
			if err != nil {
				require.NotEmpty(t, err.Error())
				continue
			}
			require.Equal(t, events, again)
			for _, e := range events {
				require.NoError(t, e.Validate())
				if e.Details != nil {
					_, fault := strictjson.Parse(e.Details)
					require.Nil(t, fault)
				}
			}
		}
	})
}
