//go:build unix

package main

import (
	"os"
	"syscall"
)

// become replaces this process with that program; it returns only if it cannot.
func become(program string, args []string) error {
	return syscall.Exec(program, args, os.Environ())
}
