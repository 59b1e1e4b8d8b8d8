package times

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"daybook/backend/clip"
	"daybook/backend/event"
)

// A wall is a time as a clock on the wall shows it, without zone.
type wall struct {
	year, month, day, hour, minute, second, nano int
	runOn                                        bool // the fraction was run onto the seconds
}

// unix is the second that w is in UTC.
func (w wall) unix() int64 {
	// Days are counted in years that begin in March, so that the leap day is
	// the last of its year, and in cycles of 400 years.
	y, m := w.year, w.month-3
	if m < 0 {
		y, m = y-1, m+12
	}
	era := y / 400 // years are never negative here
	inEra := y % 400
	days := era*146097 + inEra*365 + inEra/4 - inEra/100 + (153*m+2)/5 + w.day - 1 - 719468
	return int64(days)*86400 + int64(w.hour*3600+w.minute*60+w.second)
}

// check returns an error if w is impossible.
func (w wall) check() error {
	switch {
	case w.month < 1 || w.month > 12:
		return fmt.Errorf("has the month %d", w.month)
	case w.day < 1 || w.day > daysIn(w.year, w.month):
		return fmt.Errorf("has the day %d, which that month does not have", w.day)
	case w.hour > 23:
		return fmt.Errorf("has the hour %d", w.hour)
	case w.minute > 59:
		return fmt.Errorf("has the minute %d", w.minute)
	case w.second == 60:
		return errors.New("is a leap second (:60), for which UTC as computers count it has no place")
	case w.second > 60:
		return fmt.Errorf("has the second %d", w.second)
	}
	return nil
}

func daysIn(year, month int) int {
	switch {
	case month == 2 && year%4 == 0 && (year%100 != 0 || year%400 == 0):
		return 29
	case month == 2:
		return 28
	case month == 4 || month == 6 || month == 9 || month == 11:
		return 30
	}
	return 31
}

// ParseUTC is the fast path for the only form that the feed writes:
// 2006-01-02T15:04:05Z with at most nine digits of fraction.
func ParseUTC(s string) (event.Time, bool) {
	if len(s) < 20 || len(s) > 30 || s[len(s)-1] != 'Z' || s[10] != 'T' ||
		s[4] != '-' || s[7] != '-' || s[13] != ':' || s[16] != ':' {
		return 0, false
	}
	var bad byte
	two := func(i int) int {
		a, b := s[i]-'0', s[i+1]-'0'
		bad |= (9 - a) | (9 - b) // the high bits show bytes that are not digits
		return int(a)*10 + int(b)
	}
	w := wall{year: two(0)*100 + two(2), month: two(5), day: two(8), hour: two(11), minute: two(14), second: two(17)}
	if bad >= 0x80 {
		return 0, false
	}
	if len(s) > 20 {
		if s[19] != '.' || len(s) == 21 {
			return 0, false
		}
		scale := 100_000_000
		for _, c := range []byte(s[20 : len(s)-1]) {
			if c < '0' || c > '9' {
				return 0, false
			}
			w.nano += int(c-'0') * scale
			scale /= 10
		}
	}
	if w.check() != nil || w.year < 1678 || w.year > 2261 {
		return 0, false
	}
	return event.Time(w.unix()*1e9 + int64(w.nano)), true
}

var errForm = errors.New("is in no form that is read here (2026-08-02T17:39:42Z, 2026-08-02 17:39:42, seconds or milliseconds)")

// wall reads a date and a time of day at the front of s, and returns the rest.
func (c *Clock) wall(s string) (w wall, rest string, err error) {
	if rest, err = c.date(&w, s); err != nil {
		return w, "", err
	}
	if rest == "" {
		return w, "", errors.New("has no time of day")
	}
	if strings.HasPrefix(rest, ", ") { // as browsers write it
		rest = rest[1:]
	}
	if rest[0] != 'T' && rest[0] != 't' && rest[0] != ' ' {
		return w, "", errForm
	}
	if rest, err = timeOfDay(&w, rest[1:]); err != nil {
		return w, "", err
	}
	return w, rest, w.check()
}

// date reads 2026-08-02 or 2026/08/02, or a date with the year last, for which the
// order of dates decides.
func (c *Clock) date(w *wall, s string) (rest string, err error) {
	var n [3]int
	var width [3]int
	var mark byte
	rest = s
	for i := range n {
		if n[i], width[i], rest = leading(rest, 4); width[i] == 0 {
			return "", errForm
		}
		if i == 2 {
			break
		}
		if rest == "" || rest[0] != '-' && rest[0] != '/' && rest[0] != '.' || i == 1 && rest[0] != mark {
			return "", errForm
		}
		mark, rest = rest[0], rest[1:]
	}
	switch {
	case width[0] == 4 && width[1] <= 2 && width[2] <= 2:
		w.year, w.month, w.day = n[0], n[1], n[2]
		return rest, nil
	case width[0] <= 2 && width[1] <= 2 && width[2] == 4:
		w.year = n[2]
		return rest, c.dayAndMonth(w, n[0], n[1], mark)
	case width[0] <= 2 && width[1] <= 2 && width[2] == 2:
		return "", errors.New("has a year of two digits, as spreadsheets shorten it: export the file anew without one, or show its times as yyyy-mm-dd hh:mm:ss there before it is saved")
	}
	return "", errForm
}

// SayOrder ends the reason of a rejected date that is a different day in each order.
const SayOrder = "import the file again and choose how such a date is read"

// dayAndMonth decides which of a and b, in the order written, is the day. Where
// full stops stand between them the day comes first: nobody writes the month
// first with those.
func (c *Clock) dayAndMonth(w *wall, a, b int, mark byte) error {
	switch c.Order {
	case DayFirst:
		w.day, w.month = a, b
		if b > 12 && a <= 12 {
			return errors.New("does not fit the order that was named, day before month")
		}
	case MonthFirst:
		w.month, w.day = a, b
		if a > 12 && b <= 12 {
			return errors.New("does not fit the order that was named, month before day")
		}
	default:
		switch {
		case a > 12 || a == b:
			w.day, w.month = a, b
		case b > 12:
			w.month, w.day = a, b
		case mark == '.':
			w.day, w.month = a, b
			c.Counts.dotted++
		default:
			return fmt.Errorf("may be %d %s or %d %s: %s", a, monthName(b), b, monthName(a), SayOrder)
		}
	}
	return nil
}

func monthName(m int) string {
	if m < 1 || m > 12 {
		return fmt.Sprintf("of month %d", m)
	}
	return time.Month(m).String()
}

// timeOfDay reads 17:39:42 with an optional fraction: after a point, after a
// comma, or as digits run onto the seconds; and an optional AM or PM.
func timeOfDay(w *wall, s string) (rest string, err error) {
	var width int
	if w.hour, width, rest = leading(s, 2); width == 0 || rest == "" || rest[0] != ':' {
		return "", errForm
	}
	if w.minute, width, rest = leading(rest[1:], 2); width != 2 {
		return "", errForm
	}
	if rest == "" || rest[0] != ':' {
		return "", errors.New("has no seconds, which spreadsheets leave out: export the file anew without one, or show its times as yyyy-mm-dd hh:mm:ss there before it is saved")
	}
	if w.second, width, rest = leading(rest[1:], 2); width != 2 {
		return "", errForm
	}
	pointed := rest != "" && (rest[0] == '.' || rest[0] == ',')
	if pointed {
		rest = rest[1:]
	}
	width = 0
	for width < len(rest) && '0' <= rest[width] && rest[width] <= '9' {
		width++
	}
	switch {
	case width > 9:
		return "", errors.New("has more than nine digits of fraction")
	case width == 0 && pointed:
		return "", errForm
	}
	w.runOn = width > 0 && !pointed
	scale := 100_000_000
	for _, c := range []byte(rest[:width]) {
		w.nano += int(c-'0') * scale
		scale /= 10
	}
	return halfDay(w, rest[width:])
}

// halfDay applies an AM or PM at the front of s to the hour.
func halfDay(w *wall, s string) (rest string, err error) {
	t := strings.TrimPrefix(s, " ")
	if len(t) < 2 || t[1] != 'M' && t[1] != 'm' {
		return s, nil
	}
	switch t[0] {
	case 'A', 'a', 'P', 'p':
	default:
		return s, nil
	}
	if w.hour < 1 || w.hour > 12 {
		return "", fmt.Errorf("has the hour %d with %s", w.hour, t[:2])
	}
	w.hour %= 12
	if t[0] == 'P' || t[0] == 'p' {
		w.hour += 12
	}
	return t[2:], nil
}

// leading reads no more than most digits at the front of s.
func leading(s string, most int) (n, width int, rest string) {
	for width < len(s) && width < most && '0' <= s[width] && s[width] <= '9' {
		n = n*10 + int(s[width]-'0')
		width++
	}
	return n, width, s[width:]
}

// parseOffset reads the part after the time of day: nothing, Z, UTC, GMT or an
// offset such as +02:00, +0200 or +02, which UTC may follow once more as in "+0000
// UTC".
func parseOffset(s string) (seconds int, zoned bool, err error) {
	s = strings.TrimPrefix(s, " ")
	switch {
	case s == "":
		return 0, false, nil
	case s == "Z" || s == "z" || s == "UTC" || s == "GMT":
		return 0, true, nil
	case s[0] != '+' && s[0] != '-':
		return 0, false, fmt.Errorf("has an unknown zone %q", clip.Text(s, 30))
	}
	sign := 1
	if s[0] == '-' {
		sign = -1
	}
	hours, width, rest := leading(s[1:], 2)
	if width != 2 {
		return 0, false, errForm
	}
	minutes := 0
	colon := strings.HasPrefix(rest, ":")
	if colon || rest != "" && rest[0] != ' ' {
		if minutes, width, rest = leading(strings.TrimPrefix(rest, ":"), 2); width != 2 {
			return 0, false, errForm
		}
	}
	if rest == " UTC" && hours == 0 && minutes == 0 {
		rest = ""
	}
	if rest != "" {
		return 0, false, errForm
	}
	if hours > 23 || minutes > 59 {
		return 0, false, fmt.Errorf("has the offset %q", s)
	}
	return sign * (hours*3600 + minutes*60), true, nil
}

// Of converts a time to that of an event. The error reports a time outside the years
// that events may have.
func Of(t time.Time) (event.Time, error) {
	e, err := event.TimeOf(t)
	if err != nil {
		return 0, fmt.Errorf("is out of range: %w", err)
	}
	return e, nil
}
