package window

import (
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/folder"
	"daybook/backend/ingest"
	"daybook/backend/ledger"
)

// TestAnErrorTravelsAsText: of an error that is an object Wails makes an Error
// whose message is "[object Object]".
func TestAnErrorTravelsAsText(t *testing.T) {
	text, ok := FormatError(fmt.Errorf("archive: open /x: %w", ledger.ErrNotArchive)).(string)
	require.True(t, ok)
	require.JSONEq(t, `{"code":"not-archive","message":"/x was not opened: not a Daybook archive","hint":"Choose a folder that Daybook made."}`, text)
}

func TestAnErrorIsASentenceWithoutNamesOfPackages(t *testing.T) {
	cause := errors.New("gzip: invalid checksum")
	for _, c := range []struct {
		err  error
		want string
	}{
		{fmt.Errorf("archive: import x.gz: %w", fmt.Errorf("ingest: %w", cause)), "x.gz was not imported: gzip: invalid checksum"},
		{fmt.Errorf("archive: open /a: %w: archive: index: %w", folder.ErrDamaged, cause), "/a was not opened: damaged: gzip: invalid checksum"},
		{fmt.Errorf("open /a/CURRENT: %w", cause), "/a/CURRENT was not opened: gzip: invalid checksum"},
		{fmt.Errorf("evidence: no proof for %s", "archive: 7"), "No proof for archive: 7"},
		{errors.New("a lone word"), "A lone word"},
	} {
		require.Equal(t, c.want, asFault(c.err).Message)
	}
}

func TestWhyAFileWasNotTakenInDoesNotNameItAgain(t *testing.T) {
	err := fmt.Errorf("ingest: open notes.txt: %w: it begins with \"These\"", ingest.ErrNotEvents)
	got := whyNot("notes.txt", err)
	require.Equal(t, Fault{Code: "not-events", Message: "Not a file of events: it begins with \"These\""}, got)
	err = fmt.Errorf("archive: import x.gz: %w", fmt.Errorf("ingest: %w", errors.New("gzip: invalid checksum")))
	require.Equal(t, "Gzip: invalid checksum", whyNot("x.gz", err).Message)
}

func TestAPanicIsAnAnswer(t *testing.T) {
	_, err := guard(func() (int, error) { panic("boom") })
	require.Equal(t, "panic", code(t, err))
	require.Equal(t, "unknown", code(t, guard0(func() error { return io.ErrUnexpectedEOF })))
}

func TestAnErrorIsSaidAsWhatWasNotDone(t *testing.T) {
	for text, want := range map[string]string{
		"export: write /proc/a.csv: there is no folder /proc": "/proc/a.csv was not written: there is no folder /proc",
		"archive: event 7 differs from its leaf":              "Event 7 differs from its leaf",
		"écrit":                                               "Écrit",
	} {
		require.Equal(t, want, asFault(errors.New(text)).Message)
	}
}
