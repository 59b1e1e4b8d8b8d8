package wording

import (
	"slices"
	"strings"
)

// Act words an action by its name: the thing, personal access token, and what was
// done, request denied, give "denied personal access token request". It reports
// false where the name does not tell who did what to what, since a guessed sentence
// could say things that did not happen.
//
// A last word in the past tense names the action, and so does a first word that can
// only be a verb. If both are present, if a name tells by whom or with what
// outcome, or if words could be nouns as well as verbs, the action is not certain.
func Act(thing, act []string) (did string, ok bool) {
	act = lower(act)
	if len(act) == 0 || slices.ContainsFunc(act, func(w string) bool { return outcomes[w] }) {
		return "", false
	}
	first, last := act[0], act[len(act)-1]
	if len(act) == 1 {
		v, ok := VerbOf(first)
		if !ok || happened[first] {
			return "", false
		}
		said := v.Past
		if n := len(thing); n > 0 && strings.EqualFold(thing[n-1], "list") { // the list stays
			switch v.Past {
			case "added":
				said = "added to"
			case "removed":
				said = "removed from"
			}
		}
		return strings.TrimSpace(said + " " + objectPhrase(thing, nil)), true
	}
	if first == "toggle" { // it may have switched a state, such as enabled
		return verbs[first].Past + " " + objectPhrase(thing, act[1:]), true
	}
	past, isPast := pasts[last]
	isPast = isPast && verbs[last].Base == ""
	verb, isVerb := verbs[first]
	if isPast {
		if isVerb && certain[first] || slices.Contains(act, "by") {
			return "", false
		}
		return past.Past + " " + objectPhrase(thing, act[:len(act)-1]), true
	}
	if slices.Contains(act, "by") || happened[first] || strings.HasSuffix(last, "ed") && !adjectives[last] && verbs[last].Base == "" {
		return "", false // delete_postponed is not a delete
	}
	lead, leads := VerbOf(first)
	if leads && !adjectives[first] && prepositions[act[1]] {
		if first == "sign" || first == "signed" {
			return lead.Past + " " + Sentence(act[1:]), true
		}
		if len(thing) == 0 {
			return "", false
		}
		return lead.Past + " " + objectPhrase(thing, nil) + " " + Sentence(act[1:]), true
	}
	if isVerb && !nounish[first] {
		return verb.Past + " " + objectPhrase(thing, act[1:]), true
	}
	if end, ok := verbs[last]; ok && !nounish[last] {
		if !isVerb && leads && !adjectives[first] || len(act) == 2 && adverbs[first] {
			return "", false
		}
		return end.Past + " " + objectPhrase(thing, act[:len(act)-1]), true
	}
	if isVerb && firstVerbs[first] && verbs[last].Base == "" {
		return verb.Past + " " + objectPhrase(thing, act[1:]), true
	}
	if leads && !isVerb && !adjectives[first] {
		return lead.Past + " " + objectPhrase(thing, act[1:]), true
	}
	for i := 1; i+1 < len(act); i++ {
		if v, ok := pasts[act[i]]; ok && verbs[act[i]].Base == "" && !adjectives[act[i]] && prepositions[act[i+1]] {
			return v.Past + " " + objectPhrase(thing, act[:i]) + " " + Sentence(act[i+1:]), true
		}
	}
	return "", false
}

// Happens reports whether a word of a name, in lower case, tells an outcome, or an
// action that is done to the actor as often as by the actor.
func Happens(word string) bool { return outcomes[word] || happened[word] }

func lower(words []string) []string {
	low := make([]string, len(words))
	for i, w := range words {
		low[i] = strings.ToLower(w)
	}
	return low
}

// objectPhrase returns the object of a verb: for the thing personal access token,
// the request; for the thing workflows, the workflow run and not the workflows
// workflow run.
func objectPhrase(thing, part []string) string {
	thing = lower(thing)
	if n, m := len(thing), len(part); n > 0 && m > 0 {
		switch end := singular(thing[n-1]); end {
		case singular(part[0]):
			if n > 1 {
				part = part[1:]
			} else {
				thing = nil
			}
		case singular(part[m-1]):
			thing = nil
		}
	}
	words := slices.Concat(thing, part)
	if n := len(words); n > 2 && words[n-2] == "new" && words[n-1] == "repos" {
		return Sentence(words[:n-2]) + " for new repositories"
	}
	said := Sentence(words)
	if slices.Contains(words, "can") || len(part) > 1 && len(thing) == 0 && certainOrSetting(part[0]) {
		return `"` + said + `"`
	}
	return said
}

// certainOrSetting reports whether a setting that begins with this word reads
// as a sentence: allow forking.
func certainOrSetting(word string) bool {
	return certain[word] || word == "allow" || word == "display" || word == "require" || word == "restrict"
}

func singular(w string) string { return strings.TrimSuffix(w, "s") }

var (
	// outcomes are words of names that tell an outcome.
	outcomes = WordSet(`fail failed failure success succeeded exceeded reached warning error offline online appeared reappeared became
		unsatisfied violation response attempted expired expire broken timeout was were is been being not never no then
		would could should dry undone prevented averted`)
	// happened are first words for actions that are done to the actor as often
	// as by the actor.
	happened = WordSet(`rejected denied blocked failed forgot limited deferred challenged prompted`)
	// certain are first words that can only be verbs.
	certain = WordSet(`accept add approve assign authorize cancel change clear configure create delete deny destroy disable dismiss download edit
		enable export generate grant import invite modify reject remove rename resolve restore revoke set unset unblock unlink unlock update
		upload`)
	// nounish are words that are nouns as often as verbs.
	nounish = WordSet(`access ban block build call commit copy display filter flag force head hold issue label link list lookup mark merge plan
		post preview print protect push query raise read record release report request review run scan schedule search share ship sign split
		start stop swap tag test track trigger use view wipe write`)
	// firstVerbs are nounish words that are verbs where they come first, before nouns.
	firstVerbs = WordSet(`block merge print raise read release report run start stop swap view wipe write`)
	// adjectives look like verbs in the past tense.
	adjectives = WordSet(`advanced allowed assigned authorized connected deleted encrypted hosted installed invoiced linked locked managed
		protected required restricted selected shared sponsored suspended trusted verified whitelisted managed labeled archived`)
	// adverbs tell how something is done, or whether it is, and not to what.
	adverbs = WordSet(`async attempt auto block bulk check direct disk force github indirect over partial pending planned prevent scheduled self
		soft staff try`)
	prepositions = WordSet(`as at for from in into of on to with`)
)
