// Daybook reads, checks, keeps, purges and hands over the activity log of a
// workspace, on the officer's own computer, offline.
package main

import (
	"os"

	"daybook/backend/cli"
)

func main() {
	os.Exit(cli.Run(cli.Env{Program: programName + " " + version, Window: runWindow, Engine: webEngine}))
}
