package framing

import (
	"fmt"

	"daybook/backend/clip"
	"daybook/backend/strictjson"
)

// Records stand in a list, and the list in an object, under whatever key the program
// that saved it chose. A few keys are known to hold records, even if these are
// missing or broken. Under any other key a list is read if one of its elements is a
// record that a source owns, since a list that is skipped would be lost without a
// message.

// maxNested is how many objects are looked into, one inside the other.
const maxNested = 6

// broken says where around the list the JSON is not valid.
func (f *listFrames) broken() string {
	if f.strange > 0 {
		return fmt.Sprintf("no valid JSON behind the key %q around the list", clip.Text(f.within, 60))
	}
	return "no valid JSON in the object around the list"
}

// isRecord reports whether the object at the front is a record and not a wrapper,
// as where lines of records were joined to a page. It passes nothing. Before any
// list, the text may consist of lines whose first is not a record.
func (f *listFrames) isRecord() bool {
	if f.lists == 0 {
		return false
	}
	var s strictjson.Balance
	for scanned := 0; ; {
		n, p := s.Scan(f.w.Bytes()[scanned:])
		switch scanned += n; {
		case p == strictjson.Finished:
			v, err := strictjson.Parse(f.w.Bytes()[:scanned])
			return err == nil && f.known.isRecord(v)
		case p == strictjson.Astray || scanned > MaxRecord || !f.w.More():
			return false
		}
	}
}

// fails reports whether a key shows that a page could not be fetched. An empty page
// may lack its list, but has no such key.
func fails(key string) bool {
	switch bareKey(key) {
	case "error", "errors", "errorcode", "errormessage", "message", "fault", "exception":
		return true
	}
	return false
}

// noPage handles a document that reports an error and has no list. The statement of
// the page before about further pages stays valid.
func (f *listFrames) noPage() (Frame, bool) {
	f.index = 1
	return Frame{Fault: fmt.Sprintf("it holds no list of records but the field %s: the page that should be here is missing", clip.Text(f.failed, 60))}, true
}

// holdsRecords reports whether the list at the front has a record that a source owns
// among its first elements, within the length of one record. It passes nothing.
func (f *listFrames) holdsRecords() bool {
	var s strictjson.Balance
	at, scanned := 1, 0 // the offset of the element that is looked at, after the bracket
	for {
		b := f.w.Bytes()
		for scanned == 0 && at < len(b) && (strictjson.IsBlank(b[at]) || b[at] == ',') {
			at++
		}
		if at < len(b) {
			if scanned == 0 && b[at] == ']' {
				return false
			}
			n, p := s.Scan(b[at+scanned:])
			scanned += n
			switch p {
			case strictjson.Astray:
				return false
			case strictjson.Finished:
				if scanned == 0 {
					return false
				}
				if v, err := strictjson.Parse(b[at : at+scanned]); err == nil && f.known.isRecord(v) {
					return true
				}
				at, scanned, s = at+scanned, 0, strictjson.Balance{}
				continue
			}
		}
		if at+scanned > MaxRecord || !f.w.More() {
			return false
		}
	}
}
