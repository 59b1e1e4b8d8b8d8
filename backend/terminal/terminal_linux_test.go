package terminal_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"daybook/backend/terminal"
)

// opened returns a terminal of the system and the side on which a person types.
func opened(t *testing.T) (f, person *os.File) {
	person, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skip("there are no terminals here: ", err)
	}
	t.Cleanup(func() { person.Close() })
	require.NoError(t, unix.IoctlSetPointerInt(int(person.Fd()), unix.TIOCSPTLCK, 0))
	n, err := unix.IoctlGetInt(int(person.Fd()), unix.TIOCGPTN)
	require.NoError(t, err)
	f, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	require.NoError(t, err)
	t.Cleanup(func() { f.Close() })
	return f, person
}

// A writerFunc is told of each prompt.
type writerFunc func(p []byte) (int, error)

func (w writerFunc) Write(p []byte) (int, error) { return w(p) }

func echoes(t *testing.T, f *os.File) bool {
	state, err := unix.IoctlGetTermios(int(f.Fd()), unix.TCGETS)
	require.NoError(t, err)
	return state.Lflag&unix.ECHO != 0
}

// typing answers each prompt with the next line.
func typing(person *os.File, said *strings.Builder, lines ...string) io.Writer {
	return writerFunc(func(p []byte) (int, error) {
		said.Write(p)
		if bytes.HasSuffix(p, []byte(": ")) && len(lines) > 0 {
			io.WriteString(person, lines[0]+"\n")
			lines = lines[1:]
		}
		return len(p), nil
	})
}

func TestAPassphraseIsAskedTwiceAndTheTerminalIsAsBefore(t *testing.T) {
	f, person := opened(t)
	var said strings.Builder
	text, err := terminal.Passphrase(t.Context(), f, typing(person, &said, "correct horse", "correct horse"), "A passphrase", true)
	require.NoError(t, err)
	require.Equal(t, "correct horse", text)
	require.Equal(t, "A passphrase: \nThe same again: \n", said.String())
	require.True(t, echoes(t, f))

	_, err = terminal.Passphrase(t.Context(), f, typing(person, &said, "correct horse", "another"), "A passphrase", true)
	require.ErrorIs(t, err, terminal.ErrDiffer)
	text, err = terminal.Passphrase(t.Context(), f, typing(person, &said, "once"), "A passphrase", false)
	require.NoError(t, err)
	require.Equal(t, "once", text)
	_, err = terminal.Passphrase(t.Context(), f, typing(person, &said, ""), "A passphrase", false)
	require.ErrorIs(t, err, terminal.ErrNone)
}

func TestWhoStopsIsLeftATerminalThatShowsWhatIsTyped(t *testing.T) {
	f, person := opened(t)
	ctx, stop := context.WithCancel(t.Context())
	var said strings.Builder
	_, err := terminal.Passphrase(ctx, f, writerFunc(func(p []byte) (int, error) { stop(); return said.Write(p) }), "A passphrase", true)
	require.ErrorIs(t, err, context.Canceled)
	io.WriteString(person, "late\n") // ends the reading behind
	require.Eventually(t, func() bool { return echoes(t, f) }, 10*time.Second, time.Millisecond)
}

func TestWithoutATerminalTheFirstLineIsThePassphrase(t *testing.T) {
	for given, want := range map[string]string{"correct horse\n": "correct horse", "a b \r\nc": "a b ", "last": "last"} {
		text, err := terminal.Passphrase(t.Context(), strings.NewReader(given), io.Discard, "A passphrase", true)
		require.NoError(t, err)
		require.Equal(t, want, text)
	}
	for _, in := range []io.Reader{nil, strings.NewReader(""), strings.NewReader("\n")} {
		_, err := terminal.Passphrase(t.Context(), in, io.Discard, "A passphrase", false)
		require.ErrorIs(t, err, terminal.ErrNone)
	}
	broken := errors.New("broken")
	_, err := terminal.Passphrase(t.Context(), iotest.ErrReader(broken), io.Discard, "A passphrase", false)
	require.ErrorIs(t, err, broken)
}
