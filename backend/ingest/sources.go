package ingest

import (
	"daybook/backend/strictjson"

	"daybook/backend/source"
)

// sources in the order in which they are asked.
var sources = []*source.Source{feedSource, googleWorkspace, cloudTrail, gitHub}

// sourceOf is the source that recognises a CSV file by its header and its first
// rows, or nil. Where one of the columns holds whole records, it is that column,
// otherwise -1.
func sourceOf(h source.Header, rows [][][]byte) (s *source.Source, dressed int) {
	for _, s := range sources {
		if t := s.Table; t.Owns != nil && t.Owns(h) && (t.OwnsRows == nil || t.OwnsRows(h, rows)) {
			return s, -1
		}
	}
	return dressedColumn(h, rows)
}

// anySource is what surrounds the records of any source, and of those of one source.
var anySource = &surroundings{
	IsRecord: func(v *strictjson.Value) bool { return anyOwner(v) != nil },
	OfFile:   func(v *strictjson.Value) bool { return anyOwner(v) != nil },
	Lists:    keysOf(func(s *source.Source) []string { return s.Lists }),
	Follows:  bareKeys(keysOf(func(s *source.Source) []string { return s.Follows })),
}

func surroundingsOf(s *source.Source) *surroundings {
	own := *anySource
	own.OfFile = func(v *strictjson.Value) bool { return anyOwner(v) == s }
	return &own
}

func keysOf(keys func(s *source.Source) []string) map[string]bool {
	all := make(map[string]bool)
	for _, s := range sources {
		for _, key := range keys(s) {
			all[key] = true
		}
	}
	return all
}
