package export_test

import (
	"context"
	"crypto/sha256"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"daybook/backend/event"
	"daybook/backend/export"
	"daybook/backend/ingest"
	"daybook/backend/sample"
)

// imported returns the events that an import takes from a file; nothing may be rejected.
func imported(t require.TestingT, text, name string) (events []event.Event) {
	f, err := ingest.Open(strings.NewReader(text), int64(len(text)), name, ingest.Options{})
	require.NoError(t, err)
	require.Equal(t, "daybook", f.Source())
	for e, err := range f.Events(context.Background()) {
		require.NoError(t, err)
		events = append(events, e)
	}
	sum, err := f.SHA256()
	require.NoError(t, err)
	require.Equal(t, event.Hash(sha256.Sum256([]byte(text))), sum)
	return events
}

// formats are the ways in which events leave Daybook.
var formats = map[string]func(io.Writer, ...event.Event) error{
	"json": func(w io.Writer, events ...event.Event) error {
		_, err := export.WriteJSON(w, stream(events...))
		return err
	},
	"csv": func(w io.Writer, events ...event.Event) error {
		_, err := export.WriteCSV(w, stream(events...), export.CSVOptions{})
		return err
	},
	"csv with a mark": func(w io.Writer, events ...event.Event) error {
		_, err := export.WriteCSV(w, stream(events...), export.CSVOptions{Mark: true})
		return err
	},
}

func same(t require.TestingT, want, got []event.Event) {
	require.Len(t, got, len(want))
	for i := range want {
		require.Equal(t, six(want[i]), got[i])
		require.Equal(t, want[i].Identity(), got[i].Identity())
	}
}

func TestWhatIsExportedIsImportedAgain(t *testing.T) {
	for name, write := range formats {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				events := rapid.SliceOfN(anyEvent(), 1, 12).Draw(t, "events")
				var text strings.Builder
				require.NoError(t, write(&text, events...))
				same(t, events, imported(t, text.String(), "activity"))
			})
		})
	}
}

func TestTheExhibitsAndASampleAreImportedAgain(t *testing.T) {
	events := exhibits()
	for e := range sample.Events(4, 3000) {
		events = append(events, e)
	}
	for name, write := range formats {
		t.Run(name, func(t *testing.T) {
			var text strings.Builder
			require.NoError(t, write(&text, events...))
			same(t, events, imported(t, text.String(), "activity"))
		})
	}
}

func TestAnEmptyExportIsAFileWithoutEvents(t *testing.T) {
	for name, write := range formats {
		t.Run(name, func(t *testing.T) {
			var text strings.Builder
			require.NoError(t, write(&text))
			f, err := ingest.Open(strings.NewReader(text.String()), int64(text.Len()), "activity", ingest.Options{})
			require.NoError(t, err)
			for range f.Events(context.Background()) {
				require.Fail(t, "an event out of nothing")
			}
		})
	}
}
