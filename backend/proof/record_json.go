package proof

import (
	"unicode/utf8"

	"daybook/backend/event"
)

// The records of activity.json and activity.csv stand here and not with their writers,
// since a verifier writes each record again and compares.

// AppendFields appends the six fields of e as members of a JSON object; valid is false
// if a text is not UTF-8.
func AppendFields(dst []byte, e *event.Event) (result []byte, valid bool) {
	var ok [5]bool
	dst, ok[0] = AppendText(append(dst, `"event_id":"`...), e.ID)
	dst, ok[1] = AppendText(append(dst, `","actor":"`...), e.Actor)
	dst, ok[2] = AppendText(append(dst, `","category":"`...), e.Category)
	dst, ok[3] = AppendText(append(dst, `","action":"`...), e.Action)
	dst, ok[4] = AppendText(append(dst, `","description":"`...), e.Description)
	dst = e.Time.AppendTo(append(dst, `","timestamp":"`...))
	return append(dst, '"'), ok == [5]bool{true, true, true, true, true}
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

// AppendText appends s as the content of a JSON string, without the quotes; ok is
// false if s is not UTF-8.
func AppendText(dst []byte, s string) (result []byte, ok bool) {
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
