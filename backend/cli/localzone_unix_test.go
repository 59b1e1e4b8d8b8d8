//go:build !windows

package cli

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// system sets the places where this system keeps its zone: TZ unless it is "-",
// and the contents of /etc/localtime and /etc/timezone. Its clocks are those of
// the zone clocks.
func system(t *testing.T, tz, link, note, clocks string) {
	dir := t.TempDir()
	before, beforeNote, local := zoneLink, zoneNote, time.Local
	t.Cleanup(func() { zoneLink, zoneNote, time.Local = before, beforeNote, local })
	zoneLink, zoneNote = filepath.Join(dir, "localtime"), filepath.Join(dir, "timezone")
	t.Setenv("TZ", tz) // which restores it, too
	if tz == "-" {
		require.NoError(t, os.Unsetenv("TZ"))
	}
	switch link {
	case "":
	case "copy":
		require.NoError(t, os.WriteFile(zoneLink, nil, 0o600))
	default:
		require.NoError(t, os.Symlink(link, zoneLink))
	}
	if note != "" {
		require.NoError(t, os.WriteFile(zoneNote, []byte(note+"\n"), 0o600))
	}
	zone, err := time.LoadLocation(clocks)
	require.NoError(t, err)
	time.Local = zone
}

// The name that is written means the same zone on every computer.
func TestTheLocalZoneHasItsNameInTheDatabase(t *testing.T) {
	for name, c := range map[string]struct{ tz, link, note, clocks, want string }{
		"TZ":                     {"Asia/Tokyo", "", "", "Asia/Tokyo", "Asia/Tokyo"},
		"TZ with a colon":        {":Asia/Tokyo", "", "", "Asia/Tokyo", "Asia/Tokyo"},
		"TZ as a path":           {"/usr/share/zoneinfo/Asia/Tokyo", "", "", "Asia/Tokyo", "Asia/Tokyo"},
		"TZ empty":               {"", "/usr/share/zoneinfo/Asia/Tokyo", "", "UTC", "UTC"},
		"TZ by POSIX's rule":     {"JST-9", "", "", "UTC", ""}, // Go takes it for UTC
		"link":                   {"-", "/usr/share/zoneinfo/Europe/Paris", "", "Europe/Paris", "Europe/Paris"},
		"link of macOS":          {"-", "/var/db/timezone/zoneinfo/Europe/Paris", "", "Europe/Paris", "Europe/Paris"},
		"relative link":          {"-", "../usr/share/zoneinfo/Europe/Paris", "", "Europe/Paris", "Europe/Paris"},
		"link to UTC":            {"-", "/usr/share/zoneinfo/Etc/UTC", "", "UTC", "UTC"},
		"none":                   {"-", "", "", "UTC", "UTC"},
		"copy":                   {"-", "copy", "Europe/Paris", "Europe/Paris", "Europe/Paris"},
		"copy without a note":    {"-", "copy", "", "Europe/Paris", ""},
		"copy with another note": {"-", "copy", "Europe/Berlin", "America/New_York", ""},
		"leap seconds":           {"-", "/usr/share/zoneinfo/right/Europe/Paris", "", "Europe/Paris", ""},
		"link to elsewhere":      {"-", "/opt/zone", "", "Europe/Paris", ""},
	} {
		t.Run(name, func(t *testing.T) {
			system(t, c.tz, c.link, c.note, c.clocks)
			zone, err := loadZone("Local")
			if c.want == "" {
				require.ErrorContains(t, err, "write the zone's name, as in Europe/Paris")
				return
			}
			require.NoError(t, err)
			require.Equal(t, c.want, zone.String())
		})
	}
}
