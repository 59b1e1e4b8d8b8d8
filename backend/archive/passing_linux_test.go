package archive_test

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"daybook/backend/archive"
	"daybook/backend/folder"
	"daybook/backend/ledger"
)

// A file that cannot be read at present is not damage: nothing is built again, healed or
// noted in the journal for it, and no answer omits events without saying so.

// A tried is the result of reading an archive that cannot be read as usual.
type tried struct {
	What    string
	Err     string // the first error
	Damaged bool   // an error reported damage
	Notices []string
	Total   int // number of all events, including those reported as unreadable; -1 after an error
}

// tryAll uses an archive as programs do.
func tryAll(dir, what string, before, after func()) (got tried) {
	ctx := context.Background()
	got = tried{What: what, Total: -1}
	note := func(err error) {
		if err == nil {
			return
		}
		if got.Err == "" {
			got.Err = err.Error()
		}
		got.Damaged = got.Damaged || errors.Is(err, folder.ErrDamaged)
	}
	before()
	defer after()
	a, err := archive.Open(ctx, dir, archive.Options{})
	if note(err); err != nil {
		return got
	}
	defer a.Close()
	note(a.Checked(ctx))
	res, err := a.Query(ctx, archive.Request{Query: all})
	if note(err); err == nil {
		got.Total = res.Total + res.Unread
	}
	for _, hit := range res.Hits {
		note(hit.Damage)
	}
	report, err := a.Verify(ctx, nil)
	note(err)
	for _, p := range report.Problems {
		note(fmt.Errorf("%w: %s", folder.ErrDamaged, p))
	}
	i, err := a.Import(ctx, input(slices.Values(some(77, 0))), nil)
	if note(err); err == nil && i.Healed != nil {
		note(fmt.Errorf("%w: healed", folder.ErrDamaged))
	}
	got.Notices = a.Notices()
	return got
}

func init() {
	children["few files"] = fewFilesChild
	children["forbidden"] = forbiddenChild
}

// fewFilesChild reads an archive with an increasing limit of open files.
func fewFilesChild(todo task) error {
	var was syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &was); err != nil {
		return err
	}
	for n := range uint64(todo.N) {
		set := func(soft uint64) func() {
			return func() { syscall.Setrlimit(syscall.RLIMIT_NOFILE, &syscall.Rlimit{Cur: soft, Max: was.Max}) }
		}
		out, err := json.Marshal(tryAll(todo.Dir, fmt.Sprint(n, " files"), set(n), set(was.Cur)))
		if err != nil {
			return err
		}
		fmt.Println(string(out))
	}
	return nil
}

// requireOnlyPassing requires that no attempt found damage, and that the archive is as
// it was before: its journal has no new line, and no segment has a new file.
func requireOnlyPassing(t *testing.T, c *child, dir string, segments []string, events int) (failed int) {
	t.Helper()
	for line := range c.lines {
		var got tried
		if json.Unmarshal([]byte(line), &got) != nil || got.What == "" {
			continue
		}
		require.False(t, got.Damaged, "%s: %s", got.What, got.Err)
		if got.Total >= 0 {
			require.Equal(t, events, got.Total, got.What)
		}
		for _, notice := range got.Notices {
			require.NotContains(t, notice, "found damaged", got.What)
		}
		if got.Err != "" {
			failed++
			require.Regexp(t, "too many open files|permission denied|cannot be read now|its key cannot be used on this computer", got.Err, got.What)
		}
	}
	require.Equal(t, exitDone, c.end(), "%s %s", c.last, &c.stderr)
	require.Equal(t, segments, hashesOf(t, dir))
	a := open(t, dir)
	lines, _, err := a.Ledger().Lines(0, 1<<20)
	require.NoError(t, err)
	for _, l := range lines {
		require.NotContains(t, []string{ledger.KindBuiltAgain, ledger.KindDamageNoted}, l.Kind)
	}
	require.NoError(t, a.Checked(context.Background()))
	require.Equal(t, events, info(t, a).Events)
	closeVerified(t, a)
	return failed
}

// hashesOf returns every file of the segments with its hash.
func hashesOf(t *testing.T, dir string) (all []string) {
	_, files, err := filesOf(filepath.Join(dir, "segments"))
	require.NoError(t, err)
	for _, file := range files {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		all = append(all, fmt.Sprintf("%s %x", file, sha256.Sum256(data)))
	}
	return all
}

func TestTooManyOpenFilesAreNoDamage(t *testing.T) {
	unwatched(t)
	first, second := damagedEvents()
	dir := folderIn(t)
	archived(t, dir, first, second)
	before := hashesOf(t, dir)
	c := start(t, "few files", task{Dir: dir, N: 64})
	require.NotZero(t, requireOnlyPassing(t, c, dir, before, len(first)+len(second)))
}

// forbiddenChild reads an archive with one file after the other made unreadable.
func forbiddenChild(todo task) error {
	_, files, err := filesOf(todo.Dir)
	if err != nil {
		return err
	}
	for _, file := range files {
		info, err := os.Stat(file)
		if err != nil {
			continue // the file was replaced meanwhile
		}
		mode := func(m os.FileMode) func() { return func() { os.Chmod(file, m) } }
		out, err := json.Marshal(tryAll(todo.Dir, file, mode(0), mode(info.Mode())))
		if err != nil {
			return err
		}
		fmt.Println(string(out))
	}
	return nil
}

// filesOf returns all folders and files below dir.
func filesOf(dir string) (folders, files []string, err error) {
	err = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			folders = append(folders, path)
		} else if err == nil {
			files = append(files, path)
		}
		return err
	})
	return folders, files, err
}

func TestAFileThatMayNotBeReadIsNoDamage(t *testing.T) {
	unwatched(t)
	base, err := os.MkdirTemp("", "daybook")
	require.NoError(t, err)
	t.Cleanup(func() { os.RemoveAll(base) })
	require.NoError(t, os.Chmod(base, 0o755))
	program, dir := filepath.Join(base, "program"), filepath.Join(base, "a.daybook")
	require.NoError(t, copyProgram(program))
	first, second := damagedEvents()
	archived(t, dir, first, second)
	folders, files, err := filesOf(dir)
	require.NoError(t, err)
	if os.Geteuid() == 0 {
		for _, path := range append(folders, files...) {
			require.NoError(t, os.Chown(path, nobody, nobody))
		}
	}
	before := hashesOf(t, dir)
	c := start(t, "forbidden", task{Dir: dir}, func(cmd *exec.Cmd) {
		cmd.Path, cmd.Dir = program, base
		cmd.Env = append(cmd.Env, "DAYBOOK_CONFIG="+filepath.Join(base, "none"))
		if os.Geteuid() == 0 {
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
		}
	})
	failed := requireOnlyPassing(t, c, dir, before, len(first)+len(second))
	require.Greater(t, failed, 10)
}
