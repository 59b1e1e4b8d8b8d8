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
// Rules for a single source are in the documentation of its package; the rules for times are
// in package times, and those for ids and details in package source.
//
// Texts are UTF-8, with or without a byte order mark, or UTF-16 or UTF-32, which
// are converted to UTF-8. HTTP header fields before a text are skipped, also before
// a further page that was joined to it. JSON is an array of records; or an object
// that wraps it, under activities, Records, events, data, items, Events, hits,
// logEvents or a few more, or under any key, a few objects down, if one of its
// elements is a record; or an array of such objects or of arrays, as pages are
// saved; or one record a line; or records one after another. A record may itself be
// wrapped by a pipeline, up to twice: in _source, detail, message and the like, as
// JSON or as JSON in a text, which is also looked for in a column of CSV. CSV is
// RFC 4180 with a comma, a semicolon, a tab or a bar as separator, whichever its
// header uses, and a header whose columns stand in any order.
//
// # What spreadsheets and people make of CSV
//
// Up to 20 lines of title above the header are passed and counted, and so are the
// lines "sep=;" and "#TYPE". A header that is repeated, as in joined exports, is
// read as a header, and the rows after it have its columns. Rows of empty cells are
// not records. Empty cells at the end of a row may be missing, and there may be more
// of them than the header has; but a short row whose next line is not a row either
// was torn by a line end, and both are rejected. Each row may be in one cell, in
// quotes. A table that was drawn with bars and dashes is refused, since the blanks
// in it are not part of its cells.
//
// The lines of the first 32 MiB show whether quotes quote. A header in quotes, a
// separator in quotes or a doubled quote shows RFC 4180; and so do, among tabs and
// bars, lines that are not rows by themselves, a column that is in quotes
// throughout, and commas that are all in quotes. Otherwise tabs and bars mean that
// a quote is a character, as Google Sheets writes TSV: those around a cell are
// kept, and counted. With commas and semicolons quotes always quote; but where
// every line with a quote is a row by itself, an apparent cell that spans lines may
// be several rows, and is rejected.
//
// Values that belong to the export and not to the event are not details: numbers of
// rows (index, #, row, row_number, the column without a title in front) and the
// time and the author of the export (exported_at); see source.IsTransport.
//
// # Files that are not all there
//
// A file that ends where its kind cannot end was cut, or is still being written, which File.Notes and File.Incomplete
// report: an open list, object or cell in quotes; a last line or row without line end; a file that grows while it is read.
// Packed data that is cut is refused as a whole. They also report pages that more pages follow, as shown by a key beside
// the records such as nextPageToken, next_cursor or has_more, by a total above the number of records, by a number of pages
// above the page's own, or by a Link field of HTTP; of several pages in one file the last counts.
//
// A last line of JSON without line end is a record if its object is closed. A last
// row of CSV may be incomplete, and without a line end it is accepted only where it
// has all its cells and the last of them is a time that cannot go on: a time that
// ends in Z; or in an offset with its minutes, as in up to eight rows before; or
// any other form that at least three rows before all have; or where the last column
// is not part of the event. Every other such row is rejected, since half a sentence
// looks like a whole one. Importing the whole file later adds it.
//
// # Recognition
//
// A source is recognised by fields or values that it alone writes, since every log has
// an action and a time. The sources are asked in the order of their list, for the record
// itself and for a record inside the wrappers of pipelines and of the source. A text
// that no source owns is refused as a whole; the error says what it looks like and which
// keys it has.
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
// Nothing vanishes: everything in the file becomes an event, or is part of a place
// that an *event.Rejection names. A rejection never ends the stream. Its place is
// "line 12", counted from 1, or "index 3", counted from 0 in its array; with
// further arrays "document 2, index 3"; in a zip after the entry's name,
// "part.json, index 3". Byte offsets are those of the unpacked text.
//
// A broken record costs only itself, wherever the start of the next record is certain; otherwise the rest of the file
// is one rejection that says from which byte on. The rules are those of package framing. A file that was cut gives the
// records before the cut; but packed data that is cut or damaged is an error for the file, since nothing in it can be
// trusted. What follows the last member of gzip data is a rejection, or a note if it is zeros.
//
// Memory is bounded whatever the file holds: a record is at most 1 MiB and nests at
// most 64 levels, a zip has at most 10,000 entries, and past 10 MiB nothing may
// unpack to more than 200 times its size. Only the hashes that number the records
// of Google Workspace and GitHub are remembered, in about 20 bytes each, or 40
// where a record has a _document_id.
//
// JSON must satisfy more than its grammar: invalid UTF-8, a key that occurs twice in one
// object, and half of a surrogate pair are faults of the record.
package ingest
