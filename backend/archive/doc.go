// Package archive keeps the events of one workspace in a folder, answers queries about
// them, and changes them: imports, merges and purges. It joins segments (see package
// segment) and the ledger (see package ledger): a snapshot names the segments that count,
// and each change makes the next snapshot. The rules for single files are those of package
// folder.
//
// # The folder
//
//	archive.json           identity: format, id, name, plan, holds, keys
//	archive.copy           second copy of archive.json
//	CURRENT                the number and SHA-256 of the snapshot in use
//	snapshots/000042.json  the segments with the hash of each seal, the
//	                       imports, the tree's size, root and checkpoint
//	snapshots/000042.copy  second copy of the snapshot
//	segments/000017/       some of the events, written once
//	    events/            Badger: row (4 bytes, big endian) to sequence
//	                       number and stored bytes of the event
//	    index/             Bleve: full text of the distinct descriptions
//	    columns, descriptions, ids   see package columns
//	    seal.json          size and SHA-256 of every file here; written last
//	salts/000017           second copy of the salts of that segment's events
//	orders/000042/ranks    see package columns; for that snapshot
//	tree/                  leaf hashes of all events, see package integrity
//	purged                 second copy of the leaf hashes of purged events
//	imports/000007.json    report of an import
//	journal.jsonl          a line for each thing done to or with the archive
//	journal.head           number of lines and hash of the last line, signed;
//	                       .new is that for a line being written
//	work/                  files being built; emptied on open
//	LOCK                   held while a program has the archive open
//
// A new archive is made beside its name, in a folder .NAME.new, and renamed last.
//
// The folder may come out of a zip or over a share, so its names are not trusted as
// paths. Each of those above is examined before anything is written, truncated or removed,
// and before each change: a link, a pipe or a device in the place of a file, or a file
// changed in place that has a second name elsewhere, is refused (folder.ErrMisplaced). In a
// segment it is damage of that file. No file is opened through a link, and a file that is
// small by its nature is not read if it is large.
//
// Files with other names are somebody else's: they are never opened, never removed, and no
// damage (see View.Foreign). If a segment's folder has such a file, the folder stays with
// that file when the segment is removed.
//
// Every JSON file is written only if it decodes to what was encoded, and is read back
// before CURRENT may name it. Texts from outside are made valid UTF-8 where they enter.
//
// # How it changes
//
// A change builds new segments under work/, syncs and seals each, moves it into
// segments/, adds leaf hashes to the tree, writes the next snapshot, and finally
// replaces CURRENT (see commit.go). Until that replacement the archive is as it was, and
// afterwards it is as the change made it: there is no state in between, and nothing to
// recover. Opening removes what the snapshot does not name.
//
// A sealed segment never changes and is never opened for writing. Readers hold a View, the
// open segments of one snapshot, while they are in Archive.View, or in Archive.ViewWhole if
// the result must be complete (see ask.go). A change makes a new View; a segment that no
// View holds any more is closed and, if it was replaced, removed.
//
// # Size and memory
//
// An import of any size is processed in lots of at most some 300,000 events. While the
// segments of one lot are built, as many at a time as there are processors, the next lot is
// read. Stores and indexes that were built so far are closed until they are needed.
//
// A View owns little: the unpacked columns of a segment, some 24 bytes for each event,
// belong to the segment and are shared by all Views that have it. They are not on the heap,
// where they would let as much garbage again accumulate. Pages of Bleve's mapped files that
// were read are released from time to time; the system keeps them in its cache.
//
// Merging writes no more than is in proportion to the last import: small segments are
// joined at any time, and large segments after a large import. So importing a hundred
// events takes seconds in an archive of any size, and there are at most twice as many
// segments as there should be.
//
// # What is trusted
//
// Bleve does not notice all damage, and some damage makes it end the process. So
// before a segment is opened, its files must be those of the seal, by size and by
// the hash of the parts that are trusted blindly; the rest is hashed in the
// background (see Archive.Checked). Columns and index are derived: damaged ones are built
// again from the events, with a line in the journal, or made in memory where that is not
// possible. An event is compared with its leaf hash whenever it is read. The tree, too, is
// rebuilt from the events, if they and the leaves of the purged events hash to the root
// that was signed. The files of salts are made again from the events, too.
//
// Damage costs no more than what is damaged. Tables of events are opened one by one, and
// everything that can be read of them is used. If columns are damaged as well, that is all
// that is left of the segment; the events that are lost with it are counted (see View.Lost)
// and reported with every answer. Their leaves are still in the tree, which with their salts
// identifies them when their file is imported again. An error of reading that may pass, such
// as too many open files, is not damage and changes nothing (see folder.ErrUnreadable).
//
// An archive whose folder cannot be written opens read-only (see ledger.Ledger.ReadOnly).
//
// # Order of locks
//
// Archive.change (one change at a time), Ledger.recording, views.mu, Ledger.mu. views.mu is
// never held while anything is read from the disk.
package archive
