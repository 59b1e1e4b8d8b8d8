// Daybook-cli is Daybook's command line as a program of its own, which needs no window
// system. To open a window it starts the program that has the window, if that is installed.
package main

import (
	"os"

	"daybook/backend/cli"
	"daybook/backend/release"
)

func main() {
	os.Exit(cli.Run(cli.Env{Program: "daybook " + release.Version(), Window: openWindow, Engine: engine}))
}
