package query

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	"daybook/backend/event"
)

// A Column is a field by which events can be ordered.
type Column uint8

const (
	ByTimestamp Column = iota
	ByMember
	ByAction // the action key
	ByDescription
)

var columnNames = [...]string{
	ByTimestamp: "timestamp", ByMember: "member", ByAction: "action", ByDescription: "description",
}

// String is the name that ParseOrder reads.
func (c Column) String() string {
	if int(c) < len(columnNames) {
		return columnNames[c]
	}
	return fmt.Sprintf("column %d", uint8(c))
}

// An Order is a column and a direction.
type Order struct {
	By   Column
	Desc bool
}

// DefaultOrder is newest first.
func DefaultOrder() Order { return Order{By: ByTimestamp, Desc: true} }

// ParseOrder reads the name of a column: timestamp, member, action or
// description, in lower case.
func ParseOrder(column string, desc bool) (Order, error) {
	for c, name := range columnNames {
		if name == column {
			return Order{By: Column(c), Desc: desc}, nil
		}
	}
	return Order{}, fmt.Errorf("read the order %q: the columns are timestamp, member, action and description", column)
}

// Compare is negative if a comes before b in the order o, and positive if it
// comes after. The direction is that of the column alone: among events whose
// column is equal the newest comes first and then the lowest sequence number,
// both ways. Sequence numbers are unique in an archive, so Compare is zero only
// for an event and itself, and an order has just one outcome.
func Compare(o Order, a, b *event.Event, seqA, seqB uint64) int {
	var c int
	switch o.By {
	case ByMember:
		c = CompareText(a.Actor, b.Actor)
	case ByAction:
		c = CompareText(a.Key(), b.Key())
	case ByDescription:
		c = CompareText(a.Description, b.Description)
	default:
		c = cmp.Compare(a.Time, b.Time)
	}
	if o.Desc {
		c = -c
	}
	return cmp.Or(c, cmp.Compare(b.Time, a.Time), cmp.Compare(seqA, seqB))
}

// CompareText orders texts by the bytes of their folded forms, then by their
// own. It is zero only for equal texts. It allocates nothing for ASCII, nor for
// other texts of a few hundred bytes.
func CompareText(a, b string) int {
	i := 0
	for ; i < len(a) && i < len(b); i++ {
		x, y := a[i], b[i]
		if x|y >= utf8.RuneSelf {
			break
		}
		if x == y {
			continue
		}
		if ascii[x]&upper != 0 {
			x += 'a' - 'A'
		}
		if ascii[y]&upper != 0 {
			y += 'a' - 'A'
		}
		if x != y {
			return cmp.Compare(x, y)
		}
	}
	// The rest starts at the end of a text or at a character that is not ASCII;
	// everything before it folds independently of it.
	return cmp.Or(compareFolded(a[i:], b[i:]), strings.Compare(a, b))
}

func compareFolded(a, b string) int {
	if a == b {
		return 0
	}
	var x, y [256]byte
	return bytes.Compare(
		appendFolded(x[:0], a, 0, false),
		appendFolded(y[:0], b, 0, false),
	)
}
