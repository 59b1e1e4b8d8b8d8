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

// An archive may be on a medium that cannot be written: a write-blocked copy, a disk
// mounted read-only, a folder of another user. It then opens for reading, and nothing in
// its folder is written, removed, or locked exclusively. What is damaged and could be
// built again is made in memory.

// deniedWriting reports whether an error of writing says that a place is read-only.
func deniedWriting(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)
}

// cause returns the text of an error without its path, which is reported beside it.
func cause(err error) string {
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		err = at.Err
	}
	return err.Error()
}

// whyReadOnly returns why files cannot be made in the folders of an archive, without
// making any, or "" if they can.
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

// unwritable returns why a part of the archive cannot be written.
func unwritable(rel string, err error) string {
	switch {
	case errors.Is(err, syscall.EROFS):
		return "it is on a disk that is only read"
	case rel == ".":
		return "its folder cannot be written: " + cause(err)
	}
	return fmt.Sprintf("%s cannot be written: %s", filepath.ToSlash(rel), cause(err))
}

// takeLock takes the lock of the archive, exclusive or, if its file cannot be written,
// shared with other readers. It returns why the archive is read-only, if so.
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
	// There is no LOCK, or the disk has no locks. This program changes nothing here,
	// and changes by another program show in the hashes like any other.
	a.lock = &lock{}
	return readOnly, nil
}

// whyStray returns which remains of an interrupted change could not be removed, and why.
func whyStray(rel string, err error) string {
	return fmt.Sprintf("%s, which a change that did not end left behind, cannot be removed: %s", filepath.ToSlash(rel), cause(err))
}
