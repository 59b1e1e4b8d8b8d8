package wording

import "strings"

// A verb is said in a sentence.
type verb struct{ Base, Past string }

// verbs are the verbs with which names of actions start or end. Missing verbs are
// left as they are.
var verbs = regular(map[string]verb{
	"get": {"read", "read"}, "list": {"list", "listed"}, "describe": {"look up", "looked up"}, "head": {"check", "checked"},
	"put": {"set", "set"}, "set": {"set", "set"}, "lookup": {"look up", "looked up"}, "run": {"run", "ran"},
	"send": {"send", "sent"}, "leave": {"leave", "left"}, "begin": {"begin", "began"}, "withdraw": {"withdraw", "withdrew"},
	"read": {"read", "read"}, "write": {"write", "wrote"}, "reset": {"reset", "reset"}, "begun": {"begin", "began"},
	"submit": {"submit", "submitted"}, "admit": {"admit", "admitted"}, "swap": {"swap", "swapped"}, "ship": {"ship", "shipped"},
	"stop": {"stop", "stopped"}, "transfer": {"transfer", "transferred"}, "scan": {"scan", "scanned"}, "tag": {"tag", "tagged"},
	"untag": {"untag", "untagged"}, "drop": {"drop", "dropped"}, "unsubscribe": {"unsubscribe from", "unsubscribed from"},
	"subscribe": {"subscribe to", "subscribed to"}, "destroy": {"delete", "deleted"}, "query": {"query", "queried"},
	"apply": {"apply", "applied"}, "copy": {"copy", "copied"}, "verify": {"verify", "verified"}, "modify": {"change", "changed"},
	"deny": {"deny", "denied"}, "retry": {"retry", "retried"}, "unset": {"unset", "unset"}, "split": {"split", "split"},
	"toggle": {"switch", "switched"}, "rerun": {"rerun", "reran"}, "rewrite": {"rewrite", "rewrote"}, "undo": {"undo", "undid"},
	"specify": {"specify", "specified"}, "notify": {"notify", "notified"}, "cancel": {"cancel", "canceled"},
	"unarchive": {"unarchive", "unarchived"}, "ban": {"ban", "banned"}, "unban": {"unban", "unbanned"}, "pin": {"pin", "pinned"},
	"unpin": {"unpin", "unpinned"}, "commit": {"commit", "committed"}, "permit": {"permit", "permitted"}, "plan": {"plan", "planned"},
	"terminate": {"terminate", "terminated"}, "build": {"build", "built"}, "bind": {"bind", "bound"}, "hold": {"hold", "held"},
	"unbind": {"unbind", "unbound"}, "hide": {"hide", "hid"}, "skip": {"skip", "skipped"}, "resend": {"resend", "resent"}, "flag": {"flag", "flagged"}, "unflag": {"unflag", "unflagged"},
	"rollback": {"roll back", "rolled back"}, "wipe": {"wipe", "wiped"}, "unhide": {"unhide", "unhid"}, "override": {"override", "overrode"},
	"sell": {"sell", "sold"}, "view": {"view", "viewed"}, "change": {"change", "changed"},
})

// regular adds the verbs whose past only takes its ending.
func regular(verbs map[string]verb) map[string]verb {
	for _, base := range strings.Fields(`
		accept activate add connect deauthorize deprovision dequeue minimize unminimize rebase recover regenerate reinstate reintroduce
		retire trust allocate allow approve archive assign associate assume attach authorize block bypass clear clone close
		complete configure confirm convert create deactivate decline decrypt delete demote deploy deprecate deregister detach disable
		disallow disassociate disconnect dismiss download edit enable encrypt enforce enroll exclude execute export extend fail filter
		force generate grant import include initiate insert install invite invoke issue join launch link lock migrate mount move merge
		open pause perform poll post prepare preview promote provision publish purchase purge push reactivate reassign reboot record
		redeem refresh register reject release reload remove rename renew reopen reorder replace replicate request require
		resolve restore restrict resume revoke rotate schedule search select share sign simulate start suspend switch sync
		synchronize test track trash trigger unassign unblock undelete unenroll unlink unlock unsuspend untrash update upgrade upload
		use validate whitelist fetch lower raise ignore print mark unmark label delegate protect
		unprotect report authenticate attest evaluate`) {
		past := base + "ed"
		if strings.HasSuffix(base, "e") {
			past = base + "d"
		}
		if _, ok := verbs[base]; !ok {
			verbs[base] = verb{base, past}
		}
	}
	return verbs
}

// pasts are the verbs by their past, which names of actions use as well.
var pasts = func() map[string]verb {
	m := make(map[string]verb)
	for _, v := range verbs {
		if !strings.Contains(v.Past, " ") {
			m[v.Past] = v
		}
	}
	for past, base := range map[string]string{"modified": "modify", "cancelled": "cancel", "destroyed": "destroy"} {
		m[past] = verbs[base]
	}
	return m
}()

// BaseVerb returns the verb whose base form, in lower case, is the word.
func BaseVerb(word string) (verb, bool) {
	v, ok := verbs[word]
	return v, ok
}

// Past returns the past of a verb, or "".
func Past(base string) string { return verbs[base].Past }

// VerbOf returns the verb for which a word of a name stands, in either form.
func VerbOf(word string) (verb, bool) {
	word = strings.ToLower(word)
	if v, ok := verbs[word]; ok {
		return v, true
	}
	v, ok := pasts[word]
	return v, ok
}
