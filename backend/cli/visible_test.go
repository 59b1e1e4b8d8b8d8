package cli

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

func TestHiddenCharactersAreShownByTheirNames(t *testing.T) {
	for in, want := range map[string]string{
		"plain text, ünïcode, 漢字, 🙂":     "plain text, ünïcode, 漢字, 🙂",
		"\x1b[31mred\x1b[0m":             "⟨ESC⟩[31mred⟨ESC⟩[0m",
		"one\r\ntwo\tthree\x00":          "one⟨CR⟩⟨LF⟩two⟨TAB⟩three⟨NUL⟩",
		"\u009b31m":                      "⟨U+009B⟩31m",
		"a\u202egpj.exe\u2066b\u2069":    "a⟨RLO⟩gpj.exe⟨LRI⟩b⟨PDI⟩",
		"pay\u200bpal \ufeffx\u00ad\x7f": "pay⟨ZWSP⟩pal ⟨BOM⟩x⟨SHY⟩⟨DEL⟩",
		"\U000e0041\ue000\u3164":         "⟨U+E0041⟩⟨U+E000⟩⟨U+3164⟩",
		"bad \xff\xfe bytes \ufffd":      "bad ⟨FF⟩⟨FE⟩ bytes \ufffd",
		"a\u0378b \u2800 \U000e01f0":     "a⟨U+0378⟩b ⟨U+2800⟩ ⟨U+E01F0⟩",
		"line\u2028sep\u2029":            "line⟨LSEP⟩sep⟨PSEP⟩",
	} {
		require.Equal(t, want, visible(in))
	}
}

func TestNoControlOrFormatCharacterIsEverShown(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Cn, unicode.Co, unicode.Zl, unicode.Zp, unicode.Bidi_Control, unicode.Variation_Selector) {
			require.True(t, hidden(r), "%U", r)
		}
		if unicode.In(r, unicode.L, unicode.N, unicode.P, unicode.S) && r > 0x20 && hidden(r) {
			// Blank letters and a blank symbol.
			require.Contains(t, []rune{0x115f, 0x1160, 0x2800, 0x3164, 0xffa0}, r, "%U", r)
		}
	}
}

func FuzzVisible(f *testing.F) {
	f.Add("a\x1bb\u202e\xff⟨ESC⟩")
	f.Fuzz(func(t *testing.T, s string) {
		v := visible(s)
		require.True(t, utf8.ValidString(v))
		require.NotContains(t, v, "\n")
		require.Equal(t, -1, strings.IndexFunc(v, hidden))
		require.Equal(t, v, visible(v))
		if utf8.ValidString(s) && strings.IndexFunc(s, hidden) < 0 {
			require.Equal(t, s, v)
		}
	})
}

func FuzzEscapedJSONMeansTheSame(f *testing.F) {
	f.Add("a\x1b\u009b\u202e\U000e0041<>&\"\\")
	f.Fuzz(func(t *testing.T, s string) {
		line, err := json.Marshal([]string{s})
		require.NoError(t, err)
		escaped := escapeHidden(line)
		require.Equal(t, -1, strings.IndexFunc(string(escaped), hidden))
		var before, after []string
		require.NoError(t, json.Unmarshal(line, &before))
		require.NoError(t, json.Unmarshal(escaped, &after))
		require.Equal(t, before, after)
	})
}
