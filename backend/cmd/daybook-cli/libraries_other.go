//go:build unix && !linux

package main

const install = "install Daybook with its window"

// startable knows nothing that would keep the program from starting.
func startable(string) error { return nil }
