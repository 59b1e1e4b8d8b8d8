package all_test

import (
	"testing"

	"daybook/backend/fuzztest"
	"daybook/backend/source/all"
	"daybook/backend/source/sourcetest"
)

// FuzzSources gives any record to every source.
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
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, s := range all.Sources {
			sourcetest.AnyRecord(t, s, data)
		}
	})
}
