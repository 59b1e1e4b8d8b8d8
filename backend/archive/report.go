package archive

import (
	"time"

	"daybook/backend/folder"
)

// KeptRejections is how many rejections an import keeps in full.
const KeptRejections = 1000

// An Import is what is remembered of one: imports/N.json. Read = Added +
// Duplicates + Rejected; Conflicts and Due are among the added.
type Import struct {
	Format     int             `json:"format"`
	Number     int             `json:"number"`
	Revision   int             `json:"revision,omitempty"` // how often a purge took quoted texts out
	File       string          `json:"file"`
	Size       int64           `json:"size"`
	SHA256     string          `json:"sha256"`
	Source     string          `json:"source"`
	Read       int             `json:"read"`
	Added      int             `json:"added"`
	Duplicates int             `json:"duplicates"`
	Conflicts  int             `json:"conflicts"`
	Due        int             `json:"due,omitempty"` // of the added: to be purged already, when they came
	Rejected   int             `json:"rejected"`
	Rejections []RejectedEvent `json:"rejections"` // the first KeptRejections
	Notes      []string        `json:"notes"`
	Incomplete bool            `json:"incomplete,omitempty"` // the file was cut or says that more follows, or may be: the notes tell
	Files      []ImportedFile  `json:"files,omitempty"`      // where it is of several, the first KeptFiles
	MoreFiles  int             `json:"more_files,omitempty"` // of which no more is kept than what they are among the counts
	FirstSeq   int64           `json:"first_seq"`            // the added are [FirstSeq, FirstSeq+Added)
	Started    time.Time       `json:"started"`
	Finished   time.Time       `json:"finished"`
	User       string          `json:"user"`
	Program    string          `json:"program"`
	Checksum   string          `json:"checksum"`

	Healed *Healed        `json:"-"` // only in what Import returns, where damaged events came again
	Damage *folder.Damage `json:"-"` // why its report cannot be read; nil where it can
}

func (i *Import) ChecksumField() *string { return &i.Checksum }

// A RejectedEvent is one record that was not taken, and why.
type RejectedEvent struct {
	At     string `json:"at"`
	Reason string `json:"reason"`
}
