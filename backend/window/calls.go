// Package window is what stands behind the window: Calls, the methods that its page can
// call, and Window, which has the archive that is open, the tasks under way and what is
// remembered, and hears of the desktop. It knows no Wails: whatever shows the window is
// behind the interface Desktop.
//
// What travels between the page and the program is written down here, beside the method
// that uses it, and for the page in frontend/src/api/types.ts, which go generate makes of
// it. These rules hold for all of it:
//
// No path ever travels from the page to the program. The program opens the native dialogs
// itself; what it hands out to be used again is a token. Every list is a list, never null.
// Every number is below 2^53. A time is RFC 3339 in UTC with as many fraction digits as it
// has ("2026-08-02T17:39:42.5Z"); "" stands for none. A zone is an IANA name
// ("Europe/Paris", "UTC"): the page finds out the system's zone itself and never sends ""
// or "Local". A method that fails rejects with a Fault. Methods check all they are given
// and answer a Fault with the code "input" where it is out of bounds, which stand beside
// the fields.
package window

import "daybook/backend/source/all"

// Calls are the methods that the page can call, each one thing that it asks. They check
// what they are given, answer at most a value and an error, which is a Fault, and never
// take or trust a path: a native dialog names files, a token names them later.
//
// Wails calls each in a goroutine of its own. Those of a kind are the methods of a type,
// and promoted: whatever such a type exports, a page can call.
type Calls struct {
	w *Window
	archives
	searches
	imports
	handouts
	purges
	proofs
	bundles
}

func newCalls(w *Window) *Calls {
	return &Calls{
		w: w, archives: archives{w}, searches: searches{w: w}, imports: imports{w: w}, handouts: handouts{w: w, files: make(map[string]string)},
		purges: purges{w}, proofs: proofs{w}, bundles: bundles{w: w, known: make(map[string]given)},
	}
}

// An AppState is all that the window needs to draw itself; it is asked for at the start and after
// each `state` event.
type AppState struct {
	Version  string   `json:"version"`
	Settings Settings `json:"settings"`
	// Newest first, at most 12; those whose folder is gone are left out.
	Recents []Recent `json:"recents"`
	// null when none is open.
	Archive *ArchiveInfo `json:"archive"`
	// What runs now.
	Tasks []Task `json:"tasks"`
	// What this version can do beyond the least: "selected" SearchRequest.only, "bundle",
	// "purge".
	Features []string `json:"features"`
	// Kinds of system whose exports can be imported, as a sentence names them: "the
	// activity feed", "Google Workspace". There are two or more.
	Sources []string `json:"sources"`
}

// State is all that the window needs to draw itself.
func (c *Calls) State() (AppState, error) {
	return guard(func() (AppState, error) {
		c.w.mu.Lock()
		s := AppState{Version: c.w.version, Settings: c.w.remembered.Settings, Recents: c.w.remembered.there(), Features: []string{"selected"}, Sources: all.Names()}
		open := c.w.open
		c.w.mu.Unlock()
		s.Tasks = c.w.jobs.told()
		if open != nil {
			info, err := open.info()
			if err != nil {
				return AppState{}, err
			}
			s.Archive = info
		}
		return s, nil
	})
}
