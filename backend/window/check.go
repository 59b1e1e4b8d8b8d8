package window

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"daybook/backend/archive"
)

// mostProblems is how many of an archive's problems the window is told.
const mostProblems = 200

// checkAgain is when files that could not be read are looked at again.
const checkAgain = 10 * time.Second

// watch waits for the check of all files and tells the window how it ended. What cannot
// be read at present is no damage, and is looked at again.
func (w *Window) watch(open *archive.Archive) {
	w.working.Go(func() {
		for w.checked(open, open.Checked(w.ctx)) {
			select {
			case <-time.After(checkAgain):
			case <-w.ctx.Done():
				return
			}
		}
	})
}

// checked tells the window how a check of all files ended, and reports whether it has to
// be made again.
func (w *Window) checked(open *archive.Archive, err error) (again bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.open != open || w.ctx.Err() != nil {
		return false
	}
	again = err != nil && !errors.Is(err, archive.ErrDamaged)
	w.check, w.problems = "passed", nil
	if err != nil {
		w.check = "damaged"
		if again {
			w.check = "running"
		}
		w.problems = strings.Split(err.Error(), "\n")
		more := len(w.problems) - mostProblems
		w.problems = w.problems[:min(len(w.problems), mostProblems)]
		for i, problem := range w.problems {
			w.problems[i] = capital(plain(problem))
		}
		if more > 0 {
			w.problems = append(w.problems, fmt.Sprintf("And %d more. Verify counts all of them", more))
		}
	}
	go w.desktop.Emit("state", nil)
	return again
}
