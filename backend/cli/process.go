package cli

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"daybook/backend/archive"
	"daybook/backend/keys"
)

// Run is Main for the process that this is: with its arguments, its standard
// output and error, and the signals that are sent to it.
func Run(env Env) int {
	keys.SetHome()
	debug.SetMemoryLimit(archive.HeapLimit)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// The first Ctrl+C asks for an orderly end; a second one ends at once.
	context.AfterFunc(ctx, stop)
	env.Stdout, env.Stderr = os.Stdout, os.Stderr
	return Main(ctx, os.Args[1:], env)
}
