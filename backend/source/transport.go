package source

import "strings"

// Some columns and keys belong to the way that a file was made, not to what
// happened: numbers of rows, the index that pandas writes without a title, the day
// of the export. Two exports of one event differ in them. They are neither details
// nor part of an id that is derived from a record.

// IsTransport reports whether a column, named in lower case with _ for blanks,
// or a key belongs to the transport.
func IsTransport(name string) bool {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return r == '_' || r == ' ' || r == '-' || r == '.' || r == ':'
	})
	if len(words) == 0 {
		return false
	}
	switch strings.Join(words, " ") {
	case "#", "no", "nr", "row", "index", "idx", "level 0", "s no", "sl no", "sr no", "sno", "serial no", "rownum", "rownumber", "rowno", "rowid", "row id", "rowindex",
		"linenumber", "lineno", "exported", "exportedat", "exportdate", "exporttime", "exportedby", "export id", "downloadedat", "downloaddate":
		return true
	}
	if len(words) == 1 {
		return false
	}
	var further string
	switch words[0] {
	case "row", "line", "record":
		further = " no nr num number # index "
	case "export", "exported", "download", "downloaded":
		further = " at on by date time timestamp datetime utc user batch run job no number "
	default:
		return false
	}
	for _, w := range words[1:] {
		if !strings.Contains(further, " "+w+" ") {
			return false
		}
	}
	return true
}

// IsUnnamed reports whether a column has no title, or the title that pandas gives
// to a column without one: "Unnamed: 0".
func IsUnnamed(name string) bool {
	rest, ok := strings.CutPrefix(name, "unnamed:")
	return name == "" || ok && strings.Trim(rest, "_0123456789.") == ""
}

// RowNumber reports whether a cell is a number of the form that indexes have.
func RowNumber(cell []byte) bool {
	for _, c := range cell {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(cell) <= 12
}

// OfPanther reports whether a key is one that Panther, a widely used collector of
// logs, puts into each record.
func OfPanther(key string) bool { return strings.HasPrefix(key, "p_") }
