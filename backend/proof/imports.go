package proof

import "slices"

// ImportOf returns the index of the import that brought the event with that number, or -1.
// The imports are by their first numbers.
func ImportOf(imports []Import, number int64) int {
	i, _ := slices.BinarySearchFunc(imports, number, func(m Import, number int64) int {
		if m.FirstNumber+int64(m.Added) <= number {
			return -1
		}
		return 1
	})
	if i < len(imports) && imports[i].FirstNumber <= number {
		return i
	}
	return -1
}
