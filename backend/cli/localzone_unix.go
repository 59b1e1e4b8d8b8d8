//go:build !windows

package cli

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// The places where a system keeps its zone; variables for tests.
var (
	zoneLink = "/etc/localtime" // most often a link into the database
	zoneNote = "/etc/timezone"  // its name, on some systems where zoneLink is a copy
)

// systemZone returns the name of the system's zone: from TZ, otherwise from the
// link /etc/localtime, otherwise from /etc/timezone. Without any of them it is
// UTC.
func systemZone() (string, error) {
	if tz, set := os.LookupEnv("TZ"); set {
		switch tz = strings.TrimPrefix(tz, ":"); {
		case tz == "":
			return "UTC", nil
		case !filepath.IsAbs(tz):
			return tz, nil
		case tz != zoneLink:
			return inDatabase(tz)
		}
	}
	for path, links := zoneLink, 0; links < 8; links++ {
		to, err := os.Readlink(path)
		if errors.Is(err, fs.ErrNotExist) && links == 0 {
			return "UTC", nil
		} else if err != nil {
			break
		}
		if name, err := inDatabase(to); err == nil {
			return name, nil
		}
		if !filepath.IsAbs(to) {
			to = filepath.Join(filepath.Dir(path), to)
		}
		path = to
	}
	said, err := os.ReadFile(zoneNote)
	if err != nil || len(said) > 200 {
		return "", errNoLocalZone
	}
	return strings.TrimSpace(string(said)), nil
}

// inDatabase returns the name of the zone in the file at path.
func inDatabase(path string) (string, error) {
	_, name, ok := strings.Cut(filepath.ToSlash(path), "/zoneinfo/")
	if !ok {
		return "", errNoLocalZone
	}
	return strings.TrimPrefix(name, "posix/"), nil
}
