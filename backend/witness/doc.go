// Package witness is the other side of a checkpoint: the key with which a person cosigns
// checkpoints of archives of others, and what that person cosigned before.
//
// A cosignature says, as C2SP's tlog-cosignature has it, that at its time the checkpoint
// was the largest of its origin that the witness had seen, and that it continues all that
// the witness had cosigned before. So a witness remembers, for each origin, the last
// checkpoint that it cosigned and the key that had signed it, and refuses a checkpoint
// that is smaller, that has another root at the same size, that does not prove that it
// continues the last one, or that another key signed.
//
// Nobody tells a witness whose key is whose. The first checkpoint of an origin names its
// key itself, unless the key is given; from then on it must stay the same, or be given
// again.
//
// # The files
//
// They are in the folder witness of keys.Folder, apart from any archive: an archive's
// owner asks for a cosignature, and must not be able to make the witness forget.
//
//	witness.json       who cosigns here: the public key, and where its private half is kept
//	<SHA-256>.json     the last checkpoint of an origin that was cosigned, by the SHA-256 of
//	                   the origin in hexadecimal
//	LOCK               one at a time
//
// What is remembered is durable before a cosignature is given. A file that cannot be read
// is never taken for one that was never there.
package witness
