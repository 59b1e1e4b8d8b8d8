package ingest

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"daybook/backend/event"
)

// cloudTrail is AWS CloudTrail: log files, and what the lookup-events command
// prints, where the record is JSON inside a text.
type cloudTrail struct{ jsonOnly }

func (cloudTrail) name() string  { return "cloudtrail" }
func (cloudTrail) title() string { return "AWS CloudTrail" }

func (cloudTrail) owns(record *value) bool {
	return record.has("eventName") && record.has("eventTime") && record.has("eventSource") ||
		record.has("CloudTrailEvent") && record.has("EventId")
}

func (cloudTrail) events(record *value, r *reader) error {
	if inner := record.str("CloudTrailEvent"); inner != "" {
		v, err := parse([]byte(inner))
		if err != nil {
			return fmt.Errorf("CloudTrailEvent: %w", err)
		}
		record = v
	}
	record = record.without(isPanther)
	name := record.str("eventName")
	if name == "" {
		return errors.New("eventName is missing or empty")
	}
	t, err := r.read(record.get("eventTime"))
	if err != nil {
		return err
	}
	service, _, _ := strings.Cut(record.str("eventSource"), ".")
	by := trailActor(record)
	did, address := trailDid(record, service, name, by.account), record.str("sourceIPAddress")
	if !strings.ContainsAny(address, "0123456789") || strings.HasSuffix(address, ".amazonaws.com") {
		address = "" // a service
	}
	e := event.Event{
		Actor:       r.word([]byte(by.actor)),
		Category:    r.word([]byte(snake(service))),
		Action:      r.word([]byte(snake(unversioned(name)))),
		Description: describe(by.who, did, address),
		Time:        t.time,
		Details:     r.details(record, t),
	}
	if e.ID = strings.Clone(record.str("eventID")); e.ID == "" {
		e.ID = r.ids.byContent(record)
	}
	return r.emit(e)
}

// unversioned is the name of an event without the date that Lambda and
// CloudFront put behind it: CreateFunction20150331v2.
func unversioned(name string) string {
	base := strings.TrimRight(name, "0123456789_v")
	if i := len(base); i > 0 && len(name)-i >= 8 && strings.HasPrefix(name[i:], "20") {
		return base
	}
	return name
}

// A trailIdentity is who acted.
type trailIdentity struct {
	actor   string
	who     string // in a sentence
	account string // that the actor says; "" for the system
}

// trailActor is who acted. A trail may be that of an organization, so each
// member has the account behind it, and what AWS itself tells apart is told
// apart: the names of users and of roles are unique in an account, and none has
// a blank in it.
//
//	ann (111122223333)                          a user
//	root user (111122223333)
//	role deploy (111122223333)                  by whatever session
//	ann@example.com as role Admin (1111…)       a session named by an address
//	federated user eve (111122223333)           SAML user, web identity, …
//	account 444455556666                        of which no more is told
//	system                                      a service of AWS, a role that is
//	                                            linked to one, an instance
func trailActor(record *value) trailIdentity {
	id := record.get("userIdentity")
	by := id.str("invokedBy")
	arn := id.str("arn")
	account := firstOfTexts(id.str("accountId"), accountOf(arn))
	system := func(who string) trailIdentity { return trailIdentity{event.System, who, ""} }
	member := func(name, who string) trailIdentity {
		if account != "" {
			name += " (" + account + ")"
		}
		return trailIdentity{name, who, account}
	}
	kind := id.str("type")
	switch kind {
	case "AWSService":
		return system(firstOfTexts(by, event.System))
	case "Root":
		if account != "" {
			return member("root user", "root user of account "+account)
		}
		return member("root user", "root user")
	case "AssumedRole":
		role, session := roleAndSession(arn)
		if role == "" {
			role = firstOfTexts(id.str("sessionContext", "sessionIssuer", "userName"), id.str("principalId"), "unknown")
		}
		role, session = firstOfTexts(role), firstOfTexts(session)
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
			return system(firstOfTexts(by))
		}
	case "AWSAccount":
		account = firstOfTexts(account, "unknown")
		return trailIdentity{"account " + account, "account " + account, account}
	case "SAMLUser", "WebIdentityUser": // who are known to the account that they came to
		account = firstOfTexts(account, record.str("recipientAccountId"))
	}
	tail := arn[strings.LastIndexByte(arn, '/')+1:]
	userName := id.str("userName")
	if userName == hiddenByAWS {
		userName = ""
	}
	name := firstOfTexts(userName, id.str("onBehalfOf", "userId"), tail, id.str("principalId"))
	if name == "" {
		if record.str("eventType") == "AwsServiceEvent" || id.kind == null {
			return system(firstOfTexts(by, "AWS"))
		}
		return member("unknown user", "unknown user")
	}
	name = trailKinds[kind] + name
	return member(name, name)
}

// trailKinds are what stands before names, so that nobody passes for a user of
// the account.
var trailKinds = map[string]string{
	"Role": "role ", "FederatedUser": "federated user ", "SAMLUser": "SAML user ", "WebIdentityUser": "web identity ",
	"IdentityCenterUser": "Identity Center user ", "Directory": "directory user ",
}

// hiddenByAWS stands for what AWS keeps to itself, such as a name that somebody
// typed who could not sign in: it may be a password.
const hiddenByAWS = "HIDDEN_DUE_TO_SECURITY_REASONS"

// machineOf is the machine whose session of a role it is, or "". Sessions of
// instances are named by them, roles linked to a service are its own, and newer
// records say whom a session was made for.
func machineOf(id *value, role, session string) string {
	made := id.str("inScopeOf", "credentialsIssuedTo")
	made = made[strings.LastIndexAny(made, ":/")+1:]
	switch {
	case strings.HasPrefix(role, "AWSServiceRoleFor"):
		return firstOfTexts(id.str("invokedBy"), session, "AWS")
	case isInstance(session):
		return "instance " + session
	case id.has("inScopeOf"):
		return firstOfTexts(made, session, "a machine")
	case id.get("sessionContext").has("ec2RoleDelivery"):
		return firstOfTexts(session, "an instance")
	}
	return ""
}

// isInstance reports whether s is the id of an EC2 instance: i-0dbc91f429e48eeed.
func isInstance(s string) bool {
	digits, ok := strings.CutPrefix(s, "i-")
	return ok && (len(digits) == 8 || len(digits) == 17) && strings.Trim(digits, "0123456789abcdef") == ""
}

// accountOf is the account in arn:aws:iam::111122223333:user/ann.
func accountOf(arn string) string {
	if parts := strings.SplitN(arn, ":", 6); len(parts) == 6 {
		return parts[4]
	}
	return ""
}

// roleAndSession are the last two parts of arn:…:assumed-role/role/session.
func roleAndSession(arn string) (role, session string) {
	parts := strings.Split(arn, "/")
	if len(parts) != 3 || !strings.HasSuffix(parts[0], ":assumed-role") {
		return "", ""
	}
	return parts[1], parts[2]
}

func firstOfTexts(texts ...string) string {
	for _, s := range texts {
		if s = oneLine(s); s != "" {
			return clip(s, maxWordedValue)
		}
	}
	return ""
}

// trailDid words what was done, or tried, and in which account, unless that is
// the one that the actor names.
func trailDid(record *value, service, name, account string) string {
	var p params
	request := record.get("requestParameters")
	for i, key := range request.keys {
		if v := &request.items[i]; !trailQuiet[key] && v.text != hiddenByAWS {
			p.add(key, v)
		}
	}
	where := ""
	if in := oneLine(record.str("recipientAccountId")); in != "" && in != account {
		where = ", in account " + clip(in, 40)
	}
	code, message := oneLine(record.str("errorCode")), oneLine(record.str("errorMessage"))
	if name == "ConsoleLogin" {
		return consoleLogin(record, code, message) + where
	}
	s, ok := trailSpecial(record, name, &p, code != "")
	if !ok {
		s, ok = trailTemplate(record, service, name, &p, code != "")
	}
	if !ok {
		s = trailByName(record, service, unversioned(name), &p, code != "")
	}
	s += p.rest(true)
	if by := record.str("userIdentity", "invokedBy"); by != "" && account != "" {
		s += ", through " + clip(oneLine(by), 100)
	}
	s += where
	if code != "" {
		s += "; it failed with " + clip(code, 100)
	}
	if message != "" {
		s += ": " + clip(message, 2*maxWordedValue)
	}
	return s
}

// trailQuiet are request parameters that say nothing about what was done.
var trailQuiet = map[string]bool{
	"Host": true, "host": true, "maxResults": true, "MaxResults": true, "nextToken": true, "NextToken": true, "marker": true,
	"clientToken": true, "clientRequestToken": true, "maxItems": true, "encryptionAlgorithm": true, "allowedPattern": true,
	"x-amz-content-sha256": true, "X-Amz-Signature": true, "X-Amz-Credential": true, "X-Amz-Date": true, "xmlns": true,
	"list-type": true, "encoding-type": true,
}

// trailByName words an event by its name, such as PutBucketPolicy: verb, thing,
// and of the parameters the one that names the thing.
func trailByName(record *value, service, name string, p *params, failed bool) string {
	words := wordsOf(name)
	did := "called " + name
	if failed {
		did = "tried to call " + name
	}
	if v, ok := verbs[strings.ToLower(first(words))]; ok {
		words = words[1:]
		did = v.past
		if failed {
			did = "tried to " + v.base
		}
		if len(words) > 1 && words[0] == "Tags" && !slices.Contains([]string{"For", "Of", "From", "On"}, words[1]) {
			did, words = did+" tags of", words[1:]
		}
		if in, ok := inBucket(service, words, p); ok {
			did += in
		} else {
			if len(words) > 0 {
				did += " " + sentence(words)
			}
			did += target(record, words, p)
		}
		if id := madeID(record, words); id != "" && service != "iam" && !strings.Contains(did, id) { // names are unique there
			did += " (" + id + ")"
		}
	}
	return did + " in " + serviceName(service) + region(record, service)
}

// inBucket words what S3 did it to: the policy of a bucket, an object of a
// bucket, the ACL of an object of a bucket.
func inBucket(service string, words []string, p *params) (string, bool) {
	bucket := p.value("bucketName")
	if service != "s3" || bucket == "" {
		return "", false
	}
	p.take("bucketName")
	end := " bucket " + bucket
	if key := p.take("key"); key != "" {
		end = " object " + key + " of" + end
		if first(words) == "Object" {
			words = words[1:]
		}
	} else if first(words) == "Bucket" {
		words = words[1:]
	}
	if len(words) > 0 {
		return " " + sentence(words) + " of" + end, true
	}
	return end, true
}

// madeID is the id that AWS gave to what was made: volumeId, vpc.vpcId, and of
// a security group the groupId.
func madeID(record *value, words []string) string {
	answer := record.get("responseElements")
	if len(words) == 0 || answer.kind != object || !strings.HasPrefix(record.str("eventName"), "Create") {
		return ""
	}
	low := func(words []string) string {
		s := strings.Join(words, "")
		return strings.ToLower(s[:1]) + s[1:]
	}
	whole, last := low(words), low(words[len(words)-1:])
	for _, part := range [...]*value{answer, answer.get(whole), answer.get(last)} {
		if id := firstOfTexts(part.str(whole+"Id"), part.str(last+"Id")); id != "" {
			return id
		}
	}
	return ""
}

func first(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return words[0]
}

// target finds what the words of a name are about: " /app/password" for a
// parameter, " of my-bucket" for a bucket's policy. Of several parameters that
// name a part of the thing, the one named first in it is meant: of RolePolicy,
// the role.
func target(record *value, words []string, p *params) string {
	thing := strings.ToLower(strings.Join(words, ""))
	resource := len(words) > 1 && strings.EqualFold(words[len(words)-2], "for")
	best, lead, at := "", " of ", len(thing)
	for _, one := range *p {
		stem, named := stemOf(one.key)
		stem = strings.ToLower(stem)
		place := strings.Index(thing, stem)
		switch {
		case !named:
		case stem != "" && (stem == thing || stem+"s" == thing || resource && strings.HasSuffix(thing, "for"+stem)):
			best, lead, at = one.key, " ", -2
		case stem == "" && at > -1:
			best, lead, at = one.key, " of ", -1
			if len(words) == 1 {
				lead = " "
			}
		case stem != "" && place >= 0 && place < at:
			best, lead, at = one.key, " of ", place
		case (stem == "resource" || stem == "bucket") && best == "":
			best = one.key
		}
	}
	if best != "" {
		return lead + p.take(best)
	}
	if len(*p) > 0 {
		return ""
	}
	var names []string
	for i := range record.get("resources").items {
		if arn := record.get("resources").items[i].str("ARN"); arn != "" {
			names = append(names, arn[strings.LastIndexByte(arn, ':')+1:])
		}
	}
	if len(names) == 0 {
		return ""
	}
	return " of " + clip(oneLine(strings.Join(names, ", ")), maxWordedValue)
}

// stemOf is the key of a parameter without what says that it is a name:
// bucketName is the name of a bucket.
func stemOf(key string) (stem string, named bool) {
	for _, end := range [...]string{"Name", "Names", "Id", "Ids", "Arn", "ARN", "Identifier", "NameList", "IdList"} {
		if s, ok := strings.CutSuffix(key, end); ok && s != "" {
			return s, true
		}
	}
	switch key {
	case "name", "Name", "names", "Names":
		return "", true
	}
	return key, false
}
