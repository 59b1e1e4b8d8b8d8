package ingest

import (
	"errors"
	"fmt"
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
	actor, who := trailActor(record)
	did, address := trailDid(record, service, name), record.str("sourceIPAddress")
	if !strings.ContainsAny(address, "0123456789") || strings.HasSuffix(address, ".amazonaws.com") {
		address = "" // a service
	}
	e := event.Event{
		Actor:       r.word([]byte(actor)),
		Category:    r.word([]byte(snake(service))),
		Action:      r.word([]byte(snake(unversioned(name)))),
		Description: describe(who, did, address),
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

// trailActor is the actor, and who it is in a sentence. A person is named as
// the account names them; a role by its name, unless its session is named by a
// person's address; AWS itself is the system.
func trailActor(record *value) (actor, who string) {
	id := record.get("userIdentity")
	by := id.str("invokedBy")
	arn := id.str("arn")
	switch kind := id.str("type"); kind {
	case "AWSService":
		return event.System, firstOfTexts(by, event.System)
	case "Root":
		return "root", "root" + ofAccount(id)
	case "AssumedRole":
		role, session := roleAndSession(arn)
		if role == "" {
			role = firstOfTexts(id.str("sessionContext", "sessionIssuer", "userName"), id.str("principalId"), "unknown")
		}
		switch {
		case strings.Contains(session, "@"):
			return session, session + " as role " + role
		case session != "":
			return role, "role " + role + " (session " + session + ")"
		}
		return role, "role " + role
	case "":
		if by != "" {
			return event.System, by
		}
	case "AWSAccount":
		account := firstOfTexts(id.str("accountId"), "unknown")
		return account, "account " + account
	}
	tail := arn[strings.LastIndexByte(arn, '/')+1:]
	name := firstOfTexts(id.str("userName"), id.str("onBehalfOf", "userId"), tail, id.str("principalId"))
	if name == "" {
		if record.str("eventType") == "AwsServiceEvent" || id.kind == null {
			return event.System, firstOfTexts(by, "AWS")
		}
		name = firstOfTexts(id.str("accountId"), "unknown")
	}
	return name, name
}

// roleAndSession are the last two parts of arn:…:assumed-role/role/session.
func roleAndSession(arn string) (role, session string) {
	parts := strings.Split(arn, "/")
	if len(parts) != 3 || !strings.HasSuffix(parts[0], ":assumed-role") {
		return "", ""
	}
	return parts[1], parts[2]
}

func ofAccount(id *value) string {
	if account := id.str("accountId"); account != "" {
		return " of account " + account
	}
	return ""
}

func firstOfTexts(texts ...string) string {
	for _, s := range texts {
		if s = oneLine(s); s != "" {
			return clip(s, maxWordedValue)
		}
	}
	return ""
}

// trailDid words what was done, or tried.
func trailDid(record *value, service, name string) string {
	var p params
	request := record.get("requestParameters")
	for i, key := range request.keys {
		if v := &request.items[i]; !trailQuiet[key] && v.text != "HIDDEN_DUE_TO_SECURITY_REASONS" {
			p.add(key, v)
		}
	}
	code, message := record.str("errorCode"), oneLine(record.str("errorMessage"))
	s, ok := trailSpecial(record, name, &p, code != "")
	if !ok {
		s = trailByName(record, service, unversioned(name), &p, code != "")
	}
	s += p.rest(true)
	if by := record.str("userIdentity", "invokedBy"); by != "" && record.str("userIdentity", "type") != "AWSService" &&
		record.str("userIdentity", "type") != "" {
		s += ", through " + clip(oneLine(by), 100)
	}
	if code == "" {
		if message != "" {
			s += ": " + clip(message, 2*maxWordedValue)
		}
		return s
	}
	s += "; it failed with " + clip(oneLine(code), 100)
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
		if len(words) > 0 {
			did += " " + sentence(words)
		}
		did += target(record, words, p)
	}
	return did + " in " + serviceName(service) + region(record, service)
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
