package cloudtrail

import (
	"strings"

	"daybook/backend/event"
	"daybook/backend/source"
	"daybook/backend/source/wording"
	"daybook/backend/strictjson"
)

// An identity says who acted.
type identity struct {
	actor   string
	who     string // in a sentence
	account string // the account in the actor; "" for the system
}

// actorOf returns who acted. A trail may be that of an organization, so each member
// is followed by its account, and identities that AWS distinguishes stay distinct:
// the names of users and of roles are unique in an account, and none has a blank in
// it.
//
//	ann (111122223333)                          a user
//	root user (111122223333)
//	role deploy (111122223333)                  by whatever session
//	ann@example.com as role Admin (1111…)       a session named by an address
//	federated user eve (111122223333)           SAML user, web identity, …
//	account 444455556666                        of which no more is told
//	system                                      a service of AWS, a role that is
//	                                            linked to one, an instance
//	unknown                                     of which the record says nothing
func actorOf(record *strictjson.Value) identity {
	id := record.Get("userIdentity")
	by := id.Str("invokedBy")
	arn := id.Str("arn")
	account := wording.FirstOf(id.Str("accountId"), accountOf(arn))
	system := func(who string) identity { return identity{event.System, who, ""} }
	member := func(name, who string) identity {
		if account != "" {
			name += " (" + account + ")"
		}
		return identity{name, who, account}
	}
	kind := id.Str("type")
	switch kind {
	case "AWSService":
		return system(wording.FirstOf(by, event.System))
	case "Root":
		if account != "" {
			return member("root user", "root user of account "+account)
		}
		return member("root user", "root user")
	case "AssumedRole":
		role, session := roleAndSession(arn)
		if role == "" {
			role = wording.FirstOf(id.Str("sessionContext", "sessionIssuer", "userName"), id.Str("principalId"), "unknown")
		}
		role, session = wording.FirstOf(role), wording.FirstOf(session)
		if machine := machineOf(id, role, session); machine != "" {
			return system(machine + " as role " + role)
		}
		switch {
		case strings.Contains(session, "@"):
			return member(session+" as role "+role, session+" as role "+role)
		case session != "":
			return member("role "+role, "role "+role+" (session "+session+")")
		}
		return member("role "+role, "role "+role)
	case "":
		if by != "" {
			return system(wording.FirstOf(by))
		}
	case "AWSAccount":
		account = wording.FirstOf(account, "unknown")
		return identity{"account " + account, "account " + account, account}
	case "SAMLUser", "WebIdentityUser": // known to the account to which they signed in
		account = wording.FirstOf(account, record.Str("recipientAccountId"))
	}
	tail := arn[strings.LastIndexByte(arn, '/')+1:]
	userName := id.Str("userName")
	if userName == hiddenByAWS {
		userName = ""
	}
	name := wording.FirstOf(userName, id.Str("onBehalfOf", "userId"), tail, id.Str("principalId"))
	if name == "" {
		switch {
		case record.Str("eventType") == "AwsServiceEvent":
			return system(wording.FirstOf(by, "AWS"))
		case kind == "" || kind == "Unknown":
			return identity{source.UnknownActor, wording.UnknownActor, ""}
		}
		return member("unknown user", "unknown user")
	}
	name = kindsOfIdentity[kind] + name
	return member(name, name)
}

// kindsOfIdentity are the words before names, so that no other identity passes for
// a user of the account.
var kindsOfIdentity = map[string]string{
	"Role": "role ", "FederatedUser": "federated user ", "SAMLUser": "SAML user ", "WebIdentityUser": "web identity ",
	"IdentityCenterUser": "Identity Center user ", "Directory": "directory user ",
}

// hiddenByAWS stands in place of a value that AWS withholds, such as the name that
// somebody typed in a failed sign-in: it may be a password.
const hiddenByAWS = "HIDDEN_DUE_TO_SECURITY_REASONS"

// machineOf returns the machine to which a session of a role belongs, or "".
// Sessions of instances are named after them, roles linked to a service belong to
// it, and newer records say for whom a session was made.
func machineOf(id *strictjson.Value, role, session string) string {
	made := id.Str("inScopeOf", "credentialsIssuedTo")
	made = made[strings.LastIndexAny(made, ":/")+1:]
	switch {
	case strings.HasPrefix(role, "AWSServiceRoleFor"):
		return wording.FirstOf(id.Str("invokedBy"), session, "AWS")
	case isInstance(session):
		return "instance " + session
	case id.Has("inScopeOf"):
		return wording.FirstOf(made, session, "a machine")
	case id.Get("sessionContext").Has("ec2RoleDelivery"):
		return wording.FirstOf(session, "an instance")
	}
	return ""
}

// isInstance reports whether s is the id of an EC2 instance: i-0dbc91f429e48eeed.
func isInstance(s string) bool {
	digits, ok := strings.CutPrefix(s, "i-")
	return ok && (len(digits) == 8 || len(digits) == 17) && strings.Trim(digits, "0123456789abcdef") == ""
}

// accountOf returns the account in arn:aws:iam::111122223333:user/ann.
func accountOf(arn string) string {
	if parts := strings.SplitN(arn, ":", 6); len(parts) == 6 {
		return parts[4]
	}
	return ""
}

// roleAndSession returns the last two parts of arn:…:assumed-role/role/session.
func roleAndSession(arn string) (role, session string) {
	parts := strings.Split(arn, "/")
	if len(parts) != 3 || !strings.HasSuffix(parts[0], ":assumed-role") {
		return "", ""
	}
	return parts[1], parts[2]
}
