// Package strictjson reads JSON as records of a log are held to it: one value,
// strictly, with all that makes two records differ kept as it was written.
//
// # What is refused
//
// Parse refuses what encoding/json refuses, and four things more, since each of
// them would make two readers of a record see two different things: bytes that are
// not valid UTF-8, a key that occurs twice in one object, half of a surrogate pair,
// and values that nest deeper than MaxDepth. A SyntaxError says which, and where.
//
// # What is kept
//
// A Value keeps the order of keys and the literals of numbers, so that AppendJSON
// gives back what was read, but for blanks and for escapes that JSON does not
// demand. With the keys sorted, that is the canonical form in which records are
// compared and named.
//
// Flat, Balance and Careful look at JSON without making a Value of it: Flat reads
// an object of known texts in one pass, and the other two find where a value ends.
package strictjson
