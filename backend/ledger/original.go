package ledger

import (
	"os"
	"time"
)

// Somebody who copies an archive to another disk and looks whether the copy is whole
// goes on with the one that was copied. If the copy's journal got a line of that, the
// copy would be what this computer knows, and the other one in doubt. So a copy gets no
// line by being verified, for as long as the one that was copied is in its place. What is
// changed in a copy or handed over from it makes it the one that is known, and so does
// what an interrupted change or damage in it has to be noted for.

// original is the folder in which this computer knows the archive, where that is another
// folder than this one and an archive of the same id is still there; else "". It gives up
// on a disk that does not answer, and is called under recording.
func (lg *Standing) original() string {
	if lg.known == nil || lg.known.Folder == lg.Place() {
		return ""
	}
	at, id, found := lg.known.Folder, lg.Identity().ID, make(chan bool, 1)
	go func() {
		other, err := ReadIdentity(at)
		found <- err == nil && other.ID == id && !sameFolder(at, lg.dir)
	}()
	select {
	case is := <-found:
		if is {
			return at
		}
	case <-time.After(originalPatience):
	}
	return ""
}

// originalPatience is how long original waits: the folder may be on a share that is away.
const originalPatience = 2 * time.Second

// sameFolder reports two paths that lead to one folder.
func sameFolder(x, y string) bool {
	one, err := os.Stat(x)
	other, failed := os.Stat(y)
	return err == nil && failed == nil && os.SameFile(one, other)
}
