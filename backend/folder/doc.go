// Package folder implements the rules that all files in the folder of an archive share:
// each is examined before it is used (Look), read within bounds and not through links
// (Read), hashed (Hash), and written completely or not at all (Replace, Write). Documents
// are JSON with a checksum of their own (Encode, Decode). A file that is not as it was
// written is a Damage; a file that cannot be read at present is ErrUnreadable, which is not
// damage.
//
// Texts from outside, such as the names of files and users, can be any bytes on many
// systems; Valid and Bounded turn them into texts with which a document reads back as it
// was written.
package folder
