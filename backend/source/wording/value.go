package wording

import (
	"fmt"
	"slices"
	"strings"

	"daybook/backend/clip"
	"daybook/backend/strictjson"
	"daybook/backend/times"
)

// Show returns a value in one short line, or "" for a value that says
// nothing.
func Show(v *strictjson.Value) string {
	if v.Kind == strictjson.List || v.Kind == strictjson.Object {
		return clip.Text(OneLine(showDepth(v, 0)), 2*MaxValue)
	}
	return clip.Text(OneLine(showDepth(v, 0)), MaxValue)
}

// showTime formats a value in seconds, milliseconds or microseconds since 1970 as a
// time, if its key says that it is a time.
func showTime(key string, v *strictjson.Value) (string, bool) {
	words := Words(key)
	if len(words) == 0 || v.Kind != strictjson.Number && v.Kind != strictjson.Text {
		return "", false
	}
	switch strings.ToLower(words[len(words)-1]) {
	case "time", "timestamp", "date", "at":
	default:
		return "", false
	}
	digits := v.Text
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
	t, _, err := times.SinceEpoch(digits)
	return t.String(), err == nil
}

func showDepth(v *strictjson.Value, depth int) string {
	switch v.Kind {
	case strictjson.Null:
		return ""
	case strictjson.List:
		return showList(v, depth)
	case strictjson.Object:
		return showObject(v, depth)
	}
	if v.Kind == strictjson.Text && strings.HasPrefix(v.Text, "{") && len(v.Text) <= 64<<10 {
		if inner, err := strictjson.Parse([]byte(v.Text)); err == nil {
			if s, ok := showPolicy(inner); ok {
				return s
			}
		}
	}
	return v.Text
}

// mostWorded is the greatest number of elements of a list or an object that
// are said.
const mostWorded = 5

func showList(v *strictjson.Value, depth int) string {
	var all []string
	more := 0
	for i := range v.Items {
		s := ""
		if len(all) < mostWorded {
			s = clip.Text(showDepth(&v.Items[i], depth+1), MaxValue)
		} else if v.Items[i].Kind != strictjson.Null {
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

// showObject writes {key: value; key: value}, with the keys in byte order, since
// the order in the file means nothing, or a shorter form with the same meaning.
func showObject(v *strictjson.Value, depth int) string {
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
	if len(v.Keys) == 1 {
		key := v.Keys[0]
		if _, named := StemOf(key); named || key == "items" || key == "item" {
			return showDepth(&v.Items[0], depth)
		}
	}
	var said []string
	for i, key := range v.Keys {
		if s := showDepth(&v.Items[i], depth+1); s != "" && key != "xmlns" {
			said = append(said, key+": "+clip.Text(s, MaxValue))
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
func showPair(v *strictjson.Value, depth int) (string, bool) {
	if len(v.Keys) < 2 || len(v.Keys) > 3 {
		return "", false
	}
	name := FirstOf(v.Str("key"), v.Str("Key"), v.Str("name"), v.Str("Name"))
	option := v.Str("option")
	for _, key := range [...]string{"value", "Value", "values", "Values", "valueSet"} {
		what := v.Get(key)
		if name == "" || what.Kind == strictjson.Null || len(v.Keys) == 3 && option == "" {
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
func showPolicy(v *strictjson.Value) (string, bool) {
	statements := v.Get("Statement")
	var all []*strictjson.Value
	switch statements.Kind {
	case strictjson.Object:
		all = append(all, statements)
	case strictjson.List:
		for i := range statements.Items {
			all = append(all, &statements.Items[i])
		}
	}
	var said []string
	for _, s := range all {
		effect := strings.ToLower(s.Str("Effect"))
		if effect == "" {
			return "", false
		}
		for _, part := range [...]struct{ before, key string }{
			{" ", "Action"}, {" all but ", "NotAction"}, {" on ", "Resource"}, {" on all but ", "NotResource"},
			{" to ", "Principal"}, {" to all but ", "NotPrincipal"},
		} {
			what := s.Get(part.key)
			if what.Kind == strictjson.Object { // who, by kind: {"AWS": "123837392027"}
				what = &strictjson.Value{Kind: strictjson.List, Items: what.Items}
			}
			if what := showDepth(what, 1); what != "" {
				effect += part.before + what
			}
		}
		if s.Has("Condition") {
			effect += " under a condition"
		}
		said = append(said, effect)
	}
	return strings.Join(said, "; "), len(said) > 0
}

// StemOf returns the key of a parameter without the ending that marks a name:
// bucketName is the name of a bucket.
func StemOf(key string) (stem string, named bool) {
	for _, end := range [...]string{"Name", "Names", "Id", "Ids", "Arn", "ARN", "Identifier", "NameList", "IdList"} {
		if s, ok := strings.CutSuffix(key, end); ok && s != "" {
			return s, true
		}
	}
	switch key {
	case "name", "Name", "names", "Names":
		return "", true
	}
	return key, false
}
