//go:build !(linux && desktop && !bindings)

package main

// keepDrops has nothing to do where a drop that was reported is not opened by
// the web view as well.
func keepDrops() {}
