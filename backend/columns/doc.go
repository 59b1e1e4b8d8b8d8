// Package columns answers what a row store cannot answer fast: which events
// come on page 4,217 when sorted by member, how many match in each category,
// how they spread over time. It keeps, for every event, only what sorting and
// counting need, as compact arrays.
//
// # Rows, positions and orders
//
// A segment's events are its rows, numbered from 0 in base order: newest
// first, and among equal times the lowest sequence number first. A Table puts
// the segments of a snapshot side by side: the position of an event is that of
// its segment plus its row, and a set of events is a bit a position. So a
// segment is unpacked once and shared by all tables that have it, a snapshot
// that adds a hundred events to ten million costs a hundred, and what is asked
// is answered by each segment for itself, side by side.
//
// A column (member, action, description) is a code a row, and the rows grouped
// by code, in base order within each. Base order is the tie-break of every other
// order, in both directions, so each order is groups, one after the other: all
// events of the first member, in base order, then all of the second. A page of
// an order is found without sorting. How many events come before a group is the
// sum of where it starts in each segment, or, in a set, a count of the set by
// stretches of groups; both lead to the group that the page begins in. Only
// there the segments' rows of the group are merged. Base order itself is one
// such merge, begun at a time that is found by halves. Segments seldom overlap
// in time, so that merging mostly means to take one after the other.
//
// # Descriptions
//
// Activity repeats itself: a million events have perhaps three hundred
// thousand distinct descriptions. Each segment numbers its distinct
// descriptions in their sort order (the rank), keeps them once, front-coded
// and compressed (Texts), and a row holds its rank. Full-text search and
// sorting then work on distinct descriptions. To sort across segments, Ranks
// give each distinct description of the snapshot one rank; since the ranks in a
// segment grow with those across, that mapping is a rising sequence, kept as
// small differences (EncodeRanks).
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
// What unpacking a segment makes of them is in memory, some 24 bytes an event: each number takes as many bytes as the largest of its kind in the
// segment, and the groups are found by counting. No file is mapped: one that is
// cut short or changed after it was read and hashed changes no answer.
//
// Nothing here reads or writes a file system except through the io.ReaderAt
// that it is given, and a Table never changes once it is made.
package columns
