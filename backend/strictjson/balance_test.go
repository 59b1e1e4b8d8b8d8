package strictjson

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestTheEndOfAValueIsFoundInAnyPieces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := strings.TrimSpace(anyObject(t, 3))
		all := s + rapid.SampledFrom([]string{",", "]", " , {", "}"}).Draw(t, "behind")
		for _, scan := range []func([]byte) (int, Progress){new(Balance).Scan, new(Careful).Scan} {
			at := 0
			for {
				n := rapid.IntRange(at, len(all)).Draw(t, "piece")
				got, p := scan([]byte(all[at:n]))
				at += got
				if p == Finished {
					break
				}
				require.Equal(t, Unfinished, p)
				require.Equal(t, n, at)
				require.Less(t, at, len(all))
			}
			require.Equal(t, len(s), at, all)
		}
	})
}

func TestACarefulLookGoesAstrayWhereStringsOrBracketsDoNotFit(t *testing.T) {
	for text, at := range map[string]int{
		`{"a":"said "hi""}`: 12, // a word behind a string
		`{"a":"x" "b":1}`:   9,  // a string behind a string
		`{"a":"x"{"b":1}}`:  8,
		`{"a":x"b"}`:        6, // a string behind a word
		`{"a":1,{"b":2}}`:   7, // a value where a key should be
		`{{"b":2}}`:         1,
		`{[1]}`:             1,
		`{"a":[1}`:          7, // a bracket that does not fit
		`["a"}`:             4,
		"{\"a\":\"x\ny\"}":  7, // a line feed in a string
		`x"a"`:              0,
	} {
		n, p := new(Careful).Scan([]byte(text))
		require.Equal(t, Astray, p, text)
		require.Equal(t, at, n, text)
	}
	for _, text := range []string{`{"a":[{"b":1},{"c":[[],{}]}],"d":"\\\"]"}`, `{a:1}`, `[,{},]`, `{"a":nul,}`, `"x"`, strings.Repeat("[{\"a\":", 50) + "{}" + strings.Repeat("}]", 50)} {
		n, p := new(Careful).Scan([]byte(text))
		require.Equal(t, Finished, p, text)
		require.Equal(t, len(text), n, text)
	}
}
