package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// A plan says what a run measures and how often.
type plan struct {
	events  int
	rounds  int    // processes that ask the questions, for each side
	repeats int    // imports, exports and verifications
	dir     string // all files go here
	steady  bool   // see sqlite
	profile string // a folder for CPU profiles of Daybook, or none
	log     io.Writer
}

// measured holds the reports of the processes of a run, by side.
type measured struct {
	events                 int
	size                   map[string]int64
	imports, asks, exports map[string][]*outcome
	verifies, adds         []*outcome
	purges                 [][]*outcome // by purgedParts
}

func (p plan) run(ctx context.Context) (*measured, error) {
	m := &measured{
		events: p.events, size: map[string]int64{},
		imports: map[string][]*outcome{}, asks: map[string][]*outcome{}, exports: map[string][]*outcome{},
	}
	if err := os.MkdirAll(p.dir, 0o700); err != nil {
		return nil, err
	}
	file := filepath.Join(p.dir, "activity.json")
	p.say("writing %s events", thousands(float64(p.events)))
	if err := writeActivity(file, p.events); err != nil {
		return nil, err
	}
	if err := p.imports(ctx, m, file); err != nil {
		return nil, err
	}
	for _, side := range bothSides {
		size, err := bytesIn(p.home(side))
		if err != nil {
			return nil, err
		}
		m.size[side] = size
	}
	err := p.inTurn(ctx, "asking", p.rounds, m.asks, func(side string, round int) job {
		return job{Task: taskAsk, Round: uint64(round), Profile: p.profileOf(side, round, "ask")}
	})
	if err != nil {
		return nil, err
	}
	return m, p.readAll(ctx, m)
}

func (p plan) imports(ctx context.Context, m *measured, file string) error {
	err := p.inTurn(ctx, "importing", p.repeats, m.imports, func(side string, round int) job {
		return job{Task: taskImport, File: file, Profile: p.profileOf(side, round, "import")}
	})
	if err != nil {
		return err
	}
	for side, outcomes := range m.imports {
		for _, o := range outcomes {
			if o.Events != p.events {
				return fmt.Errorf("%s imported %d of %d events", side, o.Events, p.events)
			}
		}
	}
	return nil
}

// readAll exports with both sides and verifies with Daybook.
func (p plan) readAll(ctx context.Context, m *measured) error {
	csv := filepath.Join(p.dir, "activity.csv")
	err := p.inTurn(ctx, "exporting", p.repeats, m.exports, func(side string, round int) job {
		return job{Task: taskExport, File: csv, Profile: p.profileOf(side, round, "export")}
	})
	if err != nil {
		return err
	}
	for round := range p.repeats {
		p.say("verifying, %d of %d", round+1, p.repeats)
		j := job{Side: daybookSide, Task: taskVerify, Path: p.home(daybookSide), Events: p.events}
		j.Profile = p.profileOf(j.Side, round, "verify")
		o, err := j.start(ctx)
		if err != nil {
			return err
		}
		m.verifies = append(m.verifies, o)
	}
	for round := range p.repeats {
		p.say("importing %d more, %d of %d", addedEvents, round+1, p.repeats)
		o, err := job{Side: daybookSide, Task: taskAdd, Path: p.home(daybookSide), Events: p.events}.start(ctx)
		if err != nil {
			return err
		}
		m.adds = append(m.adds, o)
	}
	return p.purges(ctx, m)
}

// purges purges copies of Daybook's archive.
func (p plan) purges(ctx context.Context, m *measured) error {
	m.purges = make([][]*outcome, len(purgedParts))
	for i, part := range purgedParts {
		for round := range p.repeats {
			p.say("purging %s, %d of %d", part.name, round+1, p.repeats)
			j := job{Side: daybookSide, Task: taskPurge, Path: p.home(daybookSide), Events: p.events, Purge: max(1, int(float64(p.events)*part.share))}
			o, err := j.start(ctx)
			if err != nil {
				return err
			}
			if o.Events < j.Purge { // others can be of the same nanosecond
				return fmt.Errorf("of %d events that were due %d were purged", j.Purge, o.Events)
			}
			m.purges[i] = append(m.purges[i], o)
		}
	}
	return nil
}

// inTurn has both sides do a job n times, each time the other one first, so
// that neither gains from what the machine does besides.
func (p plan) inTurn(ctx context.Context, what string, n int, into map[string][]*outcome, of func(side string, round int) job) error {
	for round := range n {
		for i := range bothSides {
			side := bothSides[(i+round)%len(bothSides)]
			p.say("%s, %d of %d: %s", what, round+1, n, side)
			j := of(side, round)
			j.Side, j.Path, j.Events, j.Steady = side, p.home(side), p.events, p.steady
			if j.Task == taskImport {
				if err := removeTree(j.Path); err != nil {
					return err
				}
			}
			o, err := j.start(ctx)
			if err != nil {
				return err
			}
			into[side] = append(into[side], o)
		}
	}
	return nil
}

func (p plan) home(side string) string { return filepath.Join(p.dir, side) }

// profileOf is where the first round of Daybook writes its profile.
func (p plan) profileOf(side string, round int, what string) string {
	if p.profile == "" || side != daybookSide || round > 0 {
		return ""
	}
	return filepath.Join(p.profile, fmt.Sprintf("%s-%d.pprof", what, p.events))
}

func (p plan) say(format string, args ...any) {
	fmt.Fprintf(p.log, format+"\n", args...)
}
