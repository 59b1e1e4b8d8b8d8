// Package desk does an officer's work with an archive, once for the window and the
// command line: it takes files in, hands events out, makes and checks evidence bundles
// and checkpoints, purges, fills the sample, and puts errors into words.
//
// # Taking in
//
// A file of events, an evidence bundle or a folder can be taken in, or several of them as
// one import. A folder is one import of all files in it, however deep, in the order of
// their paths; so are several files that are named to be taken in as one. The import
// records each file by its path, its SHA-256 and its counts. A file that holds no events,
// or that cannot be read, is refused by itself with the reason, and the others are taken
// in all the same. Links in a folder are not followed, and nothing is read from pipes and
// devices. An evidence bundle is verified before anything of it is taken in; its events
// come with their details, as in its events.jsonl.
//
// # Handing out
//
// Everything that leaves the archive, whether to a file, the clipboard or standard
// output, has its line in the journal before it appears, with the SHA-256 of exactly what
// left, or a mark that stands for it. A file is complete or absent.
//
// # Words
//
// The errors of other packages carry operation, path and cause. Only this package puts
// them into words: for the window as code, message and hint, and for the command line as
// a sentence that says what to do. No error is taken apart by its text.
package desk
