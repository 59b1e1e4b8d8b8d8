package ingest

import (
	"slices"

	"daybook/backend/framing"
	"daybook/backend/source"
	"daybook/backend/strictjson"
)

// ours reports whether Daybook wrote the text that begins with head.
func ours(head []byte) bool {
	return slices.ContainsFunc(sources, func(s *source.Source) bool { return s.Exported != nil && s.Exported(head) })
}

// sourceOf returns the source that recognises a CSV file by its header and its
// first rows, or nil, and the column that holds whole records, or -1 if none does.
func sourceOf(h source.Header, rows [][][]byte) (s *source.Source, dressed int) {
	for _, s := range sources {
		if t := s.Table; t.Owns != nil && t.Owns(h) && (t.OwnsRows == nil || t.OwnsRows(h, rows)) {
			return s, -1
		}
	}
	return dressedColumn(h, rows)
}

// anySource are the surroundings of the records of any source.
var anySource = framing.NewSurroundings(
	func(v *strictjson.Value) bool { return anyOwner(v) != nil },
	keysOf(func(s *source.Source) []string { return s.Lists }),
	keysOf(func(s *source.Source) []string { return s.Follows }),
)

// surroundingsOf returns the surroundings in a file of one source.
func surroundingsOf(s *source.Source) *framing.Surroundings {
	return anySource.OfFile(func(v *strictjson.Value) bool { return anyOwner(v) == s })
}

func keysOf(keys func(s *source.Source) []string) (found []string) {
	for _, s := range sources {
		found = append(found, keys(s)...)
	}
	return found
}
