package archive

import (
	"iter"
	"time"

	"daybook/backend/event"
	"daybook/backend/folder"
)

// KeptRejections is the number of rejections that an import keeps in full.
const KeptRejections = 1000

// An Import is the record of an import: imports/N.json. Read = Added +
// Duplicates + Rejected; Conflicts and Due are among the added.
type Import struct {
	Format     int             `json:"format"`
	Number     int             `json:"number"`
	Revision   int             `json:"revision,omitempty"` // number of purges that took something out
	File       string          `json:"file"`
	Size       int64           `json:"size"`
	SHA256     string          `json:"sha256,omitempty"` // gone where an event of the file may have been purged
	Mark       string          `json:"mark"`             // stands for it, see ledger.Standing.Mark
	Salt       string          `json:"salt"`             // random: nobody can guess this record by its hash in the journal
	Source     string          `json:"source"`
	Read       int             `json:"read"`
	Added      int             `json:"added"`
	Duplicates int             `json:"duplicates"`
	Conflicts  int             `json:"conflicts"`
	Due        int             `json:"due,omitempty"` // of the added events, those that were already due to be purged when they came
	Rejected   int             `json:"rejected"`
	Rejections []RejectedEvent `json:"rejections"` // the first KeptRejections
	Notes      []string        `json:"notes"`
	Incomplete bool            `json:"incomplete,omitempty"` // the file was cut or says that more follows, or may be cut: the notes say which
	Files      []ImportedFile  `json:"files,omitempty"`      // if there are several, the first KeptFiles
	MoreFiles  int             `json:"more_files,omitempty"` // number of further files, of which only the counts above are kept
	FirstSeq   int64           `json:"first_seq"`            // the added events are [FirstSeq, FirstSeq+Added)
	Started    time.Time       `json:"started"`
	Finished   time.Time       `json:"finished"`
	User       string          `json:"user"`
	Program    string          `json:"program"`
	Checksum   string          `json:"checksum"`

	cut    int            // number of quotes that the purge under way takes out
	Healed *Healed        `json:"-"` // set only in the result of Import, if damaged events came again
	Damage *folder.Damage `json:"-"` // why its report cannot be read; nil if it can
}

func (i *Import) ChecksumField() *string { return &i.Checksum }

// A RejectedEvent is a record that was not accepted, with the reason.
type RejectedEvent struct {
	At     string `json:"at"`
	Reason string `json:"reason"`
}

// Healed reports what an import did about damaged events. An event is healed when
// its bytes come again, which its leaf hash proves. Since a segment is never
// changed, it is built anew as soon as each of its events can be read or has come
// again. The events that came again are kept for that until the archive is
// closed, since the events of one segment may come from several files.
type Healed struct {
	Events  int      // events that can be read again
	Missing int      // events of the same segments that have yet to come
	From    []Import // imports that brought the missing events
	Err     error    // why segments that could have been built anew were not
}

// An ImportedFile is the record of one of the files of an import. Read = Added +
// Duplicates + Rejected, as for the import, whose counts include these. A file that
// was refused has counts of 0, and counts in the import as one rejection, unless it
// is a file that the system left in the folder.
type ImportedFile struct {
	File       string   `json:"file"`
	Size       int64    `json:"size"`
	SHA256     string   `json:"sha256,omitempty"` // if the file could be read, and as long as that of the import
	Mark       string   `json:"mark,omitempty"`   // if the file could be read
	Source     string   `json:"source,omitempty"`
	Read       int      `json:"read"`
	Added      int      `json:"added"`
	Duplicates int      `json:"duplicates"`
	Conflicts  int      `json:"conflicts"`
	Rejected   int      `json:"rejected"`
	Notes      []string `json:"notes,omitempty"`
	Refused    string   `json:"refused,omitempty"`
	Unreadable bool     `json:"unreadable,omitempty"`
}

// An Input is a file to import: its events, and what is to be recorded about it.
type Input struct {
	File   string // its name, without folders; bytes that are not UTF-8 are shown as U+FFFD
	Size   int64  // bytes
	Events iter.Seq2[event.Event, error]
	// These are called once Events has ended; each may be nil.
	Source func() string
	SHA256 func() (event.Hash, error)
	Notes  func() []string
	// Incomplete reports whether the file is incomplete or may be.
	Incomplete func() bool
	// Offset returns the number of bytes that were read so far. It may be called
	// at any time.
	Offset func() int64
	// Files returns the files of an import of several files, in the order of their indexes
	// in event.NextFile. It is called once Events has ended; nil means a single file.
	Files func() []InputFile
}

// An InputFile is one of the files of an import, as described by the code that read it.
type InputFile struct {
	File   string // its path in the folder, with slashes
	Size   int64  // bytes
	SHA256 event.Hash
	Hashed bool // whether SHA256 is known
	Source string
	Notes  []string
	// Refused says why nothing of the file was taken in; "" if it was read.
	Refused string
	// Unreadable reports that the file was refused because it could not be read at all.
	Unreadable bool
}

// evidenceDamage is damage to the files that prove the archive: its tree,
// journal or checkpoint.
type evidenceDamage struct{ words string }

func (d *evidenceDamage) Error() string { return d.words }

func (d *evidenceDamage) Unwrap() error { return folder.ErrDamaged }

// KeptFiles is the number of files of one import that are recorded by name. Each
// takes some 300 bytes in a document that is read whenever the archive is opened.
const KeptFiles = 50_000
