// Package keys keeps the private key of each archive, and the state in which the
// archive was last seen, for the user of the operating system and apart from the
// archives. So a copy of an archive does not include its key, and somebody who can
// write to an archive's folder, and to nothing else, can neither sign for it nor
// put an older state of it back unnoticed.
//
// A key is kept in the system's keychain: Keychain on macOS, Credential Manager
// on Windows, the Secret Service on Linux. Where there is none, or it does not
// answer within two seconds, the key is a file of mode 0600 in the folder keys
// of Folder. DAYBOOK_KEYCHAIN=off keeps all keys in files. States are files in the
// folder known beside it.
package keys

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/zalando/go-keyring"

	"daybook/backend/durable"
	"daybook/backend/failure"
)

// A Place is where a key is kept.
type Place string

const (
	Keychain Place = "keychain"
	File     Place = "file"
)

// ErrNotFound reports a key that this user does not have here.
var ErrNotFound = errors.New("there is no such key on this computer")

// ErrUnreachable reports a keychain that does not answer, or refuses.
var ErrUnreachable = errors.New("the keychain does not answer")

// ErrNoFolder reports that the user has no folder for settings and keys.
var ErrNoFolder = errors.New("there is no folder for keys and settings")

// Folder returns the folder in which Daybook keeps the user's settings and keys,
// which belong to no archive. It may not exist yet. DAYBOOK_CONFIG names another
// folder.
func Folder() (string, error) {
	if dir := os.Getenv("DAYBOOK_CONFIG"); dir != "" {
		return dir, nil
	}
	base, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("%w: set %s, or DAYBOOK_CONFIG, to a folder of yours", ErrNoFolder, configVariable())
	}
	return filepath.Join(base, "daybook"), nil
}

// SetHome sets HOME where the environment lacks it, as in a scheduled task, to the
// home directory that the system knows. All that is kept for the user is below it.
func SetHome() {
	if os.Getenv("HOME") != "" || runtime.GOOS == "windows" {
		return
	}
	if u, err := user.Current(); err == nil && filepath.IsAbs(u.HomeDir) {
		os.Setenv("HOME", u.HomeDir)
	}
}

// patience is the time that the keychain may take: a keychain that asks the user
// something, or hangs, must not stop the work.
const patience = 2 * time.Second

const service = "daybook"

// A chain is a keychain; tests have their own.
type chain interface {
	Set(service, user, secret string) error
	Get(service, user string) (string, error)
	Delete(service, user string) error
}

// system is the keychain of the operating system.
type system struct{}

func (system) Set(service, user, secret string) error   { return keyring.Set(service, user, secret) }
func (system) Get(service, user string) (string, error) { return keyring.Get(service, user) }
func (system) Delete(service, user string) error        { return keyring.Delete(service, user) }

// keychain returns the keychain, or nil where there is none.
var keychain = func() chain {
	if os.Getenv("DAYBOOK_KEYCHAIN") == "off" {
		return nil
	}
	// If asked for a session bus that is not there, its library would start one.
	if runtime.GOOS == "linux" && os.Getenv("DBUS_SESSION_BUS_ADDRESS") == "" {
		if _, err := os.Stat(fmt.Sprintf("/run/user/%d/bus", os.Getuid())); err != nil {
			return nil
		}
	}
	return system{}
}

// Keep stores a new secret under a name, which has only letters, digits and -, and
// returns the place.
func Keep(name, secret string) (Place, error) {
	if c := keychain(); c != nil {
		if err := within(func() error { return c.Set(service, name, secret) }); err == nil {
			// Some keychains take a secret and then do not have it.
			if got, err := Find(name, Keychain); err == nil && got == secret {
				return Keychain, nil
			}
		}
	}
	path, err := file(name)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", failure.Newf("keep", name, "%w; %s", err, toSet)
	}
	err = durable.Write(path, 0o600, func(w io.Writer) error {
		_, err := io.WriteString(w, secret+"\n")
		return err
	})
	if err == nil {
		err = durable.SyncFolder(filepath.Dir(path))
	}
	if err != nil {
		os.Remove(path)
		return "", failure.Newf("keep", name, "%w; %s", err, toSet)
	}
	return File, nil
}

// Find returns the secret that Keep stored. Errors wrap ErrNotFound or
// ErrUnreachable, or come from reading the file.
func Find(name string, at Place) (string, error) {
	if at == Keychain {
		c := keychain()
		if c == nil {
			return "", fmt.Errorf("%w: there is none here", ErrUnreachable)
		}
		secret := make(chan string, 1)
		err := within(func() error {
			got, err := c.Get(service, name)
			secret <- got
			return err
		})
		switch {
		case errors.Is(err, keyring.ErrNotFound):
			return "", ErrNotFound
		case err != nil:
			return "", fmt.Errorf("%w: %w", ErrUnreachable, err)
		}
		return <-secret, nil
	}
	path, err := file(name)
	if err != nil {
		return "", err
	}
	data, err := readSecret(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", ErrNotFound
	}
	if err != nil {
		return "", failure.New("read", name, err)
	}
	return strings.TrimSuffix(string(data), "\n"), nil
}

// maxSecret bounds the file of a key, in bytes.
const maxSecret = 64 << 10

// readSecret reads the file of a key. The user may have put a link there. Reading a
// pipe could block for ever, and reading a device might never end.
func readSecret(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxSecret {
		return nil, fmt.Errorf("%s is no file of a key", path)
	}
	return os.ReadFile(path)
}

// Forget removes a key, which is useless once its archive is gone.
func Forget(name string, at Place) error {
	if at == Keychain {
		c := keychain()
		if c == nil {
			return ErrUnreachable
		}
		return within(func() error { return c.Delete(service, name) })
	}
	path, err := file(name)
	if err != nil {
		return err
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return failure.New("forget", name, err)
	}
	return nil
}

// file returns the path of a key that is kept in a file.
func file(name string) (string, error) {
	if !isName(name) {
		return "", fmt.Errorf("%q is no name of a key", name)
	}
	dir, err := Folder()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "keys", name), nil
}

// isName reports whether a name is a plain file name and not a path.
func isName(name string) bool {
	return name != "" && !strings.ContainsFunc(name, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-')
	})
}

// toSet is the advice for a folder that cannot be written to.
const toSet = "set DAYBOOK_CONFIG to a folder that you may write to"

var errSlow = errors.New("it took more than two seconds")

// within calls do and waits for it no longer than patience; do may go on after that.
func within(do func() error) error {
	ended := make(chan error, 1)
	go func() { ended <- do() }()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case err := <-ended:
		return err
	case <-timer.C:
		return errSlow
	}
}

// configVariable is the variable that names the folder for settings and keys.
func configVariable() string {
	switch runtime.GOOS {
	case "windows":
		return "AppData"
	}
	return "HOME"
}
