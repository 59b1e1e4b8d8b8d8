// Package columns answers what a row store cannot answer fast: which events
// come on page 4,217 when sorted by member, how many match in each category,
// how they spread over time. It keeps, for every event, only what sorting and
// counting need, as compact arrays.
//
// # Rows and base order
//
// A segment's events are its rows, numbered from 0 in base order: newest
// first, and among equal times the lowest sequence number first. A Table joins
// the rows of all segments of a snapshot into positions, again in base order.
// Base order is the tie-break of every other order, in both directions, so
// each order is a grouping of the positions: all positions of the first
// member, in base order, then all of the second. A page of any order is a
// slice of a grouping, found without sorting.
//
// # Descriptions
//
// Activity repeats itself: a million events have perhaps three hundred
// thousand distinct descriptions. Each segment numbers its distinct
// descriptions in their sort order (the rank), keeps them once, front-coded
// and compressed (Texts), and a row holds its rank. Full-text search and
// sorting then work on distinct descriptions. Join gives each distinct
// description of the snapshot one rank across segments; since local ranks grow
// with global ones, that mapping is a rising sequence, kept as small
// differences (EncodeRanks).
//
// # Files
//
// Build makes three files of a segment, all derived from its events and sealed
// with them. Integers are unsigned varints unless a width is given.
//
//	columns       "daybook columns 1\n", the number of rows, then sections:
//	              each its compressed length and zstd frame, in the order
//	              times (unit in ns, then the newest in units and the
//	              differences), sequence numbers (zigzag differences), member
//	              codes, members, action codes, actions, description ranks,
//	              rows of conflicts (differences)
//	descriptions  see Texts
//	ids           8 bytes a row, sorted: 4 bytes big endian of the id hash,
//	              then 4 bytes big endian of the row
//
// A dictionary (members, actions) is in sort order, so codes sort as texts do.
//
// Nothing here reads or writes a file system except through the io.ReaderAt
// that it is given, and a Table never changes once it is made.
package columns
