package ingest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func trailRecord(id string) string {
	return fmt.Sprintf(`{"eventVersion":"1.08","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/ann","accountId":"111122223333","userName":"ann"},`+
		`"eventTime":"2026-08-02T17:39:42Z","eventSource":"s3.amazonaws.com","eventName":"CreateBucket","awsRegion":"eu-west-1","sourceIPAddress":"203.0.113.9",`+
		`"requestParameters":{"bucketName":"reports"},"responseElements":null,"eventID":%q}`, id)
}

func TestACloudTrailRecordBecomesAnEvent(t *testing.T) {
	out := mustRead(t, `{"Records":[`+strings.Replace(trailRecord("abc-1"), "{", `{"p_event_time":"x",`, 1)+`]}`, Options{})
	require.Empty(t, out.rejected)
	require.Equal(t, "cloudtrail", out.file.Source())
	e := out.events[0]
	require.Equal(t, "abc-1", e.ID)
	require.Equal(t, "ann", e.Actor)
	require.Equal(t, "s3.create_bucket", e.Key())
	require.Equal(t, "ann created bucket reports in S3 eu-west-1, from IP 203.0.113.9", e.Description)
	require.Equal(t, "2026-08-02T17:39:42Z", e.Time.String())
	require.Equal(t, `{"record":`+trailRecord("abc-1")+`,"time":"2026-08-02T17:39:42Z","zone":"as written"}`, string(e.Details))
}

func TestWhatLookupEventsPrintsIsRead(t *testing.T) {
	out := mustRead(t, `{"Events":[{"EventId":"abc-1","EventName":"CreateBucket","EventTime":1754156382.0,"CloudTrailEvent":`+jsonText(trailRecord("abc-1"))+`},
		{"EventId":"abc-2","CloudTrailEvent":"{\"eventName\":"}]}`, Options{})
	require.Len(t, out.events, 1)
	require.Equal(t, mustRead(t, trailRecord("abc-1"), Options{}).events, out.events)
	require.Len(t, out.rejected, 1)
	require.Contains(t, out.rejected[0], "index 1: CloudTrailEvent: no valid JSON: it ends where a value should be")
}

func TestACloudTrailRecordThatLacksWhatAnEventNeedsIsRejected(t *testing.T) {
	for broken, reason := range map[string]string{
		strings.Replace(trailRecord("b"), `"eventTime":"2026-08-02T17:39:42Z",`, ``, 1): "no time",
		strings.Replace(trailRecord("b"), `"CreateBucket"`, `""`, 1):                    "eventName is missing or empty",
		strings.Replace(trailRecord("b"), `"eventSource":"s3.amazonaws.com",`, ``, 1):   "category is missing or empty",
	} {
		out := mustRead(t, lined(trailRecord("a"), broken), Options{})
		require.Equal(t, []string{"line 2: " + reason}, out.rejected)
	}
	out := mustRead(t, strings.Replace(trailRecord("b"), `,"eventID":"b"`, ``, 1), Options{})
	require.Regexp(t, `^cloudtrail-[0-9a-f]{16}$`, out.events[0].ID)
}

func TestWhoActedInAnAccount(t *testing.T) {
	for given, want := range map[string]string{
		`{"type":"IAMUser","userName":"ann"}`:                                                                    "ann|ann",
		`{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/team/ann"}`:                                     "ann|ann",
		`{"type":"Root","accountId":"111122223333","arn":"arn:aws:iam::111122223333:root"}`:                      "root|root of account 111122223333",
		`{"type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/deploy/i-0abc"}`:                    "deploy|role deploy (session i-0abc)",
		`{"type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/Admin/ann@example.com"}`:            "ann@example.com|ann@example.com as role Admin",
		`{"type":"AssumedRole","principalId":"AROA:x","sessionContext":{"sessionIssuer":{"userName":"deploy"}}}`: "deploy|role deploy",
		`{"type":"AWSService","invokedBy":"cloudtrail.amazonaws.com"}`:                                           "system|cloudtrail.amazonaws.com",
		`{"type":"AWSService"}`: "system|system",
		`{"accountId":"111122223333","invokedBy":"kms.amazonaws.com"}`: "system|kms.amazonaws.com",
		`null`: "system|AWS",
		`{"type":"AWSAccount","accountId":"444455556666"}`:                              "444455556666|account 444455556666",
		`{"type":"WebIdentityUser","userName":"repo:acme/app"}`:                         "repo:acme/app|repo:acme/app",
		`{"type":"SAMLUser","principalId":"abc:ann","userName":"ann@example.com"}`:      "ann@example.com|ann@example.com",
		`{"type":"IdentityCenterUser","onBehalfOf":{"userId":"94482488"}}`:              "94482488|94482488",
		`{"type":"FederatedUser","arn":"arn:aws:sts::111122223333:federated-user/eve"}`: "eve|eve",
		`{"type":"Unknown"}`: "unknown|unknown",
	} {
		record := strings.Replace(trailRecord("a"), `{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/ann","accountId":"111122223333","userName":"ann"}`, given, 1)
		e := mustRead(t, record, Options{}).events[0]
		actor, who, _ := strings.Cut(want, "|")
		require.Equal(t, actor, e.Actor, given)
		require.True(t, strings.HasPrefix(e.Description, who+" created bucket reports"), "%s: %s", given, e.Description)
	}
}

func TestCloudTrailEventsAreWorded(t *testing.T) {
	for _, c := range []struct{ source, name, more, key, did string }{
		{"iam", "CreateRole", `"requestParameters":{"maxSessionDuration":3600,"roleName":"deploy","assumeRolePolicyDocument":"{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"sts:AssumeRole\"],\"Principal\":{\"AWS\":\"111122223333\"}}]}"}`,
			"iam.create_role", "created role deploy in IAM (assume role policy document allow sts:AssumeRole to 111122223333, max session duration 3600)"},
		{"iam", "AttachUserPolicy", `"requestParameters":{"userName":"bob","policyArn":"arn:aws:iam::aws:policy/AdministratorAccess"}`,
			"iam.attach_user_policy", "attached user policy of bob in IAM (policy ARN arn:aws:iam::aws:policy/AdministratorAccess)"},
		{"iam", "PutRolePolicy", `"requestParameters":{"policyName":"inline","roleName":"deploy","policyDocument":"{\"Statement\":{\"Effect\":\"Deny\",\"NotAction\":\"iam:*\",\"Resource\":\"*\",\"Condition\":{}}}"}`,
			"iam.put_role_policy", "set role policy of deploy in IAM (policy document deny all but iam:* on * under a condition, policy name inline)"},
		{"iam", "CreateAccessKey", `"requestParameters":{"userName":"bob"},"responseElements":{"accessKey":{"accessKeyId":"AKIAX","userName":"bob"}}`,
			"iam.create_access_key", "created access key AKIAX of user bob in IAM"},
		{"s3", "GetBucketAcl", `"requestParameters":{"bucketName":"reports","acl":"","Host":"x"}`, "s3.get_bucket_acl", "read bucket ACL of reports in S3 eu-west-1"},
		{"s3", "PutBucketPolicy", `"requestParameters":{"bucketName":"reports","bucketPolicy":{"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*","Principal":"*"}]}}`,
			"s3.put_bucket_policy", "set bucket policy of reports in S3 eu-west-1 (bucket policy allow s3:GetObject on arn:aws:s3:::reports/* to *)"},
		{"ec2", "RunInstances", `"requestParameters":{"instancesSet":{"items":[{"imageId":"ami-1","minCount":1,"maxCount":1}]},"instanceType":"t3.micro"}`,
			"ec2.run_instances", "ran instances in EC2 eu-west-1 (instance type t3.micro, instances set {imageId: ami-1; maxCount: 1; minCount: 1})"},
		{"ec2", "StopInstances", `"requestParameters":{"instancesSet":{"items":[{"instanceId":"i-1"},{"instanceId":"i-2"}]}}`,
			"ec2.stop_instances", "stopped instances in EC2 eu-west-1 (instances set i-1, i-2)"},
		{"ec2", "AuthorizeSecurityGroupIngress", `"requestParameters":{"groupId":"sg-1","ipPermissions":{"items":[{"ipProtocol":"tcp","fromPort":22,"toPort":22,"ipRanges":{"items":[{"cidrIp":"0.0.0.0/0"}]}}]}}`,
			"ec2.authorize_security_group_ingress", "authorized security group ingress of sg-1 in EC2 eu-west-1 (IP permissions {fromPort: 22; ipProtocol: tcp; ipRanges: {cidrIp: 0.0.0.0/0}; toPort: 22})"},
		{"ssm", "GetParameterHistory", `"requestParameters":{"name":"/a/b"}`, "ssm.get_parameter_history", "read parameter history of /a/b in Systems Manager eu-west-1"},
		{"lambda", "CreateFunction20150331", `"requestParameters":{"functionName":"f","runtime":"go"}`, "lambda.create_function", "created function f in Lambda eu-west-1 (runtime go)"},
		{"lambda", "UpdateFunctionCode20150331v2", `"requestParameters":{"functionName":"f"}`, "lambda.update_function_code", "updated function code of f in Lambda eu-west-1"},
		{"kms", "Decrypt", `"requestParameters":{"encryptionContext":{"SecretARN":"arn:aws:secretsmanager:eu-west-1:1:secret:db"}},"resources":[{"ARN":"arn:aws:kms:eu-west-1:1:key/k1"}]`,
			"kms.decrypt", "decrypted data for secret db with KMS key k1"},
		{"sts", "AssumeRole", `"requestParameters":{"roleArn":"arn:aws:iam::1:role/r","roleSessionName":"s","durationSeconds":900}`,
			"sts.assume_role", "assumed role arn:aws:iam::1:role/r as session s (duration seconds 900)"},
		{"signin", "ConsoleLogin", `"requestParameters":null,"responseElements":{"ConsoleLogin":"Success"},"additionalEventData":{"MFAUsed":"No"}`,
			"signin.console_login", "signed in to the console, MFA used: no"},
		{"signin", "ConsoleLogin", `"requestParameters":null,"errorMessage":"Failed authentication","responseElements":{"ConsoleLogin":"Failure"},"additionalEventData":{"MFAUsed":"Yes"}`,
			"signin.console_login", "could not sign in to the console, MFA used: yes: Failed authentication"},
		{"organizations", "LeaveOrganization", `"requestParameters":null,"errorCode":"AccessDenied","errorMessage":"not\n authorized"`,
			"organizations.leave_organization", "tried to take the account out of its organization; it failed with AccessDenied: not authorized"},
		{"cloudtrail", "DeleteTrail", `"requestParameters":{"name":"main"},"errorCode":"TrailNotFoundException"`,
			"cloudtrail.delete_trail", "tried to delete trail main in CloudTrail eu-west-1; it failed with TrailNotFoundException"},
		{"newthing", "Frobnicate", `"requestParameters":{"thingId":"7"}`, "newthing.frobnicate", "called Frobnicate in newthing eu-west-1 (thing ID 7)"},
		{"newthing", "Frobnicate", `"requestParameters":{"thingId":"7"},"errorCode":"X"`, "newthing.frobnicate", "tried to call Frobnicate in newthing eu-west-1 (thing ID 7); it failed with X"},
		{"secretsmanager", "GetSecretValue", `"requestParameters":{"secretId":"db"}`, "secretsmanager.get_secret_value", "read secret value of db in Secrets Manager eu-west-1"},
		{"ssm", "PutParameter", `"requestParameters":{"name":"/a","value":"HIDDEN_DUE_TO_SECURITY_REASONS","tags":[{"key":"k","value":"v"}],"overwrite":false}`,
			"ssm.put_parameter", "set parameter /a in Systems Manager eu-west-1 (overwrite false, tags k=v)"},
	} {
		record := strings.NewReplacer("s3.amazonaws.com", c.source+".amazonaws.com", "CreateBucket", c.name,
			`"requestParameters":{"bucketName":"reports"},"responseElements":null`, c.more).Replace(trailRecord("a"))
		out := mustRead(t, record, Options{})
		require.Empty(t, out.rejected)
		require.Equal(t, c.key, out.events[0].Key())
		require.Equal(t, "ann "+c.did+", from IP 203.0.113.9", out.events[0].Description)
	}
	through := strings.Replace(trailRecord("a"), `"userName":"ann"`, `"userName":"ann","invokedBy":"athena.amazonaws.com"`, 1)
	through = strings.Replace(through, "203.0.113.9", "athena.amazonaws.com", 1)
	require.Equal(t, "ann created bucket reports in S3 eu-west-1, through athena.amazonaws.com", mustRead(t, through, Options{}).events[0].Description)
}

// The order of keys means nothing, so it must not decide the words.
func TestTheOrderOfParametersDoesNotChangeTheWords(t *testing.T) {
	a := strings.Replace(trailRecord("a"), `{"bucketName":"reports"}`, `{"policyName":"p","roleName":"r","z":{"b":1,"a":2},"y":1}`, 1)
	b := strings.Replace(trailRecord("a"), `{"bucketName":"reports"}`, `{"y":1,"z":{"a":2,"b":1},"roleName":"r","policyName":"p"}`, 1)
	a, b = strings.Replace(a, "CreateBucket", "GetRolePolicy", 1), strings.Replace(b, "CreateBucket", "GetRolePolicy", 1)
	require.Equal(t, mustRead(t, a, Options{}).events[0].Description, mustRead(t, b, Options{}).events[0].Description)
}

func TestDescriptionsAreBounded(t *testing.T) {
	var ps []string
	for i := range 5000 {
		ps = append(ps, fmt.Sprintf(`"k%d":"%s"`, i, strings.Repeat("v", 100)))
	}
	e := mustRead(t, strings.Replace(trailRecord("a"), `"bucketName":"reports"`, strings.Join(ps, ","), 1), Options{}).events[0]
	require.LessOrEqual(t, len(e.Description), maxDescription)
	require.True(t, strings.HasSuffix(e.Description, "…, from IP 203.0.113.9"))
}
