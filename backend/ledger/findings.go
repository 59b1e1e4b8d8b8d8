package ledger

import (
	"cmp"
	"fmt"

	"daybook/backend/folder"
)

// Findings are what a verification found.
type Findings struct {
	Problems []string // the first maxProblems of them, in words
	Count    int      // of all problems
	// Notes are what is not as it was first written, for a reason that the journal
	// has, and what is in the archive's folder that is not Daybook's: a sentence each,
	// without its end.
	Notes []string

	NotNow error // why not all could be read at present; nil where it could
}

// Merge adds what was found apart.
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

// Fault is a problem, unless its error may pass: then nothing is known of what it is
// about, and the verification ends with it.
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
