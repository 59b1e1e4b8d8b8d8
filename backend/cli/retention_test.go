package cli_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/cli"
)

func TestALifeUnderAPlan(t *testing.T) {
	tr := newTranscript(t, "retention")
	tr.types("new", "r.daybook", "--plan", "scale")
	tr.write("activity.json", events)
	tr.types("import", "r.daybook", "activity.json")
	tr.types("purge", "r.daybook")
	tr.types("plan", "r.daybook")
	tr.types("plan", "r.daybook", "pro")
	tr.types("plan", "r.daybook", "Pro", "--dry-run")
	tr.types("plan", "r.daybook", "pro", "--yes")
	tr.types("purge", "r.daybook")
	tr.types("purge", "r.daybook", "--dry-run", "--now", "2026-09-01T12:00", "--json")
	tr.types("purge", "r.daybook", "--now", "2027-01-01")
	tr.types("hold", "r.daybook", "domain", "--category", "domain", "--reason", "Matter 17", "--name", "Domains")
	tr.types("hold", "r.daybook", "--reason", "Until the audit\nis done", "--after", "2026-08-03", "--zone", "Asia/Tokyo", "--json")
	tr.types("hold", "r.daybook", "--list")
	tr.types("purge", "r.daybook", "--dry-run", "--json")
	tr.types("hold", "r.daybook", "--release", "h2", "--reason", "done")
	tr.types("hold", "r.daybook", "--release", "H2")
	tr.types("purge", "r.daybook", "--yes")
	tr.types("search", "r.daybook")
	tr.types("purge", "r.daybook")
	tr.types("import", "r.daybook", "activity.json")
	tr.types("import", "r.daybook", "activity.json", "--json")
	tr.types("purge", "r.daybook", "--json")
	tr.now = tr.now.Add(time.Hour)
	tr.types("hold", "r.daybook", "--release", "H1")
	tr.types("purge", "r.daybook", "--yes", "--json")
	tr.types("plan", "r.daybook", "keep", "--yes", "--json")
	tr.types("purge", "r.daybook", "--dry-run")
	tr.types("verify", "r.daybook")
	tr.matches()
}

// TestAScheduledPurgeGoesOnByItselfOnceItWasAgreedTo purges day after day.
func TestAScheduledPurgeGoesOnByItselfOnceItWasAgreedTo(t *testing.T) {
	s := newShell(t)
	s.does("new", "a.daybook", "--plan", "pro")
	day := 24 * time.Hour
	at := func(days int) string { return someDay.Add(time.Duration(days-30) * day).Format(time.RFC3339) }
	var list []map[string]string
	for n := range 20 {
		list = append(list, map[string]string{"event_id": "evt_" + string(rune('a'+n)), "actor": "system", "category": "webhook", "action": "delivered", "description": "", "timestamp": at(n)})
	}
	data, err := json.Marshal(list)
	require.NoError(t, err)
	s.does("import", "a.daybook", s.write("x.json", string(data)))
	type line struct{ Due, Purged int }
	purged := func(r result) int {
		t.Helper()
		require.Equal(t, cli.Done, r.code, r.err)
		var l line
		require.NoError(t, json.Unmarshal([]byte(r.out), &l))
		return l.Purged
	}
	require.Contains(t, s.fails("purge", "a.daybook"), "add --yes")
	require.Equal(t, 1, purged(s.run("purge", "a.daybook", "--yes", "--json")))
	for range 3 {
		s.now = s.now.Add(day)
		require.Equal(t, 1, purged(s.run("purge", "a.daybook", "--json")))
	}
	s.now = s.now.Add(7*day + time.Second)
	require.Contains(t, s.fails("purge", "a.daybook"), "add --yes")
	s.now = s.now.Add(-8 * day)
	require.Contains(t, s.fails("purge", "a.daybook"), "the clock is before the latest time")
	s.now = s.now.Add(8 * day)
	require.Equal(t, 7, purged(s.run("purge", "a.daybook", "--yes", "--json")))
	s.now = s.now.Add(6 * day)
	require.Contains(t, s.fails("purge", "a.daybook"), "add --yes", "more than half of the archive")
}
