package window

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
