package export

import (
	"io"
	"iter"
	"strings"

	"daybook/backend/event"
	"daybook/backend/proof"
)

// CSVOptions are choices for CSV that is written to a stream.
type CSVOptions struct {
	// Mark puts a byte order mark before the header. A stream cannot know
	// whether it will be needed; CSVFile does.
	Mark bool
}

// WriteCSV writes events as CSV and returns their number. The first error of the
// stream, or of w, ends it and is returned as it is; nothing in the output then
// shows that events are missing.
func WriteCSV(w io.Writer, events iter.Seq2[event.Event, error], o CSVOptions) (n int, err error) {
	return write(w, events, &csvFormat{mark: o.Mark})
}

// CopyCSV returns the output of WriteCSV without a byte order mark, for the clipboard.
func CopyCSV(events iter.Seq2[event.Event, error]) (string, error) {
	var text strings.Builder
	_, err := WriteCSV(&text, events, CSVOptions{})
	if err != nil {
		return "", err
	}
	return text.String(), nil
}

type csvFormat struct {
	mark bool
	wide bool // a character outside ASCII occurred
}

func (f *csvFormat) begin(dst []byte) []byte {
	if f.mark {
		dst = append(dst, proof.Mark...)
	}
	return proof.AppendHeader(dst)
}

func (f *csvFormat) event(dst []byte, e *event.Event, _ int) ([]byte, bool) {
	dst, wide, valid := proof.AppendRow(dst, e)
	f.wide = f.wide || wide
	return dst, valid
}

func (f *csvFormat) end(dst []byte, _ int) []byte { return dst }
