package window

import (
	"errors"
	"time"

	"daybook/backend/desk"
	"daybook/backend/folder"
)

// mostProblems limits the problems of an archive that the window receives.
const mostProblems = 200

// checkAgain is the time after which files that could not be read are checked again.
const checkAgain = 10 * time.Second

// watch waits for the check of all files and reports its result to the window. A file
// that cannot be read at present is not damaged, and is checked again.
func (open *opened) watch() {
	open.w.working.Go(func() {
		for open.checked(open.Checked(open.w.ctx)) {
			select {
			case <-time.After(checkAgain):
			case <-open.w.ctx.Done():
				return
			}
		}
	})
}

// checked reports to the window how a check of all files ended. It returns whether the
// check has to be repeated.
func (open *opened) checked(err error) (again bool) {
	open.w.mu.Lock()
	defer open.w.mu.Unlock()
	if open.w.open != open || open.w.ctx.Err() != nil {
		return false
	}
	again = err != nil && !errors.Is(err, folder.ErrDamaged)
	open.check, open.problems = CheckPassed, nil
	if err != nil {
		open.check = CheckDamaged
		if again {
			open.check = CheckRunning
		}
		open.problems = desk.Problems(err, mostProblems)
	}
	go open.w.desktop.Emit(EventState, nil)
	return again
}
