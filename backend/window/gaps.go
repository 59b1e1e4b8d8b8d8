package window

import (
	"context"
	"time"

	"daybook/backend/archive"
	"daybook/backend/event"
)

const maxGaps = 1000

// gapsOf tells where the archive may have gaps, whatever is asked.
func gapsOf(ctx context.Context, open *archive.Archive, zone *time.Location) (Gaps, error) {
	gaps := Gaps{Quiet: []QuietDays{}, Imports: []CoveredTime{}, Purges: []PurgedTime{}}
	c, err := open.Coverage(ctx, event.Earliest, event.Latest, zone)
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
	imports, err := open.Imports()
	if err != nil {
		return gaps, err
	}
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
