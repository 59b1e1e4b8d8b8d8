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
// Texts are UTF-8, with or without a byte order mark, or UTF-16 or UTF-32, which
// are read as the UTF-8 that says the same. Header fields of HTTP in front of a
// text are passed, and so they are in front of a further page that was joined to
// it. JSON is an array of
// records; or an object that wraps it, under activities, Records, events, data,
// items, Events, hits, logEvents or a few more, or under any key, a few objects
// down, if one of its elements is a record; or an array of such objects or
// of arrays, as pages are saved; or one record a line; or records one behind the
// other. A record may itself be wrapped in what a pipeline puts around it, up to
// twice: in _source, detail, message and the like, as JSON or as JSON in a text,
// which is also looked for in a column of CSV. CSV is RFC 4180 with a comma, a
// semicolon, a tab or a bar as separator, whichever its header uses, and a header
// whose columns stand in any order.
//
// # What spreadsheets and people make of CSV
//
// Up to 20 lines of title above the header are passed and counted, and so are the
// lines "sep=;" and "#TYPE". A header that comes again, as in joined exports, is
// one, and what follows has its columns. Rows of empty cells are no records.
// Empty cells at the end of a row may be missing, and there may be more of them
// than the header has; but a short row whose next line is no row either was torn
// by a line end, and both are rejected. Each row may stand in one cell, in quotes. A
// table that was drawn with bars and dashes is refused, since the blanks in it are
// no part of its cells.
//
// Whether quotes quote is found by the lines of the first 32 MiB. A header in
// quotes, a separator in quotes or a doubled quote shows RFC 4180; and so do,
// among tabs and bars, lines that are no rows by themselves, a column that stands
// in quotes throughout, and commas that all stand in quotes. Otherwise tabs and
// bars mean that a quote is a character, as Google Sheets writes TSV: those
// around a cell are kept, and counted. With commas and semicolons quotes always
// quote; but where every line with a quote is a row by itself, what seems to be a
// cell that spans lines may be several rows, and is rejected.
//
// What belongs to the export and not to the event is no detail: numbers of rows
// (index, #, row, row_number, the column without a title in front) and when and
// by whom the export was made (exported_at); see isTransport.
//
// # Files that are not all there
//
// What ends where its kind cannot end was cut, or is still being written, which
// File.Notes and File.Incomplete tell: an open list, object or cell in quotes; a
// last line or row without line end; a file that grows while it is read. Packed
// data that is cut is refused as a whole. So do pages tell that more follows, by
// a key beside their records such as nextPageToken, next_cursor or has_more, by a
// total above what is there, by a number of pages above the page's own, or by a Link field of HTTP; of several pages in one
// file it is the last one that counts.
//
// A last line of JSON without line end is a record if its object is closed. A
// last row of CSV may be half, and is taken without line end only where it has
// all its cells and the last of them is a time that cannot go on: one that ends in
// Z; or in an offset with its minutes, as the up to eight rows before have it; or
// any other form that at least three rows before all have; or where the last
// column is none of the event's. Every other such row is rejected, since half a
// sentence looks like a whole one. The whole file, imported later, adds it.
//
// # Recognition
//
// A source is recognised by what it alone writes. An action and a time are words
// that every log has, so a record of GitHub has one of the fields that GitHub
// alone has, or an action of a category that GitHub alone has, or a field such as
// org beside an action of one of GitHub's categories, and a time in milliseconds where
// any application has the category; a record of CloudTrail has
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
// or null in JSON, and event_id and actor may be whole numbers in JSON, whose
// digits are kept. An id that a spreadsheet shortened to 1.23E+15 is rejected. The
// category may stand in front of the action instead: api_key.created. It is taken
// off the action also where the file has it twice, as in category
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
// file that was cut gives what stands before the cut; but packed data that is cut or damaged is an error for the file,
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
// of Google Workspace, all that start with p_, which Panther adds, and of CSV what
// belongs to the export, as said above.
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
//	2026/08/02 17:39:42        the same; ", " may part date and time
//	13/04/2026 17:39:42        the year last, and - or . for /; where it could
//	8/14/2026 5:39:42 PM       be day or month first, the order must be named,
//	                           but for dates with . , which are day first
//	1621305118, 1621305118.5   seconds since 1970, 9 or 10 digits before the
//	                           point
//	1621305118553.0            milliseconds since 1970, 12 or 13 digits
//
// Numbers may be JSON numbers or texts. That they are times is a guess, as is a
// fraction that is run onto the seconds: they are read only if the time lies
// between 1990 and a day after the import, and rejected otherwise, since 2611221000
// is a date and not a second of 2052. Events later than the import, or before
// 1990, are counted in the notes, in whatever form their times are.
//
// A time without a zone is read in Options.Zone, which must have a name that
// other computers know, and counted in the notes. Where clocks were set back and
// showed it twice, it is the earlier of the two, which is counted, too; where
// they were set forward over it, it is rejected, since it tells that another zone
// was meant. Rejected as well: no time, no time of day, no seconds, a leap
// second, a fraction below a nanosecond, a year of two digits, and years outside
// 1678 to 2261.
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
