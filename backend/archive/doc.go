// Package archive keeps the events of one workspace in a folder and answers
// what is asked of them. It alone knows that an archive is made of segments,
// that a segment has a Badger store and a Bleve index, and that a snapshot
// names the segments that count.
//
// # The folder
//
//	archive.json           what this is: format, id, name, plan
//	CURRENT                the number and SHA-256 of the snapshot in use
//	snapshots/000042.json  the segments with the hash of each seal, the
//	                       imports, the size and root of the tree
//	segments/000017/       some of the events, written once
//	    events/            Badger: row (4 bytes, big endian) to leaf bytes
//	    index/             Bleve: full text of the distinct descriptions
//	    columns, descriptions, ids   see package columns
//	    seal.json          size and SHA-256 of every file here; written last
//	orders/000042/ranks    see package columns; for that snapshot
//	tree/                  leaf hashes of all events, see package integrity
//	imports/000007.json    what an import was
//	work/                  what is being built; emptied on open
//	LOCK                   held while a program has the archive open
//
// # How it changes
//
// A change builds new segments under work/, syncs and seals each, moves it into
// segments/, adds leaf hashes to the tree, writes the next snapshot, and at
// last replaces CURRENT. Until that replacement the archive is what it was, and
// afterwards it is what the change made it: there is no state between, and
// nothing to recover. Opening removes what the snapshot does not name.
//
// A sealed segment never changes and is never opened for writing. Readers hold
// a view, the open segments of one snapshot; a change makes a new view, and a
// segment that no view holds any more is closed and, if it was replaced,
// removed.
//
// # What is trusted
//
// Neither Badger nor Bleve notices all damage, and some damage makes them end
// the process. So before either opens a segment, its files must be those of the
// seal, by size and by the hash of the parts they trust blindly; the rest is
// hashed in the background (see Checked). Columns and index are derived: where
// they are damaged they are built again from the events. An event is compared
// with its leaf hash whenever it is read.
//
// # Order of locks
//
// Archive.change (one change at a time) before Archive.mu (views). mu is never
// held while anything is read from disk.
package archive
