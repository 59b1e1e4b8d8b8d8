package query_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"daybook/backend/event"
	. "daybook/backend/query"
)

// The page folds texts to mark what a search found, reads times in a zone, and is
// tested over a fake that searches. The files in testdata/vectors record the answers of
// this package, and frontend/src/test/vectors.test.ts holds the page against them, so
// that the two cannot drift apart. When the answers of this package change, the files
// are written anew by
//
//	go test ./backend/query -run TestVectors -update

var update = flag.Bool("update", false, "write the vectors that the page is held against")

// vectors compares a file with what it should say.
func vectors(t *testing.T, name string, want any) {
	t.Helper()
	var b bytes.Buffer
	// One vector on each line, so that each difference shows as a changed line.
	fields, err := json.Marshal(want)
	require.NoError(t, err)
	var document map[string][]json.RawMessage
	require.NoError(t, json.Unmarshal(fields, &document))
	b.WriteString("{\n")
	names := make([]string, 0, len(document))
	for name := range document {
		names = append(names, name)
	}
	slices.Sort(names)
	for i, name := range names {
		fmt.Fprintf(&b, "%q: [\n", name)
		for k, v := range document[name] {
			b.Write(v)
			if k < len(document[name])-1 {
				b.WriteByte(',')
			}
			b.WriteByte('\n')
		}
		b.WriteString("]")
		if i < len(names)-1 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
	}
	b.WriteString("}\n")
	path := filepath.Join("testdata", "vectors", name)
	if *update {
		require.NoError(t, os.WriteFile(path, b.Bytes(), 0o644))
	}
	got, err := os.ReadFile(path)
	require.NoError(t, err, "run the test with -update to make it")
	require.Equal(t, string(got), b.String(), "%s, which -update writes again", name)
}

// A draw returns texts that are put together from the pieces of the property tests, the
// same texts each time.
type draw struct{ *rand.Rand }

func drawing(seed uint64) draw { return draw{rand.New(rand.NewPCG(16, seed))} }

func (d draw) text(most int, between string) string {
	var parts []string
	for range d.IntN(most + 1) {
		if p := pieces[d.IntN(len(pieces))]; utf8.ValidString(p) {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, between)
}

// nasty are texts with which folding easily goes wrong.
var nasty = []string{
	"", " ", "  ", "a  b", " a ", "\t\r\n", "İstanbul", "I ı i İ", "DİYARBAKIR", "Straße", "STRASSE ẞ", "ﬁnal oﬃce ﬅ ﷺ", "Zoe\u0308 Zoë ZOË", "a\u0323\u0302 a\u0302\u0323 ậ",
	"\u0301", "\u0301a", "a\u0301\u0301\u0301", "ΟΔΥΣΣΕΎΣ Οδυσσεύς ς", "Ⅷ ½ m² ™ №", "ＡＰＩ＿ｋｅｙ：１２", "ｻｰﾊﾞｰ ガが ー", "東京都 漢字 々〇", "한국 각 ᄒ\u1161\u11ab",
	"שָׁלוֹם", "مُحَمَّد ﻼ ﻻ", "हिन्दी क्षि", "ไทย น้ำ", "👍🏽 ❤️ 👩‍💻 👨‍👩‍👧‍👦 🏳️‍🌈 🇫🇷", "𝒳key 𝟘𝟙 𝔘𝔫𝔦", "\u200bzero\u200dwidth\ufeff", "\u202egnp.exe\u202c",
	"\u00a0\u2003\u3000", "a\u0085b\u2028c\u2029d\u000be", "…", "ĳ Ǆ ǅ ŉ", "ſ K Å ϴ", "ꭰ Ꭰ ᏸ", "Ა ა", "\ufffd", "\u1d165\U0001D165\U0001D16D", "\U0001D15E \U0001D1BB",
	"\u1b44\u0301\u302e", "\U00016ff0\u034f\U0001D165", "\x00\x1f\x7f", "´ ¨ ¸ ˜", "¯a", "ΐ ΰ ᾳ ᾼ", "Ἀ ᾈ", "\u0345\u03b1", "l\u00b7l ŀ", "\u0132\u0133", "\u1e9b\u0323", "🅰 ㍿ ㎏ ㋀",
}

func TestVectorsOfFolding(t *testing.T) {
	type vector struct {
		Text   string `json:"text"`
		Fold   string `json:"fold"`
		Normal string `json:"normal"`
	}
	var texts []vector
	add := func(text string) { texts = append(texts, vector{text, Fold(text), Normal(text)}) }
	for _, text := range nasty {
		add(text)
	}
	d := drawing(1)
	for range 300 {
		add(d.text(10, ""))
	}
	// In the order of columns.
	sorted := append(slices.Clone(nasty), "Z", "z", "zz", "é", "e", "E", "\ue000", "😀", "ａ", "\uff5e", "a\u0301")
	slices.SortFunc(sorted, CompareText)
	vectors(t, "fold.json", map[string]any{"texts": texts, "sorted": slices.Compact(sorted)})
}

// changed are characters whose properties in a later version of Unicode, which the page
// may have, differ from Go's tables.
var changed = []rune{0x1171E} // Mc since Unicode 16

// TestVectorsOfCharacters covers each character of Unicode that this package knows:
// equal hashes over the folded forms and properties of 256 characters show that all are
// alike.
func TestVectorsOfCharacters(t *testing.T) {
	type block struct {
		First rune   `json:"first"`
		Known string `json:"known"` // 256 bits, those of the lowest numbers last
		Hash  uint32 `json:"hash"`
	}
	var blocks []block
	for first := rune(0); first <= unicode.MaxRune; first += 256 {
		known, any := make([]byte, 32), false
		hash := fnv.New32a()
		for i := range rune(256) {
			r := first + i
			if !utf8.ValidRune(r) || slices.Contains(changed, r) || !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z, unicode.Cc, unicode.Cf) {
				continue
			}
			any = true
			known[31-i/8] |= 1 << (i % 8)
			fmt.Fprintf(hash, "%s|%s|%t%t;", Fold(string(r)), Normal(string(r)), IsWord(r), StartsAnywhere(r))
		}
		if any {
			blocks = append(blocks, block{first, fmt.Sprintf("%x", known), hash.Sum32()})
		}
	}
	vectors(t, "characters.json", map[string]any{"blocks": blocks})
}

// vectorEvents are the events that the queries search; times are in whole milliseconds,
// as the page has them.
func vectorEvents() (events []event.Event) {
	descriptions := append([]string{
		`API key "ci-deploy" (bye_5fa9c...) was created`, "Webhook delivered: generation.completed", "Charged 0.004 credits for bfl/flux-schnell",
		"Low balance alert fired: balance $8.5 dropped below $10 threshold", "Member role changed to owner OR admin", "failed \r\n deliveries AND NOT retried", "monkey keys", "https://x.example.com/a?b=c", "C:\\x after:noon",
		"-minus *star “curly” member:ana", "2026-08-02",
	}, nasty...)
	members := []string{"ana.moreau@northwind.com", "system", "zoë.okafor@northwind.com", "李小龍@northwind.com", "", "İlker@example.com"}
	kinds := [][2]string{{"api_key", "created"}, {"webhook", "delivered"}, {"credit", "charge"}, {"Bug Report", "sübmitted"}, {"", "x"}}
	at := time.Date(2026, 8, 1, 21, 59, 58, 0, time.UTC)
	for i, text := range descriptions {
		events = append(events, event.Event{
			ID: fmt.Sprintf("evt_%d É", i), Actor: members[i%len(members)], Category: kinds[i%len(kinds)][0], Action: kinds[i%len(kinds)][1],
			Description: text, Time: event.Time(at.Add(time.Duration(i*i*i) * 1234567 * time.Millisecond / 100).Truncate(time.Millisecond).UnixNano()),
		})
	}
	events[1].Time, events[2].Time = event.MinTime, event.Time(event.MaxTime.UTC().Truncate(time.Millisecond).UnixNano())
	return events
}

// askedQueries are queries that are read in special ways.
var askedQueries = []string{
	"", "  ", "key", "KEY", "*key", "-key", "-*key", "key*", "key**", "*", "**", "***", "-", "--", "-*", "--key", `"`, `""`, `" "`, `"a`, `"a"b`, `a"b`, `"was created"`, `-"was created"`, `*"as created"`, `"failed deliveries"`,
	"failed deliveries", "AND", "OR", "owner OR admin", "NOT retried", "(key)", "api_key.cr", "_key", "key.created", "8.5", ".5", ".com", "bfl/flux", "flux-schnell", "$8", "İ", "i", "ı", "ß", "ss", "ẞ", "ﬁ", "fi", "zoe", "ZOË", "東", "京都", "小龍", "ｱ",
	"member:", "member:ana", "Member:ANA", "MEMBER:ana", "ｍｅｍｂｅｒ：ana", "-member:ana", "member:*eau", "member:-ana", "member:\"ana.m", "member:member:ana", "member:after:noon", "actor:ana", "Event_ID:x", "user:ana", "category:api", "category:*key", "category:bug report",
	"action:key.c", "action:created", "action:*created", "description:key", "id:evt_1", `id:"evt_1 é"`, `id:*"EVT_1 É"`, `-id:"evt_1 é"`, "id:evt_1*", "https://x", "x:y", "c:\\x", ":", ":x", "a:", "“curly”", "-minus", "*star", "*-minus", "\u0301", "a\u0301", "\u0301 key",
	"on:2026-08-02", "after:2026-08-02", "before:2026-08-02", "AFTER:2026-08-02", "ａｆｔｅｒ：2026-08-02", "-after:2026-08-02", "*after:2026-08-02", `"after:2026-08-02"`, "after:2026-08-02 before:2026-08-03", "after:2026-08-03 before:2026-08-02", "on:2026-08-01 on:2026-08-02",
	"after:", "after:x", "after:2026-8-2", "after:2026-13-01", "on:2026-02-29", "on:2024-02-29", "before:2026-08-02T14:00", "before:2026-08-02t14:00z", "before:2026-08-02T14:00:05.25+02:00", "after:2026-08-02*", `after:"2026-08-02"`, "key on:2026-08-02 -member:ana",
	"after:1678-01-01", "before:2261-12-31", "on:2261-12-31", "on:1677-12-31", "on:2262-01-01", "👍", "👩‍💻", "❤", "\u200d", "key\u00a0created", "key\u3000created", "+", "C++", "a b c", `"a  b"`, "…", "...",
}

func TestVectorsOfSearching(t *testing.T) {
	type term struct {
		Exclude bool   `json:"exclude"`
		Field   string `json:"field"`
		Inside  bool   `json:"inside"`
		Text    string `json:"text"`
	}
	type vector struct {
		Text    string `json:"text"`
		Zone    string `json:"zone"`
		Error   string `json:"error,omitempty"`
		Terms   []term `json:"terms"`
		From    string `json:"from"`
		To      string `json:"to"`
		Matches []int  `json:"matches"`
	}
	type fields struct {
		ID          string `json:"id"`
		Actor       string `json:"actor"`
		Category    string `json:"category"`
		Action      string `json:"action"`
		Description string `json:"description"`
		Time        string `json:"time"`
	}
	events := vectorEvents()
	var asked []fields
	for _, e := range events {
		asked = append(asked, fields{e.ID, e.Actor, e.Category, e.Action, e.Description, e.Time.String()})
	}
	var queries []vector
	add := func(text, zone string) {
		v := vector{Text: text, Zone: zone, Terms: []term{}, Matches: []int{}}
		q, err := Parse(text, location(t, zone))
		if err != nil {
			v.Error = err.(*DateError).Hint
			queries = append(queries, v)
			return
		}
		for _, one := range q.Terms {
			field := one.Field.String()
			if field == "" {
				field = "any"
			}
			v.Terms = append(v.Terms, term{one.Exclude, field, one.Inside, one.Text})
		}
		if q.From != event.Earliest {
			v.From = q.From.String()
		}
		if q.To != event.Latest {
			v.To = q.To.String()
		}
		for i := range events {
			if q.MatchText(&events[i]) {
				v.Matches = append(v.Matches, i)
			}
		}
		queries = append(queries, v)
	}
	for i, text := range askedQueries {
		add(text, []string{"UTC", "Europe/Paris", "Asia/Kathmandu"}[i%3])
	}
	d := drawing(2)
	for range 400 {
		switch d.IntN(3) {
		case 0:
			add(d.text(5, ""), "UTC")
		case 1:
			add(d.text(4, " "), "America/St_Johns")
		default: // a part of an event's text, which is likely to be found
			e := events[d.IntN(len(events))]
			text := []rune([]string{e.Description, e.Actor, e.Key()}[d.IntN(3)])
			from := d.IntN(len(text) + 1)
			add([]string{"", "-", "*", `"`, "description:", "action:*", "member:"}[d.IntN(7)]+string(text[from:from+d.IntN(min(8, len(text)-from)+1)]), "UTC")
		}
	}
	vectors(t, "search.json", map[string]any{"events": asked, "queries": queries})
}

// vectorZones are zones of each kind on which all copies of the IANA database agree in
// the years that are tested.
var vectorZones = []string{
	"UTC", "Europe/Paris", "Europe/London", "America/New_York", "America/St_Johns", "America/Sao_Paulo", "Asia/Kathmandu", "Asia/Tokyo", "Asia/Tehran",
	"Australia/Lord_Howe", "Pacific/Apia", "Pacific/Chatham", "Pacific/Kiritimati",
}

var typedDates = []string{
	"", "x", "2026-08-02", "2026-8-2", "02.08.2026", "2026-08-02 ", "2026-08-02x", "2026-02-29", "2024-02-29", "2026-00-01", "2026-01-00", "2026-04-31", "2026-13-01", "+2026-01-01", "20260802", "2026-08", "2026",
	"2026-08-02T", "2026-08-02T14", "2026-08-02T14:0", "2026-08-02T14:00", "2026-08-02 14:00", "2026-08-02t14:00", "2026-08-02T24:00", "2026-08-02T23:60", "2026-08-02T14:00:60", "2026-08-02T14:00:05", "2026-08-02T14:00:05.", "2026-08-02T14:00:05.2",
	"2026-08-02T14:00:05.25", "2026-08-02T14:00:05.123456789", "2026-08-02T14:00:05.1234567890", "2026-08-02T14:00:05.000", "2026-08-02T14:00:05,5", "2026-08-02T14:00Z", "2026-08-02T14:00z", "2026-08-02T14:00+02:00", "2026-08-02T14:00-05:30", "2026-08-02T14:00+2", "2026-08-02T14:00+24:00",
	"2026-08-02T14:00+23:59", "2026-08-02T14:00-00:00", "2026-08-02T14:00:05.5+00:00", "2026-08-02T14:00Zx", "2026-08-02Z", "1678-01-01", "1677-12-31", "2261-12-31", "2262-01-01", "1678-01-01T00:00Z", "1678-01-01T00:00+01:00", "2261-12-31T23:59Z", "2261-12-31T23:59-00:01", "2261-12-31T23:59:59.999999999Z", "0000-01-01", "9999-12-31",
	"2026-03-29", "2026-03-29T02:30", "2026-03-29T02:00", "2026-03-29T03:00", "2026-10-25", "2026-10-25T02:30", "2026-11-01T01:30", "2026-03-08T02:30", "2018-11-04", "2018-11-04T00:30", "2018-02-17T23:30", "2018-02-18", "2011-12-30", "2011-12-29T23:59", "2011-12-30T12:00", "2011-12-31", "2026-04-05T01:45", "2026-10-04T02:15", "２０２６-08-02",
}

func TestVectorsOfDates(t *testing.T) {
	type typed struct {
		Text  string `json:"text"`
		Zone  string `json:"zone"`
		From  string `json:"from,omitempty"`
		Until string `json:"until,omitempty"` // "" is open
		Error string `json:"error,omitempty"`
	}
	// A clock is a time that clocks show, and the first moment at which they show that
	// time or a later one.
	type clock struct {
		Wall   string `json:"wall"`
		Zone   string `json:"zone"`
		Moment string `json:"moment"`
	}
	// A moment is an instant as clocks show it, with the offset, and whether a day
	// begins with it.
	type moment struct {
		Time  string `json:"time"`
		Zone  string `json:"zone"`
		Exact string `json:"exact"`
		Wall  string `json:"wall"` // to the minute
		Begin bool   `json:"midnight"`
	}
	var document struct {
		Typed   []typed  `json:"typed"`
		Clocks  []clock  `json:"clocks"`
		Moments []moment `json:"moments"`
	}
	addTyped := func(text, zone string) {
		v := typed{Text: text, Zone: zone}
		from, until, err := ParseDate(text, location(t, zone))
		if err != nil {
			v.Error = err.(*DateError).Hint
		} else if v.From = from.String(); until != event.Latest {
			v.Until = until.String()
		}
		document.Typed = append(document.Typed, v)
	}
	const wall = "2006-01-02T15:04:05"
	addClock := func(at time.Time, zone string) {
		document.Clocks = append(document.Clocks, clock{at.Format(wall), zone, FirstMoment(at, location(t, zone)).String()})
	}
	addMoment := func(at event.Time, zone string) {
		local := at.UTC().In(location(t, zone))
		if _, offset := local.Zone(); offset%60 != 0 {
			return // before there were time zones: the page shows the seconds too
		}
		document.Moments = append(document.Moments, moment{
			at.String(), zone, local.Format("2006-01-02 15:04:05.999999999 -07:00"), local.Format("2006-01-02T15:04:00"),
			local.Hour() == 0 && local.Minute() == 0 && local.Second() == 0 && local.Nanosecond() == 0,
		})
	}
	for _, text := range typedDates {
		for _, zone := range []string{"UTC", "Europe/Paris", "America/Sao_Paulo", "Pacific/Apia", "Australia/Lord_Howe"} {
			addTyped(text, zone)
		}
		if at, err := time.Parse("2006-01-02T15:04", text); err == nil {
			for _, zone := range vectorZones {
				addClock(at, zone)
			}
		}
	}
	d := drawing(3)
	years := func(from, to int) time.Time {
		first, last := time.Date(from, 1, 1, 0, 0, 0, 0, time.UTC).Unix(), time.Date(to, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
		return time.Unix(first+d.Int64N(last-first), 0).UTC()
	}
	for i := range 120 {
		zone := vectorZones[d.IntN(len(vectorZones))]
		at := years(1970, 2037)
		if i%5 == 0 {
			zone, at = "UTC", years(1678, 2262)
		}
		addClock(at.Truncate(time.Minute), zone)
		addTyped(at.Format([]string{"2006-01-02", "2006-01-02T15:04", wall, wall + "Z"}[d.IntN(4)]), zone)
		ns := []int64{0, 500_000_000, 123_000_000, 120_000_000, 999_999_999, 1}[d.IntN(6)]
		addMoment(event.Time(at.UnixNano()+ns), zone)
		addMoment(FirstMoment(at.Truncate(24*time.Hour), location(t, zone)), zone)
		// Near a change of the clocks.
		if _, change := at.In(location(t, zone)).ZoneBounds(); !change.IsZero() && change.Year() < 2038 {
			for _, beside := range []time.Duration{-time.Hour, -time.Second, 0, time.Second, 30 * time.Minute, time.Hour} {
				addMoment(event.Time(change.Add(beside).UnixNano()), zone)
			}
			_, offset := change.In(location(t, zone)).Zone()
			addClock(change.Add(time.Duration(offset)*time.Second-30*time.Minute).UTC(), zone)
		}
	}
	for _, at := range []event.Time{event.MinTime, event.MaxTime, 0, 1, -1} {
		addMoment(at, "UTC")
	}
	vectors(t, "dates.json", document)
}
