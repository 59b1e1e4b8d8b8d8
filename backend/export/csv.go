package export

import (
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"daybook/backend/event"
)

// mark is the byte order mark of UTF-8.
const mark = "\ufeff"

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
		dst = append(dst, mark...)
	}
	return append(append(dst, strings.Join(names[:], ",")...), "\r\n"...)
}

func (f *csvFormat) event(dst []byte, e *event.Event, _ int) ([]byte, bool) {
	valid := true
	for _, text := range [...]string{e.ID, e.Actor, e.Category, e.Action, e.Description} {
		var wide bool
		dst, wide = appendCell(dst, text)
		if wide {
			f.wide = true
			valid = valid && utf8.ValidString(text)
		}
		dst = append(dst, ',')
	}
	return append(e.Time.AppendTo(dst), "\r\n"...), valid
}

func (f *csvFormat) end(dst []byte, _ int) []byte { return dst }

// The meaning of a byte for its cell.
const (
	needsQuotes = 1 << iota
	isQuote
	isWide
)

var meaning = func() (of [256]byte) {
	of['"'] = needsQuotes | isQuote
	of[','] = needsQuotes
	of['\r'] = needsQuotes
	of['\n'] = needsQuotes
	for b := utf8.RuneSelf; b < len(of); b++ {
		of[b] = isWide
	}
	return of
}()

// appendCell appends text as a cell, guarded and in quotes where needed; wide
// reports whether it has more than ASCII.
func appendCell(dst []byte, text string) (result []byte, wide bool) {
	if text == "" {
		return dst, false
	}
	var has byte
	for i := range len(text) {
		has |= meaning[text[i]]
	}
	guard := needsGuard(text)
	// Some programs drop blanks at the ends of a cell that has no quotes.
	quotes := has&needsQuotes != 0 || blank(text[len(text)-1]) || !guard && blank(text[0])
	if quotes {
		dst = append(dst, '"')
	}
	if guard {
		dst = append(dst, '\'')
	}
	if has&isQuote == 0 {
		dst = append(dst, text...)
	} else {
		for rest := text; ; {
			at := strings.IndexByte(rest, '"') + 1
			if at == 0 {
				dst = append(dst, rest...)
				break
			}
			dst = append(append(dst, rest[:at]...), '"')
			rest = rest[at:]
		}
	}
	if quotes {
		dst = append(dst, '"')
	}
	return dst, has&isWide != 0
}

func blank(b byte) bool { return b == ' ' || b == '\t' }

// needsGuard reports whether a spreadsheet could take text for a formula, or an
// import its first ' for a guard. It must agree with the guards that an import
// removes.
func needsGuard(text string) bool {
	switch text[0] {
	case '=', '+', '-', '@', '\t', '\r', '\n', '\'':
		return true
	case "＝"[0]: // the lead byte of all full-width forms
		for _, form := range [...]string{"＝", "＋", "－", "＠"} {
			if strings.HasPrefix(text, form) {
				return true
			}
		}
	}
	return false
}
