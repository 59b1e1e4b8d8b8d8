package durable

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestARenameThatIsInTheWayForAMomentIsTriedAgainWithinBounds(t *testing.T) {
	passing, lasting := errors.New("held"), errors.New("gone")
	for _, c := range []struct {
		name   string
		errs   []error // the last error repeats
		tries  int
		waited time.Duration // at least
		want   error
	}{
		{"at once", []error{nil}, 1, 0, nil},
		{"after a while", []error{passing, passing, nil}, 3, 30 * time.Millisecond, nil},
		{"another error", []error{passing, lasting}, 2, 10 * time.Millisecond, lasting},
		{"never", []error{passing}, 17, mostWaited, passing},
	} {
		t.Run(c.name, func(t *testing.T) {
			tries, waited := 0, time.Duration(0)
			err := insist(func() error {
				tries++
				return c.errs[min(tries, len(c.errs))-1]
			}, func(err error) bool { return err == passing }, func(d time.Duration) { waited += d })
			require.Equal(t, c.want, err)
			require.Equal(t, c.tries, tries)
			require.GreaterOrEqual(t, waited, c.waited)
			require.Less(t, waited, c.waited+mostPause)
		})
	}
}

func TestARenameTakesTheNameOver(t *testing.T) {
	dir := t.TempDir()
	from, to := filepath.Join(dir, "from"), filepath.Join(dir, "tö")
	require.NoError(t, os.WriteFile(from, []byte("new"), 0o600))
	require.NoError(t, os.WriteFile(to, []byte("old"), 0o600))
	require.NoError(t, Rename(from, to))
	require.NoFileExists(t, from)
	data, err := os.ReadFile(to)
	require.NoError(t, err)
	require.Equal(t, "new", string(data))
	require.ErrorIs(t, Rename(from, to), os.ErrNotExist)
	folder := filepath.Join(dir, "folder")
	require.NoError(t, os.Mkdir(folder, 0o700))
	require.NoError(t, Rename(folder, filepath.Join(dir, "named")))
	require.DirExists(t, filepath.Join(dir, "named"))
	require.NoError(t, SyncFolder(dir))
	require.Error(t, SyncFolder(filepath.Join(dir, "none")))
}
