package archive

import (
	"time"

	"daybook/backend/folder"
)

// KeptRejections is the number of rejections that an import keeps in full.
const KeptRejections = 1000

// An Import is the record of an import: imports/N.json. Read = Added +
// Duplicates + Rejected; Conflicts and Due are among the added.
type Import struct {
	Format     int             `json:"format"`
	Number     int             `json:"number"`
	Revision   int             `json:"revision,omitempty"` // number of purges that removed quoted texts
	File       string          `json:"file"`
	Size       int64           `json:"size"`
	SHA256     string          `json:"sha256"`
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

	Healed *Healed        `json:"-"` // set only in the result of Import, if damaged events came again
	Damage *folder.Damage `json:"-"` // why its report cannot be read; nil if it can
}

func (i *Import) ChecksumField() *string { return &i.Checksum }

// A RejectedEvent is a record that was not accepted, with the reason.
type RejectedEvent struct {
	At     string `json:"at"`
	Reason string `json:"reason"`
}
