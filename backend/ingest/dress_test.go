package ingest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/source/wording"
)

const gitHubRecord = `{"@timestamp":1772611260000,"_document_id":"doc1","action":"repo.destroy","actor":"ann","org":"example","repo":"example/web"}`

// dressesOf returns the forms in which pipelines pass a record on, each as a file
// of two records.
func dressesOf(a, b string) map[string]string {
	hit := func(r string) string { return `{"_index":"logs-2026","_id":"x","_score":1.0,"_source":` + r + `}` }
	bridge := func(r string) string {
		return `{"version":"0","id":"e-1","detail-type":"x","source":"aws.iam","time":"2026-01-01T00:00:00Z","resources":[],"detail":` + r + `}`
	}
	message := func(r string) string {
		return `{"@timestamp":"2026-01-01T00:00:00Z","tags":["x"],"message":` + jsonText(r) + `}`
	}
	return map[string]string{
		"as it is":              lined(a, b),
		"search engine":         `{"took":5,"timed_out":false,"_shards":{"total":1},"hits":{"total":{"value":2,"relation":"eq"},"max_score":1.0,"hits":[` + hit(a) + "," + hit(b) + `]}}`,
		"its answers, an array": `[{"hits":{"hits":[` + hit(a) + `]}},{"hits":{"hits":[` + hit(b) + `]}}]`,
		"its inspector":         `{"rawResponse":{"took":5,"hits":{"hits":[` + hit(a) + "," + hit(b) + `]}}}`,
		"its dump":              lined(hit(a), hit(b)),
		"event bus":             lined(bridge(a), bridge(b)),
		"collector":             lined(message(a), message(b)),
		"original kept":         lined(`{"event":{"kind":"event","original":`+jsonText(a)+`}}`, `{"event":{"original":`+jsonText(b)+`}}`),
		"flattened":             lined(`{"event.original":`+jsonText(a)+`}`, `{"event.original":`+jsonText(b)+`}`),
		"two wrappers":          lined(hit(message(a)), hit(message(b))),
		"forwarder":             lined(`{"time":1,"host":"h","event":`+a+`}`, `{"time":2,"event":`+b+`}`),
		"queue":                 `{"Records":[{"messageId":"1","eventSource":"aws:sqs","body":` + jsonText(bridge(a)) + `},{"eventSource":"aws:sqs","body":` + jsonText(bridge(b)) + `}]}`,
		"search export":         lined(`{"preview":false,"result":{"_raw":`+jsonText(a)+`}}`, `{"preview":false,"result":{"_raw":`+jsonText(b)+`}}`),
		"log stream":            `{"messageType":"DATA_MESSAGE","logGroup":"g","logEvents":[{"id":"1","timestamp":1,"message":` + jsonText(a) + `},{"id":"2","timestamp":2,"message":` + jsonText(b) + `}]}`,
		"filtered log":          `{"events":[{"logStreamName":"s","timestamp":1,"message":` + jsonText(a) + `},{"message":` + jsonText(b) + `}],"searchedLogStreams":[]}`,
		"array":                 "[" + a + "," + b + "]",
		"table":                 lined("@timestamp,@message", `2026-01-01 00:00:00,"`+strings.ReplaceAll(a, `"`, `""`)+`"`, `2026-01-01 00:00:00,"`+strings.ReplaceAll(b, `"`, `""`)+`"`),
	}
}

func TestTheSameRecordIsTheSameEventInEveryDress(t *testing.T) {
	for source, pair := range map[string][2]string{
		"cloudtrail":       {trailRecord("a"), trailRecord("b")},
		"github":           {gitHubRecord, strings.Replace(gitHubRecord, "doc1", "doc2", 1)},
		"google-workspace": {workspaceRecord, strings.Replace(workspaceRecord, `"uniqueQualifier":"1"`, `"uniqueQualifier":"2"`, 1)},
	} {
		want := mustRead(t, lined(pair[0], pair[1]), Options{}).events
		require.Len(t, want, 2)
		for name, text := range dressesOf(pair[0], pair[1]) {
			out := mustRead(t, text, Options{})
			require.Equal(t, source, out.file.Source(), name)
			require.Empty(t, out.rejected, name)
			require.Equal(t, want, out.events, "%s: %s", source, name)
			require.Empty(t, out.file.Notes(), name)
		}
	}
}

func TestWhatADressHoldsIsJudgedLikeARecord(t *testing.T) {
	out := mustRead(t, lined(`{"_source":`+gitHubRecord+`}`, `{"_source":`+trailRecord("b")+`}`, `{"_source":{"x":1}}`, `{"message":"{\"eventName\":"}`, `{"_source":7}`), Options{})
	require.Len(t, out.events, 1)
	require.Equal(t, []string{
		"line 2: it is a record of AWS CloudTrail in a file of a GitHub audit log", "line 3: no action", "line 4: no action", "line 5: no action",
	}, out.rejected)
	deep := gitHubRecord
	for range maxDresses + 1 {
		deep = `{"detail":` + deep + `}`
	}
	require.Contains(t, refusal(t, []byte(deep)), "an object with the fields detail")
	out = mustRead(t, lined("message", `"`+strings.ReplaceAll(gitHubRecord, `"`, `""`)+`"`, `"{""a"":"`, "7", `"`+strings.ReplaceAll(trailRecord("b"), `"`, `""`)+`"`), Options{})
	require.Len(t, out.events, 1)
	require.Len(t, out.rejected, 3)
	require.Contains(t, out.rejected[0], "line 3: column message: no valid JSON")
	require.Contains(t, out.rejected[2], "line 5: it is a record of AWS CloudTrail")
}

func TestADigestAmongLogFilesIsNoted(t *testing.T) {
	digest := `{"awsAccountId":"111122223333","digestStartTime":"2026-03-04T07:00:00Z","digestEndTime":"2026-03-04T08:00:00Z","digestS3Bucket":"b","logFiles":[]}`
	out, err := readAll(zipped(t, entry{name: "CloudTrail/a.json", text: `{"Records":[` + trailRecord("a") + `]}`}, entry{name: "CloudTrail-Digest/d.json", text: digest}), Options{})
	require.NoError(t, err)
	require.Equal(t, []string{"a"}, out.ids())
	require.Empty(t, out.rejected)
	require.Equal(t, []string{"1 file among the others is a digest that CloudTrail proves its log files with, and holds no events"}, out.file.Notes())
	require.Contains(t, refusal(t, zipped(t, entry{name: "d.json", text: digest})), "it looks like a CloudTrail digest file")
	_, err = readAll([]byte(digest), Options{})
	var tally Tally
	require.True(t, tally.AddBeside(err))
	require.Equal(t, out.file.Notes(), tally.Notes())
	_, err = readAll([]byte("x"), Options{})
	require.False(t, tally.AddBeside(err))
}

// fuzzVendor reads any bytes after a good record: nothing may panic, everything
// becomes an event or is rejected, and reading twice gives the same result.
func fuzzVendor(f *testing.F, good string, seeds ...string) {
	for _, seed := range append(seeds, good) {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<16 {
			return
		}
		for _, text := range []string{string(data), lined(good, string(data))} {
			out, err := readAll([]byte(text), Options{})
			if err != nil {
				continue
			}
			for i := range out.events {
				require.NoError(t, out.events[i].Validate())
				require.LessOrEqual(t, len(out.events[i].Description), wording.MaxDescription)
			}
			again, err := readAll([]byte(text), Options{})
			require.NoError(t, err)
			require.Equal(t, out.events, again.events)
			require.Equal(t, out.rejected, again.rejected)
		}
	})
}

func FuzzCloudTrail(f *testing.F) {
	fuzzVendor(f, trailRecord("a"), `{"Records":[`+trailRecord("b")+`],"NextToken":"x"}`, `{"_source":`+trailRecord("c")+`}`,
		lined(athenaHeader, `"1.08","`+trailIdentityCell+`","2026-08-02T17:39:42Z","s3.amazonaws.com","CreateBucket","eu-west-1","","","{}","","a",""`),
		lined("Event ID,Event name,Event time,User name,AWS region,Event source,Resource type,Resource name", `a,DeleteUser,"March 04, 2026, 08:01:00 (UTC+00:00)",ann,x,iam.amazonaws.com,"AWS::IAM::User, x","bo, y"`),
		`{"eventType":"AwsCloudTrailInsight","eventTime":"2026-03-04T08:05:00Z","insightDetails":{"state":"Start","insightType":"X"}}`,
		`{"eventName":"X","eventSource":"iam.amazonaws.com","@timestamp":"2026-08-02T17:39:42Z","@version":"1","userIdentity":null}`)
}

func FuzzGitHub(f *testing.F) {
	fuzzVendor(f, gitHubRecord, "["+gitHubRecord+",]", "[["+gitHubRecord+"],["+gitHubRecord+"]]", `{"hits":{"hits":[{"_source":`+gitHubRecord+`}]}}`,
		lined("Action,Actor,Created-At,Org", "repo.destroy,ann,1772611260000,example"), `{"action":"org.x_y_z_denied","org":"example","created_at":1772611260000,"user":"bo","data":{"team":"t"}}`,
		`{"action":"a..b","hashed_token":"","created_at":"2026-08-02 17:39:42"}`)
}

func FuzzGoogleWorkspace(f *testing.F) {
	fuzzVendor(f, workspaceRecord, `[{"items":[`+workspaceRecord+`],"nextPageToken":"x"}]`,
		`{"id":{"time":"2026-08-02T17:39:42Z","applicationName":"calendar"},"actor":{},"type":"x","name":"create_event","parameters":{"start_time":"63846450000","a":{"b":[1,null]}}}`,
		lined("name,actor.email,id.time,id.uniqueQualifier,type,A", "X,ann,2026-08-02T17:39:42Z,1,t,True"),
		fmt.Sprintf(`{"message":%s}`, jsonText(workspaceRecord)))
}
