// Package ingest reads export files. Open recognises a file by its content, never by
// its name; File.Events is its stream of events.
//
// # Layers
//
// A file is read in four layers, each of which knows only those below it, and which
// ingest joins.
//
//	container   the file is a text, or gzip data of one or more members, or a
//	            zip whose entries are texts
//	framing     a text is cut into records: JSON, or the rows of CSV
//	strictjson  a record is strict JSON, or cells
//	source      a record becomes one event or several; package all lists the
//	            sources, and each is a package of its own
//
// What is said here of one source alone stands in its package, and so does what is said
// of times (package times), of ids and of details (package source).
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
// by whom the export was made (exported_at); see source.IsTransport.
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
// A source is recognised by what it alone writes: an action and a time are words
// that every log has. The sources are asked in the order of their list, for the record
// itself and for what pipelines and the source's own wrappers put around it. A text that
// no source owns is refused whole, with what it looks like and which keys it has.
//
// An actor that a record does not name is unknown. The system is the actor only
// where a record says that a machine acted.
//
// Events later than the import, or before 1990, are counted in the notes, in whatever
// form their times are. The zone in which times without one are read must have a name
// that other computers know.
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
// byte on. The rules are those of package framing. A
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
package ingest
