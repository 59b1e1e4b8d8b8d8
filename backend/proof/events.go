package proof

import (
	"bufio"
	"errors"
	"fmt"
	"io"
)

// checkEvents reads the three files of events in parallel.
func (v *verifier) checkEvents() error {
	if !v.bundle.has(EventsName) {
		return nil
	}
	var followers []*follower
	for _, name := range []string{JSONName, CSVName} {
		if !v.bundle.has(name) {
			continue
		}
		s, err := v.follow(name)
		if err != nil {
			v.verdict.add("%s: %v", name, err)
			continue
		}
		followers = append(followers, newFollower(s, func(problem string) { v.verdict.add("%s: %s", name, problem) }))
	}
	err := v.stream(EventsName, func(r io.Reader) error {
		n, err := v.readEvents(r, followers)
		v.sums[EventsName] = Listed{Events: n}
		return err
	})
	if err != nil {
		return err
	}
	for _, f := range followers {
		v.sums[f.s.name] = Listed{Events: f.n}
		if err := v.ended(f.s); err != nil {
			return err
		}
	}
	return nil
}

// readEvents reads events.jsonl, and the others beside it.
func (v *verifier) readEvents(r io.Reader, followers []*follower) (n int, err error) {
	check := newEventCheck(v)
	lines := &recordReader{r: bufio.NewReaderSize(r, readChunk), most: maxRecord}
	var again []byte
	for {
		if n%tellEvery == 0 {
			if err := v.ctx.Err(); err != nil {
				return n, err
			}
			if v.progress != nil && v.m != nil {
				v.progress(n, v.m.Counts.Exported)
			}
		}
		line, err := lines.line()
		if err == io.EOF {
			break
		}
		var leaf Line
		if err == nil {
			leaf, again, err = decodeLine(line, again)
		}
		if errors.Is(err, errUnpack) {
			return n, nil // which ends the file, and is reported at its end
		}
		if err != nil {
			v.verdict.add("%s: line %d was changed: %v", EventsName, n+1, err)
			for _, f := range followers {
				f.lost = true
			}
			return n, nil
		}
		n++
		shown := leaf.Shown()
		check.event(&leaf, &shown)
		v.opens(&leaf)
		for _, f := range followers {
			f.event(leaf.Number, &shown)
		}
	}
	v.verdict.Events = n
	check.end()
	for _, f := range followers {
		f.end(check.wide)
	}
	return n, nil
}

// named returns the name of an event in a problem.
func named(number int64, id string) string {
	return fmt.Sprintf("event number %d (%s)", number, quoted(id))
}
