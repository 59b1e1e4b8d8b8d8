// Daybook reads, checks, keeps, purges and hands over the activity log of a
// workspace, on the officer's own computer, offline.
package main

import (
	"os"

	"daybook/backend/cli"
	"daybook/backend/desktop"
)

func main() {
	os.Exit(cli.Run(cli.Env{Program: program(), Window: runWindow, Engine: desktop.Engine}))
}
