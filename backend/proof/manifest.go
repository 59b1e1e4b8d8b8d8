package proof

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"
	"unicode/utf8"
)

// BundleFormat is the format that a manifest names.
const BundleFormat = "daybook evidence bundle"

// BundleVersion is the version of bundles that this program writes, and the
// newest that it reads.
const BundleVersion = 2

// A Manifest is manifest.json: the content of a bundle, who made it and why, and the
// SHA-256 of its other files. Times of events are in UTC.
type Manifest struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
	Report  int    `json:"report_version"`

	Case      string `json:"case"` // as typed, like the next two
	Purpose   string `json:"purpose"`
	Recipient string `json:"recipient"`
	Made      Made   `json:"made"`

	Archive  Source `json:"archive"`
	Asked    Asked  `json:"asked"`
	Counts   Counts `json:"counts"`
	Exported Span   `json:"exported"` // the first and the last event in the bundle

	// Imports are the imports that brought the events of the bundle.
	Imports []Import `json:"imports"`
	// Rejected are records of those imports that are not events, the first
	// MaxRejections of them.
	Rejected     []Rejected `json:"rejected"`
	RejectedMore int        `json:"rejected_more"`

	// The rest covers all events of the archive in this time, whatever the query: it
	// shows whether the archive has gaps there.
	Range      Range   `json:"range"`
	Quiet      []Quiet `json:"days_without_events"`
	QuietDays  int     `json:"days_without_events_count"`
	QuietMore  int     `json:"days_without_events_more"` // runs of days that are not listed
	Purges     []Purge `json:"purges"`
	PurgesMore int     `json:"purges_more"`
	// Holds are the holds in force, and those that were released.
	Holds     []Hold `json:"holds"`
	HoldsMore int    `json:"holds_more"`

	Journal Journal `json:"journal"`
	// LeftOut counts what is left out of a redacted bundle.
	LeftOut Omitted  `json:"left_out"`
	Files   []Listed `json:"files"` // those in data, except this one
}

// Made says when, by whom and with what a bundle was made.
type Made struct {
	UTC     time.Time `json:"utc"`
	Local   string    `json:"local"` // RFC 3339, as the clock of the computer showed it
	Zone    string    `json:"zone"`
	User    string    `json:"user"` // of the operating system
	Program string    `json:"program"`
}

// A Source is the archive that the events are from.
type Source struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Plan     string `json:"plan"`
	TreeSize int64  `json:"tree_size"` // events that it ever held
	Root     string `json:"root"`
	Key      string `json:"key"` // as in key.pub
	// FormerKeys are the keys with which it signed before.
	FormerKeys []string `json:"former_keys"`
	First      string   `json:"first"` // the first event that it holds, "" where none
	Last       string   `json:"last"`
}

// Asked is the query that the events answer.
type Asked struct {
	// Selection is "all" for all that match, or "chosen" for events that were selected
	// individually or over several searches.
	Selection     string   `json:"selection"`
	Words         string   `json:"words"` // the query in words
	Typed         string   `json:"typed"` // the search text as it was typed
	Query         string   `json:"query"` // text and time range, as Daybook prints it
	Categories    []string `json:"categories"`
	Actions       []string `json:"actions"`
	Members       []string `json:"members"`
	Imports       []int    `json:"imports"`
	ConflictsOnly bool     `json:"conflicts_only"`
	From          string   `json:"from"`  // "" where open
	Until         string   `json:"until"` // exclusive; "" where open
	Order         Order    `json:"order"`
	Zone          string   `json:"zone"`
}

// An Order is the order of the events: the column, and whether it descends.
type Order struct {
	By         string `json:"by"`
	Descending bool   `json:"descending"`
}

// Counts are numbers of events.
type Counts struct {
	Archive  int `json:"archive"` // that the archive holds
	Matching int `json:"matching"`
	Selected int `json:"selected"`
	Exported int `json:"exported"`
	// Unread are events of the archive that could not be read when the bundle was made,
	// beside Archive: any of them may match.
	Unread int `json:"unread,omitempty"`
}

// A Span is the time of the first and of the last of some events.
type Span struct {
	First string `json:"first"`
	Last  string `json:"last"`
}

// A Range is a time, as days of a zone, both within it.
type Range struct {
	From  string `json:"from"` // "2026-08-02"
	Until string `json:"until"`
	Zone  string `json:"zone"`
}

// A Quiet is a run of days without any event in the archive, both within it.
type Quiet struct {
	From  string `json:"from"`
	Until string `json:"until"`
	Days  int    `json:"days"`
}

// An Import is a file that was imported.
type Import struct {
	Number      int       `json:"number"`
	File        string    `json:"file"`
	Bytes       int64     `json:"bytes"`
	SHA256      string    `json:"sha256"` // or LeftOut, SumGone, SumUnknown, or "" where it was no file
	Source      string    `json:"source"`
	Read        int       `json:"read"`
	Added       int       `json:"added"`
	Duplicates  int       `json:"duplicates"`
	Conflicts   int       `json:"conflicts"`
	Rejected    int       `json:"rejected"`
	Exported    int       `json:"exported"` // into this bundle
	FirstNumber int64     `json:"first_number"`
	Notes       []string  `json:"notes"`
	Finished    time.Time `json:"finished"`
	User        string    `json:"user"`
	Program     string    `json:"program"`

	// Rejections go into the Rejected of the manifest.
	Rejections []Rejected `json:"-"`
}

// SumGone stands for the SHA-256 of a file whose events were purged in part: with it, what
// was purged could be guessed.
const SumGone = "(gone with the purge of events that the file may have had)"

// SumUnknown stands for it where only the report of the import had it, which is damaged.
const SumUnknown = "(not known: the report of the import is damaged)"

// A Rejected is a record that an import did not take.
type Rejected struct {
	Import int    `json:"import"`
	At     string `json:"at"`
	Reason string `json:"reason"`
}

// A Purge is the receipt of a purge: of events that are no longer in the archive.
type Purge struct {
	Line   int64    `json:"journal_line"` // that planned it
	At     string   `json:"at"`
	User   string   `json:"user"`
	Rule   string   `json:"rule"`
	Events int      `json:"events"`
	First  string   `json:"first"`
	Last   string   `json:"last"`
	Held   int      `json:"held"`  // also past their time, but kept by a hold
	Holds  []string `json:"holds"` // in force then, by ID
}

// A Hold is a stop on purging.
type Hold struct {
	ID     string `json:"id"`
	Name   string `json:"name"` // with its ID
	Reason string `json:"reason"`
	Words  string `json:"words"` // which events it holds
	Placed string `json:"placed"`
	User   string `json:"user"`
	// Released says when, by whom and why the hold was released; "" where it is in
	// force.
	Released      string `json:"released"`
	ReleasedBy    string `json:"released_by"`
	ReleaseReason string `json:"release_reason"`
}

// Journal is the head of the archive's journal when the bundle was made.
type Journal struct {
	Lines  int64  `json:"lines"`
	Head   string `json:"head"`
	Damage string `json:"damage"` // its faults: it may not have every purge and hold
	// Unwritten says why it has no line about this bundle: the archive could only be read.
	Unwritten string `json:"unwritten,omitempty"`
}

// An Omitted says how much is left out of a redacted bundle; it is zero for others.
type Omitted struct {
	Events       int  `json:"events"` // of which a part is left out
	Members      int  `json:"members"`
	Names        int  `json:"names"` // that stand for the members
	Descriptions int  `json:"descriptions"`
	Details      int  `json:"details"`
	Query        bool `json:"query"` // its words and members
	Texts        int  `json:"texts"` // other texts of this manifest
}

// A Listed is one file of the bundle.
type Listed struct {
	Name   string `json:"name"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
	Events int    `json:"events"`
}

// The greatest numbers of things that a manifest lists. Any more are counted.
const (
	MaxRejections = 1000
	MaxQuiet      = 1000
	MaxPurges     = 1000
	MaxHolds      = 1000
	MaxNotes      = 50 // for each import
)

// maxBrief is how many bytes of a text go into a manifest if the text is from outside,
// or is complete in the archive.
const maxBrief = 1 << 10

// Brief returns a text cut to about maxBrief bytes.
func Brief(text string) string {
	if len(text) <= maxBrief {
		return text
	}
	end := maxBrief
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "… (more in the archive)"
}

// Bound cuts the lists of m, and makes those that are nil empty.
func (m *Manifest) Bound() {
	all := 0
	m.Rejected = []Rejected{}
	for _, i := range m.Imports {
		all += i.Rejected
		for _, one := range i.Rejections[:min(len(i.Rejections), MaxRejections-len(m.Rejected))] {
			one.At, one.Reason = Brief(one.At), Brief(one.Reason)
			m.Rejected = append(m.Rejected, one)
		}
	}
	m.RejectedMore = all - len(m.Rejected)
	m.Quiet, m.QuietMore = cut(m.Quiet, MaxQuiet, m.QuietMore)
	m.Purges, m.PurgesMore = cut(m.Purges, MaxPurges, m.PurgesMore)
	for i := range m.Purges {
		m.Purges[i].Holds, _ = cut(m.Purges[i].Holds, len(m.Purges[i].Holds), 0)
	}
	m.Holds, m.HoldsMore = cut(m.Holds, MaxHolds, m.HoldsMore)
	m.Holds = slices.Clone(m.Holds)
	for i := range m.Holds {
		h := &m.Holds[i]
		h.Name, h.Reason, h.Words, h.ReleaseReason = Brief(h.Name), Brief(h.Reason), Brief(h.Words), Brief(h.ReleaseReason)
	}
	for _, list := range []*[]string{&m.Archive.FormerKeys, &m.Asked.Categories, &m.Asked.Actions, &m.Asked.Members} {
		*list, _ = cut(*list, len(*list), 0)
	}
	m.Asked.Imports, _ = cut(m.Asked.Imports, len(m.Asked.Imports), 0)
	for i := range m.Imports {
		notes, more := cut(slices.Clone(m.Imports[i].Notes), MaxNotes, 0)
		for n := range notes {
			notes[n] = Brief(notes[n])
		}
		if more > 0 {
			notes = append(notes, fmt.Sprintf("%d more are in the archive", more))
		}
		m.Imports[i].Notes = notes
	}
}

func cut[T any](list []T, most, more int) ([]T, int) {
	if list == nil {
		return []T{}, more
	}
	n := min(len(list), most)
	return list[:n], more + len(list) - n
}

// Encode returns the bytes of manifest.json, or an error where they are more than a verifier
// reads.
func (m *Manifest) Encode() ([]byte, error) {
	var buf bytes.Buffer
	if err := m.write(&buf); err != nil {
		return nil, err
	}
	if err := manifestFits(buf.Bytes()); err != nil {
		return nil, fmt.Errorf("write %s: %w; export fewer events at a time", ManifestName, err)
	}
	return buf.Bytes(), nil
}

func (m *Manifest) write(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(m); err != nil {
		return fmt.Errorf("write %s: %w", ManifestName, err)
	}
	return nil
}

// decodeManifest reads manifest.json of this version, and refuses unknown fields.
func decodeManifest(data []byte) (*Manifest, error) {
	if err := manifestFits(data); err != nil {
		return nil, err
	}
	var probe struct {
		Format  string `json:"format"`
		Version int    `json:"version"`
	}
	if err := json.Unmarshal(data, &probe); err != nil {
		return nil, fmt.Errorf("it cannot be read: %w", err)
	}
	if probe.Format != BundleFormat {
		return nil, errors.New("it is not that of an evidence bundle")
	}
	if probe.Version != BundleVersion {
		way := "use a newer Daybook"
		if probe.Version < BundleVersion {
			way = "ask for it again, made by a newer Daybook"
		}
		return nil, fmt.Errorf("it is of version %d, and this program reads version %d; %s", probe.Version, BundleVersion, way)
	}
	m := new(Manifest)
	if err := json.Unmarshal(data, m); err != nil {
		return nil, fmt.Errorf("it cannot be read: %w", err)
	}
	// Written again it must be the same. Otherwise it has a field twice, or more than
	// is read.
	again := &sameAs{want: data}
	if err := m.write(again); err != nil {
		return nil, err
	}
	if again.differs || len(again.want) > 0 {
		return nil, errors.New("it is not written as Daybook writes it")
	}
	return m, nil
}

// sameAs compares the bytes that are written to it with those that it wants.
type sameAs struct {
	want    []byte
	differs bool
}

func (s *sameAs) Write(p []byte) (int, error) {
	rest, ok := bytes.CutPrefix(s.want, p)
	s.want, s.differs = rest, s.differs || !ok
	return len(p), nil
}

// file returns the file of that name, or nil.
func (m *Manifest) file(name string) *Listed {
	for i := range m.Files {
		if m.Files[i].Name == name {
			return &m.Files[i]
		}
	}
	return nil
}
