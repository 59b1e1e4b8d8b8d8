package archive

import (
	"fmt"
	"slices"
	"strings"

	"daybook/backend/folder"
	"daybook/backend/numbers"
)

// A Lost is what cannot be read of a segment: how many of its events are in no answer.
// Those whose columns are whole are not among them; they are counted, and each says
// that it cannot be read.
type Lost struct {
	Segment int
	Of      int        // events that the segment has
	Events  int        // of these that cannot be read
	Seqs    [][2]int64 // [from, to) each: where their numbers lie, with others; nil where that is not known
	Why     string
	Passing bool // they cannot be read now, and may be another time
}

// Words is a sentence without its end.
func (l Lost) Words() string {
	var in []string
	for _, r := range l.Seqs {
		switch {
		case r[1] == r[0]+1:
			in = append(in, numbers.Grouped(r[0]))
		default:
			in = append(in, numbers.Grouped(r[0])+" to "+numbers.Grouped(r[1]-1))
		}
	}
	what := fmt.Sprintf("%s of the %s", numbers.Grouped(l.Events), numbers.Plural(l.Of, "event"))
	if l.Events == l.Of {
		what = numbers.Plural(l.Of, "event")
	}
	what += fmt.Sprintf(" of segment %s", folder.Number(l.Segment))
	if len(in) > 0 {
		what += " (numbers " + strings.Join(in, ", ") + ")"
	}
	return fmt.Sprintf("%s cannot be read: %s", what, l.Why)
}

// LostWords says of events that cannot be read how many there are, and that no count
// has them; "" for none.
func LostWords(all []Lost) string {
	n := LostEvents(all)
	if n == 0 {
		return ""
	}
	segments := make([]string, len(all))
	for i, l := range all {
		segments[i] = folder.Number(l.Segment)
	}
	is, of := "is", "segment "
	if n > 1 {
		is = "are"
	}
	if len(all) > 1 {
		of = "segments "
	}
	return fmt.Sprintf("%s of %s%s cannot be read, and %s in no count and in no result", numbers.Plural(n, "event"), of, strings.Join(segments, ", "), is)
}

// LostAdvice says what helps against it.
func LostAdvice(all []Lost) string {
	if slices.ContainsFunc(all, func(l Lost) bool { return l.Passing }) {
		return "look whether the disk is there and the files are yours to read, or restore the archive from a copy of the whole folder; until then nothing can be imported"
	}
	return "import their original files again to heal them, or restore the archive from a copy of the whole folder"
}

// LostEvents is how many events cannot be read.
func LostEvents(all []Lost) (n int) {
	for _, l := range all {
		n += l.Events
	}
	return n
}

// lostDamage is what is lost as damage, nil where nothing is.
func (s *member) lostDamage() *folder.Damage {
	if s.Lost == 0 {
		return nil
	}
	l := s.lostOf()
	return &folder.Damage{Path: strings.TrimSuffix(s.Path(""), "/"), Reason: l.Words(), Passing: l.Passing, Cause: folder.ErrUnreadable}
}

// lostOf is what cannot be read of a segment.
func (s *member) lostOf() Lost {
	l := Lost{Segment: s.Number, Of: s.Ref.Events, Events: s.Lost, Seqs: s.Ref.Seqs}
	var why []string
	for _, d := range s.Opened {
		l.Passing = l.Passing || d.Passing && !d.Derived
		if file := strings.TrimPrefix(d.Path, s.Path("")); file != "" {
			why = append(why, fmt.Sprintf("%s (%s)", file, d.Reason))
		} else {
			why = append(why, d.Reason)
		}
	}
	if more := len(why) - 3; more > 0 {
		why = append(why[:3], fmt.Sprintf("and %d more", more))
	}
	l.Why = strings.Join(why, ", ")
	return l
}

// Lost is what of the archive's events cannot be read at all, so that no total, page,
// facet or export has them.
func (v *View) Lost() (all []Lost) {
	for _, s := range v.segments {
		if s.Lost > 0 {
			all = append(all, s.lostOf())
		}
	}
	return all
}
