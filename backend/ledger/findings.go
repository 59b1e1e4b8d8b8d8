package ledger

import (
	"cmp"
	"fmt"

	"daybook/backend/folder"
)

// Findings are the results of a verification.
type Findings struct {
	Problems []string // the first maxProblems of them, in words
	Count    int      // of all problems
	// Notes name files that are no longer as first written, for a reason in the
	// journal, and files in the archive's folder that are not Daybook's: a sentence
	// each, without its full stop.
	Notes []string

	NotNow error // why some files could not be read at present; nil where all could
}

// Merge adds findings that were made separately.
func (r *Findings) Merge(part *Findings) {
	r.Count += part.Count
	r.Problems = append(r.Problems, part.Problems...)
	r.Problems = r.Problems[:min(len(r.Problems), maxProblems)]
	r.NotNow = cmp.Or(r.NotNow, part.NotNow)
}

func (r *Findings) Problem(format string, args ...any) {
	r.Count++
	if len(r.Problems) < maxProblems {
		r.Problems = append(r.Problems, fmt.Sprintf(format, args...))
	}
}

// Fault adds a problem, unless its error may pass: then nothing is known about its
// subject, and the verification ends with it.
func (r *Findings) Fault(format string, args ...any) {
	switch err := fmt.Errorf(format, args...); {
	case !folder.Passing(err):
		r.Problem("%v", err)
	case r.NotNow == nil:
		r.NotNow = err
	}
}

func (r *Findings) Add(problems []string) {
	for _, p := range problems {
		r.Problem("%s", p)
	}
}

const maxProblems = 100
