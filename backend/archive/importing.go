package archive

import (
	"daybook/backend/event"
	"daybook/backend/ledger"
	"daybook/backend/retention"
)

// importing is an import that is under way.
type importing struct {
	a        change
	in       Input
	progress func(Progress)
	work     string

	report      Import
	file        *ledger.Tracer // nil where it is no file
	files       fileCounts
	rules       *retention.Rules
	absent      *absence // events of the archive that cannot be read; nil if there are none
	salts       salts
	nextSegment int
	leaves      int64 // size of the tree with the leaves of this import
	built       []*member
	retold      retelling
}

func (w *importing) tell(stage string) {
	p := Progress{Stage: stage, Total: w.in.Size, Events: w.report.Read}
	if w.in.Offset != nil {
		p.Done = w.in.Offset()
	}
	w.progress(p)
}

// Progress is the progress of a long change.
type Progress struct {
	Stage       string // "reading", "building", "finishing"
	Done, Total int64  // bytes of the file
	Events      int    // events read so far
}

// An absence holds the leaves whose events cannot be read.
type absence struct {
	leaves map[int64]event.Hash     // by sequence number
	byID   map[uint32][]absentEvent // by the hash of the event_id, those that did not come again yet
	came   map[event.Hash]bool      // contents of those that came again: see lot.content
	groups []lostGroup
}

type absentEvent struct {
	seq  int64
	salt event.Salt
}

// A lostGroup is a group of segments with the sequence numbers, in rising order, of
// the events that cannot be read of all of them together.
type lostGroup struct {
	segments []*member
	seqs     []int64
}

type decoded struct {
	event event.Event
	err   error
}
