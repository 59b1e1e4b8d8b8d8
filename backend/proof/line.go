package proof

import (
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"daybook/backend/event"
)

// Parts are some of the parts of an event.
type Parts uint8

// All parts that can be left out.
var AllParts = PartsOf(event.Member, event.Description, event.Details)

// PartsOf returns these parts.
func PartsOf(parts ...event.Part) (all Parts) {
	for _, p := range parts {
		all |= 1 << p
	}
	return all
}

// Has reports whether p is among them.
func (s Parts) Has(p event.Part) bool { return s>>p&1 == 1 }

// LeftOut is the text that stands for one that is left out.
const LeftOut = "(left out)"

// A Line is a line of events.jsonl: an event, or what is shown of it.
type Line struct {
	Number int64
	Event  event.Event // without the parts that are left out
	Left   Parts       // that are left out
	// Salt is that of the event if nothing is left out. Otherwise Salts are those of the
	// parts that are shown, and Commitments those of the parts that are left out, each
	// at the index of its part less one.
	Salt        event.Salt
	Salts       [event.Parts]event.Salt
	Commitments event.Commitments
	Name        string // of the member who is left out
}

// NewLine returns the line of an event with that salt, less the parts in left. Details that
// are not there are not left out.
func NewLine(number int64, e event.Event, salt event.Salt, left Parts, name string) Line {
	if len(e.Details) == 0 {
		left &^= PartsOf(event.Details)
	}
	l := Line{Number: number, Event: e, Left: left}
	if left == 0 {
		l.Salt = salt
		return l
	}
	all := e.Commitments(salt)
	for p := event.What; p <= event.Details; p++ {
		if left.Has(p) {
			l.Commitments[p-1] = all[p-1]
		} else if p != event.Details || len(e.Details) > 0 {
			l.Salts[p-1] = salt.Of(p)
		}
	}
	if left.Has(event.Member) {
		l.Event.Actor, l.Name = "", name
	}
	if left.Has(event.Description) {
		l.Event.Description = ""
	}
	if left.Has(event.Details) {
		l.Event.Details = nil
	}
	return l
}

// Leaf returns the leaf hash of the event.
func (l *Line) Leaf() event.Hash {
	if l.Left == 0 {
		return l.Event.Leaf(l.Salt)
	}
	all := l.Commitments
	for p := event.What; p <= event.Details; p++ {
		if l.Left.Has(p) || p == event.Details && len(l.Event.Details) == 0 {
			continue
		}
		all[p-1] = event.Commit(p, l.Salts[p-1], l.Event.AppendPart(nil, p))
	}
	return all.Leaf()
}

// Shown returns the event as activity.json, activity.csv and the report have it.
func (l *Line) Shown() event.Event {
	e := l.Event
	if l.Left.Has(event.Member) {
		e.Actor = l.Name
	}
	if l.Left.Has(event.Description) {
		e.Description = LeftOut
	}
	return e
}

// AppendTo appends the line with its LF; ok is false if a text is not UTF-8.
func (l *Line) AppendTo(dst []byte) (line []byte, ok bool) {
	dst = strconv.AppendInt(append(dst, `{"number":`...), l.Number, 10)
	ok = true
	text := func(before, s string) {
		var valid bool
		dst, valid = AppendText(append(dst, before...), s)
		ok = ok && valid
	}
	if l.Left == 0 {
		dst = hex.AppendEncode(append(dst, `,"salt":"`...), l.Salt[:])
		var fields bool
		dst, fields = AppendFields(append(dst, `",`...), &l.Event)
		ok = fields
		text(`,"details":"`, string(l.Event.Details))
		return append(dst, "\"}\n"...), ok
	}
	open := func(p event.Part, name string) (shown bool) {
		dst = append(append(append(dst, `,"`...), name...), `":{`...)
		if l.Left.Has(p) {
			dst = hex.AppendEncode(append(dst, `"commitment":"`...), l.Commitments[p-1][:])
			dst = append(dst, '"')
			return false
		}
		dst = hex.AppendEncode(append(dst, `"salt":"`...), l.Salts[p-1][:])
		return true
	}
	open(event.What, "what")
	text(`","event_id":"`, l.Event.ID)
	text(`","category":"`, l.Event.Category)
	text(`","action":"`, l.Event.Action)
	dst = l.Event.Time.AppendTo(append(dst, `","timestamp":"`...))
	dst = append(dst, `"}`...)
	if open(event.Member, "member") {
		text(`","actor":"`, l.Event.Actor)
	} else {
		text(`,"name":"`, l.Name)
	}
	dst = append(dst, `"}`...)
	if open(event.Description, "description") {
		text(`","description":"`, l.Event.Description)
		dst = append(dst, '"')
	}
	dst = append(dst, '}')
	if !l.Left.Has(event.Details) && len(l.Event.Details) == 0 {
		return append(dst, `,"details":{}}`+"\n"...), ok
	}
	if open(event.Details, "details") {
		text(`","details":"`, string(l.Event.Details))
		dst = append(dst, '"')
	}
	return append(dst, "}}\n"...), ok
}

// MemberName returns the name of the nth member who is left out, counted from 1.
func MemberName(n int) string { return fmt.Sprintf("Member %d", n) }

// IsMemberName reports whether a text has the form of such a name, and its number.
func IsMemberName(text string) (n int, is bool) {
	digits, is := strings.CutPrefix(text, "Member ")
	n, err := strconv.Atoi(digits)
	return n, is && err == nil && n > 0 && MemberName(n) == text
}
