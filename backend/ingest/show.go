package ingest

import (
	"fmt"
	"slices"
	"strings"
)

// show is a value in one short line, or "" for what says nothing.
func show(v *value) string {
	if v.kind == list || v.kind == object {
		return clip(oneLine(showDepth(v, 0)), 2*maxWordedValue)
	}
	return clip(oneLine(showDepth(v, 0)), maxWordedValue)
}

// showTime is a value in seconds, milliseconds or microseconds since 1970 as
// the time that it is, if its key says that it is one.
func showTime(key string, v *value) (string, bool) {
	words := wordsOf(key)
	if len(words) == 0 || v.kind != number && v.kind != text {
		return "", false
	}
	switch strings.ToLower(words[len(words)-1]) {
	case "time", "timestamp", "date", "at":
	default:
		return "", false
	}
	digits := v.text
	if strings.Trim(digits, "0123456789") != "" {
		return "", false
	}
	switch len(digits) {
	case 10, 13:
	case 16:
		digits = digits[:13] + "." + digits[13:]
	default:
		return "", false
	}
	t, _, err := readNumber(digits)
	return t.String(), err == nil
}

func showDepth(v *value, depth int) string {
	switch v.kind {
	case null:
		return ""
	case list:
		return showList(v, depth)
	case object:
		return showObject(v, depth)
	}
	if v.kind == text && strings.HasPrefix(v.text, "{") && len(v.text) <= 64<<10 {
		if inner, err := parse([]byte(v.text)); err == nil {
			if s, ok := showPolicy(inner); ok {
				return s
			}
		}
	}
	return v.text
}

// mostWorded is how many elements of a list or an object are said.
const mostWorded = 5

func showList(v *value, depth int) string {
	var all []string
	more := 0
	for i := range v.items {
		s := ""
		if len(all) < mostWorded {
			s = clip(showDepth(&v.items[i], depth+1), maxWordedValue)
		} else if v.items[i].kind != null {
			more++
		}
		if s != "" {
			all = append(all, s)
		}
	}
	if more > 0 {
		all = append(all, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(all, ", ")
}

// showObject writes {key: value; key: value}, the keys in byte order since
// that of the file means nothing, or less where less says the same.
func showObject(v *value, depth int) string {
	const deepest = 3
	if depth > deepest {
		return "…"
	}
	if s, ok := showPolicy(v); ok {
		return s
	}
	if s, ok := showPair(v, depth); ok {
		return s
	}
	if len(v.keys) == 1 {
		key := v.keys[0]
		if _, named := stemOf(key); named || key == "items" || key == "item" {
			return showDepth(&v.items[0], depth)
		}
	}
	var said []string
	for i, key := range v.keys {
		if s := showDepth(&v.items[i], depth+1); s != "" && key != "xmlns" {
			said = append(said, key+": "+clip(s, maxWordedValue))
		}
	}
	if len(said) == 0 {
		return ""
	}
	slices.Sort(said)
	if more := len(said) - mostWorded; more > 0 {
		said = append(said[:mostWorded], fmt.Sprintf("and %d more", more))
	}
	return "{" + strings.Join(said, "; ") + "}"
}

// showPair words an object that gives a name a value, or several: a tag is
// "name=value", a filter "name=value, value".
func showPair(v *value, depth int) (string, bool) {
	if len(v.keys) < 2 || len(v.keys) > 3 {
		return "", false
	}
	name := firstOfTexts(v.str("key"), v.str("Key"), v.str("name"), v.str("Name"))
	option := v.str("option")
	for _, key := range [...]string{"value", "Value", "values", "Values", "valueSet"} {
		what := v.get(key)
		if name == "" || what.kind == null || len(v.keys) == 3 && option == "" {
			continue
		}
		s := showDepth(what, depth+1)
		if option != "" {
			return name + " " + option + " " + s, true
		}
		return name + "=" + s, true
	}
	return "", false
}

// showPolicy words an access policy: "allow s3:GetObject on * to *".
func showPolicy(v *value) (string, bool) {
	statements := v.get("Statement")
	var all []*value
	switch statements.kind {
	case object:
		all = append(all, statements)
	case list:
		for i := range statements.items {
			all = append(all, &statements.items[i])
		}
	}
	var said []string
	for _, s := range all {
		effect := strings.ToLower(s.str("Effect"))
		if effect == "" {
			return "", false
		}
		for _, part := range [...]struct{ before, key string }{
			{" ", "Action"}, {" all but ", "NotAction"}, {" on ", "Resource"}, {" on all but ", "NotResource"},
			{" to ", "Principal"}, {" to all but ", "NotPrincipal"},
		} {
			what := s.get(part.key)
			if what.kind == object { // who, by kind: {"AWS": "123837392027"}
				what = &value{kind: list, items: what.items}
			}
			if what := showDepth(what, 1); what != "" {
				effect += part.before + what
			}
		}
		if s.has("Condition") {
			effect += " under a condition"
		}
		said = append(said, effect)
	}
	return strings.Join(said, "; "), len(said) > 0
}
