package cloudtrail_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/event"
	"daybook/backend/source/sourcetest"
)

func TestLogstashMovesTheTimeAndNothingElse(t *testing.T) {
	moved := strings.Replace(trailRecord("a"), `"eventTime":"2026-08-02T17:39:42Z",`, ``, 1)
	moved = strings.Replace(moved, `"userName":"ann"`, `"userName":"ann","sessionContext":{"attributes":{"creationDate":"2026-08-02T17:39:42Z"}}`, 1)
	moved = strings.TrimSuffix(moved, "}") + `,"@timestamp":"2026-08-02T17:39:42.000Z","@version":"1","tags":["x"]}`
	whole := strings.Replace(trailRecord("a"), `"userName":"ann"`, `"userName":"ann","sessionContext":{"attributes":{"creationDate":"2026-08-02T17:39:42Z"}}`, 1)
	out, want := sourcetest.Read(t, moved), sourcetest.Read(t, whole).Events
	require.Empty(t, out.Rejected)
	require.Equal(t, sourcetest.SixFields(want), sourcetest.SixFields(out.Events))
	require.Equal(t, event.DetailsHash(want[0].Details), event.DetailsHash(out.Events[0].Details), "a duplicate, and not a conflict")
}

const (
	trailIdentityCell = `{type=IAMUser, principalid=AIDA, arn=arn:aws:iam::111122223333:user/ann, accountid=111122223333, invokedby=null, accesskeyid=AKIAX, username=ann, sessioncontext=null}`
	athenaHeader      = `"eventversion","useridentity","eventtime","eventsource","eventname","awsregion","sourceipaddress","errorcode","requestparameters","responseelements","eventid","readonly"`
)

func TestATableOfCloudTrailGivesTheSameEvents(t *testing.T) {
	want := sourcetest.Read(t, trailRecord("a")).Events
	for name, text := range map[string]string{
		"Athena": sourcetest.Lines(athenaHeader, `"1.08","`+trailIdentityCell+`","2026-08-02T17:39:42Z","s3.amazonaws.com","CreateBucket","eu-west-1","203.0.113.9","","{""bucketName"":""reports""}","null","a","false"`),
		"columns inside columns": sourcetest.Lines(`eventVersion,userIdentity.type,userIdentity.accountId,userIdentity.userName,eventTime,eventSource,eventName,awsRegion,sourceIPAddress,requestParameters.bucketName,eventID`,
			`1.08,IAMUser,111122223333,ann,2026-08-02T17:39:42Z,s3.amazonaws.com,CreateBucket,eu-west-1,203.0.113.9,reports,a`),
		"Lake, identity as JSON": sourcetest.Lines(`eventVersion,userIdentity,eventTime,eventSource,eventName,awsRegion,sourceIPAddress,requestParameters,eventID`,
			`1.08,"{""type"":""IAMUser"",""accountId"":""111122223333"",""userName"":""ann""}",2026-08-02 17:39:42+00:00,s3.amazonaws.com,CreateBucket,eu-west-1,203.0.113.9,"{""bucketName"":""reports""}",a`),
	} {
		out := sourcetest.Read(t, text)
		require.Empty(t, out.Rejected, name)
		require.Equal(t, "cloudtrail", out.Source, name)
		require.Equal(t, sourcetest.SixFields(want), sourcetest.SixFields(out.Events), name)
		require.Empty(t, out.Notes, name)
	}
	out := sourcetest.Read(t, sourcetest.Lines("useridentity,eventtime,eventsource,eventname,eventid", `"`+trailIdentityCell+`",2026-08-02T17:39:42Z,s3.amazonaws.com,CreateBucket,a`))
	require.Equal(t, "ann created bucket in S3", out.Events[0].Description)
	require.Len(t, out.Notes, 1)
	require.Contains(t, out.Notes[0], "no column requestParameters")
}

func TestTheEventHistoryOfTheConsoleIsRead(t *testing.T) {
	out := sourcetest.Read(t, sourcetest.Lines("Event ID,Event name,Event time,User name,Access key,AWS region,Source IP address,Event source,Resource type,Resource name,Request ID,Error code,Read-only",
		`a,DeleteUser,"March 04, 2026, 08:01:00 (UTC+00:00)",ann,AKIAX,us-east-1,203.0.113.9,iam.amazonaws.com,AWS::IAM::User,bo,r-1,,false`,
		`b,StopInstances,"March 04, 2026, 10:02:00 (UTC+02:00)",,,eu-west-1,,ec2.amazonaws.com,,,r-2,AccessDenied,false`,
		`c,ConsoleLogin,"March 4, 2026, 08:03:00 (UTC+00:00)",root,,us-east-1,203.0.113.9,signin.amazonaws.com,,,r-3,,false`,
		`d,X,yesterday,ann,,us-east-1,,iam.amazonaws.com,,,r-4,,false`))
	require.Equal(t, []string{"a", "b", "c"}, out.IDs())
	require.Equal(t, "2026-03-04T08:01:00Z", out.Events[0].Time.String())
	require.Equal(t, "2026-03-04T08:02:00Z", out.Events[1].Time.String())
	require.Equal(t, "ann", out.Events[0].Actor)
	require.Equal(t, "ann deleted user bo in IAM, from IP 203.0.113.9", out.Events[0].Description)
	require.Equal(t, "unknown", out.Events[1].Actor)
	require.Equal(t, "unknown actor tried to stop instances in EC2 eu-west-1; it failed with AccessDenied", out.Events[1].Description)
	require.Equal(t, "root user", out.Events[2].Actor)
	require.Contains(t, string(out.Events[0].Details), `"record":{"Event ID":"a","Event name":"DeleteUser"`)
	require.Len(t, out.Rejected, 1)
	require.Contains(t, out.Rejected[0], "line 5: the time \"yesterday\"")
	require.Len(t, out.Notes, 1)
	require.Contains(t, out.Notes[0], "3 rows are of CloudTrail's event history as CSV, which leaves out the account")
}

func TestAnInsightTellsOfCallsAndIsNone(t *testing.T) {
	const insight = `{"Records":[{"eventVersion":"1.07","eventTime":"2026-03-04T08:05:00Z","awsRegion":"us-east-1","eventID":"i1","eventType":"AwsCloudTrailInsight","recipientAccountId":"111122223333","sharedEventID":"s1",` +
		`"insightDetails":{"state":"Start","eventSource":"ec2.amazonaws.com","eventName":"RunInstances","insightType":"ApiCallRateInsight","insightContext":{"statistics":{"baseline":{"average":0.5},"insight":{"average":12}}}},"eventCategory":"Insight"}]}`
	out := sourcetest.Read(t, insight)
	require.Empty(t, out.Rejected)
	e := out.Events[0]
	require.Equal(t, "i1", e.ID)
	require.Equal(t, event.System, e.Actor)
	require.Equal(t, "cloudtrail.api_call_rate_insight_start", e.Key())
	require.Equal(t, "CloudTrail noticed that an unusual rate of RunInstances calls to EC2 us-east-1 began (12 a minute, ordinarily 0.5), in account 111122223333", e.Description)
	end := sourcetest.Read(t, strings.NewReplacer(`"state":"Start"`, `"state":"End","errorCode":"AccessDenied"`, "ApiCallRate", "ApiErrorRate").Replace(insight)).Events[0]
	require.Equal(t, "cloudtrail.api_error_rate_insight_end", end.Key())
	require.Contains(t, end.Description, "an unusual rate of errors of RunInstances calls to EC2 us-east-1 with AccessDenied ended")
	out = sourcetest.Read(t, sourcetest.Lines(trailRecord("a"), `{"eventType":"AwsCloudTrailInsight","eventTime":"2026-03-04T08:05:00Z","insightDetails":{}}`))
	require.Equal(t, []string{"line 2: insightDetails has no insightType and state"}, out.Rejected)
}
