package archive

import "slices"

// The SHA-256 of an imported file confirms a guess of all of its bytes. Who has the archive
// has what is left of these, so only what was purged would have to be guessed. So a purge
// takes the SHA-256 out of the report of each import whose file may have had a purged event.
// The mark stays, by which the owner of the key recognises the file.

// withoutSums returns the imports of which some have lost the SHA-256 of their files, with
// one revision more than in before. gone are the purged events, [from, to) each, rising.
// Imports that do not change are not copied.
func withoutSums(before, imports []Import, gone [][2]int64) []Import {
	out := slices.Clone(imports)
	for i := range out {
		one := &out[i]
		// What is still of a damaged report on the disk may have the SHA-256.
		if !one.hasSums() && one.Damage == nil || !one.mayHave(gone) {
			continue
		}
		one.SHA256, one.Damage, one.Files = "", nil, slices.Clone(one.Files)
		for k := range one.Files {
			one.Files[k].SHA256 = ""
		}
		one.Revision = before[i].Revision + 1
	}
	return out
}

// SumGone reports whether the SHA-256 of the file went with a purge. Where there was no
// file it never had one, and of a damaged report it is not known.
func (i *Import) SumGone() bool { return i.SHA256 == "" && i.Mark != "" && i.Damage == nil }

func (i *Import) hasSums() bool {
	return i.SHA256 != "" || slices.ContainsFunc(i.Files, func(f ImportedFile) bool { return f.SHA256 != "" })
}

// mayHave reports whether the file of an import may have had some of these events: those
// that it brought, and as a duplicate any that came before.
func (i *Import) mayHave(events [][2]int64) bool {
	from, to := i.FirstSeq, i.FirstSeq+int64(i.Added)
	if i.Duplicates > 0 {
		from = 0
	}
	return slices.ContainsFunc(events, func(of [2]int64) bool { return of[0] < to && from < of[1] })
}
