package ingest

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"daybook/backend/event"
	"daybook/backend/strictjson"

	"github.com/stretchr/testify/require"
)

// testNow is the time at which the files of tests are imported, unless they give another.
var testNow = event.Time(time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC).UnixNano())

// outcome is the complete result of a file.
type outcome struct {
	events   []event.Event
	rejected []string // "place: reason"
	file     *File
}

func (o outcome) ids() []string {
	ids := []string{}
	for _, e := range o.events {
		ids = append(ids, e.ID)
	}
	return ids
}

// readAll opens and reads data; err is that of Open or of the stream.
func readAll(data []byte, o Options) (out outcome, err error) {
	return readFrom(bytes.NewReader(data), int64(len(data)), o)
}

func readFrom(r io.ReaderAt, size int64, o Options) (out outcome, err error) {
	if o.Now.IsZero() {
		o.Now = testNow.UTC()
	}
	if out.file, err = Open(r, size, "export", o); err != nil {
		return out, err
	}
	for e, err := range out.file.Events(context.Background()) {
		var r *event.Rejection
		switch {
		case errors.As(err, &r):
			out.rejected = append(out.rejected, r.Error())
		case err != nil:
			return out, err
		default:
			out.events = append(out.events, e)
		}
	}
	return out, nil
}

// mustRead is readAll for files that are readable.
func mustRead(t require.TestingT, data string, o Options) outcome {
	out, err := readAll([]byte(data), o)
	require.NoError(t, err)
	return out
}

// refusal returns why Open refuses data.
func refusal(t require.TestingT, data []byte) string {
	_, err := Open(bytes.NewReader(data), int64(len(data)), "export", Options{})
	require.ErrorIs(t, err, ErrNotEvents)
	return err.Error()
}

// feedRecord is a record of the feed as JSON.
func feedRecord(id string) string {
	return fmt.Sprintf(`{"event_id":%q,"actor":"ann@example.com","category":"api_key","action":"created",`+
		`"description":"API key \"build\" (bye_4f...) was created","timestamp":"2026-08-02T17:39:42Z"}`, id)
}

// feedRecords are records with the ids a, b, c and so on.
func feedRecords(n int) []string {
	var all []string
	for i := range n {
		all = append(all, feedRecord(string(rune('a'+i))))
	}
	return all
}

func gzipped(data string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, data)
	z.Close()
	return b.Bytes()
}

const feedHeader = "event_id,actor,category,action,description,timestamp"

// feedRow is the row of CSV with the same content as feedRecord.
func feedRow(id string) string {
	return id + `,ann@example.com,api_key,created,"API key ""build"" (bye_4f...) was created",2026-08-02T17:39:42Z`
}

func lined(lines ...string) string { return strings.Join(lines, "\n") + "\n" }

func jsonText(s string) string {
	return string(strictjson.AppendText(nil, strings.ToValidUTF8(s, "?")))
}

// trailRecord is a record of CloudTrail.
func trailRecord(id string) string {
	return fmt.Sprintf(`{"eventVersion":"1.08","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/ann","accountId":"111122223333","userName":"ann"},`+
		`"eventTime":"2026-08-02T17:39:42Z","eventSource":"s3.amazonaws.com","eventName":"CreateBucket","awsRegion":"eu-west-1","sourceIPAddress":"203.0.113.9",`+
		`"requestParameters":{"bucketName":"reports"},"responseElements":null,"eventID":%q}`, id)
}

// workspaceRecord is an activity of Google Workspace.
const workspaceRecord = `{"kind":"admin#reports#activity","id":{"time":"2026-08-02T17:39:42.5Z","uniqueQualifier":"1","applicationName":"admin"},"etag":"x",` +
	`"actor":{"email":"ann@example.com"},"events":[{"type":"USER_SETTINGS","name":"CREATE_USER","parameters":[{"name":"USER_EMAIL","value":"bob@example.com"}]}]}`

const (
	trailIdentityCell = `{type=IAMUser, principalid=AIDA, arn=arn:aws:iam::111122223333:user/ann, accountid=111122223333, invokedby=null, accesskeyid=AKIAX, username=ann, sessioncontext=null}`
	athenaHeader      = `"eventversion","useridentity","eventtime","eventsource","eventname","awsregion","sourceipaddress","errorcode","requestparameters","responseelements","eventid","readonly"`
)
