package cli

import (
	"errors"
	"time"

	"daybook/backend/query"
)

var errNoLocalZone = errors.New(`this computer does not say by name which time zone it is in; write the zone's name, as in Europe/Paris`)

// localZone returns the zone of this computer under its name in the IANA
// database. "Local" would be written into events and exports, and mean another
// zone wherever they are read. A name is refused if the clocks of its zone
// differ from those of this computer.
func localZone() (*time.Location, error) {
	name, err := systemZone()
	if err != nil {
		return nil, err
	}
	zone, err := query.Zone(name)
	if err != nil {
		return nil, errNoLocalZone
	}
	if !sameClock(zone, time.Local, time.Now()) {
		return nil, errNoLocalZone
	}
	switch name {
	case "Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "Universal", "Zulu":
		return time.UTC, nil
	}
	return zone, nil
}

// sameClock reports whether clocks in both zones agree, for each week of the ten
// years before and the year after.
func sameClock(a, b *time.Location, now time.Time) bool {
	for t := now.AddDate(-10, 0, 0); t.Before(now.AddDate(1, 0, 0)); t = t.AddDate(0, 0, 7) {
		_, one := t.In(a).Zone()
		_, other := t.In(b).Zone()
		if one != other {
			return false
		}
	}
	return true
}
