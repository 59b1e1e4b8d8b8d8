package cli

import (
	"errors"
	"strings"
	"time"
	_ "time/tzdata" // gives every system the same zones

	"daybook/backend/query"
)

// loadZone reads the name of a zone: "UTC", "local", or a name of the IANA
// database, "Europe/Paris", in any case.
func loadZone(name string) (*time.Location, error) {
	switch {
	case strings.EqualFold(name, "UTC"):
		return time.UTC, nil
	case strings.EqualFold(name, "local"):
		return localZone()
	}
	// The spelling of the database comes first: some systems accept any case,
	// and would then give the zone the name that was typed.
	for _, spelt := range []string{spellZone(name), name, strings.ToUpper(name)} {
		if zone, err := query.Zone(spelt); err == nil {
			return zone, nil
		}
	}
	return nil, errors.New(`it is no time zone; write UTC, local, or a name such as Europe/Paris`)
}

// spellZone returns the name of a zone as the database spells it, whatever its
// case: each word of a name starts with a capital, except for the words in
// zoneWords.
func spellZone(name string) string {
	const marks = "/_-+"
	var b strings.Builder
	for rest := strings.ToLower(name); rest != ""; {
		n := strings.IndexAny(rest, marks)
		if n < 0 {
			n = len(rest)
		}
		word := rest[:n]
		switch spelt, ok := zoneWords[word]; {
		case ok:
			b.WriteString(spelt)
		case word != "":
			b.WriteString(strings.ToUpper(word[:1]) + word[1:])
		}
		if n < len(rest) {
			b.WriteByte(rest[n])
			n++
		}
		rest = rest[n:]
	}
	return b.String()
}

// zoneWords are the words in names of zones that have their capitals elsewhere.
var zoneWords = map[string]string{
	"of": "of", "es": "es", "au": "au", "act": "ACT", "lhi": "LHI", "nsw": "NSW", "in": "IN", "us": "US", "gb": "GB", "nz": "NZ",
	"chat": "CHAT", "utc": "UTC", "uct": "UCT", "gmt": "GMT", "gmt0": "GMT0", "cet": "CET", "eet": "EET", "met": "MET", "wet": "WET",
	"est": "EST", "mst": "MST", "hst": "HST", "est5edt": "EST5EDT", "cst6cdt": "CST6CDT", "mst7mdt": "MST7MDT", "pst8pdt": "PST8PDT",
	"prc": "PRC", "roc": "ROC", "rok": "ROK", "w": "W", "mcmurdo": "McMurdo", "dumontdurville": "DumontDUrville",
	"denoronha": "DeNoronha", "comodrivadavia": "ComodRivadavia", "su": "SU", "easterisland": "EasterIsland", "bajanorte": "BajaNorte", "bajasur": "BajaSur",
}
