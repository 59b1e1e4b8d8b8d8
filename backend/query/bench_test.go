package query_test

import (
	"strings"
	"testing"

	"daybook/backend/event"
	. "daybook/backend/query"
)

// Each text stands for a kind of text that takes its own path through the code.
var benchTexts = []struct{ name, text string }{
	{"folded", `generation succeeded - bfl/flux-schnell`},
	{"ascii", `API key "key-name" (bye_5f3a9...) was created by Ada Lovelace`},
	{"accents", `Der Schlüssel „größer“ wurde von José Ångström geändert`},
	{"greek", `Ο λογαριασμός του Οδυσσέα ενημερώθηκε`},
	{"hangul", `결제 수단이 변경되었습니다`},
	{"cjk", `サーバーの設定が変更されました、東京リージョン`},
	{"long", strings.Repeat(`Webhook endpoint was temporarily disabled; `, 100)},
}

func BenchmarkFold(b *testing.B) {
	for _, bt := range benchTexts {
		b.Run(bt.name, func(b *testing.B) {
			b.SetBytes(int64(len(bt.text)))
			b.ReportAllocs()
			for b.Loop() {
				Fold(bt.text)
			}
		})
	}
}

func BenchmarkNormal(b *testing.B) {
	for _, bt := range benchTexts {
		b.Run(bt.name, func(b *testing.B) {
			b.SetBytes(int64(len(bt.text)))
			b.ReportAllocs()
			for b.Loop() {
				Normal(bt.text)
			}
		})
	}
}

func BenchmarkAppendNormal(b *testing.B) {
	for _, bt := range benchTexts {
		b.Run(bt.name, func(b *testing.B) {
			b.SetBytes(int64(len(bt.text)))
			b.ReportAllocs()
			var buf []byte
			for b.Loop() {
				buf = AppendNormal(buf[:0], bt.text)
			}
		})
	}
}

func BenchmarkFoundIn(b *testing.B) {
	text := Normal(`API key "key-name" (bye_5f3a9...) was created by Ada Lovelace in 東京リージョン`)
	for _, bt := range []struct {
		name string
		term Term
	}{
		{"word found", Term{Text: "ada"}},
		{"word absent", Term{Text: "webhook"}},
		{"word inside only", Term{Text: "ovelace"}},
		{"inside absent", Term{Text: "ebhook", Inside: true}},
		{"phrase found", Term{Text: "was created by", Phrase: true}},
		{"punctuation", Term{Text: "..."}},
		{"cjk", Term{Text: "リーション"}},
		{"cyrillic absent", Term{Text: "ключ"}},
	} {
		b.Run(bt.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				bt.term.FoundIn(text)
			}
		})
	}
	b.Run("hostile", func(b *testing.B) {
		hostile := strings.Repeat("a", 1<<20)
		b.SetBytes(1 << 20)
		for b.Loop() {
			Term{Text: "aaaaaaaab"}.FoundIn(hostile)
		}
	})
}

func BenchmarkMatchText(b *testing.B) {
	e := event.Event{
		ID: "evt_01", Actor: "ada@example.com", Category: "api_key", Action: "created",
		Description: `API key "key-name" (bye_5f3a9...) was created`,
	}
	for _, text := range []string{"webhook", "key created ada", `-test "was created"`, "*5f3"} {
		q, err := Parse(text, nil)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				q.MatchText(&e)
			}
		})
	}
}

func BenchmarkCompareText(b *testing.B) {
	for _, bt := range []struct{ name, x, y string }{
		{"ascii", `API key "key-name" was created`, `API key "key-other" was created`},
		{"equal", `Webhook delivered: generation.completed`, `Webhook delivered: generation.completed`},
		{"accents", `Schlüssel geändert: größer`, `Schlüssel geändert: kleiner`},
	} {
		b.Run(bt.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				CompareText(bt.x, bt.y)
			}
		})
	}
}

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(`webhook member:ada -"was deleted" after:2026-08-02`, nil); err != nil {
			b.Fatal(err)
		}
	}
}
