// Daybook reads, checks, keeps, purges and hands over the activity log of a
// workspace, on the officer's own computer, offline.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	_ "time/tzdata" // Windows has no zones of its own

	"daybook/backend/archive"
	"daybook/backend/cli"
	"daybook/backend/keys"
)

func main() {
	keys.SetHome()
	debug.SetMemoryLimit(archive.HeapLimit)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// The first Ctrl+C asks for an orderly end; a second one ends at once.
	context.AfterFunc(ctx, stop)
	os.Exit(cli.Main(ctx, os.Args[1:], cli.Env{
		Stdout: os.Stdout, Stderr: os.Stderr, Program: programName + " " + version, Window: runWindow,
	}))
}
