package query_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/event"
	. "daybook/backend/query"
)

func TestTypedTextIsReadAsTheseTerms(t *testing.T) {
	for _, tt := range []struct {
		typed string
		terms []Term
	}{
		{"", nil},
		{" \t\r\n\u00a0\u2028 ", nil},
		{"webhook", []Term{{Text: "webhook"}}},
		{"  Webhook\u00a0ÉTÉ ", []Term{{Text: "webhook"}, {Text: "ete"}}},
		{"a a", []Term{{Text: "a"}, {Text: "a"}}},

		// Each part of the shape.
		{"-webhook", []Term{{Text: "webhook", Exclude: true}}},
		{"member:ada", []Term{{Text: "ada", Field: Member}}},
		{"category:x action:y description:z id:w", []Term{{Text: "x", Field: Category}, {Text: "y", Field: Action}, {Text: "z", Field: Description}, {Text: "w", Field: ID}}},
		{"actor:ada Event_ID:w", []Term{{Text: "ada", Field: Member}, {Text: "w", Field: ID}}},
		{`-ＡＣＴＯＲ:*"Ada L"`, []Term{{Text: "ada l", Exclude: true, Field: Member, Inside: true, Phrase: true}}},
		{"actor: member:actor:a", []Term{{Text: "actor:"}, {Text: "actor:a", Field: Member}}},
		{"*hook", []Term{{Text: "hook", Inside: true}}},
		{`"api key"`, []Term{{Text: "api key", Phrase: true}}},
		{`-Member:*"Ada L"`, []Term{{Text: "ada l", Exclude: true, Field: Member, Inside: true, Phrase: true}}},
		{"－ＭＥＭＢＥＲ：＊ａ", []Term{{Text: "a", Exclude: true, Field: Member, Inside: true}}},
		{"ａ　ｂ", []Term{{Text: "a"}, {Text: "b"}}},

		// The order of the parts is fixed: a part that comes too late is text.
		{"*-a", []Term{{Text: "-a", Inside: true}}},
		{"*member:a", []Term{{Text: "member:a", Inside: true}}},
		{"member:-a", []Term{{Text: "-a", Field: Member}}},
		{"member:category:a", []Term{{Text: "category:a", Field: Member}}},
		{"--a", []Term{{Text: "-a", Exclude: true}}},
		{"--", []Term{{Text: "-", Exclude: true}}},
		{"**a", []Term{{Text: "*a", Inside: true}}},

		// Any other shape is plain text.
		{"https://example.com/a?b=c:d", []Term{{Text: "https://example.com/a?b=c:d"}}},
		{"x:y", []Term{{Text: "x:y"}}},
		{"-x:y", []Term{{Text: "x:y", Exclude: true}}},
		{"flux-schnell a-", []Term{{Text: "flux-schnell"}, {Text: "a-"}}},
		{"-", []Term{{Text: "-"}}},
		{"a - b", []Term{{Text: "a"}, {Text: "-"}, {Text: "b"}}},
		{"member:", []Term{{Text: "member:"}}},
		{"member: ada", []Term{{Text: "member:"}, {Text: "ada"}}},
		{"-member:", []Term{{Text: "member:", Exclude: true}}},
		{"members:ada", []Term{{Text: "members:ada"}}},
		{"any:a", []Term{{Text: "any:a"}}},
		{":a :", []Term{{Text: ":a"}, {Text: ":"}}},
		{"user_id:1", []Term{{Text: "user_id:1"}}},
		{"me*mber:a", []Term{{Text: "me*mber:a"}}},

		// Stars: a star after a word is dropped.
		{"key*", []Term{{Text: "key"}}},
		{"key**", []Term{{Text: "key*"}}},
		{"*key*", []Term{{Text: "key", Inside: true}}},
		{"k*y", []Term{{Text: "k*y"}}},
		{"member:ada*", []Term{{Text: "ada", Field: Member}}},
		{"member:*ada", []Term{{Text: "ada", Field: Member, Inside: true}}},
		{`"key*"`, []Term{{Text: "key*", Phrase: true}}},
		{`"api key"*`, []Term{{Text: "api key", Phrase: true}}},
		{"***", []Term{{Text: "*", Inside: true}}},
		{"id:*a", []Term{{Text: "a", Field: ID, Inside: true}}},

		// Terms without any text are ignored.
		{"* ** -* member:* -member:** id:*", nil},
		{`"" -"" member:"" *"" -id:*"" "`, nil},
		{"\u0301 a\u0301\u0302", []Term{{Text: "a"}}},
		{"-\u0301", []Term{{Text: "-"}}},

		// Phrases.
		{`"a  b` + "\t\n" + `c"`, []Term{{Text: "a b c", Phrase: true}}},
		{`" a "`, []Term{{Text: " a ", Phrase: true}}},
		{`" "`, []Term{{Text: " ", Phrase: true}}},
		{`"a b`, []Term{{Text: "a b", Phrase: true}}},
		{`"a b `, []Term{{Text: "a b ", Phrase: true}}},
		{`x -"a b`, []Term{{Text: "x"}, {Text: "a b", Phrase: true, Exclude: true}}},
		{`member:"a b" c`, []Term{{Text: "a b", Phrase: true, Field: Member}, {Text: "c"}}},
		{`"a b"c`, []Term{{Text: "a b", Phrase: true}, {Text: "c"}}},
		{`"a""b"`, []Term{{Text: "a", Phrase: true}, {Text: "b", Phrase: true}}},
		{`"a"-"b"`, []Term{{Text: "a", Phrase: true}, {Text: "b", Phrase: true, Exclude: true}}},
		{`"-a member:b after:c *"`, []Term{{Text: "-a member:b after:c *", Phrase: true}}},
		{`a"b c"d`, []Term{{Text: `a"b`}, {Text: `c"d`}}},
		{`member:a"b`, []Term{{Text: `a"b`, Field: Member}}},
		{`--"a b"`, []Term{{Text: `-"a`, Exclude: true}, {Text: `b"`}}},
		{`＂a b＂`, []Term{{Text: "a b", Phrase: true}}},
		{`“a b”`, []Term{{Text: "“a"}, {Text: "b”"}}},

		// AND, OR and NOT are words like any other.
		{"a AND b OR NOT c", []Term{{Text: "a"}, {Text: "and"}, {Text: "b"}, {Text: "or"}, {Text: "not"}, {Text: "c"}}},

		// A date with anything before it is text.
		{"-after:2026-08-02", []Term{{Text: "-after:2026-08-02"}}},
		{"-Before:x -on:", []Term{{Text: "-before:x"}, {Text: "-on:"}}},
		{"-on:*", []Term{{Text: "-on:"}}},
		{"*after:x", []Term{{Text: "after:x", Inside: true}}},
		{"member:after:x", []Term{{Text: "after:x", Field: Member}}},
		{"--after:x", []Term{{Text: "-after:x", Exclude: true}}},
		{`"after:x"`, []Term{{Text: "after:x", Phrase: true}}},
		{`-"after:x"`, []Term{{Text: "after:x", Phrase: true, Exclude: true}}},
		{"hereafter:x after", []Term{{Text: "hereafter:x"}, {Text: "after"}}},

		{"a\xffb", []Term{{Text: "a\ufffdb"}}},
		{"ﷺ", []Term{{Text: "صلى"}, {Text: "الله"}, {Text: "عليه"}, {Text: "وسلم"}}},
	} {
		q, err := Parse(tt.typed, nil)
		require.NoError(t, err, "%q", tt.typed)
		want := All()
		want.Terms = tt.terms
		require.Equal(t, want, q, "%q", tt.typed)
		require.Equal(t, len(tt.terms) == 0, q.Empty(), "%q", tt.typed)
		plain, _ := plainParse(tt.typed)
		require.Equal(t, tt.terms, plain, "%q by the oracle", tt.typed)
	}
}

func TestDatesInTextGiveTheRangeTheyShare(t *testing.T) {
	berlin := location(t, "Europe/Berlin")
	at := func(s string) event.Time {
		parsed, err := time.Parse(time.RFC3339Nano, s)
		require.NoError(t, err)
		return event.Time(parsed.UnixNano())
	}
	for _, tt := range []struct {
		typed    string
		from, to event.Time
	}{
		{"", event.Earliest, event.Latest},
		{"after:2026-08-02", at("2026-08-02T00:00:00+02:00"), event.Latest},
		{"before:2026-08-02", event.Earliest, at("2026-08-02T00:00:00+02:00")},
		{"on:2026-08-02", at("2026-08-02T00:00:00+02:00"), at("2026-08-03T00:00:00+02:00")},
		{"ON:２０２６－０８－０２", at("2026-08-02T00:00:00+02:00"), at("2026-08-03T00:00:00+02:00")},
		{"on:2026-08-02T14:00", at("2026-08-02T14:00:00+02:00"), at("2026-08-02T14:01:00+02:00")},
		{"on:2026-08-02T14:00:05Z", at("2026-08-02T14:00:05Z"), at("2026-08-02T14:00:06Z")},
		{"after:2026-08-02 before:2026-08-04", at("2026-08-02T00:00:00+02:00"), at("2026-08-04T00:00:00+02:00")},
		{"after:2026-08-01 after:2026-08-03 after:2026-08-02", at("2026-08-03T00:00:00+02:00"), event.Latest},
		{"before:2026-08-02 before:2026-08-01 before:2026-08-03", event.Earliest, at("2026-08-01T00:00:00+02:00")},
		{"on:2026-08-02 after:2026-08-02T12:00", at("2026-08-02T12:00:00+02:00"), at("2026-08-03T00:00:00+02:00")},
		{"on:2026-08-02 before:2026-08-02T12:00", at("2026-08-02T00:00:00+02:00"), at("2026-08-02T12:00:00+02:00")},
		{"on:2026-08-02 on:2026-08-05", at("2026-08-05T00:00:00+02:00"), at("2026-08-03T00:00:00+02:00")},
		{"after:2026-08-04 before:2026-08-02", at("2026-08-04T00:00:00+02:00"), at("2026-08-02T00:00:00+02:00")},
	} {
		q, err := Parse(tt.typed, berlin)
		require.NoError(t, err, "%q", tt.typed)
		require.Equal(t, Query{From: tt.from, To: tt.to}, q, "%q", tt.typed)

		q, err = Parse("key "+tt.typed+` "api key"`, berlin)
		require.NoError(t, err)
		require.Equal(t, Query{From: tt.from, To: tt.to, Terms: []Term{{Text: "key"}, {Text: "api key", Phrase: true}}}, q, "%q among words", tt.typed)
	}
}

func TestABadDateIsTheOnlyError(t *testing.T) {
	for _, tt := range []struct{ typed, word string }{
		{"after:2026-13-01", "after:2026-13-01"},
		{"webhook Before:yesterday x", "before:yesterday"},
		{"on:", "on:"},
		{"after: 2026-08-02", "after:"},
		{`on:"2026-08-02"`, `on:"2026-08-02"`},
		{"on:2026-08-02*", "on:2026-08-02*"},
		{"after:2026-08-02 before:x on:y", "before:x"},
	} {
		q, err := Parse(tt.typed, nil)
		var bad *DateError
		require.ErrorAs(t, err, &bad, "%q", tt.typed)
		require.Equal(t, tt.word, bad.Word)
		require.NotEmpty(t, bad.Hint)
		require.Equal(t, Query{}, q)
	}
}

func TestParseIsTheRuleForAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		typed := texts().Draw(t, "typed")
		terms, dates := plainParse(typed)
		q, err := Parse(typed, nil)
		if err != nil {
			var bad *DateError
			require.ErrorAs(t, err, &bad)
			require.Contains(t, dates, bad.Word)
			return
		}
		require.Equal(t, terms, q.Terms)
		want := All()
		for _, d := range dates {
			word, date, _ := strings.Cut(d, ":")
			from, until, err := ParseDate(date, nil)
			require.NoError(t, err, "%q was not refused", d)
			switch word {
			case "after":
				want.From = max(want.From, from)
			case "before":
				want.To = min(want.To, from)
			case "on":
				want.From, want.To = max(want.From, from), min(want.To, until)
			}
		}
		require.Equal(t, []event.Time{want.From, want.To}, []event.Time{q.From, q.To})
	})
}

// FuzzParse checks what holds for any text: no panic, no other error, terms in
// their normal form, a range that events can be in, and the round trip.
func FuzzParse(f *testing.F) {
	for _, typed := range []string{
		"", "webhook", `-member:*"Ada L" after:2026-08-02T14:00:05.25+02:00`, "on:2026-03-29", `"unclosed  `,
		"https://x x:y - -- member: -after:1 * ** \u0301", "before:2262-01-01", "ＯＮ：２０２６－１０－２５Ｔ０２：３０", "\xff\u034f\U0001D16D\u034f\U0001D165", "id:*a** ﷺ 한",
	} {
		f.Add(typed)
	}
	berlin := location(f, "Europe/Berlin")
	f.Fuzz(func(t *testing.T, typed string) {
		Hints(typed, nil)
		q, err := Parse(typed, berlin)
		if err != nil {
			var bad *DateError
			require.ErrorAs(t, err, &bad)
			return
		}
		for _, term := range q.Terms {
			require.NotEmpty(t, term.Text)
			require.Equal(t, Normal(term.Text), term.Text)
			require.True(t, utf8.ValidString(term.Text))
			if len(typed) < 256 { // the oracle takes its time
				require.Equal(t, plainFound(term, Normal(typed)), term.FoundIn(Normal(typed)))
			}
		}
		require.True(t, q.From == event.Earliest || q.From >= event.MinTime && q.From <= event.MaxTime)
		require.True(t, q.To == event.Latest || q.To >= event.MinTime && q.To <= event.MaxTime)
		again, err := Parse(q.String(), nil)
		require.NoError(t, err, "%q", q.String())
		require.Equal(t, q, again, "%q", q.String())
	})
}
