// Package encryption encrypts files for those who may read them, in the format of age
// (age-encryption.org/v1), and opens such files. It is the only importer of age.
//
// # Words
//
// Recipients are those for whom a file is encrypted: keys, any of which opens it, or one
// passphrase alone. Secrets are what opens a file: private keys, or that passphrase. A Key
// is the key of one file, which age makes anew for each and wraps for every recipient.
//
// # Reading back
//
// What was written can be read back without any private key: Encrypt gives the Key of the
// file that it writes, which stays in memory. So the plain text need not stand on a disk to
// be checked, and the file has no recipient beside those who were named.
//
// # Bounds
//
// A file may come from anybody. Its header is read up to 256 KiB, and a passphrase is tried
// only where that takes no more than the work of Daybook's own files (scrypt, 2^18, which
// takes 256 MiB for about a second). Beside that, memory is 1 MiB, whatever the file's size.
//
// # Keys of SSH
//
// They are read by package sshkeys, given as SSH, since what reads them links package net,
// which the small verifier must not have.
package encryption
