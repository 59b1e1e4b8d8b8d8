// Package ingest reads export files: the activity feed's own, and those of
// Google Workspace, AWS CloudTrail and GitHub. Open recognises a file by its
// content, never by its name; File.Events is its stream of events.
//
// # Layers
//
// A file is read in four layers, each of which knows only the one below it.
//
//	container   the file is a text, or gzip data of one or more members, or a
//	            zip whose entries are texts
//	framing     a text is cut into records: JSON, or the rows of CSV
//	record      a record is strict JSON, or cells
//	source      a record becomes one event or several
//
// Texts are UTF-8, with or without a byte order mark. JSON is an array of
// records; or an object that wraps it, under activities, Records, events, data,
// items, Events, hits, logEvents or a few more; or an array of such objects or
// of arrays, as pages are saved; or one record a line; or records one behind the
// other. A record may itself be wrapped in what a pipeline puts around it, up to
// twice: in _source, detail, message and the like, as JSON or as JSON in a text,
// which is also looked for in a column of CSV. CSV
// is RFC 4180 with a comma, a semicolon or a tab as separator, whichever its
// header uses, and a header whose columns stand in any order.
//
// # Recognition
//
// A source is recognised by what it alone writes. An action and a time are words
// that every log has, so a record of GitHub has one of the fields that GitHub
// alone has, or an action of a category that GitHub alone has, or a field such as
// org beside an action of one of GitHub's categories; a record of CloudTrail has
// a service of AWS as its source; an activity of Google Workspace has an id with
// a time and an application. A text that no source owns is refused whole, with
// what it looks like and which keys it has.
//
// An actor that a record does not name is unknown. The system is the actor only
// where a record says that a machine acted.
//
// # The feed
//
// All six fields of the feed must be there; the description alone may be empty,
// and the category may stand in front of the action instead: api_key.created.
// It is taken off the action also where the file has it twice, as in category
// webhook with action webhook.created, since that is what the feed's table shows
// under Action; the notes count how often. A text that starts exactly as those
// that Daybook exports, "[", LF and {"event_id":", or the header
// event_id,actor,category,action,description,timestamp and CRLF, is left as it
// is: an event must come back from an export as it was. Of CSV a column Member is
// the actor, if there is no column actor.
//
// # Promises
//
// Nothing vanishes: what is in the file becomes an event, or is part of what an
// *event.Rejection names. A rejection never ends the stream. Its place is "line
// 12", counted from 1, or "index 3", counted from 0 in its array; with further
// arrays "document 2, index 3"; in a zip behind the entry's name, "part.json,
// index 3". Byte offsets are those of the unpacked text.
//
// A broken record costs itself only, wherever it is certain where the next one
// starts; otherwise the rest of the file is one rejection that says from which
// byte on. The rules are those of listFrames for JSON and rowFrames for CSV. A
// file that was cut gives what stands before the cut, and a rejection with the
// offset; but packed data that is cut or damaged is an error for the file,
// since nothing in it can be trusted. What follows the last member of gzip data
// is a rejection, or a note if it is zeros.
//
// Memory is bounded whatever the file holds: a record is at most 1 MiB and
// nests at most 64 levels, a zip has at most 10,000 entries, and past 10 MiB
// nothing may unpack to more than 200 times its size. Only what numbers the
// records of Google Workspace and GitHub is remembered, in about 20 bytes each,
// or 40 where a record has a _document_id.
//
// JSON is held to more than its grammar: invalid UTF-8, a key that occurs twice
// in one object, and half of a surrogate pair are faults of the record.
//
// # Ids
//
// A record's own id is the event_id where ids are unique: event_id in the feed,
// eventID in CloudTrail, _document_id at GitHub. GitHub repeats those now and
// then: the nth record of one text with the same _document_id and another
// content has ~n behind it.
//
// An activity of Google Workspace that has a uniqueQualifier and comes again is
// the same one.
//
// Other records are named by their content, "github-0d10ea30a84336ac": the
// source and the first 16 hexadecimal digits of the SHA-256 of the record in
// canonical form, which is the record without transport fields, as JSON without
// blanks, with the keys of each object in byte order, texts escaped only where
// JSON demands it, and numbers as they were written. The nth identical record
// of one text has ~n behind it. Where a record holds several events, each of
// them, the first too, has /n behind that: "google-workspace-1899666cf897a983/2".
// Counting starts anew in each entry of a zip, and in each list of a text that
// holds several, so that the overlap of two exports or pages stays an overlap
// however they were saved.
//
// Cells of CSV are texts, and exports as CSV have other fields than those as
// JSON, so records of one GitHub log in both forms have different ids, unless
// they have a _document_id; the notes count rows without one.
//
// Transport fields are those that do not belong to what happened: kind and etag
// of Google Workspace, and all that start with p_, which Panther adds.
//
// # Members of CloudTrail
//
// A trail may be that of an organization, so the actor of CloudTrail has its
// account: "ann (111122223333)", "root user (111122223333)", "role deploy
// (111122223333)". What a machine did, such as a service of AWS, a role that is
// linked to one, or an instance, is done by the system, and the description
// names the machine and the role. An Insight of CloudTrail is no call; it is of
// category cloudtrail and done by the system. The event history that the console
// saves as CSV has neither account nor parameters, which the notes say. Where the account in which it was done is
// another, or the actor names none, the description has it.
//
// # Times
//
// Times are read to the nanosecond in these forms:
//
//	2026-08-02T17:39:42.5Z     RFC 3339; T, t or a blank; up to 9 digits of
//	                           fraction behind a point or comma, or run onto
//	                           the seconds (17:39:42500000)
//	2026-08-02 17:39:42        with Z, UTC, GMT, +02:00, +0200, +02 or without
//	2026/08/02 17:39:42        the same
//	13/04/2026 17:39:42        the year last, and - or . for /; where it could
//	8/14/2026 5:39:42 PM       be day or month first, the order must be named,
//	                           but for dates with . , which are day first
//	1621305118, 1621305118.5   seconds since 1970, 9 or 10 digits before the
//	                           point: 1973-03-03 and later
//	1621305118553.0            milliseconds since 1970, 12 or 13 digits
//
// Numbers may be JSON numbers or texts. A time without a zone is read in
// Options.Zone and counted in the notes. Where clocks were set back and showed
// it twice, it is the earlier of the two, which is counted, too; where they
// were set forward over it, it is rejected, since it tells that another zone
// was meant. Rejected as well: no time, no time of day, no seconds, a leap
// second, a fraction below a nanosecond, a year of two digits, and years
// outside 1678 to 2261.
//
// # Details
//
// An event whose record has more to it than the six fields, or whose time was
// not written with its zone, has details:
//
//	{"record":{…},"time":"2026-08-02 17:39:42","zone":"none written, read as UTC"}
//
// record is the source's own record without transport fields, its keys in the
// order and its numbers in the digits of the file, as JSON without blanks; of
// an activity with several events it holds the one. Cells of CSV are texts in
// it. It is absent where the record has just the six fields. time is the
// original text; zone is "as written", "seconds since 1970-01-01 UTC",
// "milliseconds since 1970-01-01 UTC", or "none written, read as <zone>", with
// ", the earlier of two" where it was. A record of the feed with six fields and
// a time with a zone has no details.
package ingest
