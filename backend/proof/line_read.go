package proof

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"

	"daybook/backend/event"
)

var errLine = errors.New("it is no event")

// decodeLine reads a line of events.jsonl without its LF, which must be exactly as AppendTo
// writes it: to check that, it is written again, into buf.
func decodeLine(line, buf []byte) (Line, []byte, error) {
	read := wholeLine
	if _, rest, _ := bytes.Cut(line, []byte(",")); bytes.HasPrefix(rest, []byte(`"what":`)) {
		read = partLine
	}
	l, at, err := read(line)
	if err != nil {
		return Line{}, buf, err
	}
	e := &l.Event
	for _, text := range [...]string{e.ID, e.Actor, e.Category, e.Action, e.Description} {
		if len(text) > event.MaxFieldBytes {
			return Line{}, buf, errors.New("a text in it is longer than that of an event can be")
		}
	}
	if len(e.Details) > event.MaxFieldBytes {
		return Line{}, buf, errors.New("a text in it is longer than that of an event can be")
	}
	t, err := time.Parse(time.RFC3339Nano, at)
	if err != nil {
		return Line{}, buf, errors.New("its timestamp is no time")
	}
	if e.Time, err = event.TimeOf(t); err != nil {
		return Line{}, buf, errors.New("its timestamp is out of bounds")
	}
	buf, ok := l.AppendTo(buf[:0])
	if !ok || !bytes.Equal(bytes.TrimSuffix(buf, []byte("\n")), line) {
		return Line{}, buf, errors.New("it is not written as Daybook writes it")
	}
	return l, buf, nil
}

func wholeLine(line []byte) (l Line, at string, err error) {
	var d struct {
		Number                                          int64
		Salt                                            string
		ID                                              string `json:"event_id"`
		Actor, Category, Action, Description, Timestamp string
		Details                                         string
	}
	if json.Unmarshal(line, &d) != nil || !decodeSalt(&l.Salt, d.Salt) {
		return l, "", errLine
	}
	l.Number = d.Number
	l.Event = event.Event{ID: d.ID, Actor: d.Actor, Category: d.Category, Action: d.Action, Description: d.Description, Details: detailsOf(d.Details)}
	return l, d.Timestamp, nil
}

// A part is one part of a line with parts left out: what is shown, or its commitment.
type part struct {
	Salt, Commitment, Name string

	ID                          string `json:"event_id"`
	Category, Action, Timestamp string // what
	Actor, Description, Details string // the part of that name
}

func partLine(line []byte) (l Line, at string, err error) {
	var d struct {
		Number                             int64
		What, Member, Description, Details part
	}
	if json.Unmarshal(line, &d) != nil {
		return l, "", errLine
	}
	l.Number = d.Number
	for i, one := range [...]*part{&d.What, &d.Member, &d.Description, &d.Details} {
		p := event.Part(i + 1)
		switch {
		case one.Commitment != "" && p != event.What:
			if !decodeHash(&l.Commitments[i], one.Commitment) || l.Commitments[i] == (event.Hash{}) {
				return l, "", errors.New("a commitment in it is none")
			}
			l.Left |= PartsOf(p)
		case p == event.Details && *one == part{}: // there are none
		case !decodeSalt(&l.Salts[i], one.Salt):
			return l, "", errLine
		}
	}
	if l.Left == 0 {
		return l, "", errors.New("nothing is left out of it, and it is written as if there were")
	}
	l.Name = d.Member.Name
	l.Event = event.Event{ID: d.What.ID, Actor: d.Member.Actor, Category: d.What.Category, Action: d.What.Action,
		Description: d.Description.Description, Details: detailsOf(d.Details.Details)}
	return l, d.What.Timestamp, nil
}

func detailsOf(text string) []byte {
	if text == "" {
		return nil
	}
	return []byte(text)
}

func decodeSalt(s *event.Salt, text string) bool {
	if len(text) != 2*len(s) {
		return false
	}
	_, err := hex.Decode(s[:], []byte(text))
	return err == nil
}
