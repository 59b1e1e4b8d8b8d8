package ingest

import (
	"strings"
	"time"
)

// notes counts what the officer should know about a file beyond its events and
// rejections.
type notes struct {
	zone     *time.Location
	unzoned  int             // times without a zone
	twice    int             // of these, shown twice by the clocks
	never    int             // rejected: the clocks never showed them
	dotted   int             // dates with full stops that could be month first but for those
	guarded  int             // CSV cells that lost a leading '
	keysCut  int             // action keys that lost their category
	keysKept int             // action keys in a file that Daybook wrote
	unnamed  int             // rows of GitHub's CSV that are named by their cells
	commas   int             // missing between two records
	token    bool            // the page that is read says that a further one follows
	chain    string          // which log the page is one of
	open     map[string]bool // of each log, whether its last page says so
	padding  int64           // zero bytes behind packed data
	dress    dressNotes
}

// startPage is told that a page of records begins.
func (n *notes) startPage() { n.token = false }

// endPage is told that it ends. Only what the last page of a log says counts:
// of all others the next one is there.
func (n *notes) endPage() {
	if n.open == nil {
		n.open = make(map[string]bool)
	}
	n.open[n.chain] = n.token
}

// followed is how many logs go on behind their last page.
func (n *notes) followed() (logs int64) {
	for _, more := range n.open {
		if more {
			logs++
		}
	}
	return logs
}

// lines says each note in a sentence, for one or for many. In a sentence # is
// the count and @ the zone.
func (n *notes) lines() []string {
	var lines []string
	for _, note := range append([]counted{
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
		{int64(n.commas), "# comma was missing between two records", "# commas were missing between two records"},
		{n.followed(), "the last page says that a further page follows (nextPageToken): the export may be incomplete unless that is imported as well",
			"the last pages of # logs say that further pages follow (nextPageToken): the export may be incomplete unless those are imported as well"},
		{n.padding, "# zero byte follows the packed data, as padding does", "# zero bytes follow the packed data, as padding does"},
	}, n.dress.counted()...) {
		phrase := note.many
		switch note.count {
		case 0:
			continue
		case 1:
			phrase = note.one
		}
		lines = append(lines, strings.NewReplacer("#", grouped(note.count), "@", n.zone.String()).Replace(phrase))
	}
	return lines
}
