package github

import (
	"strings"

	"daybook/backend/clip"
	"daybook/backend/source/wording"
	"daybook/backend/strictjson"
)

// addPlace finds the object of the action: the repository, or the organization, or the enterprise,
// whichever is named first; for actions on organizations and teams, the organization first. An
// action on a repository that the record does not name was not done to the whole organization.
func addPlace(p *wording.Params, action string, record *strictjson.Value) {
	place := ""
	repo, org := p.Value("repo"), p.Value("org")
	ofOrg := strings.HasPrefix(action, "org.") || action == "team.create" || action == "team.destroy"
	switch {
	case repo != "" && !(ofOrg && org != ""):
		place = "repository " + p.Take("repo")
		p.Take("org")
		if isTrue(record.Get("public_repo")) || isTrue(record.Get("repository_public")) {
			place = "public " + place
		}
	case org != "":
		place = "organization " + p.Take("org")
	default:
		if place = wording.Show(record.Get("business")); place == "" {
			return
		}
		place = "enterprise " + place
	}
	if repo == "" && ofRepository(action) {
		place = "a repository of " + place
	}
	p.Alias("@place", place)
}

func ofRepository(action string) bool {
	category, _, _ := strings.Cut(action, ".")
	return category == "repo" || category == "git"
}

// addSelf finds whether the action was done to the actor.
func addSelf(p *wording.Params, record *strictjson.Value) {
	if user := p.Value("user"); user != "" && user == wording.Show(record.Get("actor")) {
		p.Alias("@self", "", "user")
	}
}

// dropSelf drops the user where it only repeats the actor.
func dropSelf(p *wording.Params, record *strictjson.Value) {
	if user := p.Value("user"); user != "" && user == wording.Show(record.Get("actor")) {
		p.Drop("user")
	}
}

// addRules finds the rules of a ruleset, and what changed about them.
func addRules(p *wording.Params, record *strictjson.Value) {
	var names, changes []string
	rules := record.Get("ruleset_rules").Items
	for i := range rules {
		names = append(names, wording.Plain(rules[i].Str("type")))
	}
	updated := record.Get("ruleset_rules_updated").Items
	for i := range updated {
		rule := &updated[i]
		was, is := rule.Get("old_parameters"), rule.Get("parameters")
		for n, key := range is.Keys {
			before, after := wording.Show(was.Get(key)), wording.Show(&is.Items[n])
			if before != after {
				changes = append(changes, wording.Plain(rule.Str("type"))+", "+wording.Plain(key)+" from "+orNone(before)+" to "+orNone(after))
			}
		}
	}
	if s := strings.Join(names, ", "); s != "" {
		p.Alias("@rules", clip.Text(s, 2*wording.MaxValue))
	}
	if s := strings.Join(changes, "; "); s != "" {
		p.Alias("@changes", clip.Text(s, 2*wording.MaxValue))
	}
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

// containers are the things in which actions of several parts happen. The place names them.
var containers = wording.WordSet("org repo business enterprise user team organization repository")

// byName words an action by its name, such as dependabot_alerts.disable or
// org.update_saml_provider_settings. Where the name does not tell enough, it only
// quotes the name, with the actor as GitHub has it.
func byName(action string, p wording.Params) string {
	parts := strings.Split(action, ".")
	act := wording.Words(parts[len(parts)-1])
	parts = parts[:len(parts)-1]
	inContainer := len(parts) > 0 && containers[parts[0]]
	if inContainer {
		parts = parts[1:]
	}
	var thing []string
	for _, part := range parts {
		if part != "config" {
			thing = append(thing, wording.Words(part)...)
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
	did, ok := wording.Act(thing, act)
	if !ok || len(thing) == 0 && len(act) == 1 {
		did = `is the actor of "` + clip.Text(wording.OneLine(action), wording.MaxValue) + `"`
		return did + placed(p)
	}
	if len(act) == 1 && !inContainer {
		more, _ := p.Fill(`[ "{name}"][ {number}]`)
		did += more
	} else if len(act) > 1 && people[strings.ToLower(act[len(act)-1])] {
		more, _ := p.Fill(`[ {user}]`)
		did += more
	}
	return did + placed(p)
}

// people are words for the person whom an action concerns, and whose name follows them.
var people = wording.WordSet("member collaborator manager maintainer moderator admin owner user entitlee")

// containerAct words an action on the whole of its container: org.archive, user.suspend.
func containerAct(action, act string, p wording.Params) (string, bool) {
	v, ok := wording.VerbOf(act)
	if !ok || wording.Happens(strings.ToLower(act)) {
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
	if what, ok := p.Fill(template); ok {
		return v.Past + what, true
	}
	return v.Past + " " + wording.Plain(container) + placed(p), true
}

// placed returns " in organization acme", unless the place was said.
func placed(p wording.Params) string {
	s, _ := p.Fill(`[ in {@place}]`)
	return s
}

func isTrue(v *strictjson.Value) bool { return v.Text == "true" }
