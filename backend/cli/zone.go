package cli

import (
	"errors"
	"strings"
	"time"
	_ "time/tzdata" // so that every system knows the same zones
)

// loadZone reads the name of a zone: "UTC", "local", or one of the IANA
// database, "Europe/Paris".
func loadZone(name string) (*time.Location, error) {
	switch {
	case strings.EqualFold(name, "UTC"):
		return time.UTC, nil
	case strings.EqualFold(name, "local"):
		return time.Local, nil
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, errors.New(`it is no time zone; write UTC, local, or a name such as Europe/Paris`)
	}
	return zone, nil
}

// zoneName is what a heading calls a zone.
func zoneName(zone *time.Location) string {
	if zone == time.Local {
		return "local"
	}
	return zone.String()
}
