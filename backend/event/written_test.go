package event_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/event"
)

// unmarshalled is the rule of WrittenTime by a parse of the whole.
func unmarshalled(details []byte) (text, rule string) {
	var all map[string]json.RawMessage
	if json.Unmarshal(details, &all) != nil {
		return "", ""
	}
	if raw, ok := all["time"]; ok {
		if json.Unmarshal(raw, &text) != nil || raw[0] != '"' {
			text = string(raw)
		}
	}
	json.Unmarshal(all["zone"], &rule)
	return text, rule
}

func TestTheWrittenTimeIsFoundBesideTheRecord(t *testing.T) {
	for details, want := range map[string][2]string{
		`{"record":{"time":"inner","a":["}",{"zone":"x"}]},"time":"2026-08-02 17:39:42","zone":"read as UTC"}`: {"2026-08-02 17:39:42", "read as UTC"},
		`{ "time" : "a\\\"b,}" , "zone":"\u00e9" , "record":{} }`:                                              {`a\"b,}`, "é"},
		`{"time":1785692382,"zone":"seconds"}`:                                                                 {"1785692382", "seconds"},
		`{"record":{}}`:                                                                                        {"", ""},
		`{}`:                                                                                                   {"", ""},
		`[1]`:                                                                                                  {"", ""},
		``:                                                                                                     {"", ""},
		`{"time"`:                                                                                              {"", ""},
		`{"time":`:                                                                                             {"", ""},
	} {
		text, rule := event.WrittenTime([]byte(details))
		require.Equal(t, want, [2]string{text, rule}, details)
	}
}

func TestTheWrittenTimeIsThatOfAParse(t *testing.T) {
	var value func(depth int) *rapid.Generator[any]
	value = func(depth int) *rapid.Generator[any] {
		leaf := []*rapid.Generator[any]{
			rapid.SampledFrom([]string{"time", `"`, `\\`, "}", "]", ",", "é", "a b"}).AsAny(), rapid.Int().AsAny(), rapid.Bool().AsAny(), rapid.Just[any](nil),
		}
		if depth > 0 {
			leaf = append(leaf, rapid.SliceOfN(value(depth-1), 0, 3).AsAny(),
				rapid.MapOfN(rapid.SampledFrom([]string{"time", "zone", "record", `"`, "{"}), value(depth-1), 0, 3).AsAny())
		}
		return rapid.OneOf(leaf...)
	}
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.MapOf(rapid.SampledFrom([]string{"time", "zone", "record", "a,b", `q"`}), value(3)).Draw(t, "details")
		details, err := json.Marshal(all)
		require.NoError(t, err)
		if rapid.Bool().Draw(t, "indented") {
			details, err = json.MarshalIndent(all, "", "\t")
			require.NoError(t, err)
		}
		text, rule := event.WrittenTime(details)
		wantText, wantRule := unmarshalled(details)
		require.Equal(t, wantText, text, "%s", details)
		require.Equal(t, wantRule, rule, "%s", details)
	})
}

func FuzzWrittenTime(f *testing.F) {
	f.Add([]byte(`{"record":{"time":"x"},"time":"2026","zone":"UTC"}`))
	f.Add([]byte(`{"time":{"a":[1,"]"]}}`))
	f.Add([]byte(`{"a":}`))
	f.Fuzz(func(t *testing.T, details []byte) {
		event.WrittenTime(details) // whatever it is, it ends
	})
}
