package archive_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/folder"
	"daybook/backend/ledger"
	"daybook/backend/query"
	"daybook/backend/retention"
)

// onlyRead makes a folder appear at another path where it is read-only, like a disk
// that is mounted read-only.
func onlyRead(t *testing.T, dir string) string {
	t.Helper()
	at := filepath.Join(t.TempDir(), "a.daybook")
	require.NoError(t, os.Mkdir(at, 0o700))
	err := unix.Mount(dir, at, "", unix.MS_BIND, "")
	if errors.Is(err, unix.EPERM) || errors.Is(err, unix.EACCES) {
		t.Skipf("a disk that is only read must be mounted, which this user or system may not: %v", err)
	}
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, unix.Unmount(at, unix.MNT_DETACH)) })
	require.NoError(t, unix.Mount("", at, "", unix.MS_BIND|unix.MS_REMOUNT|unix.MS_RDONLY, ""))
	return at
}

// footprint returns everything in a folder with its size and times.
func footprint(t *testing.T, dir string) (lines []string) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		require.NoError(t, err)
		info, err := d.Info()
		require.NoError(t, err)
		s := info.Sys().(*syscall.Stat_t)
		lines = append(lines, fmt.Sprint(strings.TrimPrefix(path, dir), info.Mode(), info.Size(), s.Mtim, s.Ctim))
		return nil
	}))
	return lines
}

// requireReadsAlone requires of an archive in a read-only place that everything can be
// read, and that every change is refused.
func requireReadsAlone(t *testing.T, dir string, events []event.Event) {
	t.Helper()
	ctx := context.Background()
	a := open(t, dir)
	defer func() { require.NoError(t, a.Close()) }()
	require.NotEmpty(t, a.Ledger().ReadOnly())
	require.Equal(t, a.Ledger().ReadOnly(), info(t, a).ReadOnly)
	require.NoError(t, a.Checked(ctx))
	requireHolds(t, a, events)
	q, err := query.Parse("webhook", nil)
	require.NoError(t, err)
	res, err := a.Query(ctx, archive.Request{Query: q, Order: query.DefaultOrder(), Facets: true})
	require.NoError(t, err)
	want := 0
	for i := range events {
		if strings.Contains(strings.ToLower(events[i].Description+" "+events[i].Actor+" "+events[i].Category+"."+events[i].Action), "webhook") {
			want++
		}
	}
	require.Equal(t, want, res.Total)
	report := verified(t, a)
	require.NotEmpty(t, report.Unrecorded)
	require.Equal(t, len(events), report.Events)

	line, err := a.Ledger().Record(ctx, ledger.KindExported, ledger.Handover{File: filepath.Join(t.TempDir(), "x.csv")})
	require.NoError(t, err)
	require.Zero(t, line.N)
	err = a.Evidence(ctx, archive.Request{Query: all, Order: query.DefaultOrder()}, func(e *archive.Evidence) error {
		require.NotEmpty(t, e.Unwritten)
		require.Equal(t, len(events), e.Count)
		return nil
	})
	require.NoError(t, err)

	_, err = a.Import(ctx, input(slices.Values(some(9, 10))), nil)
	require.ErrorIs(t, err, ledger.ErrReadOnly)
	require.ErrorContains(t, err, a.Ledger().ReadOnly())
	_, err = a.PlaceHold(ctx, retention.Hold{Reason: "r"})
	require.ErrorIs(t, err, ledger.ErrReadOnly)
	require.ErrorIs(t, a.ChangePlan(ctx, "free"), ledger.ErrReadOnly)
	due, err := a.Due(ctx, today, "free")
	require.NoError(t, err)
	_, err = a.Purge(ctx, due, nil)
	require.ErrorIs(t, err, ledger.ErrReadOnly)
	require.ErrorIs(t, a.Merge(ctx), ledger.ErrReadOnly)
}

func TestAnArchiveOnADiskThatIsOnlyReadIsReadInFullAndNotTouched(t *testing.T) {
	first, second := damagedEvents()
	events := slices.Concat(first, second)
	for name, change := range map[string]func(t *testing.T, dir string){
		"as it was closed": func(t *testing.T, dir string) {},
		"without a lock":   func(t *testing.T, dir string) { require.NoError(t, os.Remove(filepath.Join(dir, "LOCK"))) },
		"what a program that died left": func(t *testing.T, dir string) {
			for _, at := range []string{"work/000009", "segments/000009", "orders/000001"} {
				require.NoError(t, os.MkdirAll(filepath.Join(dir, at, "events"), 0o700))
			}
			for _, at := range []string{"CURRENT.new", "journal.head.new", "work/000009/events/000001.sst", "imports/000009.json"} {
				require.NoError(t, os.WriteFile(filepath.Join(dir, at), []byte("half"), 0o600))
			}
			journal, err := os.OpenFile(filepath.Join(dir, "journal.jsonl"), os.O_APPEND|os.O_WRONLY, 0o600)
			require.NoError(t, err)
			_, err = journal.WriteString(`{"n":6,"prev":"`)
			require.NoError(t, err)
			require.NoError(t, journal.Close())
			tree, err := os.OpenFile(filepath.Join(dir, "tree", "0"), os.O_APPEND|os.O_WRONLY, 0o600)
			require.NoError(t, err)
			_, err = tree.Write(make([]byte, 96))
			require.NoError(t, err)
			require.NoError(t, tree.Close())
		},
		"what follows from events is damaged": func(t *testing.T, dir string) {
			for _, file := range []string{"segments/000001/columns", "segments/000002/index/prefixes", "segments/000002/ids"} {
				harms["flipped"](t, filepath.Join(dir, file))
			}
			ranks, err := filepath.Glob(filepath.Join(dir, "orders", "*", "ranks"))
			require.NoError(t, err)
			harms["cut"](t, ranks[0])
		},
		"a seal is damaged": func(t *testing.T, dir string) { harms["flipped"](t, filepath.Join(dir, "segments/000002/seal.json")) },
		"archive.json is behind its journal": func(t *testing.T, dir string) {
			before, err := os.ReadFile(filepath.Join(dir, "archive.json"))
			require.NoError(t, err)
			a := open(t, dir)
			require.NoError(t, a.ChangePlan(context.Background(), "enterprise"))
			require.NoError(t, a.Close())
			require.NoError(t, os.WriteFile(filepath.Join(dir, "archive.json"), before, 0o600))
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := folderIn(t)
			archived(t, dir, first, second)
			change(t, dir)
			before := footprint(t, dir)
			at := onlyRead(t, dir)
			a := open(t, at)
			require.Equal(t, "it is on a disk that is only read", a.Ledger().ReadOnly())
			b := open(t, at) // readers do not exclude each other
			require.NoError(t, b.Close())
			require.NoError(t, a.Close())
			if strings.Contains(name, "damaged") {
				a = open(t, at)
				requireHolds(t, a, events)
				require.NoError(t, a.Checked(context.Background()))
				report := verified(t, a)
				require.NotZero(t, report.Count)
				require.NoError(t, a.Close())
			} else {
				requireReadsAlone(t, at, events)
			}
			require.Equal(t, before, footprint(t, dir), "nothing was written")
		})
	}
}

// TestAReaderWaitsForWhoChangesTheArchive opens an archive in a read-only place while
// another program has it open for changes.
func TestAReaderWaitsForWhoChangesTheArchive(t *testing.T) {
	dir := folderIn(t)
	archived(t, dir, some(1, 20))
	at := onlyRead(t, dir)
	a := open(t, dir)
	locked := requireLocked(t, at, 1)
	require.Equal(t, os.Getpid(), locked.Holder.PID)
	closeVerified(t, a)
	b := open(t, at)
	requireLocked(t, dir, 1) // nor can it be changed while it is being read
	require.NoError(t, b.Close())
	closeVerified(t, open(t, dir))
}

// TestWhatCannotBeRemovedKeepsAnArchiveFromBeingChangedOnly has a stray file that is in
// use.
func TestWhatCannotBeRemovedKeepsAnArchiveFromBeingChangedOnly(t *testing.T) {
	first, second := damagedEvents()
	dir := folderIn(t)
	archived(t, dir, first, second)
	stray := filepath.Join(dir, "segments", "000077")
	require.NoError(t, os.Mkdir(stray, 0o700))
	err := unix.Mount("tmpfs", stray, "tmpfs", 0, "size=1m")
	if errors.Is(err, unix.EPERM) || errors.Is(err, unix.EACCES) {
		t.Skipf("a disk must be mounted, which this user or system may not: %v", err)
	}
	require.NoError(t, err)
	mounted := true
	defer func() {
		if mounted {
			unix.Unmount(stray, unix.MNT_DETACH)
		}
	}()
	a := open(t, dir)
	require.Contains(t, a.Ledger().ReadOnly(), "segments/000077")
	require.NoError(t, a.Close())
	requireReadsAlone(t, dir, slices.Concat(first, second))
	require.NoError(t, unix.Unmount(stray, 0))
	mounted = false
	a = open(t, dir)
	require.Empty(t, a.Ledger().ReadOnly())
	require.NoDirExists(t, stray)
	imported(t, a, some(9, 10))
	closeVerified(t, a)
}

func init() { children["read"] = readChild }

// readChild opens an archive as the user it runs as, and prints what it finds.
func readChild(todo task) error {
	ctx := context.Background()
	a, err := archive.Open(ctx, todo.Dir, archive.Options{})
	if err != nil {
		return err
	}
	defer a.Close()
	n := 0
	for _, err := range a.Events(ctx, all, query.DefaultOrder()) {
		if err != nil {
			return err
		}
		n++
	}
	r, err := a.Verify(ctx, nil)
	if err != nil {
		return err
	}
	_, refused := a.Import(ctx, input(slices.Values(some(9, 5))), nil)
	out, err := json.Marshal([]any{n, r.Count, a.Ledger().ReadOnly(), errors.Is(refused, ledger.ErrReadOnly)})
	fmt.Println(string(out))
	return err
}

// TestAFolderOfSomebodyElseIsReadOnly has another user read an archive that belongs to
// root.
func TestAFolderOfSomebodyElseIsReadOnly(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("it takes two users, and to become another one needs root")
	}
	base, err := os.MkdirTemp("", "daybook-other")
	require.NoError(t, err)
	defer os.RemoveAll(base)
	require.NoError(t, os.Chmod(base, 0o755))
	dir := filepath.Join(base, "a.daybook")
	first, second := damagedEvents()
	archived(t, dir, first, second)
	require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if d.IsDir() {
			return os.Chmod(path, 0o555)
		}
		return os.Chmod(path, 0o444)
	}))
	program := filepath.Join(base, "program") // a place where the other user can run it
	require.NoError(t, copyProgram(program))
	before := footprint(t, dir)
	c := start(t, "read", task{Dir: dir}, func(c *exec.Cmd) {
		c.Path, c.Args[0] = program, program
		c.Env = append(c.Env, "HOME="+base, "DAYBOOK_KEYCHAIN=off")
		c.Dir = base
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	})
	require.Equal(t, exitDone, c.end(), "%s %s", c.last, &c.stderr)
	require.Equal(t, fmt.Sprintf(`[%d,0,"its folder cannot be written: permission denied",true]`, len(first)+len(second)), c.last)
	require.Equal(t, before, footprint(t, dir))
}

// TestAnArchiveIsMadeInAFolderThatADiskIsMountedAt makes an archive in a folder that
// cannot be replaced by another folder.
func TestAnArchiveIsMadeInAFolderThatADiskIsMountedAt(t *testing.T) {
	dir := smallDisk(t, 32)
	a := create(t, dir)
	imported(t, a, some(1, 20))
	closeVerified(t, a)
	entries, err := os.ReadDir(filepath.Dir(dir))
	require.NoError(t, err)
	require.Len(t, entries, 1)
}

// TestADamagedTreeOnADiskThatIsOnlyReadIsBuiltAgainInACopy requires that the error says
// where the tree can be mended.
func TestADamagedTreeOnADiskThatIsOnlyReadIsBuiltAgainInACopy(t *testing.T) {
	dir := folderIn(t)
	archived(t, dir, some(1, 600))
	path := filepath.Join(dir, "tree", "1")
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	data[3] ^= 1
	require.NoError(t, os.WriteFile(path, data, 0o600))
	at := onlyRead(t, dir)
	was := footprint(t, at)
	_, err = archive.Open(context.Background(), at, archive.Options{})
	require.ErrorIs(t, err, folder.ErrDamaged)
	require.ErrorContains(t, err, "copy the whole folder to where it can be written, where the tree is built again from the events")
	require.Equal(t, was, footprint(t, at))

	writable := folderIn(t)
	copied(t, at, writable)
	a := open(t, writable)
	require.NoError(t, a.Checked(context.Background()))
	require.Equal(t, 600, info(t, a).Events)
	require.NoError(t, a.Close())
}
