package ingest

import (
	"fmt"
	"time"
)

// notes counts what the officer should know about a file beyond its events and
// rejections.
type notes struct {
	zone    *time.Location
	unzoned int // times without a zone
	twice   int // of these, shown twice by the clocks
	never   int // rejected: the clocks never showed them
	guarded int // CSV cells that lost a leading '
	commas  int // missing between two records
	pages   int // documents that name a further page
}

func (n *notes) lines() []string {
	var lines []string
	add := func(count int, one, many string, args ...any) {
		if count == 0 {
			return
		}
		phrase := many
		if count == 1 {
			phrase = one
		}
		lines = append(lines, grouped(int64(count))+" "+fmt.Sprintf(phrase, args...))
	}
	zone := n.zone.String()
	add(n.unzoned, "time had no zone and was read as %s", "times had no zone and were read as %s", zone)
	add(n.twice, "of them was shown twice when the clocks were set back in %s, and was read as the earlier",
		"of them were shown twice when the clocks were set back in %s, and were read as the earlier", zone)
	add(n.never, "time does not exist in %s, since the clocks were set forward over it: was another zone meant?",
		"times do not exist in %s, since the clocks were set forward over them: was another zone meant?", zone)
	add(n.guarded, "guarded cell unguarded", "guarded cells unguarded")
	add(n.commas, "comma was missing between two records", "commas were missing between two records")
	add(n.pages, "page says that a further page follows (nextPageToken): the export may be incomplete without it",
		"pages say that a further page follows (nextPageToken): the export may be incomplete without them")
	return lines
}
