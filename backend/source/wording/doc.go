// Package wording writes the sentences that describe events, whatever the source:
//
//	<who> <did what to what> (<what more the record says>), from IP <address>
//
// The same record always gives the same words. Nothing is said that the record does
// not say: where the name of an action does not tell who did what to what, a sentence
// quotes the name and guesses nothing.
//
// A source collects the values of a record in Params, with which it fills its template
// for the action (Params.Fill). Values that the template does not use follow in
// parentheses (Params.Rest), so that wording loses nothing. For an action without a
// template, Act turns its name into words. Describe puts the sentence together.
//
// In a template {key} is a value; a part in brackets is left out if it has a key
// without a value; and a template that begins with ! is a sentence with its own
// subject, after which the actor follows.
package wording
