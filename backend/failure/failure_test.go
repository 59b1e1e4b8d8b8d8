package failure_test

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/failure"
)

func TestAnErrorHasWhatWasNotDoneToWhatAndWhy(t *testing.T) {
	err := failure.Newf("open", "/a", "%w: it is missing", fs.ErrNotExist)
	require.EqualError(t, err, "open /a: file does not exist: it is missing")
	require.ErrorIs(t, err, fs.ErrNotExist)
	var e *failure.Error
	require.ErrorAs(t, fmt.Errorf("x: %w", err), &e)
	require.Equal(t, [2]string{"open", "/a"}, [2]string{e.Op, e.Path})
	require.EqualError(t, failure.New("build segment", "", errors.New("full")), "build segment: full")
}

func TestTheCauseIsThatOfThePathThatIsMeant(t *testing.T) {
	at := func(end string) func(string) bool {
		return func(path string) bool { return strings.HasSuffix(path, end) }
	}
	gone := errors.New("gone")
	inner := &fs.PathError{Op: "open", Path: "/a/seal", Err: gone}
	err := errors.Join(errors.New("other"), fmt.Errorf("%w: %w", errors.New("damaged"), failure.New("open", "/a", inner)))
	require.Equal(t, gone, failure.CauseAt(err, at("seal")))
	require.Equal(t, error(inner), failure.CauseAt(err, at("")))
	require.NoError(t, failure.CauseAt(err, at("b")))
	require.NoError(t, failure.CauseAt(gone, at("")))
}
