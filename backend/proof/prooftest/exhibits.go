package prooftest

import "daybook/backend/event"

// Odd are texts with which writers of CSV and JSON go wrong.
var Odd = []string{
	"=1+1", "+1", "-1", "@a", "\ta", "\ra", "\na", "＝a", "＋a", "－a", "＠a", "'", "''", "'=1", "'a", "'＝", "＝", "=",
	`"`, `""`, `"a"`, `a"b`, ",", "a,b", "a\nb", "a\rb", "a\r\nb", "\r\n", "\r", "\n", " ", " a", "a ", "\t", "a\t", "",
	"\\", `\u0041`, "</script>", "&<>", "\x00", "\x01", "\x1f", "\x7f", "\u0080", "\u0085", "\u009f", "\u00a0", "\u2028", "\u2029",
	"\ufeff", "\ufffd", "\ufffe", "\u202e", "\u200b", "e\u0301", "é", "漢字", "😀", "👩‍👩‍👧", "\U0010ffff", "＜", "～",
	"NULL", "null", "0012", "1e5", "2026-01-01", "https://a.example/?b=c&d=\"e\"",
}

// Exhibits are events that show every form a text can have in a file.
func Exhibits() []event.Event {
	at := event.Time(1785692382_000_000_000) // 2026-08-02T17:39:42Z
	feed := []event.Event{
		{ID: "evt_1", Actor: "ana.moreau@northwind.com", Category: "api_key", Action: "created", Description: `API key "key-name" (bye_XXXXX...) was created`, Time: at},
		{ID: "evt_2", Actor: event.System, Category: "credit_alert", Action: "settings_updated", Description: "Credit alert settings updated: enabled=true, thresholds={10,5,1}", Time: at + 500_000_000},
		{ID: "evt_3", Actor: event.System, Category: "auth", Action: "signin", Time: at + 1, Details: []byte(`{"not":"exported"}`)},
		{ID: "=evt", Actor: "@system", Category: "+new", Action: "-new", Description: "every cell is guarded", Time: event.MinTime},
	}
	for _, text := range Odd {
		feed = append(feed, event.Event{ID: "evt_odd", Actor: event.System, Category: "bug_report", Action: "submitted", Description: text, Time: event.MaxTime})
	}
	return feed
}
