package ingest

import (
	"strings"
	"time"

	"daybook/backend/numbers"
)

// counts tell how many times were read in a way that the officer should know of.
type counts struct {
	unzoned int // times without a zone
	twice   int // of these, shown twice by the clocks
	never   int // rejected: the clocks never showed them
	dotted  int // dates with full stops that could be month first but for those
}

// add adds those of another file.
func (c *counts) add(other counts) {
	c.unzoned += other.unzoned
	c.twice += other.twice
	c.never += other.never
	c.dotted += other.dotted
}

// lines says each count in a sentence, with the zone that was chosen.
func (c *counts) lines(zone *time.Location) []string {
	lines := numbers.Sentences(
		numbers.Said{N: int64(c.unzoned), One: "# time had no zone and was read as @", Many: "# times had no zone and were read as @"},
		numbers.Said{N: int64(c.twice), One: "# of them was shown twice when the clocks were set back in @, and was read as the earlier",
			Many: "# of them were shown twice when the clocks were set back in @, and were read as the earlier"},
		numbers.Said{N: int64(c.never), One: "# time does not exist in @, since the clocks were set forward over it: was another zone meant?",
			Many: "# times do not exist in @, since the clocks were set forward over them: was another zone meant?"},
		numbers.Said{N: int64(c.dotted), One: "# date with full stops, as in 02.08.2026, was read day first",
			Many: "# dates with full stops, as in 02.08.2026, were read day first"},
	)
	for i := range lines {
		lines[i] = strings.ReplaceAll(lines[i], "@", zone.String())
	}
	return lines
}
