package clip

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestClipEndsAtACharacter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, n := rapid.String().Draw(t, "s"), rapid.IntRange(3, 40).Draw(t, "n")
		c := Text(s, n)
		require.LessOrEqual(t, len(c), max(n, 3))
		require.True(t, utf8.ValidString(c))
		if len(s) <= n {
			require.Equal(t, s, c)
		} else {
			require.True(t, strings.HasSuffix(c, "…"))
		}
	})
}
