package event

import (
	"bytes"
	"encoding/json"
)

// WrittenTime is the time of an event as its source wrote it, and the rule by which that
// was read, as they stand beside the record in the event's details; "" where they do not.
// It looks at the members of the object itself and passes over what is in them: its cost is
// that of one look at each byte, and it keeps nothing of a record, however large that is.
func WrittenTime(details []byte) (text, rule string) {
	members(details, func(key, value []byte) {
		switch string(key) {
		case `"time"`:
			if text = string(value); json.Valid(value) && value[0] == '"' {
				json.Unmarshal(value, &text)
			}
		case `"zone"`:
			rule = ""
			json.Unmarshal(value, &rule)
		}
	})
	return text, rule
}

// members gives each member of a JSON object, its key with the quotes. What is no object,
// or ends too early, gives those before that.
func members(object []byte, use func(key, value []byte)) {
	rest := bytes.TrimLeft(object, " \t\r\n")
	if len(rest) == 0 || rest[0] != '{' {
		return
	}
	rest = rest[1:]
	for {
		rest = bytes.TrimLeft(rest, " \t\r\n,")
		if len(rest) == 0 || rest[0] != '"' {
			return
		}
		n := valueLen(rest)
		key := rest[:n]
		rest = bytes.TrimLeft(rest[n:], " \t\r\n")
		if len(rest) == 0 || rest[0] != ':' {
			return
		}
		rest = bytes.TrimLeft(rest[1:], " \t\r\n")
		if n = valueLen(rest); n == 0 {
			return
		}
		use(key, rest[:n])
		rest = rest[n:]
	}
}

// valueLen is how many bytes the JSON value has that b begins with, all of b where it does
// not end in it.
func valueLen(b []byte) int {
	depth, quoted, escaped := 0, false, false
	for i, c := range b {
		switch {
		case escaped:
			escaped = false
		case quoted && c == '\\':
			escaped = true
		case c == '"':
			if quoted = !quoted; !quoted && depth == 0 {
				return i + 1
			}
		case quoted:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth--; depth == 0 {
				return i + 1
			}
			if depth < 0 {
				return i
			}
		case depth == 0 && (c == ',' || c == ' ' || c == '\t' || c == '\r' || c == '\n'):
			return i
		}
	}
	return len(b)
}
