package ledger

import (
	"os"
	"os/user"

	"daybook/backend/folder"
)

// UserName returns the name of the operating system's user, for the journal.
func UserName() string {
	if u, err := user.Current(); err == nil && u.Username != "" {
		return folder.Bounded(u.Username)
	}
	for _, name := range []string{"USER", "USERNAME"} {
		if u := os.Getenv(name); u != "" {
			return folder.Bounded(u)
		}
	}
	return "unknown"
}
