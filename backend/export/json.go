package export

import (
	"io"
	"iter"
	"strings"

	"daybook/backend/event"
	"daybook/backend/proof"
)

// WriteJSON writes events as JSON and returns their number. The first error of the
// stream, or of w, ends it and is returned as it is; the output is then not a
// complete array.
func WriteJSON(w io.Writer, events iter.Seq2[event.Event, error]) (n int, err error) {
	return write(w, events, jsonFormat{})
}

// CopyJSON returns the output of WriteJSON, for the clipboard.
func CopyJSON(events iter.Seq2[event.Event, error]) (string, error) {
	var text strings.Builder
	_, err := WriteJSON(&text, events)
	if err != nil {
		return "", err
	}
	return text.String(), nil
}

type jsonFormat struct{}

func (jsonFormat) begin(dst []byte) []byte { return append(dst, '[') }

func (jsonFormat) event(dst []byte, e *event.Event, n int) ([]byte, bool) {
	if n > 0 {
		dst = append(dst, ',')
	}
	dst, ok := proof.AppendFields(append(dst, "\n{"...), e)
	return append(dst, '}'), ok
}

func (jsonFormat) end(dst []byte, n int) []byte {
	if n > 0 {
		dst = append(dst, '\n')
	}
	return append(dst, "]\n"...)
}
