package event_test

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/event"
)

func TestLeavesAreThePublishedOnes(t *testing.T) {
	for _, v := range vectors(t) {
		t.Run(v.Name, func(t *testing.T) {
			e, salt := v.event(t), v.salt(t)
			c := e.Commitments(salt)
			for i := range c {
				p := event.Part(i + 1)
				require.Equal(t, v.PartSalts[i], salt.Of(p).String())
				require.Equal(t, v.Commitments[i], c[i].String())
				if v.Parts[i] == nil {
					require.Empty(t, e.AppendPart(nil, p))
					continue
				}
				require.Equal(t, *v.Parts[i], hex.EncodeToString(e.AppendPart(nil, p)))
				require.Equal(t, v.Commitments[i], event.Commit(p, salt.Of(p), e.AppendPart(nil, p)).String())
			}
			require.Equal(t, v.LeafHash, c.Leaf().String())
			require.Equal(t, v.LeafHash, e.Leaf(salt).String())
		})
	}
}

func TestACommitmentIsThatOfTheWrittenRule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := event.Part(rapid.IntRange(1, event.Parts).Draw(t, "part"))
		part := []byte(strings.Repeat("x", rapid.SampledFrom([]int{0, 1, 31, 255, 256, 257, 1000}).Draw(t, "length")))
		salt := event.NewSalt()
		whole := append(append([]byte("daybook part 2\n"), byte(p)), salt[:]...)
		require.Equal(t, event.Hash(sha256.Sum256(append(whole, part...))), event.Commit(p, salt, part))
	})
}

// A change of one part changes its commitment and the leaf, and no other commitment.
func TestEachPartHasACommitmentOfItsOwn(t *testing.T) {
	e := event.Event{ID: "1", Actor: "ann", Category: "auth", Action: "signin", Description: "in", Details: []byte("{}")}
	salt := event.NewSalt()
	before := e.Commitments(salt)
	for _, c := range []struct {
		part   event.Part
		change func(e *event.Event)
	}{
		{event.What, func(e *event.Event) { e.ID = "2" }},
		{event.What, func(e *event.Event) { e.Category = "a" }},
		{event.What, func(e *event.Event) { e.Action = "signup" }},
		{event.What, func(e *event.Event) { e.Time++ }},
		{event.Member, func(e *event.Event) { e.Actor = "bo" }},
		{event.Description, func(e *event.Event) { e.Description = "" }},
		{event.Details, func(e *event.Event) { e.Details = nil }},
		{event.Details, func(e *event.Event) { e.Details = []byte("[]") }},
	} {
		other := e
		c.change(&other)
		after := other.Commitments(salt)
		for i := range after {
			require.Equal(t, event.Part(i+1) == c.part, before[i] != after[i])
		}
		require.NotEqual(t, e.Leaf(salt), other.Leaf(salt))
	}
}

// Under another salt, nothing of an event has the same hash: a guess cannot be confirmed.
func TestASaltChangesEveryCommitment(t *testing.T) {
	e := event.Event{ID: "1", Actor: "ann", Category: "auth", Action: "signin", Details: []byte("{}")}
	a, b := event.NewSalt(), event.NewSalt()
	one, other := e.Commitments(a), e.Commitments(b)
	for i := range one {
		require.NotEqual(t, one[i], other[i])
		require.NotEqual(t, a.Of(event.Part(i+1)), b.Of(event.Part(i+1)))
	}
	require.NotEqual(t, e.Leaf(a), e.Leaf(b))
}

func BenchmarkLeaf(b *testing.B) {
	e := event.Event{ID: "evt_8f2k9qwm3tzd", Actor: "ana.moreau@northwind.com", Category: "api_key", Action: "created",
		Description: "API key \"key-name\" (bye_XXXXX...) was created", Time: 1785692382500000000}
	stored := e.AppendStored(nil, event.NewSalt())
	for b.Loop() {
		if _, err := event.StoredLeaf(stored); err != nil {
			b.Fatal(err)
		}
	}
}
