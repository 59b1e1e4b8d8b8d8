package cli

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"daybook/backend/archive"
	"daybook/backend/numbers"
)

// A progress is a line on a terminal that is overwritten again and again.
// Without a terminal it writes nothing.
type progress struct {
	to    io.Writer
	width int // 0 if there is no terminal, or nothing may be drawn on it
	now   func() time.Time

	mu      sync.Mutex
	started time.Time
	last    time.Time // when the line was drawn
	shown   int       // columns of the line
}

func (c *call) progress() *progress {
	p := &progress{to: c.Stderr, now: c.Now, started: c.Now()}
	// A dumb terminal cannot go back to the start of a line.
	if !c.cmd.quiet && os.Getenv("TERM") != "dumb" {
		p.width = c.Width(c.Stderr)
	}
	return p
}

const redraw = 100 * time.Millisecond

// importing draws the progress of importing a file.
func (p *progress) importing(file string) func(archive.Progress) {
	return func(at archive.Progress) {
		if !p.due() {
			return
		}
		elapsed := p.now().Sub(p.started)
		var parts []string
		if at.Total > 0 {
			parts = append(parts, fmt.Sprintf("%d %%", min(100, at.Done*100/at.Total)))
		}
		parts = append(parts, numbers.Counted(at.Events, "event", "events"))
		if s := elapsed.Seconds(); s >= 1 {
			parts = append(parts, numbers.Grouped(int(float64(at.Events)/s))+"/s")
		}
		switch {
		case at.Stage != "reading":
			parts = append(parts, at.Stage)
		case elapsed >= time.Second && at.Done > 0 && at.Total > at.Done:
			left := time.Duration(float64(elapsed) * float64(at.Total-at.Done) / float64(at.Done))
			parts = append(parts, spoken(left)+" left")
		}
		p.draw(visible(file) + "  " + strings.Join(parts, "  "))
	}
}

// counting draws how many of all events have been processed.
func (p *progress) counting(what string) func(done, total int) {
	return func(done, total int) {
		if total > 0 && p.due() {
			p.draw(fmt.Sprintf("%s  %d %%  %s", what, done*100/total, numbers.Counted(done, "event", "events")))
		}
	}
}

// busy names what the command waits for, once the wait takes a while, until the
// returned function is called.
func (p *progress) busy(what string) (over func()) {
	if p.width == 0 {
		return func() {}
	}
	timer := time.AfterFunc(5*redraw, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.width > 0 {
			p.draw(what + " …")
		}
	})
	return func() {
		timer.Stop()
		p.mu.Lock()
		defer p.mu.Unlock()
		p.clear()
		p.width = 0
	}
}

// due reports whether there is a terminal and its line is old.
func (p *progress) due() bool {
	if p.width == 0 || p.now().Sub(p.last) < redraw {
		return false
	}
	p.last = p.now()
	return true
}

func (p *progress) draw(line string) {
	line = cut(line, p.width-1) // some terminals scroll after a full line
	columns := textWidth(line)
	fmt.Fprint(p.to, "\r"+line+strings.Repeat(" ", max(0, p.shown-columns)))
	p.shown = columns
}

// clear removes the line.
func (p *progress) clear() {
	if p.shown > 0 {
		fmt.Fprint(p.to, "\r"+strings.Repeat(" ", p.shown)+"\r")
		p.shown = 0
	}
}
