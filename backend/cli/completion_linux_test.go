package cli

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// A typist types into a shell on a terminal. The daybook of that shell records
// the words that it is called with.
type typist struct {
	t      *testing.T
	to     *os.File
	notes  string
	screen *os.File
}

// someFiles makes the files that names are completed to.
func someFiles(t *testing.T) {
	t.Helper()
	t.Chdir(t.TempDir())
	for _, dir := range []string{"Northwind 2026.daybook", "letters"} {
		require.NoError(t, os.Mkdir(dir, 0o700))
	}
	for _, file := range []string{"Northwind 2026.csv", "activity.json", "evidence.zip", "known.pub", "letters/july.csv"} {
		require.NoError(t, os.WriteFile(file, nil, 0o600))
	}
}

// sit starts a shell that reads a script first.
func sit(t *testing.T, script, setUp string, shell ...string) *typist {
	t.Helper()
	if _, err := exec.LookPath(shell[0]); err != nil {
		t.Skip("there is no ", shell[0], " here")
	}
	someFiles(t)
	dir := t.TempDir()
	path := filepath.Join(dir, "_daybook")
	require.NoError(t, os.WriteFile(path, []byte(script), 0o600))
	master, name := openTerminal(t)
	slave, err := os.OpenFile(name, os.O_RDWR|unix.O_NOCTTY, 0)
	require.NoError(t, err)
	defer slave.Close()
	cmd := exec.Command(shell[0], shell[1:]...)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "ZDOTDIR=" + dir, "TERM=vt100", "LC_ALL=C.UTF-8"}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = slave, slave, slave
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	require.NoError(t, cmd.Start())
	ty := &typist{t: t, to: master, notes: filepath.Join(dir, "notes")}
	// The shell's output must be read, or the shell waits; it is kept for
	// reporting a failure.
	ty.screen, err = os.Create(filepath.Join(dir, "screen"))
	require.NoError(t, err)
	done := make(chan struct{})
	go func() {
		defer close(done)
		ty.screen.ReadFrom(master)
	}()
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
		master.Close()
		<-done
		ty.screen.Close()
	})
	noting := fmt.Sprintf(`daybook() { { printf '%%s\n' "$@"; echo; } >> '%s'; }`, ty.notes)
	ty.types(fmt.Sprintf(setUp, path)+"\n"+noting+"\ndaybook ready\n", []string{"ready"})
	return ty
}

// types types a line, and requires that daybook is called with those words.
func (ty *typist) types(line string, want []string) {
	ty.t.Helper()
	os.Remove(ty.notes)
	_, err := ty.to.WriteString(line)
	require.NoError(ty.t, err)
	var noted string
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end) && !strings.HasSuffix(noted, "\n\n"); time.Sleep(5 * time.Millisecond) {
		data, _ := os.ReadFile(ty.notes)
		noted = string(data)
	}
	if !strings.HasSuffix(noted, "\n\n") {
		screen, _ := os.ReadFile(ty.screen.Name())
		require.FailNow(ty.t, "daybook was not called", "%q: %q", line, screen)
	}
	got := strings.Split(strings.TrimSuffix(noted, "\n\n"), "\n")
	for i := range got { // shells drop or keep the last / of a folder
		got[i] = strings.TrimSuffix(got[i], "/")
	}
	require.Equal(ty.t, want, got, "%q", line)
}

// openTerminal opens a terminal of the system, and returns the side of its
// hardware and the name of the other side.
func openTerminal(t *testing.T) (master *os.File, name string) {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skip("there are no terminals here: ", err)
	}
	require.NoError(t, unix.IoctlSetPointerInt(int(master.Fd()), unix.TIOCSPTLCK, 0))
	n, err := unix.IoctlGetInt(int(master.Fd()), unix.TIOCGPTN)
	require.NoError(t, err)
	require.NoError(t, unix.IoctlSetWinsize(int(master.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 40, Col: 120}))
	return master, fmt.Sprintf("/dev/pts/%d", n)
}

// completed are lines typed up to a tab, and the words that daybook is then
// called with.
var completed = []struct {
	typed string
	words []string
}{
	{"im", []string{"import"}},
	{"--vers", []string{"--version"}},
	{"evid", []string{"evidence.zip"}},
	{"lett", []string{"letters"}},
	{"export a.daybook --format b", []string{"export", "a.daybook", "--format", "bundle"}},
	{"export a.daybook --format=b", []string{"export", "a.daybook", "--format=bundle"}},
	{"export a.daybook webhook --conf", []string{"export", "a.daybook", "webhook", "--conflicts"}},
	{"import a.daybook x.json --js", []string{"import", "a.daybook", "x.json", "--json"}},
	{"new x --plan en", []string{"new", "x", "--plan", "enterprise"}},
	{"search --sort m", []string{"search", "--sort", "member"}},
	{"import a.daybook --date-order d", []string{"import", "a.daybook", "--date-order", "dmy"}},
	{"info North", []string{"info", "Northwind 2026.daybook"}},
	{"info --zone UTC North", []string{"info", "--zone", "UTC", "Northwind 2026.daybook"}},
	{"info --zone=UTC North", []string{"info", "--zone=UTC", "Northwind 2026.daybook"}},
	{"import a.daybook act", []string{"import", "a.daybook", "activity.json"}},
	{"import a.daybook x.json y.json letters/j", []string{"import", "a.daybook", "x.json", "y.json", "letters/july.csv"}},
	{`check-file "Northwind 2026.daybook" Northwind\ 2026.c`, []string{"check-file", "Northwind 2026.daybook", "Northwind 2026.csv"}},
	{"verify-bundle ev", []string{"verify-bundle", "evidence.zip"}},
	{"verify-bundle evidence.zip --key kn", []string{"verify-bundle", "evidence.zip", "--key", "known.pub"}},
	{"checkpoint a.daybook -o kn", []string{"checkpoint", "a.daybook", "-o", "known.pub"}},
	{"plan a.daybook sc", []string{"plan", "a.daybook", "scale"}},
	{"help verify-", []string{"help", "verify-bundle"}},
	{"completion f", []string{"completion", "fish"}},
	{"sample x --qui", []string{"sample", "x", "--quiet"}},
	{"check-file -- -a.daybook act", []string{"check-file", "--", "-a.daybook", "activity.json"}},
	// Nothing can be offered.
	{"search a.daybook act", []string{"search", "a.daybook", "act"}},
	{"search a.daybook --member kn", []string{"search", "a.daybook", "--member", "kn"}},
	{"search a.daybook -- --js", []string{"search", "a.daybook", "--", "--js"}},
	{"info a.daybook act", []string{"info", "a.daybook", "act"}},
	{"nonsense act", []string{"nonsense", "act"}},
}

func TestBashCompletesCommandsFlagsAndNames(t *testing.T) {
	ty := sit(t, bashCompletion(commands()), "source %s", "bash", "--noprofile", "--norc", "-i")
	for _, c := range completed {
		ty.types("daybook "+c.typed+"\t\n", c.words)
	}
	ty.types("daybook export a --form\tc\t\n", []string{"export", "a", "--format", "csv"})
}

// flagNames returns the long names of the flags, or all names.
func flagNames(cmd *command, all bool) []string {
	var names []string
	for _, f := range cmd.flags {
		if all || strings.HasPrefix(f.name, "--") {
			names = append(names, f.name)
		}
	}
	return names
}

func TestBashOffersEveryCommandAndItsFlags(t *testing.T) {
	offers := func(line string) []string {
		words := strings.Split(line, " ")
		script := bashCompletion(commands()) + "COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _daybook; printf '%s\\n' \"${COMPREPLY[@]}\""
		out, err := exec.Command("bash", append([]string{"-euc", script, "bash"}, words...)...).CombinedOutput()
		require.NoError(t, err, "%s", out)
		return strings.Fields(string(out))
	}
	var names []string
	for _, cmd := range commands() {
		names = append(names, cmd.name)
		require.ElementsMatch(t, flagNames(cmd, true), offers("daybook "+cmd.name+" -"), cmd.name)
	}
	require.Equal(t, names, offers("daybook "))
	for _, joint := range []string{" ", " =", " = "} { // the words into which bash splits --sort=
		require.Equal(t, []string{"timestamp", "member", "action", "description"}, offers("daybook search a --sort"+joint), joint)
	}
}

func TestZshCompletesCommandsFlagsAndNames(t *testing.T) {
	ty := sit(t, zshCompletion(commands()), "autoload -U compinit; compinit -u; source %s", "zsh", "-f", "-i")
	for _, c := range completed {
		ty.types("daybook "+c.typed+"\t\n", c.words)
	}
	ty.types("daybook export a --form\tc\t\n", []string{"export", "a", "--format=csv"})
}

func TestZshFindsTheScriptAmongItsFunctions(t *testing.T) {
	ty := sit(t, zshCompletion(commands()), "fpath=($(dirname %s) $fpath); autoload -U compinit; compinit -u", "zsh", "-f", "-i")
	ty.types("daybook im\t\n", []string{"import"})
	ty.types("daybook info North\t\n", []string{"info", "Northwind 2026.daybook"})
}

func TestFishCompletesCommandsFlagsAndNames(t *testing.T) {
	if _, err := exec.LookPath("fish"); err != nil {
		t.Skip("there is no fish here")
	}
	someFiles(t)
	home := t.TempDir()
	script := filepath.Join(home, "daybook.fish")
	require.NoError(t, os.WriteFile(script, []byte(fishCompletion(commands())), 0o600))
	offers := func(line string) []string {
		cmd := exec.Command("fish", "--no-config", "-c", "source $argv[1]; complete -C $argv[2]", script, line)
		cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + home, "LC_ALL=C.UTF-8"}
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, "%s", out)
		var words []string
		for offer := range strings.Lines(string(out)) {
			word, _, _ := strings.Cut(strings.TrimSpace(offer), "\t")
			words = append(words, strings.TrimSuffix(word, "/"))
		}
		return words
	}
	for _, c := range completed {
		want := c.words[len(c.words)-1:]
		if strings.HasSuffix(c.typed, want[0]) {
			want = nil
		}
		require.Equal(t, want, offers("daybook "+c.typed), c.typed)
	}
	require.Equal(t, []string{"--format"}, offers("daybook export a --form"))
	require.ElementsMatch(t, []string{"csv", "json", "bundle"}, offers("daybook export a --format "))
	for _, cmd := range commands() {
		require.ElementsMatch(t, flagNames(cmd, false), offers("daybook "+cmd.name+" --"), cmd.name)
	}
}
