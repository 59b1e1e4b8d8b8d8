package ingest

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// A header is the first record of a CSV file.
type header struct {
	titles []string // as written
	names  []string // in lower case, blanks and hyphens as _
	fields []int    // of the feed, that the columns hold; noField for others
}

func newHeader(cells [][]byte) header {
	var h header
	for _, cell := range cells {
		title := strings.TrimSpace(string(cell))
		h.titles = append(h.titles, title)
		h.names = append(h.names, columnName(title))
	}
	h.fields = feedColumns(h.names)
	return h
}

// columnName is a title as it is looked up: in lower case, blanks and hyphens
// as _.
func columnName(title string) string {
	return strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToLower(title))
}

// fault says why no records can be read under the header.
func (h header) fault() error {
	seen := make(map[string]bool, len(h.names))
	for i, name := range h.names {
		if name != "" && seen[name] {
			return fmt.Errorf("its header names the column %q twice", clip(h.titles[i], 60))
		}
		seen[name] = true
	}
	if !utf8.ValidString(strings.Join(h.titles, "")) {
		return errors.New("its header is not valid UTF-8")
	}
	return nil
}

// object is a row as a JSON object of texts, in the order of the columns.
// Empty cells without a title are left out.
func (h header) object(cells [][]byte) (*value, error) {
	v := &value{kind: object}
	for i, cell := range cells {
		title := h.titles[i]
		if !utf8.Valid(cell) {
			return nil, fmt.Errorf("the cell in column %d is not valid UTF-8: the file should be saved as UTF-8", i+1)
		}
		if title == "" {
			if len(cell) == 0 {
				continue
			}
			title = fmt.Sprintf("column %d", i+1)
		}
		v.keys = append(v.keys, title)
		v.items = append(v.items, value{kind: text, text: string(cell)})
	}
	return v, nil
}
