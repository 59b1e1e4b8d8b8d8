package backend_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// takesApart finds an error that is looked into by its text. What is to be known of an
// error it has as fields: see package failure.
var takesApart = regexp.MustCompile(`\b(?:strings|bytes|regexp)?\.?(?:Contains|HasPrefix|HasSuffix|Cut|CutPrefix|CutSuffix|TrimPrefix|TrimSuffix|Trim|Split|SplitN|Fields|Index|LastIndex|Replace|ReplaceAll|EqualFold|MatchString)\([^()]*\.Error\(\)`)

func TestNoErrorIsTakenApartByItsText(t *testing.T) {
	for line, bad := range map[string]bool{
		`strings.TrimPrefix(err.Error(), "archive: ")`:       true,
		`if _, after, ok := strings.Cut(err.Error(), ": ")`:  true,
		`strings.Contains(j.unreadable.Error(), "gone")`:     true,
		`open.problems = strings.Split(err.Error(), "\n")`:   true,
		`strings.Cut(words, ledger.ErrNoKey.Error()+": ")`:   true,
		`packages.MatchString(err.Error())`:                  true,
		`fmt.Errorf("%w: %s", err, strings.Cut(line, ": "))`: false,
		`problems = append(problems, err.Error())`:           false,
	} {
		require.Equal(t, bad, takesApart.MatchString(line), line)
	}
	var found []string
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for _, line := range strings.Split(string(data), "\n") {
			if takesApart.MatchString(line) {
				found = append(found, filepath.ToSlash(name)+": "+strings.TrimSpace(line))
			}
		}
		return nil
	})
	require.NoError(t, err)
	require.Empty(t, found)
}
