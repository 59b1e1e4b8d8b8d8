package query_test

import (
	"strings"

	"pgregory.net/rapid"

	"daybook/backend/event"
)

// pieces are the parts from which the property tests build texts and queries:
// everything that the rule treats specially, beside plain words.
var pieces = []string{
	"key", "api_key", "created", "flux-schnell", "bfl/flux", "ada@example.com", "8.5", "a", "A", "b", "aa", "x1", "10",
	" ", " ", " ", "  ", "\t", "\n", "\r\n", "\u00a0", "\u2028", "\u3000", "\u0085",
	"-", "--", "*", "**", `"`, `"`, `""`, ":", "member:", "Category:", "action:", "description:", "id:", "ID:", "Actor:", "event_id:", "user:",
	"after:", "before:", "ON:", "2026-08-02", "2026-08-02T14:00", "2026-13-01", "AND", "or", "NOT",
	".", "_", "/", "(", "$", "+", "—", "“", "́", "̂",
	"é", "É", "ς", "Σ", "σ", "İ", "ı", "I", "ß", "ẞ", "ﬁ", "ﬃ", "Ａ", "ｚ", "：", "－", "＊", "＂", "½", "Ⅷ", "²", "Å", "K",
	"漢", "字", "東京", "々", "〇", "ひ", "が", "カ", "ガ", "ｶﾞ", "ー", "한", "국", "각", "ᄒ", "ᅡ", "ᆨ",
	"я", "Я", "й", "אָ", "عَ", "ﷺ", "हिन्दी", "ไทย", "👍", "👍🏽", "❤️", "👩‍💻", "\u200b", "\ufeff", "\u202e", "´", "¨",
	// Spacing marks that have an order, and a mark between them that is dropped.
	"\u302e", "\U0001D165", "\U0001D16D", "\u1b44", "\U00016ff0", "\u034f", "𝅗𝅥",
	"\xff", "\xe3\x81", "\x00",
}

// texts draws any text, more often a text that is put together from pieces.
func texts() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.Map(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12), func(p []string) string { return strings.Join(p, "") }),
		rapid.Map(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 6), func(p []string) string { return strings.Join(p, " ") }),
		rapid.StringN(0, 20, -1),
	)
}

// cuts draws a part of text, cut at character boundaries: it is likely to be found,
// but perhaps at a place that does not count.
func cuts(t *rapid.T, text string) string {
	runes := []rune(text)
	from := rapid.IntRange(0, len(runes)).Draw(t, "from")
	to := rapid.IntRange(from, len(runes)).Draw(t, "to")
	return string(runes[from:to])
}

// events draws events with few different values, so that some are equal.
func events() *rapid.Generator[event.Event] {
	text := func() *rapid.Generator[string] {
		return rapid.OneOf(rapid.SampledFrom([]string{"a", "A", "á", "b", "ab", "a-b", "a.b", "api_key", "é b", "ß", ""}), texts())
	}
	return rapid.Custom(func(t *rapid.T) event.Event {
		return event.Event{
			ID:          text().Draw(t, "id"),
			Actor:       text().Draw(t, "actor"),
			Category:    text().Draw(t, "category"),
			Action:      text().Draw(t, "action"),
			Description: text().Draw(t, "description"),
			Time:        moments().Draw(t, "time"),
		}
	})
}

// moments draws times that events can have, including the ends of the range
// and their neighbours.
func moments() *rapid.Generator[event.Time] {
	return rapid.OneOf(
		rapid.SampledFrom([]event.Time{event.MinTime, event.MaxTime, 0, 1, -1, 1785672000000000000, 1785672000000000001}),
		rapid.Map(rapid.Int64Range(int64(event.MinTime), int64(event.MaxTime)), func(n int64) event.Time { return event.Time(n) }),
	)
}
