package main

import (
	"bytes"
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/require"

	"daybook/backend/durable"
)

// A disk is a file system of its own, in a file, whose power can be cut: what was not
// written to the file by then is lost. What was written is kept, as if the disk had
// no cache: whether file systems flush a disk's cache is not tested here.
type disk struct {
	image string // file with the disk's contents
	at    string // path at which it is mounted
	size  int64
	start map[int64][]byte // blocks of the image at the beginning of every round
}

const (
	diskSize  = 384 << 20 // bytes, of which next to none are written
	diskBlock = 64 << 10
)

// ways are mount options for the disk. No file system promises to write a file before its
// new name, so the options that make that likely are off: with the first options a file may
// have its name and no bytes yet, with the second its length too.
var ways = []string{
	"loop,commit=1,noauto_da_alloc",
	"loop,commit=1,noauto_da_alloc,data=writeback,nodelalloc",
}

// apart runs a test again in a process of its own, and reports whether this is that
// process. What it mounts is visible to it alone and gone with it, even if it is killed.
func apart(t *testing.T) bool {
	t.Helper()
	const variable = "DAYBOOK_TEST_APART"
	if os.Getenv(variable) != "" {
		return true
	}
	if os.Geteuid() != 0 {
		t.Skip("only root can mount a disk of its own")
	}
	runtime.LockOSThread() // the end of this thread ends the other process
	defer runtime.UnlockOSThread()
	run := "^" + t.Name() + "$"
	if _, below, ok := strings.Cut(flag.Lookup("test.run").Value.String(), "/"); ok {
		run += "/" + below
	}
	cmd := exec.Command(os.Args[0], "-test.run="+run, "-test.v", "-test.timeout=0")
	cmd.Env = append(os.Environ(), variable+"=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{Unshareflags: syscall.CLONE_NEWNS, Pdeathsig: syscall.SIGKILL}
	out, err := cmd.CombinedOutput()
	t.Logf("%s", out)
	if bytes.Contains(out, []byte("--- SKIP: "+t.Name())) {
		t.Skip("it cannot be done here")
	}
	require.NoError(t, err)
	require.Contains(t, string(out), "--- PASS: "+t.Name())
	return false
}

// newDisk makes an empty disk, and skips the test if that is not possible.
func newDisk(t *testing.T) *disk {
	t.Helper()
	for _, tool := range []string{"mkfs.ext4", "mount", "umount"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("there is no %s", tool)
		}
	}
	dir := inMemory(t)
	d := &disk{image: filepath.Join(dir, "image"), at: filepath.Join(dir, "disk"), size: diskSize}
	require.NoError(t, os.Mkdir(d.at, 0o700))
	d.write(t)
	mkfs := exec.Command("mkfs.ext4", "-q", "-F", "-E", "lazy_itable_init=0,lazy_journal_init=0", "-J", "size=4", d.image)
	out, err := mkfs.CombinedOutput()
	require.NoError(t, err, "%s", out)
	t.Cleanup(func() { // also if a test failed with the disk mounted
		for range 50 {
			if exec.Command("umount", d.at).Run() == nil || !d.mounted(t) {
				return
			}
			time.Sleep(100 * time.Millisecond)
		}
		exec.Command("umount", "-l", d.at).Run()
	})
	d.read(t)
	for _, way := range ways {
		if out, err := exec.Command("mount", "-o", way, d.image, d.at).CombinedOutput(); err != nil {
			t.Skipf("no disk can be mounted here: %v: %s", err, out)
		}
		if err := d.cut(); err != nil {
			t.Skipf("this system has no way to cut off a file system: %v", err)
		}
		d.unmount(t)
		d.write(t)
	}
	return d
}

func (d *disk) mounted(t *testing.T) bool {
	t.Helper()
	var here, above syscall.Stat_t
	require.NoError(t, syscall.Stat(d.at, &here))
	require.NoError(t, syscall.Stat(filepath.Dir(d.at), &above))
	return here.Dev != above.Dev
}

func (d *disk) mount(t *testing.T, way string) {
	t.Helper()
	out, err := exec.Command("mount", "-o", way, d.image, d.at).CombinedOutput()
	require.NoError(t, err, "mount %s: %s", way, out)
}

func (d *disk) unmount(t *testing.T) {
	t.Helper()
	out, err := exec.Command("umount", d.at).CombinedOutput()
	require.NoError(t, err, "%s", out)
}

// cut cuts the power: from here on nothing reaches the disk, neither what the system
// still holds nor what it is given. It uses the same call as the tests of file
// systems: EXT4_IOC_SHUTDOWN without a flush of the journal.
func (d *disk) cut() error {
	const shutdown, noFlush = 0x8004587d, 2
	f, err := os.Open(d.at)
	if err != nil {
		return err
	}
	defer f.Close()
	how := uint32(noFlush)
	if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, f.Fd(), shutdown, uintptr(unsafe.Pointer(&how))); errno != 0 {
		return errno
	}
	return nil
}

// cutAndMount cuts the power and mounts what is on the disk.
func (d *disk) cutAndMount(t *testing.T, way string) {
	t.Helper()
	require.NoError(t, d.cut())
	d.unmount(t)
	d.mount(t, way)
}

// cutUnder is cutAndMount while a program runs.
func (d *disk) cutUnder(t *testing.T, way string, p *process) {
	t.Helper()
	require.NoError(t, d.cut())
	p.kill() // until here it has run on, against a disk that is gone
	d.unmount(t)
	d.mount(t, way)
}

// read keeps the contents of the image, with which every round begins.
func (d *disk) read(t *testing.T) {
	t.Helper()
	f, err := os.Open(d.image)
	require.NoError(t, err)
	defer f.Close()
	d.start = map[int64][]byte{}
	nothing := make([]byte, diskBlock)
	for at := int64(0); at < d.size; at += diskBlock {
		block := make([]byte, diskBlock)
		_, err := io.ReadFull(io.NewSectionReader(f, at, diskBlock), block)
		require.NoError(t, err)
		if !bytes.Equal(block, nothing) {
			d.start[at] = block
		}
	}
}

// write writes the image anew.
func (d *disk) write(t *testing.T) {
	t.Helper()
	f, err := os.Create(d.image)
	require.NoError(t, err)
	defer f.Close()
	require.NoError(t, f.Truncate(d.size))
	for at, block := range d.start {
		_, err := f.WriteAt(block, at)
		require.NoError(t, err)
	}
}

// stranger acts as another program on the same disk that makes a file of its own
// durable. The file system then writes all names that were changed, but not the
// bytes of files that nobody made durable.
func (d *disk) stranger(t *testing.T) {
	t.Helper()
	f, err := os.Create(filepath.Join(d.at, "lost+found", "stranger"))
	require.NoError(t, err)
	defer f.Close()
	_, err = f.WriteString("stranger")
	require.NoError(t, err)
	require.NoError(t, f.Sync())
}

// TestAPowerCutIsSeenWhereAWriterDoesNotSync tests the method: files that are not
// made durable must be lost or torn by it, and files that are must be there.
func TestAPowerCutIsSeenWhereAWriterDoesNotSync(t *testing.T) {
	if !apart(t) {
		return
	}
	d := newDisk(t)
	old, anew := bytes.Repeat([]byte("old "), 5000), bytes.Repeat([]byte("new "), 5000)
	path := filepath.Join(d.at, "file")
	d.mount(t, ways[0])
	require.NoError(t, os.WriteFile(path, old, 0o600))
	d.unmount(t)
	d.read(t)
	write := func(sync bool) error {
		f, err := os.Create(path + ".new")
		if err != nil {
			return err
		}
		defer f.Close()
		if _, err := f.Write(anew); err != nil || !sync {
			return err
		}
		return f.Sync()
	}
	const lost, torn, whole = "lost", "torn", "whole"
	for name, c := range map[string]struct {
		write func() error
		at    string // expected after an immediate cut
		then  string // expected if a stranger was at work before the cut
	}{
		"without any sync": {func() error {
			if err := write(false); err != nil {
				return err
			}
			return os.Rename(path+".new", path)
		}, lost, torn},
		"without that of the folder": {func() error {
			if err := write(true); err != nil {
				return err
			}
			return os.Rename(path+".new", path)
		}, lost, whole},
		"as Daybook does": {func() error {
			_, err := durable.Replace(path, anew)
			return err
		}, whole, whole},
	} {
		for _, way := range ways {
			for _, stranger := range []bool{false, true} {
				d.write(t)
				d.mount(t, way)
				require.NoError(t, c.write())
				want := c.at
				if stranger {
					want = c.then
					d.stranger(t)
				}
				d.cutAndMount(t, way)
				data, err := os.ReadFile(path)
				require.NoError(t, err)
				found := torn
				switch {
				case bytes.Equal(data, anew):
					found = whole
				case bytes.Equal(data, old):
					found = lost
				}
				require.Equal(t, want, found, "%s, %s, stranger %v: %d bytes", name, way, stranger, len(data))
				d.unmount(t)
			}
		}
	}
}

// TestAPowerCutLeavesACommandWholeOrAbsent cuts the power at random moments of each
// command that writes, and right after it.
func TestAPowerCutLeavesACommandWholeOrAbsent(t *testing.T) {
	if !apart(t) {
		return
	}
	rounds := either(80, 4)
	rnd := randomly(t)
	d := newDisk(t)
	d.mount(t, ways[0])
	base := newWorld(t, d.at, 600)
	d.unmount(t)
	d.read(t)
	cuts := 0
	for _, c := range changes {
		t.Run(c.name, func(t *testing.T) {
			d.write(t)
			d.mount(t, ways[0])
			o := c.outcome(t, base, filepath.Join(filepath.Dir(d.at), "alone"))
			d.unmount(t)
			counts := make([]int, len(o.states))
			done := 0
			for round := range rounds {
				// Half of the time the program is interrupted, and half of the time a
				// stranger is at work, in each of the ways.
				short, stranger, way := round%2 == 0, round/2%2 == 0, ways[rnd.IntN(len(ways))]
				d.write(t)
				d.mount(t, way)
				p := base.start(t, c.args...)
				wait := time.Minute
				if short {
					wait = time.Duration(rnd.Float64() * 1.1 * float64(o.took))
				}
				p.wait(wait)
				seen := c.seen(t, p)
				require.True(t, short || seen.done, "it hangs")
				if stranger {
					d.stranger(t)
				}
				d.cutUnder(t, way, p)
				if rnd.IntN(2) == 0 { // again, while the archive is being opened
					p = base.start(t, "verify", c.of())
					p.wait(time.Duration(rnd.Int64N(int64(opening))))
					d.cutUnder(t, way, p)
				}
				t.Logf("round %d: stranger %v, %s", round, stranger, way)
				counts[c.check(t, base, o, seen)]++
				d.unmount(t)
				if seen.done {
					done++
				}
				cuts++
			}
			t.Logf("takes %v; of %d cuts %d came behind its end; by the state that was found, from before to after: %v", o.took, rounds, done, counts)
		})
		if d.mounted(t) { // by a round that failed
			d.unmount(t)
		}
	}
	t.Logf("%d cuts", cuts)
}
