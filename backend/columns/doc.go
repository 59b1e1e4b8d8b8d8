// Package columns answers the questions that a row store cannot answer fast: which
// events are on page 4,217 when sorted by member, how many match in each category,
// how they spread over time. For every event it keeps only the values that sorting
// and counting need, as compact arrays.
//
// # Rows, positions and orders
//
// A segment's events are its rows, numbered from 0 in base order: newest first, and
// among equal times the lowest sequence number first. A Table puts the segments of
// a snapshot side by side: the position of an event is that of its segment plus its
// row, and a set of events has one bit for each position. So a segment is unpacked
// once and shared by all tables that have it, a snapshot that adds a hundred events
// to ten million costs a hundred, and each segment answers its part of a question
// in parallel.
//
// A column (member, action, description) holds a code for each row, and the rows
// grouped by code, in base order within each group. Base order breaks the ties of
// every other order, in both directions, so each order is a sequence of groups: all
// events of the first member, in base order, then all of the second. A page of an
// order is found without sorting. The number of events before a group is the sum of
// its starts in all segments, or, for a set, a count of the set by stretches of
// groups; both lead to the group in which the page begins. Only there the segments'
// rows of the group are merged. Base order itself is one such merge, begun at a
// time that a binary search finds. Segments seldom overlap in time, so merging
// mostly takes one segment after another.
//
// # Descriptions
//
// Activity repeats itself: a million events have perhaps three hundred thousand
// distinct descriptions. Each segment numbers its distinct descriptions in their
// sort order (the rank), keeps them once, front-coded and compressed (Texts), and a
// row holds its rank. Full-text search and sorting then work on distinct
// descriptions. To sort across segments, Ranks give each distinct description of
// the snapshot one rank; since the local ranks of a segment rise with these, the
// mapping is a rising sequence, kept as small differences (EncodeRanks).
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
// A dictionary (members, actions) is in sort order, so codes sort as texts do. An unpacked segment is in memory and takes some 24 bytes an
// event: each number takes as many bytes as the largest of its kind in the segment, and the groups are found by counting. No file is mapped: a
// file that is cut short or changed after it was read and hashed changes no answer.
//
// Nothing here reads or writes a file system except through the io.ReaderAt
// that it is given, and a Table never changes once it is made.
package columns
