package archive_test

import (
	"context"
	"fmt"
	"iter"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/ledger"
	"daybook/backend/retention"
)

// hostile are texts that no file should have but some files do.
var hostile = []string{
	"Aktivit\xe4t", "\x00", "a\x00b", "\xed\xa0\x80", "\xed\xa0\xbd\xed\xb8\x80", "line\nline\r\n", "</script><!--", "\u2028\u2029\ufeff",
	"\xff\xfe", `\`, `"`, `\ufffd`, "\ufffd", "\u202egnp.exe", strings.Repeat("\xff", 1<<20), strings.Repeat(`"\`, 1<<19), strings.Repeat("\x00", 1<<20),
}

// TestWhateverTextComesInReadsBack gives each text to everything that writes texts,
// and opens the archive after each.
func TestWhateverTextComesInReadsBack(t *testing.T) {
	ctx := context.Background()
	for i, text := range hostile {
		dir := filepath.Join(inMemory(t), "a.daybook")
		o := archive.Options{Name: "n" + text, Program: "p" + text, Plan: "pro"}
		a, err := archive.Create(ctx, dir, o)
		require.NoError(t, err)
		n := 0
		again := func() {
			t.Helper()
			said := fmt.Sprintf("text %d, step %d", i, n)
			require.NoError(t, a.Close())
			a, err = archive.Open(ctx, dir, o)
			require.NoError(t, err, said)
			imports, err := a.Imports()
			require.NoError(t, err)
			for k := range imports {
				require.Equal(t, 13, imports[k].Read)
				require.Contains(t, imports[k].File, string([]rune(text)[0]))
			}
			n++
		}
		again()
		_, err = a.Import(ctx, archive.Input{
			File: text + ".csv", Size: 1, Events: rejecting(some(uint64(i), 10), text),
			Source: func() string { return text },
			Notes:  func() []string { return []string{text, `a note quotes "` + text + `"`} },
		}, nil)
		require.NoError(t, err)
		again()
		h, err := a.PlaceHold(ctx, retention.Hold{Name: text, Reason: text, Scope: retention.Scope{Zone: "UTC", Members: []string{text}}})
		if err == nil {
			again()
			require.Equal(t, h, a.Ledger().Holds()[0])
			_, err = a.ReleaseHold(ctx, h.ID, text)
			require.NoError(t, err)
		}
		again()
		for _, kind := range []string{ledger.KindExported, ledger.KindBundle} {
			_, err = a.Ledger().Record(ctx, kind, ledger.Handover{
				File: "/x/" + text, Format: text, Case: text, Purpose: text, Recipient: text,
				Asked: ledger.Asked{Typed: text, Words: text, Parsed: text, Members: []string{text}},
			})
			require.NoError(t, err)
			again()
		}
		r, err := a.Verify(ctx, nil)
		require.NoError(t, err)
		require.True(t, r.OK(), "text %d: %.500v", i, r.Problems)
		require.NoError(t, a.Close())
	}
}

// rejecting yields events and three records that cannot be read.
func rejecting(events []event.Event, text string) iter.Seq2[event.Event, error] {
	return func(yield func(event.Event, error) bool) {
		for _, e := range events {
			if !yield(e, nil) {
				return
			}
		}
		for range 3 {
			if !yield(event.Event{}, &event.Rejection{At: text, Reason: text + ` "` + text + `"`}) {
				return
			}
		}
	}
}
