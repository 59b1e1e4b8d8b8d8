package e2e_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jezek/xgb/xproto"
	"github.com/stretchr/testify/require"
)

// A home is where Daybook finds a user's settings, cache and files.
type home string

func newHome(t *testing.T) home {
	t.Helper()
	if os.Getenv(programVariable) == "" {
		t.Skip("no window: " + programVariable + " does not name the program; make test-window does")
	}
	return home(t.TempDir())
}

func (h home) path(names ...string) string {
	return filepath.Join(append([]string{string(h)}, names...)...)
}

func (h home) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, os.Getenv(programVariable), args...)
	cmd.Dir = string(h)
	cmd.Env = append(os.Environ(), "HOME="+string(h), "XDG_CONFIG_HOME="+h.path("config"), "XDG_CACHE_HOME="+h.path("cache"), "XDG_DATA_HOME="+h.path("data"))
	return cmd
}

// cli runs a command of the program.
func (h home) cli(t *testing.T, args ...string) string {
	t.Helper()
	out, err := h.command(t.Context(), args...).CombinedOutput()
	require.NoError(t, err, string(out))
	return string(out)
}

// A window is Daybook, started for one test.
type window struct {
	*display
	home home
	cmd  *exec.Cmd
	said bytes.Buffer
	done chan struct{} // closed when it has ended
	err  error         // how it ended

	bus     *bus
	program node
	page    node
	frame   xproto.Window
}

// patience is how long a test waits for anything at most; the machine may be
// doing other things.
const patience = time.Minute

// start starts Daybook and waits until its window is there.
func start(t *testing.T, h home, args ...string) *window {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	w := &window{display: openDisplay(t), home: h, done: make(chan struct{})}
	w.cmd = h.command(ctx, args...)
	w.cmd.Stderr = &w.said
	require.NoError(t, w.cmd.Start())
	go func() { w.err = w.cmd.Wait(); close(w.done) }()
	t.Cleanup(func() {
		if t.Failed() {
			w.explain()
		}
		cancel()
		<-w.done
	})
	w.until("the window", func() (ok bool) {
		w.frame, ok = w.window(w.cmd.Process.Pid)
		return ok
	})
	return w
}

// open starts Daybook and waits until its page is there.
func open(t *testing.T, h home, args ...string) *window {
	t.Helper()
	bus, err := connect(context.Background())
	require.NoError(t, err)
	t.Cleanup(func() { bus.conn.Close() })
	w := start(t, h, args...)
	w.bus = bus
	w.until("the page", func() (ok bool) {
		if w.program, ok = w.bus.program(w.cmd.Process.Pid); !ok {
			return false
		}
		w.page, ok = w.program.within(document)
		return ok && w.page.label() == "Daybook" // not the empty one before it
	})
	return w
}

// explain says what the window shows and what the program said.
func (w *window) explain() {
	select {
	case <-w.done:
		w.t.Logf("it has ended: %v\n%s", w.err, w.said.String())
		return
	default:
	}
	if to := os.Getenv("DAYBOOK_E2E_PICTURES"); to != "" {
		exec.Command("import", "-window", "root", filepath.Join(to, strings.ReplaceAll(w.t.Name(), "/", "-")+".png")).Run()
	}
	if w.bus != nil {
		w.t.Log(w.program.outline(0))
	}
}

// until waits until what is so.
func (w *window) until(what string, so func() bool) {
	w.t.Helper()
	for end := time.Now().Add(patience); !so(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			require.Fail(w.t, "not seen in "+patience.String(), what)
		}
		select {
		case <-w.done:
			require.Fail(w.t, "Daybook has ended", what)
		default:
		}
	}
}

// find is the first element of a role that shows and whose name is a text, or,
// with "…" at its end, starts with it: one of a native dialog before one of the page.
func (w *window) find(r role, name string) (node, bool) {
	start, open := strings.CutSuffix(name, "…")
	for _, top := range append(w.dialogs(), w.page) {
		for _, n := range append(top.all(r), top) {
			if n == top && top.role() != r {
				continue
			}
			if label := n.label(); (label == name || open && strings.HasPrefix(label, start)) && n.is(showing) {
				return n, true
			}
		}
	}
	return node{}, false
}

// dialogs are the native dialogs that are open.
func (w *window) dialogs() []node {
	return slices.DeleteFunc(w.program.children(), func(n node) bool { return n.role() == frame })
}

// see waits for an element.
func (w *window) see(r role, name string) (found node) {
	w.t.Helper()
	w.until(name, func() (ok bool) {
		found, ok = w.find(r, name)
		return ok
	})
	return found
}

// gone waits until no such element shows any more.
func (w *window) gone(r role, name string) {
	w.t.Helper()
	w.until(name+" gone", func() bool {
		_, ok := w.find(r, name)
		return !ok
	})
}

// click waits for an element and does what a click on it does.
func (w *window) click(r role, name string) {
	w.t.Helper()
	require.NoError(w.t, w.see(r, name).do())
}

// told waits for a notice, answers what it says below its title, and dismisses it.
func (w *window) told(title string) (words string) {
	w.t.Helper()
	notice := w.see(landmark, title)
	w.until("what the notice says", func() bool { words = notice.content(); return words != "" })
	w.click(button, "Dismiss: "+title)
	w.gone(landmark, title)
	return words
}

// ends waits until the program has ended, and well.
func (w *window) ends() {
	w.t.Helper()
	select {
	case <-w.done:
		require.NoError(w.t, w.err, w.said.String())
	case <-time.After(patience):
		require.Fail(w.t, "it did not end")
	}
	require.NotContains(w.t, w.said.String(), "gtk_main_quit", "it was ended twice")
	require.NotContains(w.t, w.said.String(), "panic")
}
