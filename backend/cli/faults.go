package cli

import "errors"

// errStopped ends a command that was stopped and has said what that left behind.
var errStopped = errors.New("stopped")
