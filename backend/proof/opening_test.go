package proof_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/event"
	"daybook/backend/proof"
)

var openParts = map[string]event.Part{"member": event.Member, "description": event.Description, "details": event.Details}

func TestAnOpeningGivesTheCommitmentThatALineHasAndNothingMore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := event.Event{ID: "evt_1", Actor: rapid.String().Draw(t, "actor"), Category: "auth", Action: "signin",
			Description: rapid.String().Draw(t, "description"), Time: 1_785_000_000_000_000_000, Details: []byte(`{"ip":"203.0.113.9"}`)}
		salt := event.NewSalt()
		name := rapid.SampledFrom([]string{"member", "description", "details"}).Draw(t, "part")
		p := openParts[name]
		o, err := proof.NewOpening("archive", 7, &e, salt, p)
		require.NoError(t, err)
		text, err := o.Encode()
		require.NoError(t, err)
		again, err := proof.ParseOpening(text)
		require.NoError(t, err)
		require.Equal(t, o, again)
		line := proof.NewLine(7, e, salt, proof.AllParts, "Member 1")
		require.Equal(t, line.Commitments[p-1].String(), o.Commitment)
		require.Equal(t, line.Leaf().String(), o.Leaf)
		require.NotContains(t, string(text), salt.String(), "the salt of the event would open all parts")
	})
}

// TestAnOpeningThatWasChangedIsRefused changes each byte of one.
func TestAnOpeningThatWasChangedIsRefused(t *testing.T) {
	e := event.Event{ID: "evt_1", Actor: "ana@example.com", Category: "auth", Action: "signin", Description: "Signed in", Time: 1_785_000_000_000_000_000}
	o, err := proof.NewOpening("0f3a8b1e-6c1d", 7, &e, event.NewSalt(), event.Member)
	require.NoError(t, err)
	text, err := o.Encode()
	require.NoError(t, err)
	free := []string{o.Archive, "7,", o.Leaf} // which are compared with the bundle
	for i := range text {
		changed := bytes.Clone(text)
		changed[i] ^= 1
		kept := false
		for _, one := range free {
			at := bytes.Index(text, []byte(one))
			kept = kept || i >= at && i < at+len(one)
		}
		if _, err := proof.ParseOpening(changed); !kept && i < len(text)-1 {
			require.ErrorIs(t, err, proof.ErrNotOpening, string(changed))
		}
	}
	for _, wrong := range []string{"", "{}", "null", "hello", string(text) + "{}", string(bytes.Repeat([]byte("a"), 8<<20))} {
		_, err := proof.ParseOpening([]byte(wrong))
		require.ErrorIs(t, err, proof.ErrNotOpening)
	}
	_, err = proof.ParseOpening(bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n")))
	require.NoError(t, err, "mail changes the ends of lines")
	_, err = proof.NewOpening("archive", 7, &e, event.NewSalt(), event.Details)
	require.ErrorIs(t, err, proof.ErrNoDetails)
}
