package framing

import (
	"strings"

	"daybook/backend/strictjson"
)

// Surroundings distinguish records from the values around them. The caller says which
// records there are, and what their sources write around them.
type Surroundings struct {
	isRecord, ofFile func(v *strictjson.Value) bool
	lists            map[string]bool
	follows          map[string]bool // as bareKey has them
}

// NewSurroundings returns the surroundings of the values that isRecord accepts,
// whatever the source. The keys of lists hold lists of records, even if these are empty
// or broken, and the keys of follows name a next page; keys that many programs use are
// known here.
func NewSurroundings(isRecord func(v *strictjson.Value) bool, lists, follow []string) *Surroundings {
	s := &Surroundings{isRecord: isRecord, ofFile: isRecord, lists: make(map[string]bool), follows: make(map[string]bool)}
	for _, key := range lists {
		s.lists[key] = true
	}
	for _, key := range follow {
		s.follows[bareKey(key)] = true
	}
	return s
}

// OfFile returns the same surroundings for a text whose own records owns accepts.
func (s *Surroundings) OfFile(owns func(v *strictjson.Value) bool) *Surroundings {
	own := *s
	own.ofFile = owns
	return &own
}

// says reports whether a key that has a value says that more follows. Its name is in
// the form of bareKey.
func (s *Surroundings) says(name string) bool { return says(name) || s != nil && s.follows[name] }

// wraps reports whether a list under this key holds records.
func (s *Surroundings) wraps(key string) bool { return wraps(key) || s.lists[key] }

// wraps reports whether a list under this key holds records, whichever program wrote
// it. The keys of a single source are declared by that source.
func wraps(key string) bool {
	switch key {
	case "data", "hits", "logEvents", "records", "entries", "audit_logs", "operation_logs":
		return true
	}
	return false
}

// wrapsAgain reports whether an object under this key wraps a list in its turn, as
// the answers of search engines do, so that its keys have the same meaning as at
// the top.
func wrapsAgain(key string) bool { return key == "hits" || key == "rawResponse" || key == "response" }

// tellsWhole reports whether an object under this key as a whole says something about
// pages, and not only its keys.
func (s *Surroundings) tellsWhole(key string) bool {
	name := bareKey(key)
	return s.says(name) || name == "total"
}

// says reports whether a key that has a value says that more follows, whichever program
// wrote it. The keys of a single source are declared by that source.
func says(name string) bool {
	switch name {
	case "next", "nextpage", "nextcursor", "nextlink", "nexturl", "nexturi", "nexthref", "nextmarker", "nextkey",
		"nextoffset", "nextid", "nextpageid", "nextpageurl", "nextpagelink", "nextpageuri", "nextpagecursor", "nextrecordsurl", "nextcontinuationtoken", "nextpagekey",
		"nextstart", "nextpagestart", "continuationtoken", "paginationtoken", "lastevaluatedkey", "odatanextlink", "marker", "nextpartitionkey", "nextrowkey":
		return true
	}
	return false
}

// bareKey returns a key in lower case and without marks: @odata.nextLink and
// next_page_token become odatanextlink and nextpagetoken.
func bareKey(key string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			return r
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		}
		return -1
	}, key)
}
