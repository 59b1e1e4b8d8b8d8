// Package release identifies this build of Daybook.
package release

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
)

// The linker sets these with -X; see LDFLAGS in the Makefile. A program that was
// built by "go build" alone takes them from what Go notes by itself.
var (
	version = ""
	commit  = "" // the full hash
	date    = "" // of the commit, RFC 3339 in UTC
)

// Version returns the release, such as "v1.2.0", or "dev".
func Version() string {
	if version == "" {
		return "dev"
	}
	return version
}

// Commit returns the hash of the source's commit, "" where that is not known. It ends
// in "+dirty" where Go saw that files differed from it.
func Commit() string {
	if commit != "" {
		return commit
	}
	hash := setting("vcs.revision")
	if hash != "" && setting("vcs.modified") == "true" {
		hash += "+dirty"
	}
	return hash
}

// Date returns when that commit was made, RFC 3339 in UTC, "" where that is not known.
func Date() string {
	if date != "" {
		return date
	}
	return setting("vcs.time")
}

func setting(key string) string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, s := range info.Settings {
		if s.Key == key {
			return s.Value
		}
	}
	return ""
}

// Describe returns the text that --version prints for a program: a line for each known
// fact, without a line end after the last. Each of more becomes such a line, too.
func Describe(program string, more ...string) string {
	lines := []string{program + " " + Version()}
	if hash := Commit(); hash != "" {
		lines = append(lines, "commit "+hash)
	}
	if when := Date(); when != "" {
		lines = append(lines, "date   "+when)
	}
	lines = append(lines, fmt.Sprintf("built  with %s for %s/%s", runtime.Version(), runtime.GOOS, runtime.GOARCH))
	return strings.Join(append(lines, more...), "\n")
}
