package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"daybook/backend/archive"
	"daybook/backend/desk"
	"daybook/backend/encryption"
	"daybook/backend/ledger"
	"daybook/backend/release"
)

// The exit codes of a process.
const (
	Done   = 0 // even if an import rejected records
	Failed = 1 // one line on standard error says what failed and what to do
	Misuse = 2 // wrong usage
)

// An Env is the environment of a run.
type Env struct {
	Stdin          io.Reader // nil for none
	Stdout, Stderr io.Writer
	Program        string // name and version
	Build          string // the output of "daybook version"; release.Describe where ""
	// Engine returns the web view of the window, such as "WebKitGTK 2.50.0", or ""
	// if it is not known. "daybook version" calls it unless it is nil.
	Engine func() string
	Now    func() time.Time // time.Now where nil
	// Window opens the window, with the archive or evidence bundle at path unless
	// path is "", and returns when the window is closed. If it is nil, there is no
	// window.
	Window func(ctx context.Context, path string) error
	// Width returns the number of columns of the terminal that w writes to, 0 if w
	// is not a terminal. If it is nil, the system is asked.
	Width func(w io.Writer) int
	// GOOS is the system whose shell passed the arguments; runtime.GOOS where "".
	// The shells of Windows leave wildcards to the program.
	GOOS string
}

// Main runs the command given in args, the words after the program's name, and
// returns the exit code. It ends soon after ctx is cancelled; a change under way
// then leaves the archive as it was.
func Main(ctx context.Context, args []string, env Env) int {
	if env.Now == nil {
		env.Now = time.Now
	}
	if env.Width == nil {
		env.Width = terminalWidth
	}
	if env.GOOS == "" {
		env.GOOS = runtime.GOOS
	}
	if env.Build == "" {
		env.Build = release.Describe("daybook")
	}
	out := newOutput(env.Stdout)
	c := &call{Env: env, out: out}
	err := c.dispatch(ctx, args)
	if flushed := out.Flush(); flushed != nil && err == nil {
		err = flushed
	}
	return c.end(ctx, err)
}

// A call is a single run of a command.
type call struct {
	Env
	out  *output
	cmd  *command // nil until it is known
	args []string // without flags

	failed  bool // something was reported on standard error, and the rest was done
	damaged bool // it was the archive's damage, which an import may have healed since
	code    int  // exit code where nothing failed
	noticed int  // notices of the archive that were reported

	reading bool   // the archive can only be read
	doubted string // the archive that is in doubt, until that is reported
}

func (c *call) dispatch(ctx context.Context, args []string) error {
	if path, ok := forWindow(args); ok {
		if c.Window == nil {
			return misused("there is no window here; the commands are %s", commandNames())
		}
		return c.Window(ctx, path)
	}
	switch args[0] {
	case "--help", "-h":
		args = append([]string{"help"}, args[1:]...)
	case "--version", "-V", "-v": // no command has a verbose mode
		args = append([]string{"version"}, args[1:]...)
	}
	if c.cmd = find(args[0]); c.cmd == nil {
		return unknownCommand(args[0])
	}
	var err error
	switch c.args, err = parseFlags(c.cmd.flags, args[1:]); {
	case errors.Is(err, errHelp):
		c.out.WriteString(c.cmd.help())
		return nil
	case err != nil:
		return err
	}
	if c.GOOS == "windows" {
		c.args = expandWildcards(c.cmd.words, c.args)
	}
	if err := c.cmd.takes(c.args); err != nil {
		return err
	}
	return c.cmd.run(ctx, c)
}

// forWindow reports whether the command line asks for the window, and with which
// archive or evidence bundle: it is empty, or a single word that is not a command
// and looks like a path.
func forWindow(args []string) (path string, ok bool) {
	if len(args) == 0 {
		return "", true
	}
	word := args[0]
	if len(args) > 1 || strings.HasPrefix(word, "-") || find(word) != nil {
		return "", false
	}
	_, err := os.Stat(word)
	return word, err == nil || strings.ContainsAny(word, `/\`) || slices.Contains(windowKinds, strings.ToLower(filepath.Ext(word)))
}

// windowKinds are the endings of the names of archives and evidence bundles.
var windowKinds = []string{".daybook", ".zip", ".daybook-evidence", encryption.Extension}

func unknownCommand(word string) error {
	if strings.HasPrefix(word, "-") {
		return misused("the command comes before its flags; the commands are %s", commandNames())
	}
	var names []string
	for _, cmd := range commands() {
		names = append(names, cmd.name)
	}
	if near := nearest(word, names); near != "" {
		return misused("there is no command %s; did you mean %s?", word, near)
	}
	return misused("there is no command %s; the commands are %s", word, commandNames())
}

// end reports an error on standard error and returns the exit code.
func (c *call) end(ctx context.Context, err error) int {
	if c.doubted != "" && !errors.Is(err, ledger.ErrDoubt) {
		c.say("the archive is not as this computer last knew it, and is only read: see daybook trust %s", desk.ShellWord(c.doubted))
	}
	var usage *usageError
	switch {
	case errors.As(err, &usage):
		c.say("%s", usage.text)
		fmt.Fprintf(c.Stderr, "Run \"%s\" to see how it is used.\n", c.helpCommand())
		return Misuse
	case errors.Is(err, errStopped): // it was reported already
		return Failed
	case err != nil && ctx.Err() != nil:
		c.say("stopped")
		return Failed
	case err != nil:
		c.say("%s%s", desk.Sentence(err), c.way().ToAgree(err))
		return Failed
	case c.failed, c.damaged:
		return Failed
	}
	return c.code
}

func (c *call) helpCommand() string {
	if c.cmd == nil {
		return "daybook help"
	}
	return "daybook help " + c.cmd.name
}

// say writes a line about this run to standard error.
func (c *call) say(format string, args ...any) {
	name := "daybook"
	if c.cmd != nil {
		name += " " + c.cmd.name
	}
	fmt.Fprintf(c.Stderr, "%s: %s\n", name, visible(oneLine(fmt.Sprintf(format, args...))))
}

// note says something that --quiet leaves out.
func (c *call) note(format string, args ...any) {
	if !c.cmd.quiet {
		c.say(format, args...)
	}
}

// complain reports an error and lets the command go on: it will exit with Failed.
func (c *call) complain(err error) {
	c.failed = true
	if errors.Is(err, ledger.ErrDoubt) {
		c.doubted = ""
	}
	c.say("%s%s", desk.Sentence(err), c.way().ToAgree(err))
}

// oneLine joins the lines of a text; joined errors have several.
func oneLine(s string) string {
	return strings.ReplaceAll(strings.TrimRight(s, "\n"), "\n", "; ")
}

// archiveOptions returns the options for making or opening an archive.
func (c *call) archiveOptions(wait time.Duration) archive.Options {
	return archive.Options{Program: c.Program, Now: c.Now, Wait: wait}
}

// open opens the archive in dir and waits until all of its files are compared with
// their seals. Damage to events is reported, but does not keep the rest from being
// read.
func (c *call) open(ctx context.Context, dir string, wait time.Duration) (*archive.Archive, error) {
	a, err := c.openUnproven(ctx, dir, wait)
	if err != nil {
		return nil, err
	}
	if err := c.proven(ctx, a); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	if a.Ledger().Doubt() != nil {
		c.doubted = dir
	}
	return a, nil
}

// openUnproven opens the archive in dir without waiting for the check, and reports
// what is unusual about it.
func (c *call) openUnproven(ctx context.Context, dir string, wait time.Duration) (*archive.Archive, error) {
	a, err := archive.Open(ctx, dir, c.archiveOptions(wait))
	if err != nil {
		return nil, desk.Opening(dir, err)
	}
	if why := a.Ledger().ReadOnly(); why != "" {
		c.reading = true
		c.note("the archive is read-only: %s; nothing is written there: searching, verifying and exporting work, importing, purging, holds and plans do not", why)
	}
	c.tellNotices(a)
	return a, nil
}

// tellNotices reports damage found and mended that was not reported yet.
func (c *call) tellNotices(a *archive.Archive) {
	all := a.Notices()
	for _, words := range all[min(c.noticed, len(all)):] {
		c.note("%s", words)
	}
	c.noticed = len(all)
}

// tellUnread reports the number of events that no answer can include.
func (c *call) tellUnread(a *archive.Archive) error {
	lost, err := archive.Look(a, (*archive.View).Lost)
	if words := archive.LostWords(lost); words != "" {
		c.damaged = true
		c.say("%s; %s", words, archive.LostAdvice(lost))
	}
	return err
}

// proven waits for the check of all files, and reports damage.
func (c *call) proven(ctx context.Context, a *archive.Archive) error {
	meanwhile := c.progress().busy("checking the files of the archive")
	err := a.Checked(ctx)
	meanwhile()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	c.tellNotices(a)
	if err != nil {
		c.damaged = true
		c.say("%s", desk.Damaged(a.Path(), err))
	}
	return c.tellUnread(a)
}

// version prints the name and version of the program.
func version(_ context.Context, c *call) error {
	c.out.Printf("%s\n", c.Build)
	if c.Engine == nil {
		return nil
	}
	if engine := c.Engine(); engine != "" {
		c.out.Printf("%s\n", engine)
	}
	return nil
}
