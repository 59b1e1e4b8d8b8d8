package window

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/ingest"
	"daybook/backend/ledger"
)

// TestAnErrorTravelsAsText guards against Wails turning an error that is an
// object into an Error whose message is "[object Object]".
func TestAnErrorTravelsAsText(t *testing.T) {
	text, ok := FormatError(failure.New("open", "/x", ledger.ErrNotArchive)).(string)
	require.True(t, ok)
	require.JSONEq(t, `{"code":"not-archive","message":"/x was not opened: not a Daybook archive","hint":"Choose a folder that Daybook made."}`, text)
}

func TestAnErrorIsASentenceWithoutNamesOfPackages(t *testing.T) {
	cause := errors.New("gzip: invalid checksum")
	for _, c := range []struct {
		err  error
		want string
	}{
		{failure.New("import", "x.gz", cause), "x.gz was not imported: gzip: invalid checksum"},
		{failure.New("open", "/a", folder.Damagef("%w", cause)), "/a was not opened: damaged: gzip: invalid checksum"},
		{&fs.PathError{Op: "open", Path: "/a/CURRENT", Err: cause}, "/a/CURRENT was not opened: gzip: invalid checksum"},
		{fmt.Errorf("no proof for %s", "archive: 7"), "No proof for archive: 7"},
		{errors.New("a lone word"), "A lone word"},
	} {
		require.Equal(t, c.want, asFault(c.err).Message)
	}
}

func TestWhyAFileWasNotTakenInDoesNotNameItAgain(t *testing.T) {
	err := failure.Newf("open", "notes.txt", "%w: it begins with \"These\"", ingest.ErrNotEvents)
	got := whyNot("notes.txt", err)
	require.Equal(t, Fault{Code: "not-events", Message: "Not a file of events: it begins with \"These\""}, got)
	err = failure.New("import", "x.gz", errors.New("gzip: invalid checksum"))
	require.Equal(t, "Gzip: invalid checksum", whyNot("x.gz", err).Message)
}

func TestAPanicIsAnAnswer(t *testing.T) {
	_, err := guard(func() (int, error) { panic("boom") })
	require.Equal(t, "panic", code(t, err))
	require.Equal(t, "unknown", code(t, guard0(func() error { return io.ErrUnexpectedEOF })))
}

func TestAnErrorIsSaidAsWhatWasNotDone(t *testing.T) {
	for want, err := range map[string]error{
		"/proc/a.csv was not written: there is no folder /proc": failure.New("write", "/proc/a.csv", errors.New("there is no folder /proc")),
		"Event 7 differs from its leaf":                         errors.New("event 7 differs from its leaf"),
		"Écrit":                                                 errors.New("écrit"),
	} {
		require.Equal(t, want, asFault(err).Message)
	}
}
