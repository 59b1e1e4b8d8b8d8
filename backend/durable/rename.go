package durable

import "time"

// How long a change of a name is tried again, and the pauses between.
const (
	mostWaited = 3 * time.Second
	firstPause = 10 * time.Millisecond
	mostPause  = 250 * time.Millisecond
)

// Rename gives a file or folder another name in the same file system, in the place
// of a file that has it. On Windows the name is durable with that, and what a
// scanner or an indexer holds open for a moment is tried again for up to three
// seconds; elsewhere see SyncFolder.
func Rename(from, to string) error {
	return insist(func() error { return rename(from, to) }, inTheWay, time.Sleep)
}

// insist tries something again while its error is one that passes.
func insist(try func() error, passes func(error) bool, sleep func(time.Duration)) error {
	err := try()
	for waited, pause := time.Duration(0), firstPause; err != nil && passes(err) && waited < mostWaited; pause = min(2*pause, mostPause) {
		sleep(pause)
		waited += pause
		err = try()
	}
	return err
}
