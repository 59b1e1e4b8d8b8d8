package framing

type rowProgress uint8

const (
	rowGoesOn rowProgress = iota // more bytes are needed
	rowEnded                     // the row has ended
	rowBroken                    // the end of the row cannot be determined
)

// A rowScan finds the end of a row that does not fit into memory.
type rowScan struct {
	sep     byte
	literal bool // a quote is a character like any other
	quoted  bool // inside quotes
	behind  bool // after a quote that closes, or is the first of two
	inCell  bool // after the first byte of a cell without quotes
}

func (s *rowScan) scan(b []byte) (int, rowProgress) {
	for i, c := range b {
		switch {
		case s.behind:
			s.behind = false
			switch c {
			case '"':
				s.quoted = true
			case s.sep:
			case '\n':
				return i + 1, rowEnded
			case '\r':
				s.inCell = true // LF or the next row follows
			default:
				return i, rowBroken
			}
		case s.quoted:
			if c == '"' {
				s.quoted, s.behind = false, true
			}
		case c == '\n':
			return i + 1, rowEnded
		case c == s.sep:
			s.inCell = false
		case c == '"' && !s.literal:
			if s.inCell {
				return i, rowBroken
			}
			s.quoted = true
		default:
			s.inCell = true
		}
	}
	return len(b), rowGoesOn
}
