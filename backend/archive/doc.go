// Package archive keeps the events of one workspace in a folder and answers
// what is asked of them. It joins segments (see package segment) and the ledger (see
// package ledger) to one whole: a snapshot names the segments that count, and a change
// makes the next snapshot. Files as such are the matter of package folder.
//
// # The folder
//
//	archive.json           what this is: format, id, name, plan, holds, keys
//	archive.copy           the same once more
//	CURRENT                the number and SHA-256 of the snapshot in use
//	snapshots/000042.json  the segments with the hash of each seal, the
//	                       imports, the tree's size, root and checkpoint
//	snapshots/000042.copy  the same once more
//	segments/000017/       some of the events, written once
//	    events/            Badger: row (4 bytes, big endian) to leaf bytes
//	    index/             Bleve: full text of the distinct descriptions
//	    columns, descriptions, ids   see package columns
//	    seal.json          size and SHA-256 of every file here; written last
//	orders/000042/ranks    see package columns; for that snapshot
//	tree/                  leaf hashes of all events, see package integrity
//	purged                 the leaf hashes of purged events once more
//	imports/000007.json    what an import was
//	journal.jsonl          what was done to the archive and with it, a line each
//	journal.head           how many lines there are and the hash of the last,
//	                       signed; .new is that for a line being written
//	work/                  what is being built; emptied on open
//	LOCK                   held while a program has the archive open
//
// A new archive is made beside its name, in a folder .NAME.new, and renamed last.
//
// The folder may come out of a zip or over a share, so its names are not trusted as
// paths. Each of those above is looked at before anything is written, cut or removed,
// and before each change: a link, a pipe or a device in its place, or a file written
// in place that has a second name elsewhere, is refused (ErrMisplaced). In a segment
// it is damage of that file. No file is opened through a link, and none that is small
// by its nature is read if it is large.
//
// What has another name than these is somebody's: never opened, never removed, no
// damage (Archive.Foreign). A folder of a segment in which there is such a file stays
// with it when the segment goes.
//
// Every file of JSON is written only if it reads back as what it is, and is read back
// before CURRENT may name it. Texts that come from outside are made valid UTF-8 where
// they come in.
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
// # Size and memory
//
// An import of any size is taken in lots of at most 300,000 events. While the
// segments of one lot are built, two at a time, the next lot is read. Stores and
// indexes of what was built so far are closed until they are needed.
//
// A view owns little: what is unpacked of a segment's columns, some 24 bytes an
// event, is the segment's and shared by all views that have it. It lies outside of
// the heap, on which it would let as much garbage gather besides. Of the files
// that Bleve maps, pages that were looked at are let go from time to time; the
// system keeps them.
//
// Merging writes no more than is in proportion to the import before it: small
// segments are joined with each other at any time, and large ones when a large
// import comes. So a hundred events cost seconds in an archive of any size, and
// there are at most twice as many segments as there should be.
//
// # What is trusted
//
// Bleve does not notice all damage, and some damage makes it end the process. So
// before a segment is opened, its files must be those of the seal, by size and by
// the hash of the parts that are trusted blindly; the rest is hashed in the
// background (see Checked). Columns and index are derived: where
// they are damaged they are built again from the events, with a line of the journal, or
// made in memory where that cannot be. An event is compared
// with its leaf hash whenever it is read. The tree is written again from the events too,
// where these and the leaves of what was purged hash to the root that was signed.
//
// Damage takes no more than what is damaged. Tables of events are opened one by one, and
// what can be read of them is; where columns are damaged as well, it is all that there is
// of the segment, and the events that are lost with it are counted (see Lost) and told
// with every answer. Their leaves are still in the tree, by which they are known when
// their file is imported again. An error of reading that may pass, as too many open
// files, is no damage and changes nothing (ErrUnreadable).
//
// Where nothing can be written the archive opens for reading alone (see ReadOnly).
//
// # Order of locks
//
// Archive.change (one change at a time) before the ledger's own before Archive.mu (views).
// mu is never held while anything is read from the disk.
package archive
