package framing

import (
	"fmt"
	"maps"
	"slices"

	"daybook/backend/clip"
	"daybook/backend/numbers"
)

// Findings record what a text shows about itself besides its records: that it is
// incomplete, or may be, and which marks are missing or superfluous.
type Findings struct {
	Log string // the log to which the present page belongs

	Cut     int               // texts that end inside a record or a list
	Unended int               // texts whose last record has no line end
	more    map[string]string // for each log, the key with which its last page says that more follows; "" if none does
	totals  map[int64]*held

	commas  int // commas missing between two records
	loose   int // between or behind records that stand in no list
	closing int // behind the last record of a list, or the last field around it
}

// Add adds the findings of another text, which comes later.
func (n *Findings) Add(other *Findings) {
	n.Cut += other.Cut
	n.Unended += other.Unended
	n.commas += other.commas
	n.loose += other.loose
	n.closing += other.closing
	for log, key := range other.more { // the text that comes later has the later page
		n.follow(log, key)
	}
	for total, h := range other.totals {
		n.count(total, *h)
	}
}

// Incomplete reports whether a text is incomplete, or may be.
func (n *Findings) Incomplete() bool { return n.Cut+n.Unended > 0 || len(n.followLines()) > 0 }

// Missing says in sentences what is incomplete.
func (n *Findings) Missing() []string {
	return append(n.followLines(), numbers.Sentences(
		numbers.Said{N: int64(n.Cut), One: "the file ends inside a record or a list: it was cut, or is still being written, and what followed is missing",
			Many: "# files end inside a record or a list: they were cut, or are still being written, and what followed is missing"},
		numbers.Said{N: int64(n.Unended), One: "the file has no line end at its end: it may be cut, or still being written, and more may follow",
			Many: "# files have no line end at their end: they may be cut, or still being written, and more may follow"},
	)...)
}

// Mended says in sentences which marks were read as if they were right.
func (n *Findings) Mended() []string {
	return numbers.Sentences(
		numbers.Said{N: int64(n.commas), One: "# comma was missing between two records", Many: "# commas were missing between two records"},
		numbers.Said{N: int64(n.loose), One: "# comma stands behind a record that is in no list", Many: "# commas stand behind records that are in no list"},
		numbers.Said{N: int64(n.closing), One: "# comma stands behind the last record or the last field, where nothing follows",
			Many: "# commas stand behind the last record or the last field, where nothing follows"},
	)
}

// follow records the key with which the last page of a log says that more follows;
// "" if none does.
func (n *Findings) follow(log, key string) {
	if n.more == nil {
		n.more = make(map[string]string)
	}
	if _, known := n.more[log]; known || len(n.more) < mostLogs {
		n.more[log] = key
	}
}

// Respond records whether the header fields of an HTTP response name a next page.
func (n *Findings) Respond(follows bool) {
	key := ""
	if follows {
		key = "the Link field of HTTP"
	}
	n.follow("the response", key)
}

// mostLogs is the number of logs, and of totals, that are distinguished.
const mostLogs = 10_000

// turn records the statements of a page once all of it was read. A file may hold
// several pages of one list, so only the last page of each log says whether more
// follows, and pages that name the same total have that many records together.
func (n *Findings) turn(p page) {
	if p.more == "" && p.unturned() {
		p.more = p.pagesName
	}
	n.follow(n.Log, p.more)
	if p.total > 0 {
		n.count(p.total, held{records: p.records, key: p.key})
	}
}

// count counts records for whose list a page states the total.
func (n *Findings) count(total int64, some held) {
	if n.totals == nil {
		n.totals = make(map[int64]*held)
	}
	h := n.totals[total]
	if h == nil {
		if len(n.totals) >= mostLogs {
			return
		}
		h = &held{key: some.key}
		n.totals[total] = h
	}
	h.records += some.records
}

// held is the number of records under one total.
type held struct {
	records int64
	key     string
}

// followLines returns the sentences that say that more follows after the file.
func (n *Findings) followLines() (lines []string) {
	keys := slices.DeleteFunc(slices.Sorted(maps.Values(n.more)), func(key string) bool { return key == "" })
	switch len(keys) {
	case 0:
	case 1:
		lines = append(lines, fmt.Sprintf("the last page says that more follows (%s): the export is incomplete unless that is imported as well", clip.Text(keys[0], 60)))
	default:
		lines = append(lines, fmt.Sprintf("the last pages of %s logs say that more follows (%s): the export is incomplete unless that is imported as well", numbers.Grouped(int64(len(keys))), clip.Text(keys[0], 60)))
	}
	var there, inAll int64
	var key string
	for total, h := range n.totals {
		if total > h.records {
			there, inAll = there+h.records, inAll+total
			if key == "" || h.key < key {
				key = h.key
			}
		}
	}
	if inAll > 0 {
		lines = append(lines, fmt.Sprintf("the file says that there are %s records (%s) and holds %s: the export is incomplete without the others",
			numbers.Grouped(inAll), clip.Text(key, 60), numbers.Grouped(there)))
	}
	return lines
}
