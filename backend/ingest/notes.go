package ingest

import (
	"slices"
	"strings"
	"time"

	"daybook/backend/clip"
	"daybook/backend/event"
	"daybook/backend/numbers"
)

// notes counts what the officer should know about a file beyond its events and
// rejections.
type notes struct {
	zone      *time.Location
	unzoned   int    // times without a zone
	twice     int    // of these, shown twice by the clocks
	never     int    // rejected: the clocks never showed them
	dotted    int    // dates with full stops that could be month first but for those
	guarded   int    // CSV cells that lost a leading '
	keysCut   int    // action keys that lost their category
	keysKept  int    // action keys in a file that Daybook wrote
	unnamed   int    // rows of GitHub's CSV that are named by their cells
	history   int    // rows of CloudTrail's event history
	lessTrail int    // rows of a table of CloudTrail without the parameters
	flat      int    // activities of Google Workspace that are written flat
	commas    int    // missing between two records
	loose     int    // between or behind records that stand in no list
	closing   int    // behind the last record of a list, or the last field around it
	chain     string // which log the page that is read is one of
	beside    int    // files that hold no events by their nature
	padding   int64  // zero bytes behind packed data
	repeated  int    // files of an unpacked evidence bundle that hold its events once more

	later   int // events later than the import
	earlier int // and before 1990

	// What is not all there, or may not be.
	cut     int               // texts that end inside a record or a list
	unended int               // and such whose last record has no line end
	grown   int               // files that became longer while they were read
	more    map[string]string // of each log, by which key its last page says that more follows; "" is by none
	totals  map[int64]*held

	// What was made of the rows of CSV.
	titles  int      // lines above the header
	headers int      // that came again
	short   int      // rows that lacked empty cells at their end
	quoted  int      // cells that kept their quotes
	bared   int      // files whose quotes were taken off without certain signs
	leftOut []string // columns that belong to the transport
}

// leaveOut keeps the names of the columns of h that are no part of the events.
func (n *notes) leaveOut(h header) {
	for i, name := range h.names {
		title := h.titles[i]
		switch {
		case h.fields[i] != noField:
			continue
		case i == 0 && isUnnamed(name):
			title = "without a title (row numbers)"
		case !isTransport(name):
			continue
		}
		n.leave(title)
	}
}

// leave keeps one such name.
func (n *notes) leave(name string) {
	const most = 20
	if name = clip.Text(name, 40); len(n.leftOut) < most && !slices.Contains(n.leftOut, name) {
		n.leftOut = append(n.leftOut, name)
	}
}

// incomplete reports whether a file is not all there, or may not be.
func (n *notes) incomplete() bool {
	return n.cut+n.unended+n.grown > 0 || len(n.followLines()) > 0
}

// age counts an event whose time is unlikely.
func (n *notes) age(t, now event.Time) {
	switch {
	case t > now:
		n.later++
	case t < earliestGuess:
		n.earlier++
	}
}

// lines says each note in a sentence, for one or for many, and what is missing first: it
// is not to be overlooked among what was only read in another way. In a sentence # is
// the count and @ the zone.
func (n *notes) lines() []string {
	lines := n.followLines()
	for _, note := range [...]struct {
		count     int64
		one, many string
	}{
		{int64(n.cut), "the file ends inside a record or a list: it was cut, or is still being written, and what followed is missing",
			"# files end inside a record or a list: they were cut, or are still being written, and what followed is missing"},
		{int64(n.unended), "the file has no line end at its end: it may be cut, or still being written, and more may follow",
			"# files have no line end at their end: they may be cut, or still being written, and more may follow"},
		{int64(n.grown), "the file became longer while it was read: what was added is missing; import it again", ""},
		{int64(n.unzoned), "# time had no zone and was read as @", "# times had no zone and were read as @"},
		{int64(n.twice), "# of them was shown twice when the clocks were set back in @, and was read as the earlier",
			"# of them were shown twice when the clocks were set back in @, and were read as the earlier"},
		{int64(n.never), "# time does not exist in @, since the clocks were set forward over it: was another zone meant?",
			"# times do not exist in @, since the clocks were set forward over them: was another zone meant?"},
		{int64(n.dotted), "# date with full stops, as in 02.08.2026, was read day first",
			"# dates with full stops, as in 02.08.2026, were read day first"},
		{int64(n.guarded), "# cell began with a ' that protects from formulas, and was read without it", "# cells began with a ' that protects from formulas, and were read without it"},
		{int64(n.keysCut), "# action had its category in front, as in webhook.created, and was read without it",
			"# actions had their category in front, as in webhook.created, and were read without it"},
		{int64(n.keysKept), "# action has its category in front, as in webhook.created, and was kept so, since the file is one that Daybook exported",
			"# actions have their category in front, as in webhook.created, and were kept so, since the file is one that Daybook exported"},
		{int64(n.unnamed), "# row has no _document_id, so its event_id is made of its cells: the same log as JSON would add the event once more",
			"# rows have no _document_id, so their event_ids are made of their cells: the same log as JSON would add the events once more"},
		{int64(n.history), "# row is of CloudTrail's event history as CSV, which leaves out the account, the kind of identity and the parameters: the same log as JSON would be in conflict with it",
			"# rows are of CloudTrail's event history as CSV, which leaves out the account, the kind of identity and the parameters: the same log as JSON would be in conflict with them"},
		{int64(n.lessTrail), "# row has no column requestParameters, so its description cannot say what was acted on: the same log as JSON would be in conflict with it",
			"# rows have no column requestParameters, so their descriptions cannot say what was acted on: the same log as JSON would be in conflict with them"},
		{int64(n.flat), "# activity is written flat, which loses the kinds of its parameters and which events are of one activity: the same log from the Reports API may add the event once more",
			"# activities are written flat, which loses the kinds of their parameters and which events are of one activity: the same log from the Reports API may add the events once more"},
		{int64(n.beside), "# file among the others is a digest that CloudTrail proves its log files with, and holds no events",
			"# files among the others are digests that CloudTrail proves its log files with, and hold no events"},
		{int64(n.commas), "# comma was missing between two records", "# commas were missing between two records"},
		{int64(n.loose), "# comma stands behind a record that is in no list", "# commas stand behind records that are in no list"},
		{int64(n.closing), "# comma stands behind the last record or the last field, where nothing follows",
			"# commas stand behind the last record or the last field, where nothing follows"},
		{int64(n.titles), "# line above the header was passed", "# lines above the header were passed"},
		{int64(n.headers), "the header came again in # row, and was read as one", "the header came again in # rows, and was read as one"},
		{int64(n.short), "# row lacked cells at its end, which were read as empty", "# rows lacked cells at their end, which were read as empty"},
		{int64(n.quoted), "# cell stands in quotes, which were kept, since nothing in the file shows that its quotes are more than characters",
			"# cells stand in quotes, which were kept, since nothing in the file shows that its quotes are more than characters"},
		{int64(n.bared), "quotes around cells were taken off, as RFC 4180 has it: if they belong to the texts, export the file as CSV instead",
			"quotes around cells were taken off in # files, as RFC 4180 has it: if they belong to the texts, export the files as CSV instead"},
		{int64(n.later), "# event is later than this import: is its time right, or the clock of this computer?",
			"# events are later than this import: are their times right, or the clock of this computer?"},
		{int64(n.earlier), "# event is from before 1990: is its time right?", "# events are from before 1990: are their times right?"},
		{int64(n.repeated), "# file of an unpacked evidence bundle was passed over, since events.jsonl beside it holds the same events with their details",
			"# files of an unpacked evidence bundle were passed over, since events.jsonl beside them holds the same events with their details"},
		{n.padding, "# zero byte follows the packed data, as padding does", "# zero bytes follow the packed data, as padding does"},
	} {
		phrase := note.many
		switch note.count {
		case 0:
			continue
		case 1:
			phrase = note.one
		}
		lines = append(lines, strings.NewReplacer("#", numbers.Grouped(note.count), "@", n.zone.String()).Replace(phrase))
	}
	if len(n.leftOut) > 0 {
		names := strings.Join(n.leftOut, ", ")
		lines = append(lines, "what belongs to the export and not to the events was left out of the details: "+names)
	}
	return lines
}
