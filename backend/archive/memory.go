package archive

import (
	"runtime/debug"
	"sync"

	"daybook/backend/segment"
)

// HeapLimit is what a program that opens archives should give to
// debug.SetMemoryLimit. Less than half of it is ever in use at a time, but an
// import makes garbage faster than it is else collected.
const HeapLimit = 400 << 20

// garbagePercent is how much garbage may gather during a change, in percent of what
// is in use. As much as is in use, as elsewhere, comes near HeapLimit, where pages
// are given back to the system and taken anew all the time: that costs an import a
// quarter of its processor time, and what it holds at the most is a quarter more.
const garbagePercent = 25

// changing counts the changes under way, of all archives.
var changing struct {
	sync.Mutex
	n       int
	percent int // before the first
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
	// mostMapped is about how many bytes of mapped files may count as memory of
	// this program.
	mostMapped = 128 << 20
	// letGoEach is after how many looks this is looked at.
	letGoEach = 16
)

// letGo sees to it that the pages of mapped files do not gather. Bleve maps its
// files, and Linux counts to a program all pages that it ever looked at, with
// fifteen around each, until it needs them for something else. They stay
// in the system's cache, where the next look finds them. v is held by the caller,
// so that its files stay mapped.
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
