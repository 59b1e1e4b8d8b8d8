package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"daybook/backend/archive"
	"daybook/backend/folder"
)

// mostProblems is how many of an archive's problems the window is told.
const mostProblems = 200

// checkAgain is when files that could not be read are looked at again.
const checkAgain = 10 * time.Second

// watch waits for the check of all files and tells the window how it ended. What cannot
// be read at present is no damage, and is looked at again.
func (a *App) watch(open *archive.Archive) {
	a.working.Go(func() {
		for a.checked(open, open.Checked(a.ctx)) {
			select {
			case <-time.After(checkAgain):
			case <-a.ctx.Done():
				return
			}
		}
	})
}

// checked tells the window how a check of all files ended, and reports whether it has to
// be made again.
func (a *App) checked(open *archive.Archive, err error) (again bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.open != open || a.ctx.Err() != nil {
		return false
	}
	again = err != nil && !errors.Is(err, folder.ErrDamaged)
	a.check, a.problems = "passed", nil
	if err != nil {
		a.check = "damaged"
		if again {
			a.check = "running"
		}
		a.problems = strings.Split(err.Error(), "\n")
		more := len(a.problems) - mostProblems
		a.problems = a.problems[:min(len(a.problems), mostProblems)]
		for i, problem := range a.problems {
			a.problems[i] = capital(plain(problem))
		}
		if more > 0 {
			a.problems = append(a.problems, fmt.Sprintf("And %d more. Verify counts all of them", more))
		}
	}
	go a.desktop.emit("state", nil)
	return again
}
