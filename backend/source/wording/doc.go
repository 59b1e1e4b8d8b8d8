// Package wording writes the sentences that describe events, whatever the source:
//
//	<who> <did what to what> (<what more the record says>), from IP <address>
//
// The same record always gives the same words. Nothing is said that the record does
// not say: where the name of an action does not tell who did what to what, a sentence
// quotes the name and guesses nothing.
//
// A source collects what a record says in Params, which it gives to a template that it
// has for the action (Params.Fill). What the template does not use follows in
// parentheses (Params.Rest), so that nothing is lost by wording. For an action without
// a template, Act makes words of its name. Describe puts the sentence together.
//
// In a template {key} is a value; what stands in brackets is left out if it has a key
// without a value; and a template that begins with ! is a sentence with a subject of
// its own, so that the actor only follows.
package wording
