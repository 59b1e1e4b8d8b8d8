package export_test

import (
	"bytes"
	"errors"
	"flag"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/event"
	"daybook/backend/export"
	"daybook/backend/proof/prooftest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// stream yields events without errors.
func stream(events ...event.Event) iter.Seq2[event.Event, error] {
	return func(yield func(event.Event, error) bool) {
		for _, e := range events {
			if !yield(e, nil) {
				return
			}
		}
	}
}

// broken yields events, then an error.
func broken(err error, events ...event.Event) iter.Seq2[event.Event, error] {
	return func(yield func(event.Event, error) bool) {
		for e := range stream(events...) {
			if !yield(e, nil) {
				return
			}
		}
		if yield(event.Event{}, err) {
			panic("went on after an error")
		}
	}
}

// six returns the six exported fields of e.
func six(e event.Event) event.Event {
	e.Details = nil
	return e
}

func sixOf(events []event.Event) []event.Event {
	all := make([]event.Event, 0, len(events))
	for _, e := range events {
		all = append(all, six(e))
	}
	return all
}

// odd are texts with which writers of CSV and JSON go wrong.
var odd = prooftest.Odd

// anyText draws what officers and machines may have written, and anything else.
func anyText() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.SampledFrom(odd),
		rapid.String(),
		rapid.StringOf(rapid.SampledFrom([]rune("ab\"',\r\n\t =+-@＝\\\x00\u0085\u2028é漢😀"))),
		rapid.Custom(func(t *rapid.T) string {
			return rapid.SampledFrom(odd).Draw(t, "a") + rapid.SampledFrom(odd).Draw(t, "b")
		}),
	)
}

// anyEvent draws any event that an archive may hold.
func anyEvent() *rapid.Generator[event.Event] {
	return rapid.Custom(func(t *rapid.T) event.Event {
		needed := anyText().Filter(func(s string) bool { return s != "" })
		e := event.Event{
			ID:          needed.Draw(t, "event_id"),
			Actor:       needed.Draw(t, "actor"),
			Category:    needed.Draw(t, "category"),
			Action:      needed.Draw(t, "action"),
			Description: anyText().Draw(t, "description"),
			Time:        anyTime().Draw(t, "timestamp"),
		}
		if rapid.Bool().Draw(t, "with details") {
			e.Details = []byte(`{"kept":"elsewhere"}`)
		}
		require.NoError(t, e.Validate())
		return e
	})
}

func anyTime() *rapid.Generator[event.Time] {
	return rapid.Custom(func(t *rapid.T) event.Time {
		at := rapid.Int64Range(int64(event.MinTime), int64(event.MaxTime)).Draw(t, "ns")
		// Of every precision, not just all nine digits.
		unit := rapid.SampledFrom([]int64{1, 10, 1e3, 1e6, 1e8, 1e9, 3600e9}).Draw(t, "unit")
		return event.Time(at / unit * unit)
	})
}

func anyEvents() *rapid.Generator[[]event.Event] { return rapid.SliceOfN(anyEvent(), 0, 12) }

// golden compares what was written with the file of that name.
func golden(t *testing.T, name, got string) {
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), got, "go test -update writes it anew")
}

// exhibits are the events of the golden files.
func exhibits() []event.Event { return prooftest.Exhibits() }

func TestAnErrorOfTheStreamEndsTheExportAndIsReturned(t *testing.T) {
	cause := errors.New("event 2 does not match its leaf")
	for name, write := range writers() {
		t.Run(name, func(t *testing.T) {
			n, err := write(io.Discard, broken(cause, exhibits()[:2]...))
			require.Same(t, cause, err)
			require.Equal(t, 2, n)
		})
	}
	text, err := export.CopyCSV(broken(cause, exhibits()...))
	require.Same(t, cause, err)
	require.Empty(t, text)
	text, err = export.CopyJSON(broken(cause, exhibits()...))
	require.Same(t, cause, err)
	require.Empty(t, text)
}

type writer func(io.Writer, iter.Seq2[event.Event, error]) (int, error)

func writers() map[string]writer {
	return map[string]writer{
		"json": export.WriteJSON,
		"csv": func(w io.Writer, events iter.Seq2[event.Event, error]) (int, error) {
			return export.WriteCSV(w, events, export.CSVOptions{})
		},
	}
}

// full takes room bytes and no more.
type full struct{ room int }

var errFull = errors.New("no room")

func (f *full) Write(p []byte) (int, error) {
	if len(p) > f.room {
		return f.room, errFull
	}
	f.room -= len(p)
	return len(p), nil
}

func TestAnErrorOfTheWriterEndsTheExportAndIsReturned(t *testing.T) {
	many := func(yield func(event.Event, error) bool) {
		for range 10_000 { // several writes
			if !yield(exhibits()[0], nil) {
				return
			}
		}
	}
	for name, write := range writers() {
		t.Run(name, func(t *testing.T) {
			var all bytes.Buffer
			n, err := write(&all, many)
			require.NoError(t, err)
			require.Equal(t, 10_000, n)
			for _, room := range []int{0, 10, 300_000, all.Len() - 1} {
				_, err := write(&full{room}, many)
				require.Same(t, errFull, err)
			}
			_, err = write(&full{all.Len()}, many)
			require.NoError(t, err)
		})
	}
}

// tight fails the write of that number, and only that; most is its longest.
type tight struct{ fails, writes, most int }

func (w *tight) Write(p []byte) (int, error) {
	w.most = max(w.most, len(p))
	if w.writes++; w.writes == w.fails {
		return 0, errFull
	}
	return len(p), nil
}

func TestEventsAreWrittenAsTheyComeAndNoErrorIsForgotten(t *testing.T) {
	e := exhibits()[0]
	e.Description = strings.Repeat("long ", 2000)
	many := func(yield func(event.Event, error) bool) {
		for range 1000 { // 10 MB
			if !yield(e, nil) {
				return
			}
		}
	}
	for name, write := range writers() {
		t.Run(name, func(t *testing.T) {
			var all tight
			_, err := write(&all, many)
			require.NoError(t, err)
			require.Less(t, all.most, 300_000)
			for i := range all.writes {
				_, err := write(&tight{fails: i + 1}, many)
				require.Same(t, errFull, err)
			}
		})
	}
}

func TestATextThatIsNotUTF8IsRefusedNotChanged(t *testing.T) {
	good := event.Event{ID: "evt_1", Actor: "a", Category: "c", Action: "x", Description: "é"}
	for name, f := range map[string]func(*event.Event) *string{
		"event_id":    func(e *event.Event) *string { return &e.ID },
		"actor":       func(e *event.Event) *string { return &e.Actor },
		"category":    func(e *event.Event) *string { return &e.Category },
		"action":      func(e *event.Event) *string { return &e.Action },
		"description": func(e *event.Event) *string { return &e.Description },
	} {
		for _, text := range []string{"\xff", "é\xe9", "\xed\xa0\x80", "a\xc3"} {
			e := good
			*f(&e) = text
			for _, write := range writers() {
				n, err := write(io.Discard, stream(good, e, good))
				require.ErrorContains(t, err, name+" of event ")
				require.ErrorContains(t, err, " is not valid UTF-8")
				require.Equal(t, 1, n)
			}
		}
	}
}
