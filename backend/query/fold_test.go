package query_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	. "daybook/backend/query"
)

func TestFoldMakesEqualWhatReadsAlike(t *testing.T) {
	for _, tt := range []struct{ name, text, folded string }{
		{"nothing", "", ""},
		{"capitals", "API Key", "api key"},
		{"accent in one character", "Jos\u00e9 \u00c5ngstr\u00f6m", "jose angstrom"},
		{"accent as a mark", "Jose\u0301", "jose"},
		{"two marks", "Vi\u00ea\u0323t", "viet"},
		{"final sigma", "Οδυσσεύς", "οδυσσευσ"},
		{"capital sigma", "ΟΔΥΣΣΕΎΣ", "οδυσσευσ"},
		{"Turkish capital i", "\u0130stanbul", "istanbul"},
		{"Turkish small dotless i stays", "D\u0131\u015f I", "d\u0131s i"},
		{"full-width", "ＡＰＩ＿ｋｅｙ：１２", "api_key:12"},
		{"half-width katakana", "ｻｰﾊﾞｰ", "サーハー"},
		{"voiced kana", "ガが", "カか"},
		{"ligatures", "ﬁle oﬃce ﬅ", "file office st"},
		{"sharp s stays", "Straße STRAẞE", "straße straße"},
		{"Roman numeral", "Ⅷ", "viii"},
		{"superscript and fraction", "m² ½", "m2 1\u20442"},
		{"ellipsis", "key…", "key..."},
		{"no-break and ideographic space", "a\u00a0b\u3000c", "a b c"},
		{"line break stays", "a\r\nb", "a\r\nb"},
		{"ideographs", "漢字", "漢字"},
		{"Hangul into letters", "한국 각", "\u1112\u1161\u11ab\u1100\u116e\u11a8 \u1100\u1161\u11a8"},
		{"Hebrew points", "שָׁלוֹם", "שלום"},
		{"Arabic vowels", "مُحَمَّد", "محمد"},
		{"emoji", "👍🏽", "👍🏽"},
		{"emoji's variation selector", "❤\ufe0f", "❤"},
		{"joiner stays", "👩\u200d💻", "👩\u200d💻"},
		{"marks alone", "\u0301\u0302", ""},
		{"not UTF-8", "a\xff\xfeb\xe3\x81", "a\ufffd\ufffdb\ufffd\ufffd"},
		{"a text of many words from one character", "ﷺ", "صلى الله عليه وسلم"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, tt.folded, Fold(tt.text))
			require.Equal(t, tt.folded, plainFold(tt.text), "the oracle")
		})
	}
}

func TestFoldOfEachCharacterIsTheFourSteps(t *testing.T) {
	for r := range rune(unicode.MaxRune + 1) {
		s := string(r)
		folded := Fold(s)
		if want := plainFold(s); folded != want {
			t.Fatalf("%U: %q, want %q", r, folded, want)
		}
		if again := Fold(folded); again != folded {
			t.Fatalf("%U folds to %q and that to %q", r, folded, again)
		}
		if normal := Normal(s); normal != plainNormal(s) {
			t.Fatalf("%U: normal %q, want %q", r, normal, plainNormal(s))
		}
	}
}

func TestFoldIsTheFourStepsOverAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := texts().Draw(t, "text")
		folded := Fold(s)
		require.Equal(t, plainFold(s), folded)
		require.Equal(t, folded, Fold(folded), "a folded text")
		require.True(t, utf8.ValidString(folded))
	})
}

func TestNormalIsFoldWithSpacesJoined(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := texts().Draw(t, "text")
		normal := Normal(s)
		require.Equal(t, plainNormal(s), normal)
		require.Equal(t, normal, Normal(normal), "a normal text")
		require.Equal(t, normal, Fold(normal), "a normal text folded")
		require.Equal(t, normal, Normal(Fold(s)), "folded first")
		require.Equal(t, "before "+normal, string(AppendNormal([]byte("before "), s)))
	})
}

func TestNormalKeepsTheEndsButAsOneSpace(t *testing.T) {
	require.Equal(t, " a b ", Normal("\t\n A\r\n\r\nB\u2028 "))
	require.Equal(t, " ", Normal("\u00a0\u0085"))
	require.Equal(t, "", Normal(""))
	require.Equal(t, "a b", Normal("a \u0301\u0301 b"), "a mark between two spaces")
}

// Viramas, musical stems and tone marks are spacing marks that have an order
// among each other. A dropped mark between two of them keeps them apart in
// NFKD, and no longer does once it is dropped.
func TestFoldingTwiceIsFoldingOnceAlsoForSpacingMarks(t *testing.T) {
	const stem, dot, joiner = "\U0001D165", "\U0001D16D", "\u034f" // classes 216, 226, and 0 but dropped
	require.Equal(t, stem+dot, Fold(dot+stem))
	require.Equal(t, stem+dot, Fold(stem+dot))
	require.Equal(t, stem+dot, Fold(dot+joiner+stem))
	require.Equal(t, "a"+stem+stem+dot+"b"+stem+dot, Fold("A"+dot+stem+stem+"B"+dot+stem))
	require.Equal(t, "\U0001D157"+stem+dot, Fold("\U0001D15E"+dot), "a half note is a head and a stem")
	require.Equal(t, "x "+stem+dot, string(AppendNormal([]byte("x "), dot+stem)))
}

func TestMarksOfOneClassKeepTheirOrder(t *testing.T) {
	const flags, dot = "\U0001D172\U0001D16E\U0001D165", "\U0001D16D" // classes 216 and 226
	typed := strings.Repeat(dot+flags, 40)
	require.Equal(t, strings.Repeat(flags, 40)+strings.Repeat(dot, 40), Fold(typed))
}

func TestFoldOfAHostileRunOfMarksEnds(t *testing.T) {
	run := strings.Repeat("\U0001D16D\U0001D165", 1<<16)
	require.Equal(t, strings.Repeat("\U0001D165", 1<<16)+strings.Repeat("\U0001D16D", 1<<16), Fold(run))
}

func TestFoldAllocatesItsResultAlone(t *testing.T) {
	for _, s := range []string{"", "generation succeeded - bfl/flux", "οδυσσευσ 漢字 サーハー", strings.Repeat("a b ", 9999)} {
		require.Zero(t, testing.AllocsPerRun(100, func() { Fold(s); Normal(s) }), "folded: %.20q", s)
	}
	buf := make([]byte, 0, 4096)
	for _, s := range []string{"API Key", "Jos\u00e9", "한국", "ﷺ", "a  b", strings.Repeat("API key  ", 100)} {
		Normal(s)
		require.LessOrEqual(t, testing.AllocsPerRun(1000, func() { Normal(s) }), 1.0, "%q", s)
		require.Zero(t, testing.AllocsPerRun(100, func() { buf = AppendNormal(buf[:0], s) }), "%q", s)
	}
}

func TestWordCharactersAreLettersAndNumbers(t *testing.T) {
	for r := range rune(unicode.MaxRune + 1) {
		if IsWord(r) != unicode.In(r, unicode.L, unicode.N) {
			t.Fatalf("%U", r)
		}
		if StartsAnywhere(r) != (!IsWord(r) || unicode.In(r, spaceless...)) {
			t.Fatalf("%U", r)
		}
	}
	for _, r := range "_-./ \t@$👍\u0301\u200b" {
		require.False(t, IsWord(r), "%U", r)
		require.True(t, StartsAnywhere(r), "%U", r)
	}
	for _, r := range "漢々〇ひカ" {
		require.True(t, IsWord(r), "%U", r)
		require.True(t, StartsAnywhere(r), "%U", r)
	}
	for _, r := range "aZ0éя½ー한" {
		require.True(t, IsWord(r), "%U", r)
		require.False(t, StartsAnywhere(r), "%U", r)
	}
	require.False(t, IsWord(-1))
	require.False(t, IsWord(utf8.RuneError))
}
