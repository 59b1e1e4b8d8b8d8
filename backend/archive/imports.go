package archive

import (
	"fmt"
	"slices"
)

// readImports reads what the snapshot's imports were, each checked against the
// snapshot's hash of it.
func readImports(dir string, s *snapshot) ([]Import, error) {
	imports := make([]Import, len(s.Imports))
	for i, ref := range s.Imports {
		path := importPath(dir, ref.Number)
		sum, _, err := hashFile(path, 0)
		if err != nil {
			return nil, lacking(path, err)
		}
		if sum != ref.SHA256 {
			return nil, fmt.Errorf("archive: open %s: %w: the snapshot has another hash for it", path, ErrDamaged)
		}
		if err := readChecked(path, &imports[i]); err != nil {
			return nil, fmt.Errorf("archive: open %s: %w", path, err)
		}
	}
	return imports, nil
}

// Imports are all imports, the first one first.
func (a *Archive) Imports() ([]Import, error) {
	v, err := a.acquire()
	if err != nil {
		return nil, err
	}
	defer a.release(v)
	return slices.Clone(v.imports), nil
}
