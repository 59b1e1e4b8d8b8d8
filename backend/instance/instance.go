// Package instance makes sure that a user has only one window for each archive. The
// window that has an archive open listens at a local socket; another start of
// Daybook for the same archive asks it there to come to the front.
//
// It decides nothing about the archive: the archive's own lock says which process
// has it open, and only the holder of that lock may listen. Where no window
// answers, a start goes on as if this package did not exist.
//
// The socket is in a folder that only this user may enter, which keeps others away
// from it: daybook in $XDG_RUNTIME_DIR, or run beside the settings. Its name is
// derived from the archive's place. Each side sends one line: the start that asks
// sends a question in JSON, the window answers "ok" or "no".
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
	// patience is how long a start waits for an answer. The window must come to the
	// front within this time, which takes some milliseconds, and longer on a busy
	// computer.
	patience = 2 * time.Second
	// slowest is how long a start may take to send its question.
	slowest = time.Second
	// longest is the greatest length of a question in bytes: a place, and a token.
	longest = 32 << 10
	// longestToken is the greatest length of a token in bytes; those of desktops
	// have some dozen.
	longestToken = 4 << 10
	// most is the number of connections that are answered at the same time.
	most = 8
)

// A question is the message of a start of Daybook to the window that has an archive open.
type question struct {
	// Show is the archive's place, in bytes, since it need not be UTF-8.
	Show []byte `json:"show"`
	// Token is the desktop's permission to come to the front, "" if there is none.
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

// Show asks the window that has the archive at path open to come to the front, and
// reports whether it did. The token is the permission that the desktop gave this
// start for that, "" if none.
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

// A Door is the socket at which a window listens for other starts of Daybook.
type Door struct {
	listener *net.UnixListener
	archive  fs.FileInfo
	show     func(token string) bool
	close    sync.Once
	err      error
}

// Listen makes the calling process the window of the archive at path, whose lock it
// must hold. Show calls show in a goroutine, which reports whether the window came
// to the front.
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

// listen listens at a socket, and replaces a socket that a killed process left.
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

// Close stops listening. It must be called before the archive's lock is given back.
// Otherwise the socket may be that of the next window.
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
		case err != nil: // for example too many open files
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

// answer answers one question. Other bytes get no answer.
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
	// Places that differ only in case have the same socket name, but may be two
	// archives.
	if asked, err := os.Stat(string(q.Show)); err == nil && os.SameFile(asked, d.archive) && d.show(q.Token) {
		word = "ok\n"
	}
	if conn.SetWriteDeadline(time.Now().Add(slowest)) == nil {
		io.WriteString(conn, word)
	}
}
