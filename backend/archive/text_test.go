package archive

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"daybook/backend/folder"

	"github.com/stretchr/testify/require"
)

// TestAnEarlierImportOfANameThatIsNoTextIsReadAgain reads a report of a Daybook that
// did not check names, which kept the whole archive from being opened.
func TestAnEarlierImportOfANameThatIsNoTextIsReadAgain(t *testing.T) {
	data, err := folder.EncodeChecked(&Import{Format: 1, Number: 2, File: "Aktivit\xe4t\xff.csv", Notes: []string{`\ufffd stands here`}})
	require.NoError(t, err)
	require.Contains(t, string(data), `Aktivit\ufffdt\ufffd.csv`)
	var i Import
	require.NoError(t, folder.Decode(data, &i))
	require.Equal(t, "Aktivit\ufffdt\ufffd.csv", i.File)
	for at := range data {
		changed := []byte(string(data))
		changed[at] ^= 4
		require.ErrorIs(t, folder.Decode(changed, new(Import)), folder.ErrDamaged, "byte %d", at)
	}
}

func TestWhatCouldNotBeReadBackIsNotWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.json")
	require.NoError(t, folder.WriteChecked(path, &Import{File: "one"}))
	before, err := os.ReadFile(path)
	require.NoError(t, err)
	for why, i := range map[string]*Import{
		"a text in it is not valid": {Source: "\xff"},
		"at most":                   {Notes: []string{strings.Repeat("\x00", folder.MaxDocument/6+1)}},
	} {
		require.ErrorContains(t, folder.WriteChecked(path, i), why)
		after, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, before, after)
	}
}

func TestATextThatIsCutIsValidAndEndsItsQuote(t *testing.T) {
	long := strings.Repeat("ä", folder.MaxText)
	for text, end := range map[string]string{
		long:                         "ä…",
		`not a time: "` + long + `"`: `ä…"`,
		`"short" and ` + long:        "ä…",
		`"` + strings.Repeat(`\"`, folder.MaxText):  `\"…"`,
		`"x` + strings.Repeat(`\"`, folder.MaxText): `\"…"`,
	} {
		cut := folder.Bounded(text)
		require.True(t, utf8.ValidString(cut))
		require.LessOrEqual(t, len(cut), folder.MaxText+8)
		require.True(t, strings.HasSuffix(cut, end), "%s", cut[len(cut)-8:])
		if strings.HasSuffix(cut, `"`) {
			require.Len(t, quoted.FindAllString(cut, -1), 1)
		}
	}
	require.Equal(t, "a\ufffd\ufffdb", folder.Bounded("a\xed\xa0b"))
	require.Equal(t, strings.Repeat("x", folder.MaxText), folder.Bounded(strings.Repeat("x", folder.MaxText)))
}
