// Package source defines a source: a kind of system whose records Daybook reads. Each
// has a package of its own below this one, which has a Source and the code that turns
// a record into events; package all lists them.
//
// A Source is asked for three things. Does it own a record, or the header of a CSV
// file? Which events does a record hold? And what surrounds its records, such as the
// keys of its lists? A Reader supplies the means for that: times by the rules of the
// import, ids, and a place for events and remarks.
//
// # Ids
//
// A record's own id is the event_id where ids are unique. Where the same id may stand
// for several records, IDs.ByID distinguishes them: the nth record of one text with
// the same id and another content has ~n after it.
//
// Other records are named by their content, "github-0d10ea30a84336ac": the source
// and the first 16 hexadecimal digits of the SHA-256 of the record in canonical
// form, which is the record without transport fields, as JSON without blanks, with
// the keys of each object in byte order, texts escaped only where JSON demands it,
// and numbers as they were written. The nth identical record of one text has ~n
// after it. Where a record holds several events, each of them, including the first,
// has /n after that: "google-workspace-1899666cf897a983/2". Counting starts anew in
// each entry of a zip, and in each list of a text that holds several, so that the
// overlap of two exports or pages stays an overlap however they were saved.
//
// # Details
//
// An event whose record has more to it than the six fields, or whose time was
// not written with its zone, has details:
//
//	{"record":{…},"time":"2026-08-02 17:39:42","zone":"none written, read as UTC"}
//
// record is the source's own record without transport fields, its keys in the order
// and its numbers in the digits of the file, as JSON without blanks; for an
// activity with several events it holds only that event. Cells of CSV are texts in
// it. It is absent where the record has just the six fields. time is the original
// text; zone is the rule of package times by which it was read.
//
// # Transport
//
// Some fields and columns belong to the way that a file was made, not to what
// happened: numbers of rows, the day of the export, what a collector adds. Two exports
// of one event differ in them, so they are neither details nor part of an id; see
// IsTransport and OfPanther.
package source
