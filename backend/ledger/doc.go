// Package ledger is what is written of an archive beside its events: archive.json, the
// journal, checkpoints, receipts, and what this computer knew last of all of that. It can
// be read, replayed and held against a snapshot without any event.
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
// The journal is a chain: each line has the hash of the line before, and the
// head is signed, see package integrity. A change of which events there are
// writes a line that plans it, with the checkpoint of the tree that it makes,
// then CURRENT, then a line that it is done; a snapshot names the line of its
// plan, so that opening can tell how a change ended whose program did not live
// to say. Merging changes no event and writes
// no line. What leaves the archive has its line before it appears.
//
// archive.json follows the journal: a line is written first, and opening brings
// the file up to the lines behind the one that it names. The private key is kept
// apart from the archive, see package keys. Without it an archive is read and
// verified, and nothing else; a new one is made only when somebody agrees to that
// for a reason, with a line.
//
// Whoever can write to the folder can put an older state of all of it back, with
// signatures that were good. So the lines of the journal, the size of the tree, what
// both hash to, and the key are kept beside the private key too, once a line is
// durable. An archive that is neither in that state nor continues it is in doubt: it
// is read and verified, nothing in its folder is removed, and nothing is signed for
// it until somebody agrees to it. An import is refused with the rest, since what is
// added to an older state is lost with it when the right one is put back. A copy that is
// verified gets no line while the archive that this computer knows is still in its folder:
// that one would be in doubt.
//
// Damage to journal, head or checkpoint keeps no event from being read. It is
// reported by Checked and Verify, and noted in the journal before its next line,
// which would otherwise hide it. Only a snapshot that is older than a whole journal
// says is refused: opening it would remove what came later.
//
// A purge is a change that leaves rows out: a segment of which all rows are due
// is dropped, any other that has some is built again without them. What an import
// keeps of its rejections goes to a file of another revision where it quoted a
// purged event. Plan and holds change by a line of the journal, which archive.json
// then follows.
//
// # Locks
//
// Whoever adds to the journal holds Ledger.recording, and takes no lock of the archive
// meanwhile. Ledger.mu is never held while anything is read from the disk.
package ledger
