package event_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/event"
)

func TestDetailsAgreeIfTheySayTheSame(t *testing.T) {
	const one = `{"record":{"a":1,"b":["x",null,true],"at":"2026-08-02T17:39:42Z"},"time":"2026-08-02T17:39:42Z","zone":"as written"}`
	for _, same := range []string{
		one,
		`{"record":{"b":["x",null,true],"at":"2026-08-02T17:39:42Z","a":1},"time":"2026-08-02T17:39:42Z","zone":"as written"}`,
		`{"zone":"as written", "time":"2026-08-02T17:39:42Z", "record": { "a": 1, "b": ["x", null, true], "at": "2026-08-02T17:39:42Z" } }`,
		`{"record":{"a":1,"b":["x",null,true],"at":"2026-08-02T19:39:42+02:00"},"time":"2026-08-02T19:39:42+02:00","zone":"as written"}`,
		`{"record":{"a":1,"b":["x",null,true],"at":1785692382},"time":"1785692382","zone":"seconds since 1970-01-01 UTC"}`,
	} {
		require.Equal(t, event.DetailsHash([]byte(one)), event.DetailsHash([]byte(same)), same)
	}
	differ := []string{
		one, ``, `{`, one + `{}`, `{"n":1}`, `{"n":2}`,
		`{"time":"2026-08-02T17:39:42Z","zone":"as written"}`,
		`{"record":{"a":1.0,"b":["x",null,true],"at":"2026-08-02T17:39:42Z"},"time":"2026-08-02T17:39:42Z","zone":"as written"}`,
		`{"record":{"a":"1","b":["x",null,true],"at":"2026-08-02T17:39:42Z"},"time":"2026-08-02T17:39:42Z","zone":"as written"}`,
		`{"record":{"a":1,"b":[null,"x",true],"at":"2026-08-02T17:39:42Z"},"time":"2026-08-02T17:39:42Z","zone":"as written"}`,
		`{"record":{"a":1,"b":["x",null,false],"at":"2026-08-02T17:39:42Z"},"time":"2026-08-02T17:39:42Z","zone":"as written"}`,
		`{"record":{"a":1,"b":["x",null,true],"at":"2026-08-03T17:39:42Z"},"time":"2026-08-02T17:39:42Z","zone":"as written"}`,
		`{"record":{"a":1,"b":["x",null,true],"at":"2026-08-02T17:39:42Z","c":null},"time":"2026-08-02T17:39:42Z","zone":"as written"}`,
		`{"record":{"a":1,"b":["x","null",true],"at":"2026-08-02T17:39:42Z"},"time":"2026-08-02T17:39:42Z","zone":"as written"}`,
		`{"record":{"a":1,"b":[["x"],null,true],"at":"2026-08-02T17:39:42Z"},"time":"2026-08-02T17:39:42Z","zone":"as written"}`,
	}
	seen := map[event.Hash]string{}
	for _, other := range differ {
		sum := event.DetailsHash([]byte(other))
		require.NotContains(t, seen, sum, "%s\n%s", other, seen[sum])
		seen[sum] = other
	}
}
