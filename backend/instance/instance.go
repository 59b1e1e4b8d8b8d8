// Package instance keeps each archive in one window of a user. The window that
// has an archive open listens at a local socket, and another start of Daybook for
// the same archive asks there that this window comes to the front.
//
// It decides nothing about the archive: its own lock says who has it open, and
// only who holds that lock may listen. Where nobody answers, a start goes on as
// if there were no such package.
//
// The socket is in a folder that only this user may enter, which is what keeps
// others from it: daybook in $XDG_RUNTIME_DIR, or run beside the settings. Its
// name is made of the archive's place. Both sides say one line: the start that
// asks says a question in JSON, the window "ok" or "no".
package instance

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"sync"
	"time"
)

const (
	// patience is how long who asks waits for an answer. The window has to be
	// raised until then, which takes it some milliseconds, on a busy computer more.
	patience = 2 * time.Second
	// slowest is how long who asks may take for the question.
	slowest = time.Second
	// longest is a question at most, in bytes: a place, and a token.
	longest = 32 << 10
	// longestToken is a token at most; those of desktops have some dozen bytes.
	longestToken = 4 << 10
	// most is how many are listened to at a time.
	most = 8
)

// A question is what a start of Daybook asks the window that has an archive open.
type question struct {
	// Show is the archive's place, in bytes, since it need not be UTF-8.
	Show []byte `json:"show"`
	// Token is the desktop's leave to come to the front, "" if there is none.
	Token string `json:"token"`
}

var (
	// ErrTaken reports an archive whose window listens already.
	ErrTaken = errors.New("instance: another window listens for this archive")
	// ErrTooLong reports a folder whose name is too long for a socket in it.
	ErrTooLong = errors.New("instance: the name of the folder is too long for a socket")
	// ErrOpen reports a folder for sockets that others may enter.
	ErrOpen = errors.New("instance: others may enter the folder of the socket")
)

// Show asks the window that has the archive at path open to come to the front,
// and reports whether it did. The token is what the desktop gave this start for
// that, "" if nothing.
func Show(path, token string) bool {
	at, here, err := socket(path)
	if err != nil {
		return false
	}
	if len(token) > longestToken {
		token = ""
	}
	line, err := json.Marshal(question{[]byte(here), token})
	if err != nil {
		return false
	}
	end := time.Now().Add(patience)
	conn, err := (&net.Dialer{Deadline: end}).Dial("unix", at)
	if err != nil {
		return false
	}
	defer conn.Close()
	if conn.SetDeadline(end) != nil {
		return false
	}
	allowFront()
	if _, err := conn.Write(append(line, '\n')); err != nil {
		return false
	}
	answer := make([]byte, len("ok\n"))
	_, err = io.ReadFull(conn, answer)
	return err == nil && string(answer) == "ok\n"
}

// A Door is where a window listens for other starts of Daybook.
type Door struct {
	listener *net.UnixListener
	archive  fs.FileInfo
	show     func(token string) bool
	close    sync.Once
	err      error
}

// Listen makes the window that calls it the one of the archive at path, whose
// lock it must hold. Show calls show in a goroutine, which reports whether the
// window came to the front.
func Listen(path string, show func(token string) bool) (*Door, error) {
	at, here, err := socket(path)
	if err != nil {
		return nil, fmt.Errorf("instance: listen for %s: %w", path, err)
	}
	archive, err := os.Stat(here)
	if err != nil {
		return nil, fmt.Errorf("instance: listen for %s: %w", path, err)
	}
	listener, err := listen(at)
	if err != nil {
		return nil, fmt.Errorf("instance: listen for %s: %w", path, err)
	}
	d := &Door{listener: listener, archive: archive, show: show}
	go d.serve()
	return d, nil
}

// listen listens at a socket, in the place of one that a process left when it was
// killed.
func listen(at string) (*net.UnixListener, error) {
	if info, err := os.Lstat(at); err == nil {
		if info.Mode()&fs.ModeSocket == 0 {
			return nil, fmt.Errorf("%s is no socket", at)
		}
		if conn, err := net.DialTimeout("unix", at, slowest); err == nil {
			conn.Close()
			return nil, ErrTaken
		}
		if err := os.Remove(at); err != nil {
			return nil, err
		}
	}
	listener, err := net.ListenUnix("unix", &net.UnixAddr{Name: at, Net: "unix"})
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(at, 0o600); err != nil {
		listener.Close()
		return nil, err
	}
	return listener, nil
}

// Close ends the listening. It must come before the archive's lock is given
// back: otherwise the socket may be that of the next window.
func (d *Door) Close() error {
	if d == nil {
		return nil
	}
	d.close.Do(func() { d.err = d.listener.Close() })
	return d.err
}

func (d *Door) serve() {
	places := make(chan struct{}, most)
	for {
		conn, err := d.listener.AcceptUnix()
		switch {
		case errors.Is(err, net.ErrClosed):
			return
		case err != nil: // as with too many open files
			time.Sleep(slowest / 10)
			continue
		}
		select {
		case places <- struct{}{}:
			go func() {
				defer func() { <-places }()
				d.answer(conn)
			}()
		default:
			conn.Close()
		}
	}
}

// answer answers one question. What is no question gets no answer.
func (d *Door) answer(conn net.Conn) {
	defer conn.Close()
	if conn.SetReadDeadline(time.Now().Add(slowest)) != nil {
		return
	}
	line, err := bufio.NewReader(io.LimitReader(conn, longest)).ReadBytes('\n')
	if err != nil {
		return
	}
	var q question
	if json.Unmarshal(line, &q) != nil || len(q.Token) > longestToken {
		return
	}
	word := "no\n"
	// The name of the socket leads here from places that differ in case, too,
	// which may be two archives.
	if asked, err := os.Stat(string(q.Show)); err == nil && os.SameFile(asked, d.archive) && d.show(q.Token) {
		word = "ok\n"
	}
	if conn.SetWriteDeadline(time.Now().Add(slowest)) == nil {
		io.WriteString(conn, word)
	}
}
