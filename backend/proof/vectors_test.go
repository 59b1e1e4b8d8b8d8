package proof_test

import (
	"crypto/sha256"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/proof"
	"daybook/backend/proof/prooftest"
)

// Every vector has the verdict that it must have, whatever its kind; other verifiers are
// tested with the same ones, see build/vectors.
func TestEveryVectorHasItsVerdict(t *testing.T) {
	counts, names := make(map[prooftest.Class]int), make(map[string]bool)
	good, forged := make(map[[32]byte]bool), make(map[[32]byte]bool)
	for _, one := range prooftest.Vectors() {
		require.False(t, names[one.Name], "two are called %s", one.Name)
		names[one.Name] = true
		data := one.Bundle()
		if one.Forged {
			forged[sha256.Sum256(data)] = true
		} else if one.Verdict == prooftest.Known {
			good[sha256.Sum256(data)] = true
		}
		v, err := one.Verify(data)
		if one.Verdict == prooftest.Locked {
			require.Error(t, err, one.Name)
			counts[one.Verdict]++
			continue
		}
		require.NoError(t, err, one.Name)
		if got := prooftest.ClassOf(v); got != one.Verdict {
			t.Errorf("%s: %s, and must be %s: %q %s", one.Name, got, one.Verdict, v.Problems, v.Undecided)
			continue
		}
		counts[one.Verdict]++
		if one.Verdict != prooftest.Problems {
			require.Equal(t, one.Events, v.Events, one.Name)
			require.Equal(t, one.Cosigned, len(v.Cosigned), one.Name)
			if !one.Forged {
				require.Equal(t, one.LeftOut, v.Manifest.LeftOut.Events, one.Name)
			}
		}
		if one.Says != "" && !strings.Contains("\n"+strings.Join(v.Problems, "\n"), "\n"+one.Says) {
			t.Errorf("%s: no problem begins with %q: %q", one.Name, one.Says, v.Problems)
		}
		if one.Forged {
			// Whatever a stranger writes, the first words never say that it is true.
			require.NotContains(t, v.Headline(), "Signed by")
			require.NotEqual(t, proof.SignerGiven, signerOf(v))
		}
	}
	require.GreaterOrEqual(t, len(good), 40)
	require.GreaterOrEqual(t, len(forged), 400)
	t.Logf("%d vectors: %d good bundles and %d forged ones; verdicts: %v", len(names), len(good), len(forged), counts)
}

// signerOf is who signed a bundle without problems.
func signerOf(v *proof.Verdict) proof.Signer {
	if !v.Whole() || v.Undecided != "" {
		return proof.SignerUnknown
	}
	return v.Signer
}
