package window

import (
	"context"
	"path/filepath"

	"daybook/backend/desk"
	"daybook/backend/encryption"
)

// A LockedBundle is an encrypted bundle that was not opened yet.
type LockedBundle struct {
	// For OpenBundle and OpenBundleWithKey.
	Token string `json:"token"`
	// Name without its folder.
	File string `json:"file"`
	// It is encrypted by a passphrase, otherwise for keys.
	Passphrase bool `json:"passphrase"`
}

// OpenBundle opens an encrypted bundle by its passphrase, by the token of the task that
// found it locked, and verifies it. It runs as a task and returns its id.
func (c *bundles) OpenBundle(token, passphrase string) (string, error) {
	return guard(func() (string, error) {
		g, err := c.kept(token)
		if err != nil {
			return "", err
		}
		if passphrase == "" || len(passphrase) > encryption.MaxPassphrase {
			return "", outOfBounds("A passphrase has 1 to 1,024 bytes")
		}
		return c.unlock(g, encryption.Passphrase(passphrase)), nil
	})
}

// OpenBundleWithKey opens an encrypted bundle, by the token of the task that found it
// locked, with the file of a private key chosen in a native dialog, and verifies it. It runs
// as a task and returns its id; "" if the dialog was cancelled.
func (c *bundles) OpenBundleWithKey(token string) (string, error) {
	return guard(func() (string, error) {
		g, err := c.kept(token)
		if err != nil {
			return "", err
		}
		path, err := c.w.chooseFile("Choose the file of a private key")
		if err != nil || path == "" {
			return "", err
		}
		secrets, err := desk.Identities(path, nil)
		if err != nil {
			return "", err
		}
		return c.unlock(g, secrets), nil
	})
}

// unlock opens a bundle and verifies it, as one task.
func (c *bundles) unlock(g given, secrets encryption.Secrets) string {
	return c.w.start(TaskVerifyBundle, filepath.Base(g.bundle), func(ctx context.Context, j *job) error {
		look, err := desk.LookAtBundle(g.bundle)
		if err != nil {
			return err
		}
		if look != nil { // which it was; the file may be another one since
			if g.opens, err = desk.UnlockBundle(g.bundle, secrets); err != nil {
				c.locked(j, g, look)
				return err
			}
		}
		return c.verify(ctx, j, g)
	})
}

// locked tells that a bundle is encrypted.
func (c *bundles) locked(j *job, g given, look *encryption.Look) {
	token := c.keep(g)
	j.update(func(t *Task) { t.Locked = &LockedBundle{token, filepath.Base(g.bundle), look.Passphrase} })
}

// keep gives a bundle a token.
func (c *bundles) keep(g given) string {
	token := c.w.newToken("bundle")
	c.mu.Lock()
	defer c.mu.Unlock()
	c.known[token] = g
	return token
}

func (c *bundles) kept(token string) (given, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	g, known := c.known[token]
	if !known {
		return given{}, errGone
	}
	return g, nil
}
