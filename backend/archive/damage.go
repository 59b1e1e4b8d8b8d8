package archive

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"daybook/backend/durable"
	"daybook/backend/numbers"
)

// ErrUnreadable reports what this program cannot read at present: it has too many files
// open, the file is not its user's, a share is away. That says nothing of the bytes, so
// it is no damage: nothing is built again, healed or noted for it.
var ErrUnreadable = errors.New("cannot be read now")

// A Damage is one file of a segment that is not as it was sealed, or that cannot be
// read at present. It wraps ErrDamaged, or ErrUnreadable and the cause of that.
type Damage struct {
	Path     string // from the archive's folder
	Reason   string
	Derived  bool // it can be built again from the events
	Passing  bool // it cannot be read now, and may be another time
	outdated bool // it is as it was written, by a program with other derived files
	cause    error
}

func (d *Damage) Error() string { return d.Path + ": " + d.Reason }

// Unwrap is what kind of error it is.
func (d *Damage) Unwrap() []error {
	if d.Passing {
		return []error{ErrUnreadable, d.cause}
	}
	return []error{ErrDamaged}
}

// damageOf is the damage that an error of reading a file means.
func damageOf(path string, derived bool, err error) *Damage {
	reason := err.Error()
	if _, after, ok := strings.Cut(reason, path+": "); ok { // Path says where it is
		reason = after
	}
	d := &Damage{Path: path, Reason: reason, Derived: derived}
	if passing(err) {
		d.Passing, d.cause, d.Reason = true, err, notNow(err)
	}
	return d
}

// notNow says why something cannot be read at present.
func notNow(err error) string {
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		err = at.Err // its path is told
	}
	return fmt.Sprintf("%v: %v", ErrUnreadable, err)
}

// passing reports an error after which the same may be read another time.
func passing(err error) bool {
	return durable.Passing(err) || errors.Is(err, ErrUnreadable)
}

// Exhausted reports an error that says that this program or the system had no file or
// memory left, and nothing of what was to be read.
func Exhausted(err error) bool { return durable.Exhausted(err) }

// exhausted is the first of errors that says nothing of the file that it came from. It
// ends what was begun: going on would find the same for every file.
func exhausted(damages []*Damage) error {
	for _, d := range damages {
		if d.Passing && durable.Exhausted(d.cause) {
			return d
		}
	}
	return nil
}

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
	what += fmt.Sprintf(" of segment %s", number(l.Segment))
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
		segments[i] = number(l.Segment)
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
func (s *segment) lostDamage() *Damage {
	if s.lost == 0 {
		return nil
	}
	l := s.lostOf()
	return &Damage{Path: strings.TrimSuffix(s.path(""), "/"), Reason: l.Words(), Passing: l.Passing, cause: ErrUnreadable}
}

// lostOf is what cannot be read of a segment.
func (s *segment) lostOf() Lost {
	l := Lost{Segment: s.number, Of: s.ref.Events, Events: s.lost, Seqs: s.ref.Seqs}
	var why []string
	for _, d := range s.opened {
		l.Passing = l.Passing || d.Passing && !d.Derived
		if file := strings.TrimPrefix(d.Path, s.path("")); file != "" {
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

// lost is what cannot be read in the view.
func (v *view) lost() (all []Lost) {
	for _, s := range v.segments {
		if s.lost > 0 {
			all = append(all, s.lostOf())
		}
	}
	return all
}

// Lost is what of the archive's events cannot be read at all, so that no total, page,
// facet or export has them.
func (a *Archive) Lost() ([]Lost, error) {
	v, err := a.acquire()
	if err != nil {
		return nil, err
	}
	defer a.release(v)
	return v.lost(), nil
}
