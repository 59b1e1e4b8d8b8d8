package window

import (
	"context"
	"time"

	"daybook/backend/archive"
	"daybook/backend/event"
)

const maxGaps = 1000

// gapsOf returns where the archive may have gaps, whatever the search.
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

// Gaps are the places where the archive may have gaps.
type Gaps struct {
	// Runs of days (in the search's zone) without any event, from the archive's first
	// event to its last; the first 1,000. `to` is exclusive.
	Quiet []QuietDays `json:"quiet"`
	// Number of days without events, listed or not.
	Days int `json:"days"`
	// The span of time of each import's events, both ends included; the newest 1,000.
	Imports []CoveredTime `json:"imports"`
	// Records that imports rejected, of all imports.
	Rejected int `json:"rejected"`
	// The newest 1,000 purges, and the number of events of all purges.
	Purges []PurgedTime `json:"purges"`
	Purged int          `json:"purged"`
	// Why there may be other purges: what is wrong with the journal; '' if nothing is
	// known to be wrong.
	Doubt string `json:"doubt"`
}

// QuietDays are a run of days without any event.
type QuietDays struct {
	From string `json:"from"`
	To   string `json:"to"`
	Days int    `json:"days"`
}

// A CoveredTime is the span of time of an import's events.
type CoveredTime struct {
	Number int    `json:"number"`
	File   string `json:"file"`
	First  string `json:"first"`
	Last   string `json:"last"`
	// Events that are in the archive.
	Events   int `json:"events"`
	Rejected int `json:"rejected"`
}

// A PurgedTime is the span of time of a purge's events.
type PurgedTime struct {
	Done string `json:"done"`
	// Times of the purged events, both ends included.
	First  string `json:"first"`
	Last   string `json:"last"`
	Events int    `json:"events"`
}
