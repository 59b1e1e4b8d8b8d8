package archive

import (
	"errors"
	"io/fs"

	"daybook/backend/folder"
	"daybook/backend/integrity"
	"daybook/backend/ledger"
)

// verifyThen proves that the tree continues each of its earlier checkpoints. The
// leaves of the tree are verified separately, and a consistency proof would show
// no more than that the first n of the same leaves have the root of that time.
func verifyThen(tree *integrity.Tree, then []ledger.Was, size int64, r *ledger.Findings) {
	before := int64(0)
	for _, c := range then {
		switch {
		case c.Size < before:
			r.Problem("journal.jsonl: line %d: the tree shrank from %d leaves to %d", c.Line, before, c.Size)
		case c.Size > size:
			r.Problem("tree: it has %d leaves, and had %d after line %d of the journal", size, c.Size, c.Line)
		default:
			root, err := tree.Root(c.Size)
			if err != nil {
				r.Fault("tree: %w", err)
			} else if root != c.Root {
				r.Problem("tree: its first %d leaves are not those of the checkpoint of line %d of the journal", c.Size, c.Line)
			}
		}
		before = c.Size
	}
}

// verifyImports compares the imports of a view, and their reports on the disk, with what
// the journal says of them.
func verifyImports(dir string, v *View, past *ledger.Replay, r *ledger.Findings) {
	for n, i := range v.imports {
		said, ok := past.Imports[i.Number]
		delete(past.Imports, i.Number)
		switch {
		case !ok:
			r.Problem("import %d is not in the journal", i.Number)
		case said.File != i.File || said.Mark != i.Mark || said.Source != i.Source || said.FirstSeq != i.FirstSeq || said.Read != i.Read ||
			said.Added != i.Added || said.Duplicates != i.Duplicates || said.Conflicts != i.Conflicts || said.Rejected != i.Rejected:
			r.Problem("imports/%s.json: import %d was another one by the journal: %s, %d read, %d added", folder.Number(i.Number), i.Number, said.File, said.Read, said.Added)
		default:
			verifyReport(dir, v.snapshot.Imports[n], past.Reports[i.Number], r)
		}
	}
	for n, i := range past.Imports {
		r.Problem("import %d (%s) is in the journal, and its report is gone", n, i.File)
	}
}

// verifyReport compares the report of an import, and its file as it now is on the
// disk, with what the journal says of it.
func verifyReport(dir string, ref ledger.ImportRef, said ledger.NamedReport, r *ledger.Findings) {
	if ref != said.Ref {
		r.Problem("imports/%s: it is not the report that line %d of the journal names, imports/%s with SHA-256 %s", ref.FileName(), said.Line, said.Ref.FileName(), said.Ref.SHA256)
		return
	}
	switch sum, _, err := folder.Hash(importPath(dir, ref), 0); {
	case errors.Is(err, fs.ErrNotExist):
		r.Problem("imports/%s: is missing", ref.FileName())
	case err != nil:
		r.Fault("imports/%s: %w", ref.FileName(), err)
	case sum != ref.SHA256:
		r.Problem("imports/%s: it is not the report that line %d of the journal names: its SHA-256 is another", ref.FileName(), said.Line)
	}
}
