package index

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"daybook/backend/query"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestSmoke(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		texts := rapid.SliceOfN(rapid.StringMatching(`([ab.É中_ ]|[ab]+|key_[0-9a-f]{4}){0,30}`), 0, 40).Draw(r, "texts")
		dir := filepath.Join(t.TempDir(), "i")
		require.NoError(t, Build(dir, slices.Values(texts)))
		x, err := Open(dir)
		require.NoError(t, err)
		defer x.Close()
		for range 50 {
			term := query.Term{Text: query.Normal(rapid.StringMatching(`[ab.É中_ ]{1,5}|key_[0-9]|[ab]{30,40}`).Draw(r, "term"))}
			if term.Text == "" {
				continue
			}
			ranks, exact, err := x.Match(context.Background(), term)
			require.NoError(t, err)
			if ranks == nil {
				continue
			}
			for i, s := range texts {
				want := term.FoundIn(query.Normal(s))
				if exact || want {
					require.Equal(t, want, ranks.Contains(uint32(i)), "%q in %q", term.Text, s)
				}
			}
		}
	})
}
