// Package segment stores a set of events on the disk, written once: it builds, seals,
// opens, reads and checks segments. It alone knows that a segment has a Badger store
// and a Bleve index; package archive decides which segments exist and which code
// reads them.
//
// # The folder
//
//	events/      Badger: row (4 bytes, big endian) to sequence number and stored bytes of the event
//	index/       Bleve: full text of the distinct descriptions, see package index
//	columns, descriptions, ids   see package columns
//	seal.json    size and SHA-256 of every file here; written last
//
// A row is an event; rows are in base order, the newest event first and among equal times
// the event that was imported first. Row numbers begin with 0 and have no gap. A segment
// that is sealed never changes and is never opened for writing.
//
// # What is trusted
//
// Bleve does not notice all damage, and some damage makes it end the process. So before a
// segment is opened, its files must be those of the seal, by size and by the hash of the
// parts that are trusted blindly; the rest is hashed by CheckWhole. Columns, descriptions,
// ids and index are derived from the events: where they are damaged, Open opens only the
// store, and they are rebuilt with another segment or made in memory by Derive, from the
// events that can be read. A row of a store counts only where it hashes to the leaf of its
// sequence number.
//
// An error of reading that may pass, such as too many open files, is not damage and
// changes nothing (see folder.ErrUnreadable).
//
// # Reading events
//
// Badger writes a store, and its tables are then read without it. Badger maps its
// files, unpacks each block to new memory and puts it in a cache; but a page of
// events that are far apart touches two hundred places, and the system's work at
// the first access to a mapped page costs several times as much as reading three
// kilobytes and unpacking them into the buffer of the block before. Besides, damage
// that Badger meets while it reads may end the process or stay hidden.
//
// A sealed store is a simple thing: tables of blocks, in which the rows are
// numbered without a gap. Whatever else Badger's format allows (versions,
// deletions, tables that overlap, encryption) is damage here. So the block of a row
// is found by binary search among the first rows of all blocks, which are in
// memory, and its place in the block by its number. tables.go describes the format
// of a block; the tests compare its rows with those that Badger reads.
package segment
