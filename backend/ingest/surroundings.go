package ingest

import "daybook/backend/strictjson"

// surroundings tell records from what stands around them. Which records there are,
// and what their sources write around them, the framing is told.
type surroundings struct {
	// IsRecord reports whether a value is a record of any source.
	IsRecord func(v *strictjson.Value) bool
	// OfFile reports whether it is a record of the file's source; while that is not
	// known, it is IsRecord.
	OfFile func(v *strictjson.Value) bool
	// Lists are keys under which a list holds records, even one that is empty or
	// broken, besides those that are known here.
	Lists map[string]bool
	// Follows are keys, as bareKey has them, that name a next page, besides those that
	// are known here.
	Follows map[string]bool
}

// says reports whether a key that has a value says that more follows. Its name is as
// bareKey has it.
func (s *surroundings) says(name string) bool { return says(name) || s != nil && s.Follows[name] }

// wraps reports whether a list under this key holds records.
func (s *surroundings) wraps(key string) bool { return wraps(key) || s.Lists[key] }
