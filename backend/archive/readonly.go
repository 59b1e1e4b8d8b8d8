package archive

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"syscall"

	"daybook/backend/durable"
)

// An archive may lie on a medium that is only read: a write-blocked copy, a disk mounted
// so, a folder of somebody else's. It then opens for reading, and nothing at all is
// written, removed or locked against others in its folder. What is damaged and could be
// built again is made in memory.

// deniedWriting reports an error of writing that says that this place is only read.
func deniedWriting(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)
}

// cause is an error without the path, which is told beside it.
func cause(err error) string {
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		err = at.Err
	}
	return err.Error()
}

// whyReadOnly says why files cannot be made in the folders of an archive, without making
// one; "" where they can.
func whyReadOnly(dir string) string {
	for _, sub := range append([]string{"."}, subfolders...) {
		at := filepath.Join(dir, sub)
		err := mayMakeFiles(at)
		if err == nil || errors.Is(err, fs.ErrNotExist) {
			continue
		}
		return unwritable(sub, err)
	}
	return ""
}

// unwritable says why a part of the archive cannot be written.
func unwritable(rel string, err error) string {
	switch {
	case errors.Is(err, syscall.EROFS):
		return "it is on a disk that is only read"
	case rel == ".":
		return "its folder cannot be written: " + cause(err)
	}
	return fmt.Sprintf("%s cannot be written: %s", filepath.ToSlash(rel), cause(err))
}

// takeLock takes the lock of the archive, alone or, where its file cannot be written, with
// other readers. It says why the archive can only be read, if so.
func (a opening) takeLock(ctx context.Context) (readOnly string, err error) {
	if readOnly = whyReadOnly(a.dir); readOnly == "" {
		l, err := takeLock(ctx, a.dir, a.options.Wait, false)
		if err == nil {
			a.lock = l
			return "", nil
		}
		if errors.Is(err, ErrLocked) || !deniedWriting(err) {
			return "", err
		}
		readOnly = unwritable("LOCK", err)
	}
	l, err := takeLock(ctx, a.dir, a.options.Wait, true)
	if errors.Is(err, ErrLocked) || durable.Exhausted(err) {
		return "", err
	}
	if err == nil {
		a.lock = l
		return readOnly, nil
	}
	// There is no LOCK, or a disk without locks. Nothing is changed from here, and what
	// another program changes there shows in the hashes, as all else.
	a.lock = &lock{}
	return readOnly, nil
}

// whyStray says what of an interrupted change could not be removed.
func whyStray(rel string, err error) string {
	return fmt.Sprintf("%s, which a change that did not end left behind, cannot be removed: %s", filepath.ToSlash(rel), cause(err))
}
