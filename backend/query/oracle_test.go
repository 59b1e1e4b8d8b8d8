package query_test

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"daybook/backend/event"
	. "daybook/backend/query"
)

// The rule of the package comment once more, written as plainly as possible and by
// other means, so that the package can be compared with it.

// plainFold repeats the four steps until they change nothing.
func plainFold(s string) string {
	for {
		var b strings.Builder
		for _, r := range norm.NFKD.String(string([]rune(s))) {
			if !unicode.Is(unicode.Mn, r) {
				b.WriteRune(unicode.ToLower(r))
			}
		}
		next := strings.ReplaceAll(b.String(), "ς", "σ")
		if next == s {
			return s
		}
		s = next
	}
}

const (
	whiteClass = `[\s\v\x{85}\x{1680}\x{2028}\x{2029}]` // what unicode.IsSpace has left of white space after NFKD
	otherClass = `[^\s\v\x{85}\x{1680}\x{2028}\x{2029}]`
)

var (
	white    = regexp.MustCompile(whiteClass + `+`)
	leading  = regexp.MustCompile(`^` + whiteClass + `+`)
	dateExpr = regexp.MustCompile(`^(-?)((?:after|before|on):` + otherClass + `*)`)
	termExpr = regexp.MustCompile(`^(-)?(?:(member|category|action|description|id|actor|event_id):)?(\*)?(?:"([^"]*)"?|(` + otherClass + `+))`)
	fields   = map[string]Field{"": Any, "member": Member, "category": Category, "action": Action, "description": Description, "id": ID, "actor": Member, "event_id": ID}
)

func plainNormal(s string) string { return white.ReplaceAllString(plainFold(s), " ") }

// plainParse returns the terms and the dates of typed text.
func plainParse(text string) (terms []Term, dates []string) {
	for s := plainFold(text); ; {
		s = s[len(leading.FindString(s)):]
		if s == "" {
			return terms, dates
		}
		var t Term
		if m := dateExpr.FindStringSubmatch(s); m != nil {
			s = s[len(m[0]):]
			if m[1] == "" {
				dates = append(dates, m[2])
				continue
			}
			t.Text = strings.TrimSuffix(m[0], "*")
		} else {
			m := termExpr.FindStringSubmatch(s)
			s = s[len(m[0]):]
			t.Exclude, t.Field, t.Inside = m[1] != "", fields[m[2]], m[3] != ""
			if m[5] == "" {
				t.Phrase, t.Text = true, white.ReplaceAllString(m[4], " ")
			} else {
				t.Text = strings.TrimSuffix(m[5], "*")
			}
		}
		if t.Text != "" {
			terms = append(terms, t)
		}
	}
}

var spaceless = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana}

// plainFound tries every character of a normal text.
func plainFound(t Term, normal string) bool {
	if t.Field == ID {
		return normal == t.Text
	}
	isWord := func(r rune) bool { return unicode.In(r, unicode.L, unicode.N) }
	text, want := []rune(normal), []rune(t.Text)
	for i := range text {
		if !strings.HasPrefix(string(text[i:]), t.Text) {
			continue
		}
		if t.Inside || i == 0 || !isWord(text[i-1]) || !isWord(want[0]) || unicode.In(want[0], spaceless...) {
			return true
		}
	}
	return false
}

// plainMatch applies the whole rule to one event.
func plainMatch(q Query, e event.Event, at Place) bool {
	in := func(values []string, value string) bool {
		for _, v := range values {
			if v == value {
				return true
			}
		}
		return len(values) == 0
	}
	imported := len(q.Imports) == 0
	for _, n := range q.Imports {
		imported = imported || n == at.Import
	}
	if !in(q.Categories, e.Category) || !in(q.Actions, e.Category+"."+e.Action) || !in(q.Members, e.Actor) ||
		!imported || q.ConflictsOnly && !at.Conflict {
		return false
	}
	if e.Time < q.From || e.Time >= q.To && q.To != event.Latest {
		return false
	}
	byField := map[Field][]string{
		Member: {e.Actor}, Category: {e.Category}, Action: {e.Category + "." + e.Action},
		Description: {e.Description}, ID: {e.ID},
		Any: {e.Actor, e.Category, e.Category + "." + e.Action, e.Description},
	}
	for _, t := range q.Terms {
		found := false
		for _, text := range byField[t.Field] {
			found = found || plainFound(t, plainNormal(text))
		}
		if found == t.Exclude {
			return false
		}
	}
	return true
}
