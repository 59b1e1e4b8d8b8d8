// Package window is the program behind the window: Calls has the methods that the page can
// call, and Window has the open archive, the running tasks and the remembered settings, and
// receives the events of the desktop. It does not know Wails: the system that shows the
// window is behind the interface Desktop.
//
// The types that travel between the page and the program are declared here, beside the
// methods that use them; go generate makes the page's frontend/src/api/types from them.
// These rules hold for all of them:
//
// No path ever travels from the page to the program. The program opens the native dialogs
// itself, and hands out tokens for files that are to be used again. Every list is a list,
// never null. Every number is below 2^53. A time is RFC 3339 in UTC with as many fraction
// digits as it has ("2026-08-02T17:39:42.5Z"); "" stands for none. A zone is an IANA name
// ("Europe/Paris", "UTC"): the page finds the system's zone itself and never sends "" or
// "Local". A method that fails rejects with a Fault. Methods check all their input, and
// reject it with a Fault of the code "input" if it is out of the bounds given beside the
// fields.
package window

import "daybook/backend/source/all"

// Calls has the methods that the page can call, one for each request. They check their
// input, return at most a value and an error, which is a Fault, and never take or trust a
// path: a native dialog names files, and a token stands for them later.
//
// Wails calls each method in a goroutine of its own. The methods of each kind belong to an
// embedded type and are promoted: a page can call everything that such a type exports.
type Calls struct {
	w *Window
	archives
	searches
	imports
	handouts
	purges
	proofs
	bundles
	witnesses
}

func newCalls(w *Window) *Calls {
	return &Calls{
		w: w, archives: archives{w}, searches: searches{w: w}, imports: imports{w: w}, handouts: handouts{w: w, files: make(map[string]string)},
		purges: purges{w}, proofs: proofs{w}, bundles: bundles{w: w, known: make(map[string]given)},
		witnesses: witnesses{w: w, looked: make(map[string]lookedAt), strange: make(map[string]string)},
	}
}

// An AppState is all that the window needs to draw itself; the page asks for it at the
// start and after each `state` event.
type AppState struct {
	Version  string   `json:"version"`
	Settings Settings `json:"settings"`
	// Newest first, at most 12; archives whose folder is gone are left out.
	Recents []Recent `json:"recents"`
	// null if none is open.
	Archive *ArchiveInfo `json:"archive"`
	// Tasks under way.
	Tasks []Task `json:"tasks"`
	// What this version can do beyond the minimum: "selected" (SearchRequest.only),
	// "bundle", "purge".
	Features []string `json:"features"`
	// Kinds of system whose exports can be imported, as a sentence names them: "the
	// activity feed", "Google Workspace". There are two or more.
	Sources []string `json:"sources"`
}

// State returns all that the window needs to draw itself.
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
