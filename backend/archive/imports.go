package archive

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"daybook/backend/durable"
	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/ledger"
)

// readImports reads the reports of the snapshot's imports and checks each against the
// hash that the snapshot has of it. If a report is damaged, the journal still has the
// file and the counts, but not which records were rejected or why.
func (a opening) readImports(s *snapshot) ([]Import, error) {
	imports := make([]Import, len(s.Imports))
	for i, ref := range s.Imports {
		path := importPath(a.dir, ref)
		err := folder.ReadChecked(path, &imports[i], ref.SHA256, "the snapshot")
		if err == nil {
			continue
		}
		if durable.Exhausted(err) {
			return nil, lacking(path, err)
		}
		var known bool
		if imports[i], known = journalled(a.ledger, ref); !known {
			return nil, lacking(path, err)
		}
		if errors.Is(err, fs.ErrNotExist) {
			err = errors.New("is missing")
		}
		d := folder.DamageOf("imports/"+ref.FileName(), false, err)
		imports[i].Damage = d
		imports[i].Notes = []string{fmt.Sprintf("its report cannot be read (%s); what is told here is from the journal, and the rejected records are not known", d.Error())}
	}
	return imports, nil
}

// writeImport writes the report of an import and returns the snapshot's
// reference to it. The caller must still make the folder durable.
func writeImport(dir string, i *Import) (ledger.ImportRef, error) {
	ref := ledger.ImportRef{Number: i.Number, Revision: i.Revision}
	path := importPath(dir, ref)
	i.Salt = rand.Text()
	err := folder.WriteChecked(path, i)
	if err == nil {
		ref.SHA256, _, err = folder.Hash(path, 0)
	}
	if err != nil {
		return ref, failure.New("write", path, err)
	}
	return ref, nil
}

// Imports returns all imports in their order.
func (v *View) Imports() []Import { return slices.Clone(v.imports) }

// journalled returns what the journal says about an import that was made.
func journalled(lg *ledger.Ledger, ref ledger.ImportRef) (i Import, ok bool) {
	p, l, ok := lg.ImportPlanned(ref.Number)
	if !ok {
		return i, false
	}
	return Import{
		Format: folder.Format, Number: p.Import, Revision: ref.Revision, File: p.File, Mark: p.Mark, Source: p.Source, Read: p.Read, Added: p.Added,
		Duplicates: p.Duplicates, Conflicts: p.Conflicts, Rejected: p.Rejected, Rejections: []RejectedEvent{}, Notes: []string{}, FirstSeq: p.FirstSeq,
		Started: l.Time, Finished: l.Time, User: l.User, Program: l.Program,
	}, true
}
