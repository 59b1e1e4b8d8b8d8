package strictjson

import (
	"slices"
	"strings"
)

// A Kind is the kind of a JSON value.
type Kind uint8

const (
	Null Kind = iota
	Boolean
	Number
	Text
	List
	Object
)

// String names the kind as in "where a text should be".
func (k Kind) String() string {
	return [...]string{"null", "true or false", "a number", "a text", "a list", "an object"}[k]
}

// A Value is one JSON value that keeps as written everything in which two records
// can differ: the order of keys and the literals of numbers.
type Value struct {
	Kind  Kind
	Text  string   // a text decoded; a number's literal; "true" or "false"
	Keys  []string // of an object, in order
	Items []Value  // of a list, or the values of an object's keys
}

// Nothing is the value of a missing key.
var Nothing = &Value{}

// Get follows the path of keys from v. Where it leads nowhere, the result is a
// null.
func (v *Value) Get(path ...string) *Value {
	for _, key := range path {
		i := -1
		if v.Kind == Object {
			i = slices.Index(v.Keys, key)
		}
		if i < 0 {
			return Nothing
		}
		v = &v.Items[i]
	}
	return v
}

// Has reports whether v is an object with the key.
func (v *Value) Has(key string) bool {
	return v.Kind == Object && slices.Contains(v.Keys, key)
}

// HasAny reports whether v is an object with one of the keys.
func (v *Value) HasAny(keys []string) bool { return slices.ContainsFunc(keys, v.Has) }

// Str returns the text at the path, or "" where there is no text.
func (v *Value) Str(path ...string) string {
	if v = v.Get(path...); v.Kind == Text {
		return v.Text
	}
	return ""
}

// Without returns v, an object, without the keys for which drop is true.
func (v *Value) Without(drop func(key string) bool) *Value {
	if !slices.ContainsFunc(v.Keys, drop) {
		return v
	}
	less := &Value{Kind: Object}
	for i, key := range v.Keys {
		if !drop(key) {
			less.Keys = append(less.Keys, key)
			less.Items = append(less.Items, v.Items[i])
		}
	}
	return less
}

// Put sets the value at the path of keys in v, an object.
func (v *Value) Put(one Value, path ...string) {
	for i, key := range v.Keys {
		if key != path[0] {
			continue
		}
		if len(path) > 1 && v.Items[i].Kind == Object {
			v.Items[i].Put(one, path[1:]...)
		}
		return
	}
	v.Keys = append(v.Keys, path[0])
	if len(path) == 1 {
		v.Items = append(v.Items, one)
		return
	}
	inner := Value{Kind: Object}
	inner.Put(one, path[1:]...)
	v.Items = append(v.Items, inner)
}

// AppendJSON appends v as JSON without blanks. Texts are escaped only where JSON
// demands it, so that two ways to write one text give the same bytes, and the
// result is never longer than the text from which v was read. With sorted, the keys
// of objects are in byte order.
func (v *Value) AppendJSON(dst []byte, sorted bool) []byte {
	switch v.Kind {
	case Null:
		return append(dst, "null"...)
	case Text:
		return AppendText(dst, v.Text)
	case List:
		dst = append(dst, '[')
		for i := range v.Items {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = v.Items[i].AppendJSON(dst, sorted)
		}
		return append(dst, ']')
	case Object:
		order := make([]int, len(v.Keys))
		for i := range order {
			order[i] = i
		}
		if sorted {
			slices.SortFunc(order, func(a, b int) int { return strings.Compare(v.Keys[a], v.Keys[b]) })
		}
		dst = append(dst, '{')
		for n, i := range order {
			if n > 0 {
				dst = append(dst, ',')
			}
			dst = AppendText(dst, v.Keys[i])
			dst = append(dst, ':')
			dst = v.Items[i].AppendJSON(dst, sorted)
		}
		return append(dst, '}')
	}
	return append(dst, v.Text...)
}

// AppendText appends s as a text of JSON, escaped only where JSON demands it.
func AppendText(dst []byte, s string) []byte {
	const hex = "0123456789abcdef"
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' {
			continue
		}
		dst = append(dst, s[from:i]...)
		from = i + 1
		switch c {
		case '"', '\\':
			dst = append(dst, '\\', c)
		case '\b':
			dst = append(dst, '\\', 'b')
		case '\f':
			dst = append(dst, '\\', 'f')
		case '\n':
			dst = append(dst, '\\', 'n')
		case '\r':
			dst = append(dst, '\\', 'r')
		case '\t':
			dst = append(dst, '\\', 't')
		default:
			dst = append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
	}
	dst = append(dst, s[from:]...)
	return append(dst, '"')
}
