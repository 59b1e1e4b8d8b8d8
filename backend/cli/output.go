package cli

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"daybook/backend/desk"
)

// An output is standard output, buffered. After the first error it writes nothing
// more, and Flush returns that error.
type output struct{ *bufio.Writer }

func newOutput(w io.Writer) *output { return &output{bufio.NewWriterSize(w, 64<<10)} }

func (o *output) Printf(format string, args ...any) { fmt.Fprintf(o, format, args...) }

// Flush writes the buffered output.
func (o *output) Flush() error {
	if err := o.Writer.Flush(); err != nil {
		return toOutput(err)
	}
	return nil
}

// errNoOutput reports that standard output was closed when the program started:
// everything written to it would be lost, without an error.
var errNoOutput = errors.New("standard output is closed or leads nowhere, so nothing can be written there; send it to a file or a program, or name a file with -o")

// hasOutput returns an error if text written to standard output cannot arrive.
func (c *call) hasOutput() error {
	if f, ok := c.Stdout.(*os.File); ok && closedAtStart(f) {
		return errNoOutput
	}
	return nil
}

// newFile returns an error if there is already a file of that name to be written; "-" is
// standard output, which there must be.
func newFile(c *call, out string) error {
	if out == "-" {
		return c.hasOutput()
	}
	if _, err := os.Lstat(out); err == nil {
		return fmt.Errorf("%s is there already; choose another name with -o", out)
	}
	return nil
}

// unwritten says of what was handed out why the journal has no line of it, if it has none.
// said is what else says so.
func unwritten(c *call, done desk.Handed, said string) {
	if done.Unwritten != "" {
		c.say("the archive's journal has no line of this%s: it is read-only, %s", said, done.Unwritten)
	}
}

// toOutput adds to an error of writing that it came from standard output.
func toOutput(err error) error { return fmt.Errorf("write to standard output: %w", err) }

// document writes v as one line of JSON.
func (o *output) document(v any) error {
	var line bytes.Buffer
	e := json.NewEncoder(&line)
	e.SetEscapeHTML(false) // JSON is not put into a web page, and < is clearer than \u003c
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	o.Write(escapeHidden(bytes.TrimSuffix(line.Bytes(), []byte("\n"))))
	o.WriteString("\n")
	return o.Flush()
}
