package proof

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"daybook/backend/event"
)

// An Opening shows one part of one event: its bytes and its own salt, from which its
// commitment follows, which is in the leaf of the event and in every bundle that leaves the
// part out. It tells nothing of the other parts. Its file is this as encoding/json writes
// it, indented by two blanks, with a LF, and without escapes for HTML.
type Opening struct {
	Format     string `json:"format"`  // OpeningFormat
	Version    int    `json:"version"` // OpeningVersion
	Archive    string `json:"archive"` // its id
	Number     int64  `json:"number"`  // of the event
	Part       string `json:"part"`    // member, description or details
	Salt       string `json:"salt"`    // of the part, 32 hexadecimal digits
	Text       string `json:"text"`    // of the part
	Commitment string `json:"commitment"`
	Leaf       string `json:"leaf"` // of the event
}

// The format of openings.
const (
	OpeningFormat  = "daybook opening"
	OpeningVersion = 1
)

// maxOpening bounds the file of an opening: a text, every byte of which is escaped in six.
const maxOpening = 6*event.MaxFieldBytes + 4<<10

var (
	// ErrNotOpening reports a file that is no opening, or one that was changed: its text does
	// not have its commitment.
	ErrNotOpening = errors.New("no opening, or it was changed: its text does not give its commitment")
	// ErrNoDetails reports an event without details, of which there is nothing to open.
	ErrNoDetails = errors.New("the event has no details, which every bundle of it shows")
)

// partNames are the parts that can be left out, by their numbers.
var partNames = [event.Parts + 1]string{event.Member: "member", event.Description: "description", event.Details: "details"}

// PartName returns the name of a part that can be left out.
func PartName(p event.Part) string { return partNames[p] }

// PartNamed returns the part of that name that can be left out.
func PartNamed(name string) (event.Part, bool) {
	for p := event.Member; p <= event.Details; p++ {
		if partNames[p] == name {
			return p, true
		}
	}
	return 0, false
}

// NewOpening returns the opening of a part of an event of an archive.
func NewOpening(archive string, number int64, e *event.Event, salt event.Salt, p event.Part) (*Opening, error) {
	text := e.AppendPart(nil, p)
	if p == event.Details && len(text) == 0 {
		return nil, ErrNoDetails
	}
	return &Opening{Format: OpeningFormat, Version: OpeningVersion, Archive: archive, Number: number, Part: PartName(p), Salt: salt.Of(p).String(),
		Text: string(text), Commitment: event.Commit(p, salt.Of(p), text).String(), Leaf: e.Leaf(salt).String()}, nil
}

// Encode returns the file of an opening.
func (o *Opening) Encode() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(o)
	return b.Bytes(), err
}

// ParseOpening reads the file of an opening, and computes its commitment. The error is
// ErrNotOpening.
func ParseOpening(data []byte) (*Opening, error) {
	if len(data) > maxOpening {
		return nil, ErrNotOpening
	}
	var o Opening
	if json.Unmarshal(data, &o) != nil || o.Format != OpeningFormat || o.Version != OpeningVersion {
		return nil, ErrNotOpening
	}
	again, err := o.Encode()
	var salt event.Salt
	p, named := PartNamed(o.Part)
	if err != nil || !bytes.Equal(again, []byte(oneEnd(string(data)))) || !named || !decodeSalt(&salt, o.Salt) || p == event.Details && o.Text == "" {
		return nil, ErrNotOpening
	}
	if event.Commit(p, salt, []byte(o.Text)).String() != o.Commitment {
		return nil, ErrNotOpening
	}
	return &o, nil
}

// An Opened says what an opening shows in a bundle.
type Opened struct {
	*Opening
	// Left reports that the bundle leaves that part out, and the opening shows it.
	Left bool
	// Why says why the opening shows nothing in this bundle; "" if it does.
	Why string
}

// opens compares the opening that was given with the line of its event.
func (v *verifier) opens(l *Line) {
	o := v.expected.Opening
	if o == nil || v.verdict.Opened != nil || l.Number != o.Number {
		return
	}
	p, _ := PartNamed(o.Part)
	opened := &Opened{Opening: o, Left: l.Left.Has(p)}
	if v.m != nil && v.m.Archive.ID != o.Archive {
		opened.Why = "it is of another archive"
	} else if c := l.commitment(p); c.String() != o.Commitment || l.Leaf().String() != o.Leaf {
		opened.Why = fmt.Sprintf("the bundle has another %s for event number %d", o.Part, o.Number)
	}
	v.verdict.Opened = opened
}

// neverOpened says so of an opening of an event that the bundle does not have.
func (v *verifier) neverOpened() {
	if o := v.expected.Opening; o != nil && v.verdict.Opened == nil {
		v.verdict.Opened = &Opened{Opening: o, Why: fmt.Sprintf("the bundle has no event number %d", o.Number)}
	}
}

// commitment returns the commitment of a part, whether it is shown or left out.
func (l *Line) commitment(p event.Part) event.Hash {
	switch {
	case l.Left.Has(p):
		return l.Commitments[p-1]
	case l.Left == 0:
		all := l.Event.Commitments(l.Salt)
		return all[p-1]
	case p == event.Details && len(l.Event.Details) == 0:
		return event.Hash{}
	}
	return event.Commit(p, l.Salts[p-1], l.Event.AppendPart(nil, p))
}
