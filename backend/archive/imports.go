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
		path := importPath(dir, ref)
		if err := readChecked(path, &imports[i], ref.SHA256, "the snapshot"); err != nil {
			return nil, lacking(path, err)
		}
	}
	return imports, nil
}

// writeImport writes what an import was and returns how a snapshot refers to it.
// Its folder is yet to be made durable.
func writeImport(dir string, i *Import) (importRef, error) {
	ref := importRef{Number: i.Number, Revision: i.Revision}
	path := importPath(dir, ref)
	err := writeChecked(path, i)
	if err == nil {
		ref.SHA256, _, err = hashFile(path, 0)
	}
	if err != nil {
		return ref, fmt.Errorf("archive: write %s: %w", path, err)
	}
	return ref, nil
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
