package archive

import (
	"runtime/debug"
	"sync"

	"daybook/backend/segment"
)

// HeapLimit is the value that a program that opens archives should pass to
// debug.SetMemoryLimit, in bytes. Less than half of it is ever in use at a time, but an
// import makes garbage faster than it would otherwise be collected.
const HeapLimit = 400 << 20

// garbagePercent limits the garbage that may gather during a change, as a
// percentage of the memory in use. The usual 100 percent comes close to HeapLimit,
// where pages are returned to the system and taken again all the time: that costs
// an import a quarter of its processor time, and its peak is a quarter higher.
const garbagePercent = 25

// changing counts the changes under way in all archives.
var changing struct {
	sync.Mutex
	n       int
	percent int // the percentage before the first change
}

// holdGarbage lets less garbage gather until done is called.
func holdGarbage() (done func()) {
	changing.Lock()
	defer changing.Unlock()
	if changing.n++; changing.n == 1 {
		changing.percent = debug.SetGCPercent(garbagePercent)
	}
	return func() {
		changing.Lock()
		defer changing.Unlock()
		if changing.n--; changing.n == 0 {
			debug.SetGCPercent(changing.percent)
		}
	}
}

const (
	// mostMapped is about the number of bytes of mapped files that may count as
	// memory of this program.
	mostMapped = 128 << 20
	// letGoEach is the number of calls of letGo after which it measures again.
	letGoEach = 16
)

// letGo keeps the pages of mapped files from accumulating. Bleve maps its files, and Linux
// counts every page that a program ever touched as its memory, with fifteen pages around
// each, until it needs the memory for something else. The pages stay in the system's cache,
// where the next access finds them. The caller holds v, so that its files stay mapped.
func (v *View) letGo() {
	if v.a.looks.Add(1)%letGoEach != 0 || segment.MappedBytes() < mostMapped {
		return
	}
	dirs := make([]string, len(v.segments))
	for i, s := range v.segments {
		dirs[i] = s.Dir
	}
	segment.LetGoOfPages(dirs)
}
