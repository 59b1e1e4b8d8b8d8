package proof_test

import (
	"daybook/backend/proof"
	"daybook/backend/proof/prooftest"
	"maps"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/fuzztest"
	"daybook/backend/query"
)

func FuzzVerifyBundle(f *testing.F) {
	fuzztest.Briefly(f)
	s := prooftest.NewSource(prooftest.Samples(12))
	good := prooftest.Written(s.Bundle([]int64{1, 2, 7}, query.DefaultOrder()))
	f.Add(good)
	f.Add(good[:len(good)-30])
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	want, err := lenient(good)
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, data []byte) {
		v := verify(t, data, proof.Expected{})
		if v.Whole() { // then it must be the bundle that was signed
			got, err := lenient(data)
			require.NoError(t, err)
			require.Equal(t, want, got)
		}
	})
}

// FuzzVerifyFiles changes the files and packs them again, to get past the zip.
func FuzzVerifyFiles(f *testing.F) {
	fuzztest.Briefly(f)
	s := prooftest.NewSource(prooftest.Samples(12))
	good := prooftest.FilesOf(prooftest.Written(s.Bundle([]int64{1, 2, 7}, query.DefaultOrder())))
	for i, name := range prooftest.Names {
		f.Add(i, []byte(good[name]))
	}
	f.Fuzz(func(t *testing.T, i int, text []byte) {
		name := prooftest.Names[uint(i)%uint(len(prooftest.Names))]
		files := maps.Clone(good)
		files[name] = string(text)
		v := verify(t, files.Pack(), proof.Expected{})
		require.Equal(t, string(text) == good[name], v.Whole(), "%s: %q", name, v.Problems)
	})
}
