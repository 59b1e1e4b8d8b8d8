package index

import (
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"daybook/backend/query"
)

// corpus makes n distinct descriptions in rank order: the sentences of a
// workspace's feed with names that recur and ids that do not, and a vendor's
// sentences with longer parameters.
func corpus(n int) []string {
	r := rand.New(rand.NewPCG(1, 2))
	pick := func(s ...string) string { return s[r.IntN(len(s))] }
	hex := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteByte("0123456789abcdef"[r.IntN(16)])
		}
		return b.String()
	}
	base := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteByte("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[r.IntN(32)])
		}
		return b.String()
	}
	host := func() string {
		return fmt.Sprintf("%s.%s-%d.example.com", pick("api", "hooks", "www", "cdn"), pick("north", "south", "east", "blue", "green"), r.IntN(500))
	}
	model := func() string {
		return pick("bfl/flux-schnell", "bfl/flux-pro-1.1", "bytedance/seedance-1-pro", "google/veo-3", "openai/gpt-image-1", "kling/v2-master", "ideogram/v3")
	}
	member := func() string {
		return fmt.Sprintf("%s.%s@example.com", pick("ada", "bo", "chen", "dora", "émile", "finn", "grace", "håkon", "ivy", "jun"), pick("smith", "jones", "müller", "tanaka", "okafor", "novak")+fmt.Sprint(r.IntN(40)))
	}
	seen := map[string]bool{}
	for len(seen) < n {
		var s string
		switch r.IntN(12) {
		case 0:
			s = fmt.Sprintf("API key %q (bye_%s...) was %s", pick("prod", "staging", "ci", "batch")+"-"+fmt.Sprint(r.IntN(900)), base(5), pick("created", "rotated", "revoked", "deleted"))
		case 1, 2:
			s = fmt.Sprintf("Webhook delivered: %s (evt_%s)", pick("generation.completed", "generation.failed", "credit.low"), base(16))
		case 3:
			s = fmt.Sprintf("Webhook delivery to https://%s/in/%d failed: status %d, attempt %d", host(), r.IntN(1000), 400+r.IntN(120), r.IntN(9))
		case 4, 5:
			s = fmt.Sprintf("Charged %.4f credits for %s", r.Float64(), model())
		case 6, 7:
			s = fmt.Sprintf("Generation %s - %s (gen_%s)", pick("succeeded", "failed", "processing"), model(), hex(12))
		case 8:
			s = fmt.Sprintf("Member %s role changed to %s", member(), pick("owner", "member", "primary-owner"))
		case 9:
			s = fmt.Sprintf("Low balance alert fired: balance $%d.%d dropped below $%d threshold", r.IntN(100), r.IntN(100), r.IntN(500))
		case 10:
			s = fmt.Sprintf("Order ord_%s-%s-%s: status changed to %s", hex(8), hex(4), hex(12), pick("paid", "refunded", "shipped"))
		case 11:
			s = fmt.Sprintf("%s assumed role arn:aws:iam::%d:role/%s from %d.%d.%d.%d in us-%s-%d", member(), 100000000000+r.IntN(50), pick("admin", "auditor", "deploy"), r.IntN(256), r.IntN(256), r.IntN(256), r.IntN(256), pick("east", "west"), 1+r.IntN(2))
		}
		seen[s] = true
	}
	all := make([]string, 0, n)
	for s := range seen {
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b string) int {
		return strings.Compare(query.Fold(a)+"\x00"+a, query.Fold(b)+"\x00"+b)
	})
	return all
}

func size(b *testing.B, dir string) (n int64) {
	filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			info, _ := d.Info()
			n += info.Size()
		}
		return nil
	})
	return n
}

func BenchmarkBuild(b *testing.B) {
	for _, n := range []int{10, 1000, 20_000, 60_000, 300_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			texts := corpus(n)
			b.ReportAllocs()
			var dir string
			for b.Loop() {
				dir = filepath.Join(b.TempDir(), "index")
				if err := Build(dir, slices.Values(texts)); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "docs/s")
			b.ReportMetric(float64(size(b, dir))/float64(n), "bytes/doc")
		})
	}
}

func BenchmarkMatch(b *testing.B) {
	const n = 300_000
	dir := filepath.Join(b.TempDir(), "index")
	if err := Build(dir, slices.Values(corpus(n))); err != nil {
		b.Fatal(err)
	}
	x, err := Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer x.Close()
	for _, text := range []string{"w", "g", "1", "_", ".", "we", "ge", "12", "webhook", "gen_", "gen_1", "gen_12", "evt_", "evt_5", "example", "example.com", "flux-schnell", ".com", "webhook delivered", "status changed to"} {
		b.Run(text, func(b *testing.B) {
			var hits uint64
			for b.Loop() {
				ranks, _, err := x.Match(context.Background(), query.Term{Text: text})
				if err != nil {
					b.Fatal(err)
				}
				hits = ranks.GetCardinality()
			}
			b.ReportMetric(float64(hits), "hits")
		})
	}
}
