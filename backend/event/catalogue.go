package event

import "slices"

// A Category is a group of actions that the feed knows.
type Category struct {
	Name    string // "api_key"
	Meaning string // what it covers, in one line
	Actions []Action
}

// An Action is a kind of activity in a category.
type Action struct {
	Name    string // "created"
	Meaning string // in one line
}

// Catalogue is every category of the feed with its actions, in the feed's order.
// The caller may change the slice.
//
// An event outside the catalogue is kept and shown like any other: exports may be
// newer than the program.
func Catalogue() []Category {
	all := slices.Clone(catalogue)
	for i := range all {
		all[i].Actions = slices.Clone(all[i].Actions)
	}
	return all
}

// Meaning says in one line, in plain words, what an action means; ok is false for
// an action that is not in the catalogue. It does not allocate.
func Meaning(category, action string) (meaning string, ok bool) {
	for i := range catalogue {
		if catalogue[i].Name != category {
			continue
		}
		for _, a := range catalogue[i].Actions {
			if a.Name == action {
				return a.Meaning, true
			}
		}
	}
	return "", false
}

// CategoryMeaning says in one line what a category covers; ok is false for a
// category that is not in the catalogue. It does not allocate.
func CategoryMeaning(category string) (meaning string, ok bool) {
	for i := range catalogue {
		if catalogue[i].Name == category {
			return catalogue[i].Meaning, true
		}
	}
	return "", false
}

var catalogue = []Category{
	{"api_key", "API key lifecycle", []Action{
		{"created", "An API key was made; programs can use the workspace with it"},
		{"rotated", "An API key was given a new secret; the old secret stops working"},
		{"revoked", "An API key was blocked; programs that use it are refused"},
		{"deleted", "An API key was removed from the workspace for good"},
	}},
	{"webhook", "Webhook endpoint changes and delivery outcomes", []Action{
		{"created", "An address outside was added that is told when things happen"},
		{"updated", "The address or the choice of what it is told was changed"},
		{"disabled", "Sending to an address was switched off"},
		{"enabled", "Sending to an address was switched on again"},
		{"deleted", "An address was removed; it is told nothing any more"},
		{"delivered", "A message was sent and the receiver accepted it"},
		{"delivery_failed", "A message was sent and the receiver did not accept it"},
		{"quarantined", "Sending to an address was stopped because it kept failing"},
	}},
	{"credit", "Credit reservations, charges, refunds, additions, and resets", []Action{
		{"reserve", "Credits were set aside for work that is about to start"},
		{"charge", "Credits were spent on finished work"},
		{"refund", "Credits were given back, usually because the work did not succeed"},
		{"add", "Credits were added to the balance"},
		{"reset", "The balance was set anew, usually for a new billing period"},
	}},
	{"credit_alert", "Low-balance alerts and alert threshold changes", []Action{
		{"alert_fired", "The balance fell below a threshold and a warning was sent"},
		{"settings_created", "Warnings about a low balance were set up"},
		{"settings_updated", "Warnings or their thresholds were changed"},
	}},
	{"generation", "Generation lifecycle", []Action{
		{"pending", "A generation was asked for and waits for its turn"},
		{"processing", "A generation is being worked on"},
		{"succeeded", "A generation finished and has a result"},
		{"failed", "A generation ended with an error and has no result"},
		{"canceled", "A generation was stopped before it finished"},
		{"deleted", "A generation and its result were removed"},
	}},
	{"subscription", "Subscription status and plan item changes", []Action{
		{"active", "The subscription is paid for and in use"},
		{"trialing", "The subscription is in its trial period"},
		{"past_due", "A payment for the subscription did not arrive in time"},
		{"canceled", "The subscription ended"},
		{"cancel_scheduled", "The subscription is to end on a later day"},
		{"cancel_reverted", "The planned end of the subscription was taken back"},
		{"unpaid", "The subscription stays unpaid after all attempts to collect"},
		{"paused", "The subscription rests; nothing is charged until it resumes"},
		{"item_added", "Something was added to what is subscribed to"},
		{"item_updated", "The amount or kind of something subscribed to was changed"},
		{"item_removed", "Something was taken out of what is subscribed to"},
	}},
	{"membership", "Team membership and role changes", []Action{
		{"joined", "A person became a member of the workspace"},
		{"role_changed", "A member was given another role, and so other rights"},
		{"removed", "A member was taken out of the workspace"},
	}},
	{"account", "Account profile updates", []Action{
		{"updated", "A member changed their profile, such as their name"},
		{"picture_updated", "A member changed their profile picture"},
	}},
	{"invitation", "Team invitation lifecycle", []Action{
		{"sent", "A person was invited to join the workspace"},
		{"revoked", "An invitation was taken back before it was accepted"},
	}},
	{"order", "One-time payment orders", []Action{
		{"created", "A one-time order was placed"},
		{"status_changed", "An order moved on, for example from pending to paid"},
		{"item_added", "Something was added to an order"},
		{"item_updated", "The amount or kind of something ordered was changed"},
		{"item_removed", "Something was taken out of an order"},
	}},
	{"billing", "Billing customer creation", []Action{
		{"created", "The workspace was registered as a customer that can be billed"},
	}},
	{"notification", "Notification delivery and dismissal", []Action{
		{"received", "A notification reached a member"},
		{"dismissed", "A member put a notification away"},
	}},
	{"auth", "Sign-up and sign-in events", []Action{
		{"signup", "A person made an account"},
		{"signin", "A person signed in"},
	}},
	{"domain", "Custom domain lifecycle", []Action{
		{"domain_created", "A web address of the workspace's own was added"},
		{"domain_activated", "The web address was verified and is in use"},
		{"domain_pending", "The web address waits to be verified"},
		{"domain_removing", "The web address is being taken out of use"},
		{"domain_failed", "The web address could not be verified or set up"},
		{"domain_removed", "The web address was taken out of use"},
	}},
	{"consent", "Cookie consent actions", []Action{
		{"accepted", "A person agreed to all kinds of cookies"},
		{"rejected", "A person refused all cookies that are not strictly needed"},
		{"partial", "A person agreed to some kinds of cookies only"},
		{"withdrawn", "A person took back an earlier agreement to cookies"},
	}},
	{"bug_report", "Bug report creation and status updates", []Action{
		{"submitted", "A person reported a fault in the product"},
		{"status_changed", "A fault report moved on, for example to resolved"},
	}},
}
