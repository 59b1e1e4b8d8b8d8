package ingest

import "strings"

// gitHubTemplates word actions of the audit log, as params.fill has it, with
// these parameters besides the record's fields: @place is where it happened,
// @rules the rules of a ruleset, @changes what changed about them. Actions
// without a template are worded by their name.
var gitHubTemplates = map[string][]string{
	// Repositories.
	"repo.create":            {`created {@place}[ ({visibility})]`},
	"repo.destroy":           {`deleted {@place}[ ({visibility})]`},
	"repo.archived":          {`archived {@place}[ ({visibility})]`},
	"repo.unarchived":        {`unarchived {@place}[ ({visibility})]`},
	"repo.disable":           {`disabled {@place}`},
	"repo.enable":            {`enabled {@place}[ for {user}]`},
	"repo.access":            {`changed who may see {@place}[ from {previous_visibility}][ to {visibility}]`},
	"repo.rename":            {`renamed {@place}[ from {old_name}]`},
	"repo.transfer":          {`accepted the transfer of {@place}[ ({visibility})][ from {old_user}]`},
	"repo.transfer_start":    {`started to transfer {@place}[ ({visibility})]`},
	"repo.transfer_outgoing": {`transferred {@place}[ ({visibility})] to another owner`},
	"repo.add_member":        {`added {user} to {@place}[ with permission {permission}]`, `added a member to {@place}`},
	"repo.remove_member":     {`removed {user} from {@place}`, `removed a member from {@place}`},
	"repo.update_member":     {`changed the permission of {user} in {@place}[ from {old_repo_permission}][ to {new_repo_permission}]`},
	"repo.download_zip":      {`downloaded {@place} as a zip`},
	"git.push":               {`pushed to {@place}[ over {protocol_name}][ over {transport_protocol_name}]`},
	"git.clone":              {`cloned {@place}[ over {protocol_name}][ over {transport_protocol_name}]`},
	"git.fetch":              {`fetched from {@place}[ over {protocol_name}][ over {transport_protocol_name}]`},
	"public_key.create":      {`added a public key[ "{title}"] to {@place}`, `added a public key`},
	"public_key.delete":      {`deleted a public key[ "{title}"] from {@place}`, `deleted a public key`},
	// Branches and rulesets.
	"protected_branch.create":          {`protected branch {name} of {@place}`, `protected a branch of {@place}`},
	"protected_branch.destroy":         {`removed the protection of branch {name} of {@place}`, `removed a branch protection of {@place}`},
	"protected_branch.policy_override": {`overrode the protection of branch {branch} of {@place}`, `overrode a branch protection of {@place}`},
	"protected_branch.update_name":     {`changed the name pattern of a branch protection of {@place}[ from {old_name}][ to {name}]`},
	"repository_ruleset.create":        {`created ruleset "{ruleset_name}" of {@place}[, enforcement {ruleset_enforcement}][, rules: {@rules}]`},
	"repository_ruleset.destroy":       {`deleted ruleset "{ruleset_name}" of {@place}[, enforcement {ruleset_enforcement}][, rules: {@rules}]`},
	"repository_ruleset.update": {
		`changed ruleset "{ruleset_name}" of {@place}, enforcement from {ruleset_old_enforcement} to {ruleset_enforcement}[, {@changes}]`,
		`changed ruleset "{ruleset_name}" of {@place}[: {@changes}][, enforcement {ruleset_enforcement}]`,
	},
	// Organizations, enterprises and teams.
	"org.add_member":                       {`added {user} to {@place}[ as {permission}]`},
	"org.remove_member":                    {`removed {user} from {@place}`},
	"org.update_member":                    {`changed the role of {user} in {@place}[ from {old_permission}][ to {permission}]`},
	"org.invite_member":                    {`invited {user} to {@place}`, `invited {email} to {@place}`, `invited a member to {@place}`},
	"org.invite_user":                      {`invited {user} to {@place}`, `invited {email} to {@place}`, `invited a user to {@place}`},
	"invite_member":                        {`invited {user} to {@place}`, `invited a member to {@place}`},
	"org.saml_enabled":                     {`turned on SAML single sign-on in {@place}`},
	"org.saml_disabled":                    {`turned off SAML single sign-on in {@place}`},
	"org.update_saml_provider_settings":    {`changed the SAML settings of {@place}`},
	"org.disable_saml":                     {`turned off SAML single sign-on in {@place}`},
	"org.enable_saml":                      {`turned on SAML single sign-on in {@place}`},
	"org.disable_two_factor_requirement":   {`no longer requires two-factor authentication in {@place}`},
	"org.enable_two_factor_requirement":    {`now requires two-factor authentication in {@place}`},
	"org.disable_oauth_app_restrictions":   {`no longer restricts OAuth applications in {@place}`},
	"org.enable_oauth_app_restrictions":    {`now restricts OAuth applications in {@place}`},
	"org.set_default_workflow_permissions": {`set the default permissions of workflows in {@place}[ to {default_workflow_permissions}]`},
	"org.block_user":                       {`blocked {blocked_user} in {@place}`},
	"org.unblock_user":                     {`unblocked {blocked_user} in {@place}`},
	"team.create":                          {`created team {team}[ in {@place}]`},
	"team.destroy":                         {`deleted team {team}[ in {@place}]`},
	"team.add_member":                      {`added {user} to team {team}`},
	"team.remove_member":                   {`removed {user} from team {team}`},
	"team.add_repository":                  {`gave team {team} access to {@place}[ with permission {permission}]`},
	"team.remove_repository":               {`took access to {@place} from team {team}`},
	"team.update_repository_permission":    {`changed the permission of team {team} in {@place}[ from {old_permission}][ to {permission}]`},
	"organization_moderators.add_user":     {`made {user} a moderator of {@place}`},
	"organization_moderators.remove_user":  {`removed {user} from the moderators of {@place}`},
	// Applications, workflows, alerts.
	"integration_installation.create":        {`installed application "{name}" in {@place}`},
	"integration_installation.destroy":       {`removed application "{name}" from {@place}`},
	"workflows.completed_workflow_run":       {`completed run[ {run_number}] of workflow "{name}" in {@place}[ on {head_branch}][: {conclusion}]`},
	"workflows.created_workflow_run":         {`started run[ {run_number}] of workflow "{name}" in {@place}[ on {head_branch}]`},
	"workflows.prepared_workflow_job":        {`prepared job "{job_name}" of a workflow in {@place}`},
	"secret_scanning_alert.create":           {`raised secret scanning alert {number} in {@place}`},
	"secret_scanning_alert.resolve":          {`resolved secret scanning alert {number} in {@place}[ as {resolution}]`},
	"repository_vulnerability_alert.create":  {`raised vulnerability alert {alert_number} in {@place}[ for {ghsa_id}]`},
	"repository_vulnerability_alert.dismiss": {`dismissed vulnerability alert {alert_number} in {@place}[ for {ghsa_id}]`},
	"repository_vulnerability_alert.resolve": {`resolved vulnerability alert {alert_number} in {@place}[ for {ghsa_id}]`},
	"personal_access_token.access_granted":   {`granted a personal access token access to {@place}`},
	"hook.create":                            {`created webhook [{name} ]in {@place}[ for {events}]`},
	"hook.destroy":                           {`deleted webhook [{name} ]from {@place}`},
}

// addPlace finds what the action was done to: the repository, else the
// organization, else the enterprise; for what is done to organizations and
// teams, the organization first.
func (p *params) addPlace(action string, record *value) {
	place := ""
	repo, org := p.value("repo"), p.value("org")
	ofOrg := strings.HasPrefix(action, "org.") || action == "team.create" || action == "team.destroy"
	switch {
	case repo != "" && !(ofOrg && org != ""):
		place = "repository " + p.take("repo")
		p.take("org")
		if isTrue(record.get("public_repo")) || isTrue(record.get("repository_public")) {
			place = "public " + place
		}
	case org != "":
		place = "organization " + p.take("org")
	default:
		if place = show(record.get("business")); place == "" {
			return
		}
		place = "enterprise " + place
	}
	*p = append(*p, param{key: "@place", value: place, used: true})
}

// dropSelf drops the user where it only repeats the actor.
func (p *params) dropSelf(record *value) {
	if user := p.value("user"); user != "" && user == show(record.get("actor")) {
		p.drop("user")
	}
}

// addRules finds the rules of a ruleset, and what changed about them.
func (p *params) addRules(record *value) {
	var names, changes []string
	rules := record.get("ruleset_rules").items
	for i := range rules {
		names = append(names, plainWords(rules[i].str("type")))
	}
	updated := record.get("ruleset_rules_updated").items
	for i := range updated {
		rule := &updated[i]
		was, is := rule.get("old_parameters"), rule.get("parameters")
		for n, key := range is.keys {
			before, after := show(was.get(key)), show(&is.items[n])
			if before != after {
				changes = append(changes, plainWords(rule.str("type"))+", "+plainWords(key)+" from "+orNone(before)+" to "+orNone(after))
			}
		}
	}
	if s := strings.Join(names, ", "); s != "" {
		*p = append(*p, param{key: "@rules", value: clip(s, 2*maxWordedValue), used: true})
	}
	if s := strings.Join(changes, "; "); s != "" {
		*p = append(*p, param{key: "@changes", value: clip(s, 2*maxWordedValue), used: true})
	}
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

// gitHubByName words an action by its name, such as dependabot_alerts.disable
// or org.update_saml_provider_settings.
func gitHubByName(action string, p params) string {
	noun, act := "", action
	if i := strings.LastIndexByte(action, '.'); i >= 0 {
		noun, act = action[:i], action[i+1:]
	}
	thing := func(words []string) string { // what the verb is about
		if len(words) == 0 {
			words = wordsOf(noun)
			if n := len(words); n > 2 && words[n-2] == "new" && words[n-1] == "repos" {
				return " " + sentence(words[:n-2]) + " for new repositories"
			}
			if len(words) > 1 && words[0] == "repository" {
				words = words[1:]
			}
		}
		return " " + sentence(words)
	}
	words := wordsOf(act)
	did := ""
	if len(words) == 0 {
		words = []string{act}
	}
	last := len(words) - 1
	if v, ok := verbOf(words[0]); ok {
		did = v.past + thing(words[1:])
	} else if v, ok := pasts[strings.ToLower(words[last])]; ok {
		did = v.past + thing(words[:last])
	} else {
		did = `caused the event "` + strings.TrimSpace(sentence(wordsOf(noun))+" "+sentence(words)) + `"`
	}
	tail, _ := p.fill(`[ "{name}"][ {number}][ {branch}][ {team}][ of {user}][ in {@place}]`)
	return did + tail
}
