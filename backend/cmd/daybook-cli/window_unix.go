//go:build unix

package main

import (
	"os"
	"syscall"
)

// become makes this process that program; it returns only where it cannot.
func become(program string, args []string) error {
	return syscall.Exec(program, args, os.Environ())
}
