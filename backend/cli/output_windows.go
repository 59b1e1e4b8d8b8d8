package cli

import "os"

// closedAtStart returns false: on Windows, writing to a closed standard output
// is an error anyway.
func closedAtStart(*os.File) bool { return false }
