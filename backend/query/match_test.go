package query_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/event"
	. "daybook/backend/query"
)

func mustParse(t require.TestingT, text string) Query {
	q, err := Parse(text, nil)
	require.NoError(t, err, "%q", text)
	return q
}

func TestATermIsFoundWhereItLooksLikeIt(t *testing.T) {
	for _, tt := range []struct {
		text    string
		found   []string
		missing []string
	}{
		{
			"api_key.created",
			[]string{"api", "a", "API", "api_key", "api_key.cr", "api_key.created", "key", "key.cr", "_key", "_", "created", ".created", ".", "*reated", "*i_k", "key*", `"api_key"`, `"_key.cr"`},
			[]string{"pi", "ey", "reated", "y.created", `"api key"`, "api-key", "apikey", "created_", "*kez"},
		},
		{
			"Generation succeeded - bfl/flux-schnell",
			[]string{"flux-schnell", "bfl/flux", "flux", "schnell", "/flux", "*chnell", `"-schnell"`, "- ", `"succeeded - bfl"`, "-nothing"},
			[]string{"lux", "fl/flux", "chnell", "schnelle", "flux_schnell", "-schnell", "-flux", `"succeeded bfl"`},
		},
		{
			`API key "key-name" (bye_5f3a9...) was created`,
			[]string{"bye_5f", "bye", "5f", "5f3a9", "_5f", "(bye", "...", ")", "*f3a", "key-name", "-name*foo", `"(bye_5f3a9...) was"`, "name"},
			[]string{"f3a", "ye_5f", "a9", "bye5f", "ame", `"bye 5f"`},
		},
		{
			"Custom domain removed: api.example.com",
			[]string{"example.com", ".com", "com", "api.example", "removed:", ": api", ":", ".example.c", "*mple"},
			[]string{"xample", "pi.example.com", "om", "examplecom", "*mples"},
		},
		{
			"Low balance alert fired: balance $8.5 dropped below $10 threshold",
			[]string{"8.5", "$8.5", "5", ".5", "$", "10", "$10", "1", "$1", "*0", "balance"},
			[]string{"0", "8,5", "85", "alance"},
		},
		{
			"Credit alert settings updated: enabled=true, thresholds={10,5,1}",
			[]string{"enabled=true", "=true", "true", "{10,5,1}", "5,1", ",5", "}"},
			[]string{"abled", "rue", "0,5"},
		},
		{
			"ada.lovelace@example.com",
			[]string{"ada", "lovelace@", "@example", "ada.lovelace@example.com", "example"},
			[]string{"da", "ace@example", "*@examples"},
		},
		{
			"https://example.com/a?b=c",
			[]string{"https://example.com", "https:", "://", "//example", "a?b=c", "b=c"},
			[]string{"ttps", "https:/e"},
		},
		{
			"José Ångström ändert Größe",
			[]string{"jose", "JOSÉ", "jose\u0301", "angstrom", "Ångström", "andert", "größe", "groß", "GROẞE"},
			[]string{"ose", "grosse", "gstrom"},
		},
		{
			"Οδυσσεύς ΣΊΣΥΦΟΣ",
			[]string{"οδυσσευς", "ΟΔΥΣΣΕΎΣ", "οδυσσευσ", "σισυφος", "Σίσυφος", "*σσευ"},
			[]string{"δυσσευς", "υφος"},
		},
		{
			"İstanbul ILIK ılık",
			[]string{"istanbul", "İSTANBUL", "ISTANBUL", "ilik", "ılık"},
			[]string{"ıstanbul", "stanbul"},
		},
		{
			"ﬁle ＦＵＬＬ ① ½",
			[]string{"file", "ﬁ", "full", "ｆｕｌｌ", "1", "1⁄2", "⁄2", "fi"},
			[]string{"ile", "ull", "12"},
		},
		{
			"サーバーの設定が変更されました、東京tower",
			[]string{"サーバー", "バー", "ハ", "設定", "定が", "変更", "東京", "京", "京tower", "、東", "ｻｰﾊﾞｰ", "の", "*tower", "*ーの", "東京t"},
			[]string{"ーの", "tower", "京都", "東tower"},
		},
		{
			"결제 수단이 변경",
			[]string{"결제", "결", "겨", "수단", "변경", "*단이"},
			[]string{"제", "단이", "경"},
		},
		{
			"naïve e\u0301te\u0301 हिन्दी",
			[]string{"naive", "nai\u0308ve", "été", "ete", "हिन्दी", "हिन"},
			[]string{"ive", "te"},
		},
		{
			"deploy 👍🏽 done❤️now",
			[]string{"👍", "👍🏽", "🏽", "❤", "❤️", "❤now", "now", "done❤", "*one"},
			[]string{"one", "ow", "👎"},
		},
		{
			"a line\r\nbreak  and\u00a0spaces",
			[]string{`"line break"`, `"line   break"`, "\"line\nbreak\"", `"break and spaces"`, `" spaces"`, `"break "`, "break and"},
			[]string{`"linebreak"`, `"spaces "`, `" a line"`},
		},
		{
			"aab aaab",
			[]string{"aab", "aa", "aaa", "aaab", "*ab"},
			[]string{"ab", "b", "aaaa"},
		},
		{"", nil, []string{"a", "*a", ".", `" "`}},
	} {
		normal := Normal(tt.text)
		e := event.Event{Actor: "-", Category: "-", Action: "-", Description: tt.text}
		check := func(typed string, want bool) {
			q, all := mustParse(t, typed), true
			for _, term := range q.Terms {
				require.Equal(t, plainFound(term, normal), term.FoundIn(normal), "%q in %q against the oracle", typed, tt.text)
				require.Equal(t, term.FoundIn(normal), term.FoundInBytes([]byte(normal)))
				all = all && term.FoundIn(normal) != term.Exclude
			}
			require.Equal(t, want, all, "%q in %q", typed, tt.text)
			for i := range q.Terms {
				q.Terms[i].Field = Description
			}
			require.Equal(t, want, q.MatchText(&e), "%q in the event with %q", typed, tt.text)
		}
		for _, typed := range tt.found {
			check(typed, true)
		}
		for _, typed := range tt.missing {
			check(typed, false)
		}
	}
}

// feed is one event for each example of the feed's own page, one an hour from
// 1970-01-01T00:00Z on.
var feed = hourly(
	event.Event{ID: "evt_0", Actor: "ada@example.com", Category: "api_key", Action: "created", Description: `API key "key-name" (bye_5f3a9...) was created`},
	event.Event{ID: "evt_1", Actor: "system", Category: "webhook", Action: "delivered", Description: "Webhook delivered: generation.completed"},
	event.Event{ID: "evt_2", Actor: "system", Category: "webhook", Action: "disabled", Description: "Webhook endpoint was temporarily disabled"},
	event.Event{ID: "evt_3", Actor: "bob@example.com", Category: "credit", Action: "charge", Description: "Charged 0.004 credits for bfl/flux-schnell"},
	event.Event{ID: "evt_4", Actor: "bob@example.com", Category: "credit", Action: "refund", Description: "Refunded 0.012 credits for bfl/flux-schnell"},
	event.Event{ID: "evt_5", Actor: "system", Category: "credit_alert", Action: "alert_fired", Description: "Low balance alert fired: balance $8.5 dropped below $10 threshold"},
	event.Event{ID: "evt_6", Actor: "ada@example.com", Category: "credit_alert", Action: "settings_updated", Description: "Credit alert settings updated: enabled=true, thresholds={10,5,1}"},
	event.Event{ID: "evt_7", Actor: "bob@example.com", Category: "generation", Action: "processing", Description: "Generation processing - bytedance/seedance-1-pro"},
	event.Event{ID: "evt_8", Actor: "bob@example.com", Category: "generation", Action: "succeeded", Description: "Generation succeeded - bfl/flux-schnell"},
	event.Event{ID: "evt_9", Actor: "ada@example.com", Category: "membership", Action: "role_changed", Description: "Member role changed to owner"},
	event.Event{ID: "evt_10", Actor: "ada@example.com", Category: "domain", Action: "domain_removed", Description: "Custom domain removed: api.example.com"},
	event.Event{ID: "evt_11", Actor: "cleo@example.org", Category: "consent", Action: "accepted", Description: "All cookie categories accepted (via banner)"},
)

func hourly(events ...event.Event) []event.Event {
	for i := range events {
		events[i].Time = event.Time(i) * event.Time(time.Hour)
	}
	return events
}

func TestAQueryNarrowsTheFeedToWhatItSays(t *testing.T) {
	var all []int
	for i := range feed {
		all = append(all, i)
	}
	for _, tt := range []struct {
		typed string
		want  []int
	}{
		{"", all},
		{" \t ", all},
		{`"" * -* member:* - `, []int{0, 3, 4, 7, 8}}, // only the bare - is a term
		{"webhook", []int{1, 2}},
		{"credit", []int{3, 4, 5, 6}},
		{"category:credit", []int{3, 4, 5, 6}},
		{"category:credit -category:credit_alert", []int{3, 4}},
		{"category:alert", []int{5, 6}},
		{"category:*lert", []int{5, 6}},
		{"domain", []int{10}},
		{"action:domain", []int{10}},
		{"action:domain.domain_removed", []int{10}},
		{"action:removed", []int{10}},
		{"category:removed", nil},
		{"key", []int{0}},
		{"api_key.cr", []int{0}},
		{"example.com", []int{0, 3, 4, 6, 7, 8, 9, 10}},
		{"description:example.com", []int{10}},
		{"member:example.com", []int{0, 3, 4, 6, 7, 8, 9, 10}},
		{".com", []int{0, 1, 3, 4, 6, 7, 8, 9, 10}}, // generation.completed too
		{"bfl/flux", []int{3, 4, 8}},
		{"bfl/flux -refund", []int{3, 8}},
		{"flux-schnell member:bob charge", []int{3}},
		{"8.5", []int{5}},
		{"bye_5f", []int{0}},
		{`"was created"`, []int{0}},
		{`"was   created"`, []int{0}},
		{`"created was"`, nil},
		{"generation.completed", []int{1}},
		{"generation", []int{1, 7, 8}},
		{"-member:system -member:example.com", []int{11}},
		{"MEMBER:SYSTEM", []int{1, 2, 5}},
		{"ｍｅｍｂｅｒ：ｓｙｓｔｅｍ", []int{1, 2, 5}},
		{"id:evt_1", []int{1}},
		{"ID:EVT_1", []int{1}},
		{"id:evt", nil},
		{"id:*vt_1", nil},
		{"id:evt_1*", []int{1}},
		{"-id:evt_1 webhook", []int{2}},
		{"evt_1", nil}, // the event_id is not one of the four texts
		{"created OR webhook", nil},
		{"after:1970-01-01T10:00", []int{10, 11}},
		{"before:1970-01-01T02:00", []int{0, 1}},
		{"on:1970-01-01T03:00", []int{3}},
		{"after:1970-01-01T02:00 before:1970-01-01T05:00 credit", []int{3, 4}},
		{"after:1970-01-01T05:00 before:1970-01-01T02:00", nil},
		{"after:1970-01-02", nil},
		{"on:1970-01-01", all},
		{"-after:1970-01-01", nil},
		{"https://example.com", nil},
	} {
		q := mustParse(t, tt.typed)
		var got []int
		for i := range feed {
			require.Equal(t, plainMatch(q, feed[i], Place{}), q.Match(&feed[i], Place{}), "%q, event %d against the oracle", tt.typed, i)
			if q.MatchText(&feed[i]) {
				got = append(got, i)
			}
		}
		require.Equal(t, tt.want, got, "%q", tt.typed)
	}
}

func TestFiltersAreExactAndEachTakesAnyOfItsValues(t *testing.T) {
	e := event.Event{ID: "1", Actor: "Ada", Category: "api_key", Action: "created", Description: "x"}
	at := Place{Import: 3}
	with := func(change func(*Query)) bool {
		q := All()
		change(&q)
		require.False(t, q.Empty())
		require.True(t, q.MatchText(&e), "filters are no text")
		require.Equal(t, plainMatch(q, e, at), q.Match(&e, at))
		return q.Match(&e, at)
	}
	require.True(t, with(func(q *Query) { q.Categories = []string{"webhook", "api_key"} }))
	require.False(t, with(func(q *Query) { q.Categories = []string{"webhook", "api", "API_KEY", "api_key.created"} }))
	require.True(t, with(func(q *Query) { q.Actions = []string{"api_key.created", "api_key.deleted"} }))
	require.False(t, with(func(q *Query) { q.Actions = []string{"created", "api_key", "api_key.create", "Api_key.created"} }))
	require.True(t, with(func(q *Query) { q.Members = []string{"Ada"} }))
	require.False(t, with(func(q *Query) { q.Members = []string{"ada", "Ad", "Ada "} }))
	require.True(t, with(func(q *Query) { q.Imports = []int{1, 3} }))
	require.False(t, with(func(q *Query) { q.Imports = []int{1, 2} }))
	require.False(t, with(func(q *Query) { q.ConflictsOnly = true }))
	require.False(t, with(func(q *Query) { q.Categories, q.Members = []string{"api_key"}, []string{"Bob"} }), "each filter must pass")

	q := All()
	q.ConflictsOnly = true
	require.True(t, q.Match(&e, Place{Conflict: true}))
	q.Terms = mustParse(t, "y").Terms
	require.False(t, q.Match(&e, Place{Conflict: true}), "filters and text must both pass")
}

func TestTheTimeRangeIsHalfOpenAndOpenEndsTakeAll(t *testing.T) {
	q := All()
	require.True(t, q.Empty())
	for _, at := range []event.Time{event.Earliest, event.MinTime, 0, event.MaxTime, event.Latest} {
		require.True(t, q.Covers(at))
	}
	q.From, q.To = 10, 20
	require.False(t, q.Empty())
	for at, want := range map[event.Time]bool{9: false, 10: true, 19: true, 20: false, event.Latest: false} {
		require.Equal(t, want, q.Covers(at), "%d", at)
		require.Equal(t, want, q.Match(&event.Event{Time: at}, Place{}))
	}
	require.False(t, Query{}.Empty(), "the zero query has an empty range")
	require.False(t, Query{}.Covers(0))
}

func TestMatchIsTheRuleForAnyQueryAndEvent(t *testing.T) {
	values := func(e event.Event, own string) *rapid.Generator[[]string] {
		return rapid.SliceOfN(rapid.SampledFrom([]string{own, "a", "A", "api_key", ""}), 0, 2)
	}
	rapid.Check(t, func(t *rapid.T) {
		e := events().Draw(t, "event")
		source := rapid.SampledFrom([]string{e.Actor, e.Category, e.Key(), e.Description, e.ID}).Draw(t, "source")
		typed := rapid.OneOf(texts(), rapid.Custom(func(t *rapid.T) string {
			return rapid.SampledFrom([]string{"", "-", "*", "action:", "category:*", "id:", `"`, `-description:"`}).Draw(t, "operator") + cuts(t, source)
		})).Draw(t, "typed")
		q, err := Parse(typed, nil)
		if err != nil {
			t.Skip("a bad date")
		}
		if rapid.IntRange(0, 3).Draw(t, "filtered") == 0 {
			q.Categories = values(e, e.Category).Draw(t, "categories")
			q.Actions = values(e, e.Key()).Draw(t, "actions")
			q.Members = values(e, e.Actor).Draw(t, "members")
			q.Imports = rapid.SliceOfN(rapid.IntRange(1, 2), 0, 1).Draw(t, "imports")
			q.ConflictsOnly = rapid.Bool().Draw(t, "conflicts only")
		}
		at := Place{Import: 1, Conflict: rapid.Bool().Draw(t, "conflict")}
		require.Equal(t, plainMatch(q, e, at), q.Match(&e, at))
	})
}

func TestFoundInIsTheRuleForAnyTermAndText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := Normal(texts().Draw(t, "text"))
		term := Term{
			Text:   Normal(rapid.OneOf(texts(), rapid.Custom(func(t *rapid.T) string { return cuts(t, text) })).Draw(t, "term")),
			Inside: rapid.Bool().Draw(t, "inside"),
			Field:  rapid.SampledFrom([]Field{Any, Description, ID}).Draw(t, "field"),
		}
		if term.Text == "" {
			t.Skip("no term is empty")
		}
		require.Equal(t, plainFound(term, text), term.FoundIn(text))
		require.Equal(t, term.FoundIn(text), term.FoundInBytes([]byte(text)))
	})
}

// Letters and signs of one byte and of several, in every sequence of up to five:
// these include every near miss, inside words and at their edges.
func TestFoundInIsTheRuleForEveryShortText(t *testing.T) {
	rows := []string{""}
	for from, length := 0, 1; length <= 5; length++ {
		to := len(rows)
		for _, row := range rows[from:to] {
			for _, r := range "a.—я漢" {
				rows = append(rows, row+string(r))
			}
		}
		from = to
	}
	for _, text := range rows {
		for _, typed := range rows[1:31] { // of one and two
			term := Term{Text: typed}
			if plainFound(term, text) != term.FoundIn(text) {
				t.Fatalf("%q in %q", typed, text)
			}
		}
	}
}

func TestFoundInAllocatesNothing(t *testing.T) {
	text := Normal(`API key "key-name" was created in 東京`)
	buf := []byte(text)
	for _, term := range []Term{{Text: "created"}, {Text: "reated", Inside: true}, {Text: "was created", Phrase: true}, {Text: "東"}, {Text: "."}, {Text: "x", Field: ID}} {
		require.Zero(t, testing.AllocsPerRun(100, func() { term.FoundIn(text); term.FoundInBytes(buf) }), "%v", term)
	}
	q, e := mustParse(t, "key -test member:ada *5f3"), &feed[0]
	require.Zero(t, testing.AllocsPerRun(100, func() { q.MatchText(e) }))
}

func TestFoundInTakesHostileTextInItsStride(t *testing.T) {
	// Quadratic time over 4 MiB would take minutes.
	long := strings.Repeat("a", 4<<20)
	require.False(t, Term{Text: "aaaaaaab"}.FoundIn("x"+long))
	require.False(t, Term{Text: long[:1<<20]}.FoundIn("x"+long))
	require.True(t, Term{Text: "aab"}.FoundIn("x"+long+" aab"))
}
