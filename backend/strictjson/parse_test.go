package strictjson

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/fuzztest"
)

func TestRecordsThatAreNoStrictJSONAreRejectedWithTheReason(t *testing.T) {
	deep := func(n int) string { return strings.Repeat(`{"a":`, n) + "1" + strings.Repeat("}", n) }
	for record, reason := range map[string]string{
		``:                              "it ends where a value should be",
		`{`:                             "it ends where a key in quotes should be",
		`{"a"`:                          "it ends where a colon should be",
		`{"a":1`:                        "it ends where a comma or } should be",
		`[1`:                            "it ends where a comma or ] should be",
		`{"a":"b`:                       "it ends inside a string",
		`{"a":"b\`:                      "it ends inside a string",
		`{"a":1} x`:                     "'x' where the end should be",
		`{"a":1}{}`:                     "'{' where the end should be",
		`{a:1}`:                         "'a' where a key in quotes should be",
		`{"a":1,}`:                      "'}' where a key in quotes should be",
		`[1,]`:                          "']' where a value should be",
		`{"a" 1}`:                       "'1' where a colon should be",
		`{"a":1 "b":2}`:                 `'"' where a comma or } should be`,
		`{"a":01}`:                      "'1' where a comma or } should be",
		`{"a":-}`:                       "'}' where a digit should be",
		`{"a":1.}`:                      "'}' where a digit should be",
		`{"a":1e}`:                      "'}' where a digit should be",
		`{"a":+1}`:                      "'+' where a value should be",
		`{"a":NaN}`:                     "'N' where a value should be",
		`{"a":nul}`:                     "'n' where a value should be",
		`{"a":not json}`:                "'n' where a value should be",
		`{"a":nul`:                      "it ends where the word null should be",
		`not json`:                      "'n' where a value should be (at byte 0 of the record)",
		`{"a":True}`:                    "'T' where a value should be",
		"{\"a\":\"b\nc\"}":              "control character U+000A inside a string",
		"{\"a\":\"b\x00c\"}":            "control character U+0000 inside a string",
		"{\"a\":\"b\xffc\"}":            "byte 0xFF, which is not valid UTF-8 (at byte 7 of the record)",
		"{\"a\":\"\xed\xa0\x80\"}":      "byte 0xED, which is not valid UTF-8",
		"{\"a\":\"\xc0\xaf\"}":          "byte 0xC0, which is not valid UTF-8",
		`{"a":"\x41"}`:                  "unknown escape of 'x' (at byte 6 of the record)",
		`{"a":"\u00g0"}`:                `\u without four hexadecimal digits`,
		`{"a":"\u00`:                    "it ends inside a string",
		`{"a":"\ud800"}`:                `\ud800, half of a surrogate pair, alone (at byte 6 of the record)`,
		`{"a":"\ud800\ud800"}`:          `\ud800, half of a surrogate pair, alone`,
		`{"a":"\ud800A"}`:               `\ud800, half of a surrogate pair, alone`,
		`{"a":"\udc00"}`:                `\udc00, half of a surrogate pair, alone`,
		`{"a":1,"b":2,"a":3}`:           `the key "a" occurs twice (at byte 13 of the record)`,
		`{"a":1,"\u0061":3}`:            `the key "a" occurs twice`,
		`{"x":{"a":1,"a":1}}`:           `the key "a" occurs twice`,
		deep(65):                        "nested deeper than 64 levels",
		strings.Repeat("[", 10_001):     "nested deeper than 64 levels",
		"\xef\xbb\xbf{}":                "where a value should be",
		`{"a":1}` + "\x00":              `'\x00' where the end should be`,
		`{"a":1,"b":` + "\u00a0" + `2}`: "where a value should be",
	} {
		_, err := Parse([]byte(record))
		require.NotNil(t, err, record)
		require.ErrorContains(t, err, reason, record)
		require.Equal(t, strings.Contains(reason, "it ends"), err.Cut, record)
	}
	_, err := Parse([]byte(deep(64)))
	require.Nil(t, err)
}

func TestManyKeysCostNoMoreThanTheirLength(t *testing.T) {
	var b strings.Builder
	for i := range 80_000 {
		fmt.Fprintf(&b, `"%d":0,`, i)
	}
	v, err := Parse([]byte("{" + strings.TrimSuffix(b.String(), ",") + "}"))
	require.Nil(t, err)
	require.Len(t, v.Keys, 80_000)
	_, err = Parse([]byte("{" + b.String() + `"79999":1}`))
	require.ErrorContains(t, err, `the key "79999" occurs twice`)
}

func TestDetailsKeepNumbersAndTheOrderOfKeys(t *testing.T) {
	v, err := Parse([]byte(` { "z" : 1.50 , "a" : [ 1E5, -0, 12345678901234567890123, "\u00e9\/\u0001\"" , true,null ], "m":{} } `))
	require.Nil(t, err)
	require.Equal(t, `{"z":1.50,"a":[1E5,-0,12345678901234567890123,"é/\u0001\"",true,null],"m":{}}`, string(v.AppendJSON(nil, false)))
	require.Equal(t, `{"a":[1E5,-0,12345678901234567890123,"é/\u0001\"",true,null],"m":{},"z":1.50}`, string(v.AppendJSON(nil, true)))
}

// The strict reader agrees with encoding/json wherever their rules are the same:
// text that it reads, encoding/json reads as the same value, and text that it alone
// refuses, it refuses by one of its four additional rules.
func FuzzJSON(f *testing.F) {
	fuzztest.Briefly(f)
	for _, s := range []string{
		`{"event_id":"a","description":"API key \"build\" (bye_4f...)"}`, `{"a":[1,-2.5e+7,true,false,null,"\ud83d\ude00\n"],"b":{}}`, `{"a":1,"a":2}`, `"\ud800"`, "\"\xff\"", `[[[[]]]]`, ` 1 `, `{"a":"\u0000"}`,
		strings.Repeat("[", 70), `{"a":nul}`, `[1,]`, "{\"\\\n\":1}",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 300 { // the fuzzer shortens the inputs that it keeps, in time that grows with the square of their length
			return
		}
		v, err := Parse(data)
		if err != nil {
			if json.Valid(data) {
				special := false
				for _, rule := range []string{"not valid UTF-8", "occurs twice", "half of a surrogate pair", "nested deeper"} {
					special = special || strings.Contains(err.what, rule)
				}
				require.True(t, special, "%q: %v", data, err)
			}
			return
		}
		require.True(t, json.Valid(data), "%q", data)
		out := v.AppendJSON(nil, false)
		require.LessOrEqual(t, len(out), len(data))
		require.Equal(t, decoded(t, data), decoded(t, out))
		again, err := Parse(out)
		require.Nil(t, err)
		require.Equal(t, v, again)
		require.Equal(t, decoded(t, data), decoded(t, v.AppendJSON(nil, true)))
	})
}

// quoted returns s as a text of JSON.
func quoted(s string) string { return string(AppendText(nil, strings.ToValidUTF8(s, "?"))) }

func decoded(t require.TestingT, data []byte) any {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var v any
	require.NoError(t, d.Decode(&v))
	_, err := d.Token()
	require.Equal(t, io.EOF, err)
	return v
}

// anyJSON draws a JSON value in bytes, with blanks and escapes.
func anyJSON(t *rapid.T, depth int) string {
	blank := rapid.SampledFrom([]string{"", "", " ", "\n\t"})
	kinds := 6
	if depth == 0 {
		kinds = 4
	}
	s := ""
	switch rapid.IntRange(0, kinds-1).Draw(t, "kind") {
	case 0:
		s = rapid.SampledFrom([]string{"null", "true", "false"}).Draw(t, "word")
	case 1:
		s = rapid.SampledFrom([]string{"0", "-1", "1.0", "2e-7", "1621305118553"}).Draw(t, "number")
	case 2, 3:
		s = quoted(rapid.String().Draw(t, "text"))
	case 4:
		var items []string
		for range rapid.IntRange(0, 3).Draw(t, "items") {
			items = append(items, anyJSON(t, depth-1))
		}
		s = "[" + strings.Join(items, ",") + "]"
	case 5:
		s = anyObject(t, depth)
	}
	return blank.Draw(t, "before") + s + blank.Draw(t, "behind")
}

func anyObject(t *rapid.T, depth int) string {
	var members []string
	for _, key := range rapid.SliceOfNDistinct(rapid.String(), 0, 3, rapid.ID[string]).Draw(t, "keys") {
		members = append(members, quoted(key)+":"+anyJSON(t, depth-1))
	}
	return "{" + strings.Join(members, ",") + "}"
}

func TestPlainCountsWhatNeedsNoLook(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := []byte(rapid.StringOfN(rapid.SampledFrom([]rune("abc é\u0080\u00ff\x7f 、😀\"\\\n\x1f\x00")), 0, 40, -1).Draw(t, "bytes"))
		want := 0
		for want < len(b) && b[want] != '"' && b[want] != '\\' && b[want] >= 0x20 {
			want++
		}
		require.Equal(t, want, plain(b))
	})
}
