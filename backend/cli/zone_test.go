package cli

import (
	"archive/zip"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestZonesAreKnownInAnyCase(t *testing.T) {
	for typed, want := range map[string]string{
		"europe/paris": "Europe/Paris", "AMERICA/NEW_YORK": "America/New_York", "Europe/Paris": "Europe/Paris", "america/port-au-prince": "America/Port-au-Prince",
		"etc/gmt+5": "Etc/GMT+5", "antarctica/mcmurdo": "Antarctica/McMurdo", "utc": "UTC", "Utc": "UTC", "africa/dar_es_salaam": "Africa/Dar_es_Salaam", "est5edt": "EST5EDT",
	} {
		zone, err := loadZone(typed)
		require.NoError(t, err, typed)
		require.Equal(t, want, zone.String(), typed)
	}
	for _, typed := range []string{"localtime", "posix/Europe/Paris", "right/Europe/Paris", "/etc/localtime", "paris", "europe/", "/", "europe/../paris", "mars/olympus_mons"} {
		_, err := loadZone(typed)
		require.Error(t, err, typed)
	}
}

// Every zone of the database in Go is spelt correctly.
func TestEveryZoneIsSpeltAsTheDatabaseSpellsIt(t *testing.T) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	require.NoError(t, err)
	database, err := zip.OpenReader(filepath.Join(strings.TrimSpace(string(root)), "lib", "time", "zoneinfo.zip"))
	require.NoError(t, err)
	defer database.Close()
	zones := 0
	for _, f := range database.File {
		if strings.HasSuffix(f.Name, "/") || f.Name == "Factory" {
			continue
		}
		zones++
		require.Equal(t, f.Name, spellZone(strings.ToLower(f.Name)))
	}
	require.Greater(t, zones, 400)
}
