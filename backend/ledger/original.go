package ledger

import (
	"os"
	"time"
)

// Somebody who copies an archive to another disk and checks that the copy is whole goes
// on working with the original. If the copy's journal got a line about that check, the
// copy would become the state that this computer knows, and the original would be in
// doubt. So verifying a copy adds no line as long as the original is in its place. A
// change to a copy or a handover from it makes it the known archive, and so does a note
// on an interrupted change or on damage in it.

// original returns the folder in which this computer knows the archive, if that is
// another folder than this one and an archive of the same id is still there; otherwise
// "". It gives up on a disk that does not answer, and is called under recording.
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

// sameFolder reports whether two paths lead to the same folder.
func sameFolder(x, y string) bool {
	one, err := os.Stat(x)
	other, failed := os.Stat(y)
	return err == nil && failed == nil && os.SameFile(one, other)
}
