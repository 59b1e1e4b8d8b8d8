package desk_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/desk"
	"daybook/backend/integrity"
	"daybook/backend/proof"
)

// cosigned opens an archive whose checkpoint a witness cosigned, and which took that back.
func cosigned(t *testing.T) (a *archive.Archive, by *integrity.Witness) {
	a = opened(t, "keep", daily(5))
	saved, err := a.CheckpointToSave()
	require.NoError(t, err)
	keys, err := a.Ledger().Identity().Verifiers()
	require.NoError(t, err)
	by, err = integrity.NewWitness("witness/ann")
	require.NoError(t, err)
	text, err := by.Cosign(saved, keys, today)
	require.NoError(t, err)
	_, err = archive.TakeCosigned(t.Context(), a, text, []string{by.Verifier()})
	require.NoError(t, err)
	return a, by
}

// A bundle carries what a witness cosigned, though events came and the key changed since.
func TestABundleCarriesTheCosignedCheckpoint(t *testing.T) {
	a, by := cosigned(t)
	verified := func() *proof.Verdict {
		path, _ := bundle(t, a, request(""))
		v, err := desk.VerifyBundle(t.Context(), path, nil, proof.Given{Witnesses: []string{by.Verifier()}}, nil)
		require.NoError(t, err)
		require.True(t, v.Whole(), v.Problems)
		return v
	}
	v := verified()
	require.Len(t, v.Cosigned, 1)
	require.Equal(t, "witness/ann", v.Cosigned[0].Name)
	require.EqualValues(t, 5, v.Cosigned[0].Size)
	require.Contains(t, strings.Join(v.Proven(), "\n"), "2026-08-03 12:00:00 UTC: the checkpoint existed then, and continued all")

	later := func() {
		v := verified()
		require.EqualValues(t, 6, v.Size)
		require.Len(t, v.Cosigned, 1)
		require.EqualValues(t, 5, v.Cosigned[0].Size)
		require.Contains(t, strings.Join(v.Proven(), "\n"), "2026-08-03 12:00:00 UTC: the first 5 events of the archive existed then as they are in its tree now, and continued all")
	}
	mustTake(t, a, write(t, t.TempDir(), "more.json", []byte(line("z"))))
	later()
	_, err := a.NewKey(t.Context(), "a new laptop")
	require.NoError(t, err)
	later()
}

// A cosigned checkpoint that cannot be read is damage to the journal, and keeps no bundle
// from being made.
func TestABundleIsMadeThoughACosignedCheckpointIsDamaged(t *testing.T) {
	a, _ := cosigned(t)
	dir := a.Path()
	require.NoError(t, a.Close())
	path := filepath.Join(dir, "journal.jsonl")
	journal, err := os.ReadFile(path)
	require.NoError(t, err)
	at := strings.LastIndex(string(journal), "witness/ann ") + len("witness/ann ") + 30 // in the cosignature
	journal[at] ^= 1
	require.NoError(t, os.WriteFile(path, journal, 0o600))
	a, err = archive.Open(t.Context(), dir, archive.Options{Now: func() time.Time { return today }})
	require.NoError(t, err)
	defer a.Close()
	_, err = a.Ledger().Cosigned()
	require.Error(t, err)
	if a.Ledger().Doubt() != nil {
		_, err = a.Trust(t.Context(), "The disk is failing.", false)
		require.NoError(t, err)
	}
	_, m := bundle(t, a, request(""))
	require.NotEmpty(t, m.Journal.Damage)
}
