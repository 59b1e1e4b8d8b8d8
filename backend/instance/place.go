package instance

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"daybook/backend/keys"
)

// longestPath is the greatest length of a socket's path, in bytes: the limit of
// macOS, less the zero at its end. Linux and Windows take four more.
const longestPath = 103

// socket returns the path of the socket for the archive at path, and that archive's
// place without links.
func socket(path string) (at, here string, err error) {
	here, err = filepath.Abs(path)
	if err != nil {
		return "", "", err
	}
	here, err = filepath.EvalSymlinks(here)
	if err != nil {
		return "", "", err
	}
	dir, err := folder()
	if err != nil {
		return "", "", err
	}
	name := here
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		name = strings.ToLower(name)
	}
	sum := sha256.Sum256([]byte(name))
	at = filepath.Join(dir, hex.EncodeToString(sum[:8]))
	if len(at) > longestPath {
		return "", "", fmt.Errorf("%w: %s", ErrTooLong, dir)
	}
	return at, here, nil
}

// folder returns the folder of the sockets, and makes it if needed.
func folder() (string, error) {
	// After sudo or su the variable may still name the folder of the first user.
	if base := os.Getenv("XDG_RUNTIME_DIR"); filepath.IsAbs(base) && owned(base, 0o022) == nil {
		dir := filepath.Join(base, "daybook")
		if err := os.Mkdir(dir, 0o700); err == nil || os.IsExist(err) {
			return dir, owned(dir, 0o077)
		}
	}
	base, err := keys.Folder()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(base, "run")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	return dir, owned(dir, 0o077)
}

// owned returns an error unless dir is a folder of this user that grants others
// none of those permissions.
func owned(dir string, others fs.FileMode) error {
	info, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return fmt.Errorf("%s is no folder", dir)
	}
	if !mine(info) || runtime.GOOS != "windows" && info.Mode().Perm()&others != 0 {
		return fmt.Errorf("%w: %s", ErrOpen, dir)
	}
	return nil
}
