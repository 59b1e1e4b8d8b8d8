package source

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"daybook/backend/clip"
	"daybook/backend/strictjson"
)

// A Header is the first record of a CSV file.
type Header struct {
	Titles []string // as written
	Names  []string // in lower case, blanks and hyphens as _
}

// NewHeader returns the header that has these cells.
func NewHeader(cells [][]byte) Header {
	var h Header
	for _, cell := range cells {
		title := strings.TrimSpace(string(cell))
		h.Titles = append(h.Titles, title)
		h.Names = append(h.Names, ColumnName(title))
	}
	return h
}

// ColumnName returns a title in lower case, with _ for blanks and hyphens.
func ColumnName(title string) string {
	return underscored.Replace(strings.ToLower(strings.TrimSpace(title)))
}

var underscored = strings.NewReplacer(" ", "_", "-", "_")

// Fault says why no records can be read under the header.
func (h Header) Fault() error {
	seen := make(map[string]bool, len(h.Names))
	for i, name := range h.Names {
		if name != "" && seen[name] {
			return fmt.Errorf("its header names the column %q twice", clip.Text(h.Titles[i], 60))
		}
		seen[name] = true
	}
	if !utf8.ValidString(strings.Join(h.Titles, "")) {
		return errors.New("its header is not valid UTF-8")
	}
	return nil
}

// Record returns a row as a JSON object of texts, in the order of the columns.
// Empty cells without a title are left out, and so are cells that belong to the
// transport.
func (h Header) Record(cells [][]byte) (*strictjson.Value, error) {
	v := &strictjson.Value{Kind: strictjson.Object}
	leading := true // no column with a title came yet
	for i, cell := range cells {
		title := h.Titles[i]
		unnamed := IsUnnamed(h.Names[i])
		leading = leading && unnamed
		if IsTransport(h.Names[i]) || leading && RowNumber(cell) {
			continue
		}
		if !utf8.Valid(cell) {
			return nil, fmt.Errorf("the cell in column %d %s", i+1, NotUTF8(cell))
		}
		if unnamed {
			if len(cell) == 0 {
				continue
			}
			title = fmt.Sprintf("column %d", i+1)
		}
		v.Keys = append(v.Keys, title)
		v.Items = append(v.Items, strictjson.Value{Kind: strictjson.Text, Text: string(cell)})
	}
	return v, nil
}

// NotUTF8 says what the encoding of a text probably is, and what to do.
func NotUTF8(s []byte) string {
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRune(s[i:])
		if r != utf8.RuneError || n != 1 {
			i += n
			continue
		}
		switch s[i] {
		case 0x81, 0x8D, 0x8F, 0x90, 0x9D, 0xFF: // the first five are not characters there, and the last stands for half of one
			return notText
		}
		return "is not valid UTF-8, and may be Windows-1252 (Latin-1), as spreadsheets save what they call CSV: save it as \"CSV UTF-8\" and import that"
	}
	return notText
}

const notText = "is not valid UTF-8: save the file as UTF-8 and import that"

// Lowered returns the keys of a text, which are parted by blanks, by their lower case.
func Lowered(keys string) map[string]string {
	m := make(map[string]string)
	for _, key := range strings.Fields(keys) {
		if low := strings.ToLower(key); m[low] == "" {
			m[low] = key
		}
	}
	return m
}
