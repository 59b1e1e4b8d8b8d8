package export

import (
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"daybook/backend/event"
)

// WriteJSON writes events as JSON and returns their number. The first error of the
// stream, or of w, ends it and is returned as it is; the output is then not a
// complete array.
func WriteJSON(w io.Writer, events iter.Seq2[event.Event, error]) (n int, err error) {
	return write(w, events, jsonFormat{})
}

// CopyJSON returns the output of WriteJSON, for the clipboard.
func CopyJSON(events iter.Seq2[event.Event, error]) (string, error) {
	var text strings.Builder
	_, err := WriteJSON(&text, events)
	if err != nil {
		return "", err
	}
	return text.String(), nil
}

type jsonFormat struct{}

func (jsonFormat) begin(dst []byte) []byte { return append(dst, '[') }

func (jsonFormat) event(dst []byte, e *event.Event, n int) ([]byte, bool) {
	if n > 0 {
		dst = append(dst, ',')
	}
	dst, ok := appendFields(append(dst, "\n{"...), e)
	return append(dst, '}'), ok
}

// appendFields appends the six fields of e as members of an object; ok is false
// if a text is not UTF-8.
func appendFields(dst []byte, e *event.Event) (result []byte, valid bool) {
	var ok [5]bool
	dst, ok[0] = appendJSON(append(dst, `"event_id":"`...), e.ID)
	dst, ok[1] = appendJSON(append(dst, `","actor":"`...), e.Actor)
	dst, ok[2] = appendJSON(append(dst, `","category":"`...), e.Category)
	dst, ok[3] = appendJSON(append(dst, `","action":"`...), e.Action)
	dst, ok[4] = appendJSON(append(dst, `","description":"`...), e.Description)
	dst = e.Time.AppendTo(append(dst, `","timestamp":"`...))
	return append(dst, '"'), ok == [5]bool{true, true, true, true, true}
}

func (jsonFormat) end(dst []byte, n int) []byte {
	if n > 0 {
		dst = append(dst, '\n')
	}
	return append(dst, "]\n"...)
}

// plain are the bytes that stand for themselves in a JSON string.
var plain = func() (is [256]bool) {
	for b := ' '; b < 0x7f; b++ {
		is[b] = b != '"' && b != '\\'
	}
	return is
}()

// short are the control characters that have a name.
var short = [' ']byte{'\b': 'b', '\t': 't', '\n': 'n', '\f': 'f', '\r': 'r'}

const digits = "0123456789abcdef"

// appendJSON appends s as the content of a JSON string, without the quotes; ok is
// false if s is not UTF-8.
func appendJSON(dst []byte, s string) (result []byte, ok bool) {
	done := 0 // the number of bytes of s that are appended
	for i := 0; i < len(s); {
		b := s[i]
		if plain[b] {
			i++
			continue
		}
		if b < utf8.RuneSelf {
			dst = append(dst, s[done:i]...)
			switch {
			case b == '"' || b == '\\':
				dst = append(dst, '\\', b)
			case b < ' ' && short[b] != 0:
				dst = append(dst, '\\', short[b])
			default:
				dst = append(dst, '\\', 'u', '0', '0', digits[b>>4], digits[b&0xf])
			}
			i++
			done = i
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			return dst, false
		case r < 0xa0 || r == '\u2028' || r == '\u2029':
			dst = append(dst, s[done:i]...)
			dst = append(dst, '\\', 'u', digits[r>>12], digits[r>>8&0xf], digits[r>>4&0xf], digits[r&0xf])
			done = i + size
		}
		i += size
	}
	return append(dst, s[done:]...), true
}
