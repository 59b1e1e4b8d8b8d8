// Package query defines the language of the search field and decides which events
// match a query. It is the exact rule of searching: it parses the typed text,
// prints it back, says it in words, decides whether one event matches, and orders
// events.
//
// [Query.Match] and [Compare] are the rule, applied event by event. An index, a
// column or a page may find the answer faster, but must find the same answer.
//
// # Folding
//
// Typed text and the texts of events are compared folded ([Fold]): compatibility
// decomposition (NFKD), combining marks (Mn) dropped, each character in lower
// case, ς as σ. So é is e, İ is i, ﬁ is fi, Ａ is a, ガ is カ, ½ is 1⁄2, and no-break
// space is a space. Letters without a decomposition stay: ß, ø, ı, and 漢 are
// themselves. Folding a folded text changes nothing; where a plain reading of
// the four steps would (two spacing marks with a dropped mark between them,
// which come out in each other's place), the steps are taken until they change
// nothing.
//
// A word character is a letter or a number (Unicode L or N, [IsWord]). The
// underscore, punctuation, symbols and emoji are not. White space is
// unicode.IsSpace.
//
// # What is typed
//
// Typed text is folded first and then read from left to right, so that field
// names and dates may be in capitals or in full-width letters. It is cut at
// white space into terms and dates:
//
//	term = ["-"] [field ":"] ["*"] ( word ["*"] | phrase )
//	field = "member" | "category" | "action" | "description" | "id" | "actor" | "event_id"
//	phrase = quote { any character but a quote } ( quote | end of the text )
//	word = a stretch without white space
//	date = ( "after:" | "before:" | "on:" ) D
//
// Each optional part is taken where it can be, from the left, if something is
// left for word or phrase. Hence:
//
//   - Any other shape is plain text, a word as it is: https://x, x:y, a
//     quote or a "-" inside a word, "-" alone, "member:" alone.
//   - A date has no "-": "-after:2026-08-02" is plain text, "-" and all.
//   - A phrase is the text between its quotes, in which signs have no meaning.
//     It ends at the next quote, and text directly after that is the next term.
//     An unclosed quote runs to the end. White space in it, at its ends too, is
//     part of it, each run as one space.
//   - One "*" at the end of a word is dropped, since ends are free anyway.
//   - A term with nothing left is ignored: "*", "-*", "member:*", two quotes.
//   - Text without any term or date matches every event.
//   - "actor" and "event_id", as exports name them, are "member" and "id".
//   - AND, OR and NOT are words like any other; [Hints] says so.
//
// # When a term is found
//
// A term is looked for in each of four texts: the member (actor), the category, the
// action key (category, full stop, action) and the description; with a field, in
// that text alone. In these texts each run of white space counts as one space
// ([Normal]). It is found where its text occurs and
//
//   - starts the text that is searched, or
//   - follows a character that is no word character, or
//   - itself starts with a character that is no word character, or with a Han,
//     Hiragana or Katakana character (by script, so that ー, which several
//     share, is a letter like others), or
//   - has the "*" before it.
//
// Its end is free. With the field id it is found if the event_id, Normal, equals
// it, "*" or not.
//
// An event matches if every term is found, each on its own, and no term with
// "-" is.
//
// # Dates
//
// "after:D" means from the start of D on, "before:D" until the start of D, and
// "on:D" the whole of D. D is a day or a time of day in the forms of [ParseDate],
// in the zone on display unless it has an offset of its own. Several dates all
// apply: the range is their intersection, which may be empty. Text that cannot be
// read as D is the only error of [Parse], a [DateError].
//
// # Filters
//
// Beside the text a [Query] has filters, which are chosen and not typed. They
// compare exact bytes: categories, action keys, members and imports, each of which
// matches any of its values, and conflicts only.
//
// # Order
//
// Events are ordered by one [Column], each way; see [Compare]. Texts compare by
// the bytes of their folded forms, then by their own bytes.
//
// # Round trip
//
// For every query q that Parse gives, Parse(q.String(), zone) gives q again, in any
// zone: dates are printed as instants in UTC. Printed queries are kept, and
// [ParsePrinted] reads them again.
package query
