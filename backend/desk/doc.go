// Package desk does what an officer does with an archive, once for the window and the
// command line: taking files in, handing events out, making and checking evidence
// bundles, checkpoints, purges, the sample, and the words of what went wrong.
//
// # Taking in
//
// A file of events, an evidence bundle, a folder, or several of them as one are taken
// in. A folder is one import of all files in it, however deep, in the order of their
// paths; so are files that are named to be taken in as one. Each file is known in the
// import by its path, its SHA-256 and its counts. A file that holds no events, or that
// cannot be read, is refused by itself with the reason, and the others are taken in all
// the same. Links in a folder are not followed, and of pipes and devices nothing is
// read. An evidence bundle is verified before anything of it is taken in, and gives its
// events with their details as its events.jsonl has them.
//
// # Handing out
//
// Whatever leaves the archive, be it a file, the clipboard or standard output, has its
// line in the journal before it is there, with the SHA-256 of exactly what left. A file
// is complete or absent.
//
// # Words
//
// Errors of packages carry operation, path and cause. They are put into words here alone,
// for the window as code, message and hint, and for the command line as a sentence that
// says what to do. No error is taken apart by its text.
package desk
