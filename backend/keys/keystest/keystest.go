// Package keystest keeps tests from leaving keys with the user who runs them.
package keystest

import (
	"os"
	"testing"
)

// Run runs tests, with the processes that they start, in a configuration folder
// of their own and without a keychain. It is for TestMain.
func Run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "daybook-keys")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	os.Setenv("DAYBOOK_CONFIG", dir)
	os.Setenv("DAYBOOK_KEYCHAIN", "off")
	return m.Run()
}
