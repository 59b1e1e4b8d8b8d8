// Package segment has some events on the disk, written once: it builds, seals, opens,
// reads and checks them. It alone knows that a segment has a Badger store and a Bleve
// index; which segments there are, and who reads them, is for package archive to say.
//
// # The folder
//
//	events/      Badger: row (4 bytes, big endian) to sequence number and leaf bytes
//	index/       Bleve: full text of the distinct descriptions, see package index
//	columns, descriptions, ids   see package columns
//	seal.json    size and SHA-256 of every file here; written last
//
// A row is an event; rows are in base order, the newest event first and of one time the
// one that came first. Row numbers begin with 0 and have no gap. A segment that is sealed
// never changes and is never opened for writing.
//
// # What is trusted
//
// Bleve does not notice all damage, and some damage makes it end the process. So
// before a segment is opened, its files must be those of the seal, by size and by
// the hash of the parts that are trusted blindly; the rest is hashed by CheckWhole.
// Columns, descriptions, ids and index are derived of the events: where they are damaged,
// Open opens the store alone, and they are built again with another segment or made in
// memory by Derive, of the events that can be read. What a store says counts only where it
// hashes to the leaf of its sequence number.
//
// Where an error of reading may pass, as with too many open files, it is no damage and
// changes nothing (see folder.ErrUnreadable).
//
// # Reading events
//
// Badger writes a store, and its tables are then read without it. Badger maps its
// files, unpacks each block to new memory and puts it in a cache; but a page of
// events that are far apart looks at two hundred places, and what the system does
// at the first look at a mapped place costs several times what it costs to read
// three kilobytes and to unpack them where the block before was. Besides, damage
// that Badger meets as it reads may end the process or be hidden.
//
// A sealed store is a simple thing: tables of blocks, in which the rows are
// numbered without a gap. Whatever else Badger's format allows (versions,
// deletions, tables that overlap, encryption) is damage here. So the block of a
// row is found by halves among the first rows of all blocks, which are in memory,
// and its place in the block by its number. tables.go says what a block looks
// like; the tests compare what is read with what Badger reads.
package segment
