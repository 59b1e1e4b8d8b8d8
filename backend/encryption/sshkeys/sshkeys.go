// Package sshkeys reads the keys of SSH for package encryption: ssh-ed25519 and ssh-rsa.
// It is apart since golang.org/x/crypto/ssh links package net.
package sshkeys

import (
	"errors"

	"filippo.io/age/agessh"
	"golang.org/x/crypto/ssh"

	"daybook/backend/encryption"
)

// Keys reads them.
type Keys struct{}

var _ encryption.SSH = Keys{}

// Recipient reads a line of an authorized_keys file or of a .pub file.
func (Keys) Recipient(line string) (encryption.Recipient, error) { return agessh.ParseRecipient(line) }

// Identity reads a private key in PEM.
func (Keys) Identity(pem []byte, ask func() (string, error)) (encryption.Identity, error) {
	one, err := agessh.ParseIdentity(pem)
	var protected *ssh.PassphraseMissingError
	if !errors.As(err, &protected) {
		return one, err
	}
	if protected.PublicKey == nil {
		return nil, encryption.ErrProtected
	}
	k := &protectedKey{}
	k.Identity, err = agessh.NewEncryptedSSHIdentity(protected.PublicKey, pem, func() ([]byte, error) {
		word, err := ask()
		k.asked, k.err = true, err
		return []byte(word), err
	})
	return k, err
}

// A protectedKey is a private key under a passphrase. agessh says what went wrong as a text
// alone, so it is noted here.
type protectedKey struct {
	encryption.Identity
	asked bool
	err   error // of asking
}

func (k *protectedKey) Unwrap(stanzas []*encryption.Stanza) ([]byte, error) {
	k.asked = false // which an earlier file did
	key, err := k.Identity.Unwrap(stanzas)
	switch {
	case k.err != nil:
		return nil, &encryption.AskError{Err: k.err}
	case err != nil && k.asked:
		return nil, &encryption.AskError{Err: encryption.ErrKeyPassphrase}
	}
	return key, err
}
