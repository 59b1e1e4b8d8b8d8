package retention

import "time"

// LongAway is the time without a purge after which an automatic purge asks first.
// ClockSlack is how far the clock may be behind the latest time in the archive's
// journal before an automatic purge is stopped.
const (
	LongAway   = 7 * 24 * time.Hour
	ClockSlack = 5 * time.Minute
)

// A Situation holds the facts that decide whether a purge may happen by itself.
type Situation struct {
	Now       time.Time
	Known     time.Time // the latest time in the archive's journal
	LastPurge time.Time // under the present plan; zero where there was none
	Events    int       // in the archive
	Due       int       // of them
	Released  bool      // a hold was released since the last purge
}

// A Step is the action to take on events that are due.
type Step uint8

const (
	Nothing Step = iota // none are due
	Purge               // purge them
	Ask                 // show the events that would go, and ask
	Stop                // purge nothing: the clock cannot be trusted
)

// A Question is a reason to ask first.
type Question uint8

const (
	FirstPurge Question = iota // under this plan
	Away                       // more than LongAway since the last purge
	Most                       // it would take more than half of the archive
	Released                   // a hold was released since the last purge
)

// Words says q in one sentence.
func (q Question) Words() string {
	switch q {
	case FirstPurge:
		return "It would be the first purge under this plan."
	case Away:
		return "The last purge is more than 7 days ago."
	case Released:
		return "A hold was released since the last purge."
	}
	return "More than half of the archive would go."
}

// Decide returns the step for an automatic purge, and, with Ask, the reasons.
func (s Situation) Decide() (Step, []Question) {
	if s.ClockBehind() {
		return Stop, nil
	}
	if s.Due == 0 {
		return Nothing, nil
	}
	if asks := s.Questions(); len(asks) > 0 {
		return Ask, asks
	}
	return Purge, nil
}

// Questions returns the reasons to ask before a purge.
func (s Situation) Questions() []Question {
	var asks []Question
	switch {
	case s.LastPurge.IsZero():
		asks = append(asks, FirstPurge)
	case s.Now.Sub(s.LastPurge) > LongAway:
		asks = append(asks, Away)
	}
	if 2*s.Due > s.Events {
		asks = append(asks, Most)
	}
	if s.Released && !s.LastPurge.IsZero() {
		asks = append(asks, Released)
	}
	return asks
}

// ClockBehind reports whether the clock is further behind the archive's latest time
// than any change of clocks explains.
func (s Situation) ClockBehind() bool { return s.Known.Sub(s.Now) > ClockSlack }
