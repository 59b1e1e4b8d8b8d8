// Package gate stands between the page of the window and what Wails offers a page.
//
// Wails has far more for a page than Daybook's own page asks for: it gives the
// clipboard's text, opens addresses in a browser, takes any path as one of a file
// that was dropped, and calls methods of its own. None of that is trusted to a
// page, which shows texts that others wrote. Allows is the whole list of what
// remains, and the page holds itself to the same list before (api/gate.ts).
//
// On Linux, Guard puts the list in the way of all messages, takes the paths of
// dropped files from the drag itself, and lets no other page come in the place of
// Daybook's. On Windows and macOS nothing can be put there: the page alone holds
// the list, other pages are refused by it, and the paths of a drop, which may
// be the page's own invention, are for the caller to ask the officer about.
package gate

import (
	"encoding/json"
	"strings"
)

// called is the part of a message of the page that says which method it calls. Its
// field is read exactly as Wails reads it, also from an object that has it twice.
type called struct {
	Name string `json:"name"`
}

const (
	ownMethods = "main.App."
	copyText   = ":wails:ClipboardSetText"
)

// plain are the messages without anything in them: the runtime is ready, full
// screen and back, the theme, the end.
var plain = map[string]bool{
	"runtime:ready": true,
	"WF":            true,
	"Wf":            true,
	"WASDT":         true,
	"WALT":          true,
	"WADT":          true,
	"Q":             true,
}

// Allows reports whether the page may send a message to Wails: calls of the App's
// methods, copying a text, no longer hearing an event of Daybook's, and the plain
// ones.
func Allows(message string) bool {
	if plain[message] {
		return true
	}
	if name, ok := strings.CutPrefix(message, "EX"); ok {
		return name != "" && !strings.Contains(name, ":") // Wails' own events have one
	}
	body, ok := strings.CutPrefix(message, "C")
	if !ok {
		return false
	}
	var call called
	if err := json.Unmarshal([]byte(body), &call); err != nil {
		return false
	}
	return call.Name == copyText || strings.HasPrefix(call.Name, ownMethods)
}
