// Package folder has what all files in the folder of an archive have in common: each is
// looked at before it is used (Look), read within bounds and through no link (Read), hashed
// (Hash), and written whole or not at all (Replace, Write). Documents are JSON with a
// checksum of their own (Encode, Decode). What is not as it was written is a Damage, and
// what cannot be read at present is ErrUnreadable, which is none.
//
// Texts that come from outside, as the names of files and users, are any bytes on many
// systems; Valid and Bounded make them such that a document reads back as it was written.
package folder
