// Package strictjson reads the JSON of log records: one value, strictly, keeping as
// written everything in which two records can differ.
//
// # What is refused
//
// Parse refuses what encoding/json refuses, and four things more, since each of
// them would make two readers of a record see two different things: bytes that are
// not valid UTF-8, a key that occurs twice in one object, half of a surrogate pair,
// and values that nest deeper than MaxDepth. A SyntaxError says which fault it is,
// and where.
//
// # What is kept
//
// A Value keeps the order of keys and the literals of numbers, so that AppendJSON
// restores the text that was read, except for blanks and for escapes that JSON does
// not require. With the keys sorted, that is the canonical form in which records
// are compared and named.
//
// Flat, Balance and Careful read JSON without making a Value of it: Flat reads an
// object of known texts in one pass, and the other two find where a value ends.
package strictjson
