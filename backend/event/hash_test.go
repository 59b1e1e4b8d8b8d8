package event_test

import (
	"crypto/sha256"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/event"
)

func TestHashesAreThePublishedOnes(t *testing.T) {
	for _, v := range vectors(t) {
		t.Run(v.Name, func(t *testing.T) {
			e := v.event(t)
			require.Equal(t, v.Identity, e.Identity().String())
			require.Equal(t, v.LeafHash, event.LeafHash(e.AppendLeaf(nil)).String())
		})
	}
}

func TestALeafHashIsThatOfTheRFC(t *testing.T) {
	// The hash of an empty leaf, as certificate transparency logs know it.
	require.Equal(t, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", event.LeafHash(nil).String())
	rapid.Check(t, func(t *rapid.T) {
		leaf := rapid.SliceOf(rapid.Byte()).Draw(t, "leaf")
		require.Equal(t, event.Hash(sha256.Sum256(append([]byte{0}, leaf...))), event.LeafHash(leaf))
	})
}

func TestDetailsAreNoPartOfTheIdentity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := anEvent().Draw(t, "event")
		other := e
		other.Details = append([]byte("more"), e.Details...)
		require.Equal(t, e.Identity(), other.Identity())
		require.NotEqual(t, event.LeafHash(e.AppendLeaf(nil)), event.LeafHash(other.AppendLeaf(nil)))
		other.Description += " "
		require.NotEqual(t, e.Identity(), other.Identity())
	})
}

func TestAHashIsWrittenInLowerCase(t *testing.T) {
	require.Equal(t, "ab"+strings.Repeat("00", 31), event.Hash{0xab}.String())
}
