//go:build unix

package cli_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/cli"
)

// If a program starts without a standard output, Go's runtime opens the null
// device, and text written there is lost without an error.
func TestNothingIsSaidToBeWrittenWhereStandardOutputIsClosed(t *testing.T) {
	s := newShell(t)
	s.archive()
	to := func(flags int, args ...string) (int, string) {
		null, err := os.OpenFile(os.DevNull, flags, 0)
		require.NoError(t, err)
		defer null.Close()
		var said strings.Builder
		return cli.Main(s.ctx, args, s.env(null, &said)), said.String()
	}
	for _, args := range [][]string{
		{"export", "a.daybook", "--format", "csv", "-o", "-"}, {"export", "a.daybook", "--format", "json", "-o", "-"}, {"checkpoint", "a.daybook", "-o", "-"},
	} {
		journal := s.does("journal", "a.daybook")
		code, said := to(os.O_RDWR, args...)
		require.Equal(t, cli.Failed, code)
		require.Equal(t, "daybook "+args[0]+": standard output is closed or leads nowhere, so nothing can be written there; send it to a file or a program, or name a file with -o\n", said)
		require.Equal(t, journal, s.does("journal", "a.daybook"), "what nobody got has not left")
		code, _ = to(os.O_WRONLY, args...)
		require.Equal(t, cli.Done, code, "thrown away on purpose")
	}
}
