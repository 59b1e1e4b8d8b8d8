package cloudtrail

import (
	"slices"
	"strings"

	"daybook/backend/clip"
	"daybook/backend/source/wording"
	"daybook/backend/strictjson"
)

// didOf words what was done, or tried, and in which account, unless the actor
// already names that account.
func didOf(record *strictjson.Value, service, name, account string) string {
	var p wording.Params
	request := record.Get("requestParameters")
	for i, key := range request.Keys {
		if v := &request.Items[i]; !quiet[key] && v.Text != hiddenByAWS {
			p.Add(key, v)
		}
	}
	where := ""
	if in := wording.OneLine(record.Str("recipientAccountId")); in != "" && in != account {
		where = ", in account " + clip.Text(in, 40)
	}
	code, message := wording.OneLine(record.Str("errorCode")), wording.OneLine(record.Str("errorMessage"))
	if name == "ConsoleLogin" {
		return consoleLogin(record, code, message) + where
	}
	s, ok := special(record, name, &p, code != "")
	if !ok {
		s, ok = byTemplate(record, service, name, &p, code != "")
	}
	if !ok {
		s = byName(record, service, unversioned(name), &p, code != "")
	}
	s += p.Rest(true)
	if by := record.Str("userIdentity", "invokedBy"); by != "" && account != "" {
		s += ", through " + clip.Text(wording.OneLine(by), 100)
	}
	s += where
	if code != "" {
		s += "; it failed with " + clip.Text(code, 100)
	}
	if message != "" {
		s += ": " + clip.Text(message, 2*wording.MaxValue)
	}
	return s
}

// quiet are request parameters that say nothing about the action.
var quiet = map[string]bool{
	"Host": true, "host": true, "maxResults": true, "MaxResults": true, "nextToken": true, "NextToken": true, "marker": true,
	"clientToken": true, "clientRequestToken": true, "maxItems": true, "encryptionAlgorithm": true, "allowedPattern": true,
	"x-amz-content-sha256": true, "X-Amz-Signature": true, "X-Amz-Credential": true, "X-Amz-Date": true, "xmlns": true,
	"list-type": true, "encoding-type": true,
}

// byName words an event by its name, such as PutBucketPolicy: verb, thing, and the
// parameter that names the thing.
func byName(record *strictjson.Value, service, name string, p *wording.Params, failed bool) string {
	words := wording.Words(name)
	did := "called " + name
	if failed {
		did = "tried to call " + name
	}
	if v, ok := wording.BaseVerb(strings.ToLower(first(words))); ok {
		words = words[1:]
		did = v.Past
		if failed {
			did = "tried to " + v.Base
		}
		if len(words) > 1 && words[0] == "Tags" && !slices.Contains([]string{"For", "Of", "From", "On"}, words[1]) {
			did, words = did+" tags of", words[1:]
		}
		if in, ok := inBucket(service, words, p); ok {
			did += in
		} else {
			if len(words) > 0 {
				did += " " + wording.Sentence(words)
			}
			did += target(record, words, p)
		}
		if id := madeID(record, words); id != "" && service != "iam" && !strings.Contains(did, id) { // names are unique there
			did += " (" + id + ")"
		}
	}
	return did + " in " + serviceName(service) + region(record, service)
}

// inBucket words the object of an action of S3: the policy of a bucket, an object
// of a bucket, the ACL of an object of a bucket.
func inBucket(service string, words []string, p *wording.Params) (string, bool) {
	bucket := p.Value("bucketName")
	if service != "s3" || bucket == "" {
		return "", false
	}
	p.Take("bucketName")
	end := " bucket " + bucket
	if key := p.Take("key"); key != "" {
		end = " object " + key + " of" + end
		if first(words) == "Object" {
			words = words[1:]
		}
	} else if first(words) == "Bucket" {
		words = words[1:]
	}
	if len(words) > 0 {
		return " " + wording.Sentence(words) + " of" + end, true
	}
	return end, true
}

// madeID returns the id that AWS gave to the thing that was made: volumeId,
// vpc.vpcId, and the groupId of a security group.
func madeID(record *strictjson.Value, words []string) string {
	answer := record.Get("responseElements")
	if len(words) == 0 || answer.Kind != strictjson.Object || !strings.HasPrefix(record.Str("eventName"), "Create") {
		return ""
	}
	low := func(words []string) string {
		s := strings.Join(words, "")
		return strings.ToLower(s[:1]) + s[1:]
	}
	whole, last := low(words), low(words[len(words)-1:])
	for _, part := range [...]*strictjson.Value{answer, answer.Get(whole), answer.Get(last)} {
		if id := wording.FirstOf(part.Str(whole+"Id"), part.Str(last+"Id")); id != "" {
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

// target finds the object of the words of a name: " /app/password" for a parameter,
// " of my-bucket" for a bucket's policy. Of several parameters that name a part of
// the thing, it takes the one that the name has first: for RolePolicy, the role.
func target(record *strictjson.Value, words []string, p *wording.Params) string {
	thing := strings.ToLower(strings.Join(words, ""))
	resource := len(words) > 1 && strings.EqualFold(words[len(words)-2], "for")
	best, lead, at := "", " of ", len(thing)
	for _, key := range p.Keys() {
		stem, named := wording.StemOf(key)
		stem = strings.ToLower(stem)
		place := strings.Index(thing, stem)
		switch {
		case !named:
		case stem != "" && (stem == thing || stem+"s" == thing || resource && strings.HasSuffix(thing, "for"+stem)):
			best, lead, at = key, " ", -2
		case stem == "" && at > -1:
			best, lead, at = key, " of ", -1
			if len(words) == 1 {
				lead = " "
			}
		case stem != "" && place >= 0 && place < at:
			best, lead, at = key, " of ", place
		case (stem == "resource" || stem == "bucket") && best == "":
			best = key
		}
	}
	if best != "" {
		return lead + p.Take(best)
	}
	if len(*p) > 0 {
		return ""
	}
	var names []string
	for i := range record.Get("resources").Items {
		if arn := record.Get("resources").Items[i].Str("ARN"); arn != "" {
			names = append(names, arn[strings.LastIndexByte(arn, ':')+1:])
		}
	}
	if len(names) == 0 {
		return ""
	}
	return " of " + clip.Text(wording.OneLine(strings.Join(names, ", ")), wording.MaxValue)
}

// unversioned returns the name of an event without the date that Lambda and
// CloudFront append: CreateFunction20150331v2.
func unversioned(name string) string {
	base := strings.TrimRight(name, "0123456789_v")
	if i := len(base); i > 0 && len(name)-i >= 8 && strings.HasPrefix(name[i:], "20") {
		return base
	}
	return name
}
