package ledger

import (
	"fmt"
	"slices"
	"time"

	"daybook/backend/numbers"
)

// remindAfter is the age at which a checkpoint is old. An officer who reports once a month
// never hears of it.
const remindAfter = 30 * 24 * time.Hour

// carriers are the kinds of lines by which a checkpoint is known to be elsewhere.
var carriers = []string{KindCheckpointSaved, KindBundle, KindCosigned}

// An Overdue says that too long no checkpoint left this computer, while the archive
// changed: what was changed since could be written anew, and nothing elsewhere would show
// it.
type Overdue struct {
	Last time.Time // when the last one left; the zero time for never
	Days int       // since then, or since the first import
}

// Words returns a sentence.
func (o *Overdue) Words() string {
	if o.Last.IsZero() {
		return fmt.Sprintf("No checkpoint of this archive was ever saved elsewhere, and its first import was %s ago.", numbers.Plural(o.Days, "day"))
	}
	return fmt.Sprintf("The last checkpoint left this computer %s ago, and the archive has changed since.", numbers.Plural(o.Days, "day"))
}

// CheckpointOverdue returns nil unless a checkpoint should be saved elsewhere: the last one
// left 30 days ago or earlier, as a file, in a bundle or to a witness, and events came or
// went since; or none ever left, and events first came 30 days ago or earlier. The journal
// alone decides; of a clock that is behind it nothing is concluded.
func (lg *Ledger) CheckpointOverdue() *Overdue {
	done, err := lg.use()
	if err != nil {
		return nil
	}
	defer done()
	at, changed := -1, -1 // the last line of a carrier, and the first change after it
	for i := lg.journal.Len() - 1; i >= 0 && at < 0; i-- {
		switch kind := lg.journal.Kind(i); {
		case slices.Contains(carriers, kind):
			at = i
		case kind == KindImported || kind == KindPurged:
			changed = i
		}
	}
	if changed < 0 {
		return nil
	}
	from := at
	if at < 0 {
		from = changed
	}
	l, err := lg.journal.Line(from)
	if err != nil {
		return nil
	}
	age := lg.now().Sub(l.Time)
	if age < remindAfter {
		return nil
	}
	o := &Overdue{Days: int(age / (24 * time.Hour))}
	if at >= 0 {
		o.Last = l.Time
	}
	return o
}
