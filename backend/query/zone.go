package query

import (
	"errors"
	"strings"
	"time"
)

// ErrZone reports a name that is not a time zone, or that means a time zone on this
// computer only.
var ErrZone = errors.New("no time zone of the IANA database")

// Zone loads a time zone by its name in the IANA database, such as
// Europe/Paris, or UTC. Names that other computers do not know, or understand
// otherwise, are refused: they are written into holds, exports and events, which
// are read elsewhere and later. The error is ErrZone.
func Zone(name string) (*time.Location, error) {
	first, _, _ := strings.Cut(name, "/")
	switch strings.ToLower(first) {
	case "", "local", "localtime", "posixrules", "factory", "posix", "right":
		return nil, ErrZone
	}
	zone, err := time.LoadLocation(name)
	if err != nil || !Portable(zone) {
		return nil, ErrZone
	}
	return zone, nil
}

// Portable reports whether the name of a zone means the same on every computer.
// That of time.Local is mostly "Local", or the path of a file.
func Portable(zone *time.Location) bool {
	name := zone.String()
	return name != "" && name != "Local" && name != "localtime" && name[0] != '/'
}
