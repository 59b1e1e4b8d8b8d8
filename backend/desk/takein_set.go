package desk

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync/atomic"

	"daybook/backend/archive"
	"daybook/backend/event"
	"daybook/backend/failure"
	"daybook/backend/ingest"
	"daybook/backend/numbers"
)

// A set is several files that are taken in as one.
type set struct {
	name  string
	all   []found
	o     options
	total int64

	files   []archive.InputFile
	sources []string
	tally   ingest.Tally
	said    []string // notes of bundles
	taken   int
	sum     []byte // the text that the hash of the set covers

	done atomic.Int64 // bytes of the files already read
	now  atomic.Pointer[func() int64]
}

func openSet(ctx context.Context, paths []string, o options) (*input, error) {
	all, end, err := list(ctx, paths)
	if err != nil {
		return nil, err
	}
	s := &set{name: Called(paths), all: all, o: o}
	for i := range all {
		s.total += all[i].size
	}
	if len(all) == 0 {
		end()
		return nil, failure.Newf("open", s.name, "%w: it is a folder without any file; choose the one that has the export files", ingest.ErrNotEvents)
	}
	return &input{file: s.name, end: end, in: func(ctx context.Context) archive.Input {
		return archive.Input{
			File: s.name, Size: s.total, Events: s.events(ctx), Source: func() string { return strings.Join(s.sources, ", ") },
			SHA256: s.hash, Notes: s.notes, Incomplete: s.tally.Incomplete, Offset: s.offset, Files: func() []archive.InputFile { return s.files },
		}
	}}, nil
}

// hash returns the hash over the list of the files that were taken in, in the
// form of sha256sum: a line each, with hash and path.
func (s *set) hash() (event.Hash, error) { return sha256.Sum256(s.sum), nil }

func (s *set) offset() int64 {
	n := s.done.Load()
	if now := s.now.Load(); now != nil {
		n += (*now)()
	}
	return min(n, s.total)
}

func (s *set) notes() []string {
	refused, left := 0, 0
	for i := range s.files {
		switch {
		case s.files[i].Refused == "":
		case s.all[i].beside:
		case s.all[i].leftover:
			left++
		default:
			refused++
		}
	}
	notes := []string{fmt.Sprintf("%s taken in as one", numbers.Counted(s.taken, "file was", "files were"))}
	if refused > 0 {
		notes = append(notes, numbers.Counted(refused, "file was not taken in, which counts as one rejection", "files were not taken in, each of which counts as one rejection"))
	}
	if left > 0 {
		notes = append(notes, fmt.Sprintf("%s passed over that a system or a program left there, or that repeats another one", numbers.Counted(left, "file was", "files were")))
	}
	return append(append(notes, s.tally.Notes()...), s.said...)
}

type yielder = func(event.Event, error) bool

func (s *set) events(ctx context.Context) iter.Seq2[event.Event, error] {
	return func(yield func(event.Event, error) bool) {
		s.files = make([]archive.InputFile, 0, len(s.all))
		for i := range s.all {
			f := &s.all[i]
			s.files = append(s.files, archive.InputFile{File: f.name, Size: f.size})
			if !yield(event.Event{}, &event.NextFile{Index: i}) {
				return
			}
			err := ctx.Err()
			if err == nil {
				err = s.one(ctx, f, &s.files[i], yield)
			}
			if err == errEnough {
				return
			}
			if err != nil {
				yield(event.Event{}, err)
				return
			}
			s.now.Store(nil)
			s.done.Add(f.size)
		}
		if s.taken == 0 {
			yield(event.Event{}, s.nothing())
		}
	}
}

var errEnough = errors.New("the caller wants no more")

// one reads one file. A file without events, or one that cannot be read, is a
// rejection; an error after its first event ends the import.
func (s *set) one(ctx context.Context, f *found, file *archive.InputFile, yield yielder) error {
	if f.refused != "" {
		return s.refuse(f, file, f.refused, f.unreadable, yield)
	}
	r, size, err := f.open()
	if err != nil {
		why := told(err)
		if errors.Is(err, ingest.ErrNotOrdinary) {
			why = ingest.ErrNotOrdinary.Error()
		}
		return s.refuse(f, file, why, true, yield)
	}
	defer r.Close()
	file.Size = size
	in, err := openOne(r, size, f.name, s.o)
	if err == nil {
		err = in.Prove(ctx)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		if size <= mostHashed {
			sum, failed := hashOf(ctx, r, size)
			file.SHA256, file.Hashed = sum, failed == nil
		}
		if s.tally.AddBeside(err) {
			f.leftover, f.beside = true, true
		}
		if why := ingest.Reason(err); why != "" {
			return s.refuse(f, file, why, false, yield)
		}
		return s.refuse(f, file, plain(err, f.name), true, yield)
	}
	offset := in.Offset
	s.now.Store(&offset)
	for e, err := range in.Events(ctx) {
		var rejection *event.Rejection
		switch {
		case errors.As(err, &rejection):
			err = &event.Rejection{At: f.name + ", " + rejection.At, Reason: rejection.Reason}
		case err != nil && ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			return fmt.Errorf("%s: %w; nothing of the folder was taken in", f.name, err)
		}
		if !yield(e, err) {
			return errEnough
		}
	}
	s.taken++
	file.Source, file.Notes = in.Source(), in.Notes()
	for _, source := range strings.Split(file.Source, ", ") {
		if !slices.Contains(s.sources, source) {
			s.sources = append(s.sources, source)
		}
	}
	if plain, ok := in.(*ingest.File); ok {
		s.tally.Add(plain)
	} else {
		for _, note := range file.Notes {
			s.said = append(s.said, f.name+": "+note)
		}
	}
	if file.SHA256, err = in.SHA256(); err != nil {
		return err
	}
	file.Hashed = true
	s.sum = fmt.Appendf(s.sum, "%s  %s\n", file.SHA256, f.name)
	return nil
}

// mostHashed is the largest refused file, in bytes, that is read only to be
// hashed: most refused files are small, and a film need not be read.
const mostHashed = 256 << 20

func (s *set) refuse(f *found, file *archive.InputFile, why string, unreadable bool, yield yielder) error {
	file.Refused, file.Unreadable = why, unreadable
	if f.leftover {
		return nil
	}
	if !yield(event.Event{}, &event.Rejection{At: f.name, Reason: why}) {
		return errEnough
	}
	return nil
}

// plain returns the text of an error about a file, without the file's name.
func plain(err error, name string) string {
	if _, path, cause := whatFailed(err); cause != nil && path == name {
		err = cause
	}
	return err.Error()
}

// nothing returns the error for a set without any file of events.
func (s *set) nothing() error {
	var why []string
	for i := range s.files {
		if f := &s.files[i]; !s.all[i].leftover || s.all[i].beside {
			why = append(why, f.File+": "+f.Refused)
		}
	}
	told := why[:min(len(why), 3)]
	if more := len(why) - len(told); more > 0 {
		told = append(told, "and "+numbers.Grouped(more)+" more")
	}
	what := ""
	if len(told) > 0 {
		what = " (" + strings.Join(told, "; ") + ")"
	}
	return fmt.Errorf("%w: there is no file of events in it%s", ingest.ErrNotEvents, what)
}
