package wording

import (
	"slices"
	"strings"

	"daybook/backend/clip"
	"daybook/backend/event"
	"daybook/backend/strictjson"
)

// A param is one value of a record.
type param struct {
	key, value string
	used       bool
	of         []string // keys whose values are said with it
}

// Params are the values of a record about an action, by their keys. Each value is
// said once.
type Params []param

// Add appends a value, if there is one to show.
func (p *Params) Add(key string, v *strictjson.Value) {
	s, ok := showTime(key, v)
	if !ok {
		s = Show(v)
	}
	if s != "" {
		*p = append(*p, param{key: key, value: s})
	}
}

// Take returns the value of the key, "" where there is none, and marks it as said.
func (p Params) Take(key string) string {
	for i := range p {
		if p[i].key == key {
			p[i].used = true
			for _, other := range p[i].of {
				p.Take(other)
			}
			return p[i].value
		}
	}
	return ""
}

// Alias adds a value that only templates use. It stands for the values of other
// keys, which count as said with it.
func (p *Params) Alias(key, value string, of ...string) {
	*p = append(*p, param{key: key, value: value, used: true, of: of})
}

// Keys returns the keys of all values.
func (p Params) Keys() []string {
	keys := make([]string, len(p))
	for i := range p {
		keys[i] = p[i].key
	}
	return keys
}

// Drop removes a value that is not worth saying.
func (p *Params) Drop(key string) {
	*p = slices.DeleteFunc(*p, func(one param) bool { return one.key == key })
}

// has reports whether there is a value for the key.
func (p Params) has(key string) bool {
	return slices.ContainsFunc(p, func(p param) bool { return p.key == key })
}

// Rest returns the values that were not taken, as " (max session duration 3600,
// path /)", in the order of p or of the keys.
func (p Params) Rest(sorted bool) string {
	if sorted {
		slices.SortStableFunc(p, func(a, b param) int { return strings.Compare(a.key, b.key) })
	}
	var b strings.Builder
	for _, one := range p {
		if one.used {
			continue
		}
		if b.Len() == 0 {
			b.WriteString(" (")
		} else {
			b.WriteString(", ")
		}
		b.WriteString(Plain(strings.TrimPrefix(one.key, "x-amz-")) + " " + one.value)
	}
	if b.Len() > 0 {
		b.WriteByte(')')
	}
	return b.String()
}

// Fill writes a template: {key} is a value, and a part in brackets is left out if
// it has a key without a value. It returns false, and takes nothing, if such a key
// is outside brackets.
func (p Params) Fill(template string) (string, bool) {
	var b strings.Builder
	var taken []string
	for rest := template; rest != ""; {
		i := strings.IndexAny(rest, "{[")
		if i < 0 {
			b.WriteString(rest)
			break
		}
		b.WriteString(rest[:i])
		if rest[i] == '{' {
			key, after, _ := strings.Cut(rest[i+1:], "}")
			if !p.has(key) {
				return "", false
			}
			b.WriteString(p.Value(key))
			taken = append(taken, key)
			rest = after
			continue
		}
		part, after, _ := strings.Cut(rest[i+1:], "]")
		if s, ok := p.Fill(part); ok {
			b.WriteString(s)
		}
		rest = after
	}
	for _, key := range taken {
		p.Take(key)
	}
	return b.String(), true
}

// Value returns the value of the key without marking it as said.
func (p Params) Value(key string) string {
	for _, one := range p {
		if one.key == key {
			return one.value
		}
	}
	return ""
}

// apart is the first character of a template whose sentence has its own subject:
// the push that was rejected, and not the actor.
const apart = "!"

// UnknownActor is the actor in a sentence whose record names no actor.
const UnknownActor = "unknown actor"

// Describe puts the parts of a description together.
func Describe(who, did, address string) string {
	s := who + " " + did
	if own, ok := strings.CutPrefix(did, apart); ok {
		s = own
		if who != event.System && who != UnknownActor {
			s += ", with " + who + " as the actor"
		}
	}
	if address != "" {
		s = clip.Text(s, MaxDescription-100) + ", from IP " + clip.Text(OneLine(address), 60)
	}
	return clip.Text(s, MaxDescription)
}
