// Daybook-verify checks an evidence bundle of Daybook, alone and offline. It is
// for people who are handed a bundle: it opens no archive and has no window.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"daybook/backend/proof"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

type options struct {
	file, key, checkpoint string
	identity              string
	witnesses             []string
	json, passphrase      bool
}

func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	if text := about(args); text != "" {
		if _, err := io.WriteString(stdout, text); err != nil {
			return 1
		}
		return 0
	}
	o, err := parse(args)
	if err != nil {
		fmt.Fprintf(stderr, "daybook-verify: %v\n\n%s", err, usage())
		return 2
	}
	v, err := proof.VerifyFile(ctx, o.file, proof.Given{Key: o.key, Checkpoint: o.checkpoint, Witnesses: o.witnesses, Decrypt: o.decrypt(ctx, stdin, stderr)}, nil)
	switch {
	case ctx.Err() != nil:
		fmt.Fprintln(stderr, "daybook-verify: stopped")
		return 1
	case errors.Is(err, fs.ErrNotExist):
		fmt.Fprintf(stderr, "daybook-verify: %v; look at its name and folder\n", err)
		return 1
	case err != nil:
		fmt.Fprintf(stderr, "daybook-verify: %v\n", err)
		return 1
	}
	if o.json {
		e := json.NewEncoder(stdout)
		e.SetEscapeHTML(false)
		err = e.Encode(v.JSON())
	} else {
		_, err = io.WriteString(stdout, v.Text())
	}
	if err != nil {
		return 1
	}
	return v.Exit()
}

// parse reads the arguments; flags may come before and after the file.
func parse(args []string) (o options, err error) {
	for i := 0; i < len(args); i++ {
		name, value, given := strings.Cut(args[i], "=")
		var witness string
		to := map[string]*string{"--key": &o.key, "--checkpoint": &o.checkpoint, "--witness": &witness, "--identity": &o.identity}[name]
		switch {
		case to != nil && !given && i+1 == len(args):
			return o, fmt.Errorf("%s needs a file", name)
		case to != nil && !given:
			i++
			*to = args[i]
		case to != nil:
			*to = value
		case args[i] == "--json":
			o.json = true
		case args[i] == "--passphrase":
			o.passphrase = true
		case strings.HasPrefix(args[i], "-") || o.file != "":
			return o, fmt.Errorf("%s is one word too many", args[i])
		default:
			o.file = args[i]
		}
		if witness != "" {
			o.witnesses = append(o.witnesses, witness)
		}
	}
	switch {
	case o.file == "":
		return o, errors.New("it needs a bundle: its file, or the folder that it was unpacked into")
	case o.identity != "" && o.passphrase:
		return o, errors.New("a bundle is opened by a key (--identity) or by a passphrase (--passphrase)")
	}
	return o, nil
}
