package cloudtrail

import (
	"strings"

	"daybook/backend/clip"
	"daybook/backend/source/wording"
	"daybook/backend/strictjson"
)

// special words the events whose names do not say enough.
func special(record *strictjson.Value, name string, p *wording.Params, failed bool) (string, bool) {
	say := func(past, base string) string {
		if failed {
			return "tried to " + base
		}
		return past
	}
	switch name {
	case "GetCallerIdentity":
		return say("asked who they are", "ask who they are") + " in STS", true
	case "LeaveOrganization":
		return say("took the account out of its organization", "take the account out of its organization"), true
	case "Encrypt", "Decrypt", "ReEncrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext":
		verb := map[string][2]string{
			"Encrypt":   {"encrypted data", "encrypt data"},
			"Decrypt":   {"decrypted data", "decrypt data"},
			"ReEncrypt": {"re-encrypted data", "re-encrypt data"},
		}[name]
		s := say(verb[0], verb[1])
		if verb[0] == "" {
			s = say("made a data key", "make a data key")
		}
		return s + keyUse(record, p), true
	}
	return "", false
}

// consoleLogin words a sign-in, with the answer to an auditor's first question: was it
// with MFA?
func consoleLogin(record *strictjson.Value, code, message string) string {
	mfa := strings.ToLower(wording.OneLine(record.Str("additionalEventData", "MFAUsed")))
	if code == "" && record.Str("responseElements", "ConsoleLogin") != "Failure" {
		s := "signed in to the console"
		switch mfa {
		case "yes":
			s += " with MFA"
		case "no":
			s += " without MFA"
		}
		return s
	}
	s := "could not sign in to the console"
	if why := wording.FirstOf(message, code); why != "" {
		s += ": " + why
	}
	if mfa != "" {
		s += " (MFA used: " + clip.Text(mfa, 20) + ")"
	}
	return s
}

// keyUse words the purpose for which KMS was used, and the key.
func keyUse(record *strictjson.Value, p *wording.Params) string {
	s := ""
	context := record.Get("requestParameters", "encryptionContext")
	for _, known := range [...]struct{ key, name string }{
		{"PARAMETER_ARN", "parameter"}, {"SecretARN", "secret"}, {"aws:s3:arn", "S3 object"}, {"aws:ebs:id", "volume"},
		{"aws:cloudtrail:arn", "trail"}, {"aws:lambda:FunctionArn", "function"}, {"aws:rds:db-id", "database"},
	} {
		if what := context.Str(known.key); what != "" && s == "" {
			what = wording.OneLine(what)
			if strings.HasPrefix(what, "arn:") {
				what = what[strings.LastIndexByte(what, ':')+1:]
			}
			s = " for " + known.name + " " + clip.Text(strings.TrimPrefix(what, "parameter"), wording.MaxValue)
			p.Take("encryptionContext")
		}
	}
	key := p.Take("keyId")
	if resources := record.Get("resources").Items; key == "" && len(resources) > 0 {
		arn := resources[0].Str("ARN")
		key = clip.Text(wording.OneLine(arn[strings.LastIndexByte(arn, '/')+1:]), wording.MaxValue)
	}
	if key != "" {
		s += " with KMS key " + key
	}
	return s
}

// region is " us-east-1", where the service has regions.
func region(record *strictjson.Value, service string) string {
	switch service {
	case "iam", "organizations", "cloudfront", "route53", "support", "signin", "health", "account":
		return ""
	}
	if r := wording.OneLine(record.Str("awsRegion")); r != "" {
		return " " + clip.Text(r, 40)
	}
	return ""
}

// serviceName returns the usual name of a service, or its name in the record.
func serviceName(service string) string {
	if name, ok := serviceNames[service]; ok {
		return name
	}
	return wording.FirstOf(service, "AWS")
}

var serviceNames = map[string]string{
	"access-analyzer": "Access Analyzer", "acm": "Certificate Manager", "apigateway": "API Gateway", "athena": "Athena",
	"autoscaling": "Auto Scaling", "backup": "Backup", "bedrock": "Bedrock", "cloudformation": "CloudFormation",
	"cloudfront": "CloudFront", "cloudtrail": "CloudTrail", "codebuild": "CodeBuild", "cognito-idp": "Cognito", "config": "Config",
	"dynamodb": "DynamoDB", "ec2": "EC2", "ecr": "ECR", "ecs": "ECS", "eks": "EKS", "elasticache": "ElastiCache",
	"elasticfilesystem": "EFS", "elasticloadbalancing": "load balancing", "es": "OpenSearch", "events": "EventBridge",
	"glue": "Glue", "guardduty": "GuardDuty", "health": "Health", "iam": "IAM", "identitystore": "Identity Store",
	"inspector2": "Inspector", "kinesis": "Kinesis", "kms": "KMS", "lambda": "Lambda", "logs": "CloudWatch Logs",
	"macie2": "Macie", "monitoring": "CloudWatch", "organizations": "Organizations", "ram": "Resource Access Manager", "rds": "RDS",
	"redshift": "Redshift", "route53": "Route 53", "s3": "S3", "sagemaker": "SageMaker", "secretsmanager": "Secrets Manager",
	"securityhub": "Security Hub", "ses": "SES", "signin": "sign-in", "sns": "SNS", "sqs": "SQS", "ssm": "Systems Manager",
	"sso": "IAM Identity Center", "sts": "STS", "tagging": "resource tagging", "wafv2": "WAF",
}
