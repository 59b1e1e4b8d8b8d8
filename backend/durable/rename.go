package durable

import "time"

// How long a rename is tried again, and the pauses between the attempts.
const (
	mostWaited = 3 * time.Second
	firstPause = 10 * time.Millisecond
	mostPause  = 250 * time.Millisecond
)

// Rename gives a file or folder another name in the same file system, and replaces
// a file that has that name. On Windows the name is durable when Rename returns,
// and a file that a scanner or an indexer holds open for a moment is tried again
// for up to three seconds; on other systems see SyncFolder.
func Rename(from, to string) error {
	return insist(func() error { return rename(from, to) }, inTheWay, time.Sleep)
}

// insist repeats try for as long as its error is one that passes.
func insist(try func() error, passes func(error) bool, sleep func(time.Duration)) error {
	err := try()
	for waited, pause := time.Duration(0), firstPause; err != nil && passes(err) && waited < mostWaited; pause = min(2*pause, mostPause) {
		sleep(pause)
		waited += pause
		err = try()
	}
	return err
}
