package ingest

import (
	"strings"

	"daybook/backend/clip"
	"daybook/backend/strictjson"
)

// addPlace finds what the action was done to: the repository, else the
// organization, else the enterprise; for what is done to organizations and
// teams, the organization first. What is done to a repository that the record does
// not name was not done to the whole organization.
func addPlace(p *params, action string, record *strictjson.Value) {
	place := ""
	repo, org := p.value("repo"), p.value("org")
	ofOrg := strings.HasPrefix(action, "org.") || action == "team.create" || action == "team.destroy"
	switch {
	case repo != "" && !(ofOrg && org != ""):
		place = "repository " + p.take("repo")
		p.take("org")
		if isTrue(record.Get("public_repo")) || isTrue(record.Get("repository_public")) {
			place = "public " + place
		}
	case org != "":
		place = "organization " + p.take("org")
	default:
		if place = show(record.Get("business")); place == "" {
			return
		}
		place = "enterprise " + place
	}
	if repo == "" && ofRepository(action) {
		place = "a repository of " + place
	}
	p.alias("@place", place)
}

func ofRepository(action string) bool {
	category, _, _ := strings.Cut(action, ".")
	return category == "repo" || category == "git"
}

// addSelf finds whether the actor is whom it was done to.
func addSelf(p *params, record *strictjson.Value) {
	if user := p.value("user"); user != "" && user == show(record.Get("actor")) {
		p.alias("@self", "", "user")
	}
}

// dropSelf drops the user where it only repeats the actor.
func dropSelf(p *params, record *strictjson.Value) {
	if user := p.value("user"); user != "" && user == show(record.Get("actor")) {
		p.drop("user")
	}
}

// addRules finds the rules of a ruleset, and what changed about them.
func addRules(p *params, record *strictjson.Value) {
	var names, changes []string
	rules := record.Get("ruleset_rules").Items
	for i := range rules {
		names = append(names, plainWords(rules[i].Str("type")))
	}
	updated := record.Get("ruleset_rules_updated").Items
	for i := range updated {
		rule := &updated[i]
		was, is := rule.Get("old_parameters"), rule.Get("parameters")
		for n, key := range is.Keys {
			before, after := show(was.Get(key)), show(&is.Items[n])
			if before != after {
				changes = append(changes, plainWords(rule.Str("type"))+", "+plainWords(key)+" from "+orNone(before)+" to "+orNone(after))
			}
		}
	}
	if s := strings.Join(names, ", "); s != "" {
		p.alias("@rules", clip.Text(s, 2*maxWordedValue))
	}
	if s := strings.Join(changes, "; "); s != "" {
		p.alias("@changes", clip.Text(s, 2*maxWordedValue))
	}
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

// containers are what actions of several parts happen in. The place says it.
var containers = wordSet("org repo business enterprise user team organization repository")

// gitHubByName words an action by its name, such as dependabot_alerts.disable
// or org.update_saml_provider_settings. What its name does not tell, it only
// quotes: who acts is what GitHub calls the actor.
func gitHubByName(action string, p params) string {
	parts := strings.Split(action, ".")
	act := wordsOf(parts[len(parts)-1])
	parts = parts[:len(parts)-1]
	inContainer := len(parts) > 0 && containers[parts[0]]
	if inContainer {
		parts = parts[1:]
	}
	var thing []string
	for _, part := range parts {
		if part != "config" {
			thing = append(thing, wordsOf(part)...)
		}
	}
	if len(thing) > 1 && strings.EqualFold(thing[0], "repository") {
		thing = thing[1:]
	}
	if len(parts) == 0 && len(act) == 1 {
		if did, ok := containerAct(action, act[0], p); ok {
			return did
		}
	}
	did, ok := wordAct(thing, act)
	if !ok || len(thing) == 0 && len(act) == 1 {
		did = `is the actor of "` + clip.Text(oneLine(action), maxWordedValue) + `"`
		return did + placed(p)
	}
	if len(act) == 1 && !inContainer {
		more, _ := p.fill(`[ "{name}"][ {number}]`)
		did += more
	} else if len(act) > 1 && people[strings.ToLower(act[len(act)-1])] {
		more, _ := p.fill(`[ {user}]`)
		did += more
	}
	return did + placed(p)
}

// people are words for whom an action is about, whose name follows them.
var people = wordSet("member collaborator manager maintainer moderator admin owner user entitlee")

// containerAct words what was done to the whole of what an action is in:
// org.archive, user.suspend.
func containerAct(action, act string, p params) (string, bool) {
	v, ok := verbOf(act)
	if !ok || happens(strings.ToLower(act)) {
		return "", false
	}
	container, _, _ := strings.Cut(action, ".")
	template := ` {@place}`
	switch container {
	case "user":
		template = ` user {user}[ in {@place}]`
	case "team":
		template = ` team {team}[ in {@place}]`
	}
	if what, ok := p.fill(template); ok {
		return v.past + what, true
	}
	return v.past + " " + plainWords(container) + placed(p), true
}

// placed is " in organization acme", unless the place was said.
func placed(p params) string {
	s, _ := p.fill(`[ in {@place}]`)
	return s
}
