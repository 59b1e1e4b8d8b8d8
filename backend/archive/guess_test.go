package archive_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/columns"
	"daybook/backend/event"
)

// A guesser has the folder of an archive, opens everything in it that is packed, and
// tries to confirm that an event was there whose content it knows.
type guesser struct {
	all    map[string][]byte
	hashes map[event.Hash]bool // everything in the folder that can be the hash of a leaf
	salts  map[event.Salt]bool // everything in the folder that can be a salt
}

func newGuesser(t testing.TB, dir string) *guesser {
	t.Helper()
	g := &guesser{all: extracted(t, dir), hashes: make(map[event.Hash]bool), salts: make(map[event.Salt]bool)}
	for _, data := range g.all {
		for at := 0; at+len(event.Salt{}) <= len(data); at++ {
			g.salts[event.Salt(data[at:])] = true
		}
	}
	for _, name := range []string{"tree/0", "purged"} {
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if os.IsNotExist(err) {
			continue
		}
		require.NoError(t, err)
		for at := 0; at+len(event.Hash{}) <= len(data); at++ {
			g.hashes[event.Hash(data[at:])] = true
		}
	}
	return g
}

// has returns the places that have these bytes, or their hexadecimal form.
func (g *guesser) has(b []byte) (places []string) {
	for _, place := range slices.Sorted(maps.Keys(g.all)) {
		data := g.all[place]
		if bytes.Contains(data, b) || bytes.Contains(bytes.ToLower(data), []byte(hex.EncodeToString(b))) {
			places = append(places, place)
		}
	}
	return places
}

// unsalted are the hashes that can be computed from the content of an event alone.
func unsalted(e *event.Event) map[string]event.Hash {
	sum := func(b []byte) event.Hash { return sha256.Sum256(b) }
	canonical := e.AppendCanonical(nil)
	record := append(binary.AppendUvarint(canonical, uint64(len(e.Details))), e.Details...)
	zero := e.AppendStored(nil, event.Salt{})
	all := map[string]event.Hash{
		"identity": e.Identity(), "leaf of format 1": sum(append([]byte{0}, record...)), "all of it": sum(record),
		"details": event.DetailsHash(e.Details), "stored": sum(zero), "stored without a salt": sum(zero[len(event.Salt{}):]),
		"leaf without a salt": e.Leaf(event.Salt{}),
	}
	for p := event.What; p <= event.Details; p++ {
		part := e.AppendPart(nil, p)
		all["part "+string('0'+rune(p))] = sum(part)
		all["commitment "+string('0'+rune(p))] = event.Commit(p, event.Salt{}, part)
	}
	for name, text := range map[string]string{"event_id": e.ID, "actor": e.Actor, "description": e.Description, "time": e.Time.String()} {
		all[name] = sum([]byte(text))
	}
	return all
}

// confirm returns what in the folder confirms that an event was there.
func (g *guesser) confirm(e *event.Event) (by []string) {
	for name, h := range unsalted(e) {
		for _, place := range g.has(h[:]) {
			by = append(by, name+" in "+place)
		}
	}
	for salt := range g.salts {
		if g.hashes[e.Leaf(salt)] {
			by = append(by, "its leaf, with the salt "+salt.String())
		}
	}
	return by
}

// idHashes returns how many of the events have the hash of their event_id in the folder.
// It has four bytes, so that some occur by chance.
func (g *guesser) idHashes(events []event.Event) (n int) {
	for i := range events {
		hash := columns.HashID(events[i].ID)
		for _, data := range g.all {
			if bytes.Contains(data, binary.BigEndian.AppendUint32(nil, hash)) || bytes.Contains(data, binary.LittleEndian.AppendUint32(nil, hash)) {
				n++
				break
			}
		}
	}
	return n
}

// TestNobodyCanConfirmAPurgedEventByGuessingIt guesses the exact content of events, first
// while they are in the archive, to see that the guesser can confirm them.
func TestNobodyCanConfirmAPurgedEventByGuessingIt(t *testing.T) {
	unwatched(t)
	c := &clock{today}
	var old, young []event.Event
	for n := range 40 {
		old, young = append(old, aged("old", 40, n)), append(young, aged("young", 2, n))
	}
	dir, a := kept(t, c, old[:20], append(slices.Clone(old[20:]), young...))
	guessed := []event.Event{old[0], old[19], old[20], old[39]}
	before := newGuesser(t, dir)
	for i := range guessed {
		require.NotEmpty(t, before.confirm(&guessed[i]))
	}
	require.Len(t, old, before.idHashes(old))

	require.Equal(t, len(old), purged(t, a, c.now).Count)
	after := newGuesser(t, dir)
	for i := range guessed {
		require.Empty(t, after.confirm(&guessed[i]))
	}
	require.Less(t, after.idHashes(old), len(old)/10)
	require.NotEmpty(t, after.confirm(&young[0]), "what stays is confirmed as before")
	closeVerified(t, a)
	again := newGuesser(t, dir)
	for i := range guessed {
		require.Empty(t, again.confirm(&guessed[i]))
	}
}
