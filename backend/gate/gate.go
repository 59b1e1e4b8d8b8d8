// Package gate limits the messages that the page of the window may send to Wails.
//
// Wails offers a page far more than Daybook's page needs: it returns the
// clipboard's text, opens addresses in a browser, takes any path for that of a
// dropped file, and calls methods of its own. None of that is entrusted to a page
// that shows texts written by others. Allows is the complete list of the messages
// that remain, and the page checks itself against the same list first
// (api/gate.ts).
//
// On Linux, Guard applies the list to all messages, takes the paths of dropped
// files from the drag itself, and lets no other page replace Daybook's. On Windows
// and macOS nothing can intercept the messages: only the page applies the list and
// refuses other pages, and since a page could make up the paths of a drop, the
// caller must ask the officer about them.
package gate

import (
	"encoding/json"
	"strings"
)

// called is the part of the page's message that names the method. Its field is read
// exactly as Wails reads it, also from an object that has it twice.
type called struct {
	Name string `json:"name"`
}

const (
	ownMethods = "main.App."
	copyText   = ":wails:ClipboardSetText"
)

// plain are the messages without parameters: the runtime is ready, full screen and
// back, the theme, the end.
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
		return name != "" && !strings.Contains(name, ":") // the names of Wails' own events have a colon
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
