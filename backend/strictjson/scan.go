package strictjson

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// MaxDepth bounds how deep lists and objects nest in one record, the record
// itself being the first level.
const MaxDepth = 64

// A SyntaxError says why bytes are not strict JSON. Everything that encoding/json
// refuses is such an error, and so are invalid UTF-8, a key that occurs twice in
// one object, half of a surrogate pair, and nesting beyond MaxDepth.
type SyntaxError struct {
	at   int    // offset in the record
	what string // in words
	Cut  bool   // the bytes end where JSON must go on
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("no valid JSON: %s (at byte %d of the record)", e.what, e.at)
}

// A scanner reads strict JSON from data, which it never changes.
type scanner struct {
	data []byte
	pos  int
}

func (s *scanner) fault(at int, format string, args ...any) *SyntaxError {
	return &SyntaxError{at: at, what: fmt.Sprintf(format, args...)}
}

// unexpected returns the error for the byte at pos, where want should be.
func (s *scanner) unexpected(want string) *SyntaxError {
	if s.pos >= len(s.data) {
		return &SyntaxError{at: s.pos, what: "it ends where " + want + " should be", Cut: true}
	}
	r, _ := utf8.DecodeRune(s.data[s.pos:])
	return s.fault(s.pos, "%s where %s should be", strconv.QuoteRune(r), want)
}

func (s *scanner) blank() {
	for s.pos < len(s.data) && IsBlank(s.data[s.pos]) {
		s.pos++
	}
}

// IsBlank reports whether c may stand between the parts of JSON.
func IsBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' }

// plain counts the bytes at the front of data that may stand in a string as
// they are: everything but the quote, the backslash and control characters.
// It looks at eight bytes at a time.
func plain(data []byte) int {
	const (
		ones  = 0x0101010101010101
		highs = 0x8080808080808080
	)
	i := 0
	for ; i+8 <= len(data); i += 8 {
		x := binary.LittleEndian.Uint64(data[i:])
		quote := x ^ ones*'"'
		slash := x ^ ones*'\\'
		// The lowest marked byte of each term is exact, which is enough, since
		// borrows only run upwards.
		found := ((quote-ones)&^quote | (slash-ones)&^slash | (x-ones*0x20)&^x) & highs
		if found != 0 {
			return i + bits.TrailingZeros64(found)/8
		}
	}
	for ; i < len(data); i++ {
		if c := data[i]; c == '"' || c == '\\' || c < 0x20 {
			break
		}
	}
	return i
}

// text reads a string whose opening quote is at pos and returns the bytes between
// the quotes, still escaped. Only unescape checks escapes; escaped reports that
// there are some.
func (s *scanner) text() (raw []byte, escaped bool, err *SyntaxError) {
	start := s.pos + 1
	i := start
	for {
		i += plain(s.data[i:])
		if i >= len(s.data) {
			s.pos = len(s.data)
			return nil, false, &SyntaxError{at: i, what: "it ends inside a string", Cut: true}
		}
		switch c := s.data[i]; c {
		case '"':
			s.pos = i + 1
			return s.data[start:i], escaped, nil
		case '\\':
			escaped = true
			i += 2
			if i > len(s.data) {
				return nil, false, &SyntaxError{at: len(s.data), what: "it ends inside a string", Cut: true}
			}
		default:
			return nil, false, s.fault(i, "control character U+%04X inside a string", c)
		}
	}
}

// unescape appends the decoded text of the string between quotes to dst. The offset
// in the error is relative to raw.
func unescape(dst, raw []byte) ([]byte, *SyntaxError) {
	for i := 0; i < len(raw); {
		n := plain(raw[i:])
		dst = append(dst, raw[i:i+n]...)
		if i += n; i >= len(raw) {
			break
		}
		if i+1 >= len(raw) { // text never ends in half an escape
			return dst, &SyntaxError{at: i, what: "half an escape"}
		}
		switch c := raw[i+1]; c {
		case '"', '\\', '/':
			dst = append(dst, c)
		case 'b':
			dst = append(dst, '\b')
		case 'f':
			dst = append(dst, '\f')
		case 'n':
			dst = append(dst, '\n')
		case 'r':
			dst = append(dst, '\r')
		case 't':
			dst = append(dst, '\t')
		case 'u':
			r, ok := unit(raw[i:])
			if !ok {
				return dst, &SyntaxError{at: i, what: `\u without four hexadecimal digits`}
			}
			if utf16.IsSurrogate(r) {
				low, ok := unit(raw[i+6:])
				pair := utf16.DecodeRune(r, low)
				if !ok || pair == utf8.RuneError {
					return dst, &SyntaxError{at: i, what: fmt.Sprintf(`\u%04x, half of a surrogate pair, alone`, r)}
				}
				r = pair
				i += 6
			}
			dst = utf8.AppendRune(dst, r)
			i += 4
		default:
			r, _ := utf8.DecodeRune(raw[i+1:])
			return dst, &SyntaxError{at: i, what: fmt.Sprintf("unknown escape of %s", strconv.QuoteRune(r))}
		}
		i += 2
	}
	return dst, nil
}

// unit reads the UTF-16 unit of an escape, \uXXXX, at the front of raw.
func unit(raw []byte) (rune, bool) {
	if len(raw) < 6 || raw[0] != '\\' || raw[1] != 'u' {
		return 0, false
	}
	var r rune
	for _, c := range raw[2:6] {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c && c <= 'f':
			c -= 'a' - 10
		case 'A' <= c && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}

// number reads a number at pos and gives its literal.
func (s *scanner) number() ([]byte, *SyntaxError) {
	start := s.pos
	if s.peek() == '-' {
		s.pos++
	}
	if s.peek() == '0' {
		s.pos++
	} else if !s.digits() {
		return nil, s.unexpected("a digit")
	}
	if s.peek() == '.' {
		s.pos++
		if !s.digits() {
			return nil, s.unexpected("a digit")
		}
	}
	if c := s.peek(); c == 'e' || c == 'E' {
		s.pos++
		if c := s.peek(); c == '+' || c == '-' {
			s.pos++
		}
		if !s.digits() {
			return nil, s.unexpected("a digit")
		}
	}
	return s.data[start:s.pos], nil
}

// peek returns the byte at pos, or 0 at the end.
func (s *scanner) peek() byte {
	if s.pos < len(s.data) {
		return s.data[s.pos]
	}
	return 0
}

// digits skips decimal digits and reports whether there were any.
func (s *scanner) digits() bool {
	start := s.pos
	for s.pos < len(s.data) && '0' <= s.data[s.pos] && s.data[s.pos] <= '9' {
		s.pos++
	}
	return s.pos > start
}
