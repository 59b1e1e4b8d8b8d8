package cloudtrail

import (
	"fmt"
	"strings"

	"daybook/backend/clip"
	"daybook/backend/source/wording"
	"daybook/backend/strictjson"
)

// templates word the events that an auditor looks for first, by name and in the form
// of wording.Params.Fill. The first word is a verb in its base form. Parameters with @
// are made by addAliases; without @region the region is appended.
var templates = map[string][]string{
	// Who may do what.
	"AddUserToGroup":                {"add user {userName} to group {groupName}"},
	"RemoveUserFromGroup":           {"remove user {userName} from group {groupName}"},
	"AttachUserPolicy":              {"attach policy {@policy} to user {userName}"},
	"AttachGroupPolicy":             {"attach policy {@policy} to group {groupName}"},
	"AttachRolePolicy":              {"attach policy {@policy} to role {roleName}"},
	"DetachUserPolicy":              {"detach policy {@policy} from user {userName}"},
	"DetachGroupPolicy":             {"detach policy {@policy} from group {groupName}"},
	"DetachRolePolicy":              {"detach policy {@policy} from role {roleName}"},
	"PutUserPolicy":                 {"set inline policy {policyName} of user {userName}[: {policyDocument}]"},
	"PutGroupPolicy":                {"set inline policy {policyName} of group {groupName}[: {policyDocument}]"},
	"PutRolePolicy":                 {"set inline policy {policyName} of role {roleName}[: {policyDocument}]"},
	"DeleteUserPolicy":              {"delete inline policy {policyName} of user {userName}"},
	"DeleteGroupPolicy":             {"delete inline policy {policyName} of group {groupName}"},
	"DeleteRolePolicy":              {"delete inline policy {policyName} of role {roleName}"},
	"PutUserPermissionsBoundary":    {"set permissions boundary {@boundary} of user {userName}"},
	"PutRolePermissionsBoundary":    {"set permissions boundary {@boundary} of role {roleName}"},
	"DeleteUserPermissionsBoundary": {"remove the permissions boundary of user {userName}"},
	"DeleteRolePermissionsBoundary": {"remove the permissions boundary of role {roleName}"},
	"CreatePolicyVersion":           {"create a version of policy {@policy}[: {policyDocument}]"},
	"SetDefaultPolicyVersion":       {"set the default version of policy {@policy} to {versionId}"},
	"DeletePolicyVersion":           {"delete version {versionId} of policy {@policy}"},
	"DeletePolicy":                  {"delete policy {@policy}"},
	"UpdateAssumeRolePolicy":        {"change who may assume role {roleName}[: {policyDocument}]"},
	"AddRoleToInstanceProfile":      {"add role {roleName} to instance profile {instanceProfileName}"},
	"RemoveRoleFromInstanceProfile": {"remove role {roleName} from instance profile {instanceProfileName}"},
	// How they get in.
	"CreateAccessKey":           {"create access key {@accessKey} for user {@user}", "create an access key for user {@user}", "create access key {@accessKey}", "create an access key"},
	"DeleteAccessKey":           {"delete access key {@accessKey} of user {@user}", "delete access key {@accessKey}"},
	"UpdateAccessKey":           {"set access key {@accessKey} of user {@user} to {status}", "set access key {@accessKey} to {status}"},
	"CreateLoginProfile":        {"create a console password for user {@user}", "create a console password"},
	"UpdateLoginProfile":        {"change the console password of user {@user}"},
	"DeleteLoginProfile":        {"delete the console password of user {@user}", "delete a console password"},
	"ChangePassword":            {"change their own console password"},
	"EnableMFADevice":           {"enable MFA device {@mfa} for user {userName}"},
	"DeactivateMFADevice":       {"deactivate MFA device {@mfa} of user {userName}"},
	"DeleteVirtualMFADevice":    {"delete virtual MFA device {@mfa}"},
	"AssumeRole":                {"assume role {@role}[ as session {roleSessionName}]", "assume a role"},
	"AssumeRoleWithSAML":        {"assume role {@role}[ as session {roleSessionName}][ through {@provider}]", "assume a role"},
	"AssumeRoleWithWebIdentity": {"assume role {@role}[ as session {roleSessionName}]", "assume a role"},
	// What watches, and what locks.
	"StopLogging":         {"stop the logging of trail {@trail}"},
	"StartLogging":        {"start the logging of trail {@trail}"},
	"CreateTrail":         {"create trail {@trail}"},
	"UpdateTrail":         {"change trail {@trail}"},
	"DeleteTrail":         {"delete trail {@trail}"},
	"PutEventSelectors":   {"change which events trail {@trail} records[ in {@region}]"},
	"CreateKey":           {"create KMS key {@key}", "create a KMS key"},
	"ScheduleKeyDeletion": {"schedule the deletion of KMS key {@key}[ in {@region}][, due in {pendingWindowInDays} days]"},
	"CancelKeyDeletion":   {"cancel the deletion of KMS key {@key}"},
	"DisableKey":          {"disable KMS key {@key}"},
	"EnableKey":           {"enable KMS key {@key}"},
	"DisableKeyRotation":  {"stop the rotation of KMS key {@key}"},
	"EnableKeyRotation":   {"start the rotation of KMS key {@key}"},
	"PutKeyPolicy":        {"set the policy of KMS key {@key}[ in {@region}][: {policy}]"},
	// What is open to whom.
	"PutBucketPolicy":               {"set the policy of bucket {bucketName}[ in {@region}][: {bucketPolicy}]"},
	"DeleteBucketPolicy":            {"delete the policy of bucket {bucketName}"},
	"CreateSecurityGroup":           {"create security group {groupName}[ ({@madeGroup})]"},
	"CopyObject":                    {"copy {x-amz-copy-source} to object {key} of bucket {bucketName}"},
	"AuthorizeSecurityGroupIngress": {"allow {@rules} in security group {@group}"},
	"AuthorizeSecurityGroupEgress":  {"allow {@rules} in security group {@group}"},
	"RevokeSecurityGroupIngress":    {"stop allowing {@rules} in security group {@group}"},
	"RevokeSecurityGroupEgress":     {"stop allowing {@rules} in security group {@group}"},
	// Machines.
	"RunInstances":       {"launch {@made}", "launch instances"},
	"StartInstances":     {"start {@instances}"},
	"StopInstances":      {"stop {@instances}"},
	"RebootInstances":    {"reboot {@instances}"},
	"TerminateInstances": {"terminate {@instances}"},
	"ModifyDBInstance":   {"change database {dBInstanceIdentifier}"},
	"DeleteDBInstance":   {"delete database {dBInstanceIdentifier}"},
	"CreateDBInstance":   {"create database {dBInstanceIdentifier}"},
	"StopDBInstance":     {"stop database {dBInstanceIdentifier}"},
	"StartDBInstance":    {"start database {dBInstanceIdentifier}"},
	"RebootDBInstance":   {"reboot database {dBInstanceIdentifier}"},
}

// byTemplate words an event that has a template whose parameters are there.
func byTemplate(record *strictjson.Value, service, name string, p *wording.Params, failed bool) (string, bool) {
	switch service {
	case "iam", "sts", "cloudtrail", "kms", "s3", "ec2", "rds":
	default: // other services have events of these names that do something different
		return "", false
	}
	templates := templates[name]
	if templates == nil {
		return "", false
	}
	where := ""
	if at := region(record, service); at != "" && service != "sts" {
		where = strings.TrimSpace(at)
	}
	addAliases(record, name, where, p)
	for _, template := range templates {
		s, ok := p.Fill(template)
		if !ok {
			continue
		}
		if where != "" && !strings.Contains(template, "{@region}") {
			s += " in " + where
		}
		if failed {
			return "tried to " + s, true
		}
		base, rest, _ := strings.Cut(s, " ")
		return wording.Past(base) + " " + rest, true
	}
	return "", false
}

// addAliases adds the parameters that only templates use. Each stands for others,
// which count as said with it.
func addAliases(record *strictjson.Value, name, where string, p *wording.Params) {
	request, answer := record.Get("requestParameters"), record.Get("responseElements")
	alias := func(key, value string, of ...string) {
		if value = clip.Text(wording.OneLine(value), 2*wording.MaxValue); value != "" {
			p.Alias(key, value, of...)
		}
	}
	alias("@region", where)
	alias("@policy", policyName(request.Str("policyArn")), "policyArn")
	alias("@boundary", policyName(request.Str("permissionsBoundary")), "permissionsBoundary")
	alias("@role", roleName(request.Str("roleArn")), "roleArn")
	alias("@provider", behind(request.Str("principalArn"), ":"), "principalArn")
	alias("@mfa", behind(request.Str("serialNumber"), ":mfa/"), "serialNumber")
	alias("@trail", behind(wording.FirstOf(request.Str("name"), request.Str("trailName")), ":trail/"), "name", "trailName")
	alias("@key", behind(wording.FirstOf(request.Str("keyId"), answer.Str("keyMetadata", "keyId")), ":key/"), "keyId")
	alias("@group", wording.FirstOf(request.Str("groupId"), request.Str("groupName")), "groupId", "groupName")
	alias("@accessKey", wording.FirstOf(request.Str("accessKeyId"), answer.Str("accessKey", "accessKeyId")), "accessKeyId")
	alias("@user", wording.FirstOf(request.Str("userName"), answer.Str("accessKey", "userName"), answer.Str("loginProfile", "userName")), "userName")
	alias("@instances", instances(request), "instancesSet")
	alias("@made", instances(answer))
	alias("@madeGroup", answer.Str("groupId"))
	if direction, ok := strings.CutPrefix(name, "AuthorizeSecurityGroup"); ok || strings.HasPrefix(name, "RevokeSecurityGroup") {
		if !ok {
			direction = strings.TrimPrefix(name, "RevokeSecurityGroup")
		}
		alias("@rules", trafficRules(request, direction), "ipPermissions", "ipProtocol", "fromPort", "toPort", "cidrIp")
	}
}

// behind returns the text after the last mark in s, or s.
func behind(s, mark string) string {
	if i := strings.LastIndex(s, mark); i >= 0 {
		return s[i+len(mark):]
	}
	return s
}

// policyName returns the name of a policy; a policy of the account may have the same
// name as a policy of AWS.
func policyName(arn string) string {
	name := behind(arn, ":policy/")
	if account := accountOf(arn); account != "" && account != "aws" {
		name += " (customer managed)"
	}
	return name
}

func roleName(arn string) string {
	account := accountOf(arn)
	if account == "" {
		return arn
	}
	return behind(arn, "/") + " of account " + account
}

func instances(v *strictjson.Value) string {
	var ids []string
	for i := range v.Get("instancesSet", "items").Items {
		if id := v.Get("instancesSet", "items").Items[i].Str("instanceId"); id != "" {
			ids = append(ids, id)
		}
	}
	switch more := len(ids) - 10; {
	case len(ids) == 0:
		return ""
	case len(ids) == 1:
		return "instance " + ids[0]
	case more > 0:
		ids = append(ids[:10], fmt.Sprintf("and %d more", more))
	}
	return "instances " + strings.Join(ids, ", ")
}

// trafficRules words the traffic that may pass a security group: "incoming TCP port 22
// from 0.0.0.0/0". direction is Ingress or Egress.
func trafficRules(request *strictjson.Value, direction string) string {
	way, from := "incoming ", " from "
	if direction == "Egress" {
		way, from = "outgoing ", " to "
	}
	rules := request.Get("ipPermissions", "items").Items
	if len(rules) == 0 && request.Str("ipProtocol") != "" {
		rules = []strictjson.Value{*request}
	}
	var said []string
	for i := range rules {
		rule := &rules[i]
		var peers []string
		add := func(s string) {
			if s != "" {
				peers = append(peers, s)
			}
		}
		add(rule.Str("cidrIp"))
		for _, list := range [...]struct{ key, of string }{
			{"ipRanges", "cidrIp"}, {"ipv6Ranges", "cidrIpv6"}, {"groups", "groupId"}, {"groups", "groupName"}, {"prefixListIds", "prefixListId"},
		} {
			for n := range rule.Get(list.key, "items").Items {
				add(rule.Get(list.key, "items").Items[n].Str(list.of))
			}
		}
		if len(peers) == 0 {
			return ""
		}
		said = append(said, way+traffic(rule)+from+strings.Join(peers, ", "))
	}
	return strings.Join(said, " and ")
}

// traffic words a rule as "TCP port 22", "UDP ports 1000-2000", "all traffic".
func traffic(rule *strictjson.Value) string {
	protocol := rule.Str("ipProtocol")
	if protocol == "-1" {
		return "traffic of every kind"
	}
	name := strings.ToUpper(protocol)
	if strings.Trim(protocol, "0123456789") == "" {
		name = "protocol " + protocol
	}
	first, last := rule.Get("fromPort").Text, rule.Get("toPort").Text
	switch {
	case first == "" || !strings.EqualFold(protocol, "tcp") && !strings.EqualFold(protocol, "udp"):
		return name
	case first == last || last == "":
		return name + " port " + first
	case first == "0" && last == "65535":
		return name + " on every port"
	}
	return name + " ports " + first + "-" + last
}
