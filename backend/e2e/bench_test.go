package e2e_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/damage"
	"github.com/jezek/xgb/xfixes"
	"github.com/jezek/xgb/xproto"
	"github.com/jezek/xgb/xtest"
	"github.com/stretchr/testify/require"
)

// benchVariable names the archive that make bench-window measures.
const benchVariable = "DAYBOOK_E2E_BENCH"

// A figure is a set of measurements of one quantity, in milliseconds or megabytes.
type figure struct {
	What   string  `json:"what"`
	Unit   string  `json:"unit"`
	Events int     `json:"events"`
	Runs   int     `json:"runs"`
	P50    float64 `json:"p50"`
	P95    float64 `json:"p95"`
	Aim50  float64 `json:"aim50,omitempty"`
	Aim95  float64 `json:"aim95,omitempty"`
	Load   string  `json:"load"`
}

func figureOf(what, unit string, values []float64, aim50, aim95 float64) figure {
	slices.Sort(values)
	at := func(p float64) float64 { return values[int(math.Ceil(p*float64(len(values))))-1] }
	load, _, _ := strings.Cut(readOr("/proc/loadavg"), " ")
	return figure{What: what, Unit: unit, Runs: len(values), P50: at(0.5), P95: at(0.95), Aim50: aim50, Aim95: aim95, Load: load}
}

func readOr(path string) string {
	data, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	return string(data)
}

// eyes observe the painting of a part of a window: the X server reports each
// rectangle that a program draws.
type eyes struct {
	seen chan time.Time
	// Of the whole window, all but a caret.
	moved chan time.Time
}

func (w *window) watch(rows xproto.Rectangle) eyes {
	conn, err := xgb.NewConn()
	require.NoError(w.t, err)
	require.NoError(w.t, xfixes.Init(conn))
	require.NoError(w.t, damage.Init(conn))
	_, err = damage.QueryVersion(conn, 1, 1).Reply()
	require.NoError(w.t, err)
	id, err := damage.NewDamageId(conn)
	require.NoError(w.t, err)
	require.NoError(w.t, damage.CreateChecked(conn, id, xproto.Drawable(w.frame), damage.ReportLevelRawRectangles).Check())
	e := eyes{make(chan time.Time, 1<<16), make(chan time.Time, 1<<16)}
	go func() {
		for {
			event, fault := conn.WaitForEvent()
			if event == nil && fault == nil {
				return
			}
			d, ok := event.(damage.NotifyEvent)
			if ok && overlap(d.Area, rows) {
				e.seen <- time.Now()
			}
			if ok && len(e.moved) < cap(e.moved) && d.Area.Width > 4 {
				e.moved <- time.Now()
			}
		}
	}()
	w.t.Cleanup(conn.Close)
	return e
}

func overlap(a, b xproto.Rectangle) bool {
	return int(a.X) < int(b.X)+int(b.Width) && int(b.X) < int(a.X)+int(a.Width) &&
		int(a.Y) < int(b.Y)+int(b.Height) && int(b.Y) < int(a.Y)+int(a.Height)
}

// rest is how long nothing is painted when all is painted.
const rest = 400 * time.Millisecond

// painted does something and answers how long after it the rows were painted
// for the last time: until then the officer does not see all of the answer.
func (e eyes) painted(t *testing.T, do func()) float64 {
	t.Helper()
	for len(e.seen) > 0 {
		<-e.seen
	}
	began := time.Now()
	do()
	var last time.Time
	for {
		wait := rest
		if last.IsZero() {
			wait = patience
		}
		select {
		case last = <-e.seen:
		case <-time.After(wait):
			require.False(t, last.IsZero(), "nothing was painted")
			return float64(last.Sub(began).Microseconds()) / 1000
		}
	}
}

// rested waits until no rows are painted for a while.
func (e eyes) rested(t *testing.T) {
	t.Helper()
	rests(t, e.seen, rest)
}

// settled waits until nothing of the window is painted for a while: after a start
// the scroll bar of the table fades for some seconds.
func (e eyes) settled(t *testing.T) {
	t.Helper()
	rests(t, e.moved, 5*rest)
}

func rests(t *testing.T, painted <-chan time.Time, enough time.Duration) {
	t.Helper()
	for end := time.Now().Add(patience); ; {
		select {
		case <-painted:
			require.True(t, time.Now().Before(end), "something is painted all the time")
		case <-time.After(enough):
			return
		}
	}
}

// drawn is whether rows are drawn in a part of the window: no band as high as a
// row is of one colour.
func (w *window) drawn(part xproto.Rectangle) bool {
	const rowHeight = 32
	got, err := xproto.GetImage(w.conn, xproto.ImageFormatZPixmap, xproto.Drawable(w.frame), part.X, part.Y, part.Width, part.Height, math.MaxUint32).Reply()
	if err != nil {
		return false // the window is not shown yet
	}
	of := rowHeight * int(part.Width) * 4
	for band := range slices.Chunk(got.Data[:len(got.Data)/of*of], of) {
		if bytes.Equal(band[4:], band[:len(band)-4]) {
			return false
		}
	}
	return true
}

// point moves the mouse to a place on the screen.
func (d *display) point(x, y int) {
	xtest.FakeInput(d.conn, xproto.MotionNotify, 0, 0, d.root, int16(x), int16(y), 0)
	d.conn.Sync()
}

// tap presses the mouse's button.
func (d *display) tap() {
	xtest.FakeInput(d.conn, xproto.ButtonPress, 1, 0, d.root, 0, 0, 0)
	xtest.FakeInput(d.conn, xproto.ButtonRelease, 1, 0, d.root, 0, 0, 0)
	d.conn.Sync()
}

// memory returns the memory of the program and of the processes that it started, in
// MB; shared memory counts once.
func memory(t *testing.T, pid int) (program, all float64) {
	t.Helper()
	processes, err := filepath.Glob("/proc/[0-9]*/status")
	require.NoError(t, err)
	for _, path := range processes {
		own := filepath.Dir(path) == fmt.Sprintf("/proc/%d", pid)
		if !own && !strings.Contains(readOr(path), fmt.Sprintf("\nPPid:\t%d\n", pid)) {
			continue
		}
		_, pss, _ := strings.Cut(readOr(filepath.Join(filepath.Dir(path), "smaps_rollup")), "\nPss:")
		kilobytes, err := strconv.ParseFloat(strings.Fields(pss + " 0")[0], 64)
		require.NoError(t, err)
		all += kilobytes / 1024
		if own {
			program = kilobytes / 1024
		}
	}
	return program, all
}

// TestTheWindowIsInstant measures; it fails only if something cannot be measured.
func TestTheWindowIsInstant(t *testing.T) {
	archive := os.Getenv(benchVariable)
	if archive == "" {
		t.Skip("no figures: make bench-window measures them")
	}
	h := newHome(t)
	// Where things are, from a window that is looked at as a screen reader does.
	// WebKit does more for every change from then on, so what is measured are
	// windows that nothing but the display looks at, as most officers have them.
	w := open(t, h, archive)
	w.until("the first rows", func() bool { return len(w.boxes()) > 0 })
	w.see(landmark, "Filters")
	table := w.see(grid, "Events").at()
	var headings []rectangle
	for _, name := range []string{"Member", "Action", "Description", "Timestamp…"} {
		headings = append(headings, w.see(button, name).at())
	}
	x0, y0, width, height := w.stands(w.frame)
	frame := w.words(w.frame, "_NET_FRAME_EXTENTS")
	// The rows in the window, without the headings and the notices at the lower right.
	rows := xproto.Rectangle{
		X: int16(int(table.X) - x0 - int(frame[0]) + 50), Y: int16(int(table.Y) - y0 - int(frame[2]) + 60),
		Width: uint16(table.Width / 2), Height: uint16(table.Height / 2),
	}
	w.close(w.frame)
	w.ends()

	var figures []figure
	var starts []float64
	for i := range 4 {
		began := time.Now()
		w = start(t, h, archive)
		w.until("the first rows", func() bool { return w.drawn(rows) })
		if i > 0 { // the first start fills the caches of the second
			starts = append(starts, float64(time.Since(began).Milliseconds()))
		}
		if i < 3 {
			w.close(w.frame)
			w.ends()
		}
	}
	x1, y1, nowWide, nowHigh := w.stands(w.frame)
	require.Equal(t, []int{x0, y0, width, height}, []int{x1, y1, nowWide, nowHigh}, "the window is where it was")
	figures = append(figures, figureOf("start to first rows", "ms", starts, 1500, 0))
	e := w.watch(rows)
	e.settled(t)

	var typing, sorting, paging []float64
	for _, words := range []string{"webhook", "generation succeeded", "credit charge", "member role", "signin"} {
		w.press(keyControl, 'f')
		w.press(keyControl, 'a')
		e.rested(t) // what is measured is the letter
		for _, r := range words {
			if r == ' ' {
				w.write(" ") // matches the same
				continue
			}
			typing = append(typing, e.painted(t, func() { w.write(string(r)) }))
		}
	}
	w.press(keyControl, 'a')
	e.painted(t, func() { w.press(keyBackSpace) })
	for range 21 {
		paging = append(paging, e.painted(t, func() { w.press(keyControl, keyPageDown) }))
	}
	for range 20 {
		paging = append(paging, e.painted(t, func() { w.press(keyControl, keyPageUp) }))
	}
	for range 11 {
		for _, at := range headings {
			w.point(int(at.X+at.Width/2), int(at.Y+at.Height/2))
			e.rested(t)
			sorting = append(sorting, e.painted(t, w.tap))
		}
	}
	// Nothing is asked for these: what is left is the painting of the same rows.
	var selecting []float64
	for range 20 {
		selecting = append(selecting, e.painted(t, func() { w.press(keyControl, 'a') }))
		selecting = append(selecting, e.painted(t, func() { w.press(keyControl, keyShift, 'z') }))
	}
	program, all := memory(t, w.cmd.Process.Pid)
	figures = append(figures,
		figureOf("typing, key press to paint", "ms", typing, 50, 100),
		figureOf("sorting, click to paint", "ms", sorting, 50, 100),
		figureOf("paging, key press to paint", "ms", paging, 50, 100),
		figureOf("selecting a page, without a query", "ms", selecting, 0, 0),
		figureOf("memory of the program", "MB", []float64{program}, 0, 0),
		figureOf("memory with WebKit's processes", "MB", []float64{all}, 0, 0))
	w.close(w.frame)
	w.ends()

	var info struct {
		Events int `json:"events"`
	}
	require.NoError(t, json.Unmarshal([]byte(h.cli(t, "info", archive, "--json")), &info))
	fmt.Printf("%-32s %4s %9s %9s   %s\n", strconv.Itoa(info.Events)+" events", "runs", "p50", "p95", "aim")
	for _, f := range figures {
		aim := ""
		if f.Aim50 > 0 {
			aim = fmt.Sprintf("%.0f", f.Aim50)
		}
		if f.Aim95 > 0 {
			aim += fmt.Sprintf(" and %.0f", f.Aim95)
		}
		fmt.Printf("%-32s %4d %6.0f %s %6.0f %s   %s\n", f.What, f.Runs, f.P50, f.Unit, f.P95, f.Unit, aim)
	}
	for _, f := range figures {
		f.Events = info.Events
		line, err := json.Marshal(f)
		require.NoError(t, err)
		fmt.Println(string(line))
	}
}
