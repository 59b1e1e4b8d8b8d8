package event_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/event"
)

func TestIdentitiesAreThePublishedOnes(t *testing.T) {
	for _, v := range vectors(t) {
		e := v.event(t)
		require.Equal(t, v.Identity, e.Identity().String(), v.Name)
	}
}

func TestDetailsAreNoPartOfTheIdentity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := anEvent().Draw(t, "event")
		other := e
		other.Details = append([]byte("more"), e.Details...)
		require.Equal(t, e.Identity(), other.Identity())
		other.Description += " "
		require.NotEqual(t, e.Identity(), other.Identity())
	})
}

func TestAHashIsWrittenInLowerCase(t *testing.T) {
	require.Equal(t, "ab"+strings.Repeat("00", 31), event.Hash{0xab}.String())
}
