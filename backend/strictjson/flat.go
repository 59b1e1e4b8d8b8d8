package strictjson

// Flat reads data, an object that has just len(texts) keys whose values are all
// texts, in one pass and without a value for it. index returns the place of a key
// in texts, or -1 for a key that does not belong there. Texts with escapes are new
// bytes, all others share the bytes of data. It returns false for anything unusual,
// such as a fault, which Parse then finds and words. The caller must check that
// texts are valid UTF-8. There are at most 64 texts.
func Flat(data []byte, index func(key []byte) int, texts [][]byte) bool {
	s := scanner{data: data}
	if s.peek() != '{' {
		return false
	}
	s.pos++
	var seen uint64
	for {
		s.blank()
		if s.peek() != '"' {
			return false
		}
		key, escaped, err := s.text()
		if err != nil || escaped {
			return false
		}
		at := index(key)
		if at < 0 || seen&(1<<at) != 0 {
			return false
		}
		seen |= 1 << at
		s.blank()
		if s.peek() != ':' {
			return false
		}
		s.pos++
		s.blank()
		if s.peek() != '"' {
			return false
		}
		raw, escaped, err := s.text()
		if err != nil {
			return false
		}
		if escaped {
			if raw, err = unescape(make([]byte, 0, len(raw)), raw); err != nil {
				return false
			}
		}
		texts[at] = raw
		s.blank()
		c := s.peek()
		s.pos++
		if c == '}' {
			return s.pos == len(data) && seen == 1<<len(texts)-1
		}
		if c != ',' {
			return false
		}
	}
}
