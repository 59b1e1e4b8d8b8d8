package segment

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// present makes the system provide all pages at once. All of them are filled
// immediately, and a page fault for each would cost more than filling it.
const present = unix.MAP_POPULATE

// MappedBytes returns how many bytes of mapped files count as memory of this
// program.
func MappedBytes() int {
	data, err := os.ReadFile("/proc/self/statm") // pages: all, resident, of files, …
	if err != nil {
		return 0
	}
	fields := bytes.Fields(data)
	if len(fields) < 3 {
		return 0
	}
	n, _ := strconv.Atoi(string(fields[2]))
	return n * os.Getpagesize()
}

// LetGoOfPages tells the system that this program at present needs no page of the
// files below dirs that it has mapped for reading. They stay mapped, and the next
// access loads a page again.
func LetGoOfPages(dirs []string) {
	for i := range dirs {
		dir, err := filepath.Abs(dirs[i])
		if err == nil {
			dir, err = filepath.EvalSymlinks(dir)
		}
		if err != nil {
			return
		}
		dirs[i] = dir + "/"
	}
	maps, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		return
	}
	for line := range strings.Lines(string(maps)) {
		// 7f0c4a600000-7f0c4ae00000 r--s 00000000 fe:00 1442    /a.daybook/segments/000001/events/000001.sst
		var start, end uintptr
		var rights string
		if n, _ := fmt.Sscanf(line, "%x-%x %s", &start, &end, &rights); n < 3 || rights != "r--s" {
			continue
		}
		path := line[max(strings.IndexByte(line, '/'), 0):]
		if slices.ContainsFunc(dirs, func(dir string) bool { return strings.HasPrefix(path, dir) }) {
			unix.Syscall(unix.SYS_MADVISE, start, end-start, unix.MADV_DONTNEED) // this is only advice
		}
	}
}
