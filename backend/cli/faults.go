package cli

import "errors"

// errStopped reports a command that was stopped and has already said what it
// left behind.
var errStopped = errors.New("stopped")
