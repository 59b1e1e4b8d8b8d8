// Package ledger keeps the records of an archive beside its events: archive.json, the
// journal, checkpoints, receipts, and the state that this computer last knew. They can be
// read, replayed and compared with a snapshot without any event.
//
// # The files
//
//	archive.json     what this is: format, id, name, plan, holds, keys
//	archive.copy     the same once more
//	journal.jsonl    what was done to the archive and with it, a line each
//	journal.head     how many lines there are and the hash of the last, signed;
//	                 .new is that for a line being written
//
// # Journal, checkpoints and keys
//
// The journal is a chain: each line has the hash of the line before, and the head
// is signed, see package integrity. A change to the set of events writes a line
// that plans it, with the checkpoint of the tree that it makes, then CURRENT, then
// a line that it is done; a snapshot names the line of its plan, so that opening
// can tell how a change ended whose program was killed. Merging changes no event
// and writes no line. Everything that leaves the archive has its line before it
// appears.
//
// A checkpoint that witnesses cosigned comes back as a line of the journal, which has the
// whole signed note and the public keys of those witnesses. So it goes wherever the journal
// goes, and whoever verifies the archive holds it against the tree. A checkpoint that is
// saved later proves that it continues what each of them cosigned last.
//
// A line about a file of events has a mark that only the private key makes, in the place of
// its SHA-256: events of the file may be purged, and the line stays, see Mark.
//
// archive.json follows the journal: a line is written first, and opening updates
// the file by the lines after the line that it names. The private key is kept apart
// from the archive, see package keys. Without it an archive can only be read and
// verified; a new key is made only when somebody agrees to that with a reason, in a
// line.
//
// Anybody who can write to the folder can put an older state of all of it back, with
// signatures that were good. So the number of lines of the journal, the size of the tree,
// the hashes of both, and the key are kept beside the private key too, once a line is
// durable. An archive that neither is in that state nor continues it is in doubt: it is
// read and verified, nothing in its folder is removed, and nothing is signed for it until
// somebody agrees to its state. An import is refused with the rest, since events that are
// added to an older state are lost with it when the right state is put back. A copy that
// is verified gets no line while the archive that this computer knows is still in its
// folder: otherwise that archive would be in doubt.
//
// Damage to journal, head or checkpoint keeps no event from being read. It is
// reported by Checked and Verify, and noted in the journal before its next line,
// which would otherwise hide it. Only a snapshot that is older than an undamaged
// journal says is refused: opening it would remove everything later.
//
// A purge is a change that leaves rows out: a segment whose rows are all due is
// dropped, any other with due rows is rebuilt without them. The rejections of an
// import that quoted a purged event go to a new revision of their file. Plan and
// holds change by a line of the journal, which archive.json then follows.
//
// # Locks
//
// Code that adds to the journal holds Ledger.recording, and takes no lock of the archive
// meanwhile; only the function that Replay is given acquires a view of it. Ledger.mu is never held while anything is read from the disk.
package ledger
