// Package prooftest makes bundles for tests: good ones, and forged ones. What it makes is
// the same each time, so that other verifiers can be tested with the same bundles.
package prooftest

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"slices"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"daybook/backend/event"
	"daybook/backend/export"
	"daybook/backend/integrity"
	"daybook/backend/proof"
	"daybook/backend/query"
	"daybook/backend/sample"
)

// ArchiveID is the id of the archive of NewSource.
const ArchiveID = "0f3a8b1e-6c1d-4f0a-9b8e-2d5c7a914e60"

// must ends the program, or the test, for an error that nothing here can have.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// NewKey returns a key that an archive with that id could have; the same seed gives the same
// key.
func NewKey(archiveID string, seed byte) *integrity.Signer {
	name := integrity.Origin(archiveID)
	private := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, ed25519.SeedSize))
	public := must(note.NewEd25519VerifierKey(name, private.Public().(ed25519.PublicKey)))
	return must(integrity.ParseSigner(fmt.Sprintf("PRIVATE+KEY+%s+%s+%s", name, integrity.KeyID(public),
		base64.StdEncoding.EncodeToString(append([]byte{1}, private.Seed()...)))))
}

// NewWitness returns the key of a witness; the same seed gives the same key.
func NewWitness(name string, seed byte) *integrity.Witness {
	return must(integrity.ParseWitness("PRIVATE+WITNESS+KEY+" + name + "+" + base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{seed}, ed25519.SeedSize))))
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

// A Source is the part of an archive that a bundle needs.
type Source struct {
	ID     string
	Events []event.Event
	Salts  []event.Salt
	Hashes tlog.HashReader
	Root   event.Hash
	Key    *integrity.Signer
}

// NewSource returns an archive of these events.
func NewSource(events []event.Event) *Source { return NewSourceOf(ArchiveID, events) }

// NewSourceOf returns an archive with that id.
func NewSourceOf(id string, events []event.Event) *Source {
	s := &Source{ID: id, Events: events, Key: NewKey(id, 7)}
	var hashes storedHashes
	for i := range events {
		sum := sha256.Sum256(fmt.Appendf(nil, "salt %d", i))
		salt := event.Salt(sum[:len(event.Salt{})])
		s.Salts = append(s.Salts, salt)
		more := must(tlog.StoredHashesForRecordHash(int64(i), tlog.Hash(events[i].Leaf(salt)), hashes))
		hashes = append(hashes, more...)
	}
	s.Hashes = hashes
	s.Root = event.Hash(must(tlog.TreeHash(int64(len(events)), hashes)))
	return s
}

// Samples returns n made-up events, some with details.
func Samples(n int) []event.Event {
	var events []event.Event
	for e := range sample.Events(3, n) {
		if len(events)%3 == 0 {
			e.Details = fmt.Appendf(nil, `{"original_time":"%s","n":%d,"text":"é \" \\"}`, e.Time, len(events))
		}
		events = append(events, e)
	}
	return events
}

// All returns the numbers of n events.
func All(n int) []int64 {
	numbers := make([]int64, n)
	for i := range numbers {
		numbers[i] = int64(i)
	}
	return numbers
}

// MadeAt is when bundles are made.
var MadeAt = time.Date(2026, 8, 3, 9, 15, 42, 0, time.UTC)

// Bundle returns a bundle of the events with these numbers.
func (s *Source) Bundle(numbers []int64, order query.Order) export.Bundle {
	leaves := make([]export.Leaf, len(numbers))
	for i, at := range numbers {
		leaves[i] = export.Leaf{Number: at, Event: s.Events[at], Salt: s.Salts[at]}
	}
	slices.SortFunc(leaves, func(a, b export.Leaf) int {
		return query.Compare(order, &a.Event, &b.Event, uint64(a.Number), uint64(b.Number))
	})
	n := len(s.Events)
	half := n / 2
	return export.Bundle{
		Manifest: proof.Manifest{
			Case: "C-17 <b>", Purpose: "Quarterly access review", Recipient: "Example & Partners LLP",
			Made: proof.Made{UTC: MadeAt, Local: "2026-08-03T11:15:42+02:00", Zone: "Europe/Berlin", User: "ana", Program: "Daybook v1.0.0"},
			Archive: proof.Source{ID: s.ID, Name: "Northwind 2026", Plan: "Enterprise: 1 year", TreeSize: int64(n), Root: s.Root.String(),
				Key: s.Key.Verifier(), First: "2026-01-01T00:00:00Z", Last: "2026-08-02T17:39:42.5Z"},
			Asked: proof.Asked{Selection: "all", Words: `every event`, Query: query.All().String(), Zone: "Europe/Berlin",
				Order: proof.Order{By: order.By.String(), Descending: order.Desc}},
			Counts: proof.Counts{Archive: n, Matching: len(numbers), Selected: len(numbers)},
			Imports: []proof.Import{
				{Number: 1, File: "january.json", Bytes: 12345, SHA256: "aa", Source: "daybook", Read: half + 1, Added: half, Rejected: 1, FirstNumber: 0,
					Finished: MadeAt.Add(-time.Hour), User: "ana", Program: "Daybook v1.0.0", Rejections: []proof.Rejected{{Import: 1, At: "index 3", Reason: "actor is missing or empty"}}},
				{Number: 2, File: "rest.json", Bytes: 54321, SHA256: "bb", Source: "daybook", Read: n - half, Added: n - half, FirstNumber: int64(half),
					Finished: MadeAt.Add(-time.Minute), User: "ana", Program: "Daybook v1.0.0"},
			},
			Range: proof.Range{From: "2026-01-01", Until: "2026-08-02", Zone: "Europe/Berlin"},
			Quiet: []proof.Quiet{{From: "2026-02-07", Until: "2026-02-08", Days: 2}, {From: "2026-05-01", Until: "2026-05-01", Days: 1}}, QuietDays: 3,
			Purges: []proof.Purge{{Line: 9, At: "2026-07-01T00:00:00Z", User: "ana", Rule: "Enterprise plan, 1 year", Events: 12, First: "2025-06-01T00:00:00Z", Last: "2025-06-30T00:00:00Z", Held: 3, Holds: []string{"H1", "H2"}}},
			Holds: []proof.Hold{
				{ID: "H2", Name: "H2 Case C-17", Reason: "litigation", Words: "events with the member ana", Placed: "2026-06-01T00:00:00Z", User: "ana"},
				{ID: "H1", Name: "H1", Reason: "audit", Words: "the whole archive", Placed: "2026-05-01T00:00:00Z", User: "ana",
					Released: "2026-07-02T00:00:00Z", ReleasedBy: "ben", ReleaseReason: "the audit is over"},
			},
			Journal: proof.Journal{Lines: 12, Head: "cc"},
		},
		Events: func(yield func(export.Leaf, error) bool) {
			for _, l := range leaves {
				if !yield(l, nil) {
					return
				}
			}
		},
		Hashes: s.Hashes, Earlier: s.earlier(), Checkpoint: s.Kept(int64(n), s.Key), Key: s.Key.Verifier(), SignPayload: s.Key.SignPayload,
	}
}

// Kept returns a checkpoint of the archive when it had size events.
func (s *Source) Kept(size int64, by *integrity.Signer, more ...string) string {
	c := s.At(size)
	c.Extensions = more
	return must(c.Sign(by))
}

// At returns the checkpoint of the tree when it had size leaves.
func (s *Source) At(size int64) integrity.Checkpoint {
	return integrity.Checkpoint{Origin: integrity.Origin(s.ID), Size: size, Root: event.Hash(must(tlog.TreeHash(size, s.Hashes)))}
}

// earlier is that after the first import, and once more.
func (s *Source) earlier() (all []integrity.Checkpoint) {
	n := int64(len(s.Events))
	for _, size := range []int64{n / 2, n / 2 * 3 / 2} {
		if k := len(all); size > 0 && size < n && (k == 0 || size > all[k-1].Size) {
			all = append(all, s.At(size))
		}
	}
	return all
}

// Written returns the zip of a bundle.
func Written(b export.Bundle) []byte {
	var zip bytes.Buffer
	must(export.WriteBundle(context.Background(), &zip, b))
	return zip.Bytes()
}

var ctx = context.Background()
