package ingest

import (
	"strings"
	"time"

	"daybook/backend/event"
	"daybook/backend/framing"
	"daybook/backend/numbers"
	"daybook/backend/source"
	"daybook/backend/times"
)

// notes counts what the officer should know about a file beyond its events and
// rejections.
type notes struct {
	zone     *time.Location
	findings framing.Findings
	remarks  source.Remarks
	beside   source.NoteCounts // files that hold no events by their nature
	grown    int               // files that became longer while they were read
	padding  int64             // zero bytes behind packed data
	repeated int               // files of an unpacked evidence bundle that repeat its events

	later   int // events later than the import
	earlier int // and before 1990

	// How the rows of CSV were read.
	titles  int // lines above the header
	headers int // that came again
	short   int // rows that lacked empty cells at their end
	quoted  int // cells that kept their quotes
	bared   int // files whose quotes were taken off without certain signs
}

// add adds the notes of another file.
func (n *notes) add(other *notes) {
	n.findings.Add(&other.findings)
	n.remarks.Add(&other.remarks)
	n.beside.AddAll(&other.beside)
	n.grown += other.grown
	n.padding += other.padding
	n.repeated += other.repeated
	n.later += other.later
	n.earlier += other.earlier
	n.titles += other.titles
	n.headers += other.headers
	n.short += other.short
	n.quoted += other.quoted
	n.bared += other.bared
}

// incomplete reports whether a file is incomplete, or may be.
func (n *notes) incomplete() bool { return n.grown > 0 || n.findings.Incomplete() }

// age counts an event whose time is unlikely.
func (n *notes) age(t, now event.Time) {
	switch {
	case t > now:
		n.later++
	case t < times.Earliest:
		n.earlier++
	}
}

// lines says each note in a sentence, singular or plural, and notes on missing parts
// first: they must not be overlooked among notes on how the file was read.
func (n *notes) lines() []string {
	lines := n.findings.Missing()
	lines = append(lines, numbers.Sentences(numbers.Said{N: int64(n.grown), One: "the file became longer while it was read: what was added is missing; import it again",
		Many: "# files became longer while they were read: what was added is missing; import them again"})...)
	lines = append(lines, n.remarks.Times.Lines(n.zone)...)
	lines = append(lines, n.remarks.Notes.Lines()...)
	lines = append(lines, n.beside.Lines()...)
	lines = append(lines, n.findings.Mended()...)
	lines = append(lines, numbers.Sentences(
		numbers.Said{N: int64(n.titles), One: "# line above the header was passed", Many: "# lines above the header were passed"},
		numbers.Said{N: int64(n.headers), One: "the header came again in # row, and was read as one", Many: "the header came again in # rows, and was read as one"},
		numbers.Said{N: int64(n.short), One: "# row lacked cells at its end, which were read as empty", Many: "# rows lacked cells at their end, which were read as empty"},
		numbers.Said{N: int64(n.quoted), One: "# cell stands in quotes, which were kept, since nothing in the file shows that its quotes are more than characters",
			Many: "# cells stand in quotes, which were kept, since nothing in the file shows that its quotes are more than characters"},
		numbers.Said{N: int64(n.bared), One: "quotes around cells were taken off, as RFC 4180 has it: if they belong to the texts, export the file as CSV instead",
			Many: "quotes around cells were taken off in # files, as RFC 4180 has it: if they belong to the texts, export the files as CSV instead"},
		numbers.Said{N: int64(n.later), One: "# event is later than this import: is its time right, or the clock of this computer?",
			Many: "# events are later than this import: are their times right, or the clock of this computer?"},
		numbers.Said{N: int64(n.earlier), One: "# event is from before 1990: is its time right?", Many: "# events are from before 1990: are their times right?"},
		numbers.Said{N: int64(n.repeated), One: "# file of an unpacked evidence bundle was passed over, since events.jsonl beside it holds the same events with their details",
			Many: "# files of an unpacked evidence bundle were passed over, since events.jsonl beside them holds the same events with their details"},
		numbers.Said{N: n.padding, One: "# zero byte follows the packed data, as padding does", Many: "# zero bytes follow the packed data, as padding does"},
	)...)
	if left := n.remarks.LeftOut; len(left) > 0 {
		lines = append(lines, "what belongs to the export and not to the events was left out of the details: "+strings.Join(left, ", "))
	}
	return lines
}
