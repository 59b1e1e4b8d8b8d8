// Command bench measures Daybook beside SQLite with FTS5: the same events, the
// same file, the same machine, the same run.
//
//	go run -tags sqlite_fts5 . -n 1000000
//
// It prints one table of both with their ratio, and then the same as JSON
// lines. It ends with status 1 if a target is missed or the two sides answer
// differently.
//
// # What is measured
//
// The sample (package sample, seed 1) is written as an activity.json, and each side
// imports that file, decoded by the same reader. Each measurement runs in its own
// process, Daybook and SQLite in turn, and more than once: the figures are medians,
// and p95 where questions are asked.
//
//   - Import: from an open file to a sealed archive with its segments merged,
//     and to a committed database with ANALYZE and the optimize of FTS5 done.
//     Both bring what they made into the shape in which it is then asked.
//   - Size: the bytes of all files after that. Peak memory: the largest
//     resident set of the importing process (VmHWM), mapped files included.
//   - A small import: Daybook alone, of 100 more events into a copy: from opening
//     it until they are sealed, the merging after it, and the peak memory.
//   - Open: until the first question can be asked.
//   - Questions: the pages of the whole table, and the suite (suite.go). Each
//     process asks every question once, in an order shuffled anew by a fixed
//     seed, so that no question finds its own answer in a cache of the process.
//     What the system caches of the files is warm for both.
//   - Export: all events as one CSV file, newest first, by the same writer; the
//     two files must be equal, byte for byte.
//   - Verify: Daybook alone; SQLite has nothing to compare it with.
//   - Purge: Daybook alone, of a tenth of the events and of a day's of a year,
//     the oldest, on a copy: the time to tell what is due and to purge it, the
//     bytes of the files that it wrote, the peak memory, and how long a page
//     takes meanwhile.
//
// A question is answered by the exact total and 200 events in an order. For Daybook
// that is one Query, which also checks each event against its leaf hash, and in a
// second figure facets and histogram too. For SQLite it is a count(*) and a select,
// in one of two plans, chosen by the count (sqlite_query.go).
//
// # The peer
//
// One table with the six fields, a unique index on event_id, an index for each of
// the four orders that holds the tie-break too, and an FTS5 table without content
// of its own over member, action key and description. It gets the settings that
// make it fastest:
//
//   - One transaction with a rollback journal, which a new database hardly
//     writes to; with a write-ahead log all would be written twice. The commit
//     syncs.
//   - Rows fifty to a prepared statement, without database/sql, while another
//     goroutine decodes.
//   - The four indexes and the full text are built at the end, sorted, as only a
//     first import can. With -steady they are kept up to date row by row, as
//     every later import must.
//   - FTS5: prefix='2 3', no columnsize (nothing is ranked), a hash of 64 MiB.
//   - Texts sort by their bytes, not folded.
//
// An index serves both directions of an order, save that ties are newest first
// in both: the direction that the index does not have is sorted anew, group by
// group. Four more indexes would avoid it, and make the database larger.
//
// # Where the two rules differ
//
// The tokenizer unicode61 with remove_diacritics 2 and a prefix query comes
// nearest to Daybook's rule. It differs in this:
//
//   - It sees words only: every other character separates, none can be looked
//     for. Daybook finds flux-schnell, SQLite flux followed by schnell.
//   - Han, Hiragana and Katakana are letters like others, so that in a run of
//     them only its beginning is found. Daybook finds each character.
//   - It folds case and drops accents, but does not decompose: ﬁ is no fi, Ａ no
//     A, ½ no 1⁄2.
//   - LIKE folds the case of ASCII alone.
//   - A category is looked for as the first word of the action key.
//   - By description, Banana comes before apple.
//
// The suite's questions are such that this changes no total, except where a
// question says why it does; bench fails if a total, or the page in an order other
// than by description, is not the same on both sides.
package main
