package cloudtrail_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/source/cloudtrail"
	"daybook/backend/source/sourcetest"
	"daybook/backend/source/wording"
)

func trailRecord(id string) string {
	return fmt.Sprintf(`{"eventVersion":"1.08","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/ann","accountId":"111122223333","userName":"ann"},`+
		`"eventTime":"2026-08-02T17:39:42Z","eventSource":"s3.amazonaws.com","eventName":"CreateBucket","awsRegion":"eu-west-1","sourceIPAddress":"203.0.113.9",`+
		`"requestParameters":{"bucketName":"reports"},"responseElements":null,"eventID":%q}`, id)
}

func TestACloudTrailRecordBecomesAnEvent(t *testing.T) {
	out := sourcetest.Read(t, `{"Records":[`+strings.Replace(trailRecord("abc-1"), "{", `{"p_event_time":"x",`, 1)+`]}`)
	require.Empty(t, out.Rejected)
	require.Equal(t, "cloudtrail", out.Source)
	e := out.Events[0]
	require.Equal(t, "abc-1", e.ID)
	require.Equal(t, "ann (111122223333)", e.Actor)
	require.Equal(t, "s3.create_bucket", e.Key())
	require.Equal(t, "ann created bucket reports in S3 eu-west-1, from IP 203.0.113.9", e.Description)
	require.Equal(t, "2026-08-02T17:39:42Z", e.Time.String())
	require.Equal(t, `{"record":`+trailRecord("abc-1")+`,"time":"2026-08-02T17:39:42Z","zone":"as written"}`, string(e.Details))
}

func TestWhatLookupEventsPrintsIsRead(t *testing.T) {
	out := sourcetest.Read(t, `{"Events":[{"EventId":"abc-1","EventName":"CreateBucket","EventTime":1754156382.0,"CloudTrailEvent":`+sourcetest.Quote(trailRecord("abc-1"))+`},
		{"EventId":"abc-2","CloudTrailEvent":"{\"eventName\":"}]}`)
	require.Len(t, out.Events, 1)
	require.Equal(t, sourcetest.Read(t, trailRecord("abc-1")).Events, out.Events)
	require.Len(t, out.Rejected, 1)
	require.Contains(t, out.Rejected[0], "index 1: CloudTrailEvent: no valid JSON: it ends where a value should be")
}

func TestACloudTrailRecordThatLacksWhatAnEventNeedsIsRejected(t *testing.T) {
	for broken, reason := range map[string]string{
		strings.Replace(trailRecord("b"), `"eventTime":"2026-08-02T17:39:42Z",`, ``, 1): "no time",
		strings.Replace(trailRecord("b"), `"CreateBucket"`, `""`, 1):                    "eventName is missing or empty",
		strings.Replace(trailRecord("b"), `"eventSource":"s3.amazonaws.com",`, ``, 1):   "category is missing or empty",
	} {
		out := sourcetest.Read(t, sourcetest.Lines(trailRecord("a"), broken))
		require.Equal(t, []string{"line 2: " + reason}, out.Rejected)
	}
	out := sourcetest.Read(t, strings.Replace(trailRecord("b"), `,"eventID":"b"`, ``, 1))
	require.Regexp(t, `^cloudtrail-[0-9a-f]{16}$`, out.Events[0].ID)
}

func TestWhoActedInAnAccount(t *testing.T) {
	for given, want := range map[string]string{
		`{"type":"IAMUser","userName":"ann","accountId":"111122223333"}`:                            "ann (111122223333)|ann",
		`{"type":"IAMUser","userName":"ann"}`:                                                       "ann|ann",
		`{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/team/ann"}`:                        "ann (111122223333)|ann",
		`{"type":"IAMUser","userName":"root","accountId":"111122223333"}`:                           "root (111122223333)|root",
		`{"type":"IAMUser","userName":"HIDDEN_DUE_TO_SECURITY_REASONS","accountId":"111122223333"}`: "unknown user (111122223333)|unknown user",
		`{"type":"Root","accountId":"111122223333","arn":"arn:aws:iam::111122223333:root"}`:         "root user (111122223333)|root user of account 111122223333",
		`{"type":"Root"}`: "root user|root user",
		`{"type":"AssumedRole","accountId":"111122223333","arn":"arn:aws:sts::111122223333:assumed-role/deploy/build-7"}`:                   "role deploy (111122223333)|role deploy (session build-7)",
		`{"type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/Admin/ann@example.com"}`:                                       "ann@example.com as role Admin (111122223333)|ann@example.com as role Admin",
		`{"type":"AssumedRole","principalId":"AROA:x","accountId":"111122223333","sessionContext":{"sessionIssuer":{"userName":"deploy"}}}`: "role deploy (111122223333)|role deploy",
		`{"type":"Role","arn":"arn:aws:iam::111122223333:role/deploy"}`:                                                                     "role deploy (111122223333)|role deploy",
		`{"type":"AWSService","invokedBy":"cloudtrail.amazonaws.com"}`:                                                                      "system|cloudtrail.amazonaws.com",
		`{"type":"AWSService"}`: "system|system",
		`{"accountId":"111122223333","invokedBy":"kms.amazonaws.com"}`: "system|kms.amazonaws.com",
		`null`: "unknown|unknown actor",
		`{}`:   "unknown|unknown actor",
		`{"type":"AWSAccount","accountId":"444455556666"}`:                                            "account 444455556666|account 444455556666",
		`{"type":"WebIdentityUser","userName":"repo:acme/app"}`:                                       "web identity repo:acme/app (999988887777)|web identity repo:acme/app",
		`{"type":"SAMLUser","principalId":"abc:ann","userName":"ann@example.com"}`:                    "SAML user ann@example.com (999988887777)|SAML user ann@example.com",
		`{"type":"IdentityCenterUser","accountId":"111122223333","onBehalfOf":{"userId":"94482488"}}`: "Identity Center user 94482488 (111122223333)|Identity Center user 94482488",
		`{"type":"FederatedUser","arn":"arn:aws:sts::111122223333:federated-user/eve"}`:               "federated user eve (111122223333)|federated user eve",
		`{"type":"Unknown"}`: "unknown|unknown actor",
		// Machines.
		`{"type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/deploy/i-0dbc91f429e48eeed"}`:                                                                                                            "system|instance i-0dbc91f429e48eeed as role deploy",
		`{"type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/deploy/i-0dbc91f4"}`:                                                                                                                     "system|instance i-0dbc91f4 as role deploy",
		`{"type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/deploy/i-am-ann"}`:                                                                                                                       "role deploy (111122223333)|role deploy (session i-am-ann)",
		`{"type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/deploy/x","sessionContext":{"ec2RoleDelivery":"2.0"}}`:                                                                                   "system|x as role deploy",
		`{"type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling","invokedBy":"autoscaling.amazonaws.com"}`:                                                      "system|autoscaling.amazonaws.com as role AWSServiceRoleForAutoScaling",
		`{"type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling"}`:                                                                                              "system|AutoScaling as role AWSServiceRoleForAutoScaling",
		`{"type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/f-role/f","inScopeOf":{"issuerType":"AWS::Lambda::Function","credentialsIssuedTo":"arn:aws:lambda:eu-west-1:111122223333:function:fn"}}`: "system|fn as role f-role",
	} {
		record := strings.Replace(trailRecord("a"), `{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/ann","accountId":"111122223333","userName":"ann"}`, given, 1)
		record = strings.Replace(record, "{", `{"recipientAccountId":"999988887777",`, 1)
		e := sourcetest.Read(t, record).Events[0]
		actor, who, _ := strings.Cut(want, "|")
		require.Equal(t, actor, e.Actor, given)
		where := "in account 999988887777"
		if strings.Contains(actor, "999988887777") {
			where = "from IP"
		}
		require.True(t, strings.HasPrefix(e.Description, who+" created bucket reports in S3 eu-west-1, "+where), "%s: %s", given, e.Description)
	}
}

// In the trail of an organization the same name may be that of several people.
func TestUsersOfTheSameNameInTwoAccountsAreTwoMembers(t *testing.T) {
	one := trailRecord("a")
	other := strings.ReplaceAll(trailRecord("b"), "111122223333", "444455556666")
	out := sourcetest.Read(t, sourcetest.Lines(one, other))
	require.Equal(t, "ann (111122223333)", out.Events[0].Actor)
	require.Equal(t, "ann (444455556666)", out.Events[1].Actor)
	same := strings.Replace(one, "{", `{"recipientAccountId":"111122223333",`, 1)
	require.NotContains(t, sourcetest.Read(t, same).Events[0].Description, "in account")
}

func TestCloudTrailEventsAreWorded(t *testing.T) {
	for _, c := range []struct{ source, name, more, key, did string }{
		{"iam", "CreateRole", `"requestParameters":{"maxSessionDuration":3600,"roleName":"deploy","assumeRolePolicyDocument":"{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"sts:AssumeRole\"],\"Principal\":{\"AWS\":\"111122223333\"}}]}"}`,
			"iam.create_role", "created role deploy in IAM (assume role policy document allow sts:AssumeRole to 111122223333, max session duration 3600)"},
		{"iam", "AttachUserPolicy", `"requestParameters":{"userName":"bob","policyArn":"arn:aws:iam::aws:policy/AdministratorAccess"}`,
			"iam.attach_user_policy", "attached policy AdministratorAccess to user bob"},
		{"iam", "PutRolePolicy", `"requestParameters":{"policyName":"inline","roleName":"deploy","policyDocument":"{\"Statement\":{\"Effect\":\"Deny\",\"NotAction\":\"iam:*\",\"Resource\":\"*\",\"Condition\":{}}}"}`,
			"iam.put_role_policy", "set inline policy inline of role deploy: deny all but iam:* on * under a condition"},
		{"iam", "CreateAccessKey", `"requestParameters":{"userName":"bob"},"responseElements":{"accessKey":{"accessKeyId":"AKIAX","userName":"bob"}}`,
			"iam.create_access_key", "created access key AKIAX for user bob"},
		{"s3", "GetBucketAcl", `"requestParameters":{"bucketName":"reports","acl":"","Host":"x"}`, "s3.get_bucket_acl", "read ACL of bucket reports in S3 eu-west-1"},
		{"s3", "PutBucketPolicy", `"requestParameters":{"bucketName":"reports","bucketPolicy":{"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*","Principal":"*"}]}}`,
			"s3.put_bucket_policy", "set the policy of bucket reports in eu-west-1: allow s3:GetObject on arn:aws:s3:::reports/* to *"},
		{"ec2", "RunInstances", `"requestParameters":{"instancesSet":{"items":[{"imageId":"ami-1","minCount":1,"maxCount":1}]},"instanceType":"t3.micro"}`,
			"ec2.run_instances", "launched instances in eu-west-1 (instance type t3.micro, instances set {imageId: ami-1; maxCount: 1; minCount: 1})"},
		{"ec2", "StopInstances", `"requestParameters":{"instancesSet":{"items":[{"instanceId":"i-1"},{"instanceId":"i-2"}]}}`,
			"ec2.stop_instances", "stopped instances i-1, i-2 in eu-west-1"},
		{"ec2", "AuthorizeSecurityGroupIngress", `"requestParameters":{"groupId":"sg-1","ipPermissions":{"items":[{"ipProtocol":"tcp","fromPort":22,"toPort":22,"ipRanges":{"items":[{"cidrIp":"0.0.0.0/0"}]}}]}}`,
			"ec2.authorize_security_group_ingress", "allowed incoming TCP port 22 from 0.0.0.0/0 in security group sg-1 in eu-west-1"},
		{"ssm", "GetParameterHistory", `"requestParameters":{"name":"/a/b"}`, "ssm.get_parameter_history", "read parameter history of /a/b in Systems Manager eu-west-1"},
		{"lambda", "CreateFunction20150331", `"requestParameters":{"functionName":"f","runtime":"go"}`, "lambda.create_function", "created function f in Lambda eu-west-1 (runtime go)"},
		{"lambda", "UpdateFunctionCode20150331v2", `"requestParameters":{"functionName":"f"}`, "lambda.update_function_code", "updated function code of f in Lambda eu-west-1"},
		{"kms", "Decrypt", `"requestParameters":{"encryptionContext":{"SecretARN":"arn:aws:secretsmanager:eu-west-1:1:secret:db"}},"resources":[{"ARN":"arn:aws:kms:eu-west-1:1:key/k1"}]`,
			"kms.decrypt", "decrypted data for secret db with KMS key k1"},
		{"sts", "AssumeRole", `"requestParameters":{"roleArn":"arn:aws:iam::1:role/r","roleSessionName":"s","durationSeconds":900}`,
			"sts.assume_role", "assumed role r of account 1 as session s (duration seconds 900)"},
		{"signin", "ConsoleLogin", `"requestParameters":null,"responseElements":{"ConsoleLogin":"Success"},"additionalEventData":{"MFAUsed":"No"}`,
			"signin.console_login", "signed in to the console without MFA"},
		{"signin", "ConsoleLogin", `"requestParameters":null,"errorMessage":"Failed authentication","responseElements":{"ConsoleLogin":"Failure"},"additionalEventData":{"MFAUsed":"Yes"}`,
			"signin.console_login", "could not sign in to the console: Failed authentication (MFA used: yes)"},
		{"organizations", "LeaveOrganization", `"requestParameters":null,"errorCode":"AccessDenied","errorMessage":"not\n authorized"`,
			"organizations.leave_organization", "tried to take the account out of its organization; it failed with AccessDenied: not authorized"},
		{"cloudtrail", "DeleteTrail", `"requestParameters":{"name":"main"},"errorCode":"TrailNotFoundException"`,
			"cloudtrail.delete_trail", "tried to delete trail main in eu-west-1; it failed with TrailNotFoundException"},
		{"newthing", "Frobnicate", `"requestParameters":{"thingId":"7"}`, "newthing.frobnicate", "called Frobnicate in newthing eu-west-1 (thing ID 7)"},
		{"newthing", "Frobnicate", `"requestParameters":{"thingId":"7"},"errorCode":"X"`, "newthing.frobnicate", "tried to call Frobnicate in newthing eu-west-1 (thing ID 7); it failed with X"},
		{"secretsmanager", "GetSecretValue", `"requestParameters":{"secretId":"db"}`, "secretsmanager.get_secret_value", "read secret value of db in Secrets Manager eu-west-1"},
		{"ssm", "PutParameter", `"requestParameters":{"name":"/a","value":"HIDDEN_DUE_TO_SECURITY_REASONS","tags":[{"key":"k","value":"v"}],"overwrite":false}`,
			"ssm.put_parameter", "set parameter /a in Systems Manager eu-west-1 (overwrite false, tags k=v)"},
		{"iam", "AddUserToGroup", `"requestParameters":{"groupName":"admins","userName":"eve"}`, "", "added user eve to group admins"},
		{"iam", "AddUserToGroup", `"requestParameters":{"groupName":"admins","userName":"eve"},"errorCode":"AccessDenied"`, "", "tried to add user eve to group admins; it failed with AccessDenied"},
		{"iam", "RemoveUserFromGroup", `"requestParameters":{"groupName":"admins","userName":"eve"}`, "", "removed user eve from group admins"},
		{"iam", "AttachUserPolicy", `"requestParameters":{"userName":"eve","policyArn":"arn:aws:iam::111122223333:policy/AdministratorAccess"}`, "", "attached policy AdministratorAccess (customer managed) to user eve"},
		{"iam", "AttachRolePolicy", `"requestParameters":{"roleName":"deploy","policyArn":"arn:aws:iam::aws:policy/service-role/X"}`, "", "attached policy service-role/X to role deploy"},
		{"iam", "AttachGroupPolicy", `"requestParameters":{"groupName":"dev","policyArn":"arn:aws:iam::aws:policy/X"}`, "", "attached policy X to group dev"},
		{"iam", "DetachUserPolicy", `"requestParameters":{"userName":"eve","policyArn":"arn:aws:iam::aws:policy/X"}`, "", "detached policy X from user eve"},
		{"iam", "DetachRolePolicy", `"requestParameters":{"roleName":"deploy","policyArn":"arn:aws:iam::aws:policy/X"}`, "", "detached policy X from role deploy"},
		{"iam", "DetachGroupPolicy", `"requestParameters":{"groupName":"dev","policyArn":"arn:aws:iam::aws:policy/X"}`, "", "detached policy X from group dev"},
		{"iam", "PutUserPolicy", `"requestParameters":{"userName":"eve","policyName":"all","policyDocument":"{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}"}`, "", "set inline policy all of user eve: allow * on *"},
		{"iam", "PutGroupPolicy", `"requestParameters":{"groupName":"dev","policyName":"all"}`, "", "set inline policy all of group dev"},
		{"iam", "UpdateAssumeRolePolicy", `"requestParameters":{"roleName":"deploy","policyDocument":"{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"AWS\":\"444455556666\"}}}"}`, "", "changed who may assume role deploy: allow sts:AssumeRole to 444455556666"},
		{"iam", "CreateAccessKey", `"requestParameters":null,"responseElements":{"accessKey":{"accessKeyId":"AKIAX","userName":"ann","status":"Active"}}`, "", "created access key AKIAX for user ann"},
		{"iam", "CreateAccessKey", `"requestParameters":{"userName":"bob"},"responseElements":null,"errorCode":"LimitExceeded"`, "", "tried to create an access key for user bob; it failed with LimitExceeded"},
		{"iam", "UpdateAccessKey", `"requestParameters":{"accessKeyId":"AKIAX","status":"Inactive","userName":"bob"}`, "", "set access key AKIAX of user bob to Inactive"},
		{"iam", "DeleteAccessKey", `"requestParameters":{"accessKeyId":"AKIAX"}`, "", "deleted access key AKIAX"},
		{"iam", "CreateLoginProfile", `"requestParameters":{"userName":"bob","passwordResetRequired":true}`, "", "created a console password for user bob (password reset required true)"},
		{"iam", "DeactivateMFADevice", `"requestParameters":{"userName":"bob","serialNumber":"arn:aws:iam::111122223333:mfa/bob"}`, "", "deactivated MFA device bob of user bob"},
		{"iam", "CreateUser", `"requestParameters":{"userName":"bob"},"responseElements":{"user":{"userId":"AIDAX"}}`, "", "created user bob in IAM"},
		{"sts", "AssumeRole", `"requestParameters":{"roleArn":"arn:aws:iam::444455556666:role/team/admin","roleSessionName":"s"}`, "", "assumed role admin of account 444455556666 as session s"},
		{"sts", "AssumeRoleWithSAML", `"requestParameters":{"roleArn":"arn:aws:iam::444455556666:role/admin","principalArn":"arn:aws:iam::444455556666:saml-provider/Okta","roleSessionName":"ann@example.com"}`, "", "assumed role admin of account 444455556666 as session ann@example.com through saml-provider/Okta"},
		{"signin", "ConsoleLogin", `"requestParameters":null,"responseElements":{"ConsoleLogin":"Success"},"additionalEventData":{"MFAUsed":"Yes"}`, "", "signed in to the console with MFA"},
		{"signin", "ConsoleLogin", `"requestParameters":null,"errorMessage":"Failed authentication","responseElements":{"ConsoleLogin":"Failure"},"additionalEventData":{"MFAUsed":"No"}`, "", "could not sign in to the console: Failed authentication (MFA used: no)"},
		{"s3", "DeleteObject", `"requestParameters":{"bucketName":"b","key":"k/v.txt","Host":"x"}`, "", "deleted object k/v.txt of bucket b in S3 eu-west-1"},
		{"s3", "GetObject", `"requestParameters":{"bucketName":"b","key":"k"},"errorCode":"AccessDenied"`, "", "tried to read object k of bucket b in S3 eu-west-1; it failed with AccessDenied"},
		{"s3", "PutObjectAcl", `"requestParameters":{"bucketName":"b","key":"k","x-amz-acl":"public-read"}`, "", "set ACL of object k of bucket b in S3 eu-west-1 (ACL public-read)"},
		{"s3", "CopyObject", `"requestParameters":{"bucketName":"b","key":"k","x-amz-copy-source":"a/k"}`, "", "copied a/k to object k of bucket b in eu-west-1"},
		{"s3", "DeleteBucket", `"requestParameters":{"bucketName":"b"}`, "", "deleted bucket b in S3 eu-west-1"},
		{"s3", "ListObjects", `"requestParameters":{"bucketName":"b","prefix":"p/"}`, "", "listed objects of bucket b in S3 eu-west-1 (prefix p/)"},
		{"s3", "DeleteBucketPolicy", `"requestParameters":{"bucketName":"b"}`, "", "deleted the policy of bucket b in eu-west-1"},
		{"ec2", "RunInstances", `"requestParameters":{"instanceType":"t3.micro"},"responseElements":{"instancesSet":{"items":[{"instanceId":"i-1"},{"instanceId":"i-2"}]}}`, "", "launched instances i-1, i-2 in eu-west-1 (instance type t3.micro)"},
		{"ec2", "TerminateInstances", `"requestParameters":{"instancesSet":{"items":[{"instanceId":"i-1"}]}}`, "", "terminated instance i-1 in eu-west-1"},
		{"ec2", "CreateVolume", `"requestParameters":{"size":"8"},"responseElements":{"volumeId":"vol-1"}`, "", "created volume (vol-1) in EC2 eu-west-1 (size 8)"},
		{"ec2", "CreateVpc", `"requestParameters":{"cidrBlock":"10.0.0.0/16"},"responseElements":{"vpc":{"vpcId":"vpc-1"}}`, "", "created VPC (vpc-1) in EC2 eu-west-1 (CIDR block 10.0.0.0/16)"},
		{"ec2", "CreateSecurityGroup", `"requestParameters":{"groupName":"web","vpcId":"vpc-1"},"responseElements":{"groupId":"sg-1"}`, "", "created security group web (sg-1) in eu-west-1 (VPC ID vpc-1)"},
		{"ec2", "AuthorizeSecurityGroupIngress", `"requestParameters":{"groupId":"sg-1","ipPermissions":{"items":[{"ipProtocol":"tcp","fromPort":1000,"toPort":2000,"ipRanges":{"items":[{"cidrIp":"10.0.0.0/8"}]},"ipv6Ranges":{"items":[{"cidrIpv6":"::/0"}]}},{"ipProtocol":"-1","groups":{"items":[{"groupId":"sg-2"}]}}]}}`, "", "allowed incoming TCP ports 1000-2000 from 10.0.0.0/8, ::/0 and incoming traffic of every kind from sg-2 in security group sg-1 in eu-west-1"},
		{"ec2", "AuthorizeSecurityGroupIngress", `"requestParameters":{"groupName":"web","ipProtocol":"tcp","fromPort":22,"toPort":22,"cidrIp":"0.0.0.0/0"}`, "", "allowed incoming TCP port 22 from 0.0.0.0/0 in security group web in eu-west-1"},
		{"ec2", "RevokeSecurityGroupEgress", `"requestParameters":{"groupId":"sg-1","ipPermissions":{"items":[{"ipProtocol":"icmp","fromPort":-1,"toPort":-1,"ipRanges":{"items":[{"cidrIp":"0.0.0.0/0"}]}}]}}`, "", "stopped allowing outgoing ICMP to 0.0.0.0/0 in security group sg-1 in eu-west-1"},
		{"cloudtrail", "StopLogging", `"requestParameters":{"name":"arn:aws:cloudtrail:eu-west-1:111122223333:trail/main"}`, "", "stopped the logging of trail main in eu-west-1"},
		{"cloudtrail", "DeleteTrail", `"requestParameters":{"name":"main"}`, "", "deleted trail main in eu-west-1"},
		{"kms", "ScheduleKeyDeletion", `"requestParameters":{"keyId":"arn:aws:kms:eu-west-1:111122223333:key/k1","pendingWindowInDays":7}`, "", "scheduled the deletion of KMS key k1 in eu-west-1, due in 7 days"},
		{"kms", "CreateKey", `"requestParameters":{"description":"d"},"responseElements":{"keyMetadata":{"keyId":"k1"}}`, "", "created KMS key k1 in eu-west-1 (description d)"},
		{"rds", "ModifyDBInstance", `"requestParameters":{"dBInstanceIdentifier":"prod","applyImmediately":true,"publiclyAccessible":true,"masterUserPassword":"****"}`, "", "changed database prod in eu-west-1 (apply immediately true, master user password ****, publicly accessible true)"},
		{"logs", "ListTagsLogGroup", `"requestParameters":{"logGroupName":"/aws/x"}`, "", "listed tags of log group /aws/x in CloudWatch Logs eu-west-1"},
		{"cognito-idp", "ChangePassword", `"requestParameters":null`, "", "changed password in Cognito eu-west-1"},
		{"cloudwatch", "GetMetricData", `"requestParameters":{"startTime":1700000000,"period":1700000000}`, "", "read metric data in cloudwatch eu-west-1 (period 1700000000, start time 2023-11-14T22:13:20Z)"},
	} {
		record := strings.NewReplacer("s3.amazonaws.com", c.source+".amazonaws.com", "CreateBucket", c.name,
			`"requestParameters":{"bucketName":"reports"},"responseElements":null`, c.more).Replace(trailRecord("a"))
		out := sourcetest.Read(t, record)
		require.Empty(t, out.Rejected)
		if c.key != "" {
			require.Equal(t, c.key, out.Events[0].Key())
		}
		require.Equal(t, "ann "+c.did+", from IP 203.0.113.9", out.Events[0].Description)
	}
	through := strings.Replace(trailRecord("a"), `"userName":"ann"`, `"userName":"ann","invokedBy":"athena.amazonaws.com"`, 1)
	through = strings.Replace(through, "203.0.113.9", "athena.amazonaws.com", 1)
	require.Equal(t, "ann created bucket reports in S3 eu-west-1, through athena.amazonaws.com", sourcetest.Read(t, through).Events[0].Description)
}

// The order of keys means nothing, so it must not decide the words.
func TestTheOrderOfParametersDoesNotChangeTheWords(t *testing.T) {
	a := strings.Replace(trailRecord("a"), `{"bucketName":"reports"}`, `{"policyName":"p","roleName":"r","z":{"b":1,"a":2},"y":1}`, 1)
	b := strings.Replace(trailRecord("a"), `{"bucketName":"reports"}`, `{"y":1,"z":{"a":2,"b":1},"roleName":"r","policyName":"p"}`, 1)
	a, b = strings.Replace(a, "CreateBucket", "GetRolePolicy", 1), strings.Replace(b, "CreateBucket", "GetRolePolicy", 1)
	require.Equal(t, sourcetest.Read(t, a).Events[0].Description, sourcetest.Read(t, b).Events[0].Description)
}

func TestDescriptionsAreBounded(t *testing.T) {
	var ps []string
	for i := range 5000 {
		ps = append(ps, fmt.Sprintf(`"k%d":"%s"`, i, strings.Repeat("v", 100)))
	}
	e := sourcetest.Read(t, strings.Replace(trailRecord("a"), `"bucketName":"reports"`, strings.Join(ps, ","), 1)).Events[0]
	require.LessOrEqual(t, len(e.Description), 2000)
	require.True(t, strings.HasSuffix(e.Description, "…, from IP 203.0.113.9"))
}

func TestEachTemplateOfCloudTrailStartsWithAVerb(t *testing.T) {
	for name, templates := range cloudtrail.Templates {
		for _, template := range templates {
			base, _, _ := strings.Cut(template, " ")
			v, _ := wording.BaseVerb(base)
			require.Equal(t, base, v.Base, name)
			sourcetest.Template(t, template)
		}
	}
}
