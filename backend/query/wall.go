package query

import (
	"fmt"
	"strconv"
	"time"
)

// A wall is a span of time as clocks show it.
type wall struct {
	first, next time.Time // where it starts and where the next span does, as if in UTC
	timed       bool      // written with a time
	fixed       bool      // written with an offset
	offset      int       // seconds east of UTC
}

// The hints of a DateError for text that is not a date at all, and for a
// wrong year.
const (
	hintForm = "write a date as 2026-08-02, or with a time as 2026-08-02T14:00"
	hintYear = "years go from 1678 to 2261"
)

// readWall reads the forms that ParseDate lists. A hint says what is wrong.
func readWall(s string) (w wall, hint string) {
	r := digitReader{rest: s}
	year := r.number(4)
	r.must('-')
	month := r.number(2)
	r.must('-')
	day := r.number(2)
	if r.bad {
		return w, hintForm
	}
	if hint := checkDay(year, month, day); hint != "" {
		return w, hint
	}
	w.first = time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if r.rest == "" {
		w.next = w.first.AddDate(0, 0, 1)
		return w, ""
	}
	w.timed = true
	r.must('T')
	clock, unit, hint := r.clock()
	if hint == "" {
		w.fixed, w.offset, hint = r.offset()
	}
	switch {
	case r.bad:
		return w, hintForm
	case hint != "":
		return w, hint
	case r.rest != "":
		return w, hintForm
	}
	w.first = w.first.Add(clock)
	w.next = w.first.Add(unit)
	return w, ""
}

func checkDay(year, month, day int) (hint string) {
	if year < 1678 || year > 2261 {
		return hintYear
	}
	if month < 1 || month > 12 {
		return "months go from 01 to 12"
	}
	last := time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	if day < 1 || day > last {
		return fmt.Sprintf("days of %s %d go from 01 to %d", time.Month(month), year, last)
	}
	return ""
}

// A digitReader reads fields of fixed width from the front of rest. It becomes bad
// when a field is missing; from then on its results mean nothing.
type digitReader struct {
	rest string
	bad  bool
}

// number reads a number of n digits.
func (r *digitReader) number(n int) int {
	if r.count() < n {
		r.bad = true
		return 0
	}
	v, _ := strconv.Atoi(r.rest[:n]) // n digits
	r.rest = r.rest[n:]
	return v
}

// count returns how many digits come next.
func (r *digitReader) count() int {
	n := 0
	for n < len(r.rest) && '0' <= r.rest[n] && r.rest[n] <= '9' {
		n++
	}
	return n
}

// has reads c if it comes next; a capital c also matches the lower-case
// letter.
func (r *digitReader) has(c byte) bool {
	if r.rest == "" || r.rest[0] != c && (ascii[c]&upper == 0 || r.rest[0] != c+('a'-'A')) {
		return false
	}
	r.rest = r.rest[1:]
	return true
}

func (r *digitReader) must(c byte) {
	if !r.has(c) {
		r.bad = true
	}
}

// clock reads a time of day, and returns the unit to which it is written.
func (r *digitReader) clock() (since, unit time.Duration, hint string) {
	hour := r.number(2)
	r.must(':')
	minute := r.number(2)
	second, fraction := 0, time.Duration(0)
	unit = time.Minute
	if r.has(':') {
		second, unit = r.number(2), time.Second
		if r.has('.') {
			n := r.count()
			if n > 9 {
				return 0, 0, "a fraction of a second has at most nine digits"
			}
			r.bad = r.bad || n == 0
			fraction = time.Duration(r.number(n))
			for range n {
				unit /= 10
			}
			fraction *= unit
		}
	}
	switch {
	case hour > 23:
		hint = "hours go from 00 to 23"
	case minute > 59:
		hint = "minutes go from 00 to 59"
	case second > 59:
		hint = "seconds go from 00 to 59"
	}
	since = time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute + time.Duration(second)*time.Second + fraction
	return since, unit, hint
}

// offset reads the offset, if there is one.
func (r *digitReader) offset() (fixed bool, seconds int, hint string) {
	if r.rest == "" {
		return false, 0, ""
	}
	if r.has('Z') {
		return true, 0, ""
	}
	sign := 1
	if r.has('-') {
		sign = -1
	} else {
		r.must('+')
	}
	hours := r.number(2)
	r.must(':')
	minutes := r.number(2)
	if hours > 23 || minutes > 59 {
		hint = "offsets go from -23:59 to +23:59"
	}
	return true, sign * (hours*3600 + minutes*60), hint
}
