// Package index finds the descriptions of a segment in which a term may occur. It is
// the only importer of Bleve.
//
// # Concepts
//
// The distinct descriptions of a segment are sorted; the place of a description is
// its rank, from 0. The index answers with ranks. It knows the rule of package
// query (where in a text a term is found) and nothing of events.
//
// A description is looked at in its Normal form, in which the only white space
// is ' '. It is cut there into chunks. A tail is the rest of a chunk from
//
//   - the start of the chunk, or
//   - a character after a character that is not a word character, or
//   - a character at which a term is found wherever it occurs
//     (query.StartsAnywhere): any but a word character, or Han, or kana.
//
// "api_key.created" has the tails "api_key.created", "_key.created", "key.created",
// ".created" and "created". The dictionary keeps the term of a tail: the tail cut
// to at most 32 bytes. A tail that does not start with a word character is also cut
// after its first digit, but not below 4 bytes, since it repeats the tail that
// starts after that character, and tails with ids are all different. Each term has
// the ranks of the descriptions with a tail of that term.
//
// # Why an answer is exact
//
// Let T be a text without a blank. By the rule T is found in a description if and
// only if one of its tails starts with T: the three kinds of tail are the three
// kinds of place of the rule, and a text that starts in a chunk and has no blank
// ends in it.
//
// Let cut(T) be T, cut as tails are. Where a tail is cut depends on its first
// character and on the place of its first digit, so on nothing after the cut:
//
//   - If cut(T) = T, a tail starts with T if and only if its term does. The
//     tail's first digit is where T has its first, or after T if T has none,
//     so the tail is not cut within T. Hence the ranks of all terms that start
//     with T are exactly the descriptions in which T is found.
//   - Otherwise every tail that starts with T has the term cut(T). The ranks of
//     that one term hold every description in which T is found, and perhaps
//     others. A tail of T itself that is not cut leaves fewer: where T is found
//     so is that tail, for it starts at a place of the rule in T, hence in the
//     description.
//
// A phrase has blanks: it is found only where each of its chunks is, the last one
// as above, any other as a whole chunk or the end of a chunk, that is, as a tail
// that ends where the chunk does. Such a tail has exactly the term cut(chunk). The
// ranks that all chunks have in common hold every description in which the phrase
// is found, and perhaps others: the chunks may be in another order or apart. A
// blank at either end adds nothing.
//
// A term with * may start inside a word. From the first character on at which a
// tail starts in any case it is found as it would be without *, so that part is
// looked for; a single part of a word, like *hook, narrows nothing.
//
// Descriptions whose Normal form is longer than 16 KiB are not indexed; they are
// candidates for every term. That bounds what a description costs in memory and,
// at some forty times its size in the worst case, on disk.
//
// An answer that is not exact is always a superset, and query.Term.FoundIn on
// the texts makes it exact.
//
// # Crowded prefixes
//
// A prefix may have as many terms as there are ids ("evt_"), and looking up a million
// of them takes a second. So the ranks of each prefix with which more than 128 terms
// start are kept ready, once for all prefixes with which the same terms start: "evt",
// "evt_". They are found in one pass over the sorted terms and cost some 9 bytes a
// description. Any other prefix has at most 128 terms.
//
// # Files
//
// A folder holds
//
//	prefixes                         this package's own, described below
//	index_meta.json                  Bleve's
//	store/root.bolt                  Bleve's
//	store/000000000002.zap           Bleve's: the terms and their ranks
//
// or only the first if there are few descriptions (at most 64), since reading them
// all then costs less than an index. Bleve's files are an ordinary index that any
// Bleve 2.6 opens: the document with number i has as its id the rank i in 4 bytes,
// big endian, and one field, tail.
//
// The file prefixes, with all numbers in 4 bytes, big endian:
//
//	"daybook index 1\n"              16 bytes
//	descriptions                     how many there are
//	bleve                            1 if Bleve's files are there, otherwise 0
//	long                             bytes of the bitmap of the long descriptions
//	count                            how many prefixes follow
//	checksum                         CRC-32C of all bytes after it except the bitmaps
//	count × (key, bitmap, checksum)  bytes of each, CRC-32C of the bitmap
//	keys                             one after another, ascending as bytes
//	long descriptions                a bitmap, or nothing
//	bitmaps                          one behind the other
//
// A bitmap is ranks in the format of Roaring. A prefix has the ranks of the first key
// that starts with it.
//
// # Invariants
//
// A folder is written once, by Build, and never after: Open and Match write
// nothing, so that they work in a folder without write permission.
//
// Open checks that the files fit each other, not every byte of them; the code that
// seals a folder must compare it with its seal before it is opened. Damage that
// Bleve stumbles over, and a device that fails under its memory maps, are errors
// and do not end the program.
package index
