package archive

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"daybook/backend/durable"
	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/ledger"
)

// ErrLocked reports that another program has the archive open.
var ErrLocked = errors.New("in use")

// A Holder is the program that has an archive open.
type Holder struct {
	Program string    `json:"program"`
	PID     int       `json:"pid"`
	User    string    `json:"user"`
	Since   time.Time `json:"since"`
}

// A LockedError names the program that has an archive open. It wraps ErrLocked.
type LockedError struct {
	Path   string
	Holder Holder // zero if the holder has not written it yet
}

func (e *LockedError) Error() string {
	if e.Holder.PID == 0 {
		return "another program has it open; close it there and try again"
	}
	return fmt.Sprintf("%s (process %d of %s) has had it open since %s; close it there and try again",
		e.Holder.Program, e.Holder.PID, e.Holder.User, e.Holder.Since.Local().Format("2 January 2006, 15:04:05 (UTC-07:00)"))
}

func (e *LockedError) Unwrap() error { return ErrLocked }

// A lock is held for as long as its file is open.
type lock struct{ f *os.File }

const lockPoll = 20 * time.Millisecond

// takeLock waits up to wait for the lock of the archive in dir, either exclusive or shared
// with other readers. A shared lock needs no file that can be written.
func takeLock(ctx context.Context, dir string, wait time.Duration, shared bool) (*lock, error) {
	open := durable.OpenToWrite
	if shared {
		open = durable.Open
	}
	f, err := open(filepath.Join(dir, "LOCK"))
	if err != nil {
		return nil, failure.New("open", dir, err)
	}
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	for {
		ok, err := folder.TryLock(f, shared)
		if err != nil {
			f.Close()
			return nil, failure.New("lock", dir, err)
		}
		if ok {
			break
		}
		select {
		case <-time.After(lockPoll):
		case <-ctx.Done():
			locked := &LockedError{Path: dir}
			if data, err := io.ReadAll(io.LimitReader(f, 4096)); err == nil {
				json.Unmarshal(data, &locked.Holder) // it may be half written; the holder is then unknown
			}
			f.Close()
			return nil, failure.New("open", dir, locked)
		}
	}
	return &lock{f}, nil
}

// tell writes into the file who holds the lock. That is only for the message to others, so
// an error of writing, as on a full disk, does not keep the archive from being read.
func (l *lock) tell(program string, now time.Time) {
	if data, err := json.Marshal(Holder{Program: program, PID: os.Getpid(), User: ledger.UserName(), Since: now.UTC()}); err == nil && l.f.Truncate(0) == nil {
		l.f.WriteAt(append(data, '\n'), 0)
	}
}

func (l *lock) release() error {
	if l.f == nil {
		return nil
	}
	return l.f.Close()
}
