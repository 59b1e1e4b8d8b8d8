package strictjson

// Two ways to find the end of a value in an array without decoding it. The
// first is quick and right for all valid JSON. The second is for what has
// turned out not to be valid, or is too long to be looked at whole: it goes on
// only as long as it is certain of where strings begin and end, so that what
// follows can be read as if nothing had happened.

// Progress is how far a scan came.
type Progress uint8

const (
	Unfinished Progress = iota // more bytes are needed
	Finished                   // the value has ended
	Astray                     // where the value ends cannot be told
)

// A Balance counts brackets outside strings. The zero value is ready for the
// first byte of a value.
type Balance struct {
	depth   int
	lists   uint64 // for each open level up to 64 whether it is a list; the innermost in the lowest bit
	quoted  bool   // inside a string
	escaped bool   // behind a backslash in it
	Bare    bool   // inside a number or a word
}

// Scan looks at b, which continues what was scanned before, and gives the
// number of its bytes that belong to the value.
func (s *Balance) Scan(b []byte) (int, Progress) {
	for i := 0; i < len(b); {
		if s.quoted {
			if s.escaped {
				s.escaped = false
				i++
				continue
			}
			i += plain(b[i:])
			if i >= len(b) {
				break
			}
			switch b[i] {
			case '"':
				s.quoted = false
				if s.depth == 0 {
					return i + 1, Finished
				}
			case '\\':
				s.escaped = true
			}
			i++
			continue
		}
		switch c := b[i]; c {
		case '"':
			if s.Bare {
				return i, Astray
			}
			s.quoted = true
		case '{', '[':
			if s.Bare {
				return i, Astray
			}
			s.open(c == '[')
		case '}', ']':
			if s.Bare {
				return i, Finished
			}
			if !s.close(c == ']') {
				return i, Astray
			}
			if s.depth == 0 {
				return i + 1, Finished
			}
		case ' ', '\t', '\n', '\r', ',':
			if s.Bare {
				return i, Finished
			}
		default:
			s.Bare = s.depth == 0
		}
		i++
	}
	return len(b), Unfinished
}

func (s *Balance) open(list bool) {
	if s.depth++; s.depth > 64 {
		return
	}
	s.lists <<= 1
	if list {
		s.lists |= 1
	}
}

// close reports whether the bracket fits the innermost open one. Deeper than
// 64 levels only their number is known.
func (s *Balance) close(list bool) bool {
	if s.depth == 0 {
		return false
	}
	if s.depth--; s.depth >= 64 {
		return true
	}
	fits := s.lists&1 == 1 == list
	s.lists >>= 1
	return fits
}

// A Careful counts brackets as a balance does, and goes astray as soon as a
// string does not stand where JSON has strings: a stray or a missing quote
// turns strings inside out, which shows at the next one at the latest. It goes
// astray, too, at a line feed inside a string, and at a value where an object
// must have a key, which is how a missing bracket shows.
type Careful struct {
	Balance
	last byte // the last byte outside strings that is no blank; a quote stands for a whole string
}

// Scan looks at b, which continues what was scanned before, as Balance.Scan does.
func (s *Careful) Scan(b []byte) (int, Progress) {
	for i := 0; i < len(b); i++ {
		if s.quoted {
			if s.escaped {
				s.escaped = false
				continue
			}
			if i += plain(b[i:]); i == len(b) {
				break
			}
			switch b[i] {
			case '\\':
				s.escaped = true
			case '\n':
				return i, Astray
			case '"':
				s.quoted = false
				if s.depth == 0 {
					return i + 1, Finished
				}
			}
			continue
		}
		c := b[i]
		if IsBlank(c) {
			continue
		}
		if !s.fits(c) {
			return i, Astray
		}
		switch c {
		case '"':
			s.quoted = true
		case '{', '[':
			s.open(c == '[')
		case '}', ']':
			if !s.close(c == ']') {
				return i, Astray
			}
			if s.depth == 0 {
				return i + 1, Finished
			}
		}
		s.last = c
	}
	return len(b), Unfinished
}

// fits reports whether c may stand behind s.last.
func (s *Careful) fits(c byte) bool {
	if s.last == 0 {
		return c == '"' || c == '{' || c == '['
	}
	if s.last == '"' {
		return c == '}' || c == ']' || c == ',' || c == ':'
	}
	if c != '"' && c != '{' && c != '[' {
		return true
	}
	switch s.last {
	case ':', '[':
		return true
	case '{', ',':
		inList := s.lists&1 == 1 // not known beyond 64 levels
		return c == '"' || inList || s.depth > 64
	}
	return false
}
