package index

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"daybook/backend/query"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// pieces are the parts of random texts: words that share prefixes, ids, marks,
// scripts with and without spaces, every kind of white space, and rare characters.
var pieces = []string{
	"a", "b", "ab", "aba", "key", "api_key", "evt_", "KEY", "webhook.delivered",
	"0", "1", "7f", "8.5", "$12.50", "10.0.0.1", "3f9c", "00000000", "٣", "²", "Ⅳ",
	".", ",", "_", "-", "/", ":", "::", "://", "(", ")", `"`, "'", "#", "@", "…", "€", "=", "*", "%2F",
	" ", " ", " ", "  ", "\t", "\n", "\u00a0", "\u3000",
	"é", "É", "e\u0301", "ñandú", "Straße", "ΟΔΟΣ", "ς", "ﬁ", "İ", "ｆｕｌｌ",
	"中", "文字", "かな", "カナ", "한글", "日本語テキスト", "א", "ب", "ไทย", "हिन्दी",
	"👍", "👩‍🚀", "\u200b", "\u202e", "\x00", "\x1f", "\x7f", "\ufffd", "\U0010ffff", "\u0301", "\u20dd",
	strings.Repeat("a", 31), strings.Repeat("a", 32), strings.Repeat("a", 33), strings.Repeat("ab.", 15),
	strings.Repeat("é中", 9), "arn:aws:iam::123837392027:role/administrator",
}

func aText(r *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12).Draw(r, "pieces"), "")
}

// aTerm is cut out of a text at any two places, or made as texts are.
func aTerm(r *rapid.T, texts []string) query.Term {
	from := ""
	if len(texts) > 0 && rapid.IntRange(0, 9).Draw(r, "made up") > 0 {
		from = query.Normal(rapid.SampledFrom(texts).Draw(r, "of"))
	}
	if from == "" {
		from = query.Normal(aText(r) + "x")
	}
	runes := []rune(from)
	start := rapid.IntRange(0, len(runes)-1).Draw(r, "start")
	end := rapid.IntRange(start+1, min(len(runes), start+rapid.SampledFrom([]int{1, 2, 4, 40}).Draw(r, "most"))).Draw(r, "end")
	return query.Term{Text: string(runes[start:end]), Inside: rapid.IntRange(0, 4).Draw(r, "inside") == 0}
}

func aLimits(r *rapid.T) limits {
	return limits{
		few:       rapid.SampledFrom([]int{0, 0, 0, 3}).Draw(r, "few"),
		long:      rapid.SampledFrom([]int{1 << 20, 1 << 20, 60}).Draw(r, "long"),
		documents: rapid.SampledFrom([]int{1, 3, 1000}).Draw(r, "documents"),
		terms:     rapid.SampledFrom([]int{5, 1000}).Draw(r, "terms"),
		crowd:     rapid.SampledFrom([]int{0, 1, 5, 1000}).Draw(r, "crowd"),
	}
}

// built returns an open index of texts, which is closed when the test ends.
func built(t testing.TB, texts []string, l limits) *Index {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "index")
	require.NoError(t, build(dir, slices.Values(texts), l))
	x, err := Open(dir)
	require.NoError(t, err)
	t.Cleanup(func() { x.Close() })
	return x
}

// right checks an answer against the promise of Match, by reading all texts.
func right(t require.TestingT, x *Index, normal []string, term query.Term) {
	ranks, exact, err := x.Match(context.Background(), term)
	require.NoError(t, err)
	if ranks == nil {
		require.False(t, exact, "%q: all descriptions are no exact answer", term.Text)
		return
	}
	for rank, text := range normal {
		found := term.FoundIn(text)
		switch holds := ranks.Contains(uint32(rank)); {
		case found && !holds:
			require.Fail(t, "missed", "%q (inside: %v) in %q", term.Text, term.Inside, text)
		case exact && holds && !found:
			require.Fail(t, "not exact", "%q (inside: %v) in %q", term.Text, term.Inside, text)
		}
	}
	require.True(t, ranks.IsEmpty() || int(ranks.Maximum()) < len(normal))
}

func normalAll(texts []string) []string {
	all := make([]string, len(texts))
	for i, text := range texts {
		all[i] = query.Normal(text)
	}
	return all
}

func TestMatchMissesNothingAndExactAnswersAreExact(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		texts := rapid.SliceOfN(rapid.Custom(aText), 0, 60).Draw(r, "texts")
		normal := normalAll(texts)
		x := built(t, texts, aLimits(r))
		for range 200 {
			right(r, x, normal, aTerm(r, texts))
		}
		require.NoError(r, x.Close())
	})
}

// The same at the size that imports have: several batches, merged, with crowded
// prefixes and with lists of more than 1,024 descriptions.
func TestMatchIsRightInSegmentsOfManyBatches(t *testing.T) {
	texts := corpus(9000)
	normal := normalAll(texts)
	x := built(t, texts, standard)
	require.Greater(t, len(x.prefixes.keys), 20)
	rapid.Check(t, func(r *rapid.T) {
		right(r, x, normal, aTerm(r, texts))
	})
}

func TestMatchNarrows(t *testing.T) {
	texts := []string{
		`API key "ci" (bye_5f3a9) was created`,
		"Charged 0.004 credits for bfl/flux-schnell",
		"Low balance alert fired: balance $8.5 dropped below $10 threshold",
		"Custom domain removed: api.example.com",
		"Webhook delivered: generation.completed",
		"arn:aws:iam::123837392027:role/administrator-of-everything assumed",
		"Schlüssel für 東京タワー gelöscht",
	}
	x := built(t, texts, limits{long: 1 << 20, documents: 2, terms: 1000, crowd: 2})
	for _, c := range []struct {
		text   string
		inside bool
		exact  bool
		ranks  []uint32
	}{
		{text: "a", exact: true, ranks: []uint32{0, 2, 3, 5}},
		{text: "api", exact: true, ranks: []uint32{0, 3}},
		{text: "bye_5f", exact: true, ranks: []uint32{0}},
		{text: "_5f3", exact: true, ranks: []uint32{0}},
		{text: "bfl/flux", exact: true, ranks: []uint32{1}},
		{text: "flux-schnell", exact: true, ranks: []uint32{1}},
		{text: "-schnell", exact: true, ranks: []uint32{1}},
		{text: "8.5", exact: true, ranks: []uint32{2}},
		{text: "$10", exact: true, ranks: []uint32{2}},
		{text: "example.com", exact: true, ranks: []uint32{3}},
		{text: ".com", exact: true, ranks: []uint32{3, 4}},
		{text: "schlussel", exact: true, ranks: []uint32{6}},
		{text: "タワー", exact: true, ranks: []uint32{6}},
		{text: "ook", exact: true},
		{text: "(bye_5f3a9)", ranks: []uint32{0}},    // cut behind its first digit
		{text: "alert fired:", ranks: []uint32{2}},   // a phrase
		{text: "alert balance", ranks: []uint32{2}},  // whose chunks are apart
		{text: " api.example", ranks: []uint32{3}},   // begins with a blank
		{text: "created ", ranks: []uint32{0}},       // ends with one
		{text: "key zebra", ranks: nil, exact: true}, // no zebra
		{text: "_created", ranks: nil, exact: true},  // no such tail
		{text: "*", ranks: nil, exact: true},         // a mark like others
		{text: ":", exact: true, ranks: []uint32{2, 3, 4, 5}},
		{text: "arn:aws:iam::123837392027:role/administrator-of", ranks: []uint32{5}},
		{text: "arn:aws:iam::123837392027:role/administrator-by", ranks: nil, exact: true},
		{text: "lance $8", inside: true, ranks: []uint32{2}}, // from " $8" on
		{text: "ed: gen", inside: true, ranks: []uint32{4}},  // from ": gen" on
		{text: ".comp", inside: true, exact: true, ranks: []uint32{4}},
	} {
		ranks, exact, err := x.Match(context.Background(), query.Term{Text: c.text, Inside: c.inside})
		require.NoError(t, err)
		require.NotNil(t, ranks, c.text)
		require.Equal(t, c.ranks, sorted(ranks), c.text)
		require.Equal(t, c.exact, exact, c.text)
	}
	for _, c := range []query.Term{{Text: "hook", Inside: true}, {Text: " "}, {Text: "  "}, {Text: "a\xff"}, {Text: ""}} {
		ranks, exact, err := x.Match(context.Background(), c)
		require.NoError(t, err)
		require.Nil(t, ranks, "%q", c.Text)
		require.False(t, exact)
	}
}

func sorted(ranks *roaring.Bitmap) []uint32 {
	if ranks.IsEmpty() {
		return nil
	}
	return ranks.ToArray()
}

func TestFieldAndExclusionAreTheCallers(t *testing.T) {
	x := built(t, []string{"one", "two"}, limits{long: 100, documents: 10, terms: 100})
	for field := query.Any; field <= query.ID; field++ {
		ranks, exact, err := x.Match(context.Background(), query.Term{Text: "two", Field: field, Exclude: true, Phrase: true})
		require.NoError(t, err)
		require.True(t, exact)
		require.Equal(t, []uint32{1}, ranks.ToArray())
	}
}

func TestSegmentWithoutDescriptionsMatchesNothing(t *testing.T) {
	x := built(t, nil, standard)
	for _, term := range []query.Term{{Text: "a"}, {Text: "a", Inside: true}, {Text: " "}} {
		ranks, exact, err := x.Match(context.Background(), term)
		require.NoError(t, err)
		require.True(t, exact)
		require.True(t, ranks.IsEmpty())
	}
}

func TestFewDescriptionsAreAllCandidates(t *testing.T) {
	x := built(t, corpus(standard.few), standard)
	ranks, exact, err := x.Match(context.Background(), query.Term{Text: "webhook"})
	require.NoError(t, err)
	require.Nil(t, ranks)
	require.False(t, exact)
}

func TestLongDescriptionsAreCandidatesOfEveryTerm(t *testing.T) {
	long := strings.Repeat("x.", standard.long/2) + "needle"
	texts := append(corpus(200), long)
	x := built(t, texts, standard)
	for _, text := range []string{"needle", "webhook", "nowhere"} {
		ranks, exact, err := x.Match(context.Background(), query.Term{Text: text})
		require.NoError(t, err)
		require.False(t, exact)
		require.True(t, ranks.Contains(200), text)
		right(t, x, normalAll(texts), query.Term{Text: text})
	}
}

func TestPrefixesOfEveryLengthAreShort(t *testing.T) {
	texts := corpus(9000)
	x := built(t, texts, standard)
	d, err := x.bleve.dictionary()
	require.NoError(t, err)
	seen := map[string]bool{}
	for _, text := range texts[:200] {
		tails(query.Normal(text), func(term string) {
			for end := 1; end <= len(term); end++ {
				prefix := term[:end]
				if seen[prefix] || !utf8.ValidString(prefix) {
					continue
				}
				seen[prefix] = true
				kept, err := x.prefixes.ranks(prefix)
				require.NoError(t, err)
				terms, ranks := 0, roaring.New()
				require.NoError(t, d.each(prefix, func(term string) error {
					terms++
					return d.orInto(ranks, term)
				}))
				if kept == nil {
					require.LessOrEqual(t, terms, standard.crowd, prefix)
				} else {
					require.True(t, ranks.Equals(kept), prefix)
				}
			}
		})
	}
}

func ExampleIndex_Match() {
	dir, done := exampleDir()
	defer done()
	descriptions := slices.Values([]string{"", "Webhook delivered", "Webhook endpoint was disabled"})
	if err := build(dir, descriptions, limits{long: 1 << 16, documents: 10, terms: 100}); err != nil {
		panic(err)
	}
	x, err := Open(dir)
	if err != nil {
		panic(err)
	}
	defer x.Close()
	ranks, exact, _ := x.Match(context.Background(), query.Term{Text: "webh"})
	fmt.Println(ranks, exact)
	ranks, exact, _ = x.Match(context.Background(), query.Term{Text: "webhook del"})
	fmt.Println(ranks, exact)
	// Output:
	// {1,2} true
	// {1} false
}
