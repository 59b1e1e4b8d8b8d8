package sample

import "math/bits"

const (
	hours      = 365 * 24
	hourLong   = 3600_000 // milliseconds
	yearLong   = hours * hourLong
	rhythmBits = 20
)

// hour and minute of the first moment, Start, which is a Saturday.
const (
	startHour   = 18
	startMinute = 40
	saturday    = 6
)

// A rhythm says how much of the year's activity falls in each hour.
type rhythm struct {
	until []uint64 // until[h] is the weight of all hours before h
	hour  int      // where at has come to
}

// at is the moment, in milliseconds since Start, by which (done + part/2^20) of
// all has happened. It must be asked in ascending order.
func (r *rhythm) at(done, part, all uint64) int64 {
	hi, lo := bits.Mul64(done<<rhythmBits|part, r.until[hours])
	at, _ := bits.Div64(hi, lo, all<<rhythmBits)
	for r.until[r.hour+1] <= at {
		r.hour++
	}
	from, to := r.until[r.hour], r.until[r.hour+1]
	within := (at - from) * hourLong / (to - from)
	return int64(r.hour)*hourLong + int64(within)
}

// office is the activity of a working day by hour in UTC, in percent: most
// members are in Europe, some in New York.
var office = [24]uint64{
	3, 2, 2, 2, 3, 8, 28, 70, 95, 100, 98, 74,
	72, 93, 97, 90, 76, 52, 34, 26, 21, 15, 9, 5,
}

// weekdays scales the days, Sunday first.
var weekdays = [7]uint64{5, 98, 100, 100, 96, 82, 7}

// newRhythms makes the rhythm of machines, which never sleep and have good and
// bad days, and that of people, twice.
func newRhythms(r *random) (machines, people, people2 *rhythm) {
	machine, person := make([]uint64, hours+1), make([]uint64, hours+1)
	day := uint64(100)
	launch := uint64(100)
	for h := range hours {
		clock := (h + startHour) % 24
		today := (h + startHour) / 24
		if clock == 0 || h == 0 {
			day = uint64(r.between(75, 135))
			launch = 100
			if r.chance(3) {
				launch = uint64(r.between(170, 260))
			}
		}
		week := weekdays[(today+saturday)%7]
		busy := office[clock] * week / 100
		scale := day * launch * season(today) / 100 * uint64(75+50*h/hours)
		machine[h+1] = machine[h] + (34+busy*2/3)*scale*uint64(r.between(70, 145))
		person[h+1] = person[h] + (1+busy)*scale*100
	}
	return &rhythm{until: machine}, &rhythm{until: person}, &rhythm{until: person}
}

// season is the activity of a day, counted from Start, in percent.
func season(day int) uint64 {
	switch {
	case day >= 30 && day <= 43: // 22 December to 4 January
		return 40
	case day >= 252 && day <= 277: // August
		return 76
	}
	return 100
}

// atWork tells whether at falls in the working hours of a working day.
func atWork(at int64) bool {
	h := int((at+startMinute*60_000)/hourLong) + startHour
	week, clock := (h/24+saturday)%7, h%24
	return week >= 1 && week <= 5 && clock >= 6 && clock <= 18
}
