package framing

import (
	"bytes"
	"encoding/binary"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"daybook/backend/strictjson"
)

// A wideText is text in units of two bytes or of four, as Windows programs save
// what they call Unicode.
type wideText struct {
	width int // bytes of a unit; 0 is UTF-8
	order binary.ByteOrder
	mark  int // bytes of the mark in front
}

// wideTextOf finds the encoding of head, the beginning of a text: by its mark, or,
// without a mark, by a zero byte beside each of its ASCII characters.
func wideTextOf(head []byte) wideText {
	for _, m := range [...]struct {
		mark string
		text wideText
	}{
		{"\xFF\xFE\x00\x00", wideText{4, binary.LittleEndian, 4}},
		{"\x00\x00\xFE\xFF", wideText{4, binary.BigEndian, 4}},
		{"\xFF\xFE", wideText{2, binary.LittleEndian, 2}},
		{"\xFE\xFF", wideText{2, binary.BigEndian, 2}},
	} {
		if bytes.HasPrefix(head, []byte(m.mark)) {
			return m.text
		}
	}
	head = head[:min(len(head), 64)]
	for _, t := range [...]wideText{{4, binary.LittleEndian, 0}, {4, binary.BigEndian, 0}, {2, binary.LittleEndian, 0}, {2, binary.BigEndian, 0}} {
		if len(head) >= 4*t.width && t.fits(head[:len(head)/t.width*t.width]) {
			return t
		}
	}
	return wideText{}
}

// fits reports whether all of head is printable ASCII in units of t.
func (t wideText) fits(head []byte) bool {
	for i := 0; i < len(head); i += t.width {
		if c := t.unit(head[i:]); c >= 0x7F || c < 0x20 && (c == 0 || !strictjson.IsBlank(byte(c))) {
			return false
		}
	}
	return true
}

func (t wideText) unit(b []byte) uint32 {
	if t.width == 4 {
		return t.order.Uint32(b)
	}
	return uint32(t.order.Uint16(b))
}

// A narrowing converts wide text to UTF-8. Units that are not a character, such as
// half of a surrogate pair or half of a unit at the end, become bytes that are not
// UTF-8, so that their record is rejected rather than altered.
type narrowing struct {
	r    io.Reader
	text wideText
	in   [4096]byte
	held int // bytes of in
	out  []byte
	buf  []byte
	err  error
}

func newNarrowing(r io.Reader, text wideText) io.Reader { return &narrowing{r: r, text: text} }

func (n *narrowing) Read(p []byte) (int, error) {
	for len(n.out) == 0 {
		if n.err != nil {
			return 0, n.err
		}
		got, err := n.r.Read(n.in[n.held:])
		n.held += got
		n.err = err
		n.buf = n.buf[:0]
		used := n.decode(err != nil)
		n.held = copy(n.in[:], n.in[used:n.held])
		n.out = n.buf
		if err == nil && got == 0 {
			return 0, nil
		}
	}
	m := copy(p, n.out)
	n.out = n.out[m:]
	return m, nil
}

// decode appends the text of n.in to n.buf, and returns the number of bytes
// that it used.
func (n *narrowing) decode(atEnd bool) int {
	const noCharacter = 0xFF // never occurs in UTF-8
	i := 0
	for ; i+n.text.width <= n.held; i += n.text.width {
		c := rune(n.text.unit(n.in[i:]))
		switch {
		case n.text.width == 2 && utf16.IsSurrogate(c):
			if i+4 > n.held && !atEnd {
				return i
			}
			pair := rune(utf8.RuneError)
			if i+4 <= n.held {
				pair = utf16.DecodeRune(c, rune(n.text.unit(n.in[i+2:])))
			}
			if pair == utf8.RuneError {
				n.buf = append(n.buf, noCharacter)
				continue
			}
			c = pair
			i += 2
		case !utf8.ValidRune(c):
			n.buf = append(n.buf, noCharacter)
			continue
		}
		n.buf = utf8.AppendRune(n.buf, c)
	}
	if atEnd && i < n.held {
		n.buf = append(n.buf, noCharacter)
		i = n.held
	}
	return i
}
