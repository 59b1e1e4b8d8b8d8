package archive

import (
	"context"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"daybook/backend/columns"
	"daybook/backend/event"
	"daybook/backend/folder"
	"daybook/backend/integrity"
	"daybook/backend/ledger"
	"daybook/backend/segment"
)

// DefaultWait is the time for which Open waits for another program to close the archive.
const DefaultWait = 2 * time.Second

// Options are the choices for making or opening an archive. The zero value is ready to use.
type Options struct {
	Name    string           // for Create; "" for the folder's name
	Plan    string           // for Create; "" for "keep"
	Program string           // name and version of the program, for the record
	Now     func() time.Time // nil for time.Now
	Wait    time.Duration    // for the lock; 0 for DefaultWait
}

func (o Options) withDefaults(dir string) Options {
	if o.Name == "" {
		o.Name = strings.TrimSuffix(filepath.Base(dir), ".daybook")
	}
	if o.Plan == "" {
		o.Plan = "keep"
	}
	if o.Program == "" {
		o.Program = "daybook"
	}
	o.Name, o.Program = folder.Bounded(o.Name), folder.Bounded(o.Program)
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Wait == 0 {
		o.Wait = DefaultWait
	}
	return o
}

// An Archive is an archive that this program has open. Its methods are safe for
// concurrent use, and reading goes on during a change.
type Archive struct {
	dir     string
	options Options
	lock    *lock
	tree    *integrity.Tree
	ledger  *ledger.Ledger

	change sync.Mutex                    // held during every change of the archive
	unsure error                         // wraps ErrUnsure; under change
	came   map[*member]map[uint32][]byte // stored bytes of imported events of damaged segments, by row; under change
	back   map[int64][]byte              // stored bytes of imported events that are in no segment, by sequence number; under change

	views views

	noted   sync.Mutex
	notices []string // what was found damaged and mended, each a sentence without a full stop; under noted

	looks     atomic.Uint32 // for letGo
	treeSound atomic.Bool   // the whole tree is known to hash to its root: see checkTree
	salted    sync.Map      // numbers of the segments whose files of salts are known to be whole: see checkSalts

	stop       context.CancelFunc // of the background check
	background sync.WaitGroup
}

// Path returns the archive's folder.
func (a *Archive) Path() string { return a.dir }

// needSpace returns an error that wraps ErrNoSpace unless n bytes and a margin
// are free on the disk of the archive.
func (a *Archive) needSpace(n int64) error {
	return folder.NeedSpace(a.dir, n)
}

// A mending is an archive that is examined for damage, which is mended where possible.
type mending struct{ *Archive }

// A View is an open snapshot of an archive: all queries of one View concern the same
// events, whatever changes meanwhile. It is safe for concurrent use.
type View struct {
	a        *Archive
	snapshot *snapshot
	segments []*member
	table    *columns.Table
	ranks    *columns.Ranks
	imports  []Import

	terms termsFound

	pageMu sync.Mutex
	page   map[int]found // by position, the events read for the last page; never changed

	coveredOnce sync.Once
	covered     []Covered
	quietMu     sync.Mutex
	quiet       []Quiet
	quietZone   string

	readers int  // under views.mu
	retired bool // a later view has taken its place; under views.mu
}

// A member is a segment of the archive with the count of the views that hold it.
type member struct {
	*segment.Segment
	views int  // number of views that hold it; under views.mu
	seen  bool // any view has held it; under views.mu
	gone  bool // no longer in the current snapshot; under views.mu
}

// remove removes the segment and its salts from the disk.
func (s *member) remove() error {
	return removeSegment(filepath.Dir(filepath.Dir(s.Dir)), s.Number)
}

// views are the open views of an archive: the current view, and earlier views that
// still have readers.
type views struct {
	mu      sync.Mutex
	current *View         // nil once the archive is closed
	leaving int           // number of replaced segments that are still on the disk
	left    chan struct{} // closed when leaving becomes 0; nil while it is 0
	unleft  []error       // errors of removing segments

	readers sync.WaitGroup // counts the readers between acquire and release
}

// A found is the event at a position, read and checked, or the damage that
// keeps it from being read.
type found struct {
	position int
	seq      uint64
	event    event.Event
	salt     event.Salt
	damage   error
}
