package ingest

import (
	"fmt"

	"daybook/backend/source"
)

// A notEvents is the reason why a text holds no events that Daybook reads.
type notEvents struct {
	why    string
	beside *source.Note // set if the file belongs with files of events and is not a fault among them
}

func (e *notEvents) Error() string { return e.why }

func notEventsf(format string, args ...any) error {
	return &notEvents{why: fmt.Sprintf(format, args...)}
}

// refusalOf says what a lookalike is, and which of its signs were seen.
func refusalOf(l *source.Lookalike, seen string) error {
	why := "it looks like " + l.Name + ", which Daybook does not read"
	if l.Hint != "" {
		why = "it looks like " + l.Name + ": " + l.Hint
	}
	return &notEvents{why: why + " (" + seen + ")", beside: l.Beside}
}
