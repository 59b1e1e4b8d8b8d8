package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"daybook/backend/encryption"
	"daybook/backend/terminal"
)

// decrypt returns a function that opens the bundle's file, if it is encrypted. Only then is
// a passphrase asked for.
func (o *options) decrypt(ctx context.Context, stdin io.Reader, stderr io.Writer) func(r io.ReaderAt, size int64) (io.ReaderAt, int64, error) {
	return func(r io.ReaderAt, size int64) (io.ReaderAt, int64, error) {
		is, err := encryption.Is(r)
		if err != nil || !is {
			return r, size, err
		}
		look, err := encryption.LookAt(r, size)
		if err != nil {
			return nil, 0, err
		}
		secrets, err := o.secrets(ctx, look, stdin, stderr)
		if err != nil {
			return nil, 0, err
		}
		key, err := encryption.Unlock(r, size, secrets)
		switch {
		case errors.Is(err, encryption.ErrNeedsWord):
			return nil, 0, fmt.Errorf("%w; add --passphrase", err)
		case errors.Is(err, encryption.ErrNeedsKey):
			return nil, 0, fmt.Errorf("%w; add --identity FILE, which has the private key", err)
		case err != nil:
			return nil, 0, err
		}
		return key.Open(r, size)
	}
}

// mostKeys bounds a file of private keys, in bytes.
const mostKeys = 1 << 20

// secrets returns what is to open the bundle. Keys of SSH are not read here, since what
// reads them links package net.
func (o *options) secrets(ctx context.Context, look encryption.Look, stdin io.Reader, stderr io.Writer) (encryption.Secrets, error) {
	switch {
	case o.identity != "":
		f, err := os.Open(o.identity)
		if err != nil {
			return encryption.Secrets{}, err
		}
		defer f.Close()
		text, err := io.ReadAll(io.LimitReader(f, mostKeys))
		if err != nil {
			return encryption.Secrets{}, err
		}
		s, err := encryption.Identities(text, nil, nil)
		if err != nil {
			err = fmt.Errorf("%s is %w", o.identity, err)
		}
		return s, err
	case o.passphrase && look.Passphrase:
		word, err := terminal.Passphrase(ctx, stdin, stderr, "The passphrase of the bundle", false)
		return encryption.Passphrase(word), err
	}
	return encryption.Secrets{}, nil
}
