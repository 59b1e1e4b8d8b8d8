package ledger

import (
	"bytes"
	"fmt"
	"time"

	"daybook/backend/event"
	"daybook/backend/folder"
	"daybook/backend/query"
	"daybook/backend/retention"
)

// Kinds of lines of the journal. A change to the set of events takes two lines: a plan
// before it and, once it is made, a line that names the line of the plan.
const (
	KindMade            = "made"
	KindImportPlanned   = "import planned"
	KindImported        = "imported"
	KindImportAbandoned = "import abandoned"
	KindPurgePlanned    = "purge planned"
	KindPurged          = "purged"
	KindPurgeAbandoned  = "purge abandoned"
	KindPlanChanged     = "plan changed"
	KindHoldPlaced      = "hold placed"
	KindHoldReleased    = "hold released"
	KindKeyChanged      = "key changed"
	KindExported        = "exported"
	KindCopied          = "copied"
	KindBundle          = "bundle"
	KindCheckpointSaved = "checkpoint saved"
	KindProof           = "proof written"
	KindOpened          = "part opened"
	KindCosigned        = "cosigned checkpoint taken"
	KindVerified        = "verified"
	KindDamageNoted     = "damage noted"
	KindBuiltAgain      = "built again"
	KindTrusted         = "state trusted"
)

// handedOver are the kinds of lines about things that left the archive; they have the
// SHA-256 of its bytes.
var handedOver = []string{KindExported, KindCopied, KindBundle, KindCheckpointSaved, KindProof, KindOpened}

// A changeKind holds the kinds of lines of one kind of change.
type changeKind struct{ planned, done, abandoned string }

var (
	importChange = changeKind{KindImportPlanned, KindImported, KindImportAbandoned}
	purgeChange  = changeKind{KindPurgePlanned, KindPurged, KindPurgeAbandoned}
	changeKinds  = []changeKind{importChange, purgeChange}
)

// Made is the data of the first line.
type Made struct {
	Archive    string `json:"archive"` // its id
	Format     int    `json:"format"`
	Name       string `json:"name"`
	Plan       string `json:"plan"`
	Key        Key    `json:"key"`
	Checkpoint string `json:"checkpoint"`
}

// Planned holds the data that the line of every planned change has.
type Planned struct {
	Snapshot   int    `json:"snapshot"`   // that it is to make
	Events     int    `json:"events"`     // present in that
	Checkpoint string `json:"checkpoint"` // of that
}

// ImportPlanned is the data of an import's line.
type ImportPlanned struct {
	Planned
	Import     int    `json:"import"`
	File       string `json:"file"`
	Mark       string `json:"mark"`          // of the file, see Standing.Mark
	Report     string `json:"report_sha256"` // of imports/N.json
	Source     string `json:"source"`
	Read       int    `json:"read"`
	Added      int    `json:"added"`
	Duplicates int    `json:"duplicates"`
	Conflicts  int    `json:"conflicts"`
	Rejected   int    `json:"rejected"`
	FirstSeq   int64  `json:"first_seq"`
}

// Ended is the data of the line of a change that was done or abandoned.
type Ended struct {
	Plan     int64 `json:"plan"` // number of the line that planned it
	Snapshot int   `json:"snapshot"`
}

// PlanChanged is the data of a line of that kind.
type PlanChanged struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// A Handover is the data of a line about something that left the archive as a file or on
// the clipboard.
type Handover struct {
	File     string     `json:"file,omitempty"` // where it was put; "-" is standard output, "" the clipboard
	Format   string     `json:"format"`
	Sum      event.Hash `json:"-"`                // SHA-256 of the file, which Record writes as one of the next two
	SHA256   string     `json:"sha256,omitempty"` // of a file that has salts or no event, so that nobody can guess it
	Mark     string     `json:"mark,omitempty"`   // of any other, see Standing.Mark
	Bytes    int64      `json:"bytes"`
	Events   int        `json:"events"`             // in it
	Selected int        `json:"selected,omitempty"` // by hand
	Matching int        `json:"matching"`           // what was asked
	Archive  int        `json:"archive_events"`
	Unread   int        `json:"unread_events,omitempty"` // of the archive, beside these: they cannot be read, and may match
	Asked    Asked      `json:"asked"`

	Case      string `json:"case,omitempty"`
	Purpose   string `json:"purpose,omitempty"`
	Recipient string `json:"recipient,omitempty"`

	// EncryptedFor has the public keys for which a bundle is encrypted, or "a passphrase",
	// and Plain is the SHA-256 of what is in the encrypted file.
	EncryptedFor []string `json:"encrypted_for,omitempty"`
	Plain        string   `json:"plain_sha256,omitempty"`
	// LeftOut are the parts that were left out of a bundle, of LeftOutOf chosen events, or
	// of all where that is 0.
	LeftOut   []string `json:"left_out,omitempty"`
	LeftOutOf int      `json:"left_out_of,omitempty"`
}

// Asked is a query as it was typed and as it was understood.
type Asked struct {
	Typed      string   `json:"typed"`
	Words      string   `json:"words"`
	Parsed     string   `json:"parsed"` // terms and range, in UTC, as they can be typed
	Categories []string `json:"categories,omitempty"`
	Actions    []string `json:"actions,omitempty"`
	Members    []string `json:"members,omitempty"`
	Imports    []int    `json:"imports,omitempty"`
	Conflicts  bool     `json:"conflicts_only,omitempty"`
	Order      string   `json:"order"`
	Zone       string   `json:"zone"`
}

// AskedOf describes a query, typed in a zone.
func AskedOf(typed string, q query.Query, o query.Order, zone *time.Location) Asked {
	if zone == nil {
		zone = time.UTC
	}
	return Asked{
		Typed: typed, Words: q.Words(zone), Parsed: q.String(), Order: orderWords(o), Zone: zone.String(),
		Categories: q.Categories, Actions: q.Actions, Members: q.Members, Imports: q.Imports, Conflicts: q.ConflictsOnly,
	}
}

func orderWords(o query.Order) string {
	if o.Desc {
		return o.By.String() + " descending"
	}
	return o.By.String() + " ascending"
}

// DamageNoted is the data of a line about damage that was found when the archive
// was opened, and that later lines would otherwise hide.
type DamageNoted struct {
	Problems []string `json:"problems"`
}

func changeOf(kind string) (changeKind, string) {
	for _, k := range changeKinds {
		switch kind {
		case k.planned:
			return k, "planned"
		case k.done:
			return k, "done"
		case k.abandoned:
			return k, "abandoned"
		}
	}
	return changeKind{}, ""
}

// PurgePlanned is the data of the line of a planned purge; together with the line
// that says that it was done it is a receipt for the leaves whose events are gone.
// It has neither ids nor texts of the events.
type PurgePlanned struct {
	Planned
	Count  int        `json:"count"`
	Leaves [][2]int64 `json:"leaves"` // [from, to) each, rising
	Rule   PurgeRule  `json:"rule"`
	First  time.Time  `json:"first"` // of the purged events
	Last   time.Time  `json:"last"`
	Held   int        `json:"held"`   // past their window too, and kept
	Quotes int        `json:"quotes"` // quotes of rejections that went with the events
	// Reports are the imports that had these quotes, or the SHA-256 of a file that had such
	// events, in their new form.
	Reports []RewrittenReport `json:"reports,omitempty"`
}

// A RewrittenReport is imports/N.json after a purge took something out of it.
type RewrittenReport struct {
	Import   int    `json:"import"`
	Revision int    `json:"revision"`         // how many purges have done so
	Quotes   int    `json:"quotes,omitempty"` // that went
	SHA256   string `json:"sha256"`           // of the file
}

// A PurgeRule is the rule by which events were purged.
type PurgeRule struct {
	At     time.Time `json:"at"` // that was judged by
	Plan   string    `json:"plan"`
	Days   int       `json:"days"`   // that the plan keeps
	Cutoff time.Time `json:"cutoff"` // At less these days: events until then were past their window
	Holds  []string  `json:"holds"`  // in force, by ID
}

// BuiltAgain is the data of a line about segments whose files were found damaged, and
// which were rebuilt from events that each hash to their leaves.
type BuiltAgain struct {
	Segments []BuiltSegment `json:"segments"`
}

// A BuiltSegment is a segment that was rebuilt.
type BuiltSegment struct {
	Segment int      `json:"segment"`
	Events  int      `json:"events"`
	Healed  bool     `json:"healed,omitempty"` // by events that were imported once more
	Damage  []string `json:"damage"`           // a file each, and what was wrong with it
}

// Words returns a sentence without its full stop.
func (b BuiltSegment) Words() string {
	if b.Healed {
		return fmt.Sprintf("segment %s was healed by events that were imported once more; it was found damaged: %s", folder.Number(b.Segment), JoinWords(b.Damage))
	}
	return fmt.Sprintf("found damaged, built again: %s", JoinWords(b.Damage))
}

func JoinWords(words []string) string {
	const most = 3
	more := ""
	if n := len(words) - most; n > 0 {
		words, more = words[:most], fmt.Sprintf("; and %d more", n)
	}
	var b bytes.Buffer
	for i, w := range words {
		if i > 0 {
			b.WriteString("; ")
		}
		b.WriteString(w)
	}
	return b.String() + more
}

// HoldPlaced is the data of a line about a hold that is in force from then on.
type HoldPlaced struct {
	Hold retention.Hold `json:"hold"`
}

// HoldReleased is the data of a line about a hold that ends with it.
type HoldReleased struct {
	Hold   retention.Hold `json:"hold"` // as it was placed
	Reason string         `json:"reason"`
}

// KeyChanged is the data of a line about a new key, which is needed where the
// private half of the key before is not kept: on another computer, or after its
// keychain was lost. Somebody agreed to it with that reason; lines from before
// Daybook asked for a reason have none.
type KeyChanged struct {
	Key    Key    `json:"key"`
	Before string `json:"before"` // id of the key before
	Why    string `json:"why"`    // it could not be had, "" where it could
	Reason string `json:"reason,omitempty"`
}

// Trusted is the data of a line about a state that somebody agreed to, though it does
// not continue the state that the computer knew.
type Trusted struct {
	Known   State    `json:"known"`
	Now     State    `json:"now"`
	Differs []string `json:"differs"`
	Reason  string   `json:"reason"`
}

// Verified is the data of a line about a verification.
type Verified struct {
	Events   int    `json:"events"`
	Root     string `json:"root"`
	Problems int    `json:"problems"`
	First    string `json:"first,omitempty"`
}

// A State is how far an archive is: whatever it once was, a later state of the
// same archive continues it.
type State struct {
	Key    string `json:"key"`           // id of the key that signs
	Lines  int64  `json:"journal_lines"` // of the journal
	Line   string `json:"journal_sha256"`
	Leaves int64  `json:"tree_size"`
	Root   string `json:"root"`
}

// A Receipt records a purge that was done: which leaves have no event any more, by which rule,
// when and by whom. It consists of two lines of the journal.
type Receipt struct {
	Line int64     `json:"line"` // that planned it; 0 in what Purge returns
	Done time.Time `json:"done"`
	User string    `json:"user"`
	PurgePlanned
}
