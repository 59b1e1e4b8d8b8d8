package cli

import (
	"context"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"syscall"

	"daybook/backend/archive"
	"daybook/backend/durable"
	"daybook/backend/keys"
)

// Run calls Main for the current process: with its arguments, its standard output
// and error, and the signals that are sent to it.
func Run(env Env) int {
	keys.SetHome()
	debug.SetMemoryLimit(archive.HeapLimit)
	if dir, err := keys.Folder(); err == nil {
		durable.RememberIn(filepath.Join(dir, "unfinished"))
		durable.SweepRemembered()
	}
	ctx, stop := signal.NotifyContext(context.Background(), Ending()...)
	// The first Ctrl+C asks for an orderly end; a second one ends the program at
	// once.
	context.AfterFunc(ctx, stop)
	env.Stdin, env.Stdout, env.Stderr = os.Stdin, os.Stdout, os.Stderr
	return Main(ctx, os.Args[1:], env)
}

// Ending returns the signals that ask for an orderly end. The end of a session or of
// a terminal is among them, unless the program was started with that signal ignored,
// as nohup does.
func Ending() []os.Signal {
	all := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		all = append(all, syscall.SIGHUP)
	}
	return all
}
