//go:build unix && !linux

package main

const install = "install Daybook with its window"

// startable always returns nil: nothing that is known here keeps the program from starting.
func startable(string) error { return nil }
