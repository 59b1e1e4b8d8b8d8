package window

import (
	"errors"
	"time"

	"daybook/backend/desk"
	"daybook/backend/folder"
)

// mostProblems is how many of an archive's problems the window is told.
const mostProblems = 200

// checkAgain is when files that could not be read are looked at again.
const checkAgain = 10 * time.Second

// watch waits for the check of all files and tells the window how it ended. What cannot
// be read at present is no damage, and is looked at again.
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

// checked tells the window how a check of all files ended, and reports whether it has to
// be made again.
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
