package archive

import (
	"encoding/json"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/fuzztest"
	"daybook/backend/integrity"
	"daybook/backend/ledger"
)

// FuzzReplay replays a journal with a line of any kind and content, as a person
// with the key could write it: Replay must report what it cannot interpret, and
// never count a leaf that is not there.
func FuzzReplay(f *testing.F) {
	fuzztest.Briefly(f)
	for kind, data := range map[string]string{
		ledger.KindMade:          `{"archive":"x","name":"n","plan":"pro","key":{"verifier":"v"},"checkpoint":"c"}`,
		ledger.KindImportPlanned: `{"snapshot":2,"events":3,"checkpoint":"c","import":1,"file":"f","report_sha256":"00","first_seq":0}`,
		ledger.KindPurgePlanned: `{"snapshot":2,"events":3,"checkpoint":"c","count":2,"leaves":[[0,2],[5,6]],"rule":{"at":"2026-01-01T00:00:00Z","plan":"pro","days":30,` +
			`"cutoff":"2026-01-01T00:00:00Z","holds":["H1"]},"first":"2026-01-01T00:00:00Z","last":"2026-01-01T00:00:00Z","held":1,"quotes":1,"reports":[{"import":1,"revision":1,"sha256":"00"}]}`,
		ledger.KindPurged:       `{"plan":2,"snapshot":2}`,
		ledger.KindHoldPlaced:   `{"hold":{"id":"H1","reason":"r","scope":{"query":"x","zone":"UTC"}}}`,
		ledger.KindHoldReleased: `{"hold":{"id":"H1"},"reason":"r"}`,
		ledger.KindPlanChanged:  `{"from":"pro","to":"free"}`,
		ledger.KindKeyChanged:   `{"key":{"verifier":"w"},"before":"00","why":"w"}`,
		ledger.KindExported:     `{"file":"f","format":"csv","sha256":"00","events":1}`,
		ledger.KindVerified:     `{"events":1,"root":"00","problems":1,"first":"f"}`,
		ledger.KindDamageNoted:  `{"problems":["p"]}`,
		ledger.KindCosigned:     `{"checkpoint":"daybook/x\n1\nAA==\n\n","witnesses":["w+00000000+AA=="]}`,
	} {
		f.Add(kind, []byte(data))
	}
	const leaves = 100
	f.Fuzz(func(t *testing.T, kind string, data []byte) {
		if !json.Valid(data) {
			return // not a line of a journal
		}
		r := &Report{}
		p := ledger.NewReplay(&r.Findings)
		for n, l := range []integrity.Line{
			{Kind: ledger.KindMade, Data: json.RawMessage(`{"archive":"x","plan":"pro"}`)}, {Kind: kind, Data: data},
			{Kind: ledger.KindPurgePlanned, Data: data}, {Kind: ledger.KindPurged, Data: json.RawMessage(`{"plan":3}`)}, {Kind: ledger.KindPurged, Data: json.RawMessage(`{"plan":2}`)},
		} {
			l.N = int64(n + 1)
			p.Line(l, "")
			_, err := ledger.SayData(l.Kind, l.Data)
			_ = err // lines that cannot be read are reported
		}
		w := &verifying{v: &View{snapshot: &snapshot{Tree: ledger.Tree{Size: leaves}}}, seen: make([]atomic.Uint64, (leaves+63)/64)}
		before := r.Count
		w.leaves(p.Gone, r)
		within := 0
		for _, g := range p.Gone {
			if g.From >= 0 && g.From < g.To && g.To <= leaves {
				within += int(g.To - g.From)
			}
		}
		require.Equal(t, within, r.Gone)
		if within < leaves { // some leaves have neither event nor receipt
			require.Greater(t, r.Count, before)
		}
	})
}
