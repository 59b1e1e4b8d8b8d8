package prooftest

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"daybook/backend/event"
	"daybook/backend/export"
	"daybook/backend/integrity"
	"daybook/backend/query"
	"daybook/backend/sample"
)

const archiveID = "0f3a8b1e-6c1d-4f0a-9b8e-2d5c7a914e60"

// A key is a key that an archive could have; the same seed gives the same key.
type key struct {
	private, public string
}

func newKey(t require.TestingT, seed byte) key {
	const name = "daybook/" + archiveID
	private := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, ed25519.SeedSize))
	public, err := note.NewEd25519VerifierKey(name, private.Public().(ed25519.PublicKey))
	require.NoError(t, err)
	verifier, err := note.NewVerifier(public)
	require.NoError(t, err)
	return key{fmt.Sprintf("PRIVATE+KEY+%s+%08x+%s", name, verifier.KeyHash(), base64.StdEncoding.EncodeToString(append([]byte{1}, private.Seed()...))), public}
}

func (k key) sign(text string) (string, error) {
	signer, err := note.NewSigner(k.private)
	if err != nil {
		return "", err
	}
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	return string(signed), err
}

// storedHashes are the hashes of a tree as tlog keeps them.
type storedHashes []tlog.Hash

func (s storedHashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, at := range indexes {
		out[i] = s[at]
	}
	return out, nil
}

// A source is the part of an archive that a bundle needs.
type source struct {
	events []event.Event
	hashes storedHashes
	root   event.Hash
	key    key
}

func newSource(t require.TestingT, events []event.Event) *source {
	s := &source{events: events, key: newKey(t, 7)}
	for i := range events {
		more, err := tlog.StoredHashes(int64(i), events[i].AppendLeaf(nil), s.hashes)
		require.NoError(t, err)
		s.hashes = append(s.hashes, more...)
	}
	root, err := tlog.TreeHash(int64(len(events)), s.hashes)
	require.NoError(t, err)
	s.root = event.Hash(root)
	return s
}

func samples(n int) []event.Event {
	var events []event.Event
	for e := range sample.Events(3, n) {
		if len(events)%3 == 0 {
			e.Details = fmt.Appendf(nil, `{"original_time":"%s","n":%d,"text":"é \" \\"}`, e.Time, len(events))
		}
		events = append(events, e)
	}
	return events
}

var madeAt = time.Date(2026, 8, 3, 9, 15, 42, 0, time.UTC)

// bundle is a bundle of the events with these numbers.
func (s *source) bundle(t require.TestingT, numbers []int64, order query.Order) export.Bundle {
	leaves := make([]export.Leaf, len(numbers))
	for i, at := range numbers {
		leaves[i] = export.Leaf{Number: at, Event: s.events[at]}
	}
	slices.SortFunc(leaves, func(a, b export.Leaf) int {
		return query.Compare(order, &a.Event, &b.Event, uint64(a.Number), uint64(b.Number))
	})
	checkpoint, err := s.key.sign(fmt.Sprintf("daybook/%s\n%d\n%s\n", archiveID, len(s.events), tlog.Hash(s.root)))
	require.NoError(t, err)
	half := len(s.events) / 2
	return export.Bundle{
		Manifest: export.Manifest{
			Case: "C-17 <b>", Purpose: "Quarterly access review", Recipient: "Example & Partners LLP",
			Made: export.Made{UTC: madeAt, Local: "2026-08-03T11:15:42+02:00", Zone: "Europe/Berlin", User: "ana", Program: "Daybook v1.0.0"},
			Archive: export.Source{ID: archiveID, Name: "Northwind 2026", Plan: "Enterprise: 1 year", TreeSize: int64(len(s.events)), Root: s.root.String(),
				Key: s.key.public, First: "2026-01-01T00:00:00Z", Last: "2026-08-02T17:39:42.5Z"},
			Asked: export.Asked{Selection: "all", Words: `every event`, Query: query.All().String(), Zone: "Europe/Berlin",
				Order: export.Order{By: order.By.String(), Descending: order.Desc}},
			Counts: export.Counts{Archive: len(s.events), Matching: len(numbers), Selected: len(numbers)},
			Imports: []export.Import{
				{Number: 1, File: "january.json", Bytes: 12345, SHA256: "aa", Source: "daybook", Read: half + 1, Added: half, Rejected: 1, FirstNumber: 0,
					Finished: madeAt.Add(-time.Hour), User: "ana", Program: "Daybook v1.0.0", Rejections: []export.Rejected{{Import: 1, At: "index 3", Reason: "actor is missing or empty"}}},
				{Number: 2, File: "rest.json", Bytes: 54321, SHA256: "bb", Source: "daybook", Read: len(s.events) - half, Added: len(s.events) - half, FirstNumber: int64(half),
					Finished: madeAt.Add(-time.Minute), User: "ana", Program: "Daybook v1.0.0"},
			},
			Range: export.Range{From: "2026-01-01", Until: "2026-08-02", Zone: "Europe/Berlin"},
			Quiet: []export.Quiet{{From: "2026-02-07", Until: "2026-02-08", Days: 2}, {From: "2026-05-01", Until: "2026-05-01", Days: 1}}, QuietDays: 3,
			Purges: []export.Purge{{Line: 9, At: "2026-07-01T00:00:00Z", User: "ana", Rule: "Enterprise plan, 1 year", Events: 12, First: "2025-06-01T00:00:00Z", Last: "2025-06-30T00:00:00Z", Held: 3, Holds: []string{"H1", "H2"}}},
			Holds: []export.Hold{
				{ID: "H2", Name: "H2 Case C-17", Reason: "litigation", Words: "events with the member ana", Placed: "2026-06-01T00:00:00Z", User: "ana"},
				{ID: "H1", Name: "H1", Reason: "audit", Words: "the whole archive", Placed: "2026-05-01T00:00:00Z", User: "ana",
					Released: "2026-07-02T00:00:00Z", ReleasedBy: "ben", ReleaseReason: "the audit is over"},
			},
			Journal: export.Journal{Lines: 12, Head: "cc"},
		},
		Events: func(yield func(export.Leaf, error) bool) {
			for _, l := range leaves {
				if !yield(l, nil) {
					return
				}
			}
		},
		Hashes: s.hashes, Earlier: s.earlier(t), Checkpoint: checkpoint, Key: s.key.public, Sign: s.key.sign,
	}
}

// at returns the checkpoint of the tree when it had size leaves.
func (s *source) at(t require.TestingT, size int64) integrity.Checkpoint {
	root, err := tlog.TreeHash(size, s.hashes)
	require.NoError(t, err)
	return integrity.Checkpoint{Origin: "daybook/" + archiveID, Size: size, Root: event.Hash(root)}
}

// earlier is that after the first import, and once more.
func (s *source) earlier(t require.TestingT) (all []integrity.Checkpoint) {
	for _, size := range []int64{int64(len(s.events) / 2), int64(len(s.events) / 2 * 3 / 2)} {
		if n := len(all); size > 0 && size < int64(len(s.events)) && (n == 0 || size > all[n-1].Size) {
			all = append(all, s.at(t, size))
		}
	}
	return all
}

// pick returns some of n numbers, at least one.
func pick(r *rand.Rand, n int) []int64 {
	var numbers []int64
	share := r.Float64()
	for at := range int64(n) {
		if r.Float64() < share {
			numbers = append(numbers, at)
		}
	}
	if numbers == nil {
		return []int64{r.Int64N(int64(n))}
	}
	return numbers
}

func written(t require.TestingT, b export.Bundle) []byte {
	var zip bytes.Buffer
	_, err := export.WriteBundle(context.Background(), &zip, b)
	require.NoError(t, err)
	return zip.Bytes()
}

func verify(t require.TestingT, zip []byte, expected export.Expected) *export.Verdict {
	v, err := export.VerifyBundle(context.Background(), bytes.NewReader(zip), int64(len(zip)), expected, nil)
	require.NoError(t, err)
	return v
}

// rounds returns how often a test repeats: the full number in long tests.
func rounds(full, short int) int {
	if os.Getenv("DAYBOOK_LONG") != "" {
		return full
	}
	return short
}
