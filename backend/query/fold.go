package query

import (
	"slices"
	"unicode"
	"unicode/utf8"
	"unsafe"
)

// Fold returns the form in which texts and queries are compared: NFKD, combining
// marks (Mn) dropped, lower case, ς as σ. Each byte that is not part of valid UTF-8
// becomes U+FFFD. Folding a folded text changes nothing.
//
// A text that is already folded is returned as it is, without an allocation. Any
// other text costs one allocation, for the result; a long text that grows when
// folded, as Hangul and ligatures do, costs a few. Safe for concurrent use.
func Fold(s string) string { return folded(s, false) }

// Normal returns the form of a text in which terms are looked for: folded, with
// each run of white space (unicode.IsSpace) as one ' ', at the ends too. A normal
// text is folded, and making it normal again changes nothing. It costs what Fold
// costs.
func Normal(s string) string { return folded(s, true) }

// AppendNormal appends Normal(s) to dst, for callers that reuse a buffer. It
// allocates only if dst is too short.
func AppendNormal(dst []byte, s string) []byte {
	return appendFolded(dst, s, unchanged(s, true), true)
}

// IsWord reports whether r is a word character: a letter or a number (Unicode L or
// N). The underscore is not a word character.
func IsWord(r rune) bool {
	if r >= 0 && r < utf8.RuneSelf {
		return ascii[r]&word != 0
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

// StartsAnywhere reports whether a term that starts with r is found wherever it
// occurs: because r is not a word character, or because r belongs to a script that
// puts no space between words (Han, Hiragana, Katakana).
func StartsAnywhere(r rune) bool {
	return !IsWord(r) ||
		r >= utf8.RuneSelf && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// The class of a byte, as bits, so that a loop over ASCII needs one test for
// each byte.
const (
	upper  byte = 1 << iota // A to Z
	blank                   // ' '
	space                   // other white space
	word                    // a letter or a digit
	beyond                  // a part of a character that is not ASCII
)

var ascii = func() (bits [256]byte) {
	for c := range bits {
		switch {
		case c >= utf8.RuneSelf:
			bits[c] = beyond
		case 'A' <= c && c <= 'Z':
			bits[c] = upper | word
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			bits[c] = word
		case c == ' ':
			bits[c] = blank
		case unicode.IsSpace(rune(c)):
			bits[c] = space
		}
	}
	return bits
}()

// stop returns the classes of the bytes that folding may change.
func stop(normal bool) byte {
	if normal {
		return upper | blank | space | beyond
	}
	return upper | beyond
}

func folded(s string, normal bool) string {
	n := unchanged(s, normal)
	if n == len(s) {
		return s
	}
	var short [256]byte
	if len(s) <= len(short) {
		return string(appendFolded(short[:0], s, n, normal))
	}
	return view(appendFolded(make([]byte, 0, len(s)), s, n, normal)) // written to no more
}

// view returns b as a string without a copy. It is valid as long as nothing
// writes to b.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// unchanged returns how many bytes at the start of s folding leaves as they are. It
// may stop early, at a mark whose place depends on its neighbours.
func unchanged(s string, normal bool) int {
	stop := stop(normal)
	for i := 0; i < len(s); {
		bits := ascii[s[i]] & stop
		switch {
		case bits == 0:
			i++
		case bits == blank:
			if i > 0 && s[i-1] == ' ' {
				return i
			}
			i++
		case bits == beyond:
			r, n := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && n == 1 {
				return i
			}
			if _, is := foldRune(r); is&same == 0 || is&mark != 0 || normal && is&spaced != 0 {
				return i
			}
			i += n
		default:
			return i
		}
	}
	return len(s)
}

// appendFolded appends the folded s to dst; its first n bytes are known to be
// unchanged by folding.
func appendFolded(dst []byte, s string, n int, normal bool) []byte {
	start, marks := len(dst), 0
	stop := stop(normal)
	dst = append(slices.Grow(dst, len(s)), s[:n]...)
	afterSpace := n > 0 && s[n-1] == ' ' // only asked if normal
	for i := n; i < len(s); {
		c := s[i]
		bits := ascii[c] & stop
		if bits == 0 {
			dst = append(dst, c)
			afterSpace = false
			i++
			continue
		}
		switch {
		case bits&upper != 0:
			dst = append(dst, c+('a'-'A'))
			afterSpace = false
			i++
		case bits&(blank|space) != 0:
			if !afterSpace {
				dst = append(dst, ' ')
			}
			afterSpace = true
			i++
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			i += n
			text, is := foldRune(r)
			if is&mark != 0 {
				marks++
			}
			if normal && is&spaced != 0 {
				dst, afterSpace = appendSpaced(dst, text, afterSpace)
			} else if text != "" {
				dst = append(dst, text...)
				afterSpace = false
			}
		}
	}
	if marks > 1 {
		reorder(dst[start:])
	}
	return dst
}

// appendSpaced appends a folded text that has white space in it.
func appendSpaced(dst []byte, text string, afterSpace bool) ([]byte, bool) {
	for _, r := range text {
		if unicode.IsSpace(r) {
			if !afterSpace {
				dst = append(dst, ' ')
			}
			afterSpace = true
		} else {
			dst = utf8.AppendRune(dst, r)
			afterSpace = false
		}
	}
	return dst, afterSpace
}
