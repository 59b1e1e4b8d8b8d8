// Package terminal asks for a passphrase on the terminal, without showing what is typed.
package terminal

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"
)

// ErrDiffer reports two answers that should have been the same.
var ErrDiffer = errors.New("the two passphrases are not the same; nothing was done")

// ErrNone reports that there is neither a terminal nor a line on standard input.
var ErrNone = errors.New("no passphrase was given: type it on the terminal, or give it as a line on standard input")

const maxLine = 64 << 10

// Passphrase asks on prompts for a passphrase and reads it from in: from a terminal without
// echo, and twice where asked for that, otherwise the first line. The line is then given
// once. It returns early if ctx ends; the terminal is then as before.
func Passphrase(ctx context.Context, in io.Reader, prompts io.Writer, prompt string, twice bool) (string, error) {
	if f, ok := in.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		first, err := typed(ctx, f, prompts, prompt+": ")
		if err != nil || !twice {
			return first, err
		}
		again, err := typed(ctx, f, prompts, "The same again: ")
		if err == nil && first != again {
			err = ErrDiffer
		}
		return first, err
	}
	if in == nil {
		return "", ErrNone
	}
	line, err := bufio.NewReader(io.LimitReader(in, maxLine)).ReadString('\n')
	if err != nil && err != io.EOF {
		return "", err
	}
	if line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r"); line == "" {
		return "", ErrNone
	}
	return line, nil
}

// typed reads a line from a terminal. Reading cannot be interrupted, so at the end of ctx it
// goes on behind, and the terminal shows again what is typed.
func typed(ctx context.Context, f *os.File, prompts io.Writer, prompt string) (string, error) {
	fd := int(f.Fd()) // known before the goroutine, which may outlive f
	before, err := term.GetState(fd)
	if err != nil {
		return "", err
	}
	fmt.Fprint(prompts, prompt)
	type answer struct {
		text []byte
		err  error
	}
	answered := make(chan answer, 1)
	go func() {
		text, err := term.ReadPassword(fd)
		answered <- answer{text, err}
	}()
	select {
	case <-ctx.Done():
		err = errors.Join(ctx.Err(), term.Restore(fd, before))
		fmt.Fprintln(prompts)
		return "", err
	case a := <-answered:
		fmt.Fprintln(prompts)
		if a.err == io.EOF || a.err == nil && len(a.text) == 0 {
			return "", ErrNone
		}
		return string(a.text), a.err
	}
}
