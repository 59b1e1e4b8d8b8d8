package ingest

import (
	"slices"
	"strings"
)

type kind uint8

const (
	null kind = iota
	boolean
	number
	text
	list
	object
)

// String names the kind as in "where a text should be".
func (k kind) String() string {
	return [...]string{"null", "true or false", "a number", "a text", "a list", "an object"}[k]
}

// A value is one JSON value with everything that makes two records differ kept
// as it was written: the order of keys and the literals of numbers.
type value struct {
	kind  kind
	text  string   // a text decoded; a number's literal; "true" or "false"
	keys  []string // of an object, in order
	items []value  // of a list, or what an object's keys stand for
}

// nothing is what a key that is not there stands for.
var nothing = &value{}

// get follows the path of keys from v. Where it leads nowhere, the result is a
// null.
func (v *value) get(path ...string) *value {
	for _, key := range path {
		i := -1
		if v.kind == object {
			i = slices.Index(v.keys, key)
		}
		if i < 0 {
			return nothing
		}
		v = &v.items[i]
	}
	return v
}

// has reports whether v is an object with the key.
func (v *value) has(key string) bool {
	return v.kind == object && slices.Contains(v.keys, key)
}

// str is the text at the path, or "" where no text is.
func (v *value) str(path ...string) string {
	if v = v.get(path...); v.kind == text {
		return v.text
	}
	return ""
}

// without is v, an object, less the keys for which drop is true.
func (v *value) without(drop func(key string) bool) *value {
	if !slices.ContainsFunc(v.keys, drop) {
		return v
	}
	less := &value{kind: object}
	for i, key := range v.keys {
		if !drop(key) {
			less.keys = append(less.keys, key)
			less.items = append(less.items, v.items[i])
		}
	}
	return less
}

// put sets what the path of keys leads to in v, an object.
func (v *value) put(one value, path ...string) {
	for i, key := range v.keys {
		if key != path[0] {
			continue
		}
		if len(path) > 1 && v.items[i].kind == object {
			v.items[i].put(one, path[1:]...)
		}
		return
	}
	v.keys = append(v.keys, path[0])
	if len(path) == 1 {
		v.items = append(v.items, one)
		return
	}
	inner := value{kind: object}
	inner.put(one, path[1:]...)
	v.items = append(v.items, inner)
}

// appendJSON appends v as JSON without blanks. Texts are escaped only where
// JSON demands it, so that two ways to write one text give the same bytes, and
// the result is never longer than what v was read from. With sorted, the keys
// of objects are in byte order.
func (v *value) appendJSON(dst []byte, sorted bool) []byte {
	switch v.kind {
	case null:
		return append(dst, "null"...)
	case text:
		return appendText(dst, v.text)
	case list:
		dst = append(dst, '[')
		for i := range v.items {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = v.items[i].appendJSON(dst, sorted)
		}
		return append(dst, ']')
	case object:
		order := make([]int, len(v.keys))
		for i := range order {
			order[i] = i
		}
		if sorted {
			slices.SortFunc(order, func(a, b int) int { return strings.Compare(v.keys[a], v.keys[b]) })
		}
		dst = append(dst, '{')
		for n, i := range order {
			if n > 0 {
				dst = append(dst, ',')
			}
			dst = appendText(dst, v.keys[i])
			dst = append(dst, ':')
			dst = v.items[i].appendJSON(dst, sorted)
		}
		return append(dst, '}')
	}
	return append(dst, v.text...)
}

func appendText(dst []byte, s string) []byte {
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
