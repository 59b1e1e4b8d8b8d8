package strictjson

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"daybook/backend/clip"
)

// Parse reads data, strict JSON, as one value. Its texts share no memory with
// data.
func Parse(data []byte) (*Value, *SyntaxError) {
	if !utf8.Valid(data) {
		return nil, invalidUTF8(data)
	}
	p := parser{scanner: scanner{data: data}, source: string(data)}
	p.blank()
	var v Value
	if err := p.value(&v, 1); err != nil {
		return nil, err
	}
	p.blank()
	if p.pos < len(data) {
		return nil, p.unexpected("the end")
	}
	return &v, nil
}

func invalidUTF8(data []byte) *SyntaxError {
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return &SyntaxError{at: i, what: fmt.Sprintf("byte 0x%02X, which is not valid UTF-8", data[i])}
		}
		i += n
	}
	return nil
}

type parser struct {
	scanner
	source  string // data as a string: texts without escapes are cut from it
	scratch []byte
}

func (p *parser) value(v *Value, depth int) *SyntaxError {
	switch c := p.peek(); c {
	case '{', '[':
		if depth > MaxDepth {
			return p.fault(p.pos, "nested deeper than %d levels", MaxDepth)
		}
		if c == '{' {
			return p.object(v, depth)
		}
		return p.list(v, depth)
	case '"':
		s, err := p.string()
		v.Kind, v.Text = Text, s
		return err
	case 't':
		return p.literal(v, Boolean, "true")
	case 'f':
		return p.literal(v, Boolean, "false")
	case 'n':
		return p.literal(v, Null, "null")
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		start := p.pos
		_, err := p.number()
		v.Kind, v.Text = Number, p.source[start:p.pos]
		return err
	}
	return p.unexpected("a value")
}

func (p *parser) literal(v *Value, k Kind, word string) *SyntaxError {
	rest := p.source[p.pos:]
	switch {
	case strings.HasPrefix(rest, word):
		p.pos += len(word)
		v.Kind, v.Text = k, word
		return nil
	case strings.HasPrefix(word, rest):
		p.pos = len(p.source)
		return p.unexpected("the word " + word)
	}
	return p.unexpected("a value")
}

func (p *parser) string() (string, *SyntaxError) {
	start := p.pos + 1
	raw, escaped, err := p.text()
	if err != nil {
		return "", err
	}
	if !escaped {
		return p.source[start : p.pos-1], nil
	}
	p.scratch, err = unescape(p.scratch[:0], raw)
	if err != nil {
		err.at += start
		return "", err
	}
	return string(p.scratch), nil
}

func (p *parser) list(v *Value, depth int) *SyntaxError {
	v.Kind = List
	p.pos++
	p.blank()
	if p.peek() == ']' {
		p.pos++
		return nil
	}
	for {
		if more, err := p.item(v, depth, ']'); err != nil || !more {
			return err
		}
	}
}

func (p *parser) object(v *Value, depth int) *SyntaxError {
	v.Kind = Object
	p.pos++
	p.blank()
	if p.peek() == '}' {
		p.pos++
		return nil
	}
	var seen map[string]bool // once there are too many keys to look at each
	for {
		p.blank()
		if p.peek() != '"' {
			return p.unexpected("a key in quotes")
		}
		at := p.pos
		key, err := p.string()
		if err != nil {
			return err
		}
		if repeated(key, v.Keys, &seen) {
			return p.fault(at, "the key %q occurs twice", clip.Text(key, 100))
		}
		v.Keys = append(v.Keys, key)
		p.blank()
		if p.peek() != ':' {
			return p.unexpected("a colon")
		}
		p.pos++
		if more, err := p.item(v, depth, '}'); err != nil || !more {
			return err
		}
	}
}

// item reads a value into v, and the comma or the end after it.
func (p *parser) item(v *Value, depth int, end byte) (more bool, err *SyntaxError) {
	p.blank()
	v.Items = append(v.Items, Value{})
	if err := p.value(&v.Items[len(v.Items)-1], depth+1); err != nil {
		return false, err
	}
	p.blank()
	switch p.peek() {
	case ',', end:
		more = p.peek() == ','
		p.pos++
		return more, nil
	default:
		return false, p.unexpected("a comma or " + string(rune(end)))
	}
}

// repeated reports whether key is among keys. Beyond a few keys it keeps them
// in seen, so that a record of many costs no more than its length.
func repeated(key string, keys []string, seen *map[string]bool) bool {
	const few = 24
	if len(keys) < few {
		return slices.Contains(keys, key)
	}
	if *seen == nil {
		*seen = make(map[string]bool, 4*few)
		for _, k := range keys {
			(*seen)[k] = true
		}
	}
	if (*seen)[key] {
		return true
	}
	(*seen)[key] = true
	return false
}
