package ingest

import (
	"fmt"
	"strings"

	"daybook/backend/clip"
	"daybook/backend/source"
)

// A text that was cut, or is still being written, ends in the middle of its last
// row, and so looks like a text that was written without a final line end, as
// Google Sheets writes CSV. Such a row is accepted only where it cannot go on: it
// has all of its cells, and the last of them is a complete time, or is not part of
// the event. Any other row may be incomplete, with half a sentence or an offset of
// +05 for +05:30, and is rejected.

// enough is the number of cells of one shape that show that a time without zone, or
// a number, is complete: it is unlikely that all the others lack a fraction by
// chance.
const enough = 3

// halfRow says why a row without a line end may be incomplete, or returns "".
func (t *table) halfRow(cells [][]byte) string {
	const advice = ": if the file is whole, add a line end at its end and import it again"
	if len(cells) < len(t.header.Names) {
		return fmt.Sprintf("the file ends inside this row, which has %s where the header has %d: it was cut, or is still being written", cellCount(len(cells)), len(t.header.Names))
	}
	last := len(t.header.Names) - 1
	if source.IsTransport(t.header.Names[last]) || t.timeEnds(cells[last]) {
		return ""
	}
	title := t.header.Titles[last]
	if title == "" {
		title = "cell"
	}
	return "the file ends here without a line end, so that the last " + clip.Text(title, 60) + " may be cut" + advice
}

// timeEnds reports whether a cell of the last column is a time that cannot go on.
func (t *table) timeEnds(cell []byte) bool {
	isTime := t.source.Table.Time != "" && t.header.Names[len(t.header.Names)-1] == t.source.Table.Time
	shape := timeShape(cell)
	if _, err := t.trial.ReadText(string(cell)); err != nil {
		return isTime // otherwise it gives no event
	}
	switch {
	case !isTime:
		return t.before.alike(shape, enough) && strings.ContainsAny(shape, "Z+-")
	case strings.HasSuffix(shape, "Z"):
		return true
	case strings.HasSuffix(shape, "00:00"), strings.HasSuffix(shape, "+0000"), strings.HasSuffix(shape, "UTC"), strings.HasSuffix(shape, "GMT"):
		return t.before.alike(shape, 0)
	}
	return t.before.alike(shape, enough)
}

func cellCount(n int) string {
	if n == 1 {
		return "1 cell"
	}
	return fmt.Sprintf("%d cells", n)
}
