package cloudtrail

import (
	"fmt"
	"strings"
	"time"

	"daybook/backend/clip"
	"daybook/backend/source"
	"daybook/backend/strictjson"
	"daybook/backend/times"
)

// historyTime is the form in which the event history writes times: March 04, 2026,
// 08:01:00 (UTC+00:00).
const historyTime = "January 2, 2006, 15:04:05 (UTC-07:00)"

func timeOf(record *strictjson.Value, r *source.Reader) (times.Reading, error) {
	when := record.Get("eventTime")
	if when.Kind == strictjson.Text && strings.HasSuffix(when.Text, ")") {
		if t, err := time.Parse(historyTime, when.Text); err == nil {
			at, err := times.Of(t)
			if err != nil {
				return times.Reading{}, fmt.Errorf("the time %q %w", clip.Text(when.Text, 60), err)
			}
			return times.Reading{Time: at, Written: when.Text, Rule: times.AsWritten}, nil
		}
	}
	return r.Read(when)
}
