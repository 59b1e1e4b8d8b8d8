package index

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"daybook/backend/query"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func allTails(normal string) (all []string) {
	tails(normal, func(term string) { all = append(all, term) })
	return all
}

func TestTails(t *testing.T) {
	for _, c := range []struct {
		normal string
		tails  string // parted by blanks
	}{
		{"", ""},
		{" ", ""},
		{"a", "a"},
		{"api_key.created", "api_key.created _key.created key.created .created created"},
		{" two  words ", "two words"},
		{"(bye_5f3a9)", "(bye_5 bye_5f3a9) _5f3 5f3a9) )"},
		{"$8.5 $12.50", "$8.5 8.5 .5 5 $12. 12.50 .50 50"},
		{"中文a", "中文a 文a"},
		{"a中", "a中 中"},
		{"x…y", "x…y …y y"},
		{"::", ":: :"},
		{"\x00a", "\x00a a"},
		{strings.Repeat("a", 40), strings.Repeat("a", 32)},
		{"-" + strings.Repeat("é", 20), "-" + strings.Repeat("é", 15) + "\xc3 " + strings.Repeat("é", 16)},
	} {
		require.Equal(t, c.tails, strings.Join(allTails(c.normal), " "), "%q", c.normal)
	}
}

// The rule of package query, by the letter: a text without a blank is found
// where a tail starts with it.
func TestTextIsFoundWhereATailStartsWithIt(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		normal := query.Normal(aText(r))
		term := aTerm(r, []string{normal})
		if term.Inside || strings.Contains(term.Text, " ") {
			return
		}
		whole := 0
		starts := false
		for _, chunk := range strings.Split(normal, " ") {
			afterWord := false
			for i := 0; i < len(chunk); {
				anywhere, word, size := kind(chunk[i:])
				if anywhere || !afterWord {
					whole++
					starts = starts || strings.HasPrefix(chunk[i:], term.Text)
				}
				afterWord = word
				i += size
			}
		}
		require.Equal(r, term.FoundIn(normal), starts, "%q in %q", term.Text, normal)
		require.Len(r, allTails(normal), whole)
	})
}

// The proof in the package documentation needs this property of cut.
func TestCutLooksAtNothingBehindIt(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		tail := strings.ReplaceAll(query.Normal(aText(r)+aText(r)), " ", "")
		if tail == "" {
			return
		}
		_, word, size := kind(tail)
		term := cut(tail, word)
		require.True(r, strings.HasPrefix(tail, term))
		require.LessOrEqual(r, len(term), maxTerm)
		require.GreaterOrEqual(r, len(term), min(len(tail), minTerm))
		for end := size; end <= len(tail); end++ {
			text := tail[:end]
			if cut(text, word) == text {
				require.True(r, strings.HasPrefix(term, text), "%q is not cut, %q is to %q", text, tail, term)
			} else {
				require.Equal(r, cut(text, word), term, "%q of %q", text, tail)
			}
		}
	})
}

func TestEveryRuneIsOfTheKindThatQuerySays(t *testing.T) {
	for c := rune(0); c <= utf8.MaxRune; c++ {
		if c >= 0x3400 && c%97 != 0 {
			continue // a sample of the large planes
		}
		s := string(c)
		decoded, want := utf8.DecodeRuneInString(s)
		starts, word, size := kind(s)
		require.Equal(t, want, size)
		if starts != query.StartsAnywhere(decoded) || word != query.IsWord(decoded) {
			require.Fail(t, "kind differs", "%U", c)
		}
	}
}

func TestOneMiBOfTailsIsBounded(t *testing.T) {
	normal := strings.Repeat("a.", 1<<19)
	all := allTails(normal)
	require.Len(t, all, 1<<20)
	slices.Sort(all)
	require.Less(t, len(slices.Compact(all)), 2*maxTerm+2)
}
