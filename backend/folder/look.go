package folder

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"daybook/backend/durable"
	"daybook/backend/failure"
)

// ErrMisplaced reports something in the place of a file or folder of an archive
// that this program would not have put there, and that it neither follows nor
// touches: a link, a pipe, a device, or a file that is also a file elsewhere.
var ErrMisplaced = errors.New("not Daybook's own")

// A form is the kind of file that should be at a name.
type form int

const (
	Folder   form = iota
	Document      // a file that is written once, or replaced as a whole
	File          // a file that may be written in place, so it must have only this name
)

// Look examines one name. spare says that Daybook makes the file again if it is gone.
func Look(dir, rel string, want form, spare bool) error {
	path := filepath.Join(dir, rel)
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return failure.New("open", dir, err)
	}
	what, good := "file", durable.IsFile(info.Mode())
	if want == Folder {
		what, good = "folder", durable.IsFolder(info.Mode())
	}
	todo := fmt.Sprintf("remove it, and put the %s there from a copy of the archive", what)
	if spare {
		todo = fmt.Sprintf("remove it, and Daybook makes the %s again", what)
	}
	rel = filepath.ToSlash(rel)
	if !good {
		return failure.Newf("open", dir, "%w: %s is %s where a %s of the archive should be; %s. Nothing was changed", ErrMisplaced, rel, durable.Kind(info.Mode()), what, todo)
	}
	if want != File {
		return nil
	}
	if n, err := durable.Names(path); errors.Is(err, fs.ErrPermission) {
		return nil // a program that may not even read it changes nothing in it
	} else if err != nil {
		return failure.New("open", dir, err)
	} else if n > 1 {
		return failure.Newf("open", dir, "%w: %s is one with a file elsewhere (a hard link), which would be changed with it; put a copy of the file in its place. Nothing was changed", ErrMisplaced, rel)
	}
	return nil
}

func Digits(s string) bool {
	_, err := strconv.ParseUint(s, 10, 31)
	return err == nil
}
