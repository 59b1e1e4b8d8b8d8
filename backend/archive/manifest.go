package archive

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
)

// Errors of making and changing an archive.
var (
	// ErrExists reports that there is something already where the archive should be made.
	ErrExists = errors.New("already exists")
	// ErrUnsure reports that a change was made, but that the disk did not
	// confirm that it would survive a power cut. The archive takes no other
	// change until it is opened again, and then is as it was either before or
	// after the change.
	ErrUnsure = errors.New("changed, but perhaps not for good; open the archive again")
)

// newID returns a random (version 4) UUID.
func newID() string {
	var b [16]byte
	rand.Read(b[:]) // never fails
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	x := hex.EncodeToString(b[:])
	return x[:8] + "-" + x[8:12] + "-" + x[12:16] + "-" + x[16:20] + "-" + x[20:]
}
