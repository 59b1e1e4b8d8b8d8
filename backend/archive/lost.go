package archive

import (
	"fmt"
	"slices"
	"strings"

	"daybook/backend/folder"
	"daybook/backend/numbers"
)

// A Lost says how many events of a segment cannot be read and so are missing from
// every answer. It does not count events whose columns are intact: those are in the
// answers, and each says that it cannot be read.
type Lost struct {
	Segment int
	Of      int        // number of events of the segment
	Events  int        // number of those that cannot be read
	Seqs    [][2]int64 // ranges [from, to) in which their numbers lie, among others; nil if not known
	Why     string
	Passing bool // they cannot be read at present, but may be readable later
}

// Words returns a sentence without a full stop.
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

// LostWords returns a text that says how many events cannot be read and that no
// count includes them, or "" if there are none.
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

// LostAdvice returns advice on what to do about events that cannot be read.
func LostAdvice(all []Lost) string {
	if slices.ContainsFunc(all, func(l Lost) bool { return l.Passing }) {
		return "look whether the disk is there and the files are yours to read, or restore the archive from a copy of the whole folder; until then nothing can be imported"
	}
	return "import their original files again to heal them, or restore the archive from a copy of the whole folder"
}

// LostEvents returns the number of events that cannot be read.
func LostEvents(all []Lost) (n int) {
	for _, l := range all {
		n += l.Events
	}
	return n
}

// lostDamage returns the lost events of a segment as damage, or nil if there are none.
func (s *member) lostDamage() *folder.Damage {
	if s.Lost == 0 {
		return nil
	}
	l := s.lostOf()
	return &folder.Damage{Path: strings.TrimSuffix(s.Path(""), "/"), Reason: l.Words(), Passing: l.Passing, Cause: folder.ErrUnreadable}
}

// lostOf describes the events of a segment that cannot be read.
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

// Lost returns the events of the archive that cannot be read at all, so that no
// total, page, facet or export has them.
func (v *View) Lost() (all []Lost) {
	for _, s := range v.segments {
		if s.Lost > 0 {
			all = append(all, s.lostOf())
		}
	}
	return all
}
