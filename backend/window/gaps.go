package window

import (
	"context"
	"time"

	"daybook/backend/archive"
	"daybook/backend/event"
)

const maxGaps = 1000

// gapsOf tells where the archive may have gaps, whatever is asked.
func gapsOf(ctx context.Context, v *archive.View, zone *time.Location) (*Gaps, error) {
	gaps := &Gaps{Quiet: []QuietDays{}, Imports: []CoveredTime{}, Purges: []PurgedTime{}}
	c, err := v.Coverage(ctx, event.Earliest, event.Latest, zone)
	if err != nil {
		return gaps, err
	}
	gaps.Days, gaps.Doubt = c.Days, c.Doubt
	for _, q := range c.Quiet[:min(len(c.Quiet), maxGaps)] {
		gaps.Quiet = append(gaps.Quiet, QuietDays{From: q.From.String(), To: q.Until.String(), Days: q.Days})
	}
	for _, p := range c.Purges {
		gaps.Purged += p.Count
	}
	for _, p := range c.Purges[max(0, len(c.Purges)-maxGaps):] { // the newest ones
		gaps.Purges = append(gaps.Purges, PurgedTime{
			Done: p.Done.Format(time.RFC3339Nano), First: p.First.Format(time.RFC3339Nano), Last: p.Last.Format(time.RFC3339Nano), Events: p.Count,
		})
	}
	imports := v.Imports()
	byNumber := make(map[int]*archive.Import, len(imports))
	for i := range imports {
		byNumber[imports[i].Number] = &imports[i]
		gaps.Rejected += imports[i].Rejected
	}
	for _, i := range c.Imports[max(0, len(c.Imports)-maxGaps):] { // the newest ones
		one := CoveredTime{Number: i.Import, First: i.First.String(), Last: i.Last.String(), Events: i.Events}
		if report := byNumber[i.Import]; report != nil {
			one.File, one.Rejected = report.File, report.Rejected
		}
		gaps.Imports = append(gaps.Imports, one)
	}
	return gaps, nil
}

// Gaps are where the archive may have gaps.
type Gaps struct {
	// Runs of days (of the search's zone) without any event, from the archive's first
	// event to its last; the first 1,000. `to` is not within.
	Quiet []QuietDays `json:"quiet"`
	// How many days are without, listed or not.
	Days int `json:"days"`
	// The time that the events of each import are about, both within it; the newest
	// 1,000.
	Imports []CoveredTime `json:"imports"`
	// Records that no import took.
	Rejected int `json:"rejected"`
	// What was purged: the newest 1,000 purges, and events of all of them.
	Purges []PurgedTime `json:"purges"`
	Purged int          `json:"purged"`
	// Why there may be purges beside these: what is wrong with the journal; '' if nothing
	// is known to be.
	Doubt string `json:"doubt"`
}

// QuietDays are a run of days without any event.
type QuietDays struct {
	From string `json:"from"`
	To   string `json:"to"`
	Days int    `json:"days"`
}

// A CoveredTime is the time that the events of an import are about.
type CoveredTime struct {
	Number int    `json:"number"`
	File   string `json:"file"`
	First  string `json:"first"`
	Last   string `json:"last"`
	// That are in the archive.
	Events   int `json:"events"`
	Rejected int `json:"rejected"`
}

// A PurgedTime is the time that the events of a purge were about.
type PurgedTime struct {
	Done string `json:"done"`
	// Of the events that are gone, both within it.
	First  string `json:"first"`
	Last   string `json:"last"`
	Events int    `json:"events"`
}
