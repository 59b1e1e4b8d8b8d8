package instance

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// beWindow is the variable that makes this test's program listen for the archive
// it names, until it is killed.
const beWindow = "DAYBOOK_TEST_WINDOW"

func TestMain(m *testing.M) {
	path := os.Getenv(beWindow)
	if path == "" {
		os.Exit(m.Run())
	}
	if _, err := Listen(path, func(string) bool { return true }); err != nil {
		panic(err)
	}
	fmt.Println("listening")
	time.Sleep(time.Hour)
}

// desk is a folder for sockets, with the archives' beside it. Names of tests are
// too long for the path of a socket.
func desk(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "desk")
	require.NoError(t, err)
	t.Cleanup(func() { os.RemoveAll(dir) })
	dir, err = filepath.EvalSymlinks(dir)
	require.NoError(t, err)
	t.Setenv("XDG_RUNTIME_DIR", "")
	t.Setenv("DAYBOOK_CONFIG", dir)
	return dir
}

func archive(t *testing.T, desk, name string) string {
	t.Helper()
	path := filepath.Join(desk, name)
	require.NoError(t, os.Mkdir(path, 0o700))
	return path
}

// A window records the tokens with which it was shown.
type window struct {
	mu     sync.Mutex
	tokens []string
	refuse bool
}

func (w *window) show(token string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.tokens = append(w.tokens, token)
	return !w.refuse
}

func (w *window) shown() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.tokens
}

func listening(t *testing.T, path string) (*window, *Door) {
	t.Helper()
	w := &window{}
	door, err := Listen(path, w.show)
	require.NoError(t, err)
	t.Cleanup(func() { door.Close() })
	return w, door
}

// address returns the socket of the archive at path.
func address(t *testing.T, path string) string {
	t.Helper()
	at, _, err := socket(path)
	require.NoError(t, err)
	return at
}

func TestASecondStartBringsTheWindowOfItsArchiveToTheFront(t *testing.T) {
	dir := desk(t)
	a, b := archive(t, dir, "A.daybook"), archive(t, dir, "B.daybook")
	require.False(t, Show(a, "early"), "nobody listens")
	ofA, _ := listening(t, a)
	ofB, door := listening(t, b)
	require.True(t, Show(a, "token-1"))
	require.True(t, Show(b, "token-2"))
	require.True(t, Show(b, ""))
	require.Equal(t, []string{"token-1"}, ofA.shown())
	require.Equal(t, []string{"token-2", ""}, ofB.shown())
	require.NoError(t, door.Close())
	require.NoError(t, door.Close(), "twice")
	require.False(t, Show(b, ""))
	require.True(t, Show(a, ""))
	require.NoFileExists(t, address(t, b))
	var none *Door
	require.NoError(t, none.Close())
}

func TestAWindowThatDoesNotComeIsNotTakenForOneThatDid(t *testing.T) {
	path := archive(t, desk(t), "A.daybook")
	w, _ := listening(t, path)
	w.refuse = true
	require.False(t, Show(path, ""))
	require.Len(t, w.shown(), 1)
}

// TestAnotherArchiveInThePlaceIsNotTheOneThatIsOpen also holds for two names
// that differ in case on a disk where that makes two folders.
func TestAnotherArchiveInThePlaceIsNotTheOneThatIsOpen(t *testing.T) {
	dir := desk(t)
	path := archive(t, dir, "A.daybook")
	w, _ := listening(t, path)
	require.NoError(t, os.Rename(path, filepath.Join(dir, "moved")))
	archive(t, dir, "A.daybook")
	require.False(t, Show(path, ""))
	require.Empty(t, w.shown())
}

func TestWhatIsNoPlaceIsShownByNobody(t *testing.T) {
	dir := desk(t)
	require.False(t, Show(filepath.Join(dir, "missing"), ""))
	_, err := Listen(filepath.Join(dir, "missing"), nil)
	require.ErrorIs(t, err, os.ErrNotExist)
}

func TestASocketThatAKilledWindowLeftIsReplaced(t *testing.T) {
	path := archive(t, desk(t), "A.daybook")
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), beWindow+"="+path)
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	_, err = io.ReadFull(out, make([]byte, len("listening")))
	require.NoError(t, err)
	require.True(t, Show(path, ""))
	require.NoError(t, cmd.Process.Kill())
	cmd.Wait()
	_, err = os.Lstat(address(t, path))
	require.NoError(t, err, "it left its socket")
	began := time.Now()
	require.False(t, Show(path, ""))
	require.Less(t, time.Since(began), patience/2, "nobody is waited for")
	w, _ := listening(t, path)
	require.True(t, Show(path, ""))
	require.Len(t, w.shown(), 1)
}

func TestAWindowThatListensIsNotReplaced(t *testing.T) {
	path := archive(t, desk(t), "A.daybook")
	w, _ := listening(t, path)
	_, err := Listen(path, func(string) bool { return true })
	require.ErrorIs(t, err, ErrTaken)
	require.True(t, Show(path, ""))
	require.Len(t, w.shown(), 1)
}

func TestWhatIsNoSocketIsLeftAlone(t *testing.T) {
	path := archive(t, desk(t), "A.daybook")
	at := address(t, path)
	require.NoError(t, os.WriteFile(at, []byte("mine"), 0o600))
	_, err := Listen(path, nil)
	require.ErrorContains(t, err, "is no socket")
	data, err := os.ReadFile(at)
	require.NoError(t, err)
	require.Equal(t, "mine", string(data))
}

// say sends text to the window of an archive and returns its answer.
func say(t *testing.T, at, text string) string {
	t.Helper()
	conn, err := net.Dial("unix", at)
	require.NoError(t, err)
	defer conn.Close()
	require.NoError(t, conn.SetDeadline(time.Now().Add(5*time.Second)))
	io.WriteString(conn, text) // it may be closed before all is taken
	answer, _ := io.ReadAll(conn)
	return string(answer)
}

func TestWhatIsNoQuestionShowsNothing(t *testing.T) {
	path := archive(t, desk(t), "A.daybook")
	w, _ := listening(t, path)
	at := address(t, path)
	line := func(q question) string {
		data, err := json.Marshal(q)
		require.NoError(t, err)
		return string(data) + "\n"
	}
	elsewhere := t.TempDir()
	for name, c := range map[string]struct{ text, answer string }{
		"nothing":               {"\n", ""},
		"no JSON":               {"show me\n", ""},
		"a line without end":    {line(question{Show: []byte(path)})[:20], ""},
		"a number":              {"{\"show\":7}\n", ""},
		"no place":              {"{}\n", "no\n"},
		"another place":         {line(question{Show: []byte(elsewhere)}), "no\n"},
		"a place with a zero":   {line(question{Show: []byte(path + "\x00")}), "no\n"},
		"a line without bound":  {"{\"show\":\"" + strings.Repeat("A", 10*longest) + "\"}\n", ""},
		"a token without bound": {line(question{Show: []byte(path), Token: strings.Repeat("t", longestToken+1)}), ""},
	} {
		require.Equal(t, c.answer, say(t, at, c.text), name)
	}
	require.Empty(t, w.shown())
	require.Equal(t, "ok\n", say(t, at, line(question{[]byte(path), strings.Repeat("t", longestToken)})), "and what is one does")
}

func TestATokenWithoutBoundIsLeftOut(t *testing.T) {
	path := archive(t, desk(t), "A.daybook")
	w, _ := listening(t, path)
	require.True(t, Show(path, strings.Repeat("t", longestToken+1)))
	require.Equal(t, []string{""}, w.shown())
}

func TestThoseWhoSayNothingKeepNobodyOutForLong(t *testing.T) {
	path := archive(t, desk(t), "A.daybook")
	w, _ := listening(t, path)
	var idle []net.Conn
	for range most - 1 {
		conn, err := net.Dial("unix", address(t, path))
		require.NoError(t, err)
		defer conn.Close()
		idle = append(idle, conn)
	}
	require.Eventually(t, func() bool { return Show(path, "") }, slowest/2, time.Millisecond)
	require.Len(t, w.shown(), 1)
	for _, conn := range idle {
		require.NoError(t, conn.SetDeadline(time.Now().Add(10*slowest)))
		_, err := conn.Read(make([]byte, 1))
		require.ErrorIs(t, err, io.EOF, "it is let go")
	}
	require.True(t, Show(path, ""))
}

func TestAWindowThatDoesNotAnswerIsWaitedForNoLongerThanPatience(t *testing.T) {
	path := archive(t, desk(t), "A.daybook")
	at := address(t, path)
	listener, err := net.Listen("unix", at) // and nobody accepts
	require.NoError(t, err)
	defer listener.Close()
	began := time.Now()
	require.False(t, Show(path, ""))
	require.GreaterOrEqual(t, time.Since(began), patience)
	require.Less(t, time.Since(began), patience+5*time.Second)
}

func TestAWindowThatAnswersInOtherWordsDidNotCome(t *testing.T) {
	path := archive(t, desk(t), "A.daybook")
	for _, answer := range []string{"", "ok", "no\n", strings.Repeat("x", 1<<20)} {
		listener, err := net.Listen("unix", address(t, path))
		require.NoError(t, err)
		go func() {
			conn, err := listener.Accept()
			if err == nil {
				io.WriteString(conn, answer)
				conn.Close()
			}
		}()
		require.False(t, Show(path, ""))
		listener.Close()
	}
}

func TestManyAtOnceAreAllAnswered(t *testing.T) {
	path := archive(t, desk(t), "A.daybook")
	w, door := listening(t, path)
	var asking sync.WaitGroup
	for range most {
		asking.Go(func() {
			for range 20 {
				Show(path, "")
			}
		})
	}
	asking.Wait()
	require.NotEmpty(t, w.shown())
	require.True(t, Show(path, ""))
	require.NoError(t, door.Close())
}
