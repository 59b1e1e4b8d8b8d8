package times

import (
	"strings"
	"time"

	"daybook/backend/numbers"
)

// Counts holds how many times were read in ways that the officer should know.
type Counts struct {
	unzoned int // times without a zone
	twice   int // of these, shown twice by the clocks
	Never   int // rejected: the clocks never showed them
	dotted  int // dates with full stops that could be month first without those
}

// Add adds the counts of another file.
func (c *Counts) Add(other Counts) {
	c.unzoned += other.unzoned
	c.twice += other.twice
	c.Never += other.Never
	c.dotted += other.dotted
}

// Lines says each count in a sentence, with the zone that was chosen.
func (c *Counts) Lines(zone *time.Location) []string {
	lines := numbers.Sentences(
		numbers.Said{N: int64(c.unzoned), One: "# time had no zone and was read as @", Many: "# times had no zone and were read as @"},
		numbers.Said{N: int64(c.twice), One: "# of them was shown twice when the clocks were set back in @, and was read as the earlier",
			Many: "# of them were shown twice when the clocks were set back in @, and were read as the earlier"},
		numbers.Said{N: int64(c.Never), One: "# time does not exist in @, since the clocks were set forward over it: was another zone meant?",
			Many: "# times do not exist in @, since the clocks were set forward over them: was another zone meant?"},
		numbers.Said{N: int64(c.dotted), One: "# date with full stops, as in 02.08.2026, was read day first",
			Many: "# dates with full stops, as in 02.08.2026, were read day first"},
	)
	for i := range lines {
		lines[i] = strings.ReplaceAll(lines[i], "@", zone.String())
	}
	return lines
}
