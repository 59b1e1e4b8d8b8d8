package proof

import (
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"
)

var updateUnseen = flag.Bool("update-unseen", false, "write the list of characters that reports write out, for the page that verifies bundles")

// verify.html makes reports again in a browser, which may know more characters than the
// program that made them: so it takes this list in the place of the browser's own.
func TestThePageThatVerifiesKnowsWhatAReportWritesOut(t *testing.T) {
	var steps []string
	last, is := rune(0), false
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if unseen(r) != is {
			steps = append(steps, strconv.FormatInt(int64(r-last), 36))
			last, is = r, !is
		}
	}
	text := strings.Join(steps, " ") + "\n"
	path := filepath.Join("..", "..", "frontend", "verify", "core", "unseen.txt")
	if *updateUnseen {
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
	known, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, text, string(known), "run go test ./backend/proof -update-unseen")
}
