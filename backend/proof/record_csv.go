package proof

import (
	"strings"
	"unicode/utf8"

	"daybook/backend/event"
)

// Mark is the byte order mark of UTF-8.
const Mark = "\ufeff"

// Names are the six fields of an event in their order.
var Names = [...]string{"event_id", "actor", "category", "action", "description", "timestamp"}

// AppendHeader appends the first record of activity.csv, without a byte order mark.
func AppendHeader(dst []byte) []byte {
	return append(append(dst, strings.Join(Names[:], ",")...), "\r\n"...)
}

// AppendRow appends an event as a record of activity.csv; wide reports whether it has a
// character outside ASCII, and valid is false if a text is not UTF-8.
func AppendRow(dst []byte, e *event.Event) (result []byte, wide, valid bool) {
	valid = true
	for _, text := range [...]string{e.ID, e.Actor, e.Category, e.Action, e.Description} {
		var more bool
		dst, more = appendCell(dst, text)
		if more {
			wide = true
			valid = valid && utf8.ValidString(text)
		}
		dst = append(dst, ',')
	}
	return append(e.Time.AppendTo(dst), "\r\n"...), wide, valid
}

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

// Wide reports whether a text of e has a character outside ASCII.
func Wide(e *event.Event) bool {
	for _, text := range [...]string{e.ID, e.Actor, e.Category, e.Action, e.Description} {
		for i := range len(text) {
			if text[i] >= utf8.RuneSelf {
				return true
			}
		}
	}
	return false
}
